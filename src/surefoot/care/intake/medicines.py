"""Medicines by name: their classes by full match, and the one answer for each class."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from surefoot.care.case import Fact, Medicine
from surefoot.care.intake.records import NONE, Question
from surefoot.care.intake.records import WrongReplyError as Wrong
from surefoot.care.intake.replies import each_of, is_empty, one_of, text
from surefoot.knowledge.schema.whole import Knowledge

NEVER, RECENT, LONG_AGO, NOW = (
    "never",
    "stopped_within_12_months",
    "stopped_over_12_months",
    "current",
)
ALL = "all"
NAME_MOST = 200


def plain(name: str) -> str:
    """A name in small letters and single spaces: the whole of it is compared, never a part."""
    return " ".join(name.casefold().split())


def facts_of_medicines(medicines: Iterable[Medicine]) -> tuple[Fact, ...]:
    """One answer a class and day: the latest state of the medicines of that class."""
    ruling: dict[tuple[str, date], Medicine] = {}
    for medicine in medicines:
        for code in medicine.classes:
            other = ruling.setdefault((code, medicine.on), medicine)
            if _rank(medicine) < _rank(other):
                ruling[code, medicine.on] = medicine
    return tuple(
        Fact(
            code=code,
            value=medicine.state,
            on=on,
            name=medicine.name,
            started_on=medicine.started_on,
            stopped_on=medicine.stopped_on,
            dose=medicine.dose,
        )
        for (code, on), medicine in ruling.items()
    )


def _rank(medicine: Medicine) -> tuple[int, int, str]:
    """What is taken now comes first, then what was stopped last; the name settles ties."""
    stopped = (medicine.stopped_on or date.min).toordinal()
    return (NOW, RECENT, LONG_AGO).index(medicine.state), -stopped, medicine.name or ""


def read_medicines(
    reply: object, question: Question, knowledge: Knowledge, on: date
) -> tuple[tuple[Medicine, ...], tuple[Fact, ...]]:
    """The list of medicines, and one answer for each class that it settles.

    The reply is {"list": [...], "whole": "all" or "none"}. Classes that nobody named were never
    taken only where the list is said to be whole, and every name in it is known.
    """
    told = reply if isinstance(reply, Mapping) else {"list": reply}
    whole = told.get("whole")
    if not is_empty(whole):
        one_of(whole, (choice.id for choice in question.choices))
    lines = [line for line in _lines(told.get("list")) if not is_empty(line)]
    if len(lines) > knowledge.intake_numbers["medicines_most"].value:
        raise Wrong("too_many", high=int(knowledge.intake_numbers["medicines_most"].value))
    if whole == NONE and lines:
        raise Wrong("none_and_more")
    medicines = tuple(_medicine(line, knowledge, on) for line in lines)
    facts = facts_of_medicines(medicines)
    if whole in (ALL, NONE) and all(medicine.classes for medicine in medicines):
        facts = (*facts, *_never(facts, knowledge, on))
    return medicines, facts


def _lines(told: object) -> list[object]:
    """One medicine a line, or one an entry of a list."""
    if is_empty(told):
        return []
    if isinstance(told, str):
        return [line for line in told.replace(";", "\n").splitlines() if line.strip()]
    return each_of(told)


def _medicine(line: object, knowledge: Knowledge, on: date) -> Medicine:
    told = line if isinstance(line, Mapping) else {"name": line}
    name = text(told.get("name"), NAME_MOST)
    classes = _classes(name, knowledge)
    if classes is None and is_empty(told.get("as_written")):
        raise Wrong("unknown_medicine", said=name[:60], near=_near(name, knowledge))
    stopped = told.get("stopped")
    state = NOW if is_empty(stopped) else one_of(stopped, (NOW, RECENT, LONG_AGO))
    dose = told.get("dose")
    return Medicine(
        name=name,
        classes=classes or (),  # nobody knows yet: a therapist looks it up
        state=state,
        on=on,
        dose=None if is_empty(dose) else text(dose, NAME_MOST),
    )


def _classes(name: str, knowledge: Knowledge) -> tuple[str, ...] | None:
    for drug in knowledge.drugs.values():
        if plain(name) in drug.names:
            return drug.findings
    return None


def _near(name: str, knowledge: Knowledge) -> str:
    names = [known for drug in knowledge.drugs.values() for known in drug.names]
    near = get_close_matches(plain(name), names, n=3, cutoff=0.7)
    return f"{', '.join(near)}?" if near else "…"


def _never(told: Iterable[Fact], knowledge: Knowledge, on: date) -> Iterator[Fact]:
    taken = {fact.code for fact in told}
    for code, finding in knowledge.findings.items():
        recorded = finding.kind == "medicine_class" and not finding.is_derived
        if recorded and NEVER in finding.enum_values and code not in taken:
            yield Fact(code=code, value=NEVER, on=on)
