"""Every exercise at every place it can be done: the ground the safety rules stand on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from surefoot.knowledge.schema.exercises import Exercise, Region, Selector, Sides
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting, Side

type Spot = tuple[Region, Side]

MIDLINE = frozenset({Region.TRUNK, Region.NECK})
"""Parts of the body that lie on both sides at once."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One exercise at one place."""

    exercise: Exercise
    setting: Setting


@dataclass(frozen=True)
class Ground:
    """All slots in a fixed order; a rule speaks of slots by their number."""

    slots: tuple[Slot, ...]

    def chosen(self, selectors: Iterable[Selector]) -> frozenset[int]:
        """The slots that at least one of the selectors means."""
        return frozenset(n for wanted in selectors for n in self._meant_by(wanted))

    def _meant_by(self, selector: Selector) -> Iterable[int]:
        for number, slot in enumerate(self.slots):
            if fits(selector, slot.exercise, slot.setting):
                yield number

    def tagged(self, tag: str) -> frozenset[int]:
        """The slots of exercises that carry a tag."""
        return self._by_tag.get(tag, frozenset())

    @cached_property
    def _by_tag(self) -> Mapping[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for number, slot in enumerate(self.slots):
            for tag in slot.exercise.precaution_tags:
                found.setdefault(tag, set()).add(number)
        return {tag: frozenset(numbers) for tag, numbers in found.items()}

    @cached_property
    def everywhere(self) -> frozenset[int]:
        """All slots."""
        return frozenset(range(len(self.slots)))


def lay_ground(exercises: Mapping[str, Exercise]) -> Ground:
    """The slots of a library, in the order of ids and of places."""
    items = (exercises[name] for name in sorted(exercises))
    return Ground(tuple(Slot(item, place) for item in items for place in sorted(item.setting)))


def fits(selector: Selector, item: Exercise, place: Setting) -> bool:
    """Whether all features the selector gives fit the exercise at that place."""
    return (
        _is_named(selector, item)
        and _is_tagged(selector, item)
        and _is_held(selector, item)
        and _is_graded(selector, item)
        and _is_placed(selector, item, place)
    )


def _is_named(selector: Selector, item: Exercise) -> bool:
    if item.id in selector.except_exercises:
        return False
    named = not selector.exercises or item.id in selector.exercises
    return named and (not selector.techniques or item.technique in selector.techniques)


def _is_tagged(selector: Selector, item: Exercise) -> bool:
    tags = set(item.precaution_tags)
    return (
        (not selector.tags_any or bool(tags & set(selector.tags_any)))
        and tags >= set(selector.tags_all)
        and not tags & set(selector.tags_none)
    )


def _is_held(selector: Selector, item: Exercise) -> bool:
    held = not selector.supports or item.support in selector.supports
    return held and selector.passive in (None, item.passive)


def _is_graded(selector: Selector, item: Exercise) -> bool:
    low, high = selector.level_min, selector.level_max
    guarded, longest = selector.supervision_min, selector.minutes_over
    return (
        (low is None or item.level >= low)
        and (high is None or item.level <= high)
        and (guarded is None or item.supervision_level >= guarded)
        and (longest is None or item.minutes_total > longest)
    )


def _is_placed(selector: Selector, item: Exercise, place: Setting) -> bool:
    return (
        (not selector.settings or place in selector.settings)
        and (not selector.regions or works_on(item, selector.regions))
        and (not selector.depths or item.water_depth in selector.depths)
        and (not selector.muscles or bool(set(item.muscles) & set(selector.muscles)))
        and selector.surface in item.surface
    )


def works_on(item: Exercise, regions: Iterable[Region]) -> bool:
    """Whether an exercise works on one of these parts, or on the whole body."""
    return Region.WHOLE in item.region or bool(set(item.region) & set(regions))


def is_free(item: Exercise) -> bool:
    """Whether the part of the body is chosen for it: a pad, a scar, a patch of sore skin."""
    return Region.WHOLE in item.region and item.sides == Sides.CHOSEN


def placements(item: Exercise, loads: tuple[Region, ...] = ()) -> tuple[frozenset[Spot], ...]:
    """The ways an exercise can lie on the body, each with all the spots it touches.

    `loads` are the parts that the excluded tag loads, whatever else the exercise works on.
    """
    if is_free(item) and not loads:
        return SINGLE_SPOTS
    regions = loads or (PARTS if Region.WHOLE in item.region else item.region)
    return _ways(regions, item.sides)


@cache
def _ways(regions: tuple[Region, ...], sides: Sides) -> tuple[frozenset[Spot], ...]:
    if sides == Sides.BOTH:
        return (frozenset(spot for side in Side for spot in _on_side(regions, side)),)
    chosen = tuple(Side) if sides == Sides.CHOSEN else (Side(sides.value),)
    return tuple(_on_side(regions, side) for side in chosen)


def _one_spot(region: Region, side: Side) -> frozenset[Spot]:
    return frozenset((region, each) for each in (Side if region in MIDLINE else (side,)))


def _on_side(regions: Iterable[Region], side: Side) -> frozenset[Spot]:
    return frozenset(spot for region in regions for spot in _one_spot(region, side))


PARTS = tuple(region for region in Region if region != Region.WHOLE)
SINGLE_SPOTS = tuple(dict.fromkeys(_one_spot(region, side) for region in PARTS for side in Side))
"""Where an exercise can lie whose part of the body is chosen."""


def sites_by_spot(knowledge: Knowledge) -> Mapping[Spot, tuple[str, ...]]:
    """The places of the body map that a treatment of a part on one side touches."""
    sites, reach = knowledge.sites.values(), knowledge.site_regions
    return {
        (part, side): tuple(
            site.id
            for site in sites
            if site.side in (side.value, "middle") and part in reach[site.place].regions
        )
        for part in PARTS
        for side in Side
    }
