"""Sets the scorer beside the plain one: every combination of answers, or a sample of them."""

import itertools
import math
import random
from collections.abc import Iterator
from datetime import date

from care.examination.plain import SHEETS
from care.examination.plain.sheet import NOT_APPLICABLE, UNABLE, Given, Sheet
from surefoot.care.case import Answers
from surefoot.care.examination import Score, score
from surefoot.knowledge.load import load

KNOWLEDGE = load()
DAY = date(2026, 3, 1)
AGES = (None, 17, 19, 39, 45, 59, 60, 61, 64, 68, 70, 74, 79, 80, 85, 86, 89, 94, 95)
SEXES = (None, "female", "male")
MISSING = object()
EXHAUSTIVE_UP_TO = 1_000_000


def count(sheet: Sheet, *, with_missing: bool) -> int:
    """How many combinations of answers there are."""
    return math.prod(len(choices) + with_missing for choices in sheet.choices.values())


def every(sheet: Sheet, *, with_missing: bool) -> Iterator[Given]:
    """Every combination of answers, with gaps or without."""
    open_too = (MISSING,) if with_missing else ()
    for chosen in itertools.product(*[(*c, *open_too) for c in sheet.choices.values()]):
        pairs = zip(sheet.choices, chosen, strict=True)
        yield {item: answer for item, answer in pairs if answer is not MISSING}


def sampled(sheet: Sheet, size: int, rng: random.Random) -> Iterator[Given]:
    """Random combinations; a third complete, the others with few or many gaps."""
    items = [(item, tuple(choices)) for item, choices in sheet.choices.items()]
    for _ in range(size):
        gaps = rng.choice((0.0, 0.08, 0.4))
        yield {i: rng.choice(c) for i, c in items if not gaps or rng.random() >= gaps}


def differences(code: str, given: Given, age: int | None, sex: str | None) -> list[str]:
    """Where the two scorers disagree; empty when they do not."""
    sheet = SHEETS[code]
    given = sheet.prune(given, sex)
    expected = sheet.score(given, age, sex)
    found = score(
        Answers(
            instrument=code,
            on=DAY,
            items={i: a for i, a in given.items() if a not in (UNABLE, NOT_APPLICABLE)},
            not_done={
                i: str(a).strip("<>") for i, a in given.items() if a in (UNABLE, NOT_APPLICABLE)
            },
        ),
        KNOWLEDGE,
        age_a=age,
        sex=sex,
        licensed=SHEETS,
    )
    return [
        f"{code} {given} age {age} sex {sex}: {name} is {got!r}, by hand {want!r}"
        for name, want in expected.items()
        if not _same(got := _got(name, found), want)
    ]


def _got(name: str, found: Score) -> object:
    """What the scorer says under one name of the plain scorer."""
    kind, _, rest = name.partition(":")
    if kind == "flag":
        return found.flags[rest]
    if kind == "band":
        of = rest or found.main.id if found.main else rest
        return next((band.label for band in found.bands if band.value == of), None)
    if kind == "possible":
        open_ones = found.possible.get(rest)
        return (open_ones[0], open_ones[-1]) if open_ones else None
    if name == "event":
        return found.events[0].severity if found.events else None
    if name == "score state":
        return found.state
    measured = found.values.get(name)
    return None if measured is None else measured.value


def _same(got: object, want: object) -> bool:
    if isinstance(got, bool) or isinstance(want, bool) or got is None or want is None:
        return got is want or got == want
    if isinstance(got, int | float) and isinstance(want, int | float):
        return math.isclose(got, want, rel_tol=1e-12, abs_tol=1e-9)
    return got == want


def compare(code: str, size: int, seed: str) -> tuple[int, list[str]]:
    """How many combinations were compared, and the first few differences."""
    sheet = SHEETS[code]
    rng = random.Random(f"{seed}/{code}")
    everything = count(sheet, with_missing=True) <= min(size, EXHAUSTIVE_UP_TO)
    chosen = every(sheet, with_missing=True) if everything else sampled(sheet, size, rng)
    if not everything and count(sheet, with_missing=False) <= min(size, EXHAUSTIVE_UP_TO):
        chosen = itertools.chain(every(sheet, with_missing=False), chosen)
    compared, wrong = 0, []
    for given in chosen:
        compared += 1
        wrong += differences(code, given, rng.choice(AGES), rng.choice(SEXES))
        if len(wrong) > 4:
            break
    return compared, wrong
