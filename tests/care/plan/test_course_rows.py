"""How long a course is and how many visits it has: by type, and what shortens it."""

import pytest

from care.plan.planned import asked, line
from care.plan.steady import fact, findings_of, person
from surefoot.care.diagnosis import type_results
from surefoot.care.plan.course import patterns
from surefoot.care.plan.mix import Profile, profile
from surefoot.care.prognosis import cause_results
from surefoot.care.summary import therapist_page
from surefoot.exchange.pages import as_text
from surefoot.knowledge.load import load

KNOWLEDGE = load()


def mix(name: str) -> Profile:
    care = line(name)
    results = {**type_results(care.diagnosis), **cause_results(care.prognosis)}
    found = profile(care.findings.with_results(results), care.case, care.diagnosis, care.knowledge)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "weeks", "visits"),
    [
        ("cts-pregnant", 6, 8),
        ("cts-severe-cook", 8, 10),
        ("truncal-band-of-fire", 8, 10),
        ("multiplex-treated", 12, None),
        ("active-man-with-vibration-plate", 12, 14),
        ("dsp-baker-market", 12, None),
        ("bppv-turning-in-bed", 2, 2),  # crystals first, then the plan anew
    ],
)
def test_a_course_is_as_long_as_its_type_needs(name, weeks, visits):
    found = mix(name)
    assert (found.weeks, found.visits_max) == (weeks, visits)
    made = asked(name)
    assert sum(phase.weeks for phase in made.frame.phases) == weeks
    if visits is not None:
        assert max(sum(p.visits) for p in patterns(made.person, made.frame)) <= visits


def test_what_must_be_done_goes_before_the_most_visits_of_a_type():
    made = asked("gbs-recovery-wheelchair")
    few = made.person.profile.__class__(
        **{f: getattr(made.person.profile, f) for f in made.person.profile.__slots__}
        | {"visits_max": 1}
    )
    person = made.person.__class__(
        case=made.person.case, findings=made.person.findings, safety=made.person.safety,
        profile=few, knowledge=made.person.knowledge, life=made.person.life,
    )  # fmt: skip
    assert min(min(p.a_week) for p in patterns(person, made.frame)) >= 2


def test_the_positional_test_is_named_first_where_crystals_are_loose():
    assert any("manoeuvre" in says for says in mix("bppv-turning-in-bed").must)
    assert not any("manoeuvre" in says for says in mix("active-man-with-vibration-plate").must)


@pytest.mark.parametrize(
    ("name", "word", "there"),
    [
        ("cts-pregnant", "splint every night", True),
        ("meralgia-roofer", "splint", False),
        ("peroneal-farmer-three-months", "splint every night", False),
        ("dsp-baker-market", "Glucose checks", True),
        ("canvas-organist", "Glucose checks", False),
        ("charcot-in-cast", "Glucose checks", False),  # the rule for insulin says it better
        ("cipn-neutropenia-group", "Blood counts", True),
        ("radial-saturday-night", "holds the wrist up", True),
    ],
)
def test_what_a_type_asks_for_is_said_only_to_those_whom_it_concerns(name, word, there):
    assert any(word in says for says in mix(name).must) is there


@pytest.mark.parametrize(
    ("name", "word", "there"),
    [
        ("peroneal-farmer-three-months", "crossing the legs", True),
        ("cts-pregnant", "crossing the legs", False),
        ("meralgia-roofer", "tool belt", True),
        ("oxaliplatin-third-course", "cold", True),
        ("bone-metastasis", "crowds", False),
    ],
)
def test_what_is_avoided_fits_the_nerve_and_the_medicine(name, word, there):
    assert any(word in says for says in mix(name).avoid) is there


def test_dry_eyes_alone_do_not_make_a_plan_for_the_autonomic_nerves():
    assert "autonomic" not in mix("sfn-dry-eyes-allodynia").types
    assert "autonomic" in mix("oh-cook-faint-in-queue").types


def test_phases_follow_each_other_and_the_usual_rates_are_named_once():
    rows = sorted(KNOWLEDGE.course_phases.values(), key=lambda row: row.first_week)
    assert [row.first_week for row in rows[1:]] == [r.first_week + r.weeks for r in rows[:-1]]
    rates = KNOWLEDGE.visit_rates.values()
    assert [r.per_week for r in rates if r.usual] == [2]
    assert [r.per_week for r in rates if r.usual_at_end] == [1]


@pytest.mark.parametrize(
    ("name", "warm_up", "cool_down"),
    [
        ("cts-pregnant", 2, 2),  # an arm needs no bicycle first
        ("dsp-baker-market", 5, 5),
        ("oh-cook-faint-in-queue", 10, 8),
        ("heart-failure-waist-deep", 10, 8),
    ],
)
def test_warming_up_and_cooling_down_take_what_this_person_needs(name, warm_up, cool_down):
    fixed = asked(name).frame.fixed
    assert (fixed["warm_up"], fixed["cool_down"]) == (warm_up, cool_down)


def test_a_trial_that_was_agreed_says_its_end():
    agreed = line("light-trial-agreed").plan.watch
    assert any("six times at most; if it is no better then, it ends" in says for says in agreed)
    assert not any("six times" in says for says in line("dsp-baker-market").plan.watch)


def test_with_artery_disease_and_numb_feet_the_walk_is_told_once():
    care = line("pad-claudication-diabetes")
    page = " ".join(as_text(therapist_page(care.chart), width=2000).split())
    first = page.partition("Minutes week by week")[0]
    assert first.count("pain is no guide") == 1


@pytest.mark.parametrize(
    ("silent", "row"),
    [
        (False, "life/insulin_peak"),
        (True, "life/insulin_peak_silent"),
        (None, "life/insulin_peak_silent"),  # not known counts as without warning
    ],
)
def test_only_who_may_miss_a_low_is_kept_from_the_last_session_before_driving_home(silent, row):
    told = [fact("insulin_peak_times", "07:30 to 09"), fact("hypo_unawareness", silent)]
    findings = findings_of(person(facts=[each for each in told if each.value is not None]))
    rows = KNOWLEDGE.lifestyle.values()
    peaks = [each for each in rows if each.id.startswith("life/insulin_peak")]
    assert [each.id for each in peaks if findings.holds(each.when) is True] == [row]
    assert ("driving home" in KNOWLEDGE.lifestyle[row].says) is (silent is not False)
