"""Rules of each planned item: the library, the place, the helper, and all that safety forbids."""

from collections.abc import Iterator

from surefoot.care.check.broken import Broken, Under, Way
from surefoot.care.check.conditions import changes_asked, condition_faults
from surefoot.care.check.limits import instructions_asked, limit_faults
from surefoot.care.check.waiting import waiting_faults
from surefoot.care.plan.records import PlannedItem
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.terms import Setting

_THERAPIST = 3  # whoever is treated in the clinic, in its pool or on the line has one
_WITH_THERAPIST = (Setting.CLINIC, Setting.POOL, Setting.TELEHEALTH, Setting.COMMUNITY)


def exercise_faults(under: Under) -> Iterator[Broken]:
    """Every planned item that a row forbids where and as it is planned; the same item once."""
    seen = set()
    for where, _, item, row in under.placed():
        yield from _as_in_library(where, item, row)
        key = (item.exercise, item.setting, item.supervision, item.modifications)
        if key not in seen:
            seen.add(key)
            way = Way(row=row, setting=item.setting, supervision=item.supervision)
            yield from forbidding(under, where, way)
            yield from _unsaid(under, where, way, item)


def forbidding(under: Under, where: str, way: Way) -> Iterator[Broken]:
    """Every row that forbids one way of doing an exercise."""
    yield from _place(under, where, way)
    yield from _helper(under, where, way)
    for name in way.row.equipment:
        if not _has(under, name, way.setting):
            yield Broken(rule="equipment", where=where, says=f"No {name} there.")
    yield from condition_faults(under, where, way)
    yield from limit_faults(under, where, way)
    yield from waiting_faults(under, where, way)


def may_be_done(under: Under, exercise: str) -> bool:
    """Whether no row forbids an exercise at one of its places, with the most help there is."""
    row = under.knowledge.exercises[exercise]
    return any(may_be_done_at(under, row, place) for place in row.setting)


def may_be_done_at(under: Under, row: Exercise, place: Setting) -> bool:
    """The same for one of its places."""
    most = max(_who_is_there(under, place), row.supervision_level)
    return not any(forbidding(under, row.id, Way(row=row, setting=place, supervision=most)))


def _unsaid(under: Under, where: str, way: Way, item: PlannedItem) -> Iterator[Broken]:
    """What has to be done differently is said with every item it concerns."""
    said = {reason.statement for reason in item.modifications}
    for condition in changes_asked(under, way):
        if condition.id not in said:
            says = f"{condition.name}: does not say what is done differently."
            yield Broken(rule=condition.id, where=where, says=says)
    for limit in instructions_asked(under, way):
        if limit.id not in said:
            yield Broken(rule=limit.id, where=where, says=f"Does not say: {limit.instruction}")


def _as_in_library(where: str, item: PlannedItem, row: Exercise) -> Iterator[Broken]:
    if (item.technique, item.level) != (row.technique, row.level):
        yield Broken(rule="library", where=where, says="Not the technique or level of the library.")
    if item.sessions > max(row.freq_per_week_max, 1):
        says = f"{item.sessions} times a week, at most {row.freq_per_week_max}."
        yield Broken(rule="library", where=where, says=says)
    if not (item.minutes >= 0 and item.sessions >= 1 and item.sets >= 1):
        says = f"{item.sessions} times {item.sets} sets of {item.minutes:g} min is no dose."
        yield Broken(rule="library", where=where, says=says)


def _place(under: Under, where: str, way: Way) -> Iterator[Broken]:
    row, setting = way.row, way.setting
    if setting not in row.setting:
        yield Broken(rule="setting", where=where, says=f"Not an item for {setting}.")
    if setting not in under.case.means.settings:
        yield Broken(rule="setting", where=where, says=f"{setting} cannot be offered.")
    skills = under.case.means.skills
    if setting != Setting.HOME and skills and row.technique not in skills:
        yield Broken(rule="skills", where=where, says=f"Nobody here delivers {row.technique}.")


def _helper(under: Under, where: str, way: Way) -> Iterator[Broken]:
    needed, there = way.row.supervision_level, _who_is_there(under, way.setting)
    if way.supervision < needed:
        says = f"Supervision {way.supervision}, the item needs {needed}."
        yield Broken(rule="supervision", where=where, says=says)
    if way.supervision > there:
        says = f"Needs supervision {way.supervision}; at {way.setting} there is {there}."
        yield Broken(rule="supervision", where=where, says=says)


def _who_is_there(under: Under, setting: Setting) -> int:
    """The supervision that can be given at a place: what was said, else what is usual there."""
    standby = setting == Setting.HOME and under.findings.truth("caregiver_standby") is True
    said = under.findings.at_site("supervision_available", setting)
    if said is not None:
        return max(int(str(said)), int(standby))
    return _THERAPIST if setting in _WITH_THERAPIST else int(standby)


def _has(under: Under, name: str, setting: Setting) -> bool:
    """Whether a piece of equipment is there: said so, or ordinary there and not denied."""
    found = under.knowledge.equipment[name]
    if not found.codes:
        return True
    answers = [under.findings.at_site(code, setting) for code in found.codes]
    if any(answer is True for answer in answers):
        return True
    return setting in found.taken_for_granted and not all(a is False for a in answers)
