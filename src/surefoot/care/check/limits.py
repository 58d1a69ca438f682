"""Rules beside the conditions: hard limits, and what they ask to be done differently."""

from collections.abc import Iterator

from surefoot.care.check.body import touches_area
from surefoot.care.check.broken import Broken, Under, Way
from surefoot.care.check.conditions import may_be_present
from surefoot.care.check.selecting import fits, is_kept
from surefoot.knowledge.schema.safety import Limit


def limit_faults(under: Under, where: str, way: Way) -> Iterator[Broken]:
    """What the limits forbid of one way of doing an exercise."""
    for limit in under.knowledge.safety_limits.values():
        if _applies(under, limit) and _closes(under, way, limit):
            yield Broken(rule=limit.id, where=where, says=limit.says)


def instructions_asked(under: Under, way: Way) -> Iterator[Limit]:
    """The limits that ask for this exercise to be done differently."""
    for limit in under.knowledge.safety_limits.values():
        about = [fits(selector, way.row, way.setting) for selector in limit.concerns]
        if limit.instruction and (any(about) or not about) and _applies(under, limit):
            yield limit


def _applies(under: Under, limit: Limit) -> bool:
    if limit.opened_when and under.findings.holds(limit.opened_when) is False:
        return False
    conditions = [under.knowledge.conditions[code] for code in limit.conditions]
    if conditions and not any(may_be_present(under, each) for each in conditions):
        return False
    if not limit.when:
        return True
    held = under.findings.holds(limit.when)
    return limit.unknown_holds if held is None else held


def _closes(under: Under, way: Way, limit: Limit) -> bool:
    row, setting = way.row, way.setting
    closed = any(fits(selector, row, setting) for selector in limit.closes)
    if limit.tag_block:
        block = under.knowledge.tag_blocks[limit.tag_block]
        closed = closed or not is_kept(block, row, setting)
    if not closed or any(fits(kept, row, setting) for kept in limit.keeps):
        return False
    if limit.area:
        area = under.knowledge.areas[limit.area]
        if not touches_area(row, (), area, under.findings, under.knowledge):
            return False
    return limit.supervision is None or way.supervision < limit.supervision
