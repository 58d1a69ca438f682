"""The sections whose names come from the vocabulary: gates, symptoms, equipment, instruments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from surefoot.care.case import Answers, Symptom
from surefoot.care.examination import AnswersError, score
from surefoot.exchange.case_file.answers import NOT_DONE, sites_named
from surefoot.exchange.case_file.messages import Path
from surefoot.exchange.case_file.parse import LARGEST
from surefoot.exchange.case_file.shape import (
    SHORT_TEXT,
    Day,
    Desk,
    Flag,
    ListOf,
    Made,
    Part,
    Parts,
    Text,
    Whole,
    Word,
    expected,
    named,
    opened,
)
from surefoot.exchange.case_file.vocabulary import EQUIPMENT, Vocabulary
from surefoot.terms import Setting, SymptomGroup

REST = "rest"
SKIPPED = "skipped"
COURSES = ("better", "same", "worse", "comes_and_goes")
STATES = ("present", "absent", "not_sure")


@dataclass(frozen=True, slots=True)
class Gates:
    """The questions of the first phone call; `rest` answers all that are not named."""

    def read(self, value: object, path: Path, desk: Desk) -> dict[str, bool] | None:
        """Gate -> yes or no; a gate answered "not_sure" counts as not answered."""
        if not opened(value, path, desk):
            return None
        known = desk.vocabulary.gates
        answers: dict[str, bool] = {}
        unsure: set[str] = set()
        for gate, raw in value.items():
            if gate == REST or not named(gate, known, path, desk):
                continue
            if raw == STATES[-1]:
                unsure.add(gate)
            elif (answer := Flag().read(raw, (*path, gate), desk)) is not None:
                answers[gate] = answer
        if REST in value:
            _no_for_the_rest(value[REST], (*path, REST), desk)
            rest = dict.fromkeys(known, False)
            answers = {g: a for g, a in {**rest, **answers}.items() if g not in unsure}
        return answers

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """Every gate, with its question."""
        answer = {"anyOf": [{"type": "boolean"}, {"const": STATES[-1]}]}
        rest = {REST: {"const": False, "description": "Every other gate was asked: no."}}
        gates = {gate: {"description": ask, **answer} for gate, ask in vocabulary.gates.items()}
        return {
            "type": "object",
            "properties": {**gates, **rest},
            "additionalProperties": False,
        }


def _no_for_the_rest(raw: object, path: Path, desk: Desk) -> None:
    if raw is not False:
        fix = "Write false: each of the others was asked and answered no. Name every yes."
        desk.wrong(path, "The rest can only be answered no.", fix)


_SYMPTOM = Parts(
    {
        "state": Part(Word(STATES), "present, absent, or not_sure", needed=True),
        "sites": Part(ListOf(Text()), "where on the body map: great_toe_left, heel, feet"),
        "severity": Part(Whole(0, 10), "how bad in the last week, 0 to 10"),
        "since": Part(Day(), "the day it began"),
        "course": Part(Word(COURSES), "better, same, worse, or comes_and_goes"),
    }
)


@dataclass(frozen=True, slots=True)
class Symptoms:
    """The nine groups of symptoms as the person tells them."""

    def read(self, value: object, path: Path, desk: Desk) -> list[Symptom] | None:
        """What is told of each group; "absent" alone is enough for one that is absent."""
        if not opened(value, path, desk):
            return None
        groups = tuple(SymptomGroup)
        known = [group for group in value if named(group, groups, path, desk)]
        told = [
            _symptom(SymptomGroup(group), value[group], (*path, group), desk) for group in known
        ]
        return [symptom for symptom in told if symptom]

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """Nine groups, each a word or an object."""
        word = {"enum": list(STATES)}
        told = {"anyOf": [word, _SYMPTOM.schema(vocabulary)]}
        return {
            "type": "object",
            "properties": {str(group): told for group in SymptomGroup},
            "additionalProperties": False,
        }


def _symptom(group: SymptomGroup, raw: object, path: Path, desk: Desk) -> Symptom | None:
    read = _SYMPTOM.read({"state": raw} if isinstance(raw, str) else raw, path, desk)
    if read is None or "state" not in read:
        return None
    present = {"present": True, "absent": False}.get(read["state"])
    if not present and len(read) > 1:
        says = f"It is {read['state']}, and yet more is told of it."
        desk.wrong(path, says, 'Write "state": "present", or leave the rest out.')
    return Symptom(
        group=group,
        present=present,
        sites=sites_named(read.get("sites", []), (*path, "sites"), desk),
        severity=read.get("severity"),
        since=read.get("since"),
        course=read.get("course"),
    )


@dataclass(frozen=True, slots=True)
class Equipment:
    """What there is to train with, by place: what it has, what it has not, and the rest."""

    def read(self, value: object, path: Path, desk: Desk) -> list[tuple[str, str, bool]] | None:
        """(code, place, whether it is there)."""
        if not opened(value, path, desk):
            return None
        places = tuple(Setting)
        found: list[tuple[str, str, bool]] = []
        for place in value:
            if named(place, places, path, desk):
                found += _things(value[place], place, (*path, place), desk)
        return found

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """Lists of equipment by place."""
        things = {"enum": [code.removeprefix(EQUIPMENT) for code in vocabulary.equipment]}
        lists = {"type": "array", "items": things}
        told = {
            "type": "object",
            "properties": {"has": lists, "has_not": lists, REST: {"type": "boolean"}},
            "additionalProperties": False,
        }
        return {
            "type": "object",
            "properties": {str(place): told for place in Setting},
            "additionalProperties": False,
        }


def _things(raw: object, place: str, path: Path, desk: Desk) -> Iterator[tuple[str, str, bool]]:
    if not opened(raw, path, desk):
        return
    known = [code.removeprefix(EQUIPMENT) for code in desk.vocabulary.equipment]
    told: dict[str, bool] = {}
    for name, value in raw.items():
        if not named(name, ("has", "has_not", REST), path, desk) or name == REST:
            continue
        read = ListOf(_Thing(tuple(known))).read(value, (*path, name), desk)
        for thing in read or []:
            if told.get(str(thing), name == "has") is not (name == "has"):
                fix = "Keep it in one list."
                desk.wrong((*path, name), f"`{thing}` is there and is not.", fix)
            told[str(thing)] = name == "has"
    rest = Flag().read(raw[REST], (*path, REST), desk) if REST in raw else None
    if rest is not None:
        told = {**dict.fromkeys(known, rest), **told}
    for thing, there in told.items():
        yield f"{EQUIPMENT}{thing}", place, there


@dataclass(frozen=True, slots=True)
class _Thing:
    """A piece of equipment, with or without the prefix of its code."""

    known: tuple[str, ...]

    def read(self, value: object, path: Path, desk: Desk) -> str | None:
        """Its short name."""
        name = value.removeprefix(EQUIPMENT) if isinstance(value, str) else value
        return Word(self.known).read(name, path, desk)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An enumeration."""
        return Word(self.known).schema(vocabulary)


