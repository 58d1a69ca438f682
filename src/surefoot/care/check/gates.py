"""Rules of the door, the first examination, the must-haves and the ladders."""

from collections.abc import Iterator

from surefoot.care.check.broken import Broken, Under
from surefoot.care.check.exercises import may_be_done, may_be_done_at
from surefoot.care.check.waiting import is_undone
from surefoot.knowledge.schema.plan_rules import MustHave
from surefoot.terms import Setting, Urgency


def gate_faults(under: Under) -> Iterator[Broken]:
    """Every broken rule about whether, and how far, this person may be trained at all."""
    yield from _door(under)
    yield from _first_visit(under)
    yield from _musts(under)
    yield from _always(under)
    yield from _levels(under)


def _door(under: Under) -> Iterator[Broken]:
    urgency = under.contact.urgency
    if urgency <= Urgency.U1:
        yield Broken(rule="contact", where="plan", says=f"{urgency.name}: no plan at all.")
    if urgency == Urgency.U2 and under.plan.gate != "advice_only":
        yield Broken(rule="contact", where="plan", says="U2: advice and protection only.")


def _first_visit(under: Under) -> Iterator[Broken]:
    """A full plan is made when everything of the first visit is measured."""
    parts = under.knowledge.examination_parts.values()
    undone = [part.says for part in parts if is_undone(under, part, "first_visit")]
    if undone and under.plan.gate == "full":
        yield Broken(rule="gate", where="plan", says=f"Full plan without: {' '.join(undone)}")


def _musts(under: Under) -> Iterator[Broken]:
    if under.plan.gate == "advice_only":
        return
    planned = {item.exercise for _, _, item, _ in under.placed()}
    used = {row.technique for _, _, _, row in under.placed()}
    visited = any(week.visits for week in under.plan.weeks)
    for must in under.knowledge.must_haves.values():
        concerns = (not must.with_any or used & {*must.with_any}) and (
            visited or not must.with_visits
        )
        if concerns and under.findings.holds(must.when) is True:
            yield from _must(under, must, planned)


def _must(under: Under, must: MustHave, planned: set[str]) -> Iterator[Broken]:
    """What a must-have asks for is planned, unless safety itself forbids it everywhere."""
    if must.id not in {requirement.id for requirement in under.plan.requirements}:
        yield Broken(rule=must.id, where="plan", says=f"Does not name {must.id}: {must.says}")
    for exercise in must.exercises:
        if exercise not in planned and _is_due(under, exercise):
            yield Broken(rule=must.id, where="plan", says=f"{exercise} is missing.")
    choice = [e for e in must.any_of if _is_meant(under, e) and may_be_done(under, e)]
    if under.plan.gate == "full" and choice and not {*must.any_of} & planned:
        yield Broken(rule=must.id, where="plan", says=f"None of {', '.join(must.any_of)}.")


def _is_meant(under: Under, exercise: str) -> bool:
    """Whether everything it is for was found, where it is for nothing else."""
    rows = under.knowledge.indications.values()
    only = [row for row in rows if row.only and exercise in row.exercises]
    return all(under.findings.holds(row.when) is True for row in only)


def _is_due(under: Under, exercise: str) -> bool:
    """Whether a plan of this kind can hold it: before the first visit, only what home allows."""
    row = under.knowledge.exercises[exercise]
    if under.plan.gate == "full":
        return may_be_done(under, exercise)
    at_home = Setting.HOME in row.setting and row.supervision_level == 0
    return at_home and may_be_done_at(under, row, Setting.HOME)


def _always(under: Under) -> Iterator[Broken]:
    """MI1: a goal that can be measured, a re-test date, and every stop sign on every plan."""
    plan = under.plan
    signs = {sign.patient for sign in under.knowledge.stop_signs.values()}
    for name, held in (
        ("a goal", bool(plan.goals)),
        ("a re-test date", bool(plan.retests)),
        ("all stop signs", signs <= {*plan.stop_signs}),
    ):
        if not held and plan.gate != "advice_only":
            yield Broken(rule="MI1", where="plan", says=f"Without {name}.")


def _levels(under: Under) -> Iterator[Broken]:
    """PR3: within a technique the hardest level rises by at most one in two weeks."""
    rule = under.knowledge.progression_rules["PR3"].numbers
    hardest: dict[str, dict[int, int]] = {}
    for _, week, item, _ in under.placed():
        if item.is_training:
            by_week = hardest.setdefault(str(item.technique), {})
            by_week[week] = max(item.level, by_week.get(week, 0))
    for technique, by_week in sorted(hardest.items()):
        for week, level in sorted(by_week.items()):
            before = [by_week[w] for w in range(week - int(rule["weeks"]), week) if w in by_week]
            if before and level > min(before) + rule["levels"]:
                says = f"{technique} goes from level {min(before)} to {level}."
                yield Broken(rule="PR3", where=f"week {week}", says=says)
        yield from _too_soon(under, technique, by_week)


def _too_soon(under: Under, technique: str, by_week: dict[int, int]) -> Iterator[Broken]:
    """A level lasts as long as the slowest pace that holds asks for."""
    rows = [r for r in under.knowledge.paces.values() if under.findings.holds(r.when) is True]
    slowest = max(rows, key=lambda row: row.weeks)
    since = hardest = 0
    for week, level in sorted(by_week.items()):
        if hardest and level > hardest and week - since < slowest.weeks:
            says = f"{technique} gets harder after {week - since} weeks, not {slowest.weeks}."
            yield Broken(rule=slowest.id, where=f"week {week}", says=says)
        if level > hardest:
            since, hardest = week, level
