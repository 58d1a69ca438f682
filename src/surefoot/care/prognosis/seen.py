"""What the prognosis looks at, and how what was seen is put into words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Self

from surefoot.care.case import Case, Fact
from surefoot.care.contact import reviewed_flags
from surefoot.care.diagnosis import Diagnosis, type_results
from surefoot.care.findings import Findings
from surefoot.knowledge.links import codes_in
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.values import in_words
from surefoot.terms import Reason

ONSET = "symptom_onset_on"
TREATED = "cause_treated"
TREATED_ON = "cause_treated_on"
DAYS_A_MONTH = 365.25 / 12
_AT_MOST = 5

_SAYS_NOTHING = frozenset((False, "never", "none", "normal", "0"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One person on one day: findings with the results of the diagnosis, and the facts behind."""

    findings: Findings
    diagnosis: Diagnosis
    case: Case
    knowledge: Knowledge
    reviewed: frozenset[str] = frozenset()  # red flags that a physician has looked at
    by_code: dict[str, tuple[Fact, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Findings, diagnosis: Diagnosis, case: Case, knowledge: Knowledge) -> Self:
        """The findings, and what the diagnosis made of them."""
        return cls(
            findings=findings.with_results(type_results(diagnosis)),
            diagnosis=diagnosis,
            case=case,
            knowledge=knowledge,
            reviewed=reviewed_flags(findings, case, knowledge),
        )

    @property
    def today(self) -> date:
        """The day of the prognosis."""
        return self.case.today

    def holds(self, rule: str) -> bool | None:
        """Whether a rule holds; an empty rule says nothing."""
        return self.findings.holds(rule) if rule else None

    def day(self, code: str) -> date | None:
        """The day a finding tells of."""
        value = self.findings.value(code)
        return value if isinstance(value, date) else None

    def facts(self, code: str) -> tuple[Fact, ...]:
        """What was recorded of one finding up to today, oldest first, in whatever order it came."""
        facts = self.by_code.get(code)
        if facts is None:
            facts = self.by_code[code] = tuple(sorted(self.findings.facts(code), key=_order))
        return facts

    def missing(self, rules: Iterable[str]) -> Iterator[str]:
        """The codes that keep rules from being settled, in the order of the rules."""
        for rule in rules:
            if rule and self.holds(rule) is None:
                for code in codes_of(rule):
                    yield from self._missing(code)

    def _missing(self, code: str) -> tuple[str, ...]:
        if self.knowledge.findings[code].side == "none":
            return self.findings.missing(code)
        return () if self.facts(code) else (code,)

    def reason(
        self, says: str, statement: Statement, rules: Iterable[str] = (), changes: str = ""
    ) -> Reason:
        """A reason with the recorded findings its rules rest on."""
        return Reason(
            says=says,
            statement=statement.id,
            findings=self.speaking(rules),
            changes=changes,
            grade=statement.grade,
        )

    def speaking(self, rules: Iterable[str]) -> tuple[str, ...]:
        """The recorded findings that carry rules that hold, each once."""
        found = (
            recorded for rule in rules for code in codes_of(rule) for recorded in self._basis(code)
        )
        return tuple(dict.fromkeys(code for code in found if self._speaks(code)))

    def _basis(self, code: str) -> tuple[str, ...]:
        whole = self.knowledge.findings[code].side == "none"
        return self.findings.basis(code) if whole else (code,)

    def _speaks(self, code: str) -> bool:
        facts = self.facts(code)
        whole = self.knowledge.findings[code].side == "none"
        return any(fact.value not in _SAYS_NOTHING for fact in (facts[-1:] if whole else facts))

    def told(self, codes: Iterable[str]) -> str:
        """Findings with their values, as a therapist reads them; the first few of many."""
        told = [self._told(code) for code in codes]
        return ", ".join(told[:_AT_MOST]) + (" and more" if len(told) > _AT_MOST else "")

    def _told(self, code: str) -> str:
        finding = self.knowledge.findings[code]
        value = self.facts(code)[-1].value
        if isinstance(value, bool):
            return finding.says
        colon = "" if isinstance(value, float | int) else ":"
        return f"{finding.says}{colon} {in_words(self.knowledge, finding, value)}"


def _order(fact: Fact) -> tuple[date, str, str, str]:
    return (fact.on, str(fact.side), str(fact.site), str(fact.value))


@cache
def codes_of(rule: str) -> tuple[str, ...]:
    """The codes a rule reads, each once."""
    return tuple(dict.fromkeys(codes_in(rule)))


def months_after(day: date, months: float) -> date:
    """The day so many months later, to the nearest day; a month is a twelfth of a year."""
    return day + timedelta(days=round(months * DAYS_A_MONTH))
