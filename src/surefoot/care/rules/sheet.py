"""The sheet: what is known of one person on one day, slot by slot.

A slot is the code of a finding, with `@left`, `@right` or `@<site>` behind it where the finding
has sides or sites. Two more slots serve findings with sites: `@*` holds the answer for every site
that has none of its own, `@any` whether it is present anywhere.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from surefoot.care.case import Fact, Value
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.terms import Side

type Shape = Literal["plain", "medicine", "sided", "sited"]

EVERYWHERE_ELSE = "*"
ANYWHERE = "any"
_AT = {Side.LEFT: "@left", Side.RIGHT: "@right"}


class Sheet(dict[str, Value | None]):
    """Slots and their values; a slot that is missing or None is not known.

    Answers that rules work out are kept in it too, so a sheet belongs to one person and one day.
    """

    __slots__ = ("closed", "past", "today")

    def __init__(self, today: date, past: "Past") -> None:
        """An empty sheet for one day."""
        super().__init__()
        self.today = today
        self.past = past
        self.closed: dict[str, Value] = {}  # what holds where a rule cannot settle


class Past:
    """All facts of a person by code, oldest first; days and sheets as they were."""

    __slots__ = ("_by_code", "_shapes", "born_on", "has_history")

    def __init__(
        self, facts: Iterable[Fact], shapes: Mapping[str, Shape], born_on: date | None
    ) -> None:
        """Sort the facts once; the order in which they came never matters."""
        self._shapes = shapes
        self.born_on = born_on
        self._by_code: dict[str, list[Fact]] = {}
        self.has_history = False
        some_day: date | None = None
        for fact in facts:
            if fact.on != some_day:
                self.has_history = some_day is not None
                some_day = some_day or fact.on
            if fact.code in self._by_code:
                self._by_code[fact.code].append(fact)
            else:
                self._by_code[fact.code] = [fact]
        for several in self._by_code.values():
            if len(several) > 1 and not _is_one_day_of_two_sides(several):
                several.sort(key=_order)

    def of(self, code: str) -> list[Fact]:
        """The facts of one finding, oldest first."""
        return self._by_code.get(code, [])

    def days(self, codes: Iterable[str], until: date) -> list[date]:
        """The days on which one of these findings was recorded, oldest first."""
        return sorted({fact.on for code in codes for fact in self.of(code) if fact.on <= until})

    def sheet(
        self, today: date, codes: Iterable[str] | None = None, *, only_today: bool = False
    ) -> Sheet:
        """What was known on a day: of all findings or of some, of all time or of that day alone."""
        sheet = Sheet(today, self)
        shapes = self._shapes
        for code in self._by_code if codes is None else codes:
            shape, facts = shapes.get(code), self._by_code.get(code)
            if shape is None or facts is None:
                continue
            told = facts
            if facts[-1].on > today or only_today:
                told = [f for f in facts if f.on == today or (f.on < today and not only_today)]
            if shape == "sited":
                _enter_sited(sheet, code, told)
            elif shape == "sided":
                for fact in told:
                    sheet[code + _side_of(fact)] = fact.value
            elif told:
                latest = told[-1]
                sheet[code] = latest.value if shape == "plain" else _aged(latest, today)
        if self.born_on is not None:
            sheet["age_a"] = float(years_between(self.born_on, today))
        return sheet


def _side_of(fact: Fact) -> str:
    if fact.side is None:
        raise ValueError(f"{fact.code} is recorded without a side.")
    return _AT[fact.side]


def shapes_of(vocabulary: Mapping[str, Finding]) -> dict[str, Shape]:
    """How the facts of each finding are entered: plain, a medicine, with sides or with sites."""
    shapes: dict[str, Shape] = {}
    for code, finding in vocabulary.items():
        if finding.side == "per_site":
            shapes[code] = "sited"
        elif finding.side == "left_right":
            shapes[code] = "sided"
        elif finding.kind == "medicine_class" and finding.value_type == "enum":
            shapes[code] = "medicine"
        else:
            shapes[code] = "plain"
    return shapes


def _is_one_day_of_two_sides(facts: list[Fact]) -> bool:
    """The most frequent pair, in which nothing can come before anything."""
    if len(facts) != 2:
        return False
    one, other = facts
    return one.on == other.on and one.side is not None and one.side is not other.side


def _order(fact: Fact) -> tuple[date, str, str, str]:
    """By day; within a day the site that was not said comes first, and "present" comes last."""
    return (fact.on, fact.site or "", fact.side or "", str(fact.value))


def _enter_sited(sheet: Sheet, code: str, facts: list[Fact]) -> None:
    """The answers about sites. "Nowhere else" of a later day ends what was said before."""
    sited: dict[str, Value] = {}
    for fact in facts:
        if fact.site is not None:
            sited[fact.site] = fact.value
        elif fact.value is False:
            sited = {EVERYWHERE_ELSE: False}
        else:
            sited[ANYWHERE] = fact.value
    if sited:
        enter_sites(sheet, code, sited)


def enter_sites(sheet: Sheet, code: str, sited: Mapping[str, Value]) -> None:
    """The answers of one finding with sites, and whether it is present anywhere."""
    for site, value in sited.items():
        sheet[f"{code}@{site}"] = value
    if True in sited.values():
        sheet[f"{code}@{ANYWHERE}"] = True
    elif EVERYWHERE_ELSE in sited:
        sheet[f"{code}@{ANYWHERE}"] = False


def _aged(fact: Fact, today: date) -> Value:
    """A medicine's state moves on with time: stopped within 12 months becomes stopped before."""
    stopped_on = fact.stopped_on
    if stopped_on is not None and stopped_on <= today:
        recent = years_between(stopped_on, today) < 1
        return "stopped_within_12_months" if recent else "stopped_over_12_months"
    if fact.value == "stopped_within_12_months" and years_between(fact.on, today) >= 1:
        return "stopped_over_12_months"
    return fact.value


def years_between(start: date, end: date) -> int:
    """Full years from one day to another."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
