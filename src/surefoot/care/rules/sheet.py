"""The sheet: what is known of one person on one day, slot by slot.

A slot is the code of a finding, with `@left`, `@right` or `@<site>` behind it where the finding
has sides or sites. Two more slots serve findings with sites: `@*` holds the answer for every site
that has none of its own, `@any` whether it is present anywhere.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from surefoot.care.case import Fact, Value
from surefoot.knowledge.schema.vocabulary import Finding

EVERYWHERE_ELSE = "*"
ANYWHERE = "any"


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

    __slots__ = ("_by_code", "_vocabulary", "born_on")

    def __init__(
        self, facts: Iterable[Fact], vocabulary: Mapping[str, Finding], born_on: date | None
    ) -> None:
        """Sort the facts once; the order in which they came never matters."""
        self._vocabulary = vocabulary
        self.born_on = born_on
        self._by_code: dict[str, list[Fact]] = {}
        for fact in sorted(facts, key=_order):
            self._by_code.setdefault(fact.code, []).append(fact)

    def of(self, code: str) -> list[Fact]:
        """The facts of one finding, oldest first."""
        return self._by_code.get(code, [])

    def codes(self) -> Collection[str]:
        """The findings that have a fact."""
        return self._by_code.keys()

    def days(self, codes: Iterable[str], until: date) -> list[date]:
        """The days on which one of these findings was recorded, oldest first."""
        return sorted({fact.on for code in codes for fact in self.of(code) if fact.on <= until})

    def sheet(
        self, today: date, codes: Iterable[str] | None = None, *, only_today: bool = False
    ) -> Sheet:
        """What was known on a day: of all findings or of some, of all time or of that day alone."""
        sheet = Sheet(today, self)
        for code in self._by_code if codes is None else codes:
            finding = self._vocabulary.get(code)
            facts = self._by_code.get(code)
            if facts and finding:
                _enter(sheet, finding, facts, only_today=only_today)
        if self.born_on is not None:
            sheet["age_a"] = float(years_between(self.born_on, today))
        return sheet


def _order(fact: Fact) -> tuple[date, str, str, str]:
    """By day; within a day the site that was not said comes first, and "present" comes last."""
    return (fact.on, fact.site or "", fact.side or "", str(fact.value))


def _enter(sheet: Sheet, finding: Finding, facts: list[Fact], *, only_today: bool) -> None:
    """The latest value of each slot of one finding."""
    code, today = finding.id, sheet.today
    sited: dict[str, Value] = {}
    for fact in facts:
        if fact.on > today:
            break
        if only_today and fact.on != today:
            continue
        if finding.side == "per_site":
            _enter_site(sited, fact)
        elif fact.side is not None:
            sheet[f"{code}@{fact.side}"] = fact.value
        else:
            sheet[code] = _aged(finding, fact, today)
    if sited:
        enter_sites(sheet, code, sited)


def _enter_site(sited: dict[str, Value], fact: Fact) -> None:
    """One answer about a site. "Nowhere else" of a later day ends what was said before."""
    if fact.site is not None:
        sited[fact.site] = fact.value
    elif fact.value is False:
        sited.clear()
        sited[EVERYWHERE_ELSE] = False
    else:
        sited[ANYWHERE] = fact.value


def enter_sites(sheet: Sheet, code: str, sited: Mapping[str, Value]) -> None:
    """The answers of one finding with sites, and whether it is present anywhere."""
    for site, value in sited.items():
        sheet[f"{code}@{site}"] = value
    if any(value is True for value in sited.values()):
        sheet[f"{code}@{ANYWHERE}"] = True
    elif EVERYWHERE_ELSE in sited:
        sheet[f"{code}@{ANYWHERE}"] = False


def _aged(finding: Finding, fact: Fact, today: date) -> Value:
    """A medicine's state moves on with time: stopped within 12 months becomes stopped before."""
    if finding.kind != "medicine_class" or finding.value_type != "enum":
        return fact.value
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
