"""The hard rules of PR11: what a weak muscle may do, and which has to be graded first."""

import pytest

from care.plan.limited import MUSCLES, limited
from care.plan.steady import KNOWLEDGE, findings_of, on_sides, person, read
from surefoot.knowledge.schema.exercises import Selector
from surefoot.terms import Side

LEFT = Side.LEFT


@pytest.mark.parametrize("muscle", sorted(MUSCLES))
def test_a_muscle_under_grade_3_gets_low_load_only(muscle):
    code = f"mrc_{muscle}"
    loaded = {name for name, row in KNOWLEDGE.exercises.items() if code in row.muscles}
    weak = read(facts=on_sides(code, LEFT, value=2.5, other=5.0))
    for name in loaded:
        gentle = "LOW_LOAD" in KNOWLEDGE.exercises[name].precaution_tags
        assert limited(weak, name, f"pr11-under-3-{muscle}") is not gentle
    fair = read(facts=on_sides(code, LEFT, value=3.0, other=5.0))
    for name in loaded:
        row, item = KNOWLEDGE.exercises[name], fair.exercises[name]
        heavy = "RESIST_HEAVY" in row.precaution_tags
        assert limited(fair, name, f"pr11-3-{muscle}") is heavy
        told_so = any("stop at effort 4/10" in each.says for each in item.modifications)
        assert told_so is (not heavy and "LOW_LOAD" not in row.precaution_tags)
    strong = read(facts=on_sides(code, LEFT, value=4.0, other=5.0))
    assert not any(limited(strong, name, f"pr11-3-{muscle}") for name in loaded)
    told = {m.statement for item in strong.exercises.values() for m in item.modifications}
    assert f"limit/pr11-3-{muscle}" not in told


@pytest.mark.parametrize("muscle", sorted(MUSCLES))
def test_pr11_speaks_of_each_muscle_in_the_same_way(muscle):
    """MRC under 3: low-load items only; MRC 3 to under 4: nothing heavy, and gently."""
    code = f"mrc_{muscle}"
    under, at_3 = (KNOWLEDGE.safety_limits[f"limit/pr11-{kind}-{muscle}"] for kind in
                   ("under-3", "3"))  # fmt: skip
    assert under.closes == (Selector(muscles=(code,)),)
    assert under.keeps == (Selector(tags_any=("LOW_LOAD",)),)
    assert at_3.closes == (Selector(muscles=(code,), tags_any=("RESIST_HEAVY",)),)
    assert at_3.concerns == (Selector(muscles=(code,), tags_none=("LOW_LOAD",)),)
    assert (at_3.keeps, at_3.unknown_holds, under.unknown_holds) == ((), False, True)
    for grade, weak, fair in ((2.5, True, False), (3.0, False, True), (3.5, False, True),
                              (4.0, False, False)):  # fmt: skip
        graded = findings_of(person(facts=on_sides(code, LEFT, value=grade, other=5.0)))
        assert (graded.holds(under.when), graded.holds(at_3.when)) == (weak, fair)


@pytest.mark.parametrize("muscle", ["knee_extension", "ankle_dorsiflexion"])
def test_a_key_muscle_that_was_not_graded_holds_its_items_up(muscle):
    code = f"mrc_{muscle}"
    loaded = [name for name, row in KNOWLEDGE.exercises.items() if code in row.muscles]
    reading = read(without=[code])
    assert all(
        limited(reading, name, f"pr11-under-3-{muscle}")
        for name in loaded
        if "LOW_LOAD" not in KNOWLEDGE.exercises[name].precaution_tags
    )


def test_another_muscle_is_asked_for_only_where_there_is_weakness():
    calm = read(without=["mrc_thumb_abduction"])
    assert not limited(calm, "RT030", "pr11-under-3-thumb_abduction")
    weak = read(without=["mrc_thumb_abduction"], symptom_weakness=True)
    assert limited(weak, "RT030", "pr11-under-3-thumb_abduction")
