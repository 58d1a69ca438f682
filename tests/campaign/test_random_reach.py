"""The random people of the safety campaigns reach every corner: a rule nobody meets is not tried.

Conditions, caps and numbers count where the plan is open to all that safety allows (gate "full"),
must-haves wherever there is a plan; gates, signs, limits and what is not known count anywhere.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from campaign.random_people import CODES, COMPARED, PARTS, Patient, patients
from care.plan.steady import KNOWLEDGE
from surefoot.care.plan.safety.limits import state_of
from surefoot.care.plan.safety.logic import truth_of
from surefoot.knowledge.schema.red_flags import ADVICE_ONLY, EVERYTHING
from surefoot.terms import Technique

type Corner = tuple[object, ...]

GATES = ("stop", "advice_only", "provisional", "full")
OFTEN = ("gate", "must-have")  # a small campaign asks for no more
IMPOSSIBLE: set[Corner] = {
    ("limit", "limit/pool-eyes-closed", False),  # holds of everybody
    ("limit", "limit/tens-driving", False),  # and so does this
    ("state", "GLU_70_90", 0, False),  # the reference says the end of the range twice
    ("state", "EDEMA_2PLUS", 2, False),  # three arterial tests normal on both sides: too rare
    *(("must-have", name, False) for name in ("MI1", "MI17", "MI21")),  # of everybody
}
MATRIX, LIMITS = KNOWLEDGE.safety_matrix, KNOWLEDGE.safety_limits
SIDED = {code for code, row in KNOWLEDGE.findings.items() if row.side == "left_right"}
AT_EDGES = {
    (text, code): f"any_side({text})" if code in SIDED else text for text, code, _ in COMPARED
}
QUALIFIED = [
    (code, number, exclusion.when)
    for code, row in KNOWLEDGE.conditions.items()
    for number, exclusion in enumerate(row.exclusions)
    if exclusion.when
]


def wanted() -> set[Corner]:
    """Every corner that somebody has to reach."""
    found: set[Corner] = {("gate", gate) for gate in GATES}
    found |= {("condition", code, truth) for code in CODES for truth in (True, False, None)}
    found |= {("approved", code) for code in CODES if may_be_opened(code)}
    found |= {("must-have", n, truth) for n in KNOWLEDGE.must_haves for truth in (True, False)}
    found |= {("limit", name, truth) for name in LIMITS for truth in (True, False)}
    found |= {("compared", text, truth) for text, _ in AT_EDGES for truth in (True, False)}
    found |= {("state", *row[:2], truth) for row in QUALIFIED for truth in (True, False)}
    found |= {("cap", n, True) for n, row in KNOWLEDGE.caps.items() if row.start_min is not None}
    found |= {("sign", flag) for flag in KNOWLEDGE.red_flags}
    found |= {("restricts", word) for word in (EVERYTHING, ADVICE_ONLY)}
    return found - IMPOSSIBLE


def may_be_opened(code: str) -> bool:
    """Whether an approval of a condition opens anything."""
    return "R" in MATRIX[code].cells.values() and not KNOWLEDGE.conditions[code].same_day


def reached(each: Patient) -> Iterator[Corner]:
    """The corners one person stands in."""
    yield ("gate", each.board.gate)
    for flag in each.board.contact.raised:
        yield ("sign", flag.id)
        yield from (("restricts", word) for word in flag.restricts)
    for code, row in KNOWLEDGE.conditions.items():
        if each.board.findings.truth(row.finding) is None:
            yield ("condition", code, None)
    for name, limit in LIMITS.items():
        yield ("limit", name, truth_of(state_of(limit), each.board.ask))
    if each.board.gate in ("provisional", "full"):
        for name, must in KNOWLEDGE.must_haves.items():
            yield ("must-have", name, each.board.findings.holds(must.when))
    if each.board.gate == "full":
        yield from conditions_of(each)
        yield from rules_around(each)


def conditions_of(each: Patient) -> Iterator[Corner]:
    """What is present, opened by name, and in which state."""
    known = each.board.findings
    found = {code: known.truth(row.finding) for code, row in KNOWLEDGE.conditions.items()}
    yield from (("condition", code, truth) for code, truth in found.items())
    for given in each.case.approvals:
        if found[given.condition] and cell(given.condition, given.technique) == "R":
            yield ("approved", given.condition)
    for code, number, when in QUALIFIED:
        if found[code]:
            yield ("state", code, number, known.holds(when))


def rules_around(each: Patient) -> Iterator[Corner]:
    """The caps, and each side of a number."""
    known = each.board.findings
    for name, cap in KNOWLEDGE.caps.items():
        yield ("cap", name, known.holds(cap.when))
    for (text, _), rule in AT_EDGES.items():
        yield ("compared", text, known.holds(rule))


def cell(code: str, technique: str) -> str:
    """The cell of a condition for a technique; "" where it has no column."""
    columns = KNOWLEDGE.matrix_columns.items()
    found = [name for name, row in columns if Technique(technique) in row.techniques]
    return MATRIX[code].cells[found[0]] if found else ""


@pytest.mark.campaign
def test_random_people_reach_every_corner(campaign_size):
    count = campaign_size(4_000, 20_000)
    seen: Counter[Corner] = Counter()
    for part in range(PARTS):
        for batch in patients(part, count):
            for each in batch:
                seen.update(set(reached(each)))
    corners = {c for c in wanted() if campaign_size(c[0] in OFTEN, True)}
    assert corners - set(seen) == set()
    rare = sorted((seen[corner], str(corner)) for corner in corners)[:12]
    print(f"{len(corners)} corners, {count} people; the rarest: {rare}")  # noqa: T201 - the figures
