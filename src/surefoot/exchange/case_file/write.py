"""From a case to its document: the same case again when it is read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from surefoot.care.case import Answers, Case, ClinicMeans, Fact, Medicine, NotDone, Symptom, Value
from surefoot.exchange.case_file.document import VERSION
from surefoot.exchange.case_file.falls import facts_of_falls
from surefoot.exchange.case_file.medicines import LONG_AGO, NEVER, OTHER, RECENT, facts_of_medicines
from surefoot.exchange.case_file.order import fact_order, in_order
from surefoot.exchange.case_file.sections import REST, SKIPPED
from surefoot.exchange.case_file.vocabulary import EQUIPMENT, FACT_SECTIONS, HOMES, Vocabulary
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.units import units_of
from surefoot.terms import Side

LINE = 100

type Told = Fact | NotDone
type Document = dict[str, Any]


def write(case: Case, knowledge: Knowledge) -> str:
    """The case file of a case, as JSON that a person can read."""
    return as_text(as_document(case, knowledge)) + "\n"


def as_text(value: object, indent: str = "", before: int = 0) -> str:
    """JSON in which everything that fits on a line stands on one; `before` is its beginning."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + before + len(line) < LINE or not isinstance(value, dict | list) or not value:
        return line
    inner = indent + "  "
    if isinstance(value, dict):
        names = {name: f"{json.dumps(name, ensure_ascii=False)}: " for name in value}
        parts = [f"{names[n]}{as_text(v, inner, len(names[n]))}" for n, v in value.items()]
        opens, closes = "{", "}"
    else:
        parts = [as_text(part, inner) for part in value]
        opens, closes = "[", "]"
    lines = f",\n{inner}".join(parts)
    return f"{opens}\n{inner}{lines}\n{indent}{closes}"


def as_document(case: Case, knowledge: Knowledge) -> Document:
    """The case as plain values, in the order of the published shape; what is empty is left out."""
    case = in_order(case)
    vocabulary = Vocabulary.of(knowledge)
    summed = set(facts_of_falls(case.falls, case.today))
    list_falls = summed <= set(case.facts)
    medicines, rest = _medicines(case, vocabulary)
    facts = [
        fact
        for fact in case.facts
        if fact.code not in vocabulary.medicine_classes
        and not (list_falls and fact in summed)
        and not _is_equipment(fact, case.today)
    ]
    document: Document = {
        "surefoot": VERSION,
        "person": _plain(case.person, keep=("id", "name", "born_on", "language")),
        "today": case.today.isoformat(),
        "story": case.story,
        "gates": _gates(case, vocabulary),
        "symptoms": {str(told.group): _symptom(told) for told in case.symptoms},
        **_sections((*facts, *case.not_done), case.today, knowledge),
        "medicines": medicines,
        "no_other_medicines": rest,
        "falls": [_plain(fall) for fall in case.falls] if list_falls else None,
        "instruments": [_sheet(answers, case.today) for answers in case.answers],
        "days_per_week": case.days_per_week,
        "equipment": _equipment(case, vocabulary),
        "goals": [_plain(goal) for goal in case.goals],
        "clinic": _clinic(case.means),
        "approvals": [_plain(approval) for approval in case.approvals],
        "reviews": [{**_plain(r), "urgency": r.urgency.name} for r in case.reviews],
    }
    return {name: part for name, part in document.items() if _says_something(name, part)}


def _says_something(name: str, part: object) -> bool:
    """An empty list of falls says that there was none; every other empty part says nothing."""
    if isinstance(part, list):
        return bool(part) or name == "falls"
    return part is not None and part is not False and part not in ("", {})


def _plain(record: object, keep: Sequence[str] = ()) -> Document:
    """The fields of a flat record; those that say nothing are left out unless they are kept."""
    fields: Iterable[str] = getattr(record, "__dataclass_fields__", {})
    values = {name: _scalar(getattr(record, name)) for name in fields}
    return {name: v for name, v in values.items() if v not in (None, "") or name in keep}


