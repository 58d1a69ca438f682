"""What differs between two versions of a plan: minutes, exercises, doses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surefoot.care.plan.records import PlannedItem, PlanOfCare
from surefoot.care.summary.chart import Chart
from surefoot.care.summary.items import dose
from surefoot.terms import Setting

type _Place = tuple[str, Setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """One thing that is not the same: empty where one version has nothing of it."""

    what: str
    where: str  # a setting, or empty
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Everything that differs, by kind; nothing at all when two versions plan the same."""

    minutes: tuple[Differs, ...]
    exercises: tuple[Differs, ...]  # added or removed
    doses: tuple[Differs, ...]

    @property
    def is_none(self) -> bool:
        """Whether the two plan the same."""
        return not (self.minutes or self.exercises or self.doses)


def differences(chart: Chart, before: PlanOfCare, after: PlanOfCare) -> Differences:
    """From the older version to the newer."""
    old, new = _doses(chart, before), _doses(chart, after)
    return Differences(
        minutes=tuple(_minutes(chart, before, after)),
        exercises=tuple(_differing(chart, old, new, set(old) ^ set(new))),
        doses=tuple(_differing(chart, old, new, set(old) & set(new))),
    )


def _minutes(chart: Chart, before: PlanOfCare, after: PlanOfCare) -> Iterator[Differs]:
    old = {choice.technique: round(choice.minutes) for choice in before.techniques}
    new = {choice.technique: round(choice.minutes) for choice in after.techniques}
    for technique in sorted({*old, *new}):
        if old.get(technique, 0) != new.get(technique, 0):
            yield Differs(
                what=chart.words(f"technique/{technique}/name"),
                where="",
                before=f"{old.get(technique, 0)} min",
                after=f"{new.get(technique, 0)} min",
            )


def _differing(
    chart: Chart, old: dict[_Place, str], new: dict[_Place, str], keys: Iterable[_Place]
) -> Iterator[Differs]:
    for exercise, setting in sorted(keys):
        was, now = old.get((exercise, setting), ""), new.get((exercise, setting), "")
        if was != now:
            name = chart.knowledge.exercises[exercise].name
            yield Differs(what=name, where=setting, before=was, after=now)


def _doses(chart: Chart, plan: PlanOfCare) -> dict[_Place, str]:
    """Every exercise at its place, with each dose and the week it begins in."""
    found: dict[_Place, dict[str, int]] = {}
    for week in plan.weeks:
        visits = (item for v in week.visits for part in v.parts for item in part.items)
        for item in (*visits, *week.home.exercises, *week.home.self_care):
            if item.exercise in chart.knowledge.exercises:
                doses = found.setdefault((item.exercise, item.setting), {})
                doses.setdefault(_dose(chart, item), week.number)
    return {
        key: "; ".join(_since(dose, n) for dose, n in told.items()) for key, told in found.items()
    }


def _dose(chart: Chart, item: PlannedItem) -> str:
    often = f", {item.sessions}× a week" if item.setting == Setting.HOME else ""
    return f"{dose(chart, item)}{often}"


def _since(dose: str, week: int) -> str:
    return dose if week == 1 else f"{dose} from week {week}"
