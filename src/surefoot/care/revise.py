"""Step 5, by hand: a change of the therapist, read against every hard rule before it counts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from surefoot.care.case import Approval
from surefoot.care.check import Broken
from surefoot.care.line import LineOfCare
from surefoot.care.plan.candidates import changes_of_life
from surefoot.care.plan.changes import Edit, Unfit, Version
from surefoot.care.plan.edit import Bench, changed
from surefoot.care.plan.free_days import free_days
from surefoot.care.plan.records import PlanOfCare
from surefoot.care.plan.safety import assess
from surefoot.terms import Reason, Setting

HOME_ALONE = "home_unsupervised"
_OF_LOAD = frozenset({"cap", "PR1", "home", "visits"})  # rules of how much there may be
_LESS = "Less of it, or less of something else at that time."
_RULES = 6  # of one refusal: more are not read


def revised(line: LineOfCare, version: Version, edit: Edit) -> Version | Unfit:
    """The version with one more change, or why not; what the rules forbid has no override."""
    plan = version.answer
    if not isinstance(plan, PlanOfCare):
        return Unfit(edit=edit, reasons=(Reason(says="There is no plan.", statement="plan/none"),))
    named = (edit.exercise, edit.instead) if edit.kind == "swap" else (edit.exercise,)
    if strange := [name for name in named if name not in line.knowledge.exercises]:
        says = f"There is no exercise {', '.join(strange) or 'without a name'}."
        return Unfit(edit=edit, reasons=(Reason(says=says, statement="plan/by_hand"),))
    made = changed(plan, edit, _bench(line, plan))
    if isinstance(made, Unfit):
        return made
    if fresh := tuple(_new_faults(line, plan, made)):
        return Unfit(edit=edit, reasons=fresh[:_RULES])
    return replace(version, answer=made, edits=(*version.edits, edit))


def _bench(line: LineOfCare, plan: PlanOfCare) -> Bench:
    life = changes_of_life(line.concluded, line.knowledge)
    return Bench(
        safety=line.safety,
        knowledge=line.knowledge,
        visit_min=line.case.means.visit_min,
        free=free_days(plan.starts_on, life),
    )


def carried_over(line: LineOfCare, plan: PlanOfCare, edits: Iterable[Edit]) -> Version:
    """A fresh proposal with the changes made again; those that no longer fit are told with why."""
    version = Version(answer=plan)
    for edit in edits:
        made = revised(line, version, edit)
        if isinstance(made, Unfit):
            version = replace(version, unfit=(*version.unfit, made))
        else:
            version = made
    return version


def approvals_for(
    line: LineOfCare, exercise: str, setting: Setting, *, by: str, reason: str
) -> tuple[Approval, ...]:
    """The approvals that open an exercise there, no more than it takes; none where none would."""
    row = line.knowledge.exercises[exercise]
    codes = {c.id: c.code for c in line.knowledge.conditions.values()}
    against = {r.statement for r in line.safety.exercises[exercise].against}
    names = [*dict.fromkeys([row.technique, *row.follows]), HOME_ALONE]
    asked = [
        Approval(condition=codes[s], technique=name, by=by, reason=reason, on=line.case.today)
        for s in sorted(against & set(codes))
        for name in names
    ]
    if not asked or not _opens(line, exercise, setting, asked):
        return ()
    for one in tuple(asked):
        fewer = [each for each in asked if each is not one]
        if _opens(line, exercise, setting, fewer):
            asked = fewer
    return tuple(asked)


def _opens(
    line: LineOfCare, exercise: str, setting: Setting, approvals: Iterable[Approval]
) -> bool:
    case = replace(line.case, approvals=(*line.case.approvals, *approvals))
    safety = assess(line.concluded, case, line.contact, line.knowledge)
    return setting in safety.exercises[exercise].settings


def _new_faults(line: LineOfCare, before: PlanOfCare, after: PlanOfCare) -> Iterator[Reason]:
    """What the second reading says of the changed plan and not of the one before, each once."""
    known = {(each.rule, each.where, each.says) for each in line.broken(before)}
    told: dict[tuple[str, str], Broken] = {}
    for each in line.broken(after):
        if (each.rule, each.where, each.says) not in known:
            told.setdefault((each.rule, each.says), each)
    for each in told.values():
        less = _LESS if each.rule in _OF_LOAD else ""
        yield Reason(says=f"{each.where}: {each.says}", statement=each.rule, changes=less)
