"""The switches of one person: what is known of conditions, places, approvals and means."""

from dataclasses import dataclass, field

from surefoot.care.case import Case
from surefoot.care.contact import Contact
from surefoot.care.findings import Findings
from surefoot.care.plan.records import Gate
from surefoot.care.plan.safety.logic import Truth, words_of
from surefoot.care.plan.safety.switches import CODES, READERS, is_done
from surefoot.knowledge.links import codes_in
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Urgency

FIRST_VISIT = "ring2_done"
"""The finding that says whether the first examination is complete."""


@dataclass(slots=True)
class Board:
    """Answers each switch once. Nothing here decides; it only looks up what is known."""

    findings: Findings
    case: Case
    contact: Contact
    knowledge: Knowledge
    _kept: dict[str, Truth] = field(default_factory=dict)

    def ask(self, switch: str) -> Truth:
        """Whether a switch is on; None = not known."""
        if switch not in self._kept:
            kind, *words = words_of(switch)
            self._kept[switch] = READERS[kind](self, *words)
        return self._kept[switch]

    @property
    def gate(self) -> Gate:
        """How far a plan may go at all."""
        if self.contact.urgency <= Urgency.U1:
            return "stop"
        if self.contact.urgency == Urgency.U2:
            return "advice_only"
        return "full" if self.findings.truth(FIRST_VISIT) else "provisional"

    def basis(self, switches: tuple[str, ...]) -> tuple[str, ...]:
        """The recorded findings that the answers to switches rest on, each once."""
        codes = (code for switch in switches for code in self._codes(switch))
        return tuple(dict.fromkeys(each for code in codes for each in self._basis(code)))

    def missing(self, switches: tuple[str, ...]) -> tuple[str, ...]:
        """The findings to ask about, so that switches that are not known settle."""
        unknown = (switch for switch in switches if self.ask(switch) is None)
        codes = (code for switch in unknown for code in self._codes(switch))
        return tuple(dict.fromkeys(each for code in codes for each in self._missing(code)))

    def _basis(self, code: str) -> tuple[str, ...]:
        if self.knowledge.findings[code].side == "none":
            return self.findings.basis(code)
        return tuple(each for each in self._recorded(code) if self._has_answer(each))

    def _missing(self, code: str) -> tuple[str, ...]:
        if self.knowledge.findings[code].side == "none":
            return self.findings.missing(code)
        return self._recorded(code)

    def _recorded(self, code: str) -> tuple[str, ...]:
        """A finding with sides or sites, or the recorded ones it is worked out from."""
        rule = self.knowledge.findings[code].rule
        return (code,) if rule is None else tuple(dict.fromkeys(codes_in(rule)))

    def not_examined(self, block: str) -> tuple[str, ...]:
        """The first code of each test of a block that is still to be done."""
        parts = self.knowledge.examination_parts.values()
        return tuple(
            part.codes[0] for part in parts if part.block == block and not is_done(self, part)
        )

    def _has_answer(self, code: str) -> bool:
        return any(fact.code == code for fact in self.case.facts)

    def _codes(self, switch: str) -> tuple[str, ...]:
        """The findings a switch is read from."""
        kind, *words = words_of(switch)
        return CODES[kind](self, *words) if kind in CODES else ()

    def asked(self, code: str) -> str:
        """A finding as it is asked, or its name where nobody is asked."""
        finding = self.knowledge.findings[code]
        return finding.ask.rstrip("?") + "?" if finding.ask else finding.says
