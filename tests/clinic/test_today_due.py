"""What is due for each person who comes today, both sides of every edge, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from clinic.planned import some_plan, story
from surefoot.care.case import Answers, Case, Fact, Person, Review
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan, Question, Retest
from surefoot.clinic import in_force
from surefoot.clinic.store.due import Standing
from surefoot.clinic.therapist.today_due import Coming
from surefoot.terms import Side, Urgency

DAY = story().today
AT = datetime(DAY.year, DAY.month, DAY.day, 10, tzinfo=UTC)
WHO = UUID(int=7)
HERE = f"/patients/{WHO}"
TUG = "Timed Up and Go"
KNOWN = in_force.knowledge()
BARE = Case(person=Person(id="7", name="Wren", born_on=date(1960, 1, 1)), today=DAY)
ASKS = Question(code="x", ask="Is the wound closed?", who="patient", releases=(), statement="s")
NO = NoSafePlan(made_on=DAY, knowledge="1", reasons=(), first=(), questions=(), stop_signs=())


def never():
    """The line of care of somebody for whom the tables answer."""
    raise AssertionError("A case was worked out that nobody needed.")


def due(standing, case=None, at=AT):
    """The line on the list of Today."""
    line = never if case is None else lambda: LineOfCare(case, KNOWN)
    coming = Coming(patient=WHO, standing=standing, today=DAY, knowledge=KNOWN, line=line)
    return coming.next(at)


def said(standing, case=None, at=AT):
    """The line as it is read, and where it leads."""
    found = due(standing, case, at)
    more = f" and {found.more} more" if found.more else ""
    return f"{found.says} {', '.join(found.names)}".strip() + more, found.href.removeprefix(HERE)


def a_plan(*retests, **more):
    """A course that began six weeks ago with these re-tests: how many days ago, then names."""
    found = tuple(
        Retest(on=DAY - timedelta(days=ago), measures=names, why="") for ago, *names in retests
    )
    begun = {"made_on": DAY - timedelta(days=42), "starts_on": DAY - timedelta(days=42)}
    return replace(some_plan(), requirements=(), retests=found, **{**begun, **more})


def told_of(**more):
    return Standing(is_told=True, **more)


def examined(*without):
    """Somebody after their first examination, but for what was left out."""
    case = story()
    return replace(case, facts=tuple(fact for fact in case.facts if fact.code not in without))


def measured(*days, **more):
    """Somebody whose Timed Up and Go was taken that many days ago."""
    taken = (
        Answers(instrument="TUG", on=DAY - timedelta(days=ago), items={"trial_1": 12})
        for ago in days
    )
    return replace(BARE, answers=tuple(taken), **more)


VISITS = tuple(AT - timedelta(days=7 * n) for n in range(6, -1, -1))  # the first 42 days ago
FULL = a_plan()
EVERY = sum(len(week.visits) for week in FULL.weeks)
PROVISIONAL = replace(FULL, gate="provisional")
ADVICE = replace(FULL, gate="advice_only", retests=(Retest(on=DAY, measures=("x",), why=""),))
LATER = replace(ADVICE, retests=(replace(ADVICE.retests[0], on=DAY + timedelta(days=1)),))
SEEN = Review(red_flag="x", by="Dr Vey", role="physician", says="", on=DAY, urgency=Urgency.U4)


@pytest.mark.parametrize(
    ("standing", "case", "words", "leads"),
    [
        (Standing(is_urgent=True), None, "An urgent sign is still open", "/urgent/"),
        (told_of(is_urgent=True, is_waiting=True, plan=FULL), None,
         "An urgent sign is still open", "/urgent/"),
        (Standing(), None, "Not asked yet: intake not filled in", "/contact/"),
        (told_of(), BARE, "First examination: about 30 min", "/examination/"),
        (told_of(is_proposing=True), BARE, "First examination: about 30 min", "/examination/"),
        (told_of(is_waiting=True, plan=PROVISIONAL), BARE,
         "First examination: about 30 min", "/examination/"),
        (told_of(), examined("reflex_ankle"),
         "1 test before a plan: Both ankle reflexes", "/examination/"),
        (told_of(), examined("reflex_ankle", "pulses_absent"),
         "2 tests before a plan, first: Foot pulses felt on both sides", "/examination/"),
        (told_of(no_plan=NO), None, "No safe plan now: see why", "/plan/"),
        (told_of(no_plan=replace(NO, questions=(ASKS,))), None,
         "1 question before a plan: Is the wound closed?", "/plan/"),
        (told_of(no_plan=replace(NO, questions=(ASKS, ASKS))), None,
         "2 questions before a plan, first: Is the wound closed?", "/plan/"),
        (told_of(is_waiting=True, plan=FULL), None, "Plan to decide on", "/plan/"),
        (told_of(is_waiting=True, plan=PROVISIONAL), examined(), "Plan to decide on", "/plan/"),
        (told_of(is_waiting=True, plan=a_plan((0, TUG))), None, "Plan to decide on", "/plan/"),
        (told_of(is_proposing=True, plan=FULL), None, "A plan is being proposed", "/plan/"),
        (told_of(is_proposing=True), examined(), "A plan is being proposed", "/plan/"),
        (told_of(), examined(), "Examined: ask for a plan", "/plan/"),
        (told_of(plan=PROVISIONAL), examined(), "Examined: ask for a plan", "/plan/"),
        (told_of(plan=LATER), examined(), "Advice only until the doctor has answered", "/plan/"),
        (told_of(plan=ADVICE), examined(), "The doctor's answer is due", "/"),
        (told_of(plan=ADVICE), replace(examined(), reviews=(SEEN,)),
         "The doctor has answered: ask for a plan", "/plan/"),
        (told_of(plan=FULL), None, "Plan in force", "/plan/"),
        (told_of(plan=FULL, starts=VISITS), None, f"Visit 7 of {EVERY}", "/plan/"),
    ],
)  # fmt: skip
def test_the_most_important_thing_is_said_and_leads_to_the_work(standing, case, words, leads):
    assert said(standing, case) == (words, leads)


@pytest.mark.parametrize(
    ("plan", "case", "words"),
    [
        # on its day, and on the day before it
        (a_plan((0, TUG)), BARE, f"Re-test due: {TUG}"),
        (a_plan((-1, TUG)), None, "Plan in force"),
        # measured on its day, as early as counts, and a day before that
        (a_plan((0, TUG)), measured(0), "Plan in force"),
        (a_plan((0, TUG)), measured(7), "Plan in force"),
        (a_plan((0, TUG)), measured(8), f"Re-test due: {TUG}"),
        (a_plan((20, TUG)), measured(28, 15), "Plan in force"),
        (a_plan((20, TUG)), measured(28), f"Re-test due: {TUG}"),
        # of several days the latest that has come
        (a_plan((20, TUG), (1, TUG)), measured(20), f"Re-test due: {TUG}"),
        (a_plan((20, TUG), (-1, TUG)), measured(20), "Plan in force"),
        # two by name, then how many
        (a_plan((0, TUG, "B")), BARE, f"Re-tests due: {TUG}, B"),
        (a_plan((0, TUG, "B"), (3, "C")), BARE, f"Re-tests due: {TUG}, B and 1 more"),
        (a_plan((0, TUG, "B", "C", "D")), measured(1), "Re-tests due: B, C and 1 more"),
    ],
)
def test_re_tests_are_due_from_their_day_until_they_are_measured(plan, case, words):
    assert said(told_of(plan=plan), case)[0] == words


def test_one_re_test_leads_to_its_form_and_several_to_the_examination():
    assert said(told_of(plan=a_plan((0, TUG))), BARE)[1] == "/examination/tug/"
    assert said(told_of(plan=a_plan((0, "Feeling"))), BARE)[1] == "/examination/"
    assert said(told_of(plan=a_plan((0, TUG, "B"))), BARE)[1] == "/examination/"


def test_a_test_that_could_not_be_done_is_done_and_one_left_out_is_not():
    plan = told_of(plan=a_plan((0, TUG)))
    tried = Answers(instrument="TUG", on=DAY, items={}, not_done={"trial_1": "unable"})
    assert said(plan, replace(BARE, answers=(tried,)))[0] == "Plan in force"
    later = replace(tried, not_done={"trial_1": "declined"})
    assert said(plan, replace(BARE, answers=(later,)))[0] == f"Re-test due: {TUG}"


def test_the_longer_form_counts_for_the_shorter_one_that_it_holds():
    short, long = KNOWN.instruments["PHQ2"].name, {f"q{n}": 0 for n in range(1, 10)}
    answered = replace(BARE, answers=(Answers(instrument="PHQ9", on=DAY, items=long),))
    assert said(told_of(plan=a_plan((0, short))), answered)[0] == "Plan in force"


@pytest.mark.parametrize(
    ("code", "value", "side", "words"),
    [
        ("reflex_ankle", "absent", Side.LEFT, "Plan in force"),
        ("falls_12mo", 1, None, "Re-test due: Feeling in the area of the nerve"),  # was told
    ],
)
def test_what_no_instrument_measures_is_settled_by_an_examination(code, value, side, words):
    plan = told_of(plan=a_plan((3, "Feeling in the area of the nerve")))
    fact = Fact(code=code, value=value, on=DAY - timedelta(days=1), side=side)
    assert said(plan, replace(BARE, facts=(fact,)))[0] == words


@pytest.mark.parametrize(
    ("begun", "taken", "words"),
    [
        (14, (28,), "Re-tests due"),  # the first time
        (14, (7,), "Visit 1"),
        (27, (14,), "Visit 1"),  # a day before the second
        (28, (14,), "Re-tests due"),
        (28, (0,), "Visit 1"),
        (70, (15,), "Re-tests due"),
    ],
)
def test_what_recurs_every_few_weeks_is_due_each_time(begun, taken, words):
    start = DAY - timedelta(days=begun)
    retest = next(one for one in some_plan().retests if one.why.startswith("Again every 2 weeks"))
    again = replace(retest, on=start + timedelta(weeks=2))
    plan = replace(some_plan(), starts_on=start, retests=(again,))
    seen = tuple(
        Fact(code="reflex_ankle", value="normal", on=DAY - timedelta(days=n), side=Side.LEFT)
        for n in taken
    )
    found = said(told_of(plan=plan, starts=(AT,)), replace(BARE, facts=seen))[0]
    assert found.startswith(words)


@pytest.mark.parametrize(
    ("starts", "at", "words"),
    [
        ((AT - timedelta(days=43), AT), AT, f"Visit 1 of {EVERY}"),  # one before the course
        ((AT - timedelta(days=42), AT), AT, f"Visit 2 of {EVERY}"),  # and one on its first day
        ((AT, AT + timedelta(hours=5)), AT, f"Visit 1 of {EVERY}"),
        ((AT, AT + timedelta(hours=5)), AT + timedelta(hours=5), f"Visit 2 of {EVERY}"),
        ((AT,) * EVERY, AT, f"Visit {EVERY} of {EVERY}"),
        ((AT,) * (EVERY + 1), AT, f"The {EVERY} visits of the plan are over"),
    ],
)
def test_visits_are_counted_from_the_first_day_of_the_course(starts, at, words):
    assert said(told_of(plan=FULL, starts=starts), at=at)[0] == words


def test_a_record_that_cannot_be_read_hides_no_other_line():
    wrong = Answers(instrument="TUG", on=DAY, items={"trial_1": "twelve"})
    found = said(told_of(plan=a_plan((0, TUG))), replace(BARE, answers=(wrong,)))
    assert found == ("Cannot be worked out: open the chart", "/")
