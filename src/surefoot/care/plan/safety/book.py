"""The rules of one knowledge, compiled once a process."""

from collections.abc import Iterable

from surefoot.care.plan.safety.cells import Chart, cell_bars, cell_notes, home_guards
from surefoot.care.plan.safety.filters import (
    filter_bars,
    filter_guards,
    filter_notes,
    filter_placings,
    filters,
)
from surefoot.care.plan.safety.ground import lay_ground, sites_by_spot
from surefoot.care.plan.safety.limits import limit_bars, limit_guards, limit_notes
from surefoot.care.plan.safety.rules import Bar, Guard, Note, Placing, Rules
from surefoot.care.plan.safety.waiting import gate_bars, means_bars, restriction_bars
from surefoot.knowledge.schema.whole import Knowledge


def compile_rules(knowledge: Knowledge) -> Rules:
    """Every safety rule of a knowledge as switches and slots."""
    ground = lay_ground(knowledge.exercises)
    chart = Chart(knowledge, ground)
    each = tuple(filters(knowledge, ground))
    bars = (
        *gate_bars(knowledge, ground),
        *cell_bars(chart),
        *(bar for one in each for bar in filter_bars(one)),
        *limit_bars(knowledge, ground),
        *restriction_bars(knowledge, ground),
        *means_bars(knowledge, ground),
    )
    guards = (
        *home_guards(chart),
        *(guard for one in each for guard in filter_guards(one)),
        *limit_guards(knowledge, ground),
    )
    notes = (
        *cell_notes(chart),
        *(note for one in each for note in filter_notes(one)),
        *limit_notes(knowledge, ground),
    )
    placings = tuple(placing for one in each for placing in filter_placings(one))
    return Rules(
        ground=ground,
        sites=sites_by_spot(knowledge),
        bars=_standing(bars),
        guards=_standing(guards),
        notes=_standing(notes),
        placings=placings,
    )


def _standing[R: (Bar, Guard, Note, Placing)](rules: Iterable[R]) -> tuple[R, ...]:
    """The rules that speak of any slot at all."""
    return tuple(rule for rule in rules if rule.slots)


_BOOKS: dict[int, tuple[Knowledge, Rules]] = {}


def rules_of(knowledge: Knowledge) -> Rules:
    """The compiled rules of a knowledge; made once a process."""
    kept = _BOOKS.get(id(knowledge))
    if kept is None:
        # The knowledge is kept beside its rules, so that its id is never another's.
        kept = _BOOKS[id(knowledge)] = (knowledge, compile_rules(knowledge))
    return kept[1]
