"""A patient with a story's entries, and its plan: solved once for all tests that need one."""

from datetime import UTC, datetime
from functools import cache

from lines import line
from stories import knowledge, stories
from surefoot.care.case import Case
from surefoot.care.entry import entry_of
from surefoot.care.plan.changes import Version
from surefoot.care.plan.records import PlanOfCare
from surefoot.clinic.store import plans

COOK = "cts-severe-cook"  # a whole course, solved in about a second


def story(name: str = COOK) -> Case:
    """The person of a story."""
    return next(one for one in stories() if one.name == name).case(knowledge())


@cache
def some_plan(name: str = COOK) -> PlanOfCare:
    """The plan of a story."""
    answer = line(name).plan
    assert isinstance(answer, PlanOfCare)
    return answer


def only_in_visits() -> str:
    """An exercise of the cook that she does in visits and never at home."""
    weeks = some_plan().weeks
    at_home = {item.exercise for week in weeks for item in week.home.exercises}
    parts = [part for week in weeks for visit in week.visits for part in visit.parts]
    trained = {item.exercise for part in parts for item in part.items if item.is_training}
    return min(trained - at_home)


def told(practice, name: str = COOK) -> int:
    """Everything of a story told of Rosa, on its day; the number of the entry."""
    case = story(name)
    practice.clock.at = datetime(case.today.year, case.today.month, case.today.day, 9, tzinfo=UTC)
    return practice.staff().add(practice.rosa, entry_of(case), once="the story")


def planned(practice, *, after: int = 0) -> int:
    """A version of Rosa's plan, made from all that is told so far."""
    store = practice.staff()
    entry = plans.newest_entry(plans.Patient.objects.get(code=practice.rosa))
    version = Version(answer=some_plan())
    return plans.keep(store, practice.rosa, version, after=after, entry=entry, by_hand=False)
