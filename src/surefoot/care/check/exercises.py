"""Rules of each planned item: the matrix, the filters, the limits, place, equipment, helper.

A second reading of the safety rows, written apart from the planner's and shared with nothing: it
looks at one planned item at a time and asks every row whether it forbids it.
"""

from collections.abc import Iterator

from surefoot.care.check.body import touches_area
from surefoot.care.check.broken import Broken, Under
from surefoot.care.plan.records import PlannedItem
from surefoot.knowledge.schema.exercises import Exercise, Region, Selector, TagBlock
from surefoot.knowledge.schema.safety import Condition, Exclusion, Limit
from surefoot.terms import Setting, Technique

_TALK_ONLY = Selector(tags_all=("EDU",), tags_none=("WB_STAND", "PLANTAR_LOAD", "FLUID_LOAD"))


def exercise_faults(under: Under) -> Iterator[Broken]:
    """Every planned item that a row of safety forbids where and as it is planned."""
    conditions = [c for c in under.knowledge.conditions.values() if counts(under, c)]
    seen: set[tuple[str, Setting, int]] = set()
    for where, _, item, row in under.placed():
        yield from _as_in_library(where, item, row)
        if (item.exercise, item.setting, item.supervision) in seen:
            continue
        seen.add((item.exercise, item.setting, item.supervision))
        yield from _place(under, where, item, row)
        for condition in conditions:
            yield from _condition(under, where, item, row, condition)
        for limit in under.knowledge.safety_limits.values():
            if _limited(under, item, row, limit):
                yield Broken(rule=limit.id, where=where, says=limit.says)


def counts(under: Under, condition: Condition) -> bool:
    """Whether a condition counts: it is present, or it cannot be told and had to be asked."""
    present = under.findings.truth(condition.finding)
    if present is not None:
        return present
    ring = next(
        r for r in under.knowledge.condition_rings.values() if r.condition == condition.code
    )
    if ring.starts_as_no and under.plan.gate == "full":
        return False
    return not (ring.opened_when and under.findings.holds(ring.opened_when) is False)


def fits(selector: Selector, row: Exercise, setting: Setting) -> bool:
    """Whether an item, at a place, is one of those a selector means."""
    tags = set(row.precaution_tags)
    whole = Region.WHOLE in row.region
    return all(
        (
            not selector.exercises or row.id in selector.exercises,
            row.id not in selector.except_exercises,
            not selector.techniques or row.technique in selector.techniques,
            not selector.tags_any or bool(tags & {*selector.tags_any}),
            tags >= {*selector.tags_all},
            not tags & {*selector.tags_none},
            not selector.regions or whole or bool({*row.region} & {*selector.regions}),
            not selector.supports or row.support in selector.supports,
            row.support not in selector.supports_none,
            not selector.depths or row.water_depth in selector.depths,
            not selector.muscles or bool({*row.muscles} & {*selector.muscles}),
            not selector.settings or setting in selector.settings,
            selector.surface in row.surface,
            selector.level_min is None or row.level >= selector.level_min,
            selector.level_max is None or row.level <= selector.level_max,
            selector.supervision_min is None or row.supervision_level >= selector.supervision_min,
            selector.minutes_over is None or row.minutes_total > selector.minutes_over,
            selector.passive is None or row.passive == selector.passive,
        )
    )


def _as_in_library(where: str, item: PlannedItem, row: Exercise) -> Iterator[Broken]:
    if (item.technique, item.level) != (row.technique, row.level):
        yield Broken(rule="library", where=where, says="Not the technique or level of the library.")
    if item.sessions > max(row.freq_per_week_max, 1):
        says = f"{item.sessions} times a week, at most {row.freq_per_week_max}."
        yield Broken(rule="library", where=where, says=says)


def _place(under: Under, where: str, item: PlannedItem, row: Exercise) -> Iterator[Broken]:
    if item.setting not in row.setting:
        yield Broken(rule="setting", where=where, says=f"Not an item for {item.setting}.")
    if item.setting not in under.case.means.settings:
        yield Broken(rule="setting", where=where, says=f"{item.setting} cannot be offered.")
    skills = under.case.means.skills
    if item.setting != Setting.HOME and skills and row.technique not in skills:
        yield Broken(rule="skills", where=where, says=f"Nobody here delivers {row.technique}.")
    if item.supervision < row.supervision_level:
        says = f"Supervision {item.supervision}, the item needs {row.supervision_level}."
        yield Broken(rule="supervision", where=where, says=says)
    helper = 1 if under.findings.truth("caregiver_standby") is True else 0
    if item.setting == Setting.HOME and item.supervision > helper:
        says = f"Needs supervision {item.supervision}; at home there is {helper}."
        yield Broken(rule="supervision", where=where, says=says)
    for name in row.equipment:
        if not _has(under, name, item.setting):
            yield Broken(rule="equipment", where=where, says=f"No {name} there.")


def _has(under: Under, name: str, setting: Setting) -> bool:
    """Whether a piece of equipment is there: said so, or ordinary there and not denied."""
    found = next(e for e in under.knowledge.equipment.values() if e.name == name)
    if not found.codes:
        return True
    answers = [under.findings.at_site(code, setting) for code in found.codes]
    if any(answer is True for answer in answers):
        return True
    return setting in found.taken_for_granted and not all(a is False for a in answers)


