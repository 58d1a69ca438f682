"""The mix of a type, and what findings, wishes and approvals add to it."""

from types import SimpleNamespace

import pytest

from care.plan.planned import asked, line
from care.plan.steady import fact, person
from surefoot.care.diagnosis import type_results
from surefoot.care.findings import Findings
from surefoot.care.plan.mix import Profile, Share, _with_additions, profile, stage_of
from surefoot.care.plan.shares import shares_of
from surefoot.care.prognosis import cause_results
from surefoot.knowledge.load import load
from surefoot.terms import Side, Technique

KNOWLEDGE = load()


def mix(name: str) -> Profile:
    care = line(name)
    results = {**type_results(care.diagnosis), **cause_results(care.prognosis)}
    found = profile(care.findings.with_results(results), care.case, care.diagnosis, care.knowledge)
    assert found is not None
    return found


def share(found: Profile, technique: str) -> float:
    return sum(s.percent for s in found.shares if Technique(technique) in s.techniques)


@pytest.mark.parametrize(
    ("name", "row", "technique", "percent"),
    [
        ("sfn-dry-eyes-allodynia", "addition/touch", "sensory", 10),
        ("cleaner-plain-words", "addition/group", "tai_chi", 10),
        ("heart-failure-waist-deep", "addition/pool", "aquatic", 15),
        ("oxaliplatin-third-course", "addition/chemo_vibration", "whole_body_vibration", 15),
        ("light-trial-agreed", "addition/light", "photobiomodulation", 5),
    ],
)
def test_a_finding_a_wish_or_an_approval_adds_a_share(name, row, technique, percent):
    found = mix(name)
    assert row in {added.id for added in found.added}
    assert share(found, technique) == pytest.approx(percent)
    assert sum(s.percent for s in found.shares) == pytest.approx(100)


def test_what_the_group_takes_comes_out_of_balance_alone():
    plain, found = KNOWLEDGE.mixes["mix/peripheral_dpn/mild_steady"], mix("cleaner-plain-words")
    asked = {s.techniques[0]: s.percent for s in plain.shares}
    assert share(found, "balance") == pytest.approx(asked[Technique.BALANCE] / 2)
    for technique in ("aerobic", "strength", "flexibility"):
        assert share(found, technique) == pytest.approx(asked[Technique(technique)])


def test_a_high_fall_risk_keeps_its_balance_share_whatever_is_liked():
    care = line("dsp-baker-market")
    assert care.findings.truth("likes_group") is True
    assert "addition/group" not in {added.id for added in mix("dsp-baker-market").added}


def test_practice_with_a_device_for_the_leg_is_walking():
    found = mix("amyotrophy-shopkeeper")
    (device,) = (s for s in found.shares if Technique.ORTHOSIS_DEVICE in s.techniques)
    assert Technique.GAIT in device.techniques
    wrist = mix("cts-severe-cook")
    assert share(wrist, "gait") == 0


def test_an_addition_never_takes_more_than_half_of_what_it_comes_from():
    much = KNOWLEDGE.share_additions["addition/group"].model_copy(update={"percent": 90})
    balance = Share(techniques=(Technique.BALANCE,), percent=35)
    rest = Share(techniques=(Technique.AEROBIC,), percent=65)
    made = _with_additions((balance, rest), (much,), 0.5)
    assert {s.techniques[0]: s.percent for s in made} == {
        Technique.BALANCE: 17.5, Technique.AEROBIC: 65, Technique.TAI_CHI: 17.5
    }  # fmt: skip
    assert _with_additions((rest,), (much,), 0.5) == (rest,)


def test_a_pressed_nerve_is_planned_for_only_when_it_has_a_name_or_nothing_else_is_likely():
    assert mix("truncal-band-of-fire").types == ("truncal",)
    assert mix("amyotrophy-shopkeeper").types == ("proximal",)
    assert mix("cts-pregnant").types == ("focal_entrapment",)


def test_a_type_is_told_in_words_of_people():
    assert mix("cleaner-plain-words").kind == "length-dependent neuropathy, mild"
    for row in KNOWLEDGE.mixes.values():
        assert "_" not in row.label
        assert not {"FC", "WB", "BP", "MRC<3", "ANC", "HIIT", "CTS"} & {
            *row.must.replace(",", " ").split(),
            *row.avoid.replace(",", " ").split(),
        }


@pytest.mark.parametrize(("type_", "says"), [("peripheral_dpn", "Look at "), ("cipn", "Ask ")])
def test_what_a_type_asks_for_says_what_is_done(type_, says):
    musts = {row.must for row in KNOWLEDGE.mixes.values() if row.type == type_}
    assert [must for must in musts if not must.startswith(says)] == []


@pytest.mark.parametrize(
    ("grade", "falls", "tug", "ankle", "stage"),
    [
        ("E1", 0, 9.0, 5, "mild"),
        ("E1", 0, 9.0, 4, "mild"),
        ("E1", 0, 9.0, 3, "moderate"),
        ("E1", 1, 12.0, 5, "mild"),
        ("E1", 2, 11.9, 5, "mild"),
        ("E1", 2, 12.0, 5, "moderate"),
        ("E1", 2, 12.0, 3, "moderate"),
        ("E2", 0, 9.0, 5, "moderate"),
        ("E2", 2, 12.0, 5, "severe"),
        ("E3", 0, 9.0, 5, "severe"),
        (None, 0, 9.0, 5, "moderate"),
    ],
)
def test_weak_muscles_and_falls_raise_the_stage_once(grade, falls, tug, ankle, stage):
    told = [fact("falls_12mo", falls), fact("tug_s", tug)]
    told += [fact("bbs_score", 56), fact("tandem_s", 30.0), fact("romberg_positive", False)]
    told += [fact("mrc_ankle_dorsiflexion", ankle, side) for side in (Side.LEFT, Side.RIGHT)]
    results = {"extent_grade": grade, "extent_at_least": grade or "E0"}
    found = Findings(person(facts=told), KNOWLEDGE).with_results(results)
    assert stage_of(found, KNOWLEDGE) == stage


def test_what_endurance_leaves_goes_only_to_what_the_mix_has():
    heart = SimpleNamespace(profile=mix("oh-severe-reviewed"), knowledge=KNOWLEDGE, life=())
    left = shares_of(heart, {Technique.AUTONOMIC, Technique.FLEXIBILITY})
    assert {t for key in left for t in key} == {Technique.AUTONOMIC}
    hand = asked("mmn-watchmaker").person
    left = shares_of(hand, {Technique.STRENGTH, Technique.FLEXIBILITY})
    by = {key[0]: percent for key, percent in left.items()}
    assert by[Technique.FLEXIBILITY] > 40 > 0
    assert by[Technique.STRENGTH] == pytest.approx(40)
