"""What would make a therapist frown, looked for in whole plans; and the silence of the checker."""

from collections import Counter
from itertools import pairwise

import pytest

from care.plan.planned import SOME, line
from surefoot.care.plan import PlanOfCare
from surefoot.knowledge.load import load

KNOWLEDGE = load()
NAMES = pytest.mark.parametrize("name", SOME)


def plan(name) -> PlanOfCare:
    made = line(name).plan
    assert isinstance(made, PlanOfCare)
    return made


def training(week):
    """(exercise, technique, minutes of the week) of every training item."""
    for visit in week.visits:
        for part in visit.parts:
            yield from ((i.exercise, i.technique, i.minutes) for i in part.items if i.is_training)
    home = week.home.exercises
    yield from ((i.exercise, i.technique, i.minutes * i.sessions) for i in home)


@NAMES
def test_the_second_checker_finds_no_broken_rule(name):
    assert line(name).broken(plan(name)) == ()


@NAMES
def test_the_parts_of_a_visit_add_up_to_its_length(name):
    for week in plan(name).weeks:
        for visit in week.visits:
            assert sum(part.minutes for part in visit.parts) == pytest.approx(visit.minutes)
            assert visit.minutes <= line(name).case.means.visit_min


@NAMES
def test_no_week_is_idle_and_home_is_not_empty(name):
    for week in plan(name).weeks:
        assert list(training(week))
    assert any(week.home.exercises for week in plan(name).weeks)


@NAMES
def test_two_techniques_or_more_are_trained(name):
    assert len({t for week in plan(name).weeks for _, t, _ in training(week)}) >= 2


@NAMES
def test_the_plan_moves_on(name):
    weeks = [list(training(week)) for week in plan(name).weeks]
    harder = max(KNOWLEDGE.exercises[e].level for e, _, _ in weeks[-1]) > max(
        KNOWLEDGE.exercises[e].level for e, _, _ in weeks[0]
    )
    more = sum(m for *_, m in weeks[-1]) > sum(m for *_, m in weeks[0])
    assert harder or more


@NAMES
def test_passive_work_stays_a_quarter_after_week_6(name):
    for week in plan(name).weeks[6:]:
        spent = list(training(week))
        passive = sum(m for e, _, m in spent if KNOWLEDGE.exercises[e].passive)
        assert passive <= 0.25 * sum(m for *_, m in spent) + 1


@NAMES
def test_no_visit_is_all_hands_on(name):
    for week in plan(name).weeks:
        for visit in week.visits:
            items = [i for part in visit.parts for i in part.items if i.is_training]
            assert any(not KNOWLEDGE.exercises[i.exercise].passive for i in items)


@NAMES
def test_not_more_than_half_of_the_exercises_change_at_once(name):
    sets = [{e for e, *_ in training(week)} for week in plan(name).weeks]
    for before, now in pairwise(sets):
        assert len(now - before) <= len(now) / 2 + 1


@NAMES
def test_education_stays_short_after_week_2(name):
    for week in plan(name).weeks[2:]:
        for visit in week.visits:
            taught = sum(p.minutes for p in visit.parts if p.phase == "education")
            assert taught <= max(3, 0.15 * visit.minutes) + 5


def talks(part):
    """What of a part is talk, each with how long it goes on."""
    return [item for item in part.items if item.exercise in ("PE001", "PE002")]


@NAMES
def test_no_talk_is_longer_than_the_part_of_the_visit_it_is_in(name):
    parts = [p for week in plan(name).weeks for visit in week.visits for p in visit.parts]
    for part in parts:
        assert sum(item.continuous_min for item in talks(part)) <= max(1, part.minutes)


def test_some_of_these_are_talked_to_for_less_than_the_whole_talk():
    plans = [plan(name) for name in SOME]
    parts = [p for each in plans for w in each.weeks for visit in w.visits for p in visit.parts]
    told = {item.continuous_min for part in parts for item in talks(part)}
    assert told
    assert max(told) < KNOWLEDGE.exercises["PE001"].continuous_min


@NAMES
def test_totals_are_what_the_items_say(name):
    for week in plan(name).weeks:
        assert week.training_min == pytest.approx(sum(m for *_, m in training(week)), abs=0.6)
        assert week.training_min <= week.cap_min


@NAMES
def test_techniques_are_listed_with_their_minutes(name):
    minutes = Counter()
    for week in plan(name).weeks:
        for _, technique, spent in training(week):
            minutes[technique] += spent
    told = {choice.technique: choice.minutes for choice in plan(name).techniques}
    assert told == pytest.approx({t: m for t, m in minutes.items() if t in told}, abs=1)
    assert set(told) == set(minutes)


@NAMES
def test_what_begins_at_home_was_practised_or_shown_in_a_visit_before(name):
    """The days at home of a week lie between its visits, so its first visit has to do it."""
    known: set[str] = set()
    for week in plan(name).weeks:
        for visit in week.visits[:1]:
            known |= {i.exercise for part in visit.parts for i in part.items}
            known |= {each for part in visit.parts for each in part.shown}
        assert {item.exercise for item in week.home.exercises} <= known
        for visit in week.visits[1:]:
            known |= {i.exercise for part in visit.parts for i in part.items}
            known |= {each for part in visit.parts for each in part.shown}


@NAMES
def test_what_was_practised_in_a_visit_is_not_shown_once_more(name):
    practised: set[str] = set()
    for week in plan(name).weeks:
        for visit in week.visits:
            practised |= {i.exercise for p in visit.parts for i in p.items if i.is_training}
            assert not practised & {each for part in visit.parts for each in part.shown}
