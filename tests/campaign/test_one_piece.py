"""The plan in three searches against one model of everything, formulated a second time.

For the visits, pool phases and techniques of the plan, `one_piece` decides exercises and doses of
all weeks together. Its bound holds for every plan; its exercises with the doses of the library
are a plan a longer search could have found. `pytest -s` shows the figures of each person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median

import pytest

import people
from campaign.one_piece import Answer, Asked, one_piece
from care.plan.planned import problem as of_story
from care.plan.planned import solved as of_plan
from surefoot.care.case import Case
from surefoot.care.diagnosis import type_results
from surefoot.care.line import LineOfCare
from surefoot.care.plan.mix import profile
from surefoot.care.plan.problem import Problem
from surefoot.care.plan.proposal import _ask, _person
from surefoot.care.plan.safety import assess
from surefoot.care.plan.solve import Solved, solve
from surefoot.care.prognosis import cause_results
from surefoot.knowledge.load import load

KNOWLEDGE = load()
STORIES = ("cts-pregnant", "dsp-bus-driver-past-ulcer", "oh-cook-faint-in-queue")
SECONDS = 20.0  # of the search for each person
ROUNDED = 0.5  # 0.001 SMD: whole minutes of a dozen techniques, prices in hundredths
# The doses of a plan are searched for a limited time, so its value may be said a little too low.
SAID_TOO_LOW = 0.01
CLOSE = 0.15  # so near its bound the one piece has to come itself for its bound to say anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One person: the plan, the same plan in the other formulation, and the best of that."""

    name: str
    solved: Solved
    same: Answer  # the finished plan, valued by the one-piece model
    best: Answer  # of the one-piece model, with any dose
    whole: Answer  # its exercises with the best doses of the library

    @property
    def short(self) -> float:
        """By how many per cent the plan stays below what no plan exceeds."""
        return 100 * (self.best.bound - self.solved.proof.value) / self.best.bound

    @property
    def is_told(self) -> bool:
        """Whether the one piece came near its own bound, so that the bound says something."""
        value, bound = self.best.value, self.best.bound
        return value is not None and bound - value <= CLOSE * abs(bound)

    @property
    def found(self) -> float:
        """By how many per cent it stays below the best plan that was found."""
        value = self.solved.proof.value
        best = max(value, self.whole.value or value)
        return 100 * (best - value) / best

    def __str__(self) -> str:
        proof, best = self.solved.proof, self.best
        whole = "none" if self.whole.value is None else f"{self.whole.value:.1f}"
        return (
            f"{self.name:26} plan {proof.value:7.1f} of {proof.bound:7.1f}; one piece {whole:>7},"
            f" any dose {best.value or 0:7.1f} of {best.bound:7.1f} ({best.status});"
            f" below the bound {self.short:5.2f} %, below a plan {self.found:5.2f} %"
        )


def problems(count: int) -> Iterator[tuple[str, Problem]]:
    """The planning problems of some stories and of so many invented people who can have a plan."""
    yield from ((name, of_story(name)) for name in STORIES)
    asked = ((case.person.id, problem_of(case)) for case in people.generate(431, 4 * count))
    yield from islice(((name, made) for name, made in asked if made is not None), count)


def problem_of(case: Case) -> Problem | None:
    """What is asked of the solver for one person."""
    care = LineOfCare(case, KNOWLEDGE)
    results = {**type_results(care.diagnosis), **cause_results(care.prognosis)}
    findings = care.findings.with_results(results)
    mix = profile(findings, case, care.diagnosis, KNOWLEDGE)
    if mix is None:
        return None
    safety = assess(findings, case, care.contact, KNOWLEDGE)
    asked = _ask(_person(findings, case, safety, KNOWLEDGE, mix))
    return asked and asked.problem


def compare(name: str, problem: Problem) -> Compared | None:
    """The plan of one person, and what the one-piece model makes of the same visits."""
    solved = solve(problem)
    if solved is None:
        return None
    asked = asked_for(problem, solved)
    finished = replace(asked, slots=solved.slots, sessions=solved.dosed.sessions, whole=True)
    best = one_piece(asked, seconds=SECONDS)
    chosen = solved.slots if best.value is None else best.slots
    whole = replace(asked, slots=chosen, whole=True)
    return Compared(
        name=name,
        solved=solved,
        same=one_piece(finished),
        best=best,
        whole=one_piece(whole, seconds=SECONDS),
    )


def asked_for(problem: Problem, solved: Solved) -> Asked:
    """The same visits, pool phases, techniques and ranks."""
    return Asked(
        problem=problem,
        pattern=solved.chosen.pattern,
        pool_phases=frozenset(week.phase.index for week in solved.weeks if week.pool_visits),
        techniques=frozenset(a.technique for a in solved.chosen.amounts if a.minutes),
        ranks=solved.chosen.ranks,
        lifted=frozenset(solved.lifted),
    )


@pytest.fixture(scope="module")
def compared(campaign_size) -> list[Compared]:
    found = []
    for name, made in problems(campaign_size(3, 20)):
        one = compare(name, made)
        if one is not None:
            found.append(one)
            print(one, flush=True)  # noqa: T201 -- the figures are what a campaign is run for
    return found


