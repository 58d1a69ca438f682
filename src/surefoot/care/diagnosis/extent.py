"""How far the damage goes: grade E0 to E4 from its signs, or which tests are missing for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from surefoot.care.diagnosis.records import NamedNerve, Regrowth
from surefoot.care.diagnosis.settled import any_settled
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.patterns import (
    ExtentGrade,
    ExtentNeed,
    ExtentSign,
    Grading,
    SmallFibreGrade,
)
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason

_NO_DAMAGE: Grading = "E0"
_LEAST_DAMAGE: Grading = "E1"
_DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The grade with its reasons; None with the tests that are missing."""

    grade: str | None
    reasons: tuple[Reason, ...]
    at_least: str  # what the signs show so far; tests that are missing can only raise it
    missing: tuple[str, ...] = ()  # findings of which each test needs one


def grade_extent(findings: Findings, knowledge: Knowledge) -> Extent:
    """The highest row with two of its signs, or one that alone defines it. Source: extent/rule.

    A sign of a worse row counts for the rows below it; signs of one fact count once.
    """
    signs = [
        sign
        for sign in knowledge.extent_signs.values()
        if sign.grading != _NO_DAMAGE and findings.holds(sign.when)
    ]
    small = _small_fibre(findings, knowledge)
    grade = max(_by_signs(signs, knowledge), small.grading if small else _NO_DAMAGE)
    shown: list[Statement] = [sign for sign in _worst_first(signs) if sign.grading >= grade]
    if small and small.grading == grade:
        shown.append(small)
    missing = _missing(findings, grade, knowledge)
    if missing:
        return Extent(
            grade=None,
            reasons=tuple(_open(grade, shown or signs, missing, knowledge)),
            at_least=grade,
            missing=tuple(need.findings[0] for need in missing),
        )
    if grade == _NO_DAMAGE:
        return _without_damage(findings, knowledge)
    reasons = tuple(_reasons(knowledge.extent_grades[grade], shown or signs))
    return Extent(grade=grade, reasons=reasons, at_least=grade)


def with_nerves(
    extent: Extent, nerves: Sequence[NamedNerve], knowledge: Knowledge, *, focal_only: bool
) -> Extent:
    """The grade with single nerves in it: theirs alone, or the worse. Source: extent/one-nerve."""
    graded = sorted(
        ((nerve.extent, nerve) for nerve in nerves if nerve.extent),
        key=lambda pair: (pair[0], pair[1].id, pair[1].side),
    )
    if not graded:
        return extent
    worst, nerve = graded[-1]
    if not focal_only and (extent.grade is None or extent.grade >= worst):
        return replace(extent, at_least=max(extent.at_least, worst))
    row = knowledge.extent_grades[worst]
    rule = knowledge.extent_rules["extent/one-nerve"]
    says = rule.words["says"].format(name=nerve.name, side=nerve.side)
    reasons = (*_reasons(row, ()), _reason(says, rule))
    return Extent(grade=row.id, reasons=reasons, at_least=row.id)


def _by_signs(signs: Sequence[ExtentSign], knowledge: Knowledge) -> Grading:
    """Any abnormal test rules out "symptoms only"."""
    enough = knowledge.extent_rules["extent/rule"].numbers["signs"]
    for grade in sorted({sign.grading for sign in signs}, reverse=True):
        worse = [sign for sign in signs if sign.grading >= grade]
        if any(sign.alone for sign in worse) or len({sign.fact for sign in worse}) >= enough:
            return grade
    return _LEAST_DAMAGE if signs else _NO_DAMAGE


def _small_fibre(findings: Findings, knowledge: Knowledge) -> SmallFibreGrade | None:
    """Where vibration, reflexes and strength are normal: by the level of pin or temperature loss.

    Source: extent/pure-small-fibre.
    """
    if not findings.holds(knowledge.extent_rules["extent/pure-small-fibre"].when):
        return None
    rows = sorted(knowledge.small_fibre_grades.values(), key=lambda row: row.grading, reverse=True)
    return next((row for row in rows if findings.holds(row.when)), None)


def _missing(findings: Findings, grade: Grading, knowledge: Knowledge) -> list[ExtentNeed]:
    """The tests that could still show a worse grade and have not been done."""
    return [
        need
        for need in knowledge.extent_needs.values()
        if need.up_to > grade and not any_settled(findings, need.findings, knowledge)
    ]


def _without_damage(findings: Findings, knowledge: Knowledge) -> Extent:
    """Every test is normal: symptoms only, or nothing at all."""
    symptoms = next(s for s in knowledge.extent_signs.values() if s.grading == _NO_DAMAGE)
    told = findings.holds(symptoms.when)
    if told:
        return Extent(
            grade=_NO_DAMAGE,
            reasons=tuple(_reasons(knowledge.extent_grades[_NO_DAMAGE], [symptoms])),
            at_least=_NO_DAMAGE,
        )
    rule = knowledge.extent_rules["extent/rule"]
    says = rule.words["unsettled" if told is None else "nothing"]
    return Extent(grade=None, reasons=(_reason(says, rule),), at_least=_NO_DAMAGE)


def _open(
    grade: Grading, shown: Sequence[Statement], missing: Sequence[Statement], knowledge: Knowledge
) -> Iterator[Reason]:
    rule = knowledge.extent_rules["extent/rule"]
    tests = ", ".join(need.says for need in missing)
    yield _reason(rule.words["missing"].format(tests=tests), rule)
    if grade != _NO_DAMAGE:
        yield _reason(rule.words["at_least"].format(grade=grade), rule)
        yield from (_reason(sign.says, sign) for sign in shown)


def _reasons(row: ExtentGrade, shown: Sequence[Statement]) -> Iterator[Reason]:
    yield _reason(f"{row.meaning[0].upper()}{row.meaning[1:]}.", row)
    yield from (_reason(sign.says, sign) for sign in shown)


def _worst_first(signs: Sequence[ExtentSign]) -> list[ExtentSign]:
    return sorted(signs, key=lambda sign: (sign.grading, sign.alone, sign.id), reverse=True)


def _reason(says: str, row: Statement) -> Reason:
    findings = row.findings if isinstance(row, ExtentSign | SmallFibreGrade) else ()
    return Reason(says=says, statement=row.id, findings=findings, grade=row.grade)


def regrowth(findings: Findings, knowledge: Knowledge) -> Regrowth | None:
    """When a cut or crushed nerve should move its muscle again. Source: extent/reinnervation.

    Months = distance in mm / 30 + 1. None while the day or the distance is not known.
    """
    rule = knowledge.extent_rules["extent/reinnervation"]
    injured_on = findings.value("nerve_injury_on")
    distance = findings.value("lesion_to_muscle_mm")
    if injured_on is None or distance is None:
        return None
    day = cast(date, injured_on)
    months = float(cast(float, distance)) / rule.numbers["mm_per_month"]
    months += rule.numbers["delay_months"]
    return Regrowth(
        first_movement_on=_later(day, months),
        refer_from=_later(day, months + rule.numbers["refer_after_months"]),
        hard_to_rescue_from=_later(day, rule.numbers["rescue_low_months"]),
        reason=_reason(rule.says, rule),
    )


def _later(day: date, months: float) -> date:
    return day + timedelta(days=round(months * _DAYS_A_MONTH))
