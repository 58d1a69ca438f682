"""Step 5. What safety rules out, restricts, changes and requires, before anything is chosen."""

from collections.abc import Iterable, Iterator, Mapping

from surefoot.care.case import Case
from surefoot.care.contact import Contact
from surefoot.care.findings import Findings
from surefoot.care.plan.records import Allowed, SafetyReading
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.book import rules_of
from surefoot.care.plan.safety.judge import allowed, judge
from surefoot.care.plan.safety.logic import named
from surefoot.care.plan.safety.needs import requirements, weekly_cap
from surefoot.care.plan.safety.questions import questions
from surefoot.care.plan.safety.techniques import technique_states
from surefoot.care.plan.safety.waiting import PROVISIONAL
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Setting, Urgency


def assess(findings: Findings, case: Case, contact: Contact, knowledge: Knowledge) -> SafetyReading:
    """Everything the safety rules say of one person on one day.

    What is not known is never counted as absent: it leaves the item concerned out and asks.
    """
    board = Board(findings, case, contact, knowledge)
    found = judge(rules_of(knowledge), board)
    exercises = allowed(found)
    techniques = technique_states(board)
    needs = requirements(board, exercises)
    cap = weekly_cap(board)
    said = _reasons(exercises.values())
    said |= {reason for each in techniques.values() for reason in each.reasons}
    said |= {reason for each in needs for reason in (each.reason, *each.barred)}
    said |= {cap.reason, *_gate_reasons(board)}
    return SafetyReading(
        gate=board.gate,
        gate_reasons=tuple(_gate_reasons(board)),
        exercises=exercises,
        techniques=techniques,
        conditions=tuple(_conditions(board, present=True)),
        unsettled=tuple(_conditions(board, present=None)),
        requirements=needs,
        cap=cap,
        pool_temp_c=_water(board, exercises),
        questions=questions(board, found),
        statements=tuple(sorted({reason.statement for reason in said})),
        unreviewed=tuple(sorted({r.statement for r in said if not r.grade.is_reviewed})),
    )


def _reasons(items: Iterable[Allowed]) -> set[Reason]:
    return {reason for item in items for reason in (*item.against, *item.modifications)}


def _conditions(board: Board, *, present: bool | None) -> Iterator[str]:
    for code in sorted(board.knowledge.conditions):
        if board.ask(named("condition", code)) is present:
            yield code


def _gate_reasons(board: Board) -> Iterator[Reason]:
    """Why a plan is stopped, cut to advice, or provisional."""
    if board.gate in ("stop", "advice_only"):
        urgent = (flag for flag in board.contact.raised if flag.urgency <= Urgency.U2)
        yield from (flag.reason for flag in urgent)
    elif board.gate == "provisional":
        row = board.knowledge.open_sets[PROVISIONAL]
        yield Reason(
            says=row.says,
            statement=row.id,
            findings=board.unmeasured(),
            changes="The first examination.",
            grade=row.grade,
        )


def _water(board: Board, exercises: Mapping[str, Allowed]) -> tuple[float, float] | None:
    """The water temperatures this person may have, degrees Celsius; None = no pool."""
    if not any(Setting.POOL in item.settings for item in exercises.values()):
        return None
    low, high = board.findings.value("pool_temp_min_c"), board.findings.value("pool_temp_max_c")
    if not isinstance(low, int | float) or not isinstance(high, int | float) or low > high:
        return None
    return float(low), float(high)
