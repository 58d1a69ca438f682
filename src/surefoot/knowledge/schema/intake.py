"""The intake: which steps, which questions, what each answer says; and the patient's languages."""

from typing import Annotated, Literal

from pydantic import Field

from surefoot.knowledge.schema.statement import MaybeNumber, Row, Statement, Words

type Kind = Literal[
    "yes_no_not_sure",
    "choice",
    "many",
    "number",
    "text",
    "scale_0_10",
    "date_about",
    "body_map",
    "medicines",
    "falls",
    "goals",
]

type Part = Literal["presence", "severity", "since", "course", "same_places"]

type Records = Literal["", "story", "days_per_week", "goals", "medicines", "body_map", "falls"]


class IntakeStep(Statement):
    """One step of the intake; `says` is its title."""

    order: int
    lead: str
    picture: str = ""  # a view of the body map, or "" where the step has no picture


class IntakeOption(Row):
    """One answer that can be picked. Without words of its own it is asked as its finding is."""

    id: str = Field(min_length=1)
    says: str = ""
    findings: Words = ()  # "code", or "code=word"; what picking it records


class IntakeQuestion(Statement):
    """One question. `says` is what it is for; what the patient reads is `asks` and `why`.

    Without `asks` the patient reads the question of its gate, its symptom group or its finding.
    """

    step: str
    kind: Kind
    asks: str = ""
    why: str = ""
    when: str = ""  # asked only of those of whom this may hold
    gate: str = ""  # the gate that it asks
    after_gate: str = ""  # asked after this gate was answered "yes" or "not sure"
    group: str = ""  # the symptom group that it is about ...
    part: Part | Literal[""] = ""  # ... and what it tells of it
    finding: str = ""  # what "yes", the number, the day or the text is an answer to
    findings: Words = ()  # yes-or-no findings that a "yes" says are there
    options: tuple[IntakeOption, ...] = ()
    rest: Literal["absent", "not_asked"] = "absent"  # of `many`: what was not picked
    place: str = ""  # where it holds: a setting, for what a place offers
    records: Records = ""
    unit: str = ""  # in plain words: "minutes"
    min: MaybeNumber = None
    max: MaybeNumber = None
    factor: float = 1.0  # the number in the finding's unit = the answer x factor
    whole: bool = True


class IntakePaint(Statement):
    """One colour of the body map; `says` is its name. A touched zone shows one symptom group."""

    group: str
    order: int


class BodyZone(Statement):
    """One zone of the drawn body map; `says` is its name, `places` its sites without their side."""

    view: Literal["front", "back", "soles", "tops", "palms", "hand_backs"]
    places: Annotated[Words, Field(min_length=1)]
    sided: bool = True


class IntakeUrgency(Statement):
    """What the patient reads first when an answer is urgent; `says` is the title."""

    urgency: Literal["U0", "U1", "U2"]
    told: str  # what the clinic does now
    stops: bool  # whether the intake ends here until somebody has looked


class IntakeTime(Statement):
    """How long one kind of question takes beside the reading of it."""

    kind: str
    seconds: Annotated[float, Field(ge=0)]


class IntakeNumber(Statement):
    """One number that the intake keeps to."""

    value: float


class IntakeProblem(Statement):
    """What is said of an answer that cannot be taken, and how to mend it ({said}: the answer)."""

    fix: str


class Translation(Statement):
    """A text in another language: `id` is the language and a digest of `english`.

    A text that changes afterwards has to be translated again: it then has another digest.
    """

    english: str
