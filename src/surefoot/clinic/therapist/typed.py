"""What somebody typed into a form, read: answers, reasons, the protocol, and every fault.

Untouched is not asked: it is in neither the answers nor the reasons.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from surefoot.care.case import Answers, Fact, NotDone, Value
from surefoot.care.entry import Entry
from surefoot.clinic.therapist.form import Field, Form
from surefoot.clinic.therapist.words import why_not
from surefoot.terms import Side

REASONS = ("unable", "declined", "not_applicable")
ANSWER, WHY, PROTOCOL, WHOLE, DAY = "a.", "why.", "p.", "whole", "on"
LONGEST = 300  # letters of one answer
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")

type Answered = float | str | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in one field, and how to mend it."""

    says: str = ""
    fix: str = ""
    in_english: str = ""  # what the care core says of it, in its language


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form as it was read. `raw` is what was typed, letter by letter."""

    raw: Mapping[str, str]
    on: date
    answers: Mapping[str, Answered]
    not_done: Mapping[str, str]
    protocol: Mapping[str, str]
    faults: Mapping[str, Fault]  # by field; "" is of the whole form

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of anything."""
        return not (self.answers or self.not_done)


def kept_of(form: Form, given: Mapping[str, str]) -> dict[str, str]:
    """Of what a browser sent, what belongs to the form."""
    names = {DAY, *(f"{PROTOCOL}{word}" for word in form.protocol)}
    for one in form.fields:
        names |= {f"{ANSWER}{one.key}", f"{WHY}{one.key}"}
    return {name: given[name].strip()[:LONGEST] for name in names if given.get(name, "").strip()}


def read(form: Form, given: Mapping[str, str], today: date, *, born_on: date = date.min) -> Typed:
    """Every answer and reason; every fault is told at once."""
    raw = kept_of(form, given)
    answers: dict[str, Answered] = {}
    not_done: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for one in form.fields:
        answer, why = raw.get(f"{ANSWER}{one.key}"), raw.get(f"{WHY}{one.key}", "")
        if answer is not None:
            value = answer_of(one, answer)
            if isinstance(value, Fault):
                faults[one.key] = value
            else:
                answers[one.key] = value
        if why in REASONS:
            not_done[one.key] = why
            if answer is not None:
                faults[one.key] = _both(why)
    _whole(form, given.get(WHOLE, ""), raw, not_done)
    on = _day(raw.get(DAY, ""), born_on, today)
    if isinstance(on, Fault):
        faults[DAY], on = on, today
    protocol = {w: raw[f"{PROTOCOL}{w}"] for w in form.protocol if f"{PROTOCOL}{w}" in raw}
    return Typed(
        raw=raw, on=on, answers=answers, not_done=not_done, protocol=protocol, faults=faults
    )


def answer_of(field: Field, typed: str) -> Answered | Fault:
    """One answer as the definition takes it, or what is wrong with it."""
    if field.kind == "text":
        return typed
    if field.kind == "number":
        return _number(field, typed)
    if typed not in {one.value for one in field.choices}:
        labels = ", ".join(one.label for one in field.choices)
        return Fault(
            says=_("“%(typed)s” is none of the answers.") % {"typed": typed},
            fix=_("Choose one of: %(labels)s.") % {"labels": labels},
        )
    if {one.value for one in field.choices} == {"yes", "no"}:
        return typed == "yes"
    return float(typed) if _NUMBER.fullmatch(typed) and not field.is_word else typed


def _number(field: Field, typed: str) -> float | Fault:
    if not _NUMBER.fullmatch(typed):
        return Fault(says=_("“%(typed)s” is not a number.") % {"typed": typed}, fix=_type(field))
    number = float(typed.replace(",", "."))
    if field.whole and number != int(number):
        return Fault(
            says=_("%(typed)s is not a whole number.") % {"typed": typed}, fix=_type(field)
        )
    if field.low is not None and number < field.low:
        return Fault(says=_("%(typed)s is less than can be.") % {"typed": typed}, fix=_type(field))
    if field.high is not None and number > field.high:
        return Fault(says=_("%(typed)s is more than can be.") % {"typed": typed}, fix=_type(field))
    return number


