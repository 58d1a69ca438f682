"""The shared words of Surefoot: what may be said about a person, and by whom."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Side(StrEnum):
    """The side of the body."""

    LEFT = "left"
    RIGHT = "right"


class Grade(StrEnum):
    """How far a statement may be trusted; never rounded up."""

    A = "A"  # systematic review or randomised trial
    B = "B"  # cohort or diagnostic-accuracy study
    C = "C"  # case series, small or retrospective
    GUIDELINE = "guideline"  # an issued guideline or official instruction
    HIGH = "high"  # certainty of an effect (GRADE)
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    POLICY = "policy"  # our own choice where no source decides; unreviewed
    UNREVIEWED = "unreviewed"  # general knowledge, design rule or convention; unreviewed

    @property
    def is_reviewed(self) -> bool:
        """Whether a source was opened for it, rather than a clinician's signature awaited."""
        return self not in (Grade.POLICY, Grade.UNREVIEWED)


class Urgency(IntEnum):
    """How soon a finding must reach a physician; the smaller, the sooner."""

    U0 = 0  # ambulance now
    U1 = 1  # same day
    U2 = 2  # within 72 hours
    U3 = 3  # within 2 weeks
    U4 = 4  # routine letter, up to 8 weeks
    NONE = 9

    @classmethod
    def read(cls, word: str) -> "Urgency":
        """The urgency a knowledge row or a rule names ("U2", "none")."""
        return cls.NONE if word == "none" else cls[word]


class NeuropathyType(StrEnum):
    """The four types a person asks about."""

    PERIPHERAL = "peripheral"
    AUTONOMIC = "autonomic"
    PROXIMAL = "proximal"
    FOCAL = "focal"


class SymptomGroup(StrEnum):
    """The nine groups of symptoms."""

    PAIN = "pain"
    NUMBNESS = "numbness"
    WEAKNESS = "weakness"
    TOUCH = "touch"
    BALANCE = "balance"
    CRAMPS = "cramps"
    DIGESTIVE = "digestive"
    LIGHTHEADED = "lightheaded"
    BLADDER = "bladder"


class Technique(StrEnum):
    """What a physical therapist can do; the names the exercise library uses."""

    AQUATIC = "aquatic"
    SOFT_TISSUE = "soft_tissue"
    JOINT_MOBILIZATION = "joint_mobilization"
    FLEXIBILITY = "flexibility"
    NERVE_GLIDING = "nerve_gliding"
    BALANCE = "balance"
    AEROBIC = "aerobic"
    STRENGTH = "strength"
    GAIT = "gait"
    SENSORY = "sensory"
    FOOT_CARE = "foot_care"
    ORTHOSIS_DEVICE = "orthosis_device"
    TENS = "tens"
    PHOTOBIOMODULATION = "photobiomodulation"
    WHOLE_BODY_VIBRATION = "whole_body_vibration"
    TAI_CHI = "tai_chi"
    EDUCATION_PAIN = "education_pain"
    AUTONOMIC = "autonomic"
    PELVIC_BOWEL = "pelvic_bowel"


class Setting(StrEnum):
    """Where something is done."""

    CLINIC = "clinic"
    HOME = "home"
    POOL = "pool"
    COMMUNITY = "community"
    TELEHEALTH = "telehealth"


class Domain(StrEnum):
    """What an outcome is about."""

    PAIN = "pain"
    FUNCTION = "function"
    INDEPENDENCE = "independence"
    CIRCULATION = "circulation"
    FALL_RISK = "fall_risk"
    PROTECTION = "protection"
    MOOD = "mood"
    NERVE = "nerve"
    QUALITY_OF_LIFE = "quality_of_life"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something was decided: a sentence, its statement, and what would change it."""

    says: str
    statement: str  # id of the knowledge statement, e.g. "safety/ULCER_FOOT"
    findings: tuple[str, ...] = ()  # codes of the findings that made it apply
    changes: str = ""  # what would change the decision; empty when nothing would
    grade: Grade = Grade.UNREVIEWED


class SurefootError(Exception):
    """Something a person can mend: what is wrong, and how to put it right."""

    def __init__(self, says: str, fix: str = "") -> None:
        """Carry the sentence for the screen and the way to mend it."""
        super().__init__(f"{says} {fix}".strip())
        self.says = says
        self.fix = fix
