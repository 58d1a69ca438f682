"""Rules of the matrix: 64 conditions by 13 columns of techniques and one of the home."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from surefoot.care.plan.records import Held
from surefoot.care.plan.safety.ground import Ground, Slot, fits
from surefoot.care.plan.safety.logic import Clause, off, on
from surefoot.care.plan.safety.rules import Bar, Guard, Note
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.safety import Condition, Instruction, MatrixColumn, MatrixRow
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting, Technique

HOME_COLUMN = "HU"
HOME_APPROVAL = "home_unsupervised"
TALK_ONLY = "ALL"
"""The block whose exceptions are the items that are talk alone."""


@dataclass(frozen=True)
class Chart:
    """The matrix with what is needed to read it."""

    knowledge: Knowledge
    ground: Ground

    @cached_property
    def talk(self) -> frozenset[int]:
        """Slots of talk-only education."""
        return self.ground.chosen(self.knowledge.tag_blocks[TALK_ONLY].keeps)

    @cached_property
    def home(self) -> frozenset[int]:
        """Slots at home that are more than talk."""
        slots = enumerate(self.ground.slots)
        at_home = frozenset(n for n, slot in slots if slot.setting == Setting.HOME)
        return at_home - self.talk

    def rows(self) -> Iterator[tuple[Condition, MatrixRow]]:
        """Each condition with its row."""
        for code in sorted(self.knowledge.conditions):
            yield self.knowledge.conditions[code], self.knowledge.safety_matrix[code]

    @cached_property
    def columns(self) -> Mapping[str, Mapping[Technique, frozenset[int]]]:
        """The columns of techniques, each with its slots by the technique they stand there for."""
        columns = self.knowledge.matrix_columns
        return {name: self._standing_in(row) for name, row in columns.items()}

    def _standing_in(self, column: MatrixColumn) -> Mapping[Technique, frozenset[int]]:
        found: dict[Technique, set[int]] = {}
        for number, slot in enumerate(self.ground.slots):
            technique = stands_in(slot.exercise, column)
            if technique is not None:
                found.setdefault(technique, set()).add(number)
        return {technique: frozenset(numbers) for technique, numbers in found.items()}


def stands_in(item: Exercise, column: MatrixColumn) -> Technique | None:
    """The technique by which an exercise stands in a column: its own, or one it follows."""
    if item.technique in column.techniques:
        return item.technique
    return next((each for each in item.follows if each in column.techniques), None)


def cell_bars(chart: Chart) -> Iterator[Bar]:
    """What the cells A and R close."""
    for condition, row in chart.rows():
        for name, standing in chart.columns.items():
            if row.cells[name] not in ("A", "R"):
                continue
            for technique, slots in standing.items():
                yield _cell_bar(condition, row.cells[name], technique, slots)


def _cell_bar(condition: Condition, cell: str, technique: Technique, slots: frozenset[int]) -> Bar:
    held, clauses, changes = _opening(condition, cell, technique)
    return Bar(
        statement=condition.id,
        says=f"{condition.name}: {_cell_says(cell, condition)} ({_plain(technique)}).",
        clauses=((on("cell", condition.code),), *clauses),
        slots=slots,
        held=held,
        changes=changes,
        grade=condition.grade,
    )


def _plain(technique: str) -> str:
    return technique.replace("_", " ")


def _cell_says(cell: str, condition: Condition) -> str:
    if cell == "A":
        return "an absolute contraindication"
    return "closed today" if condition.same_day else "only with a named approval"


def _opening(
    condition: Condition, cell: str, technique: str
) -> tuple[Held, tuple[Clause, ...], str]:
    """How a cell holds a slot, what lifts it, and how to say so."""
    if condition.same_day or cell == "A":
        return "ruled_out", (), condition.lifted_by
    lifted = (off("approved", condition.code, technique),)
    return "needs_approval", (lifted,), _asked_for(condition, technique)


def _asked_for(condition: Condition, technique: str) -> str:
    what = "exercise at home" if technique == HOME_APPROVAL else _plain(technique)
    return f"A named approval of {what} in spite of: {condition.name}."


def home_guards(chart: Chart) -> Iterator[Guard]:
    """What the home column closes where nobody is by."""
    for condition, row in chart.rows():
        if row.HU not in ("A", "R"):
            continue
        held, clauses, changes = _opening(condition, row.HU, HOME_APPROVAL)
        yield Guard(
            statement=condition.id,
            says=f"{condition.name}: not at home alone.",
            clauses=((on("cell", condition.code),), *clauses),
            slots=chart.home,
            level=1,
            held=held,
            changes=f"Somebody able to stand by, or: {changes[0].lower()}{changes[1:]}",
            asks=f"{condition.name}: somebody stands by.",
            grade=condition.grade,
        )


def cell_notes(chart: Chart) -> Iterator[Note]:
    """The modification that P, and an approved R, bring into every exercise they touch."""
    for condition, row in chart.rows():
        for parts, slots in _by_words(condition, _touched(chart, row), chart.ground).items():
            yield Note(
                statement=condition.id,
                name=condition.name,
                parts=parts,
                clauses=((on("cell", condition.code),),),
                slots=slots,
                grade=condition.grade,
            )


def _touched(chart: Chart, row: MatrixRow) -> frozenset[int]:
    """The slots with a P or an R in one of their columns."""
    names = [name for name, cell in row.cells.items() if cell in ("P", "R")]
    columns = [chart.columns[name] for name in names if name != HOME_COLUMN]
    touched = frozenset(n for column in columns for slots in column.values() for n in slots)
    return touched | chart.home if HOME_COLUMN in names else touched


def _by_words(
    condition: Condition, slots: frozenset[int], ground: Ground
) -> dict[tuple[str, ...], frozenset[int]]:
    """The slots by the parts of the modification that concern them."""
    found: dict[tuple[str, ...], set[int]] = {}
    for number in slots:
        found.setdefault(parts_for(condition, ground.slots[number]), set()).add(number)
    return {parts: frozenset(numbers) for parts, numbers in sorted(found.items())}


def parts_for(condition: Condition, slot: Slot) -> tuple[str, ...]:
    """The parts of the modification that concern a slot; all of it where no part does."""
    parts = tuple(
        part.says
        for part in condition.instructions
        if part.kind in ("do", "watch") and _concerns(part, slot)
    )
    return parts or tuple(part.says for part in condition.instructions)


def _concerns(part: Instruction, slot: Slot) -> bool:
    return not part.about or any(fits(s, slot.exercise, slot.setting) for s in part.about)
