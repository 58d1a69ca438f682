"""The single findings of an entry: which of them are to be mended, and the entry with them mended.

An entry that came with a person may hold hundreds; whoever mends one finds it by its name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from surefoot.care.case import Fact, NotDone
from surefoot.care.entry import Entry
from surefoot.clinic.therapist.form import Field, Form
from surefoot.clinic.therapist.typed import ANSWER, WHY, Typed, findings_of, key_of, place_of
from surefoot.clinic.therapist.words import why_not
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Knowledge

AT_ONCE = 12  # as many findings as a screen or two shows are mended without being chosen first


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One finding that can be chosen."""

    code: str
    name: str
    stands: tuple[tuple[str, str], ...]  # the side, if it has sides, and what stands there now
    is_chosen: bool


def findings_in(entry: Entry, knowledge: Knowledge) -> list[Finding]:
    """The findings of an entry that can be mended, in their order.

    What an entry says of several days, as one that came with a person does, is not mended.
    """
    singles = _singles(entry)
    times = Counter(key_of(one.code, one.side) for one in singles)
    often = {place_of(key)[0] for key, count in times.items() if count > 1}
    codes = dict.fromkeys(one.code for one in singles if one.code not in often)
    return [knowledge.findings[code] for code in codes if code in knowledge.findings]


def only(form: Form, codes: Iterable[str]) -> Form:
    """The form with the fields of these findings alone."""
    wanted = set(codes)
    return replace(form, fields=tuple(f for f in form.fields if place_of(f.key)[0] in wanted))


def to_choose(
    form: Form, raw: Mapping[str, str], *, chosen: Iterable[str], typed: str
) -> list[Single]:
    """What is chosen and what has every word that was typed, by name."""
    fields: dict[str, list[Field]] = {}
    for one in form.fields:
        fields.setdefault(place_of(one.key)[0], []).append(one)
    words = typed.casefold().split()
    found = [_single(code, each, raw, code in chosen) for code, each in fields.items()]
    fits = [one for one in found if one.is_chosen or all(w in one.name.casefold() for w in words)]
    return sorted(fits, key=lambda one: (not one.is_chosen, one.name.casefold()))


def _single(code: str, fields: list[Field], raw: Mapping[str, str], is_chosen: bool) -> Single:
    said = [(one.place, _stands(one, raw)) for one in fields]
    stands = tuple((place, words) for place, words in said if words)
    return Single(code=code, name=fields[0].asks, stands=stands, is_chosen=is_chosen)


def _stands(field: Field, raw: Mapping[str, str]) -> str:
    why = raw.get(f"{WHY}{field.key}")
    if why:
        return why_not(why)
    value = raw.get(f"{ANSWER}{field.key}", "")
    labels = {one.value: one.label for one in field.choices}
    return labels.get(value) or f"{value} {field.unit}".strip() if value else ""


def with_singles(entry: Entry, form: Form, typed: Typed) -> Entry:
    """The entry mended: what was not touched keeps its day and all else that was said of it."""
    here = {one.key for one in form.fields}
    new_facts, new_not_done = findings_of(typed)
    said = {key_of(one.code, one.side): one for one in new_facts}
    not_done = {key_of(one.code, one.side): one for one in new_not_done}
    days = {key_of(one.code, one.side): one.on for one in _singles(entry)}
    kept_facts = []
    for old in entry.facts:
        key = key_of(old.code, old.side)
        if key not in here:
            kept_facts.append(old)
        elif key in said:
            kept_facts.append(replace(old, value=said.pop(key).value))
    fresh = [replace(one, on=days.get(key, one.on)) for key, one in said.items()]
    others = [one for one in entry.not_done if key_of(one.code, one.side) not in here]
    again = [replace(one, on=days.get(key, one.on)) for key, one in not_done.items()]
    return replace(entry, facts=(*kept_facts, *fresh), not_done=(*others, *again))


def _singles(entry: Entry) -> tuple[Fact | NotDone, ...]:
    return (*entry.facts, *entry.not_done)
