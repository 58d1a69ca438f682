"""How the exercises at home are done differently, each caution once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from surefoot.care.plan.records import HomeProgramme, PlanOfCare
from surefoot.care.summary.chart import Chart, lower_first, sentence, upper_first
from surefoot.care.summary.instructions import at_once
from surefoot.care.summary.limits import listed, plain
from surefoot.knowledge.schema.safety import Condition, Instruction

type Told = frozenset[tuple[str, str]]
"""Names of conditions, each with a part of what it asks for."""


def at_home(chart: Chart, home: HomeProgramme) -> Iterator[tuple[str, str]]:
    """Which items, and what a condition asks of them."""
    exercises = {item.exercise for item in home.exercises}
    concerned: dict[tuple[str, str], list[str]] = {}
    for item in (*home.exercises, *home.self_care):
        for reason in item.modifications:
            name, _, says = reason.says.rstrip(".").partition(": ")
            for part in says.split("; "):
                concerned.setdefault((name, part), []).append(item.exercise)
    together: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for (name, part), some in concerned.items():
        together.setdefault(tuple(some), {}).setdefault(name, []).append(part)
    about_the_plan, on_the_first_screen = _of_the_plan(chart), _at_once(chart)
    for items, parts in sorted(together.items(), key=lambda pair: -len(pair[0])):
        every = len(exercises) > 1 and exercises <= set(items)
        said = about_the_plan | on_the_first_screen if every else about_the_plan
        told = _unless_said(parts, said)
        if not told:
            continue
        beside = [i for i in items if not every or i not in exercises]
        names = [chart.knowledge.exercises[item].name for item in beside]
        who = listed((["every exercise"] if every else []) + names, "and")
        yield upper_first(who), " ".join(_caution(chart, *each) for each in told.items())


def _unless_said(parts: Mapping[str, Sequence[str]], said: Told) -> Mapping[str, Sequence[str]]:
    """A condition's words whole, unless all of them are said already: half a caution misleads."""
    return {
        name: some
        for name, some in parts.items()
        if not all((name, lower_first(part)) in said for part in some)
    }


def _of_the_plan(chart: Chart) -> Told:
    """What conditions that rule nothing out ask of the whole plan: no item is done otherwise."""
    rows = (row for row in chart.knowledge.conditions.values() if not row.exclusions)
    return _told((row, i) for row in rows for i in row.instructions if i.kind in ("plan", "refer"))


def _at_once(chart: Chart) -> Told:
    """What the first screen says of this person's conditions; signs to stop at stand here too."""
    plan = chart.plan
    if not isinstance(plan, PlanOfCare):
        return frozenset()
    rows = (row for row in chart.knowledge.conditions.values() if row.code in plan.conditions)
    first = ((row, i) for row in rows for i in at_once(chart, plan, row))
    return _told((row, i) for row, i in first if i.kind != "watch")


def _told(some: Iterable[tuple[Condition, Instruction]]) -> Told:
    return frozenset(
        (row.name, lower_first(part)) for row, each in some for part in each.says.split("; ")
    )


def _caution(chart: Chart, name: str, parts: Sequence[str]) -> str:
    """One condition and what it asks for: "Fear of water: by the rail; never forced."."""
    said = "; ".join(part for part in parts if part)
    return sentence(plain(f"{name}: {lower_first(said)}" if said else name, chart))
