"""When a goal and the tests are due, as the therapist reads it."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

from lines import example
from surefoot.care.plan.records import PlannedGoal, PlanOfCare, Requirement, Retest
from surefoot.care.summary import Chart
from surefoot.care.summary.glance import aim
from surefoot.care.summary.measured import again
from surefoot.knowledge.values import day
from surefoot.terms import Domain, Grade, Reason

MEI = "mei-dizzy-on-standing"


@cache
def planned() -> tuple[Chart, PlanOfCare]:
    chart = example(MEI).chart
    assert isinstance(chart.plan, PlanOfCare)
    return chart, chart.plan


def told(*retests: Retest, needs: tuple[Requirement, ...] = ()) -> list[tuple[str, str]]:
    chart, plan = planned()
    return list(again(chart, replace(plan, retests=retests, requirements=needs)))


def retest(days: int, *measures: str) -> Retest:
    on = planned()[1].starts_on + timedelta(days=days)
    return Retest(on=on, measures=measures, why="")


def test_what_recurs_is_told_as_such_and_first():
    chart, _ = planned()
    row = chart.knowledge.must_haves["MI12"]
    assert row.retest_weeks == 2
    reason = Reason(says="x", statement=row.id, grade=Grade.UNREVIEWED)
    need = Requirement(id=row.id, says=row.says, exercises=(), any_of=(), barred=(), reason=reason)
    later, often = retest(30, "TUG"), retest(14, *row.retest_measures)
    lines = told(later, often, needs=(need,))
    assert lines[0][0] == f"Every 2 weeks from {day(often.on)}"
    assert lines[1] == (day(later.on), "TUG.")
    assert told(often)[0][0] == day(often.on)  # nothing asks for it to recur
    last = retest(28, *row.retest_measures)
    lines = told(later, often, last, needs=(need,))
    assert lines[0][0] == f"Every 2 weeks from {day(often.on)} to {day(last.on)}"
    assert [when for when, _ in lines[1:]] == [day(later.on)]


def test_a_test_after_the_last_visit_is_said_to_need_a_visit_of_its_own():
    plan = planned()[1]
    last = max(7 * (v.week - 1) + v.day - 1 for week in plan.weeks for v in week.visits)
    assert told(retest(last, "TUG"))[0][0] == day(plan.starts_on + timedelta(days=last))
    assert told(retest(last + 1, "TUG"))[0][0].endswith("(after the last visit: book it)")


def test_a_goal_that_was_not_measured_is_measured_first():
    goal = PlannedGoal(
        words="Walk.", domain=Domain.FUNCTION, measure="Patient-Specific Functional Scale",
        baseline="to be measured", target="4 points more than at the start",
        due_on=planned()[1].starts_on,
    )  # fmt: skip
    assert aim(goal) == (
        "Patient-Specific Functional Scale: measured at the first visit, "
        f"4 points more than at the start by {day(goal.due_on)}"
    )
    assert aim(replace(goal, baseline="44 points", target="51 points")).startswith(
        "Patient-Specific Functional Scale 44 → 51 points"
    )
