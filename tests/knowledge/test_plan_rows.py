"""Every row of the plan's rules is there and says one thing."""

from itertools import pairwise

from surefoot.knowledge.load import load

KNOWLEDGE = load()


def test_no_row_of_the_reference_was_dropped():
    counts = {
        "caps": 9,
        "progression_rules": 12 + 1,  # bouts of those who walk far
        "session_phases": 9,
        "episode_rules": 10 + 5,  # unknown damage, what an addition takes, answers, before, goals
        "lifestyle": 15 + 4 + 4,  # smoking, lows, peaks, heart nerves, one step; days of dialysis
        "must_haves": 17 + 10 + 16,  # MI18-20, 32-37, 39, 41-43 are new, others parts of others
        "goal_weights": 6,
        "billing_examples": 7,
        "effects": 48,
        "mixes": 39 + 1,  # mild and steady
    }
    assert {name: len(getattr(KNOWLEDGE, name)) for name in counts} == counts


def test_every_mix_divides_the_whole_time():
    assert {sum(s.percent for s in mix.shares) for mix in KNOWLEDGE.mixes.values()} == {100}


def test_every_type_has_a_mix_at_each_stage():
    types = {mix.type for mix in KNOWLEDGE.mixes.values()}
    assert {(m.type, m.stage) for m in KNOWLEDGE.mixes.values()} == {
        (kind, stage) for kind in types for stage in ("mild", "moderate", "severe")
    }


def test_rules_name_exercises_techniques_and_manners_that_exist():
    rows = [*KNOWLEDGE.must_haves.values(), *KNOWLEDGE.indications.values()]
    named = {e for row in rows for e in (*row.exercises, *getattr(row, "any_of", ()))}
    named |= {e for topic in KNOWLEDGE.topics.values() for e in topic.exercises}
    assert named <= set(KNOWLEDGE.exercises)
    manners = {s.how for mix in KNOWLEDGE.mixes.values() for s in mix.shares} - {""}
    assert manners <= set(KNOWLEDGE.manners)


def test_visits_are_48_hours_apart_and_no_day_has_a_visit_and_training_at_home():
    for row in KNOWLEDGE.rhythms.values():
        gaps = [b - a for a, b in pairwise((*row.visit_days, 8))] if row.visit_days else []
        assert all(gap >= 2 for gap in gaps)
        assert not {*row.visit_days} & {*row.home_days}


def test_heavy_work_names_muscles_and_a_known_load():
    heavy = KNOWLEDGE.recovery_rules["recovery/heavy"]
    for row in KNOWLEDGE.exercises.values():
        if {*heavy.tags} & {*row.precaution_tags}:
            assert row.muscle_groups
            assert row.muscle_load in ("low", *heavy.muscle_loads)


def test_nothing_of_the_plan_rules_is_called_reviewed_without_a_source():
    own = {"gk", "design-rule", "convention", "policy"}
    for table in ("caps", "mixes", "must_haves", "lifestyle", "plan_weights", "rhythms"):
        for row in getattr(KNOWLEDGE, table).values():
            assert not (set(row.sources) & own and row.grade.is_reviewed), row.id


def test_words_of_the_rows_say_what_is_done_and_take_nothing_for_granted():
    standing = KNOWLEDGE.lifestyle["life/standing_work"].says
    assert "compression where it is not barred" in standing
    counts = (
        KNOWLEDGE.mix_notes["mix_note/chemotherapy"].must,
        KNOWLEDGE.topics["teach/chemo"].says,
    )
    assert all("lowest" in words for words in counts)
    heals = KNOWLEDGE.reversibility_classes["RS"].symptoms  # an eye is neither numb nor in pain
    assert not {"pain", "numbness"} & set(heals.lower().split())
    trunk = {row.must for row in KNOWLEDGE.mixes.values() if row.type == "truncal"}
    assert len(trunk) == 1
    assert "spared" not in trunk.pop()
    blocks = [row.says for row in KNOWLEDGE.tag_blocks.values()]
    assert not [says for says in blocks if "every item" in says]
