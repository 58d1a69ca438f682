"""Step 2. All values of one instrument, and totals that came without their items."""

from collections.abc import Mapping

from surefoot.care.case import Answers
from surefoot.care.case import Value as Answered
from surefoot.care.examination.answers import Work
from surefoot.care.examination.plans import Plan
from surefoot.care.examination.problems import Problem
from surefoot.care.examination.records import Measured
from surefoot.care.examination.rounding import settled
from surefoot.knowledge.schema.instruments import Value


def totals(
    plan: Plan, answers: Answers, work: Work, problems: list[Problem]
) -> dict[str, Measured]:
    """Every value that can be worked out, or that was written down as a total."""
    found: dict[str, Measured] = {}
    given: Mapping[str, Answered | None] = answers.items
    for value, work_out in plan.values:
        number = work_out(work)
        total = None if value.id in plan.items else given.get(value.id)
        if total is not None:
            number = _checked_total(value, total, number, problems)
        elif number is not None and not _is_possible(value, number):
            problems.append(_impossible(value, number))
        if number is not None:
            work.sheet[value.id] = number
            if value.inner:
                continue
            found[value.id] = _measured(value, number, work, as_total=total is not None)
    return found


def _measured(value: Value, number: Answered, work: Work, *, as_total: bool) -> Measured:
    made_of = value.trials or value.id
    return Measured(
        id=value.id,
        name=value.name,
        value=number if isinstance(number, bool | str) else _float(number),
        unit=value.unit,
        decimals=value.decimals,
        prorated=made_of in work.prorated,
        trials=work.trials.get(made_of),
        as_total=as_total,
    )


def _float(number: Answered) -> float:
    assert isinstance(number, int | float)  # noqa: S101 - no kind of value gives a date
    return float(number)


def _checked_total(
    value: Value, total: Answered, number: Answered | None, problems: list[Problem]
) -> Answered:
    """A total from paper: possible, and not at odds with the items beside it."""
    if not _is_possible(value, total):
        problems.append(_impossible(value, total))
    elif number is not None and not _is_same(number, total):
        says = f"{total!r} was written down, the items give {number!r}"
        problems.append(Problem(value.id, says, "Keep the items, or the total alone."))
    return total


def _is_possible(value: Value, number: Answered) -> bool:
    if value.kind == "rules":
        return number in [case.then for case in value.cases]
    if value.kind == "truth":
        return isinstance(number, bool)
    if value.kind == "profile":
        return isinstance(number, str)
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    number = settled(number)
    if value.low is not None and number < value.low:
        return False
    return value.high is None or number <= value.high


def _is_same(one: Answered, other: Answered) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return settled(one) == settled(other)
    return one == other


def _impossible(value: Value, number: Answered) -> Problem:
    if value.kind == "rules":
        fix = f"It is one of: {', '.join(case.then for case in value.cases)}."
    elif value.low is not None and value.high is not None:
        fix = f"It lies between {value.low:g} and {value.high:g} {value.unit}".rstrip() + "."
    else:
        fix = "Check what it is worked out of."
    return Problem(value.id, f"{number!r} is not possible for {value.name}", fix)
