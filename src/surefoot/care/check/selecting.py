"""Which exercises a row of safety speaks of, read afresh for the checker."""

from surefoot.knowledge.schema.exercises import Exercise, Region, Selector, Sides, TagBlock
from surefoot.terms import Setting


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


def any_part_will_do(row: Exercise) -> bool:
    """Whether the part of the body is chosen for it, like that of a pad."""
    return Region.WHOLE in row.region and row.sides == Sides.CHOSEN


def is_kept(block: TagBlock, row: Exercise, setting: Setting) -> bool:
    """Whether a word like ALL leaves an item open."""
    return block.blocks_nothing or any(fits(kept, row, setting) for kept in block.keeps)
