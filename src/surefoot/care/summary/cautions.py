"""How the exercises at home are done differently, each caution once."""

from collections.abc import Iterator, Sequence

from surefoot.care.plan.records import HomeProgramme
from surefoot.care.summary.chart import Chart, lower_first, sentence, upper_first
from surefoot.care.summary.limits import listed, plain


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
    for items, told in sorted(together.items(), key=lambda pair: -len(pair[0])):
        every = len(exercises) > 1 and exercises <= set(items)
        beside = [i for i in items if not every or i not in exercises]
        names = [chart.knowledge.exercises[item].name for item in beside]
        who = listed((["every exercise"] if every else []) + names, "and")
        yield upper_first(who), " ".join(_caution(chart, *each) for each in told.items())


def _caution(chart: Chart, name: str, parts: Sequence[str]) -> str:
    """One condition and what it asks for: "Fear of water: by the rail; never forced."."""
    said = "; ".join(part for part in parts if part)
    return sentence(plain(f"{name}: {lower_first(said)}" if said else name, chart))
