"""The planning problem: plain data that validates itself, the same for the same person."""

from dataclasses import replace

import pytest

from care.plan.planned import SOME, asked, line, problem
from surefoot.care.plan.assemble import assemble, evidence_for
from surefoot.care.plan.beside import minutes_beside
from surefoot.care.plan.candidates import doses
from surefoot.care.plan.course import patterns
from surefoot.care.plan.teaching import lessons
from surefoot.knowledge.load import load
from surefoot.terms import Setting, Technique

KNOWLEDGE = load()


@pytest.mark.parametrize("name", SOME)
def test_candidates_in_another_order_make_the_same_problem(name):
    made = asked(name)
    ways = patterns(made.person, made.frame)
    beside = minutes_beside(made.person, made.frame.topics, made.self_care)
    evidence = evidence_for(made.curves, made.person, placed=made.person.required, talk_min=beside)
    turned = tuple(reversed(made.gathered.candidates))
    assert assemble(made.person, made.frame, ways, turned, evidence) == made.problem


@pytest.mark.parametrize("name", SOME)
def test_every_exercise_of_the_library_is_a_candidate_or_has_a_reason(name):
    made = asked(name)
    known = {c.exercise.id for c in made.gathered.candidates}
    known |= {left.what for left in made.gathered.left_out}
    silent = {row.id for row in KNOWLEDGE.exercises.values()} - known
    apart = ("foot_care", "education_pain", "pelvic_bowel", "autonomic", "tens")
    rows = [KNOWLEDGE.exercises[e] for e in silent]
    talk = {"EDU", "COMPRESSION"}
    placed_apart = {r.id for r in rows if r.technique in apart or talk & set(r.precaution_tags)}
    assert placed_apart <= silent
    assert silent - placed_apart <= made.person.required  # worn or done every day at home


@pytest.mark.parametrize("name", SOME)
def test_targets_share_out_what_the_weeks_can_hold(name):
    made = problem(name)
    usual = max(made.patterns, key=lambda p: (-p.away, p.reach_min))
    assert made.target_min <= usual.reach_min + len(made.targets)
    assert sum(target.percent for target in made.targets) == pytest.approx(100)


@pytest.mark.parametrize("name", SOME)
def test_a_week_may_grow_by_a_tenth_from_its_start_and_never_passes_the_cap(name):
    made, cap = problem(name), asked(name).person.safety.cap
    assert made.caps[0] == min(cap.start_min, cap.minutes[0])
    for number, (before, after) in enumerate(zip(made.caps, made.caps[1:], strict=False), start=1):
        assert after <= before * 1.1 + 1e-9
        assert after <= cap.minutes[number]


@pytest.mark.parametrize("name", SOME)
def test_visits_never_rise_and_keep_within_the_caps(name):
    means = line(name).case.means
    for pattern in problem(name).patterns:
        assert list(pattern.a_week) == sorted(pattern.a_week, reverse=True)
        assert max(pattern.visits) <= means.visits_per_week_max
        assert means.visits_max is None or sum(pattern.visits) <= means.visits_max
        assert len(pattern.rooms) == sum(pattern.visits)


def test_a_high_fall_risk_gets_two_visits_a_week_where_they_are_allowed():
    assert {min(p.a_week) for p in problem("gbs-recovery-wheelchair").patterns} >= {2}
    assert all(min(p.a_week) >= 2 for p in problem("gbs-recovery-wheelchair").patterns)


def test_a_problem_whose_weeks_do_not_fit_is_refused():
    made = problem(SOME[0])
    with pytest.raises(ValueError, match="weeks"):
        replace(made, caps=made.caps[:-1])
    with pytest.raises(ValueError, match="technique"):
        replace(made, options=made.options[1:])
    with pytest.raises(ValueError, match="below zero"):
        replace(made, home_day_min=-1)


def test_an_item_without_a_place_or_with_falling_doses_is_refused():
    item = problem(SOME[0]).items[0]
    with pytest.raises(ValueError, match=item.id):
        replace(item, places=())
    with pytest.raises(ValueError, match=item.id):
        replace(item, half=(8, 6))


@pytest.mark.parametrize(
    ("exercise", "minutes"),
    [("BT001", [2.5, 3.0, 4.0]), ("RT004", [1.5, 3.5, 5.5]), ("JM001", [5.0])],
)
def test_doses_are_a_set_more_or_fewer_and_hands_on_work_keeps_its_dose(exercise, minutes):
    found = doses(KNOWLEDGE.exercises[exercise], weak=False, bout_min=5, bout_max=30)
    assert [dose.minutes for dose in found] == minutes


def test_aerobic_bouts_run_from_five_minutes_to_thirty():
    found = doses(KNOWLEDGE.exercises["AE001"], weak=False, bout_min=5, bout_max=30)
    assert (found[0].continuous_min, found[-1].continuous_min) == (5, 30)


def test_a_weak_muscle_does_eight_repetitions_at_most():
    found = doses(KNOWLEDGE.exercises["RT014"], weak=True, bout_min=5, bout_max=30)
    assert {dose.reps for dose in found} == {8}


@pytest.mark.parametrize("name", SOME)
def test_what_is_due_by_a_visit_is_taught_by_then_and_later_lessons_stay_short(name):
    frame = asked(name).frame
    visits = (2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1)[: len(frame.caps)]
    taught = frame.taught(visits)
    late = max(frame.fixed["education"], int(0.15 * frame.visit_min))
    assert all(lesson.minutes <= late for lesson in taught[4:])
    for topic in frame.topics:
        at = [i for i, lesson in enumerate(taught, start=1) if topic.id in lesson.topics]
        if topic.by_visit is not None and frame.visit_min >= 45:
            assert at and max(at) <= max(topic.by_visit, 2)


def test_no_lessons_without_visits():
    assert lessons([], [], visit_min=45, room_min=20, usual_min=3, share=0.15) == ()


def test_the_mix_goes_to_land_where_the_pool_is_closed():
    made = problem("dsp-bus-driver-past-ulcer")
    there = {option.technique for option in made.options}
    asked_for = {t for target in made.targets for t in target.techniques}
    assert asked_for <= there
    assert Technique.BALANCE in asked_for
    assert all(Setting.HOME in o.places or Setting.CLINIC in o.places or Setting.POOL in o.places
               for o in made.options)  # fmt: skip
