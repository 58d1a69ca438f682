"""Rules of the hard filters: the tags a condition excludes, in which place, part or state."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from surefoot.care.plan.safety.cells import stands_in
from surefoot.care.plan.safety.ground import Ground, Spot, fits, is_free, placements
from surefoot.care.plan.safety.logic import Clause, Clauses, Sign, named, off, on
from surefoot.care.plan.safety.rules import Bar, Guard, Note, Placing
from surefoot.knowledge.schema.exercises import Exercise, Selector
from surefoot.knowledge.schema.safety import Condition, Exclusion
from surefoot.knowledge.schema.whole import Knowledge

ANY = Selector()
GUARDED = ("", "somebody stands by", "contact guard", "one to one")
"""The supervision levels in words."""


def guarded(level: int) -> str:
    """What has to be given so that a slot opens, as a sentence."""
    return f"{GUARDED[level][0].upper()}{GUARDED[level][1:]}."


@dataclass(frozen=True)
class Filter:
    """One exclusion of one condition, with the ground it falls on."""

    knowledge: Knowledge
    ground: Ground
    condition: Condition
    exclusion: Exclusion

    @property
    def word(self) -> str:
        """The tag or block it excludes."""
        return self.exclusion.tag or self.exclusion.tag_block

    @property
    def says(self) -> str:
        """The exclusion in words."""
        word, qualifier = self.word, self.exclusion.qualifier
        row = self.knowledge.tags.get(word) or self.knowledge.tag_blocks[word]
        state = f" ({qualifier})" if qualifier else ""
        return f"{self.condition.name} rules out {word}{state}: {row.says}"

    @property
    def changes(self) -> str:
        """What would lift it."""
        return self.condition.lifted_by

    @cached_property
    def slots(self) -> frozenset[int]:
        """The slots it speaks of, before the state of the person is looked at."""
        found = self._carrying()
        if self.exclusion.only == ANY:
            return found
        return frozenset(n for n in found if self._is_meant(n))

    def _carrying(self) -> frozenset[int]:
        if self.exclusion.tag:
            return self.ground.tagged(self.exclusion.tag)
        return blocked(self.knowledge, self.ground, self.exclusion.tag_block)

    def _is_meant(self, number: int) -> bool:
        slot, only = self.ground.slots[number], self.exclusion.only
        if only.regions and is_free(slot.exercise):
            only = only.model_copy(update={"regions": ()})  # where it lies is chosen: see Placing
        return fits(only, slot.exercise, slot.setting)

    @cached_property
    def state(self) -> Clauses:
        """The condition is present, and so is the state the qualifier names."""
        return (*self.cause, *_of_state(self.exclusion))

    @property
    def cause(self) -> Clauses:
        """The condition is present; a block of all items waits like a cell before ring 2."""
        kind = "cell" if self.exclusion.tag_block else "condition"
        return ((on(kind, self.condition.code),),)


def blocked(knowledge: Knowledge, ground: Ground, name: str) -> frozenset[int]:
    """The slots that a word like ALL stands for."""
    block = knowledge.tag_blocks[name]
    if block.blocks_nothing:
        return frozenset()
    return ground.everywhere - ground.chosen(block.keeps)


def _of_state(exclusion: Exclusion) -> Iterator[Clause]:
    if exclusion.when:
        yield (on("rule", exclusion.when),)
    if exclusion.conditions:
        yield tuple(on("condition", code) for code in exclusion.conditions)
    for flag in exclusion.reviewed:
        yield (off("reviewed", flag),)


def filters(knowledge: Knowledge, ground: Ground) -> Iterator[Filter]:
    """Every exclusion of every condition."""
    for code in sorted(knowledge.conditions):
        condition = knowledge.conditions[code]
        for exclusion in condition.exclusions:
            yield Filter(knowledge, ground, condition, exclusion)


def filter_bars(each: Filter) -> Iterator[Bar]:
    """What an exclusion closes."""
    if each.exclusion.supervision is not None or _is_instruction(each.exclusion):
        return
    for clauses, slots in _grouped(each).items():
        yield Bar(
            statement=each.condition.id,
            says=each.says,
            clauses=clauses,
            slots=frozenset(slots),
            held="ruled_out",
            changes=each.changes,
            grade=each.condition.grade,
        )


def _is_instruction(exclusion: Exclusion) -> bool:
    """Whether the state is one that the plan itself decides."""
    return bool(exclusion.keeps_open) and exclusion.from_joint_grade is None


def _grouped(each: Filter) -> dict[Clauses, set[int]]:
    """The closed slots by what must hold for each."""
    found: dict[Clauses, set[int]] = {}
    for number in each.slots:
        item = each.ground.slots[number].exercise
        if _usual_grade(each.exclusion, item):
            clauses = (*each.state, *_touching(each.exclusion, item), *_lifting(each, item))
            found.setdefault(clauses, set()).add(number)
    return found


def _usual_grade(exclusion: Exclusion, item: Exercise) -> bool:
    """Whether the item is usually done at the excluded joint grade; a grade unsaid counts."""
    lowest = exclusion.from_joint_grade
    return lowest is None or item.joint_grade is None or item.joint_grade >= lowest


def _touching(exclusion: Exclusion, item: Exercise) -> Iterator[Clause]:
    """However the item is placed, it touches the part: one clause for each way to place it."""
    if exclusion.area:
        for placement in placements(item, exclusion.loads):
            yield touched(exclusion.area, placement)
    elif exclusion.only.regions and is_free(item):
        yield ()  # there is a place for it elsewhere: nothing can make the clause hold


def touched(area: str, placement: frozenset[Spot]) -> Clause:
    """A spot of the placement lies where the area is affected."""
    return tuple(Sign(named("area", area, region, side)) for region, side in sorted(placement))


def _lifting(each: Filter, item: Exercise) -> Iterator[Clause]:
    """What keeps an item open although the state holds."""
    exclusion, code = each.exclusion, each.condition.code
    if exclusion.approval:
        yield (off("approved", code, item.technique),)
    if exclusion.spares and item.id in exclusion.spares.exercises:
        techniques = sorted(
            technique
            for column in each.knowledge.matrix_columns.values()
            if (technique := stands_in(item, column))
        )
        approvals = tuple(off("approved", code, technique) for technique in techniques)
        yield (off("rule", exclusion.spared_when), *approvals)


def filter_guards(each: Filter) -> Iterator[Guard]:
    """What an exclusion leaves open where enough supervision is given."""
    level = each.exclusion.supervision
    if level is not None:
        yield Guard(
            statement=each.condition.id,
            says=each.says,
            clauses=each.state,
            slots=each.slots,
            level=level,
            held="ruled_out",
            changes=guarded(level),
            asks=f"{each.condition.name}: {GUARDED[level]}.",
            grade=each.condition.grade,
        )


def filter_notes(each: Filter) -> Iterator[Note]:
    """What is done differently where the plan itself decides the state."""
    exclusion = each.exclusion
    if not exclusion.keeps_open:
        return
    kept = each.slots
    if exclusion.from_joint_grade is not None:
        kept = frozenset(n for n in kept if _reaches(each, n))
    yield Note(
        statement=each.condition.id,
        name=each.condition.name,
        parts=(exclusion.keeps_open.rstrip("."),),
        clauses=each.state,
        slots=kept,
        grade=each.condition.grade,
    )


def _reaches(each: Filter, number: int) -> bool:
    """Whether an item is usually done below the excluded grade but may reach it."""
    item, lowest = each.ground.slots[number].exercise, each.exclusion.from_joint_grade
    if lowest is None or item.joint_grade is None or item.joint_grade_max is None:
        return False
    return item.joint_grade < lowest <= item.joint_grade_max


def filter_placings(each: Filter) -> Iterator[Placing]:
    """Items that may still be done elsewhere than on the affected part."""
    exclusion = each.exclusion
    groups: dict[tuple[frozenset[Spot], ...], set[int]] = {}
    for number in each.slots if exclusion.area else ():
        ways = placements(each.ground.slots[number].exercise, exclusion.loads)
        if len(ways) > 1:
            groups.setdefault(ways, set()).add(number)
    for ways, slots in groups.items():
        yield Placing(
            statement=each.condition.id,
            name=each.condition.name,
            clauses=each.state,
            area=exclusion.area,
            placements=ways,
            slots=frozenset(slots),
            grade=each.condition.grade,
        )
