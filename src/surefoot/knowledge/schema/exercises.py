"""Rows of the exercise library and of the tags that tie it to safety."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from surefoot.knowledge.schema.statement import MaybeInt, MaybeNumber, Row, Statement, Words
from surefoot.terms import Setting, Technique


class Region(StrEnum):
    """A part of the body an exercise works on; `whole` = all of it, or any part of it."""

    FOOT = "foot"
    ANKLE = "ankle"
    KNEE = "knee"
    HIP = "hip"
    TRUNK = "trunk"
    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    HAND = "hand"
    WHOLE = "whole"


class Sides(StrEnum):
    """Which sides an exercise needs. `chosen`: it can be done on one side, the other at rest."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    CHOSEN = "chosen"


class Support(StrEnum):
    """How the body is held while the exercise is done, as its instruction is written."""

    LYING = "lying"
    SITTING = "sitting"
    HAND = "hand"  # standing or walking with a hand on something fixed
    FREE = "free"  # standing or walking, support at most within reach
    HARNESS = "harness"
    NONE = "none"  # not done with the body: teaching, wearing, a walk through the home


class WaterDepth(StrEnum):
    """How deep in the water an exercise is done; depths are ordered, never converted to load."""

    WAIST = "waist"
    CHEST_TO_WAIST = "chest_to_waist"
    CHEST = "chest"
    SHOULDER = "shoulder"
    DEEP = "deep"
    SEATED = "seated"
    FLOATING = "floating"
    UNSTATED = "unstated"


def _several(cell: object) -> object:
    """A CSV cell of words parted by semicolons; a list stays as it is."""
    return tuple(w.strip() for w in cell.split(";") if w.strip()) if isinstance(cell, str) else cell


def _blank_is_none(cell: object) -> object:
    return None if cell == "" else cell


Regions = Annotated[tuple[Region, ...], BeforeValidator(_several)]
Settings = Annotated[tuple[Setting, ...], BeforeValidator(_several)]
Techniques = Annotated[tuple[Technique, ...], BeforeValidator(_several)]


class Exercise(Statement):
    """One item of the library. Doses are clinical judgement, not trial protocols."""

    name: str
    technique: Technique
    targets: Words
    position: str
    region: Annotated[Regions, Field(min_length=1)]
    sides: Sides
    support: Support
    level: Annotated[int, Field(ge=1, le=5)]
    sets: int
    reps: MaybeInt = None
    hold_s: MaybeInt = None
    per_side: bool
    continuous_min: MaybeNumber = None
    tempo_s_per_rep: MaybeNumber = None
    rest_s_between_sets: MaybeInt = None
    minutes_active: float
    minutes_total: float
    intensity_measure: str
    intensity_target: str
    equipment: Words  # all of it is needed; keys of the equipment table
    setting: Annotated[Settings, Field(min_length=1)]
    supervision: str
    supervision_level: Annotated[int, Field(ge=0, le=3)]
    freq_per_week_min: int
    freq_per_week_max: int
    challenge_vision: bool
    challenge_proprioception: bool
    challenge_vestibular: bool
    surface: str
    eyes: str
    head: str
    dual_task: bool
    muscle_group_load: str  # "quadriceps; gluteals (high)": which it loads, and how much
    muscles: Words = ()  # MRC findings of the muscles it loads, where there is a grade for them
    passive: bool  # the person does nothing
    joint_grade: MaybeInt = None  # grade of joint mobilisation it is usually done at, 1 to 4
    joint_grade_max: MaybeInt = None  # highest grade its intensity allows
    water_depth: Annotated[WaterDepth | None, BeforeValidator(_blank_is_none)] = None
    follows: Techniques = ()  # matrix columns it follows besides its own technique
    precaution_tags: Words
    progress_to: Words = ()
    regress_to: Words = ()
    cpt_hint: str
    patient_instruction: str
    patient_cue: str = ""

    @property
    def muscle_groups(self) -> tuple[str, ...]:
        """The muscle groups it loads."""
        groups, _, _ = self.muscle_group_load.partition("(")
        return tuple(group.strip() for group in groups.split(";") if group.strip())

    @property
    def muscle_load(self) -> str:
        """How much it loads them: low, moderate or high; empty where it loads none."""
        _, _, load = self.muscle_group_load.partition("(")
        return load.rstrip(") ")


class Tag(Statement):
    """A property of an exercise that safety rules speak of; `says` is when it is set."""

    group: Literal[
        "foot load",
        "water",
        "senses",
        "fall hazard",
        "posture",
        "effort",
        "cardio",
        "hands-on",
        "joint",
        "nerve",
        "device",
        "class",
        "information",
    ]
    excluded_by: str  # main codes that exclude it, as the reference lists them for its group


class Selector(Row):
    """Which exercises, and where. All features given must fit; one not given says nothing."""

    exercises: tuple[str, ...] = ()
    except_exercises: tuple[str, ...] = ()
    techniques: tuple[Technique, ...] = ()
    tags_any: tuple[str, ...] = ()
    tags_all: tuple[str, ...] = ()
    tags_none: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()  # works on one of them, or on the whole body
    supports: tuple[Support, ...] = ()
    depths: tuple[WaterDepth, ...] = ()
    muscles: tuple[str, ...] = ()  # loads one of these
    settings: tuple[Setting, ...] = ()  # only there
    surface: str = ""  # a word in its surface
    level_min: int | None = None
    level_max: int | None = None
    supervision_min: int | None = None
    minutes_over: float | None = None
    passive: bool | None = None


class TagBlock(Statement):
    """A word of the safety rows that stands for many items: what it blocks, and what it spares."""

    blocks_nothing: bool = False  # a rule of posture that no item of the library breaks
    spares: str
    keeps: tuple[Selector, ...] = ()
