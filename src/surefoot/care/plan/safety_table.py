"""Step 5. The safety rules for whole populations: which exercises are open, for many at once.

A rule closes its slots unless it is known not to hold, so each sign counts as one bit: whether it
may hold. Bits are packed by eight, and a table of 256 rows says for each byte what it closes.
Slots are laid out in planes: the first place of every exercise, the second, and so on. An exercise
is closed where it is closed in all planes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surefoot.care.plan.safety.book import rules_of
from surefoot.care.plan.safety.logic import Clause, Clauses, Sign, Truth, named, off, words_of
from surefoot.care.plan.safety.rules import Guard, Rules
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting

UNKNOWN, NO, YES = -1, 0, 1
"""How a switch is written in the array of a population."""

BLOCK = 8192
"""Patients worked out together, so that their bits stay in the processor's cache."""

WORD = 64

type Matrix = NDArray[np.int8]
type Masks = NDArray[np.uint64]
type Flags = NDArray[np.bool_]
type Signs = tuple[frozenset[Sign], ...]


def condition_switches(knowledge: Knowledge) -> tuple[str, ...]:
    """The switches of the 64 conditions, in the order of their codes."""
    return tuple(named("condition", code) for code in sorted(knowledge.conditions))


def ordinary_means(switch: str) -> Truth:
    """What holds of switches nobody gave: examined, in an ordinary clinic, alone at home.

    Nothing is approved or reviewed, all equipment is there, and every other question is open.
    """
    kind, *words = words_of(switch)
    if kind == "guard":
        return words[1] != Setting.HOME
    return ORDINARY.get(kind)


ORDINARY: Mapping[str, bool] = {
    "setting": True,
    "equipment": True,
    "examined": True,
    "gate": False,
    "restricted": False,
    "approved": False,
    "reviewed": False,
    "known": False,
}


