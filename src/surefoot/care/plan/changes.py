"""Step 5. What a therapist changed of a plan: each change as it was asked for, to be made again."""

from dataclasses import dataclass
from typing import Literal

from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.terms import Reason, Setting

CHANGED = "CHANGED"  # the status of the proof of a plan that was changed by hand
type EditKind = Literal["remove", "dose", "swap", "add", "pin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change by hand. What is `None` stays as the plan or the library has it."""

    kind: EditKind
    exercise: str
    setting: Setting  # where it is done, or is to be done
    from_week: int = 1
    instead: str = ""  # swap: the exercise that comes in its place
    sets: int | None = None
    reps: int | None = None
    minutes: float | None = None  # of one session
    sessions: int | None = None  # a week, at home


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """A change that could not be made: nothing was changed, and why."""

    edit: Edit
    reasons: tuple[Reason, ...]
    needs_approval: bool = False  # a named approval with its reason would open it


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What is kept of a plan: the answer, what was changed by hand, and what no longer fits."""

    answer: PlanOfCare | NoSafePlan
    edits: tuple[Edit, ...] = ()
    unfit: tuple[Unfit, ...] = ()
