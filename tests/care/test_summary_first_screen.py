"""The first screen says each thing once, names the side, and asks nothing beside an alarm."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from lines import example
from surefoot.care.diagnosis.records import NextTest
from surefoot.care.plan.records import LeftOut, NoSafePlan, PlanOfCare, Requirement
from surefoot.care.summary import Chart, glance, in_mind, questions, therapist_page
from surefoot.care.summary.items import short
from surefoot.care.summary.limits import must_not
from surefoot.care.summary.page import Lists, Page, Section
from surefoot.care.summary.sides import side_of
from surefoot.exchange.pages import as_text
from surefoot.knowledge.values import day
from surefoot.terms import Grade, NeuropathyType, Reason, Technique, Urgency

HANNA = "hanna-numb-between-the-legs"


@cache
def chart(name: str = "mei-dizzy-on-standing") -> Chart:
    return example(name).chart


def changed(**parts) -> Chart:
    assert isinstance(chart().plan, PlanOfCare)
    return replace(chart(), plan=replace(chart().plan, **parts))


def kept_out(statement: str, exercise: str) -> LeftOut:
    row = chart().knowledge.safety_limits[statement]
    reason = Reason(says=row.says, statement=statement, grade=Grade.UNREVIEWED)
    return LeftOut(what=exercise, kind="ruled_out", reason=reason)


def rules(one: Chart) -> str:
    assert isinstance(one.plan, PlanOfCare)
    return " ".join(words for _, words in must_not(one, one.plan))


def test_a_limit_on_a_few_exercises_is_told_only_where_one_of_them_was_asked_for():
    left = kept_out("limit/vigorous-clearance", "AE009")
    none = changed(conditions=(), left_out=(left,), requirements=())
    assert rules(none) == ""
    need = Requirement(
        id="MI1", says="x", exercises=("AE009",), barred=(left.reason,), reason=left.reason
    )
    assert "clearance" in rules(replace(none, plan=replace(none.plan, requirements=(need,))))


def test_a_limit_on_a_kind_of_exercise_is_told():
    left = kept_out("limit/falls-home-level", "BT001")
    assert "High fall risk" in rules(changed(conditions=(), left_out=(left,)))


def test_an_instruction_that_only_says_no_again_is_left_out():
    left = LeftOut(
        what="PB001",
        kind="ruled_out",
        reason=Reason(
            says="Light-sensitive rules out LIGHT: Light therapy.",
            statement="safety/PHOTOSENS",
            grade=Grade.UNREVIEWED,
        ),
    )
    assert rules(changed(conditions=("PHOTOSENS",), left_out=(left,))) == "Not: light therapy."
    assert rules(changed(conditions=("PHOTOSENS",), left_out=())) == "Do not use light therapy."


def test_where_no_condition_is_found_the_page_says_where_precautions_stand():
    one = changed(conditions=(), left_out=(), requirements=())
    for raised, words in (((), "no condition"), (chart(HANNA).contact.raised, "no other")):
        (block,) = glance.limits(replace(one, contact=replace(one.contact, raised=raised)))
        assert f"Among what was asked there is {words}" in block.words
        assert ("under “Keep in mind” and in the details" in block.words) is (not raised)


def test_a_day_that_has_come_is_no_day_to_look_again():
    today = chart().case.today
    for on, words in (
        (today, "Now (the time for a first change is over)"),
        (today + timedelta(days=1), f"On {day(today + timedelta(days=1))}"),
    ):
        one = replace(chart(), prognosis=replace(chart().prognosis, review_on=on))
        said = " ".join(as_text(therapist_page(one), width=2000).split())
        assert f"Look again {words}" in said
        assert ("No change by now reopens the causes." in said) is (on == today)


def test_who_looked_at_a_sign_before_is_quoted_on_the_first_screen():
    one = chart("otto-open-foot-ulcer")
    (review,) = one.case.reviews
    (points,) = in_mind.at_once(one)
    said = f"{review.by} (physician) on {day(review.on)}: “{review.says}”"
    assert points.lines[0] == said
    ahead = replace(review, on=one.case.today + timedelta(days=1))
    (points,) = in_mind.at_once(replace(one, case=replace(one.case, reviews=(ahead,))))
    assert said not in points.lines


def test_what_is_avoided_is_one_line_and_this_life_comes_before_it():
    one = changed(watch=("Avoid: heat.", "Likes groups.", "Avoid: Long standing."), conditions=())
    (points,) = in_mind.at_once(one)
    assert points.lines == ("Likes groups.", "Avoid: heat; long standing.")


def test_what_a_type_asks_for_in_everybody_stands_with_what_is_done_at_every_visit():
    must = next(row.must for row in chart().knowledge.mixes.values() if row.must)
    one = changed(watch=(must, "Likes groups."), conditions=())
    (points,) = in_mind.at_once(one)
    assert points.lines == ("Likes groups.",)
    assert in_mind.at_each_visit(one, one.plan) == (must,)


def asked(one: Chart) -> tuple[str, ...]:
    blocks = tuple(questions.asks(one))
    return tuple(blocks[0].lines) if blocks else ()


def test_beside_an_open_warning_sign_only_what_it_turns_on_is_asked():
    alarmed = chart(HANNA)
    tests = {test.ask for test in alarmed.diagnosis.next_tests}
    assert tests
    assert not tests & set(asked(alarmed))


@pytest.mark.parametrize(("urgency", "is_asked"), [(Urgency.U2, False), (Urgency.U3, True)])
def test_a_sign_that_can_wait_two_weeks_does_not_stop_the_questions(urgency, is_asked):
    test = next_test(bits=1.0)
    one = replace(chart(), diagnosis=replace(chart().diagnosis, next_tests=(test,)))
    one = replace(one, contact=replace(one.contact, urgency=urgency))
    one = replace(one, plan=replace(one.plan, questions=()))
    assert (test.ask in asked(one)) is is_asked


def next_test(bits: float, external: bool = False) -> NextTest:
    return NextTest(
        code="x", ask="Ask it.", bits=bits, settles=(), who="lab" if external else "patient",
        codes=("x",), external=external, statement="x",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("bits", "external", "is_asked"), [(0.15, False, True), (0.149, False, False), (1, True, False)]
)
def test_only_what_tells_enough_and_can_be_done_here_is_asked(bits, external, is_asked):
    test = next_test(bits, external)
    one = replace(chart(), diagnosis=replace(chart().diagnosis, next_tests=(test,)))
    one = replace(one, plan=replace(one.plan, questions=()))
    assert (test.ask in asked(one)) is is_asked


def test_where_one_hand_is_ill_its_exercises_name_the_side():
    one = chart("nadia-numb-little-finger")
    library = one.knowledge.exercises
    (side,) = {str(side_of(one, row)) for row in library.values() if side_of(one, row)}
    assert side == "left"
    assert side_of(one, library["RT027"]) == "left"  # a hand
    assert side_of(one, library["RT004"]) is None  # both heels
    both = replace(one.diagnosis, types=(*one.diagnosis.types, NeuropathyType.PERIPHERAL))
    assert side_of(replace(one, diagnosis=both), library["RT027"]) is None
    unknown = replace(one.diagnosis, types=())
    assert side_of(replace(one, diagnosis=unknown), library["RT027"]) is None


def test_a_hand_on_support_is_said_of_balance_items_whose_name_does_not_say_it():
    one = chart("rosa-numb-burning-feet")
    assert isinstance(one.plan, PlanOfCare)
    item = one.plan.weeks[0].home.exercises[0]
    said = [short(one, replace(item, exercise=e)) for e in ("BT003", "BT001", "BT002")]
    assert [line.endswith("a hand on support") for line in said] == [True, False, False]


def test_no_line_says_that_nothing_was_found_while_a_sign_is_open():
    one = changed(conditions=(), left_out=())
    (none,) = glance.limits(one)
    assert none.words == one.words("limits/none/therapist")
    raised = chart(HANNA).contact.raised
    (open_,) = glance.limits(replace(one, contact=replace(one.contact, raised=raised)))
    assert open_.words == one.words("limits/sign/therapist")


def test_without_a_plan_each_condition_and_each_way_out_is_named_once():
    reasons = tuple(
        Reason(says=f"Low glucose: closed ({t}).", statement="safety/GLU_LT70",
               changes="Take the reading again.", grade=Grade.UNREVIEWED)
        for t in ("balance", "strength")
    )  # fmt: skip
    plan = NoSafePlan(
        made_on=chart().case.today, knowledge="x", reasons=reasons, first=(), questions=(),
        stop_signs=(),
    )  # fmt: skip
    none = replace(chart(), plan=plan)
    section = Section(title="", blocks=tuple(glance.no_plan(none, plan)))
    page = Page(
        reader="therapist", title="", subtitle="", made_on=none.case.today,
        sections=(section,), foot=(),
    )  # fmt: skip
    said = as_text(page, width=200)
    assert said.count("Low glucose: closed") == 1
    assert said.count("Take the reading again.") == 1


def test_while_a_reading_of_today_stops_all_no_helper_is_asked_for_and_nothing_is_said_twice():
    (low,) = (
        Reason(says="Low glucose: closed.", statement="safety/GLU_LT70",
               changes="Take the reading again.", grade=Grade.UNREVIEWED),
    )  # fmt: skip
    help_ = replace(low, says="Needs help.", statement="safety/reading/supervision", changes="x")
    plan = NoSafePlan(
        made_on=chart().case.today, knowledge="x", reasons=(low, help_), questions=(),
        first=("Low glucose: sugar. Then take the reading again.",), stop_signs=(),
    )  # fmt: skip
    _, why, facts = glance.no_plan(replace(chart(), plan=plan), plan)
    assert why.lines == ("Low glucose: closed.",)
    assert facts.rows == [("First", plan.first[0])]


def test_single_pool_exercises_are_not_named_where_the_pool_is_out():
    barred = Reason(
        says="Fear rules out DEEP_WATER: Deep water.", statement="safety/WATER_FEAR",
        grade=Grade.UNREVIEWED,
    )  # fmt: skip
    item = LeftOut(what="AQ001", kind="ruled_out", reason=barred)
    pool = LeftOut(
        what=Technique.AQUATIC, kind="ruled_out", reason=replace(barred, statement="limit/x")
    )

    def said(*left: LeftOut) -> str:
        one = changed(conditions=("WATER_FEAR",), left_out=left)
        (facts,) = glance.limits(one)
        return dict(facts.rows)["Fear of water or cannot swim"]

    assert "Not: deep water" in said(item)
    assert "deep water" not in said(item, pool).lower()


def test_short_lists_stand_side_by_side_only_where_there_is_room():
    lists = Lists(cells=(("Visit", ("One", "Two")), ("Home", ("Three",))), narrow=True)
    page = Page(
        reader="therapist", title="", subtitle="", made_on=chart().case.today,
        sections=(Section(title="", blocks=(lists,)),), foot=(),
    )  # fmt: skip
    assert any(
        "• One" in line and "• Three" in line for line in as_text(page, width=80).split("\n")
    )
    assert not any(
        "• One" in line and "Three" in line for line in as_text(page, width=79).split("\n")
    )


def test_goals_that_are_measured_alike_share_a_line():
    (goal, *_) = chart().plan.goals
    one = changed(goals=(goal, replace(goal, words="Dance.")), techniques=(), weeks=())
    (points,) = glance.plan(one, one.plan)
    assert points.lines == (f"“{goal.words}” “Dance.” {glance.aim(goal)}.",)


def test_the_minutes_of_self_care_are_told_beside_those_of_training():
    week = chart().plan.weeks[0]
    (care, *_) = week.home.self_care
    home = replace(
        week.home, minutes_a_day=10.0, self_care=(replace(care, minutes=14.0, sessions=4),)
    )
    one = changed(weeks=(replace(week, home=home),), techniques=(), goals=())
    lists = next(block for block in glance.plan(one, one.plan) if isinstance(block, Lists))
    assert lists.cells[-1][0] == "At home, week 1, 10 min a day, care 8 min"