def _type(field: Field) -> str:
    if field.whole:
        return _("Type a whole number, %(takes)s.") % {"takes": field.takes}
    return _("Type a number, %(takes)s.") % {"takes": field.takes}


def _both(why: str) -> Fault:
    return Fault(
        says=_("It has an answer and is marked “%(why)s”.") % {"why": why_not(why)},
        fix=_("Keep one of the two: take the answer out, or choose “not asked”."),
    )


def _whole(form: Form, why: str, raw: Mapping[str, str], not_done: dict[str, str]) -> None:
    """One tap for the whole test: the reason stands at all that was not answered."""
    if why not in REASONS:
        return
    needed = [one for one in form.fields if not one.optional] or list(form.fields)
    for one in needed:
        if f"{ANSWER}{one.key}" not in raw:
            not_done.setdefault(one.key, why)


def _day(typed: str, born_on: date, today: date) -> date | Fault:
    if not typed:
        return today
    fix = _("Give the day of the test as year-month-day, today or earlier.")
    try:
        on = date.fromisoformat(typed)
    except ValueError:
        return Fault(says=_("“%(typed)s” is not a day.") % {"typed": typed}, fix=fix)
    if on > today:
        return Fault(says=_("%(typed)s is still to come.") % {"typed": typed}, fix=fix)
    if on < born_on:
        return Fault(says=_("%(typed)s is before the birth.") % {"typed": typed}, fix=fix)
    return on


def entry_of(form: Form, typed: Typed) -> Entry:
    """What was typed, as an entry of the case."""
    if form.code:
        return Entry(answers=(answers_of(form, typed),))
    facts, not_done = findings_of(typed)
    return Entry(facts=facts, not_done=not_done)


def answers_of(form: Form, typed: Typed) -> Answers:
    """The answers to the instrument of the form."""
    return Answers(
        instrument=form.code,
        on=typed.on,
        items=dict(typed.answers),
        not_done=dict(typed.not_done),
        protocol=dict(typed.protocol),
    )


def findings_of(typed: Typed) -> tuple[tuple[Fact, ...], tuple[NotDone, ...]]:
    """Single findings, and those that could not be looked at."""
    facts = tuple(
        Fact(code=code, value=value, on=typed.on, side=side)
        for key, value in typed.answers.items()
        for code, side in [place_of(key)]
    )
    not_done = tuple(
        NotDone(code=code, why=why, on=typed.on, side=side)
        for key, why in typed.not_done.items()
        for code, side in [place_of(key)]
    )
    return facts, not_done


def place_of(key: str) -> tuple[str, Side | None]:
    """The finding and the side that a field is of."""
    code, _dot, side = key.partition(".")
    return code, Side(side) if side else None


def key_of(code: str, side: Side | None) -> str:
    """The field of a finding on a side."""
    return f"{code}.{side}" if side else code


def raw_of(form: Form, entry: Entry) -> dict[str, str]:
    """What would have to be typed to say the same: to show it again, or to mend it."""
    found: dict[str, str] = {}
    for answers in entry.answers:
        if answers.instrument == form.code:
            found[DAY] = answers.on.isoformat()
            found |= {
                f"{ANSWER}{key}": as_typed(value)
                for key, value in answers.items.items()
                if value is not None
            }
            found |= {f"{WHY}{key}": why for key, why in answers.not_done.items()}
            found |= {f"{PROTOCOL}{word}": said for word, said in answers.protocol.items()}
    keys = {one.key for one in form.fields}
    singles: tuple[Fact | NotDone, ...] = (*entry.facts, *entry.not_done)
    for told in singles:
        key = key_of(told.code, told.side)
        if not form.code and key in keys:
            found[DAY] = told.on.isoformat()
            if isinstance(told, Fact):
                found[f"{ANSWER}{key}"] = as_typed(told.value)
            else:
                found[f"{WHY}{key}"] = told.why
    return found


def as_typed(value: Value) -> str:
    """A value as it is typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)
