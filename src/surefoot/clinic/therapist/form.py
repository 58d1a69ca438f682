"""A test or questionnaire as the form in which it is filled in, made from its definition alone.

Pure: no request, no table. Nothing here knows an instrument; a new definition has its form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from surefoot.knowledge.schema.instruments import Instrument, Item, Reply
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.units import written
from surefoot.terms import Side

SINGLE = "findings-"  # begins the name of a form of single findings: findings-8 is of core/8
LONGEST_SCALE = 11  # numbers side by side: 0 to 10 fits a telephone in two rows
UNDER_LICENCE = ("C", "C*")

type Kind = Literal["number", "choice", "scale", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be tapped."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question or trial of a form: which answers it takes, and when it is asked."""

    key: str  # the item, or the finding and its side: "babinski.left"
    asks: str  # in the words of the knowledge; empty for a slot of a licensed form
    place: str = ""  # in ours: the side, or the number that such a slot has there
    kind: Kind
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    unit: str = ""
    ends: tuple[str, ...] = ()  # what the two ends of a scale mean
    optional: bool = False
    only_if: Mapping[str, tuple[str, ...]] | None = None  # other field -> answers that open it
    only_if_says: str = ""
    is_alarm: bool = False  # an answer to it may call for somebody at once
    is_word: bool = False  # its answers are words even where they look like numbers

    @property
    def label(self) -> str:
        """What it is called where it stands in a sentence."""
        return ", ".join(words for words in (self.asks, self.place) if words)

    @property
    def has_english_answers(self) -> bool:
        """Whether its answers are words of the knowledge: neither our yes and no, nor numbers."""
        return self.kind == "choice" and self.choices != yes_no()

    @property
    def is_timed(self) -> bool:
        """Whether a stopwatch can answer it."""
        return self.kind == "number" and self.unit == "s"

    @property
    def takes(self) -> str:
        """Which numbers it takes, as a person reads it."""
        if self.low is None or self.high is None:
            return self.unit
        span = _("%(low)s to %(high)s") % {"low": f"{self.low:g}", "high": f"{self.high:g}"}
        return f"{span} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is filled in at one go."""

    slug: str  # in addresses and drafts
    code: str  # of the instrument; empty for single findings
    name: str
    says: str
    stem: str = ""
    how: tuple[str, ...] = ()  # how it is done
    credit: str = ""
    fields: tuple[Field, ...]
    protocol: tuple[str, ...] = ()  # words of the fingerprint
    for_patients: bool = False  # the person can answer it themselves, one question a screen

    def field(self, key: str) -> Field | None:
        """The field of a key, if there is one."""
        return next((one for one in self.fields if one.key == key), None)

    @property
    def is_timed(self) -> bool:
        """Whether the stopwatch is of use."""
        return any(one.is_timed for one in self.fields)


def is_licensed(instrument: Instrument, licensed: Iterable[str]) -> bool:
    """Whether the clinic may use it: what is under licence needs the clinic's own."""
    return instrument.licence_class not in UNDER_LICENCE or instrument.id in licensed


def form_of(instrument: Instrument, knowledge: Knowledge, sex: str | None = None) -> Form:
    """The form of an instrument, its items in the order of the definition."""
    notes = knowledge.instrument_notes.values()
    how = (n.says for n in notes if n.instrument == instrument.id and n.about in ("do", "asks"))
    alarms = {
        row.item for row in knowledge.instrument_alarms.values() if row.instrument == instrument.id
    }
    asked = [one for one in instrument.items if not _is_for_others(one, sex)]
    return Form(
        slug=instrument.id.lower(),
        code=instrument.id,
        name=instrument.name,
        says=instrument.says,
        stem=instrument.stem,
        how=tuple(how),
        credit=instrument.attribution,
        fields=tuple(_field(one, instrument, alarms) for one in asked),
        protocol=tuple(instrument.fingerprint),
        for_patients="patient" in instrument.filled_by,
    )


def _is_for_others(item: Item, sex: str | None) -> bool:
    return bool(item.only_sex) and sex in ("female", "male") and sex != item.only_sex


def _field(item: Item, instrument: Instrument, alarms: set[str]) -> Field:
    reply = _reply(item, instrument)
    choices = _choices(reply)
    return Field(
        key=item.id,
        asks=item.text,
        place="" if item.text else _number(item),
        kind=_kind(reply, choices),
        choices=choices,
        low=reply.low,
        high=reply.high,
        whole=reply.whole,
        unit=reply.unit,
        ends=tuple(reply.ends),
        optional=item.optional or reply.kind == "text",
        only_if={other: tuple(codes) for other, codes in item.asked_if.items()} or None,
        only_if_says=_only_if(item, instrument),
        is_alarm=item.id in alarms,
    )