@pytest.mark.campaign
def test_both_formulations_value_the_finished_plan_alike(compared):
    """The finished plan keeps every rule of the second formulation, and is worth as much there."""
    for one in compared:
        assert one.same.value is not None, f"{one.name}: the plan breaks a rule of the one piece"
        value = one.solved.proof.value
        assert one.same.value >= value - ROUNDED, one.name
        assert one.same.value <= value * (1 + SAID_TOO_LOW) + ROUNDED, one.name


@pytest.mark.campaign
def test_no_finished_plan_exceeds_the_bound_of_the_one_piece(compared):
    for one in compared:
        assert one.same.value <= one.best.bound + ROUNDED, one.name


@pytest.mark.campaign
def test_no_plan_for_the_same_visits_exceeds_the_bound_that_is_shown(compared):
    """Plans with doses of the library; the smallest lie of the bound is in `test_phase_search`."""
    for one in compared:
        if one.whole.value is not None:
            assert one.whole.value <= one.solved.proof.bound + ROUNDED, one.name


@pytest.mark.campaign
def test_how_far_the_three_searches_stay_below_the_one_piece(compared):
    """Not the half per cent that was hoped for.

    Measured on 22 November 2026 with 22 people (3 stories, 19 invented), 20 s each: below the bound
    of the one piece by 5.0 % in the median and 13.8 % at worst; below a plan that was found by
    2.0 % in the median and 9.5 % at worst. On 23 November, after later weeks got their own
    rooms, six people: 5.3 and 20.1 %, 3.3 and 14.5 %; with enough or nothing of a technique, 23
    people on a machine busy with other campaigns: 5.0 and 17.9 %, 0.3 and 6.3 %, leaving out six
    bounds that the one piece did not come near in its time. Since what is lost or gained where a
    phase ends weighs four times as much, which takes away from the value that the share is of: six
    people on a busy machine, three of them told: 17.0 and 21.4 %, 0.0 and 11.1 %. The limits leave
    room for others.
    """
    short = [one.short for one in compared if one.is_told]
    found = [one.found for one in compared]
    print(  # noqa: T201 -- the figures are what a campaign is run for
        f"below the bound: median {median(short):.2f} %, worst {max(short):.2f} %; "
        f"below a plan: median {median(found):.2f} %, worst {max(found):.2f} %"
    )
    assert median(short) <= 20 and max(short) <= 30
    assert median(found) <= 4 and max(found) <= 20


def finished(name: str = STORIES[0]) -> Asked:
    """The finished plan of a story, as the one piece is asked about it."""
    plan = of_plan(name)
    asked = asked_for(of_story(name), plan)
    return replace(asked, slots=plan.slots, sessions=plan.dosed.sessions, whole=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, caps=tuple(cap // 2 for cap in p.caps)),
        lambda p: replace(p, growth=-0.5),
        lambda p: replace(p, home_day_min=5),
        lambda p: replace(p, items_in_visit=(0, 2)),
        lambda p: replace(p, phases=tuple(replace(q, home_items_max=1) for q in p.phases)),
        lambda p: replace(p, items=tuple(replace(i, per_week_max=1) for i in p.items)),
        lambda p: replace(p, items=tuple(replace(i, entry=False) for i in p.items)),
        lambda p: replace(p, items=tuple(replace(i, required=True) for i in p.items)),
        lambda p: replace(p, late_passive_share=-0.01, late_after=0),
        lambda p: replace(p, share_max=0.05, targets=()),
        lambda p: replace(
            p, seated_share=1.0, items=tuple(replace(i, seated=False) for i in p.items)
        ),
    ],
)
def test_a_plan_that_breaks_a_rule_has_no_value_in_the_one_piece(change):
    asked = finished()
    assert one_piece(asked).value is not None
    narrower = change(asked.problem)
    assert _value(replace(asked, problem=narrower)) is None


def test_a_plan_with_another_dose_or_a_missing_exercise_is_no_better_than_the_best():
    asked = finished()
    best = one_piece(replace(asked, slots=None, sessions=None, whole=False))
    longer = tuple(replace(s, half=s.half + 60) for s in asked.sessions)
    assert _value(replace(asked, sessions=longer)) is None
    fewer = _value(replace(asked, slots=asked.slots[1:], sessions=None, whole=True))
    assert fewer is None or fewer <= best.bound + ROUNDED


@pytest.mark.campaign
def test_with_open_ranks_and_techniques_the_best_is_never_worth_less():
    asked = replace(finished(), slots=None, sessions=None, whole=False)
    ways = (asked, replace(asked, ranks=None), replace(asked, ranks=None, techniques=None))
    values = [one_piece(way, gap=0.0005).value for way in ways]
    assert values[0] <= values[1] + ROUNDED and values[1] <= values[2] + ROUNDED


def _value(asked: Asked) -> float | None:
    try:
        return one_piece(asked, seconds=SECONDS).value
    except ValueError:  # a choice the rules do not even leave to be made
        return None
