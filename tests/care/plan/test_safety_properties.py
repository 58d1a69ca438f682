"""Nothing that is found makes anything safe, nothing unknown is safer than a clear no."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from care.plan.steady import CONDITIONS, HELPED, KNOWLEDGE, approval, open_slots, read
from surefoot.care.plan.records import SafetyReading
from surefoot.terms import Technique

EXAMPLES = settings(max_examples=25)
# These are judged by the therapist at each visit and start as "no" after the first examination.
JUDGED = {row.condition for row in KNOWLEDGE.condition_rings.values() if row.starts_as_no}
codes = st.sampled_from(CONDITIONS)
some = st.sets(codes, max_size=5)
helped = st.booleans().map(lambda there: HELPED if there else {})
STRICTNESS = {"absolute": 0, "relative": 1, "precaution": 2, "clear": 3}


def supervised(reading: SafetyReading) -> dict[tuple[str, str], int]:
    """The supervision level asked for, slot by slot."""
    return {
        (name, place): level
        for name, item in reading.exercises.items()
        for place, level in item.supervision.items()
    }


def changed(reading: SafetyReading) -> dict[str, set[str]]:
    """The statements that change how each exercise is done."""
    return {
        name: {each.statement for each in item.modifications}
        for name, item in reading.exercises.items()
    }


def is_no_freer(after: SafetyReading, before: SafetyReading) -> bool:
    """Whether nothing opened, no guard was dropped and no cap rose."""
    levels, old = supervised(after), supervised(before)
    return (
        open_slots(after) <= open_slots(before)
        and all(level >= old[slot] for slot, level in levels.items())
        and all(
            STRICTNESS[after.techniques[t].state] <= STRICTNESS[before.techniques[t].state]
            for t in Technique
        )
        and all(a <= b for a, b in zip(after.cap.minutes, before.cap.minutes, strict=True))
        and after.cap.effort_max <= before.cap.effort_max
    )


@EXAMPLES
@given(present=some, more=codes, home=helped)
def test_one_more_finding_never_makes_anything_safe(present, more, home):
    before = read(present=present, **home)
    after = read(present=present | {more}, **home)
    assert is_no_freer(after, before)
    for name, item in after.exercises.items():
        if item.settings and len(item.settings) == len(before.exercises[name].settings):
            assert changed(after)[name] >= changed(before)[name]


@EXAMPLES
@given(present=some, more=codes, home=helped)
def test_not_known_is_never_safer_than_absent(present, more, home):
    rest = present - {more}
    assert is_no_freer(read(present=rest, unknown=[more], **home), read(present=rest, **home))


@EXAMPLES
@given(present=some, unknown=some, more=codes)
def test_known_to_be_present_opens_nothing_that_not_known_closed(present, unknown, more):
    """Once it is present it may be opened by approval alone, and none was given."""
    assume(more not in JUDGED)
    rest = unknown - present - {more}
    before = read(present=present - {more}, unknown=[*rest, more])
    after = read(present=present | {more}, unknown=rest)
    assert open_slots(after) == open_slots(before)


@EXAMPLES
@given(present=some, unknown=some)
def test_approvals_never_open_more_than_having_none_of_the_conditions(present, unknown):
    names = [*(technique.value for technique in Technique), "home_unsupervised"]
    approvals = [approval(code, name) for code in present | unknown for name in names]
    opened = read(present=present, unknown=unknown - present, approvals=approvals)
    assert open_slots(opened) <= open_slots(read())
    assert open_slots(opened) >= open_slots(read(present=present, unknown=unknown - present))


@EXAMPLES
@given(present=some, unknown=some, home=helped)
def test_what_is_closed_has_a_reason_and_what_is_open_has_none_against_it_everywhere(
    present, unknown, home
):
    reading = read(present=present, unknown=unknown - present, **home)
    for name, item in reading.exercises.items():
        places = set(KNOWLEDGE.exercises[name].setting)
        assert set(item.settings) <= places
        assert (item.held == "open") is bool(item.settings)
        if set(item.settings) != places:
            assert item.against
        assert set(item.supervision) == set(item.settings)
        assert all(
            level >= KNOWLEDGE.exercises[name].supervision_level
            for level in item.supervision.values()
        )


@pytest.mark.parametrize(
    "state",
    [
        {"caregiver_standby": None},
        {"low_vision": None},
        {"lives_alone": None, "present": ["FALLS_HIGH_UNSUP"]},
        {"pool_temp_c": None, "present": ["OH"]},
        {"vigorous_clearance": None},
        {"compression_barred": None},
        {"without": ["mrc_hip_abduction"]},
        {"without": ["mono_hallux_correct"], "present": ["LOPS"]},
        {"ring2_done": None},
    ],
)
def test_an_answer_that_is_missing_opens_nothing(state):
    known = {"present": state.get("present", ())}
    assert open_slots(read(**state)) <= open_slots(read(**known))
