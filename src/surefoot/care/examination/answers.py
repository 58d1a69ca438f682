"""Step 2. Answers as they came, checked item by item and turned into points.

Every fault is found and told at once; nothing is guessed, and nothing missing becomes zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surefoot.care.case import Answers, Value
from surefoot.care.examination.problems import Problem
from surefoot.care.examination.replies import Answer, Asked, Read, no_answer, read_unlisted
from surefoot.care.rules import Sheet

REASONS = ("unable", "declined", "not_applicable", "missing")


@dataclass(slots=True)
class Work:
    """One scoring under way."""

    sheet: Sheet
    age_a: int | None
    sex: str | None
    not_done: Mapping[str, str]
    points: dict[str, float | None] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # items that do not apply to this person
    prorated: set[str] = field(default_factory=set)
    trials: dict[str, int] = field(default_factory=dict)
    possible: dict[str, tuple[str, ...]] = field(default_factory=dict)
    norms: list[str] = field(default_factory=list)  # norms that were looked up


def read_all(
    items: Mapping[str, Asked], answers: Answers, work: Work, problems: list[Problem]
) -> None:
    """Fill `work` with every answer, gate and reason; every fault goes to `problems`."""
    given, sheet, points = answers.items, work.sheet, work.points
    for name, one in items.items():
        answer = given.get(name)
        if one.gates and _is_shut(one, work):
            sheet[name], points[name] = 0, 0
            if answer is not None and _read(one, answer, problems)[1] != 0:
                problems.append(_behind_gate(one, answer))
        elif answer is None:
            _leave_open(one, work)
        else:
            sheet[name], points[name] = _read(one, answer, problems)
            if work.not_done or one.item.only_sex:
                problems.extend(_contradictions(one, work))


def _read(one: Asked, answer: Answer, problems: list[Problem]) -> Read:
    """The answer and its points; a faulty answer counts as none, so that all faults are found."""
    listed = one.listed.get(type(answer))
    read = listed.get(answer) if listed else read_unlisted(one, answer)
    if read is None:
        problems.append(no_answer(one, answer))
        return None, None
    return read


def _is_shut(one: Asked, work: Work) -> bool:
    """Whether a known answer to another item closes this one."""
    for other, codes in one.gates:
        answer = work.sheet.get(other)
        if answer is not None and code_of(answer) not in codes:
            return True
    return False


def code_of(answer: Value | None) -> str:
    """An answer as the code that stands for it in a definition."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return f"{answer:g}" if isinstance(answer, int | float) else str(answer)


def _leave_open(one: Asked, work: Work) -> None:
    """No answer: unknown, unless the item does not apply or being unable has its own points."""
    why = work.not_done.get(one.id)
    if _is_for_others(one, work) or (why == "not_applicable" and one.item.may_not_apply):
        work.gone.add(one.id)
    points = one.unable if why == "unable" else None
    work.sheet[one.id] = work.points[one.id] = points


def _is_for_others(one: Asked, work: Work) -> bool:
    """Whether the item is asked of the other sex only."""
    asked_of = one.item.only_sex
    return bool(asked_of) and work.sex in ("female", "male") and work.sex != asked_of


def _behind_gate(one: Asked, answer: Answer) -> Problem:
    others = " and ".join(other for other, _ in one.gates)
    says = f"{answer!r} answers an item that the answer to {others} skips"
    return Problem(one.id, says, f"Leave {one.id} out, or mend {others}.")


def _contradictions(one: Asked, work: Work) -> list[Problem]:
    """An answer where there should be none."""
    found: list[Problem] = []
    why = work.not_done.get(one.id)
    if why is not None:
        fix = "Keep the answer or the reason."
        found.append(Problem(one.id, f"it has an answer and is also marked {why!r}", fix))
    if _is_for_others(one, work):
        says = f"it is asked of people who are {one.item.only_sex} only"
        found.append(Problem(one.id, says, "Leave it out."))
    return found
