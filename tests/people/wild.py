"""Anything the vocabulary allows, sensible or not: people for safety campaigns."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from surefoot.care.case import Case, ClinicMeans, Fact, Medicine, Person, Value
from surefoot.exchange.case_file.medicines import facts_of_medicines
from surefoot.exchange.case_file.order import in_order
from surefoot.exchange.case_file.vocabulary import TOLD_ELSEWHERE, Vocabulary
from surefoot.exchange.people.chart import words
from surefoot.exchange.people.dice import dice
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.terms import Setting, Side

TODAY = date(2026, 11, 2)
# With these at random a file contradicts itself: upper below lower pressure, a pregnant man.
_CONTRADICTING = words(
    """
    dbp_rest dbp_supine dbp_sitting dbp_stand_1 dbp_stand_3 dbp_stand_from_sit pregnant
    postpartum_6wk diabetes_years
    """
)


def wild(seed: int, n: int, share: float = 0.5) -> Iterator[Case]:
    """`n` people with about `share` of all recorded findings given, each at random in its range."""
    for number in range(n):
        rng = dice(f"wild/{seed}/{number}")
        yield anybody(rng, f"w{seed}-{number:05d}", _vocabulary(), share)


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.of(load())


def anybody(
    rng: random.Random,
    name: str,
    vocabulary: Vocabulary,
    share: float = 0.5,
    *,
    sensible: bool = False,
) -> Case:
    """One person of random facts; `sensible` leaves out answers that contradict each other."""
    left_out = {*TOLD_ELSEWHERE, *(_CONTRADICTING if sensible else ())}
    given = [
        entry for entry in vocabulary.recorded if entry.id not in left_out and rng.random() < share
    ]
    classes = [entry for entry in given if entry.id in vocabulary.medicine_classes]
    taken = [entry for entry in classes if rng.random() < 0.4]
    medicines = tuple(_medicine(rng, entry) for entry in taken)
    facts = [
        fact for entry in given if entry not in classes for fact in _facts(rng, entry, vocabulary)
    ]
    never = [
        Fact(code=entry.id, value="never", on=TODAY) for entry in classes if entry not in taken
    ]
    asked = [gate for gate in vocabulary.gates if rng.random() < share]
    days_old = rng.randint(11_000, 33_000) if sensible else rng.randint(0, 43_000)
    return in_order(
        Case(
            person=Person(
                id=name,
                name=name,
                born_on=TODAY - timedelta(days=days_old),
                sex=rng.choice(("female", "male", "other")),
            ),
            today=TODAY,
            facts=(*facts, *facts_of_medicines(medicines), *never),
            medicines=medicines,
            gates={gate: sensible or rng.random() < 0.5 for gate in asked},
            means=_means(rng),
        )
    )


def _medicine(rng: random.Random, entry: Finding) -> Medicine:
    states = [word for word in entry.enum_values if word != "never"]
    return Medicine(name=None, classes=(entry.id,), state=rng.choice(states), on=TODAY)


def _facts(rng: random.Random, entry: Finding, vocabulary: Vocabulary) -> Iterator[Fact]:
    on = TODAY - timedelta(days=rng.choice((0, 0, 0, 1, 20, 40, 200, 400)))
    if entry.side == "left_right":
        for side in Side:
            yield Fact(code=entry.id, value=_value(rng, entry), on=on, side=side)
    elif entry.side == "per_site":
        yield from _at_sites(rng, entry, vocabulary, on)
    else:
        yield Fact(code=entry.id, value=_value(rng, entry), on=on)


def _at_sites(
    rng: random.Random, entry: Finding, vocabulary: Vocabulary, on: date
) -> Iterator[Fact]:
    sites = vocabulary.sites_of(entry)
    for site in rng.sample(sites, min(len(sites), rng.choice((0, 1, 1, 2, 5)))):
        yield Fact(code=entry.id, value=_value(rng, entry), on=on, site=site)
    if entry.kind != "clinic_means" and rng.random() < 0.5:
        yield Fact(code=entry.id, value=False, on=on)


def _value(rng: random.Random, entry: Finding) -> Value:
    if entry.value_type == "three_valued":
        return rng.random() < 0.5
    if entry.value_type == "enum":
        return rng.choice(entry.enum_values)
    if entry.value_type == "date":
        return TODAY - timedelta(days=rng.randint(0, 2000))
    if entry.value_type == "text":
        return "anything at all"
    low, high = entry.min or 0.0, entry.max or 0.0
    counted = entry.unit.startswith("{")  # counts and scores are whole numbers
    between = round(rng.uniform(low, high), 0 if counted else 1)
    return float(rng.choice((low, high, between, float(round((low + high) / 2)))))


def _means(rng: random.Random) -> ClinicMeans:
    settings = [setting for setting in Setting if rng.random() < 0.6] or [Setting.HOME]
    return ClinicMeans(
        settings=tuple(settings),
        visit_min=rng.choice((15, 30, 45, 60, 90)),
        visits_max=rng.choice((None, 1, 4, 12, 36)),
        visits_per_week_max=rng.choice((1, 2, 3, 5)),
    )
