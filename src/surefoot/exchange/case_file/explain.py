"""What a case file says, and what a word of it means, for the person who fills it in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from surefoot.care.case import Case, Fact, Value
from surefoot.care.rules.sheet import years_between
from surefoot.exchange.case_file.document import CASE
from surefoot.exchange.case_file.messages import nearest, shown
from surefoot.exchange.case_file.vocabulary import HOMES, TOLD_ELSEWHERE, Vocabulary
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.units import said, units_of, written
from surefoot.terms import SurefootError

# As many codes as a screen shows beside a prompt.
MOST_CODES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


def explain(case: Case, knowledge: Knowledge) -> tuple[Explained, ...]:
    """A case in words: who it is, what was found, what was looked for in vain, what is open."""
    vocabulary = Vocabulary.of(knowledge)
    parts = (
        Explained(title="Person", lines=_person(case)),
        Explained(title="In their words", lines=(case.story,) if case.story else ()),
        Explained(title="Goals", lines=tuple(f"{g.priority}. {g.words}" for g in case.goals)),
        Explained(title="Symptoms", lines=tuple(_symptoms(case))),
        Explained(title="Found", lines=tuple(_found(case, knowledge))),
        Explained(title="Measured", lines=tuple(_measured(case, knowledge))),
        Explained(title="Medicines", lines=tuple(m.name or m.classes[0] for m in case.medicines)),
        Explained(title="Looked for and not found", lines=_absent(case, knowledge)),
        Explained(title="Not answered yet", lines=tuple(_open(case, vocabulary))),
    )
    return tuple(part for part in parts if part.lines)


def _person(case: Case) -> tuple[str, ...]:
    person, age = case.person, years_between(case.person.born_on, case.today)
    told = [person.sex or "sex not said", *([person.work] if person.work else [])]
    return (f"{person.name}, {age} years, {', '.join(told)}; on {case.today}",)


def _symptoms(case: Case) -> list[str]:
    said = {True: "present", False: "absent", None: "not sure"}
    lines = []
    for told in case.symptoms:
        details = [said[told.present]]
        details += [f"{told.severity} of 10"] if told.severity is not None else []
        details += [f"since {told.since}"] if told.since else []
        details += [told.course.replace("_", " ")] if told.course else []
        lines.append(f"{told.group}: {', '.join(details)}")
    return lines


def _found(case: Case, knowledge: Knowledge) -> list[str]:
    places: dict[str, list[str]] = {}
    for fact in case.facts:
        if fact.value is True and knowledge.findings[fact.code].kind != "clinic_means":
            places.setdefault(fact.code, []).append(str(fact.side or fact.site or ""))
    return [
        f"{knowledge.findings[code].says}{_where(found)} ({code})" for code, found in places.items()
    ]


def _where(places: list[str]) -> str:
    named = [place.replace("_", " ") for place in places if place]
    if not named:
        return ""
    return f": {', '.join(named[:6])}" + (f" and {len(named) - 6} more" if len(named) > 6 else "")


def _measured(case: Case, knowledge: Knowledge) -> list[str]:
    """Numbers, words and days, in the order of the case; two sides alike are told once."""
    told: dict[tuple[str, date, Value], list[str]] = {}
    for fact in case.facts:
        finding = knowledge.findings[fact.code]
        if not isinstance(fact.value, bool) and finding.kind != "medicine_class":
            told.setdefault((fact.code, fact.on, fact.value), []).append(str(fact.side or ""))
    return [
        _measurement(knowledge.findings[code], value, sides, on, case, knowledge)
        for (code, on, value), sides in told.items()
    ]


def _measurement(
    finding: Finding, value: Value, sides: list[str], on: date, case: Case, knowledge: Knowledge
) -> str:
    told = said(knowledge, finding, value) if isinstance(value, float) else str(value)
    side = ", both sides" if len(sides) > 1 else f", {sides[0]}" if sides[0] else ""
    day = "" if on == case.today else f", {on}"
    return f"{finding.says}{side}: {told}{day} ({finding.id})"


def _absent(case: Case, knowledge: Knowledge) -> tuple[str, ...]:
    absent = dict.fromkeys(fact.code for fact in case.facts if _is_absent(fact, knowledge))
    found = {fact.code for fact in case.facts if fact.value is True}
    names = [knowledge.findings[code].says for code in absent if code not in found]
    return ("; ".join(names),) if names else ()


def _is_absent(fact: Fact, knowledge: Knowledge) -> bool:
    return fact.value is False and knowledge.findings[fact.code].kind != "clinic_means"


def _open(case: Case, vocabulary: Vocabulary) -> list[str]:
    return [ask for gate, ask in vocabulary.gates.items() if gate not in case.gates]


def explain_word(word: str, knowledge: Knowledge) -> Explained:
    """What a code or a field of the case file means, and how it is written."""
    vocabulary = Vocabulary.of(knowledge)
    if word in knowledge.findings:
        return Explained(title=word, lines=tuple(_finding(knowledge.findings[word], knowledge)))
    if word in vocabulary.gates:
        lines = (vocabulary.gates[word], f'Written in `gates`: "{word}": true, or false.')
        return Explained(title=word, lines=lines)
    if word in vocabulary.places:
        sites = vocabulary.places[word]
        return Explained(title=word, lines=(f"On the body map: {', '.join(sites)}.",))
    field = _field(word, vocabulary)
    if field:
        return field
    about = _about(word, knowledge)
    if about:
        return Explained(title=f"Codes about “{shown(word)}”", lines=about)
    known = (*knowledge.findings, *vocabulary.gates, *vocabulary.places, *CASE.parts)
    close = nearest(word, known)
    fix = f"Did you mean {' or '.join(close)}?" if close else "Try a shorter or another word."
    raise SurefootError(f"The case file has no word `{shown(word)}`.", fix)


def _about(word: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Codes whose name or question holds these words: shortest name first, computed ones last."""
    asked = word.casefold().split()
    found = sorted(
        (finding.rule is not None, len(finding.says), code)
        for code, finding in knowledge.findings.items()
        if _holds(f"{finding.says} {finding.ask}", asked)
    )
    lines = tuple(
        f"{code}: {knowledge.findings[code].says}{' (computed, never given)' if computed else ''}"
        for computed, _, code in found[:MOST_CODES]
    )
    more = len(found) - len(lines)
    return (*lines, f"and {more} more: another word beside it finds fewer") if more else lines