def _scalar(value: Value | None) -> Value | None:
    """A day as text, a whole number without its point."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _gates(case: Case, vocabulary: Vocabulary) -> Document:
    if vocabulary.gates and set(case.gates) == set(vocabulary.gates):
        yes = {gate: True for gate, answer in case.gates.items() if answer}
        return {**yes, REST: False}
    return dict(case.gates)


def _symptom(told: Symptom) -> Document | str:
    if told.present is not True:
        return "absent" if told.present is False else "not_sure"
    details = _plain(told)
    details.pop("group")
    details.pop("present")
    sites = {"sites": list(told.sites)} if told.sites else {}
    return {"state": "present", **sites, **{k: v for k, v in details.items() if k != "sites"}}


def _sections(told: Sequence[Told], today: date, knowledge: Knowledge) -> Document:
    """Every answer under its code, in the section where a reader looks for it."""
    sections: Document = {name: {} for name in FACT_SECTIONS}
    for code, records in groupby(sorted(told, key=_order), key=lambda record: record.code):
        home = HOMES[knowledge.findings[code].kind]
        answers = list(_answers(code, list(records), today, knowledge))
        sections[home][code] = answers[0] if len(answers) == 1 else answers
    return sections


def _order(record: Told) -> tuple[str, date, str]:
    return record.code, record.on, _protocol(record)


def _protocol(record: Told) -> str:
    return (record.protocol or "") if isinstance(record, Fact) else ""


def _answers(
    code: str, records: Sequence[Told], today: date, knowledge: Knowledge
) -> Iterator[object]:
    """One answer a day and protocol, with its unit where there is a choice of units."""
    units = units_of(knowledge, code)
    is_number = knowledge.findings[code].value_type == "number"
    reach = knowledge.findings[code].side
    for (_, on, protocol), same in groupby(records, key=_order):
        details: Document = {} if on == today else {"on": on.isoformat()}
        if protocol:
            details["protocol"] = protocol
        if is_number and len(units) > 1:
            details["unit"] = units[0]
        told = list(same)
        if reach == "left_right":
            yield from _by_side(told, details)
        elif reach == "per_site" and knowledge.findings[code].kind == "clinic_means":
            yield from _by_place(told, details)
        elif reach == "per_site":
            yield from _by_site(told, details)
        else:
            yield from (_alone(record, details) for record in told)


def _said(record: Told) -> Value | None:
    return _scalar(record.value) if isinstance(record, Fact) else record.why


def _alone(record: Told, details: Document) -> object:
    if isinstance(record, NotDone):
        details = {name: part for name, part in details.items() if name == "on"}
    return {"value": _said(record), **details} if details else _said(record)


def _by_side(told: Sequence[Told], details: Document) -> Iterator[object]:
    yield from (_alone(record, details) for record in told if record.side is None)
    said: Document = {str(r.side): _said(r) for r in told if r.side is not None}
    if len(said) == len(Side) and all(value is False for value in said.values()) and not details:
        yield False
        return
    if len(said) == len(Side) and len({str(value) for value in said.values()}) == 1:
        said = {"both": next(iter(said.values()))}
    if said:
        yield {**said, **details}


def _by_site(told: Sequence[Told], details: Document) -> Iterator[object]:
    """Where it is, where it is not, and whether that is all."""
    yield from (_alone(record, details) for record in told if isinstance(record, NotDone))
    facts = [record for record in told if isinstance(record, Fact)]
    sited = {
        truth: [f.site for f in facts if f.site and f.value is truth] for truth in (True, False)
    }
    rest = [fact.value for fact in facts if fact.site is None]
    if True in rest:
        yield {"value": True, **details} if details else True
    if sited[True] or sited[False]:
        where: Document = {"at": sited[True]} if sited[True] else {}
        where |= {"not_at": sited[False]} if sited[False] else {}
        where |= {"elsewhere": False} if False in rest else {}
        yield {**where, **details}
    elif False in rest:
        yield {"value": False, **details} if details else False


def _by_place(told: Sequence[Told], details: Document) -> Iterator[object]:
    """What each place offers, under the name of the place."""
    yield from (_alone(record, details) for record in told if isinstance(record, NotDone))
    places: Document = {r.site: _said(r) for r in told if isinstance(r, Fact) and r.site}
    if places:
        yield {**places, **details}


def _medicines(case: Case, vocabulary: Vocabulary) -> tuple[list[Document], bool]:
    """Each medicine; classes never taken; and whether those are all the other classes."""
    lines = [_medicine(medicine, case.today) for medicine in case.medicines]
    derived = set(facts_of_medicines(case.medicines))
    stray = [
        fact
        for fact in sorted(case.facts, key=fact_order)
        if fact.code in vocabulary.medicine_classes and fact not in derived
    ]
    told = {fact.code for fact in case.facts}
    alone = {fact.code for fact in stray if fact == _never(fact.code, case.today)}
    alone -= {fact.code for fact in case.facts if fact != _never(fact.code, case.today)}
    if not alone or not set(vocabulary.medicine_classes) <= told:
        return lines + [_class(fact, case.today) for fact in stray], False
    return lines + [_class(fact, case.today) for fact in stray if fact.code not in alone], True


def _never(code: str, on: date) -> Fact:
    return Fact(code=code, value=NEVER, on=on)


def _medicine(medicine: Medicine, today: date) -> Document:
    line = _plain(medicine)
    for name in ("classes", "state", "started_on", "stopped_on", "on"):
        line.pop(name, None)
    classes = list(medicine.classes)
    line["class"] = (classes[0] if len(classes) == 1 else classes) or OTHER
    if medicine.started_on:
        line["started"] = medicine.started_on.isoformat()
    stopped = {RECENT: "within_12_months", LONG_AGO: "over_12_months"}.get(medicine.state)
    if stopped:
        on = medicine.stopped_on
        line["stopped"] = on.isoformat() if on else stopped
    if medicine.on != today:
        line["on"] = medicine.on.isoformat()
    return line


def _class(fact: Fact, today: date) -> Document:
    """A class for which no medicine is told."""
    if fact.value == NEVER:
        on = {} if fact.on == today else {"on": fact.on.isoformat()}
        name = {"name": fact.name} if fact.name else {}
        return {**name, "class": fact.code, "never": True, **on}
    told = Medicine(
        name=fact.name,
        classes=(fact.code,),
        state=str(fact.value),
        on=fact.on,
        started_on=fact.started_on,
        stopped_on=fact.stopped_on,
        dose=fact.dose,
    )
    return _medicine(told, today)


def _is_equipment(fact: Fact, today: date) -> bool:
    plain = fact == Fact(code=fact.code, value=fact.value, on=today, site=fact.site)
    return fact.code.startswith(EQUIPMENT) and fact.site is not None and plain


def _equipment(case: Case, vocabulary: Vocabulary) -> Document:
    """By place; where every piece is known, only the smaller half is named."""
    places: dict[str, dict[str, bool]] = {}
    for fact in case.facts:
        if _is_equipment(fact, case.today) and fact.site is not None:
            thing = fact.code.removeprefix(EQUIPMENT)
            places.setdefault(fact.site, {})[thing] = fact.value is True
    return {place: _things(told, vocabulary) for place, told in places.items()}


def _things(told: dict[str, bool], vocabulary: Vocabulary) -> Document:
    has = [thing for thing, there in told.items() if there]
    has_not = [thing for thing, there in told.items() if not there]
    if len(told) < len(vocabulary.equipment):
        lists = {"has": has, "has_not": has_not}
        return {name: things for name, things in lists.items() if things}
    most = len(has) > len(has_not)
    return {"has_not" if most else "has": has_not if most else has, REST: most}


def _sheet(answers: Answers, today: date) -> Document:
    items = {item: SKIPPED if a is None else _scalar(a) for item, a in answers.items.items()}
    on = {} if answers.on == today else {"on": answers.on.isoformat()}
    protocol = {"protocol": dict(answers.protocol)} if answers.protocol else {}
    return {"code": answers.instrument, **on, "items": {**items, **answers.not_done}, **protocol}


def _clinic(means: ClinicMeans) -> Document:
    lists = {
        "settings": means.settings,
        "skills": means.skills,
        "licensed": means.licensed,
        "rooms": means.rooms,
    }
    details = {name: part for name, part in _plain(means).items() if name not in lists}
    return {**{name: [str(w) for w in words] for name, words in lists.items() if words}, **details}
