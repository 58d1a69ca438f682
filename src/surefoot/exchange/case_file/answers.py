"""Answers by code: what was asked, looked for or measured, on which day, side and site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from surefoot.care.case import Fact, NotDone, Value
from surefoot.exchange.case_file.amounts import amount
from surefoot.exchange.case_file.messages import Path, shown
from surefoot.exchange.case_file.shape import (
    LONG_TEXT,
    Day,
    Desk,
    Flag,
    ListOf,
    Text,
    Word,
    expected,
    named,
    opened,
)
from surefoot.exchange.case_file.vocabulary import TOLD_ELSEWHERE, Vocabulary
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.terms import Side

NOT_DONE = ("unable", "declined", "not_applicable")
# The one kind of day that lies ahead: when a test is due again.
AHEAD = "_due_on"
ANSWERS_BY_CODE = "answers_by_code"
_DETAILS = ("value", "unit", "on", "protocol")
_SIDES = ("left", "right", "both")
_SITES = ("at", "not_at", "elsewhere")


@dataclass(frozen=True, slots=True)
class Told:
    """A record of the case and the field it was told in."""

    path: Path
    record: Fact | NotDone


@dataclass(frozen=True, slots=True)
class _About:
    """What one answer is about: the finding, the field, and the day if none is said."""

    finding: Finding
    path: Path
    on: date
    desk: Desk

    def wrong(self, says: str, fix: str, *inner: str | int) -> None:
        self.desk.wrong((*self.path, *inner), says, fix)


@dataclass(frozen=True, slots=True)
class AnswersByCode:
    """A section of answers: code -> answer, and perhaps the day they were all given."""

    def read(self, value: object, path: Path, desk: Desk) -> list[Told] | None:
        """Every answer that could be read."""
        if not opened(value, path, desk):
            return None
        on = Day().read(value["on"], (*path, "on"), desk) if "on" in value else None
        found: list[Told] = []
        for code in value:
            finding = None if code == "on" else recorded(code, (*path, code), desk)
            if finding:
                day = on or desk.today or date.max
                found += _answers(value[code], _About(finding, (*path, code), day, desk))
            if desk.notes.is_full:
                break
        return found

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """Every recorded code; what may stand behind it is told once, in `$defs`."""
        return {"$ref": f"#/$defs/{ANSWERS_BY_CODE}"}


def recorded(code: str, path: Path, desk: Desk) -> Finding | None:
    """The finding of a code that may be told here; if it may not, why and what to do instead."""
    finding = desk.vocabulary.findings.get(code)
    if code in TOLD_ELSEWHERE:
        fix = f"Remove it here and use `{TOLD_ELSEWHERE[code]}`."
        desk.wrong(path, f"`{code}` is told elsewhere.", fix)
        return None
    if finding is None:
        known = [finding.id for finding in desk.vocabulary.recorded]
        near = desk.notes.near(code, known, by_part=True)
        desk.wrong(path, f"There is no code `{shown(code)}`.", near)
        return None
    if finding.is_derived:
        fix = "Remove it, and give the findings it follows from."
        desk.wrong(path, f"`{code}` is computed, not given.", fix)
        return None
    if code in desk.vocabulary.medicine_classes:
        fix = f'Write {{"class": "{code}"}} as an entry of `medicines`, with its dates.'
        desk.wrong(path, f"`{code}` is a class of medicines.", fix)
        return None
    return finding


def _answers(raw: object, about: _About) -> Iterator[Told]:
    """One answer, or a list of answers of several days; sites may stand as a plain list."""
    if not isinstance(raw, list):
        yield from _answer(raw, about)
    elif not raw:
        about.wrong("The list is empty.", "Leave the line out, or write false if it was not found.")
    elif about.finding.side == "per_site" and all(isinstance(part, str) for part in raw):
        yield from _sites({"at": raw}, about)
    else:
        for at, part in enumerate(raw):
            yield from _answer(part, _About(about.finding, (*about.path, at), about.on, about.desk))


def _answer(raw: object, about: _About) -> Iterator[Told]:
    if isinstance(raw, list):
        about.wrong("A list stands in a list.", "Give each answer on its own.")
    elif isinstance(raw, dict):
        yield from _detailed(raw, about)
    elif raw in NOT_DONE and about.finding.value_type != "text":
        yield Told(about.path, NotDone(code=about.finding.id, why=str(raw), on=about.on))
    elif about.finding.side == "none":
        yield from _value(raw, None, None, {}, about)
    elif raw is False:
        yield from _nowhere(about)
    elif raw is True and about.finding.side == "per_site" and not _is_of_places(about.finding):
        yield Told(about.path, Fact(code=about.finding.id, value=True, on=about.on))
    else:
        _say_where(raw, about)


def _is_of_places(finding: Finding) -> bool:
    """Whether it tells what a place offers, and so is told by place instead of by site."""
    return finding.kind == "clinic_means" and finding.side == "per_site"


def _nowhere(about: _About) -> Iterator[Told]:
    """Looked for and not found: on neither side, at no site."""
    finding = about.finding
    if finding.value_type != "three_valued":
        _say_where(False, about)
    elif finding.side == "left_right":
        for side in Side:
            yield Told(about.path, Fact(code=finding.id, value=False, on=about.on, side=side))
    else:
        yield Told(about.path, Fact(code=finding.id, value=False, on=about.on))


def _say_where(raw: object, about: _About) -> None:
    if isinstance(raw, bool | int | float | str) and about.finding.side == "left_right":
        fix = 'Write {"left": ..., "right": ...} or {"both": ...}.'
        about.wrong("The side is missing.", fix)
    elif _is_of_places(about.finding):
        about.wrong("The place is missing.", 'Write {"home": ..., "clinic": ...}.')
    elif about.finding.side == "per_site":
        fix = 'Write {"at": ["great_toe_left", ...]}, or false if it is nowhere.'
        about.wrong("The site is missing.", fix)
    else:
        expected("an answer", raw, about.path, about.desk, 'Write {"value": ...}.')


def _detailed(raw: dict[str, Any], about: _About) -> Iterator[Told]:
    """An answer with its day, side, site, unit or protocol."""
    if not opened(raw, about.path, about.desk):
        return
    if _is_of_places(about.finding):
        yield from _by_place(raw, about)
    elif about.finding.side == "per_site":
        yield from _sites(raw, _dated(raw, about))
    elif about.finding.side == "left_right":
        yield from _by_side(raw, _dated(raw, about))
    elif _known_only(raw, _DETAILS, about, "left", "right", "both", "side", "at"):
        yield from _one(raw, about)


def _one(raw: dict[str, Any], about: _About) -> Iterator[Told]:
    if "value" not in raw:
        about.wrong("`value` is missing.", 'Write {"value": ..., "on": ...}.')
    else:
        yield from _value(raw["value"], None, None, raw, _dated(raw, about))


def _dated(raw: Mapping[str, Any], about: _About) -> _About:
    if "on" not in raw:
        return about
    on = Day().read(raw["on"], (*about.path, "on"), about.desk)
    return _About(about.finding, about.path, on or about.on, about.desk)


def _known_only(
    raw: Mapping[str, Any], known: tuple[str, ...], about: _About, *placed: str
) -> bool:
    """Whether all names are known; a side or site where there is none has its own message."""
    good = True
    for name in raw:
        if name in placed and name not in known:
            says = f"`{about.finding.id}` has no {'site' if name == 'at' else 'side'}."
            about.wrong(says, 'Write {"value": ...} alone.', name)
            good = False
        else:
            good = named(name, known, about.path, about.desk) and good
    return good


def _by_side(raw: dict[str, Any], about: _About) -> Iterator[Told]:
    """Left and right, or both alike, or a value with its side."""
    if not _known_only(raw, (*_DETAILS, *_SIDES, "side"), about, "at"):
        return
    if raw.get("value") in NOT_DONE and "side" not in raw:
        yield Told(about.path, NotDone(code=about.finding.id, why=raw["value"], on=about.on))
        return
    if "value" in raw:
        side = Word(_SIDES).read(raw.get("side", ""), (*about.path, "side"), about.desk)
        said = {side: raw["value"]} if side else {}
    else:
        said = {name: raw[name] for name in _SIDES if name in raw}
        if not said:
            about.wrong("No side is told.", 'Write {"left": ..., "right": ...} or {"both": ...}.')
    if "both" in said and len(said) > 1:
        about.wrong("`both` stands beside a single side.", "Keep `both`, or `left` and `right`.")
        return
    for name, value in said.items():
        inner = about if "value" in raw else _inside(about, name)
        for side in Side if name == "both" else (Side(name),):
            yield from _value(value, side, None, raw, inner)


def _inside(about: _About, name: str) -> _About:
    return _About(about.finding, (*about.path, name), about.on, about.desk)


def _by_place(raw: dict[str, Any], about: _About) -> Iterator[Told]:
    """What each place offers: clinic, home, pool, community, telehealth."""
    places, dated = about.desk.vocabulary.sites_of(about.finding), _dated(raw, about)
    for name, value in raw.items():
        if name != "on" and named(name, places, about.path, about.desk):
            yield from _value(value, None, name, {}, _inside(dated, name))


def _sites(raw: Mapping[str, Any], about: _About) -> Iterator[Told]:
    """Where it is, where it is not, and whether that is all."""
    if "value" in raw and not any(name in raw for name in _SITES):
        if _known_only(raw, ("value", "on", "protocol"), about, *_SIDES, "side"):
            yield from _value(raw["value"], None, None, raw, about)
        return
    if not _known_only(raw, (*_SITES, "on", "protocol"), about, *_SIDES, "side"):
        return
    if not any(name in raw for name in _SITES):
        about.wrong("No site is told.", 'Write {"at": ["great_toe_left", ...]}, or false.')
    where = {name: _places(raw.get(name), _inside(about, name)) for name in ("at", "not_at")}
    for name, sites in where.items():
        for site in sites:
            yield from _value(name == "at", None, site, raw, _inside(about, name))
    if "elsewhere" in raw:
        yield from _elsewhere(raw, about)


def _elsewhere(raw: Mapping[str, Any], about: _About) -> Iterator[Told]:
    found = Flag().read(raw["elsewhere"], (*about.path, "elsewhere"), about.desk)
    if found:
        fix = "Name the sites in `at`; write false when there are no others."
        about.wrong("Elsewhere says nothing without a site.", fix, "elsewhere")
    elif found is False:
        yield from _value(False, None, None, raw, about)


def _places(raw: object, about: _About) -> tuple[str, ...]:
    """The sites that a list of sites, places or parts of the body stands for, each once."""
    if raw is None:
        return ()
    names = ListOf(Text()).read(raw, about.path, about.desk) or []
    return sites_named(names, about.path, about.desk)


def sites_named(names: list[str], path: Path, desk: Desk) -> tuple[str, ...]:
    """Single sites for names such as "great_toe_left", "heel" (both) and "feet" (all of them)."""
    places = desk.vocabulary.places
    known = [name for at, name in enumerate(names) if _is_place(name, (*path, at), desk)]
    return tuple(dict.fromkeys(site for name in known for site in places[name]))


def _is_place(name: str, path: Path, desk: Desk) -> bool:
    places = desk.vocabulary.places
    if name not in places:
        near = desk.notes.near(name, places, by_part=True)
        desk.wrong(path, f"There is no site `{shown(name)}`.", near)
    return name in places


def _value(
    raw: object, side: Side | None, site: str | None, details: Mapping[str, Any], about: _About
) -> Iterator[Told]:
    """One value in the type, range and unit of the vocabulary; or why there is none."""
    finding = about.finding
    if isinstance(raw, str) and raw in NOT_DONE and finding.value_type != "text":
        not_done = NotDone(code=finding.id, why=raw, on=about.on, side=side)
        yield Told(about.path, not_done)
        return
    value = _typed(raw, details.get("unit"), about)
    protocol = None
    if "protocol" in details:
        protocol = Text().read(details["protocol"], (*about.path, "protocol"), about.desk)
    if value is not None:
        fact = Fact(
            code=finding.id, value=value, on=about.on, side=side, site=site, protocol=protocol
        )
        yield Told(about.path, fact)


def _typed(raw: object, unit: object, about: _About) -> Value | None:
    finding, path, desk = about.finding, about.path, about.desk
    if finding.value_type == "number":
        return amount(finding, raw, unit, path, desk)
    if unit is not None:
        about.wrong(f"`{finding.id}` has no unit.", "Remove `unit`.", "unit")
    if finding.value_type == "three_valued":
        return Flag().read(raw, path, desk)
    if finding.value_type == "enum":
        return Word(finding.enum_values).read(raw, path, desk)
    if finding.value_type == "date":
        return Day(may_be_ahead=finding.id.endswith(AHEAD)).read(raw, path, desk)
    return Text(LONG_TEXT).read(raw, path, desk)
