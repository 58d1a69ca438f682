"""A case is what all entries say together: nothing lost, nothing said twice."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import people
from care.said import ADULT, TODAY, say
from surefoot.care.case import Answers, Approval, ClinicMeans, Fall, Goal, Medicine, NotDone
from surefoot.care.entry import Entry, case_of, entry_of
from surefoot.terms import Domain

MEANS = ClinicMeans()
CASES = list(islice(people.generate(77, 6), 6))
YESTERDAY = TODAY - timedelta(days=1)


def told(*lines):
    """The facts of a case made of entries that say these lines."""
    entries = [Entry(facts=say(line)) for line in lines]
    return case_of(ADULT, TODAY, MEANS, entries).facts


def together(*entries):
    return case_of(ADULT, TODAY, MEANS, entries)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.person.id)
def test_one_entry_of_everything_is_the_case(case):
    assert case_of(case.person, case.today, case.means, [entry_of(case)]) == case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.person.id)
@given(data=st.data())
def test_what_is_told_piece_by_piece_is_the_same_case(case, data):
    """In whatever pieces the answers come, as long as a finding's sites come together."""
    cut = sorted(data.draw(st.lists(st.integers(0, len(case.answers)), max_size=3)))
    whole = replace(entry_of(case), answers=())
    ends = [0, *cut, len(case.answers)]
    pieces = [Entry(answers=case.answers[a:b]) for a, b in pairwise(ends)]
    assert case_of(case.person, case.today, case.means, [whole, *pieces]) == case


def test_no_entries_are_an_empty_case():
    case = together()
    assert (case.facts, case.story, case.goals, case.days_per_week) == ((), "", (), None)


def test_of_one_day_the_later_entry_counts():
    assert told("sbp_rest=150", "sbp_rest=130") == say("sbp_rest=130")


def test_values_of_other_days_stay():
    assert told("sbp_rest=150/-1d", "sbp_rest=130") == say("sbp_rest=150/-1d sbp_rest=130")


def test_the_other_side_stays():
    assert told("foot_drop@left", "foot_drop@right") == say("foot_drop@left foot_drop@right")


def test_all_sites_of_a_finding_are_told_anew():
    assert told("cramps@calf_left cramps@calf_right", "cramps@calf_left") == say("cramps@calf_left")


def test_what_could_not_be_done_takes_the_place_of_a_value_of_that_day_and_back():
    unable = NotDone(code="tug_s", why="unable", on=TODAY)
    measured = Entry(facts=say("tug_s=12"))
    case = together(measured, Entry(not_done=(unable,)))
    assert (case.facts, case.not_done) == ((), (unable,))
    case = together(Entry(not_done=(unable,)), measured)
    assert (case.facts, case.not_done) == (say("tug_s=12"), ())


@pytest.mark.parametrize(
    ("part", "first", "second"),
    [
        ("story", "numb feet", "numb feet since May"),
        ("falls", (Fall(on=YESTERDAY),), ()),
        ("days_per_week", 3, 5),
        ("goals", (Goal(words="walk", domain=Domain.FUNCTION, priority=1),), ()),
        ("medicines", (Medicine(name="x", classes=(), state="current", on=YESTERDAY),), ()),
    ],
)
def test_a_list_told_anew_takes_the_place_of_the_old_and_silence_leaves_it(part, first, second):
    old, new = Entry(**{part: first}), Entry(**{part: second})
    assert getattr(together(old, new), part) == second
    assert getattr(together(old, Entry()), part) == first


def test_a_questionnaire_is_kept_for_each_day():
    def phq(day, value):
        return Entry(answers=(Answers(instrument="phq_9", on=day, items={"1": value}),))

    case = together(phq(YESTERDAY, 1), phq(TODAY, 2), phq(TODAY, 3))
    assert [(a.on, a.items["1"]) for a in case.answers] == [(YESTERDAY, 1), (TODAY, 3)]


def test_an_approval_given_anew_replaces_the_old_one():
    def given_on(day: date, by):
        one = Approval(condition="OH", technique="aquatic", by=by, reason="fit", on=day)
        return Entry(approvals=(one,))

    case = together(given_on(YESTERDAY, "Dr A"), given_on(TODAY, "Dr B"))
    assert [one.by for one in case.approvals] == ["Dr B"]


def test_gates_and_symptoms_are_those_said_last():
    case = together(Entry(gates={"a": True, "b": True}), Entry(gates={"a": False}))
    assert case.gates == {"a": False, "b": True}
