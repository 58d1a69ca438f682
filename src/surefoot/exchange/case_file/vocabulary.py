"""What the case file needs of the knowledge: codes, sites, gates, and which code has which home."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting, SymptomGroup

# Where a reader looks for a finding of a kind. Each of these sections takes any recorded code;
# the home is where a written file puts it.
HOMES: Mapping[str, str] = {
    "symptom": "findings",
    "sign": "findings",
    "event": "findings",
    "test": "measurements",
    "vital": "measurements",
    "lab": "labs",
    "condition": "conditions",
    "lifestyle": "lifestyle",
    "goal": "findings",
    "clinic_means": "findings",
    "medicine_class": "findings",
}
FACT_SECTIONS = ("findings", "measurements", "labs", "conditions", "lifestyle")
EQUIPMENT = "equip_"
CONDITION = "cond_"

# Codes that a case file tells elsewhere, and where: one place for one fact.
TOLD_ELSEWHERE: Mapping[str, str] = {
    "age_a": "person.born_on",
    "sex_at_birth": "person.sex",
    "settings_available": "clinic.settings",
    "red_flag_reviewed": "reviews",
    "relative_approval": "approvals",
    "goal_own_words": "goals",
}


@dataclass(frozen=True)
class Vocabulary:
    """Every word a case file may use, as the knowledge in force has it."""

    findings: Mapping[str, Finding]
    places: Mapping[str, tuple[str, ...]]  # a site, place or part of the body -> its sites
    gates: Mapping[str, str]  # gate -> its question
    gates_of: Mapping[str, tuple[tuple[str, str], ...]]  # finding -> gates, and the word for "no"
    parts_of_groups: Mapping[SymptomGroup, tuple[str, ...]]
    instruments: tuple[str, ...]
    drugs: Mapping[str, tuple[str, ...]]  # name in small letters -> classes of medicine

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Vocabulary":
        """The vocabulary of one release of the knowledge."""
        return cls(
            findings=knowledge.findings,
            places=_places(knowledge),
            gates={gate.id: gate.ask for gate in knowledge.gates.values()},
            parts_of_groups={
                row.group: (*row.sited, *row.parts) for row in knowledge.symptom_groups.values()
            },
            gates_of=_gates_of(knowledge),
            drugs={name: drug.findings for drug in knowledge.drugs.values() for name in drug.names},
            instruments=tuple(knowledge.instruments),
        )

    @cached_property
    def recorded(self) -> tuple[Finding, ...]:
        """The findings that are asked, looked for or measured; derived ones are worked out."""
        return tuple(finding for finding in self.findings.values() if not finding.is_derived)

    @cached_property
    def red_flags(self) -> tuple[str, ...]:
        """The red flags: each is a derived finding with an urgency."""
        return tuple(code for code in self.findings if code.startswith("rf_"))

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """The conditions of the safety matrix, by their code in capitals."""
        return tuple(
            code.removeprefix(CONDITION).upper()
            for code in self.findings
            if code.startswith(CONDITION)
        )

    @cached_property
    def medicine_classes(self) -> tuple[str, ...]:
        """The classes of medicine, each never taken, stopped or current."""
        return tuple(
            finding.id
            for finding in self.recorded
            if finding.kind == "medicine_class" and finding.value_type == "enum"
        )

    @cached_property
    def equipment(self) -> tuple[str, ...]:
        """The pieces of equipment, by their whole code."""
        return tuple(f.id for f in self.recorded if f.id.startswith(EQUIPMENT))

    def sites_of(self, finding: Finding) -> tuple[str, ...]:
        """The sites a finding with sites may be at; what a place offers is told by setting."""
        if finding.kind == "clinic_means":
            return tuple(Setting)
        return self.sites

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """Every single site of the body map."""
        return tuple(dict.fromkeys(site for sites in self.places.values() for site in sites))


def _gates_of(knowledge: Knowledge) -> dict[str, tuple[tuple[str, str], ...]]:
    """Which gates a positive answer speaks for; for a word or number, which value means no."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for gate in knowledge.gates.values():
        for answer in gate.answers:
            code, _, word = answer.partition("=")
            found[code] = (*found.get(code, ()), (gate.id, word))
    return found


def _places(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Each site by itself; "heel" for both heels; "feet" or "feet_left" for all sites there."""
    places: dict[str, tuple[str, ...]] = {}
    for site in knowledge.sites.values():
        names = {site.id, site.place, site.group}
        if site.side != "middle":
            names.add(f"{site.group}_{site.side}")
        for name in names:
            places[name] = (*places.get(name, ()), site.id)
    return places
