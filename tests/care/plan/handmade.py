"""Problems of the phases made by hand, for the tests of their rules and of their search.

Every exercise is worth 10 unless said, doses are fixed, customs are free, and nothing stands in
the way but the rule in question.
"""

from surefoot.care.plan.evidence import Curve
from surefoot.care.plan.problem import Amount, HomeDays, Item, Option, Pattern, Phase, Problem
from surefoot.care.plan.solve.choose import Chosen
from surefoot.care.plan.solve.phase_search import Effort, phases
from surefoot.care.plan.solve.search import Found
from surefoot.terms import Domain, Setting, Technique

CLINIC, HOME = (Setting.CLINIC,), (Setting.HOME,)
BALANCE, STRENGTH = Technique.BALANCE, Technique.STRENGTH
PRICE = 5.0  # of a custom that gives way at one place
WEIGHTS = dict.fromkeys(
    (
        "mix",
        "minute",
        "visit",
        "both_at_once",
        "steady",
        "liked",
        "level",
        "target",
        "item",
        "new_item",
        "custom",
        "short",
        "jump",
    ),
    0.0,
)


TO_THE_END = Effort(gap=0.0, far=0.0, near=0.0, fine=0.0, nodes=1000)


def exercise(name, **changes):
    """An exercise of balance, done sitting in the clinic for ten half-minutes, from the start."""
    usual = dict(
        id=name, technique=BALANCE, level=1, aim="aim", entry=True, after=(), places=CLINIC,
        home_from=0, last_phase=9, half=(10,), per_week_min=1, per_week_max=7, seated=True,
        loads=(), worth=10, required=False,
    )  # fmt: skip
    made = usual | changes
    return Item(**{"usual": made["half"][0], "least_later": made["half"][0], **made})


def option(technique, **changes):
    """A technique without any limit."""
    usual = dict(
        technique=technique, places=(*CLINIC, *HOME), least_min=0, week_min=0, home_items_min=0,
        most_min=900, most_home_min=60,
        last_phase=9, seated=True, standing=True, heavy=False, passive=False, liked=False,
        required_min=0, visits_per_week_min=0, weeks_per_level=2,
    )  # fmt: skip
    return Option(**(usual | changes))


def asked(*items, visits=(1, 1), weeks=2, options=(), rooms=None, weights=(), **changes):
    """A problem of phases of so many weeks with these visits by week, and its course."""
    starts = range(0, len(visits), weeks)
    kinds = {item.technique: option(item.technique) for item in items}
    kinds |= {one.technique: one for one in options}
    pattern = Pattern(
        visits=visits, a_week=tuple(max(visits[s : s + weeks]) for s in starts),
        rooms=rooms or (60,) * sum(visits), home_min=900, heavy_home_min=900,
        reach_min=9000, away=0,
    )  # fmt: skip
    made = dict(
        phases=tuple(
            Phase(index=i, first_week=s + 1, weeks=weeks, home_items_max=5)
            for i, s in enumerate(starts)
        ),
        patterns=(pattern,), caps=(900,) * len(visits), growth=9.0,
        home_days={n: HomeDays(visits=n, visit_days=(1, 3, 5)[:n], days=(2, 4, 6),
                               apart=2) for n in range(4)},
        home_day_min=60, items_in_visit=(0, 8), seated_share=0.0, active_first=False,
        share_max=1.0, near=100.0, late_passive_share=1.0, late_after=6,
        new_share=1.0, home_done=1.0,
        options=tuple(kinds.values()), targets=(), curves=(), given=(),
        combination=(1.0, 0.5, 0.25), items=items,
        weights={f"weight/{name}": price for name, price in WEIGHTS.items()}
        | {"limit/items_home_min": 0.0, "limit/home_days_min": 2.0,
           "limit/technique_growth": 0.25, "limit/technique_growth_min": 5.0,
           "limit/pool_weeks_min": 6.0, "limit/home_week_min": 0.0} | dict(weights),
    )  # fmt: skip
    problem = Problem(**(made | changes))
    chosen = Chosen(
        pattern=pattern,
        pool_visits=0,
        amounts=tuple(Amount(technique=kind, clinic=1, home=0, pool=0) for kind in kinds),
        ranks={},
        found=Found(status="OPTIMAL", value=0, bound=9000, seconds=0),
    )
    return problem, chosen


def found(problem, chosen, without=frozenset()):
    """The exercises of each phase in the best answer, and the customs that gave way."""
    best = phases(problem, chosen, TO_THE_END, without=without)
    assert best is not None
    return best


def planned(made, without=frozenset()):
    """The exercises of the best answer, phase by phase."""
    best = found(*made, without=without)
    last = len(made[0].phases)
    return [{slot.item for slot in best.slots if slot.phase == p} for p in range(last)]


def both_sides(rule, inside, outside, want, instead):
    """Within the rule all is planned; beyond it less; beyond it without the rule all again."""
    assert planned(inside) == want
    assert planned(outside) == instead
    assert planned(outside, frozenset({rule})) == want


def minutes_worth(technique, domain=Domain.FUNCTION):
    """Every minute of a technique is worth one."""
    return Curve(
        statement=f"effect/{technique}", techniques=(technique,), exercises=(), domain=domain,
        knots=((0.0, 0.0), (1000.0, 1.0)), studied_min=None, direct=True, certainty="L",
    )  # fmt: skip
