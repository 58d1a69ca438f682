"""Every row of the plan's rules is there and says one thing."""

from surefoot.knowledge.load import load

KNOWLEDGE = load()


def test_no_row_of_the_reference_was_dropped():
    counts = {
        "caps": 9,
        "progression_rules": 12,
        "session_phases": 9,
        "episode_rules": 10,
        "lifestyle": 15,
        "must_haves": 17,
        "goal_weights": 6,
        "billing_examples": 7,
        "effects": 48,
        "mixes": 39,
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


def test_heavy_days_at_home_are_48_hours_from_visits_and_from_one_another():
    for row in KNOWLEDGE.rhythms.values():
        days = sorted({*row.visit_days, *row.heavy_home_days})
        gaps = [b - a for a, b in zip(days, [*days[1:], days[0] + 7], strict=True)] if days else []
        assert all(gap >= 2 for gap in gaps)
        assert not {*row.visit_days} & {*row.home_days}


def test_nothing_of_the_plan_rules_is_called_reviewed_without_a_source():
    own = {"gk", "design-rule", "convention", "policy"}
    for table in ("caps", "mixes", "must_haves", "lifestyle", "plan_weights", "rhythms"):
        for row in getattr(KNOWLEDGE, table).values():
            assert not (set(row.sources) & own and row.grade.is_reviewed), row.id
