"""Rules of the conditions a person has: the cells of the matrix, the filters, the changes.

A second reading of the rows, written apart from the planner's and shared with nothing: it looks at
one planned item at a time and asks every row whether it forbids it.
"""

from collections.abc import Iterator

from surefoot.care.check.body import touches_area
from surefoot.care.check.broken import Broken, Under, Way
from surefoot.care.check.selecting import any_part_will_do, fits, is_kept
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.safety import Condition, Exclusion
from surefoot.terms import Setting, Technique

_MEASURED_IN_ALL = 2


def may_be_present(under: Under, condition: Condition) -> bool:
    """Present, or nobody can say; what is judged at each visit starts as "no"."""
    known = under.findings.truth(condition.finding)
    if known is not None:
        return known
    ring = under.knowledge.condition_rings[condition.code]
    return not (ring.starts_as_no and under.plan.gate == "full")


def counts_in_cells(under: Under, condition: Condition) -> bool:
    """The same for cells, where what the first visit measures does not count before it."""
    known = under.findings.truth(condition.finding)
    measured = under.knowledge.condition_rings[condition.code].ring == _MEASURED_IN_ALL
    waits = known is None and measured and under.plan.gate == "provisional"
    return may_be_present(under, condition) and not waits


def condition_faults(under: Under, where: str, way: Way) -> Iterator[Broken]:
    """What the conditions forbid of one way of doing an exercise."""
    for condition in under.knowledge.conditions.values():
        if not may_be_present(under, condition):
            continue
        cells = _cells(under, way, condition)
        if "A" in cells.values():
            yield Broken(rule=condition.id, where=where, says=f"{condition.name}: never.")
        if any(c == "R" and not is_approved(under, condition, t) for t, c in cells.items()):
            says = f"{condition.name}: not without approval."
            yield Broken(rule=condition.id, where=where, says=says)
        for exclusion in condition.exclusions:
            if _excludes(under, way, condition, exclusion):
                says = f"{condition.name}: {exclusion.tag or exclusion.tag_block} is excluded."
                yield Broken(rule=condition.id, where=where, says=says)


def changes_asked(under: Under, way: Way) -> Iterator[Condition]:
    """The conditions that ask for this exercise to be done differently."""
    for condition in under.knowledge.conditions.values():
        if may_be_present(under, condition) and (
            {"P", "R"} & {*_cells(under, way, condition).values()}
            or any(_asks(under, way, exclusion) for exclusion in condition.exclusions)
        ):
            yield condition


def _cells(under: Under, way: Way, condition: Condition) -> dict[str, str]:
    """The cells an exercise stands in, by what an approval there has to name."""
    if not counts_in_cells(under, condition):
        return {}
    cells = under.knowledge.safety_matrix[condition.code].cells
    return {word: cells[column] for column, word in _columns(under, way)}


def _asks(under: Under, way: Way, exclusion: Exclusion) -> bool:
    """Whether a filter leaves an item open that is then done in another way."""
    return (
        bool(exclusion.keeps_open)
        and exclusion.from_joint_grade is None
        and _is_about(under, way, exclusion)
        and _holds(under, exclusion)
    )


def _columns(under: Under, way: Way) -> Iterator[tuple[str, str]]:
    """The columns an exercise stands in, each with what an approval there has to name."""
    yield from standing(under, way.row)
    talk = is_kept(under.knowledge.tag_blocks["ALL"], way.row, way.setting)
    if way.setting == Setting.HOME and way.supervision == 0 and not talk:
        yield "HU", "home_unsupervised"


def standing(under: Under, row: Exercise) -> Iterator[tuple[str, Technique]]:
    """The columns of techniques, with the one by which the item stands there."""
    for column in under.knowledge.matrix_columns.values():
        for technique in (row.technique, *row.follows):
            if technique in column.techniques:
                yield column.id, technique
                break


def is_approved(under: Under, condition: Condition, technique: str) -> bool:
    """Whether a named clinician opened it, with a reason; a gate of the day is never opened."""
    return not condition.same_day and any(
        approval.condition == condition.code
        and approval.technique == technique
        and approval.by.strip() != ""
        and approval.reason.strip() != ""
        and approval.on <= under.case.today
        for approval in under.case.approvals
    )


def _excludes(under: Under, way: Way, condition: Condition, exclusion: Exclusion) -> bool:
    if exclusion.keeps_open and exclusion.from_joint_grade is None:
        return False  # no exclusion: the item is done in another way
    if exclusion.tag_block and not counts_in_cells(under, condition):
        return False
    return (
        _is_about(under, way, exclusion)
        and _holds(under, exclusion)
        and not _is_reopened(under, way, condition, exclusion)
    )


def _is_about(under: Under, way: Way, exclusion: Exclusion) -> bool:
    """Whether the filter is about this exercise, here."""
    row, only = way.row, exclusion.only
    if only.regions and any_part_will_do(row):
        return False  # it is put somewhere else
    if not fits(only, row, way.setting):
        return False
    if exclusion.tag_block:
        return not is_kept(under.knowledge.tag_blocks[exclusion.tag_block], row, way.setting)
    return exclusion.tag in row.precaution_tags and _reaches(under, row, exclusion)


def _reaches(under: Under, row: Exercise, exclusion: Exclusion) -> bool:
    """Whether it is done at the excluded joint grade, and on the part that is affected."""
    least = exclusion.from_joint_grade
    if least is not None and row.joint_grade is not None and row.joint_grade < least:
        return False
    if not exclusion.area:
        return True
    area = under.knowledge.areas[exclusion.area]
    return touches_area(row, exclusion.loads, area, under.findings, under.knowledge)


def _holds(under: Under, exclusion: Exclusion) -> bool:
    """Whether the person is in the state the filter names, or nobody can say."""
    if exclusion.when and under.findings.holds(exclusion.when) is False:
        return False
    others = [under.knowledge.conditions[code] for code in exclusion.conditions]
    return not others or any(may_be_present(under, other) for other in others)


def _is_reopened(under: Under, way: Way, condition: Condition, exclusion: Exclusion) -> bool:
    """Whether something the row names opens it again: approval, review, helper, device."""
    if exclusion.supervision is not None and way.supervision >= exclusion.supervision:
        return True
    if exclusion.approval and is_approved(under, condition, way.row.technique):
        return True
    if set(exclusion.reviewed) & set(under.contact.reviewed):
        return True
    if exclusion.spares is None or not fits(exclusion.spares, way.row, way.setting):
        return False
    approved = all(is_approved(under, condition, t) for _, t in standing(under, way.row))
    return approved and under.findings.holds(exclusion.spared_when) is True
