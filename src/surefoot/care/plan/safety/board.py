"""The switches of one person: what is known of conditions, places, approvals and means."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from surefoot.care.case import Case
from surefoot.care.contact import Contact
from surefoot.care.findings import Findings
from surefoot.care.plan.records import Gate
from surefoot.care.plan.safety.book import rules_of
from surefoot.care.plan.safety.ground import Spot
from surefoot.care.plan.safety.logic import Truth, words_of
from surefoot.care.plan.safety.switches import CODES, READERS, codes_of, is_answered, is_done
from surefoot.care.rules.intake import COULD_NOT_BE_DONE
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side, Urgency

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
    _bases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _gaps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _told: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Which findings have a fact at all."""
        self._told = frozenset(fact.code for fact in self.case.facts)

    def ask(self, switch: str) -> Truth:
        """Whether a switch is on; None = not known."""
        if switch not in self._kept:
            kind, *words = words_of(switch)
            self._kept[switch] = READERS[kind](self, *words)
        return self._kept[switch]

    @property
    def sites(self) -> Mapping[Spot, tuple[str, ...]]:
        """The places of the body map that belong to each part on each side."""
        return rules_of(self.knowledge).sites

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
        return _joined(self._once(self._bases, switch, self._basis) for switch in switches)

    def missing(self, switches: tuple[str, ...]) -> tuple[str, ...]:
        """The findings to ask about, so that switches that are not known settle."""
        unknown = (switch for switch in switches if self.ask(switch) is None)
        return _joined(self._once(self._gaps, switch, self._missing) for switch in unknown)

    def _once(
        self,
        kept: dict[str, tuple[str, ...]],
        switch: str,
        find: Callable[[str], tuple[str, ...]],
    ) -> tuple[str, ...]:
        if switch not in kept:
            kept[switch] = _joined(find(code) for code in self._codes(switch))
        return kept[switch]

    def _basis(self, code: str) -> tuple[str, ...]:
        if self.knowledge.findings[code].side == "none":
            return self.findings.basis(code)
        return tuple(each for each in self._recorded(code) if each in self._told)

    def _missing(self, code: str) -> tuple[str, ...]:
        if self.knowledge.findings[code].side == "none":
            return self.findings.missing(code)
        return tuple(each for each in self._recorded(code) if self._is_open(each))

    def _is_open(self, code: str) -> bool:
        """Whether a finding with sides or sites has a side or a site without an answer."""
        if self.knowledge.findings[code].side == "left_right":
            return any(self.findings.on_side(code, side) is None for side in Side)
        return all(fact.site is not None for fact in self.case.facts if fact.code == code)

    def _recorded(self, code: str) -> tuple[str, ...]:
        """A finding with sides or sites, or the recorded ones it is worked out from."""
        rule = self.knowledge.findings[code].rule
        return (code,) if rule is None else codes_of(rule)

    def not_examined(self, block: str) -> tuple[str, ...]:
        """The first code of each test of a block that is still to be done."""
        parts = self.knowledge.examination_parts.values()
        return tuple(
            part.codes[0] for part in parts if part.block == block and not is_done(self, part)
        )

    def unmeasured(self) -> tuple[str, ...]:
        """What the first visit still has to measure; of several that will do, the first."""
        rows = (self.knowledge.measurements[name] for name in self.findings.unmeasured())
        needs = (need.split("|") for row in rows for need in row.needs)
        return tuple(codes[0] for codes in needs if not any(map(self._is_looked_at, codes)))

    def _is_looked_at(self, code: str) -> bool:
        """Answered by somebody who looked: what a "no" on the phone says was seen by nobody."""
        if not is_answered(self, code):
            return False
        facts = self.findings.facts(code)
        if self.knowledge.findings[code].side == "left_right" and facts:
            return {fact.side for fact in facts} >= {*Side}
        impossible = {each.code for each in self.case.not_done if each.why in COULD_NOT_BE_DONE}
        return bool(facts) or code in impossible

    def _codes(self, switch: str) -> tuple[str, ...]:
        """The findings a switch is read from."""
        kind, *words = words_of(switch)
        return CODES[kind](self, *words) if kind in CODES else ()

    def asked(self, code: str) -> str:
        """A finding as it is asked, or its name where nobody is asked."""
        finding = self.knowledge.findings[code]
        return finding.ask.rstrip("?") + "?" if finding.ask else finding.says


def _joined(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All codes in their order, each once."""
    return tuple(dict.fromkeys(code for group in groups for code in group))
