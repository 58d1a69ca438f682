"""Whether anything at all has been found out about a finding, on any side or site."""

from collections.abc import Iterable

from surefoot.care.findings import Findings
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side


def is_settled(findings: Findings, code: str, knowledge: Knowledge) -> bool:
    """Whether `code` has an answer: on one side at least, at one site at least."""
    reach = knowledge.findings[code].side
    if reach == "left_right":
        return any(findings.on_side(code, side) is not None for side in Side)
    if reach == "per_site":
        return findings.holds(f"any_site({code})") is not None
    return findings.value(code) is not None


def any_settled(findings: Findings, codes: Iterable[str], knowledge: Knowledge) -> bool:
    """Whether one of several findings has an answer."""
    return any(is_settled(findings, code, knowledge) for code in codes)
