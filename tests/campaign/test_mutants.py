"""Faults planted in the safety rules are found by the safety tests.

`SUREFOOT_SEED` repeats a drawing; without it a full campaign draws anew.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import surefoot
from campaign import mutate
from campaign.mutate import Mutant
from campaign.mutate_code import in_code
from campaign.trial import Trial, Workshop

PROCESSES = 2
SAFETY = "care/plan/safety"
PACKAGE = Path(surefoot.__file__).parent
SHARES = {
    "code": 80,
    "matrix": 20,
    "tags": 20,
    "exclusions": 25,
    "limits": 20,
    "rules": 15,
    "reading": 10,
    "needs": 10,
}
"""Of 200 mutants, how many of each kind."""

EQUIVALENT: dict[str, str] = {
    "care/plan/safety/switches.py: module: `3` becomes 4": (
        "a therapist's supervision is the highest there is: no item and no rule may ask for a 4"
    ),
    **{
        f"care/plan/safety/filters.py: _reaches: {what}": (
            "every item that a filter of joint grades speaks of has both grades; a test says so"
        )
        for what in (
            "`False` becomes True",
            "`lowest is None or item.joint_grade is None or item.joint_grade_max is ` "
            "joined by and",
        )
    },
    "care/plan/safety/filters.py: filter_placings: `len(ways) > 1` with GtE at 1": (
        "an item that lies in one way only is closed where that way touches the part, and else "
        "touches nothing that could be named"
    ),
    "knowledge/safety.toml: GLU_70_90 AEROBIC_VIG: when: `glucose_now_mgdl < 90` with <=": (
        "the condition itself ends below 90, so the state is never looked at there"
    ),
    "care/plan/safety/needs.py: _number: `0` becomes 1": "the id of every must-have has a number",
    **{
        f"care/plan/safety/needs.py: _size: `0` becomes 1{place}": (
            "a cap that anybody can fall under has all three numbers; a test says so"
        )
        for place in ("", " (2)", " (3)")
    },
}
"""Faults that change nothing anybody could see, each with the reason why."""


def every_mutant(package: Path) -> Iterator[Mutant]:
    """All faults that can be planted; one that stands twice in a function is numbered."""
    seen: Counter[str] = Counter()
    for mutant in _all_kinds(package):
        seen[mutant.name] += 1
        place = seen[mutant.name]
        yield mutant if place == 1 else replace(mutant, what=f"{mutant.what} ({place})")


def _all_kinds(package: Path) -> Iterator[Mutant]:
    for module in sorted((package / SAFETY).glob("*.py")):
        yield from in_code(package, f"{SAFETY}/{module.name}")
    yield from mutate.in_matrix(package)
    yield from mutate.in_tags(package)
    yield from mutate.in_exclusions(package)
    yield from mutate.in_limits(package)
    yield from mutate.in_rules(package, "cond_", "must_")
    yield from mutate.in_reading(package)
    yield from mutate.in_needs(package)


def drawn(package: Path, count: int, rng: random.Random) -> list[Mutant]:
    """So many faults, of each kind its share and at least one."""
    kinds: dict[str, list[Mutant]] = {kind: [] for kind in SHARES}
    for mutant in every_mutant(package):
        if mutant.name not in EQUIVALENT:
            kinds[mutant.kind].append(mutant)
    whole = sum(SHARES.values())
    shares = {kind: max(1, round(count * share / whole)) for kind, share in SHARES.items()}
    return [mutant for kind, found in kinds.items() for mutant in rng.sample(found, shares[kind])]


def said_if_alive(trial: Trial) -> Trial:
    """The trial; a survivor is named at once, for a drawing takes a quarter of an hour."""
    if trial.fate == "alive":
        print(f"alive: {trial.mutant.kind}: {trial.mutant.name}", flush=True)  # noqa: T201 - said while it runs
    return trial


def report(trials: list[Trial], seed: int) -> str:
    """How many of each kind were killed, and which were not."""
    alive = [trial for trial in trials if trial.fate == "alive"]
    lines = [f"{len(trials) - len(alive)} of {len(trials)} mutants killed (seed {seed})"]
    fates: dict[str, Counter[str]] = {}
    for trial in trials:
        fates.setdefault(trial.mutant.kind, Counter())[trial.fate] += 1
    lines += [f"  {kind}: {dict(found)}" for kind, found in fates.items()]
    slow = [f"  too slow: {trial.mutant.name}" for trial in trials if trial.fate == "too slow"]
    return "\n".join([*lines, *(f"  alive: {trial.mutant.name}" for trial in alive), *slow])


def test_each_fault_that_is_said_to_change_nothing_is_one_that_can_be_planted():
    planted = {mutant.name for mutant in every_mutant(PACKAGE)}
    assert sorted(set(EQUIVALENT) - planted) == []


@pytest.mark.campaign
def test_faults_in_the_safety_rules_are_found(campaign_size, tmp_path):
    count = campaign_size(12, 200)
    fresh = random.SystemRandom().randrange(10**6) if count == 200 else 1
    seed = int(os.environ.get("SUREFOOT_SEED", fresh))
    workshop = Workshop(tmp_path)
    whole = workshop.run_whole()
    assert whole.returncode == 0, f"The safety tests fail without a fault:\n{whole.stdout[-2000:]}"
    mutants = drawn(workshop.package, count, random.Random(seed))
    with ThreadPoolExecutor(PROCESSES) as pool:
        trials = list(map(said_if_alive, pool.map(workshop.try_out, mutants, range(len(mutants)))))
    told = report(trials, seed)
    print(told)  # noqa: T201 - the figures are what the campaign is for
    alive = sum(trial.fate == "alive" for trial in trials)
    assert alive <= len(trials) // 100, told
