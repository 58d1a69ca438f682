"""Whether the answers agree with each other: told twice, found and not found, yes and no."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from surefoot.care.case import Fact, NotDone, Symptom, Value
from surefoot.exchange.case_file.answers import Told
from surefoot.exchange.case_file.medicines import NEVER, Line
from surefoot.exchange.case_file.messages import Path, as_text
from surefoot.exchange.case_file.shape import Desk

type Slot = tuple[str, str | None, str | None, date]

# Codes the list of falls sums up: told there, they are not told again.
_OF_FALLS = ("falls_12mo", "fell_past_year", "fall_injury_class")


def check_agreement(
    tree: Mapping[str, Any], told: Mapping[str, Any], answers: Sequence[Told], desk: Desk
) -> None:
    """Note every pair of answers that cannot both be true."""
    _check_twice(answers, desk)
    _check_symptoms(told.get("symptoms", []), answers, desk)
    _check_gates(told.get("gates", {}), tree, answers, desk)
    _check_falls(told, answers, desk)
    _check_never(told.get("medicines", []), answers, desk)
    _check_pressures(answers, desk)
    _check_person(told, answers, desk)


def _check_twice(answers: Sequence[Told], desk: Desk) -> None:
    """One answer a code, side, site and day."""
    first: dict[Slot, Told] = {}
    for answer in answers:
        slot = _slot(answer.record)
        earlier = first.setdefault(slot, answer)
        if earlier is answer:
            continue
        where = as_text(earlier.path)
        if _said(earlier.record) == _said(answer.record):
            says, fix = f"The same answer stands at `{where}`.", "Keep one of them."
        else:
            says = f"It contradicts `{where}`, of the same day."
            fix = "Keep the one that is right, or give each its own day."
        desk.wrong(answer.path, says, fix)


def _slot(record: Fact | NotDone) -> Slot:
    name = record.name if isinstance(record, Fact) else None
    site = record.site if isinstance(record, Fact) else None
    return record.code, record.side, site or name, record.on


def _said(record: Fact | NotDone) -> Value:
    return record.value if isinstance(record, Fact) else record.why


def _check_symptoms(symptoms: Sequence[Symptom], answers: Sequence[Told], desk: Desk) -> None:
    """A group that is absent has none of its parts."""
    absent = {symptom.group for symptom in symptoms if symptom.present is False}
    parts = {
        part: group for group in absent for part in desk.vocabulary.parts_of_groups.get(group, ())
    }
    for answer in answers:
        group = parts.get(answer.record.code)
        if group and _is_found(answer.record, desk.today):
            says = f"It was found, and yet `symptoms.{group}` says absent."
            desk.wrong(answer.path, says, "Mend one of the two.")


def _is_found(record: Fact | NotDone, today: date | None) -> bool:
    return isinstance(record, Fact) and record.value is True and record.on == today


def _check_gates(
    gates: Mapping[str, bool], tree: Mapping[str, Any], answers: Sequence[Told], desk: Desk
) -> None:
    """A gate answered no has nothing behind it."""
    written = tree.get("gates")
    for answer in answers:
        for gate, no in desk.vocabulary.gates_of.get(answer.record.code, ()):
            if gates.get(gate) is not False or not _is_yes(answer.record, no, desk.today):
                continue
            by = gate if isinstance(written, dict) and gate in written else "rest"
            says = f"It was found, and yet `gates.{by}` says no"
            says += "." if by == gate else f" to {gate}."
            desk.wrong(answer.path, says, f"Write `gates.{gate}: true`, or mend the finding.")


def _is_yes(record: Fact | NotDone, no: str, today: date | None) -> bool:
    """Found today; or today's answer is another one than the word that means no."""
    if not isinstance(record, Fact) or record.on != today:
        return False
    if not no:
        return record.value is True
    value = f"{record.value:g}" if isinstance(record.value, float) else record.value
    return value != no


def _check_falls(told: Mapping[str, Any], answers: Sequence[Told], desk: Desk) -> None:
    for answer in answers if "falls" in told else ():
        if answer.record.code in _OF_FALLS and answer.record.on == desk.today:
            says = "The list `falls` says this already."
            desk.wrong(answer.path, says, "Remove it here, and let `falls` name every fall.")


def _check_never(lines: Sequence[Line], answers: Sequence[Told], desk: Desk) -> None:
    """A class that was never taken has no medicine."""
    never = {answer.record.code: answer for answer in answers if _said(answer.record) == NEVER}
    for line in lines:
        for code in line.medicine.classes if line.medicine else ():
            if code in never:
                where = as_text(never[code].path)
                says = f"It is of class {code}, which `{where}` says was never taken."
                desk.wrong(line.path, says, "Mend one of the two.")


def _check_pressures(answers: Sequence[Told], desk: Desk) -> None:
    """The upper pressure lies above the lower one."""
    lower = {
        (answer.record.code.removeprefix("dbp_"), answer.record.on): answer.record.value
        for answer in answers
        if isinstance(answer.record, Fact) and answer.record.code.startswith("dbp_")
    }
    for answer in answers:
        record = answer.record
        if isinstance(record, Fact) and record.code.startswith("sbp_"):
            below = lower.get((record.code.removeprefix("sbp_"), record.on))
            if isinstance(below, float) and isinstance(record.value, float):
                _check_pressure(record.value, below, answer.path, desk)


def _check_pressure(upper: float, lower: float, path: Path, desk: Desk) -> None:
    if upper <= lower:
        says = f"The systolic pressure, {upper:g}, is not above the diastolic one, {lower:g}."
        desk.wrong(path, says, "Perhaps the two were swapped.")


def _check_person(told: Mapping[str, Any], answers: Sequence[Told], desk: Desk) -> None:
    """Nobody of male sex at birth is pregnant; nobody had a disease before they were born."""
    sex = told.get("person", {}).get("sex")
    for answer in answers:
        code, value = answer.record.code, _said(answer.record)
        if code in ("pregnant", "postpartum_6wk") and value is True and sex == "male":
            desk.wrong(answer.path, "`person.sex` says male.", "Mend one of the two.")
        if code == "diabetes_years" and isinstance(value, float) and _longer_than_life(value, desk):
            desk.wrong(answer.path, "That is longer than the person has lived.", "Mend it.")


def _longer_than_life(years: float, desk: Desk) -> bool:
    if desk.born_on is None or desk.today is None:
        return False
    return years * 365.25 > (desk.today - desk.born_on).days + 366
