"""What the checker reports, and what it looks at."""

from collections.abc import Iterator
from dataclasses import dataclass

from surefoot.care.case import Case
from surefoot.care.contact import Contact
from surefoot.care.findings import Findings
from surefoot.care.plan.records import PlannedItem, PlanOfCare, Week
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One hard rule a plan breaks: which, where, and in words."""

    rule: str  # id of the statement
    where: str  # "week 3, visit 5, BT008"
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of doing an exercise: where, and with how much supervision."""

    row: Exercise
    setting: Setting
    supervision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """A plan under inspection, with the person it is for."""

    plan: PlanOfCare
    case: Case
    contact: Contact
    findings: Findings
    knowledge: Knowledge

    def placed(self) -> Iterator[tuple[str, int, PlannedItem, Exercise]]:
        """Every planned item: where it stands, its week, itself, and its row of the library."""
        for week in self.plan.weeks:
            for visit in week.visits:
                for part in visit.parts:
                    for item in part.items:
                        where = f"week {week.number}, visit {visit.number}, {item.exercise}"
                        yield where, week.number, item, self.knowledge.exercises[item.exercise]
            for item in (*week.home.exercises, *week.home.self_care):
                where = f"week {week.number}, home, {item.exercise}"
                yield where, week.number, item, self.knowledge.exercises[item.exercise]


def items_of(week: Week) -> Iterator[PlannedItem]:
    """Every item of a week, in the clinic and at home."""
    for visit in week.visits:
        for part in visit.parts:
            yield from part.items
    yield from week.home.exercises
    yield from week.home.self_care
