"""What is done every day beside the training: against cramps, and for a lost vestibular organ."""

from dataclasses import replace

import pytest

from care.plan.planned import asked, asked_of, line
from care.plan.steady import KNOWLEDGE, at, fact, read
from care.said import findings
from surefoot.care.line import LineOfCare
from surefoot.care.plan.beside import to_get
from surefoot.terms import Setting

CALF, GAZE = "FX003", "BT055"


def needs(**told) -> dict[str, tuple[str, ...]]:
    return {need.id: need.exercises for need in read(**told).requirements}


@pytest.mark.parametrize(
    ("sites", "asked_for"), [(("calf_left",), True), (("great_toe_left",), True), ((), False)]
)
def test_cramps_of_the_leg_or_foot_ask_for_the_calf_stretch(sites, asked_for):
    found = needs(facts=at("cramps", *sites))
    assert (found.get("MI35") == (CALF,)) is asked_for


def test_a_cramp_of_the_hand_asks_for_nothing():
    row = KNOWLEDGE.must_haves["MI35"]
    assert findings("cramps@thumb_left", well=True).holds(row.when) is not True


@pytest.mark.parametrize(("present", "asked_for"), [(["VESTIB_CHRONIC"], True), ([], False)])
def test_a_lasting_vestibular_loss_asks_for_gaze_work_every_day(present, asked_for):
    assert (needs(present=present).get("MI36") == (GAZE,)) is asked_for


@pytest.mark.parametrize(("present", "asked_for"), [(["BONE_METS"], True), ([], False)])
def test_cancer_in_bone_asks_for_written_load_limits_before_anything_standing(present, asked_for):
    assert ("MI34" in needs(present=present)) is asked_for
    said = " ".join(KNOWLEDGE.must_haves["MI34"].actions)
    assert "Written load limits" in said
    assert "nothing standing at home" in said


def test_what_is_stretched_every_evening_takes_no_share_of_the_training():
    plan = line("alcohol-low-mood").plan
    assert all(CALF in {i.exercise for i in week.home.self_care} for week in plan.weeks)
    assert all(CALF not in {i.exercise for i in week.home.exercises} for week in plan.weeks)
    assert KNOWLEDGE.topics["teach/cramps"].title in plan.education
    assert line("alcohol-low-mood").broken(plan) == ()


def organist(*, wall: bool):
    """The organist, whose inner ear is lost; he has no letter card at home."""
    care = line("canvas-organist")
    facts = [f for f in care.case.facts if (f.code, f.site) != ("equip_wall", "home")]
    facts.append(fact("equip_wall", wall, site=Setting.HOME.value))
    return asked_of(LineOfCare(replace(care.case, facts=tuple(facts)), care.knowledge))


def test_a_letter_on_a_wall_is_card_enough():
    made = organist(wall=True)
    assert GAZE in made.self_care
    assert list(to_get(made.person)) == []


def test_a_habit_that_misses_a_thing_at_home_is_done_in_the_visits_and_the_thing_is_got():
    made = organist(wall=False)
    assert GAZE in {candidate.exercise.id for candidate in made.gathered.candidates}
    assert GAZE not in made.self_care
    (says,) = to_get(made.person)
    assert "letter card" in says


def test_where_nothing_is_missing_nothing_has_to_be_got():
    assert needs(present=["VESTIB_CHRONIC"], facts=[fact("equip_letter_card", True, site="home")])
    assert not any(says.startswith("To get") for says in line("alcohol-low-mood").plan.watch)


@pytest.mark.parametrize("name", ["sfn-dry-eyes-allodynia", "truncal-band-of-fire"])
def test_skin_that_hurts_at_a_touch_is_rubbed_every_day_and_it_is_shown_at_the_first_visit(name):
    plan = line(name).plan
    first = {item.exercise for part in plan.weeks[0].visits[0].parts for item in part.items}
    assert "SR001" in first
    assert all("SR001" in {i.exercise for i in week.home.self_care} for week in plan.weeks)
    assert line(name).broken(plan) == ()


@pytest.mark.parametrize(("pain", "asked_for"), [(3.0, True), (2.0, False), (None, False)])
def test_only_skin_that_hurts_by_3_or_more_is_rubbed(pain, asked_for):
    assert ("MI39" in needs(touch_pain_nrs=pain)) is asked_for


def test_washing_and_drying_do_not_wait_for_the_cream():
    cream = fact("equip_emollient", False, site="home")
    towels = {there: fact("equip_towel", there, site="home") for there in (True, False)}
    for there, towel in towels.items():
        found = read(facts=[cream, towel], without=("equip_emollient", "equip_towel"))
        assert (Setting.HOME in found.exercises["FC004"].settings) is there


def test_a_towel_at_home_is_cloth_enough():
    cloths = ("equip_towel", "equip_texture_kit")
    none = [fact(code, False, site="home") for code in cloths]
    towel = [fact("equip_towel", True, site="home"), none[1]]
    assert Setting.HOME in read(facts=towel, without=cloths).exercises["SR001"].settings
    assert Setting.HOME not in read(facts=none, without=cloths).exercises["SR001"].settings


def test_a_splint_for_the_night_is_worn_every_night_and_is_no_exercise():
    """Here no must-have asks for it: the nerve is one of several that an inflammation has hurt."""
    plan = line("multiplex-treated").plan
    for week in plan.weeks:
        assert "OR004" in {item.exercise for item in week.home.self_care}
        assert "OR004" not in {item.exercise for item in week.home.exercises}
    assert line("multiplex-treated").broken(plan) == ()
    assert "OR004" not in asked("active-man-with-vibration-plate").person.required
