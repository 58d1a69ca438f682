"""How the exercises at home are done differently, each caution once."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from surefoot.care.plan.records import HomeProgramme, PlanOfCare
from surefoot.care.summary.chart import Chart, lower_first, sentence, upper_first
from surefoot.care.summary.instructions import after, at_once
from surefoot.care.summary.limits import listed, plain

type Said = tuple[str, str]
"""The name of a condition, and a part of what it asks for."""

_EVERYWHERE = "home/as-everywhere/therapist"


def at_home(chart: Chart, home: HomeProgramme) -> Iterator[tuple[str, str]]:
    """Which items, and what a condition asks of them: whole, because half a caution misleads.

    What a page says of a condition for every item and place stands there: here it is only named.
    """
    exercises = {item.exercise for item in home.exercises}
    said, of_the_plan = tuple(_said(chart)), frozenset(_of_the_plan(chart))
    named: dict[str, None] = {}
    rows: list[tuple[str, str]] = []
    for items, told in sorted(_together(home).items(), key=lambda pair: -len(pair[0])):
        every = len(exercises) > 1 and exercises <= set(items)
        once = {(name, part) for name, part, is_general in said if every or is_general}
        mine = {name: parts for name, parts in told.items() if _is_new(name, parts, of_the_plan)}
        rest = {name: parts for name, parts in mine.items() if _is_new(name, parts, once)}
        named.update(dict.fromkeys(name for name in mine if name not in rest))
        if words := " ".join(_caution(chart, name, parts) for name, parts in rest.items()):
            rows.append((_who(chart, items, exercises if every else ()), words))
    if named:
        names = "; ".join(map(lower_first, named))
        yield "Everything here", chart.words(_EVERYWHERE).format(names=names)
    yield from rows


def _who(chart: Chart, items: Sequence[str], exercises: Collection[str]) -> str:
    """The items by name; all the exercises in one word."""
    names = [chart.knowledge.exercises[item].name for item in items if item not in exercises]
    return upper_first(listed((["every exercise"] if exercises else []) + names, "and"))


def _together(home: HomeProgramme) -> Mapping[tuple[str, ...], Mapping[str, Sequence[str]]]:
    """The parts of each condition's caution, by the items that all of them concern."""
    concerned: dict[tuple[str, str], list[str]] = {}
    for item in (*home.exercises, *home.self_care):
        for reason in item.modifications:
            name, _, says = reason.says.rstrip(".").partition(": ")
            for part in says.split("; "):
                concerned.setdefault((name, part), []).append(item.exercise)
    together: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for (name, part), some in concerned.items():
        together.setdefault(tuple(some), {}).setdefault(name, []).append(part)
    return together


def _is_new(name: str, parts: Sequence[str], said: Collection[Said]) -> bool:
    """Whether anything of a caution is said nowhere else."""
    return any((name, lower_first(part)) not in said for part in parts)


def _of_the_plan(chart: Chart) -> Iterator[Said]:
    """What conditions that rule nothing out ask of the whole plan: no item is done otherwise."""
    for row in chart.knowledge.conditions.values():
        for each in row.instructions if not row.exclusions else ():
            if each.kind in ("plan", "refer"):
                yield from ((row.name, lower_first(part)) for part in each.says.split("; "))


def _said(chart: Chart) -> Iterator[tuple[str, str, bool]]:
    """Each part that a page says of a condition that is present; whether it is of every item.

    Signs to stop at are no such part: they stand beside the exercises too.
    """
    plan = chart.plan
    for row in chart.knowledge.conditions.values():
        if isinstance(plan, PlanOfCare) and row.code in plan.conditions:
            for each in (*at_once(chart, plan, row), *after(chart, plan, row)):
                if each.kind != "watch":
                    for part in each.says.rstrip(".").split("; "):
                        yield row.name, lower_first(part), not each.about


def _caution(chart: Chart, name: str, parts: Sequence[str]) -> str:
    """One condition and what it asks for: "Fear of water: by the rail; never forced."."""
    first, *others = [part for part in parts if part] or [""]
    said = lower_first(first) + "".join(map(_joined_on, others))
    return sentence(plain(f"{name}: {said}" if said else name, chart))


def _joined_on(part: str) -> str:
    """A part that begins a sentence begins one here too."""
    return f"{'. ' if part[:1].isupper() else '; '}{part}"