class SafetyTable:
    """The compiled rules over a fixed list of switches; one row a patient, one column a switch."""

    def __init__(
        self,
        knowledge: Knowledge,
        switches: Sequence[str] = (),
        assumed: Callable[[str], Truth] = ordinary_means,
    ) -> None:
        """`assumed` answers every switch that is not among `switches`."""
        self._rules = rules_of(knowledge)
        self.switches = tuple(switches) or condition_switches(knowledge)
        self._place = {switch: n for n, switch in enumerate(self.switches)}
        self._assumed = assumed
        self._columns, closing = self._compiled()
        size = self._planes * self._words
        self._always = _as_words(closing.pop((), 0) | self._unused, size)
        self._lookup = _lookup([closing[column] for column in self._columns], size)

    @property
    def _unused(self) -> int:
        """Bits of no slot; they count as closed, so that a missing place opens nothing."""
        every = (1 << WORD * self._words * self._planes) - 1
        return every & ~sum(1 << bit for bit in self._bits)

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """The exercises; number `n` is bit `n % 64` of word `n // 64` of a plane."""
        return tuple(dict.fromkeys(slot.exercise.id for slot in self._rules.ground.slots))

    @cached_property
    def places(self) -> tuple[tuple[Setting, ...], ...]:
        """The places of each exercise, by plane."""
        found: dict[str, list[Setting]] = {name: [] for name in self.exercises}
        for slot in self._rules.ground.slots:
            found[slot.exercise.id].append(slot.setting)
        return tuple(tuple(each) for each in found.values())

    @cached_property
    def _bits(self) -> tuple[int, ...]:
        """The bit of each slot."""
        width = WORD * self._words
        return tuple(
            plane * width + number
            for number, places in enumerate(self.places)
            for plane, _ in enumerate(places)
        )

    @property
    def _words(self) -> int:
        """Words in a plane."""
        return -(-len(self.exercises) // WORD)

    @cached_property
    def _planes(self) -> int:
        return max(len(places) for places in self.places)

    def closed(self, patients: Matrix) -> Masks:
        """One bit an exercise, set where it is closed at every place."""
        found: Masks = np.bitwise_and.reduce(self.closed_planes(patients), axis=1)
        return found

    def open_exercises(self, patients: Matrix) -> Flags:
        """Whether each exercise is open somewhere for each patient."""
        return self._unpacked(self.closed(patients))

    def open_places(self, patients: Matrix) -> Mapping[tuple[str, Setting], Flags]:
        """Whether each exercise is open at each of its places."""
        planes = self.closed_planes(patients)
        flags = [self._unpacked(planes[:, plane]) for plane in range(self._planes)]
        return {
            (name, place): flags[plane][:, number]
            for number, name in enumerate(self.exercises)
            for plane, place in enumerate(self.places[number])
        }

    def _unpacked(self, closed: Masks) -> Flags:
        octets = np.ascontiguousarray(closed).view(np.uint8)
        bits = np.unpackbits(octets, axis=1, bitorder="little")
        found: Flags = bits[:, : len(self.exercises)] == 0
        return found

    def closed_planes(self, patients: Matrix) -> Masks:
        """Patients by planes by words: one bit a slot, set where it is closed."""
        self._check(patients)
        masks = np.empty((len(patients), self._planes * self._words), dtype=np.uint64)
        for start in range(0, len(patients), BLOCK):
            block = slice(start, start + BLOCK)
            masks[block] = self._closed_block(patients[block])
        return masks.reshape(len(patients), self._planes, self._words)

    def _check(self, patients: Matrix) -> None:
        if patients.ndim != 2 or patients.shape[1] != len(self.switches):
            raise ValueError(f"One column for each of {len(self.switches)} switches is needed.")

    def _closed_block(self, patients: Matrix) -> Masks:
        by_switch = np.ascontiguousarray(patients.T)
        may: Mapping[bool, Flags] = {True: by_switch != NO, False: by_switch != YES}
        bits = np.zeros((8 * len(self._lookup), len(patients)), dtype=np.bool_)
        for number, column in enumerate(self._columns):
            self._hold(column, may, bits[number])
        packed = np.packbits(bits, axis=0, bitorder="little")
        closed = np.tile(self._always, (len(patients), 1))
        for table, byte in zip(self._lookup, packed, strict=True):
            closed |= table[byte]
        return closed

    def _hold(self, column: Signs, may: Mapping[bool, Flags], out: Flags) -> None:
        """Whether every clause has a sign that may hold."""
        out[:] = True
        for clause in column:
            rows = [may[sign.wanted][self._place[sign.switch]] for sign in clause]
            out &= rows[0] if len(rows) == 1 else np.logical_or.reduce(rows)

    def _compiled(self) -> tuple[tuple[Signs, ...], dict[Signs, int]]:
        """What must hold, and the slots it closes as bits of one number."""
        closing: dict[Signs, int] = {}
        for clauses, slots in _closings(self._rules):
            signs = self._left_open(clauses)
            if signs is not None:
                closing[signs] = closing.get(signs, 0) | sum(1 << self._bits[n] for n in slots)
        return tuple(signs for signs in closing if signs), closing

    def _left_open(self, clauses: Clauses) -> Signs | None:
        """The clauses that the given switches decide; None where one is known not to hold."""
        kept: list[frozenset[Sign]] = []
        for clause in clauses:
            given, may_hold = self._sorted(clause)
            if may_hold:
                continue
            if not given:
                return None
            kept.append(given)
        return tuple(sorted(set(kept), key=sorted_signs))

    def _sorted(self, clause: Clause) -> tuple[frozenset[Sign], bool]:
        """The signs of given switches, and whether one of the others may hold."""
        signs = [self._as_given(sign) for sign in clause]
        given = frozenset(sign for sign in signs if sign.switch in self._place)
        rest = (sign for sign in signs if sign.switch not in self._place)
        return given, any(sign.truth(self._assumed) is not False for sign in rest)

    def _as_given(self, sign: Sign) -> Sign:
        """A cell follows its condition unless it is a switch of its own."""
        kind, *words = words_of(sign.switch)
        if kind == "cell" and sign.switch not in self._place:
            return Sign(named("condition", *words), sign.wanted)
        return sign


def sorted_signs(signs: Iterable[Sign]) -> list[tuple[str, bool]]:
    """Signs in a fixed order, so that the same rules make the same table."""
    return sorted((sign.switch, sign.wanted) for sign in signs)


def _closings(rules: Rules) -> Iterable[tuple[Clauses, frozenset[int]]]:
    """What closes which slots: bars, and guards where their level cannot be given."""
    for bar in rules.bars:
        yield bar.clauses, bar.slots
    for guard in rules.guards:
        for place in Setting:
            slots = _guarded(rules, guard, place)
            yield (*guard.clauses, (off("guard", str(guard.level), place),)), slots


def _guarded(rules: Rules, guard: Guard, place: Setting) -> frozenset[int]:
    slots = rules.ground.slots
    return frozenset(
        n
        for n in guard.slots
        if slots[n].setting == place and slots[n].exercise.supervision_level < guard.level
    )


def _lookup(masks: Sequence[int], words: int) -> list[Masks]:
    """For each eight columns, what each of the 256 patterns of them closes."""
    tables = []
    for start in range(0, len(masks), 8):
        eight = [_as_words(mask, words) for mask in masks[start : start + 8]]
        table = np.zeros((256, words), dtype=np.uint64)
        for pattern in range(256):
            for bit, mask in enumerate(eight):
                if pattern >> bit & 1:
                    table[pattern] |= mask
        tables.append(table)
    return tables


def _as_words(mask: int, words: int) -> NDArray[np.uint64]:
    low = (1 << WORD) - 1
    return np.array([mask >> WORD * n & low for n in range(words)], dtype=np.uint64)
