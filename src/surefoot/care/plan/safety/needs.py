"""What the plan must hold, and the most it may hold: must-haves and the weekly cap."""

from collections.abc import Iterable, Iterator, Mapping

from surefoot.care.plan.records import Allowed, Requirement, WeeklyCap
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.waiting import foremost
from surefoot.knowledge.schema.plan_rules import Cap, MustHave
from surefoot.terms import Reason, SurefootError

WEEKS = 12
EARLY_WEEKS = 4


def requirements(board: Board, exercises: Mapping[str, Allowed]) -> tuple[Requirement, ...]:
    """The must-haves whose trigger is known to hold; they are never traded off."""
    rows = board.knowledge.must_haves
    return tuple(
        _requirement(board, rows[name], exercises)
        for name in sorted(rows, key=_number)
        if board.findings.holds(rows[name].when) is True
    )


def unknown_needs(board: Board) -> Iterator[tuple[MustHave, tuple[str, ...]]]:
    """The must-haves nobody can tell yet, each with the findings to ask about: never dropped."""
    rows = board.knowledge.must_haves
    for name in sorted(rows, key=_number):
        if board.findings.holds(rows[name].when) is None:
            yield rows[name], board.missing((f"rule|{rows[name].when}",))


def _number(name: str) -> tuple[int, str]:
    """Must-haves in the order of their numbers: MI2 before MI10."""
    digits = "".join(letter for letter in name if letter.isdigit())
    return int(digits or 0), name


def _requirement(board: Board, row: MustHave, exercises: Mapping[str, Allowed]) -> Requirement:
    wanted = tuple(name for name in (*row.exercises, *row.any_of) if _is_wanted(board, name))
    return Requirement(
        id=row.id,
        says=row.says,
        exercises=tuple(name for name in row.exercises if exercises[name].settings),
        any_of=tuple(name for name in row.any_of if exercises[name].settings),
        barred=tuple(_barred(exercises[name]) for name in wanted if not exercises[name].settings),
        reason=Reason(
            says=f"Required with {row.trigger}.",
            statement=row.id,
            findings=_basis(board, row.when),
            grade=row.grade,
        ),
    )


def _is_wanted(board: Board, exercise: str) -> bool:
    """Whether it may be for this person: not where something it is only for is known to be away."""
    rows = board.knowledge.indications.values()
    only = (row.when for row in rows if row.only and exercise in row.exercises)
    return all(board.findings.holds(when) is not False for when in only)


def _barred(item: Allowed) -> Reason:
    """Why a required item is out: its foremost reason, with its id in front."""
    first = foremost(item)
    return Reason(
        says=f"{item.exercise}: {first.says}",
        statement=first.statement,
        findings=first.findings,
        changes=first.changes,
        grade=first.grade,
    )


def _basis(board: Board, rule: str) -> tuple[str, ...]:
    return board.basis((f"rule|{rule}",))


def weekly_cap(board: Board) -> WeeklyCap:
    """The lowest cap of all strata that fit; a stratum that cannot be ruled out fits too."""
    fits = tuple(_fitting(board))
    if not fits:
        raise SurefootError(
            "No stratum of the weekly caps fits this person.",
            "Complete the rules of the caps: every person needs one.",
        )
    lowest = min(fits, key=_size)
    early, late = _least(fits, "ceiling_min_weeks_1_4"), _least(fits, "ceiling_min_weeks_5_12")
    return WeeklyCap(
        stratum=lowest.stratum,
        start_min=_least(fits, "start_min"),
        minutes=(early,) * EARLY_WEEKS + (late,) * (WEEKS - EARLY_WEEKS),
        effort_max=_least(fits, "effort_max"),
        reason=_cap_reason(board, lowest),
    )


def _fitting(board: Board) -> Iterator[Cap]:
    for name in sorted(board.knowledge.caps):
        cap = board.knowledge.caps[name]
        if cap.start_min is not None and board.findings.holds(cap.when) is not False:
            yield cap


def _size(cap: Cap) -> tuple[int, int, int]:
    """Caps from the lowest to the highest."""
    return (
        cap.ceiling_min_weeks_5_12 or 0,
        cap.ceiling_min_weeks_1_4 or 0,
        cap.start_min or 0,
    )


def _least(caps: Iterable[Cap], field: str) -> int:
    return min(int(getattr(cap, field)) for cap in caps)


def _cap_reason(board: Board, cap: Cap) -> Reason:
    known = board.findings.holds(cap.when) is True
    switch = (f"rule|{cap.when}",)
    missing = () if known else board.missing(switch)
    asked = ", ".join(board.asked(code) for code in missing)
    end = "" if asked.endswith("?") else "."
    opens = f"Ask: {asked}{end}" if asked else "Complete the first examination."
    return Reason(
        says=cap.says if known else f"Not ruled out yet: {cap.says}",
        statement=cap.id,
        findings=board.basis(switch) if known else missing,
        changes="" if known else opens,
        grade=cap.grade,
    )
