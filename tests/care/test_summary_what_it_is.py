"""What is it? On the patient's page: in words for this person, and what is behind it."""

from dataclasses import replace
from functools import cache

import pytest

from lines import example, line
from reading import grade
from surefoot.care.summary import Chart, patient_page, therapist_page
from surefoot.care.summary.what_it_is import what_it_is
from surefoot.exchange.pages import as_text
from surefoot.knowledge.load import load

WORDS = load().wordings
SPINE = WORDS["pattern/MIM/patient"].says
AGAIN = "Found all the same"


@cache
def chart(name: str) -> Chart:
    """Everything but the plan."""
    care = line(name)
    return Chart(
        case=care.case,
        contact=care.contact,
        examination=care.examination,
        diagnosis=care.diagnosis,
        prognosis=care.prognosis,
        plan=None,
        knowledge=care.knowledge,
    )


def said(one: Chart) -> list[str]:
    return [block.words for block in what_it_is(one)]


def test_new_words_for_one_person_read_at_grade_six():
    rows = [row for key, row in WORDS.items() if "/instead/" in key or "/reviewed/" in key]
    rows += [row for key, row in WORDS.items() if key.startswith("cause/")]
    assert len(rows) > 5
    assert {row.id: row.says for row in rows if grade(row.says) > 6.0} == {}


def test_who_wants_few_words_is_told_no_greek():
    assert "polyneuropathy" in " ".join(said(chart("fear-of-water")))
    assert "polyneuropathy" not in " ".join(said(chart("cleaner-plain-words")))


def test_nerves_in_many_places_are_not_called_those_to_the_feet():
    words = said(chart("canvas-organist"))
    assert WORDS["pattern/DSP/instead/everywhere/patient"].says in words
    assert WORDS["pattern/DSP/patient"].says not in words


def test_a_treatable_cause_that_is_confirmed_is_named_to_the_person():
    one = chart("fear-of-water")
    told = WORDS["cause/hypoT/patient"].says
    assert told in said(one)
    unsure = tuple(replace(cause, certainty="likely") for cause in one.prognosis.causes)
    other = replace(one, prognosis=replace(one.prognosis, causes=unsure))
    assert told not in said(other)


def test_what_may_well_come_from_the_spine_is_not_told_as_a_nerve_as_well():
    one = chart("mimic-lumbar-stenosis")
    assert [p.pattern for p in one.diagnosis.patterns if p.band == "possible"] == ["MIM", "SFN"]
    assert said(one) == [WORDS["band/possible/patient"].says, SPINE]


@pytest.mark.parametrize("is_reviewed", [True, False])
def test_signs_that_a_doctor_has_looked_at_are_not_to_be_looked_at_again(is_reviewed):
    one = chart("mmn-watchmaker")
    if not is_reviewed:
        one = replace(one, contact=replace(one.contact, reviewed=()))
    assert (WORDS["pattern/MIM/reviewed/patient"].says in said(one)) == is_reviewed
    assert (SPINE in said(one)) != is_reviewed
    assert (AGAIN in as_text(therapist_page(one))) != is_reviewed


def test_another_review_says_nothing_of_signs_that_nobody_has_looked_at():
    one = chart("mmn-watchmaker")
    assert SPINE in said(replace(one, contact=replace(one.contact, reviewed=("rf_pad",))))


def test_every_technique_of_a_plan_is_explained_but_to_who_wants_few_words():
    def explained(one: Chart) -> int:
        together = next(s for s in patient_page(one).sections if s.title == "What we do together")
        return sum(len(block.rows) for block in together.blocks if hasattr(block, "rows"))

    rosa = example("rosa-numb-burning-feet").chart
    assert explained(rosa) == len(rosa.plan.techniques) > 3
    facts = tuple(
        replace(fact, value=True) if fact.code == "low_health_literacy" else fact
        for fact in rosa.case.facts
    )
    assert explained(replace(rosa, case=replace(rosa.case, facts=facts))) == 3


def test_a_band_on_the_trunk_is_not_told_as_a_pressed_nerve_and_its_healing_is():
    one = chart("truncal-band-of-fire")
    assert one.diagnosis.explained == ("FOC",)
    assert said(one)[1:] == [WORDS["pattern/TRU/patient"].says]
    assert "heals by itself" in one.prognosis.answers[1].says
    assert "get worse bit by bit" not in one.prognosis.answers[1].says


def test_hands_that_grow_weaker_in_the_cold_are_to_be_kept_warm():
    assert WORDS["cause/mmn/patient"].says in said(chart("mmn-watchmaker"))
