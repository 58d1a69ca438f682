"""One invented person on one day: the same seed always gives the same people."""

from collections.abc import Iterator
from datetime import date, timedelta

from surefoot.care.case import Case, Fact, Person
from surefoot.exchange.case_file.falls import facts_of_falls
from surefoot.exchange.case_file.medicines import facts_of_medicines
from surefoot.exchange.case_file.order import in_order
from surefoot.exchange.people import asked, life, trouble
from surefoot.exchange.people.chart import Chart
from surefoot.exchange.people.dice import Random, dice
from surefoot.exchange.people.pictures import PICTURES
from surefoot.exchange.people.sketch import Sketch

NOTHING = (False, "none", "never")
COMPLETE = 0.85  # the share of people with every answer of rings 1 and 2


def generate(seed: int, n: int) -> Iterator[Case]:
    """`n` plausible people; person `i` of a seed does not depend on how many are asked for."""
    for number in range(n):
        yield invent(dice(f"{seed}/{number}"), f"p{seed}-{number:05d}")


def invent(
    rng: Random, name: str, picture: str | None = None, *, today: date | None = None
) -> Case:
    """One person; `picture` and `today` say what they have and when, else chance decides."""
    if picture is None:
        shares = [share for share, _, _ in PICTURES.values()]
        picture = rng.choices(list(PICTURES), shares)[0]
    _, (youngest, oldest), show = PICTURES[picture]
    today = today or date(2026, 6, 1) + timedelta(days=rng.randrange(180))
    sketch = Sketch(
        rng=rng,
        today=today,
        picture=picture,
        age=rng.randint(youngest, oldest),
        sex=rng.choice(("female", "male")),
        severity=rng.choices((0, 1, 2, 3, 4), (8, 27, 33, 24, 8))[0],
        chart=Chart(rng, today),
    )
    show(sketch)
    trouble.add_conditions(sketch)
    trouble.add_red_flag(sketch)
    asked.ask_everything(sketch.chart)
    _measure_body(sketch)
    asked.measure_everything(sketch.chart, sketch.age)
    life.live(sketch)
    return in_order(_as_case(sketch, name))


def _as_case(sketch: Sketch, name: str) -> Case:
    means, goals = life.means(sketch), life.goals(sketch)
    complete = sketch.chart.chance(COMPLETE)
    if not complete:
        trouble.lose_answers(sketch)
    told = {f.code for f in sketch.chart.facts() if f.value not in NOTHING}
    # "Yes" when any of its findings was found, a medicine taken or diabetes named.
    gates = {gate: not told.isdisjoint(codes) for gate, codes in asked.GATES.items()}
    if not complete:
        gates = {gate: answer for gate, answer in gates.items() if sketch.chart.chance(0.7)}
    return Case(
        person=_person(sketch, name),
        today=sketch.today,
        facts=(
            *sketch.chart.facts(),
            *_falls(sketch, complete),
            *facts_of_medicines(sketch.chart.medicines),
        ),
        gates=gates,
        symptoms=tuple(sketch.symptoms.values()),
        falls=tuple(sketch.falls) if complete else (),
        medicines=tuple(sketch.chart.medicines),
        goals=goals,
        reviews=tuple(sketch.reviews),
        means=means,
        days_per_week=sketch.rng.choice((3, 4, 5, 5, 6, 7)),
    )


def _falls(sketch: Sketch, complete: bool) -> tuple[Fact, ...]:
    return facts_of_falls(sketch.falls, sketch.today) if complete else ()


def _person(sketch: Sketch, name: str) -> Person:
    rng = sketch.rng
    born_on = sketch.today - timedelta(days=round(sketch.age * 365.25) + rng.randint(1, 360))
    return Person(
        id=name,
        name=f"{rng.choice(life.FIRST_NAMES[sketch.sex])} {rng.choice(life.LAST_NAMES)}",
        born_on=born_on,
        sex=sketch.sex,
        work=rng.choice(life.WORK),
    )


def _measure_body(sketch: Sketch) -> None:
    """Height, and weight today and a year ago."""
    chart, rng = sketch.chart, sketch.rng
    height = round(rng.gauss(163 if sketch.sex == "female" else 176, 7))
    weight = round(rng.gauss(26.5, 3.5) * (height / 100) ** 2, 1)
    lost = rng.uniform(5, 11) if sketch.picture == "prx" else rng.uniform(-1.5, 1.5)
    chart.add("height_cm", float(height))
    chart.add("weight_kg", weight)
    chart.add("weight_kg", round(weight + lost, 1), days_ago=330)