def _number(item: Item) -> str:
    """What a slot of a licensed form is called: its number there."""
    return _("Item %(number)s") % {"number": item.id.removeprefix("q")}


def _reply(item: Item, instrument: Instrument) -> Reply:
    return instrument.replies[item.reply or instrument.reply]


def _kind(reply: Reply, choices: tuple[Choice, ...]) -> Kind:
    if reply.kind == "text":
        return "text"
    if reply.kind == "number":
        return "scale" if choices else "number"
    return "choice"


def _choices(reply: Reply) -> tuple[Choice, ...]:
    """What can be tapped; none for a number that has to be typed."""
    if reply.kind == "yes_no":
        return yes_no()
    if reply.kind == "codes":
        return tuple(Choice(value=code, label=label) for code, label in reply.codes.items())
    if reply.kind != "number" or not reply.whole or reply.low is None or reply.high is None:
        return ()
    if reply.high - reply.low >= LONGEST_SCALE:
        return ()
    numbers = range(int(reply.low), int(reply.high) + 1)
    return tuple(Choice(value=str(n), label=str(n).replace("-", "−")) for n in numbers)


def yes_no() -> tuple[Choice, ...]:
    """Yes, or no."""
    return (Choice(value="yes", label=_("Yes")), Choice(value="no", label=_("No")))


def _only_if(item: Item, instrument: Instrument) -> str:
    """When it is asked, for whoever reads the form without scripts."""
    by_id = {one.id: one for one in instrument.items}
    parts = []
    for other, codes in item.asked_if.items():
        words = {one.value: one.label for one in _choices(_reply(by_id[other], instrument))}
        answers = ", ".join(words.get(code, code) for code in codes)
        parts.append(f"{by_id[other].text or _number(by_id[other])}: {answers}")
    return "; ".join(parts)


def form_of_findings(number: int, knowledge: Knowledge) -> Form | None:
    """The single findings of a measure of the core set, in one compact form; None without any."""
    measure = knowledge.core_measures.get(f"core/{number}")
    if measure is None or not measure.findings:
        return None
    found = [knowledge.findings[code] for code in measure.findings]
    return findings_form(f"{SINGLE}{number}", found, knowledge)


def findings_form(slug: str, findings: Iterable[Finding], knowledge: Knowledge) -> Form:
    """Recorded findings as fields, one a side where they have sides."""
    fields = [one for finding in findings for one in _fields_of(finding, knowledge)]
    return Form(
        slug=slug,
        code="",
        name=_("Single findings"),
        says=_("Signs that are looked at on their own, each side."),
        fields=tuple(fields),
    )


def _fields_of(finding: Finding, knowledge: Knowledge) -> list[Field]:
    """A field a side; what has sites stands on the body map, and days are told elsewhere."""
    if finding.side == "per_site" or finding.is_derived or finding.value_type == "date":
        return []
    sides: tuple[Side | None, ...] = tuple(Side) if finding.side == "left_right" else (None,)
    return [_finding_field(finding, side, knowledge) for side in sides]


def _finding_field(finding: Finding, side: Side | None, knowledge: Knowledge) -> Field:
    name = finding.says[:1].upper() + finding.says[1:]
    sides = {Side.LEFT: _("left"), Side.RIGHT: _("right")}
    kinds: dict[str, Kind] = {"three_valued": "choice", "enum": "choice", "number": "number"}
    return Field(
        key=f"{finding.id}.{side}" if side else finding.id,
        asks=name,
        place=sides[side] if side else "",
        kind=kinds.get(finding.value_type, "text"),
        choices=_finding_choices(finding, knowledge),
        is_word=finding.value_type == "enum",
        low=finding.min,
        high=finding.max,
        unit=written(knowledge, finding.unit) if finding.unit else "",
    )


def _finding_choices(finding: Finding, knowledge: Knowledge) -> tuple[Choice, ...]:
    if finding.value_type == "three_valued":
        return yes_no()
    words = knowledge.value_words
    return tuple(
        Choice(value=one, label=row.written if row else one.replace("_", " "))
        for one in finding.enum_values
        for row in [words.get(f"{finding.id}={one}") or words.get(one)]
    )
