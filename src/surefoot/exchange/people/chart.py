"""A chart being filled in: the facts of one invented person, one answer a code, side and site."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from surefoot.care.case import Fact, Medicine, Value
from surefoot.exchange.people.dice import Random
from surefoot.terms import Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT

MUSCLES_OF_THE_LEG = (
    "mrc_hip_flexion",
    "mrc_hip_abduction",
    "mrc_hip_adduction",
    "mrc_knee_extension",
    "mrc_knee_flexion",
    "mrc_ankle_dorsiflexion",
    "mrc_ankle_plantarflexion",
    "mrc_ankle_eversion",
    "mrc_ankle_inversion",
    "mrc_toe_extension",
)
MUSCLES_OF_THE_ARM = (
    "mrc_shoulder_abduction",
    "mrc_elbow_flexion",
    "mrc_elbow_extension",
    "mrc_wrist_extension",
    "mrc_finger_extension",
    "mrc_finger_abduction",
    "mrc_thumb_abduction",
)
TOES = ("great_toe", "toe_2", "toe_3", "toe_4", "toe_5")
SOLE = (*TOES, "ball_1", "ball_3", "ball_5")
FEET = (*SOLE, "foot_top", "arch", "foot_outer", "heel")
HANDS = ("hand_palm", "hand_back", "thumb", "index_middle", "ring_little")


def on_both(sites: Iterable[str]) -> tuple[str, ...]:
    """The left and the right one of each site."""
    return tuple(f"{site}_{side}" for site in sites for side in (LEFT, RIGHT))


def words(text: str) -> tuple[str, ...]:
    """A long list of words, written as prose."""
    return tuple(text.split())


@lru_cache(maxsize=20_000, typed=True)  # typed: a plain 0 is not "no"
def answer(code: str, value: Value, on: date, side: Side | None, site: str | None) -> Fact:
    """Most answers are the same for many people of one day, and a fact never changes."""
    return Fact(code=code, value=value, on=on, side=side, site=site)


class Chart:
    """Facts by code, side and site; a later answer on the same day replaces an earlier one."""

    def __init__(self, rng: Random, today: date) -> None:
        self.rng = rng
        self.today = today
        self.medicines: list[Medicine] = []
        self._facts: dict[tuple[str, Side | None, str | None, date], Fact] = {}
        self._told: set[str] = set()  # the codes of the facts

    def add(
        self,
        code: str,
        value: Value,
        *,
        side: Side | None = None,
        site: str | None = None,
        days_ago: int = 0,
    ) -> None:
        """One answer."""
        on = self.today - timedelta(days=days_ago) if days_ago else self.today
        self._told.add(code)
        self._facts[code, side, site, on] = answer(code, value, on, side, site)

    def takes(
        self,
        name: str,
        *classes: str,
        state: str = "current",
        started_on: date | None = None,
        stopped_on: date | None = None,
    ) -> None:
        """A medicine by its name, with its classes, and whether it is still taken."""
        self.medicines.append(
            Medicine(
                name=name,
                classes=classes,
                state=state,
                on=self.today,
                started_on=started_on,
                stopped_on=stopped_on,
            )
        )

    def takes_any(self, code: str) -> bool:
        """Whether a medicine of this class is told."""
        return any(code in medicine.classes for medicine in self.medicines)

    def has(self, *codes: str) -> None:
        """Findings that were looked for and found."""
        for code in codes:
            self.add(code, True)

    def lacks(self, *codes: str) -> None:
        """Findings without side or site that were looked for and not found, unless told already."""
        for code in codes:
            if not self.knows(code):
                self.add(code, False)

    def lacks_both(self, *codes: str) -> None:
        """Findings with sides that were looked for on both and not found, unless told already."""
        for code in codes:
            for side in (LEFT, RIGHT):
                if (code, side, None, self.today) not in self._facts:
                    self.add(code, False, side=side)

    def both(self, code: str, left: Value, right: Value | None = None) -> None:
        """A finding on both sides; the right one is like the left unless told."""
        self.add(code, left, side=LEFT)
        self.add(code, left if right is None else right, side=RIGHT)

    def one(self, code: str, side: Side) -> None:
        """A finding on one side and looked for in vain on the other."""
        self.both(code, side is LEFT, side is RIGHT)

    def at(self, code: str, *sites: str) -> None:
        """A finding at some sites, and at no other."""
        for site in sites:
            self.add(code, True, site=site)
        self.add(code, False, site=None)

    def nowhere(self, *codes: str) -> None:
        """Findings with sites that were looked for and are nowhere, unless told already."""
        for code in codes:
            if not self.knows(code):
                self.add(code, False)

    def knows(self, code: str) -> bool:
        """Whether anything is told of a code."""
        return code in self._told

    def value(self, code: str, side: Side | None = None) -> Value | None:
        """Today's answer."""
        fact = self._facts.get((code, side, None, self.today))
        return None if fact is None else fact.value

    def forget(self, *codes: str) -> None:
        """As if they had never been asked."""
        gone = frozenset(codes)
        self._told -= gone
        self._facts = {key: fact for key, fact in self._facts.items() if key[0] not in gone}

    def codes(self) -> tuple[str, ...]:
        """Every code that is told, in the order it was first told."""
        return tuple(dict.fromkeys(key[0] for key in self._facts))

    def facts(self) -> tuple[Fact, ...]:
        """What the chart says, in the order of the case file."""
        return tuple(self._facts.values())

    def chance(self, share: float) -> bool:
        """True in this share of the people."""
        return self.rng.random() < share

    def grades(self, muscles: Iterable[str], left: float, right: float | None = None) -> None:
        """MRC grades of several muscles."""
        for muscle in muscles:
            self.both(muscle, float(left), float(left if right is None else right))