@dataclass(frozen=True, slots=True)
class _Items:
    """Answers by item: a number, a word, true or false, or why there is none."""

    def read(self, value: object, path: Path, desk: Desk) -> dict[str, Any] | None:
        """The answers as they were given."""
        if not opened(value, path, desk):
            return None
        read: dict[str, Any] = {}
        for item, raw in value.items():
            if isinstance(raw, str):
                read[item] = Text().read(raw, (*path, item), desk)
            elif isinstance(raw, bool) or (isinstance(raw, int | float) and abs(raw) <= LARGEST):
                read[item] = raw
            else:
                fix = f'Write the answer, or "{SKIPPED}", "{NOT_DONE[0]}", "{NOT_DONE[1]}".'
                expected("an answer", raw, (*path, item), desk, fix)
        return read

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """Items of any name: which there are depends on the instrument."""
        kinds = {"type": ["number", "boolean", "string"], "maxLength": SHORT_TEXT}
        return {"type": "object", "additionalProperties": kinds}


@dataclass(frozen=True, slots=True)
class _Protocol:
    """How it was measured: mode, device, footwear, pace ..."""

    def read(self, value: object, path: Path, desk: Desk) -> dict[str, str] | None:
        """Words by name."""
        if not opened(value, path, desk):
            return None
        read = {name: Text().read(raw, (*path, name), desk) for name, raw in value.items()}
        return {name: text for name, text in read.items() if text is not None}

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """Texts of any name."""
        return {"type": "object", "additionalProperties": Text().schema(vocabulary)}


@dataclass(frozen=True, slots=True)
class InstrumentCode:
    """The code of an instrument the knowledge holds."""

    def read(self, value: object, path: Path, desk: Desk) -> str | None:
        """The code."""
        return Word(desk.vocabulary.instruments).read(value, path, desk)

    def schema(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """An enumeration."""
        return Word(vocabulary.instruments).schema(vocabulary)


_SHEET = Parts(
    {
        "code": Part(InstrumentCode(), "the instrument: PHQ9, TUG, MNSIQ ...", needed=True),
        "on": Part(Day(), "the day it was filled in; today if left out"),
        "items": Part(_Items(), "the answers, item by item", needed=True),
        "protocol": Part(_Protocol(), "how it was done: mode, device, footwear, pace ..."),
    }
)


def _sheet(read: dict[str, Any], path: Path, desk: Desk) -> Answers | None:
    """The sheet as a record; what the instrument's own definition refuses is told by item."""
    if "code" not in read or "items" not in read:
        return None
    items = read["items"]
    skipped = {item: None for item, raw in items.items() if raw == SKIPPED}
    answered = {item: raw for item, raw in items.items() if raw not in (*NOT_DONE, SKIPPED)}
    answers = Answers(
        instrument=read["code"],
        on=read.get("on") or desk.today or date.min,
        items={**answered, **skipped},
        not_done={item: raw for item, raw in items.items() if raw in NOT_DONE},
        protocol=read.get("protocol", {}),
    )
    try:
        score(answers, desk.knowledge)
    except AnswersError as error:
        for problem in error.problems:
            part = "protocol" if problem.field in answers.protocol else "items"
            desk.wrong((*path, part, problem.field), f"{problem.says}.", problem.fix)
    return answers


INSTRUMENTS = ListOf(Made(_SHEET, _sheet))
