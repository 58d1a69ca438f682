"""What stands beside the scores: criteria sets that are met, and pairs to tell apart."""

from collections.abc import Iterator, Mapping

from surefoot.care.diagnosis.records import TellApart
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.patterns import Criterion, Pair
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason


def criteria_met(findings: Findings, knowledge: Knowledge) -> tuple[Reason, ...]:
    """The criteria sets that are met; a set is not shown beside one that says more."""
    met = {row.id: row for row in knowledge.criteria.values() if findings.holds(row.when)}
    return tuple(
        Reason(
            says=f"{_name(row, findings)}: {row.says}",
            statement=row.id,
            findings=row.findings,
            grade=row.grade,
        )
        for row in met.values()
        if not met.keys() & set(row.stronger)
    )


def _name(row: Criterion, findings: Findings) -> str:
    levels = [level.name for level in row.levels if findings.holds(level.when)]
    return f"{row.name}, {levels[-1]}" if levels else row.name


def pairs_to_tell_apart(chances: Mapping[str, float], knowledge: Knowledge) -> Iterator[TellApart]:
    """The pairs within a factor of each other, by what separates them best.

    `chances` are the probabilities of the patterns whose band is stated.
    Source: convention/tell-apart.
    """
    for pair in knowledge.pattern_pairs.values():
        if _is_close(pair, chances, knowledge):
            yield TellApart(
                id=pair.id,
                name=pair.name,
                patterns=(*pair.left, *pair.right),
                reason=Reason(
                    says=pair.says, statement=pair.id, findings=pair.findings, grade=pair.grade
                ),
            )


def _is_close(pair: Pair, chances: Mapping[str, float], knowledge: Knowledge) -> bool:
    numbers = knowledge.conventions["convention/tell-apart"].numbers
    factor, floor = numbers["factor"], numbers["floor"]
    for left in pair.left:
        here = chances.get(left, 0.0)
        if not pair.right and here >= floor:
            return True
        for right in pair.right:
            less, more = sorted((here, chances.get(right, 0.0)))
            if more >= floor and more <= factor * less:
                return True
    return False