def _condition(
    under: Under, where: str, item: PlannedItem, row: Exercise, condition: Condition
) -> Iterator[Broken]:
    for column in _columns(under, item, row):
        matrix = next(
            m for m in under.knowledge.safety_matrix.values() if m.condition == condition.code
        )
        cell = matrix.cells[column]
        if cell == "A" or (cell == "R" and not _approved(under, condition, row, column)):
            says = f"{condition.name}: {'never' if cell == 'A' else 'not without approval'}."
            yield Broken(rule=condition.id, where=where, says=says)
    for exclusion in condition.exclusions:
        if _excludes(under, item, row, condition, exclusion):
            says = f"{condition.name}: {exclusion.tag or exclusion.tag_block} is excluded."
            yield Broken(rule=condition.id, where=where, says=says)


def _columns(under: Under, item: PlannedItem, row: Exercise) -> list[str]:
    """The columns of the matrix an item stands in; HU for what nobody stands by at home."""
    techniques: set[Technique] = {row.technique, *row.follows}
    columns = [
        c.id for c in under.knowledge.matrix_columns.values() if techniques & {*c.techniques}
    ]
    nobody = under.findings.truth("caregiver_standby") is not True or item.supervision == 0
    if item.setting == Setting.HOME and nobody and not fits(_TALK_ONLY, row, item.setting):
        columns.append("HU")
    return columns


def _approved(under: Under, condition: Condition, row: Exercise, column: str) -> bool:
    """Whether a named clinician has opened this cell; a gate of the day is never opened."""
    if condition.same_day:
        return False
    wanted = "home_unsupervised" if column == "HU" else row.technique
    also = {wanted, *row.follows} if column != "HU" else {wanted}
    return any(a.condition == condition.code and a.technique in also for a in under.case.approvals)


def _excludes(
    under: Under, item: PlannedItem, row: Exercise, condition: Condition, exclusion: Exclusion
) -> bool:
    if exclusion.keeps_open or not _means(under, item, row, exclusion):
        return False
    if exclusion.when and under.findings.holds(exclusion.when) is False:
        return False
    if exclusion.conditions and not any(
        counts(under, c)
        for c in under.knowledge.conditions.values()
        if c.code in exclusion.conditions
    ):
        return False
    return not _reopened(under, item, row, condition, exclusion)


def _means(under: Under, item: PlannedItem, row: Exercise, exclusion: Exclusion) -> bool:
    """Whether the filter is about this item, here."""
    if not fits(exclusion.only, row, item.setting):
        return False
    if exclusion.tag_block:
        return not _kept(under.knowledge.tag_blocks[exclusion.tag_block], row, item.setting)
    if exclusion.tag not in row.precaution_tags:
        return False
    if (
        exclusion.from_joint_grade is not None
        and (row.joint_grade or 9) < exclusion.from_joint_grade
    ):
        return False
    if not exclusion.area:
        return True
    area = under.knowledge.areas[exclusion.area]
    return touches_area(row, exclusion.loads, area, under.findings, under.knowledge)


def _reopened(
    under: Under, item: PlannedItem, row: Exercise, condition: Condition, exclusion: Exclusion
) -> bool:
    """Whether something the row names opens it again: approval, review, helper, device."""
    approved = _approved(under, condition, row, "")
    if exclusion.supervision is not None and item.supervision >= exclusion.supervision:
        return True
    if exclusion.approval and approved:
        return True
    if any(review.red_flag in exclusion.reviewed for review in under.case.reviews):
        return True
    if exclusion.spares is None or not fits(exclusion.spares, row, item.setting):
        return False
    return not exclusion.spared_when or under.findings.holds(exclusion.spared_when) is True


def _kept(block: TagBlock, row: Exercise, setting: Setting) -> bool:
    return block.blocks_nothing or any(fits(kept, row, setting) for kept in block.keeps)


def _limited(under: Under, item: PlannedItem, row: Exercise, limit: Limit) -> bool:
    """Whether a hard rule beside the matrix closes an item."""
    if not _limit_holds(under, limit):
        return False
    closed = any(fits(selector, row, item.setting) for selector in limit.closes)
    if limit.tag_block:
        block = under.knowledge.tag_blocks[limit.tag_block]
        closed = closed or not _kept(block, row, item.setting)
    if not closed or any(fits(kept, row, item.setting) for kept in limit.keeps):
        return False
    if limit.area:
        area = under.knowledge.areas[limit.area]
        if not touches_area(row, (), area, under.findings, under.knowledge):
            return False
    return limit.supervision is None or item.supervision < limit.supervision


def _limit_holds(under: Under, limit: Limit) -> bool:
    if limit.opened_when and under.findings.holds(limit.opened_when) is False:
        return False
    if limit.conditions and not any(
        counts(under, c) for c in under.knowledge.conditions.values() if c.code in limit.conditions
    ):
        return False
    if not limit.when:
        return True
    held = under.findings.holds(limit.when)
    return limit.unknown_holds if held is None else held
