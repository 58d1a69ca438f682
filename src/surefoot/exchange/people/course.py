"""How somebody fares over weeks: what is measured again, and what they answer then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from surefoot.care.case import Answers, Fact
from surefoot.exchange.people.dice import Random

SETTLES_WEEKS = 9.0  # after so many weeks two thirds of what will change has changed
DRIVES = {"better": 0.75, "a little better": 0.35, "the same": 0.0, "worse": -0.35}
SHARES = (40, 28, 20, 12)  # of the people, in the order of the drives
CLINIC = {"mode": "in_clinic"}
ACTIVITIES = (
    "walking to the shop",
    "standing in the shower",
    "climbing the stairs with a bag",
    "cooking a meal",
    "getting out of the car",
    "fastening buttons",
    "standing in a queue",
    "playing with the grandchildren",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that is taken again and again: where it heads for, and how it scatters."""

    code: str
    well: float  # where it would be if all went well
    scatter: float
    places: int
    low: float
    high: float


MEASURES = (
    Measure("nprs_average", 1, 0.7, 0, 0, 10),
    Measure("nprs_now", 1, 1.0, 0, 0, 10),
    Measure("tug_s", 7.5, 0.5, 1, 4, 90),
    Measure("cst30_reps", 15, 0.8, 0, 0, 30),
    Measure("gait_usual_mps", 1.3, 0.04, 2, 0.2, 1.8),
    Measure("w6m_m", 520, 16, 0, 30, 700),
    Measure("romberg_ec_s", 30, 2.5, 0, 0, 30),
    Measure("tandem_s", 30, 2.0, 1, 0, 30),
    Measure("sbp_rest", 130, 6, 0, 85, 199),
    Measure("dbp_rest", 78, 4, 0, 45, 84),
    Measure("hr_rest", 70, 4, 0, 45, 110),
    Measure("phq2_score", 0, 0.5, 0, 0, 6),
    Measure("weight_kg", 75, 0.5, 1, 35, 190),
)
BY_CODE = {measure.code: measure for measure in MEASURES}
AT_A_VISIT = ("nprs_now", "sbp_rest", "dbp_rest", "hr_rest")
UNMOVED = frozenset({"sbp_rest", "dbp_rest", "hr_rest", "weight_kg"})  # they scatter, no more


class Course:
    """One person's course from the first examination on."""

    def __init__(self, rng: Random, began_on: date, known: Iterable[Fact]) -> None:
        """What is known at the first examination is where it starts from."""
        self.rng = rng
        self.began_on = began_on
        self.fares = rng.choices(list(DRIVES), SHARES)[0]
        self.activities = rng.sample(ACTIVITIES, 3)
        self.hard = rng.randint(1, 5)  # how well the activities go at first, of 10
        self.start: dict[str, float] = {
            fact.code: fact.value
            for fact in known
            if fact.code in BY_CODE and isinstance(fact.value, float)
        }

    def at_first(self) -> tuple[Answers, ...]:
        """The instruments of the first examination; they say the same as its measurements."""
        return self._answers(self.start, self.began_on, 0.0)

    def again(self, on: date) -> tuple[tuple[Fact, ...], tuple[Answers, ...]]:
        """Everything measured and asked once more."""
        change = self._change(on)
        now = {code: self._now(code, change) for code in self.start}
        asked = (*self._answers(now, on, change), self._impression(on, change))
        return _facts(now, on), asked

    def at_a_visit(self, on: date) -> tuple[Fact, ...]:
        """The few values that are taken before every visit."""
        change = self._change(on)
        return _facts({c: self._now(c, change) for c in AT_A_VISIT if c in self.start}, on)

    def _change(self, on: date) -> float:
        """How much of the way has been gone, below 0 away from it."""
        weeks = (on - self.began_on).days / 7
        return DRIVES[self.fares] * weeks / (weeks + SETTLES_WEEKS / 2)

    def _now(self, code: str, change: float) -> float:
        measure, start = BY_CODE[code], self.start[code]
        moved = 0.0 if code in UNMOVED else change * (measure.well - start)
        if code not in UNMOVED and change > 0 and _is_past(measure, start):
            moved = 0.0  # nobody who walks well is made slower
        value = start + moved + self.rng.gauss(0, measure.scatter)
        return float(round(min(measure.high, max(measure.low, value)), measure.places))

    def _answers(self, now: dict[str, float], on: date, change: float) -> tuple[Answers, ...]:
        """The instruments whose measurements this person has."""
        told: dict[str, dict[str, float | str | bool | None]] = {}
        if (seconds := now.get("tug_s")) is not None:
            told["TUG"] = {"trial_1": round(seconds + 0.2, 1), "trial_2": round(seconds - 0.2, 1)}
        if (stands := now.get("cst30_reps")) is not None:
            told["CST30"] = {"stands": stands, "arms_used": False}
        if (metres := now.get("w6m_m")) is not None:
            told["W6M"] = {"distance_m": metres}
        if (score := now.get("phq2_score")) is not None:
            told["PHQ2"] = {"q1": float(score // 2), "q2": float(score - score // 2)}
        if (pain := now.get("nprs_average")) is not None:
            told["NPRS"] = {"worst": min(10.0, pain + 2), "average": pain}
            if "nprs_now" in now:
                told["NPRS"]["now"] = now["nprs_now"]
            told["PEG"] = {"q1": pain, "q2": self._near(pain - 1), "q3": self._near(pain)}
        rated = self.hard + max(0.0, change) * (9 - self.hard) + min(0.0, change) * self.hard
        told["PSFS"] = {f"a{n}_name": name for n, name in enumerate(self.activities, 1)}
        told["PSFS"] |= {f"a{n}": self._near(rated) for n in range(1, 4)}
        return tuple(
            Answers(instrument=name, on=on, items=items, protocol=CLINIC)
            for name, items in told.items()
        )

    def _near(self, value: float) -> float:
        return float(min(10, max(0, round(value + self.rng.uniform(-1, 1)))))

    def _impression(self, on: date, change: float) -> Answers:
        """From 1, very much improved, to 7, very much worse."""
        said = float(min(7, max(1, round(4 - 4 * change + self.rng.uniform(-0.6, 0.6)))))
        return Answers(instrument="PGIC", on=on, items={"change": said}, protocol=CLINIC)


def _is_past(measure: Measure, start: float) -> bool:
    """Whether somebody starts where others hope to arrive, or beyond."""
    downwards = measure.code in ("nprs_average", "nprs_now", "tug_s", "phq2_score")
    return start <= measure.well if downwards else start >= measure.well


def _facts(now: dict[str, float], on: date) -> tuple[Fact, ...]:
    return tuple(Fact(code=code, value=value, on=on) for code, value in now.items())
