"""Rows of safety: conditions, the matrix, areas of the body, limits, and what a gate leaves open.

`when` is a rule over codes of findings, in the language of the derived findings. A rule that
cannot be settled counts as if it held.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from surefoot.knowledge.schema.exercises import Region, Regions, Selector
from surefoot.knowledge.schema.statement import Row, Statement, Words
from surefoot.terms import Technique

type Cell = Literal["A", "R", "P", "."]


class Exclusion(Row):
    """One entry of a condition's hard filter: a tag, or a word that stands for many items.

    `qualifier` is the reference's own word; the fields after it are what it means. What the plan
    itself decides (how high a grade, where a pad goes, whether a splint is padded) does not
    exclude an item: it becomes an instruction, `keeps_open`. What is a fact of the person excludes
    until it is known.
    """

    tag: str = ""
    tag_block: str = ""  # ALL, ALL_ACTIVE, HEAD_DOWN
    qualifier: str = ""
    plainly: str = ""  # the qualifier as a page says it, where its own words are a code
    when: str = ""
    conditions: tuple[str, ...] = ()  # and one of these is present
    only: Selector = Selector()  # the tag counts only for these items and places
    spares: Selector | None = None  # never these ...
    spared_when: str = ""  # ... while this is known to hold and the cell is open by approval
    area: str = ""  # only where this part of the body is affected
    loads: tuple[Region, ...] = ()  # the part the tag itself loads, whatever the item works on
    supervision: int | None = None  # open where at least this level is given
    from_joint_grade: int | None = None  # items usually done below it stay, limited to below it
    approval: bool = False  # a named approval of this condition for the technique opens it
    reviewed: tuple[str, ...] = ()  # a review of one of these red flags opens it
    keeps_open: str = ""  # no exclusion: the item is done like this


class Instruction(Row):
    """One part of the required modification, in words that stand by themselves.

    `do` is how an item is done and `watch` when it stops; these go into every exercise concerned.
    `refer` is about other people, `reopen` lifts the condition, `plan` is about the whole plan.
    """

    says: str = Field(min_length=2)
    kind: Literal["do", "watch", "refer", "reopen", "plan"] = "do"
    joint: str = "; "  # how it is joined to the part before
    about: tuple[Selector, ...] = ()  # the items it concerns; none given = all


class Condition(Statement):
    """A contraindication or precaution: when it is present, what it excludes, what it changes."""

    code: str
    name: str
    finding: str
    threshold: str
    same_day: bool = False  # read again each day; no approval opens it
    lasting: bool = False  # may last for life: no end of it is promised
    exclusions: tuple[Exclusion, ...] = ()
    instructions: Annotated[tuple[Instruction, ...], Field(min_length=1)]
    basis: str  # the reference's words on where the parts come from

    @property
    def reopens(self) -> str:
        """What lifts the condition; empty where nothing is said of it."""
        parts = (each.says for each in self.instructions if each.kind == "reopen")
        return "; ".join(f"{says[0].upper()}{says[1:]}." for says in parts)

    @property
    def lifted_by(self) -> str:
        """What would open again what the condition closes, in words."""
        if self.same_day:
            return "Take the reading again."
        if self.lasting and not self.reopens:
            return "Nothing, as long as it is there."
        return self.reopens or f"When it is no longer found: {self.name}."

    @property
    def modification(self) -> str:
        """The whole of the required modification."""
        first, *rest = self.instructions
        return first.says + "".join(f"{each.joint}{each.says}" for each in rest)


class ConditionRing(Statement):
    """When an answer about a condition is due, so that not everybody is asked everything."""

    condition: str
    ring: Literal[1, 2, 3]  # asked of all; measured in all at the first visit; only if opened
    starts_as_no: bool = False  # judged at each visit; "no" after the first examination


class MatrixRow(Statement):
    """How far each technique may be used with one condition; HU = at home without anybody by."""

    condition: str
    AQ: Cell
    ST: Cell
    JM: Cell
    FX: Cell
    BT: Cell
    AE: Cell
    RT: Cell
    GT: Cell
    NG: Cell
    SR: Cell
    EM: Cell
    VB: Cell
    TC: Cell
    HU: Cell

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The cells by column."""
        return {column: getattr(self, column) for column in COLUMNS}


COLUMNS = ("AQ", "ST", "JM", "FX", "BT", "AE", "RT", "GT", "NG", "SR", "EM", "VB", "TC", "HU")


class MatrixColumn(Statement):
    """A column of the matrix and the techniques that stand in it."""

    techniques: tuple[Technique, ...] = ()  # HU has none: it is about the place


class Threshold(Row):
    """A number on one side of the body that marks the side as affected."""

    code: str
    below: float | None = None
    at_least: float | None = None


class Area(Statement):
    """The part of the body a condition affects: what shows where, and what shows nothing of it."""

    sited: Words = ()  # findings with a place on the body map
    sided: Words = ()  # findings with a side; they speak of `regions`
    thresholds: tuple[Threshold, ...] = ()  # numbers with a side; they speak of `regions`
    regions: tuple[Region, ...] = ()
    both_when: str = ""  # affects `regions` on both sides
    everywhere_when: str = ""  # affects the body without saying where


class SiteRegion(Statement):
    """A place of the body map and the parts of the body that a treatment there touches."""

    place: str
    regions: Annotated[Regions, Field(min_length=1)]


class Limit(Statement):
    """A hard rule beside the matrix: what it closes, or how much supervision it asks for."""

    when: str = ""
    conditions: tuple[str, ...] = ()  # and one of these is present
    area: str = ""  # only where this part of the body is affected
    opened_when: str = ""  # known not to hold = the question does not arise
    unknown_holds: bool = True  # False: checked before each session, so only a known yes counts
    closes: tuple[Selector, ...] = ()
    tag_block: str = ""  # closes what this word stands for
    keeps: tuple[Selector, ...] = ()  # never these
    supervision: int | None = None  # None = closed; else open where this level is given
    instruction: str = ""  # carried into the items that `concerns` names while it holds
    concerns: tuple[Selector, ...] = ()
    reopens: str = ""  # what would change it


class OpenSet(Statement):
    """What stays open while something is still missing: everything else waits."""

    keeps: tuple[Selector, ...] = ()


class ExaminationPart(Statement):
    """One part of the first visit or of the performance block.

    It is done when one of `codes` has an answer, or all of them; a test that was tried and could
    not be done, and says why, is done too.
    """

    block: Literal["first_visit", "performance"]
    codes: Annotated[Words, Field(min_length=1)]
    all_of: bool = False
    opened_when: str = ""  # needed only then


class SafetyPrinciple(Statement):
    """How the matrix and the filters are read."""