def _holds(text: str, asked: Sequence[str]) -> bool:
    """Whether each word that was asked for begins a word of the text."""
    words = re.split(r"[\W_]+", text.casefold())
    return bool(asked) and all(any(word.startswith(one) for word in words) for one in asked)


def _finding(finding: Finding, knowledge: Knowledge) -> list[str]:
    lines = [finding.says[0].upper() + finding.says[1:] + "."]
    if finding.ask:
        lines.append(f"Asked: {finding.ask}")
    if finding.rule is not None:
        return [*lines, "Computed, never given.", f"Rule: {finding.rule}"]
    if finding.id in TOLD_ELSEWHERE:
        return [*lines, f"Written as `{TOLD_ELSEWHERE[finding.id]}`."]
    lines.append(_values(finding, knowledge))
    reach = {"left_right": "One value each side.", "per_site": "One answer each site."}
    lines += [reach[finding.side]] if finding.side in reach else []
    lines.append(f"Written in `{HOMES[finding.kind]}`. Told by: {finding.who}.")
    uses = Counter(alias.split(" ")[0] for alias in finding.aliases)
    lines += [f"Stands in: {', '.join(finding.aliases[:6])}."] if uses else []
    return [*lines, *([finding.notes] if finding.notes else [])]


def _values(finding: Finding, knowledge: Knowledge) -> str:
    if finding.value_type == "number":
        units = [written(knowledge, unit) for unit in units_of(knowledge, finding.id)]
        named = " or ".join(unit for unit in units if unit)
        own = f" {units[0]}" if units and units[0] else ""
        told = f" The unit must be told: {named}." if len(units) > 1 else ""
        return f"A number, {finding.min:g} to {finding.max:g}{own}.{told}"
    if finding.value_type == "enum":
        return f"One of: {', '.join(finding.enum_values)}."
    kinds = {"three_valued": "true, false, or left out", "date": "A day", "text": "A text"}
    return f"{kinds[finding.value_type]}."


def _field(word: str, vocabulary: Vocabulary) -> Explained | None:
    """A field by its path, such as `medicines.stopped`; list positions may be left in."""
    field, needed = CASE.schema(vocabulary), False
    for name in (part.split("[")[0] for part in word.split(".")):
        within = _inside(field)
        if name not in within.get("properties", {}):
            return None
        needed = name in within.get("required", ())
        field = within["properties"][name]
    says = field.get("description", "")
    lines = [f"{says[0].upper()}{says[1:]}{' (needed)' if needed else ''}."] if says else []
    return Explained(title=word, lines=(*lines, *_members(_inside(field))))


def _inside(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the entries of a list are, or the fuller of two ways to write a field."""
    while "items" in field or "anyOf" in field:
        field = field["items"] if "items" in field else field["anyOf"][-1]
    return field


def _members(field: Mapping[str, Any]) -> Iterator[str]:
    """What may stand in a field: its names with what they say, or the words it knows."""
    for name, part in field.get("properties", {}).items():
        yield f"{name}: {part['description']}" if "description" in part else name
    if "enum" in field:
        yield f"One of: {', '.join(map(str, field['enum']))}."
