"""Planning problems of a few stories, solved once a test run, whoever asks."""

from functools import cache

from lines import kept, line
from surefoot.care.diagnosis import type_results
from surefoot.care.line import LineOfCare
from surefoot.care.plan.mix import profile
from surefoot.care.plan.problem import Problem
from surefoot.care.plan.proposal import Asked, _ask, _person
from surefoot.care.plan.safety import assess
from surefoot.care.plan.solve import Solved, solve
from surefoot.care.prognosis import cause_results

__all__ = ["SOME", "asked", "asked_of", "line", "problem", "solved"]

SOME = (
    "cleaner-plain-words",
    "cts-pregnant",
    "dsp-bus-driver-past-ulcer",
    "dsp-baker-market",
    "oh-cook-faint-in-queue",
    "cipn-oxaliplatin-swimmer",
    "amyotrophy-shopkeeper",
    "gbs-recovery-wheelchair",
)


@cache
def asked(name: str) -> Asked:
    """What is asked of the solver for one story."""
    return asked_of(line(name))


def asked_of(care: LineOfCare) -> Asked:
    """What is asked of the solver for one line of care."""
    results = {**type_results(care.diagnosis), **cause_results(care.prognosis)}
    findings = care.findings.with_results(results)
    safety = assess(findings, care.case, care.contact, care.knowledge)
    mix = profile(findings, care.case, care.diagnosis, care.knowledge)
    assert mix is not None
    found = _ask(_person(findings, care.case, safety, care.knowledge, mix))
    assert found is not None
    return found


def problem(name: str) -> Problem:
    """The planning problem of one story."""
    return asked(name).problem


@cache
def solved(name: str) -> Solved:
    """Its solution."""
    found = kept(f"solved-{name}", lambda: solve(problem(name)))
    assert found is not None
    return found
