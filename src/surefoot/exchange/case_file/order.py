"""One order for everything a case holds, so that the same case is always the same record."""

from dataclasses import replace
from datetime import date

from surefoot.care.case import Case, Fact, Medicine
from surefoot.terms import SymptomGroup

_GROUPS = list(SymptomGroup)


def in_order(case: Case) -> Case:
    """The same case with facts, answers and events in their one order. Nothing else changes."""
    return replace(
        case,
        facts=tuple(sorted(case.facts, key=fact_order)),
        not_done=tuple(sorted(case.not_done, key=lambda n: (n.code, n.on, n.side or "", n.why))),
        gates=dict(sorted(case.gates.items())),
        symptoms=tuple(sorted(case.symptoms, key=lambda told: _GROUPS.index(told.group))),
        answers=tuple(sorted(case.answers, key=lambda a: (a.instrument, a.on))),
        falls=tuple(sorted(case.falls, key=lambda fall: (fall.on, fall.injury or "", fall.says))),
        medicines=tuple(sorted(case.medicines, key=_medicine_order)),
        goals=tuple(sorted(case.goals, key=lambda goal: goal.priority)),
        reviews=tuple(sorted(case.reviews, key=lambda r: (r.on, r.red_flag, r.by))),
        approvals=tuple(sorted(case.approvals, key=lambda a: (a.on, a.condition, a.technique))),
    )


def _medicine_order(medicine: Medicine) -> tuple[str, tuple[str, ...], date, date, str]:
    dates = medicine.started_on or date.min, medicine.stopped_on or date.max
    return medicine.name or "", medicine.classes, *dates, medicine.dose or ""


def fact_order(fact: Fact) -> tuple[str, date, str, str, str]:
    """By code, then day, side, site and name: a fact without side or site comes first."""
    return fact.code, fact.on, fact.side or "", fact.site or "", f"{fact.name or ''}{fact.value}"
