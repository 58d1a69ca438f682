"""The exercise library: every row whole, every ladder sound, every link resolved."""

from collections import Counter

import pytest

from surefoot.knowledge.load import load
from surefoot.knowledge.schema.exercises import Exercise, Region, Sides, Support
from surefoot.terms import Grade, Setting, Technique

KNOWLEDGE = load()
LIBRARY = KNOWLEDGE.exercises
ROWS = list(LIBRARY.values())
POSITIONS = {"SUPINE": Support.LYING, "PRONE": Support.LYING, "SEATED": Support.SITTING}
# Beside the library: a dropped wrist, arms instead of feet, an ankle too weak for a band.
ADDED = ("FX019", "OR006", "RT035", "RT036")
FALLS = ("FALL_LOW", "FALL_MED", "FALL_HIGH")


def tagged(tag: str) -> list[Exercise]:
    return [row for row in ROWS if tag in row.precaution_tags]


def test_no_exercise_is_lost():
    assert len(LIBRARY) == 238 + len(ADDED)
    assert Counter(row.technique for row in ROWS if row.id not in ADDED) == {
        Technique.BALANCE: 58,
        Technique.AQUATIC: 24,
        Technique.SOFT_TISSUE: 14,
        Technique.JOINT_MOBILIZATION: 15,
        Technique.FLEXIBILITY: 17,
        Technique.NERVE_GLIDING: 12,
        Technique.AEROBIC: 10,
        Technique.STRENGTH: 34,
        Technique.GAIT: 9,
        Technique.SENSORY: 10,
        Technique.FOOT_CARE: 6,
        Technique.ORTHOSIS_DEVICE: 5,
        Technique.TENS: 2,
        Technique.PHOTOBIOMODULATION: 1,
        Technique.WHOLE_BODY_VIBRATION: 2,
        Technique.TAI_CHI: 4,
        Technique.EDUCATION_PAIN: 3,
        Technique.AUTONOMIC: 10,
        Technique.PELVIC_BOWEL: 2,
    }


def test_doses_are_clinical_judgement_and_say_so():
    assert {row.grade for row in ROWS} == {Grade.UNREVIEWED}
    assert {row.sources for row in ROWS} == {("design-rule",)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_says_what_it_works_on_and_how_the_body_is_held(row):
    assert row.region
    assert len(set(row.region)) == len(row.region)
    assert Region.WHOLE not in row.region or row.region == (Region.WHOLE,)
    assert row.sides in (Sides.BOTH, Sides.CHOSEN)
    assert row.support in Support
    assert row.setting
    assert row.name
    assert row.patient_instruction


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_dose_is_in_repetitions_or_in_minutes(row):
    assert (row.reps is None) != (row.continuous_min is None)
    assert 0 < row.minutes_active <= row.minutes_total
    assert row.sets >= 1
    assert 1 <= row.freq_per_week_min <= row.freq_per_week_max


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_links_lead_somewhere_and_back(row):
    for name in row.progress_to:
        assert row.id in LIBRARY[name].regress_to
    for name in row.regress_to:
        assert row.id in LIBRARY[name].progress_to
    for name in row.equipment:
        assert name in KNOWLEDGE.equipment
        assert set(KNOWLEDGE.equipment[name].codes) <= set(KNOWLEDGE.findings)
    assert set(row.precaution_tags) <= set(KNOWLEDGE.tags)
    for code in row.muscles:
        assert KNOWLEDGE.findings[code].side == "left_right"


def test_a_ladder_never_gets_easier_within_its_technique():
    for row in ROWS:
        for name in row.progress_to:
            if LIBRARY[name].technique == row.technique:
                assert LIBRARY[name].level >= row.level


TWO_LEVELS = {
    ("NG001", "NG002"), ("NG004", "NG005"), ("NG007", "NG008"), ("NG012", "NG008"),
    ("AE002", "AE009"), ("RT004", "RT005"), ("RT019", "RT020"),
}  # fmt: skip


def steps_up() -> list[tuple[Exercise, Exercise]]:
    return [(row, LIBRARY[name]) for row in ROWS for name in row.progress_to]


def test_a_step_up_rises_one_level_but_for_the_named_links():
    rises = {(low.id, high.id) for low, high in steps_up() if high.level - low.level >= 2}
    within = {(a, b) for a, b in rises if LIBRARY[a].technique == LIBRARY[b].technique}
    assert within == TWO_LEVELS


def fall_grade(row: Exercise) -> int:
    return max((FALLS.index(t) + 1 for t in row.precaution_tags if t in FALLS), default=0)


def test_a_step_up_raises_the_fall_hazard_by_two_only_from_a_seat_to_a_guarded_stand():
    for low, high in steps_up():
        if fall_grade(high) - fall_grade(low) >= 2:
            assert low.support in (Support.SITTING, Support.LYING, Support.NONE), low.id
            assert high.support == Support.HAND or high.supervision_level > 0, (low.id, high.id)


def test_most_ladders_stay_within_their_technique():
    crossing = [(low.id, high.id) for low, high in steps_up() if low.technique != high.technique]
    assert len(crossing) == CROSSINGS
    assert len(crossing) < len(steps_up()) / 4


CROSSINGS = 45


def test_ladders_have_no_circle():
    done: set[str] = set()

    def climb(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, path
        if name in done:
            return
        for above in LIBRARY[name].progress_to:
            climb(above, (*path, name))
        done.add(name)

    for name in LIBRARY:
        climb(name, ())


def test_nothing_for_home_needs_more_than_a_helper_but_talks():
    for row in ROWS:
        if Setting.HOME in row.setting and row.supervision_level >= 2:
            assert Setting.TELEHEALTH in row.setting
            assert "EDU" in row.precaution_tags


def test_a_high_fall_hazard_is_guarded_and_never_at_home():
    for row in tagged("FALL_HIGH"):
        assert row.supervision_level >= 2
        assert set(row.setting) <= {Setting.CLINIC, Setting.COMMUNITY}


def test_standing_with_closed_eyes_has_somebody_by():
    for row in tagged("EYES_CLOSED"):
        if "WB_STAND" in row.precaution_tags:
            assert row.supervision_level >= 1


def test_an_item_has_one_grade_of_fall_hazard_at_most():
    assert all(len(set(FALLS) & set(row.precaution_tags)) <= 1 for row in ROWS)


def test_posture_tags_and_support_agree():
    for tag, support in POSITIONS.items():
        assert {row.support for row in tagged(tag)} == {support}, tag
    for row in tagged("WB_STAND"):
        sits_to_stand = "POSTURE_CHANGE" in row.precaution_tags
        assert row.support in (Support.HAND, Support.FREE, Support.HARNESS) or sits_to_stand


def test_what_lies_or_sits_has_no_weight_on_the_feet():
    for row in ROWS:
        if row.support in (Support.LYING, Support.SITTING, Support.NONE):
            rises = "POSTURE_CHANGE" in row.precaution_tags
            assert "WB_STAND" not in row.precaution_tags or rises, row.id


def test_pool_items_and_only_pool_items_have_a_depth():
    for row in ROWS:
        in_pool = "IMMERSION" in row.precaution_tags
        assert (row.water_depth is not None) is in_pool
        assert (row.setting == (Setting.POOL,)) is in_pool


def test_joint_mobilisation_and_nothing_else_has_a_grade():
    for row in ROWS:
        assert (row.joint_grade is not None) is ("JOINT_MOB" in row.precaution_tags)
        if row.joint_grade is not None:
            assert 1 <= row.joint_grade <= (row.joint_grade_max or 0) <= 4


@pytest.mark.parametrize(
    ("name", "usual", "highest"),
    [("JM001", 2, 2), ("JM002", 4, 4), ("JM003", 2, 4), ("JM009", 2, 3), ("JM013", 3, 3)],
)
def test_joint_grades_are_those_of_the_intensity(name, usual, highest):
    row = LIBRARY[name]
    assert (row.joint_grade, row.joint_grade_max) == (usual, highest)
    assert "I" in row.intensity_target


def test_hands_on_work_is_passive_but_for_what_the_person_does():
    active = {row.id for row in tagged("MANUAL") if not row.passive}
    assert active == {"JM008", "FX017"}
    assert {row.id for row in ROWS if row.passive and "MANUAL" not in row.precaution_tags} == {
        "EM001",
        "EM002",
        "PB001",
        "AQ023",
    }


def test_items_that_follow_a_column():
    assert {row.id: set(row.follows) for row in ROWS if row.follows} == {
        "FC005": {Technique.AEROBIC, Technique.GAIT},
        "OR001": {Technique.GAIT},
        "AU001": {Technique.BALANCE},
        "AU007": {Technique.BALANCE},
        "AU004": {Technique.STRENGTH},
        "AU010": {Technique.AEROBIC},
    }


@pytest.mark.parametrize(
    ("name", "region", "sides", "support"),
    [
        ("BT001", {Region.WHOLE}, Sides.BOTH, Support.HAND),
        ("BT011", {Region.WHOLE}, Sides.BOTH, Support.FREE),
        ("BT023", {Region.TRUNK}, Sides.BOTH, Support.SITTING),
        ("ST009", {Region.FOOT}, Sides.CHOSEN, Support.SITTING),
        ("ST012", {Region.TRUNK}, Sides.BOTH, Support.LYING),
        ("JM010", {Region.WRIST, Region.HAND}, Sides.CHOSEN, Support.SITTING),
        ("JM014", {Region.NECK}, Sides.BOTH, Support.LYING),
        ("FX013", {Region.WRIST}, Sides.CHOSEN, Support.SITTING),
        ("NG012", {Region.KNEE, Region.ANKLE, Region.FOOT}, Sides.CHOSEN, Support.SITTING),
        ("AE005", {Region.SHOULDER, Region.ELBOW, Region.WRIST, Region.HAND}, Sides.BOTH,
         Support.SITTING),
        ("RT014", {Region.KNEE}, Sides.CHOSEN, Support.SITTING),
        ("RT028", {Region.HAND}, Sides.CHOSEN, Support.SITTING),
        ("EM001", {Region.WHOLE}, Sides.CHOSEN, Support.SITTING),
        ("OR004", {Region.ELBOW}, Sides.CHOSEN, Support.NONE),
        ("AU006", {Region.TRUNK, Region.HIP, Region.KNEE, Region.ANKLE, Region.FOOT}, Sides.BOTH,
         Support.SITTING),
    ],
)  # fmt: skip
def test_regions_sides_and_support_by_example(name, region, sides, support):
    row = LIBRARY[name]
    assert (set(row.region), row.sides, row.support) == (region, sides, support)


def test_the_59_tags_are_all_carried_and_all_explained():
    assert len(KNOWLEDGE.tags) == 59
    carried = {tag for row in ROWS for tag in row.precaution_tags}
    assert carried == set(KNOWLEDGE.tags)
    assert set(KNOWLEDGE.tag_blocks) == {"ALL", "ALL_ACTIVE", "HEAD_DOWN"}
    assert len({tag.says for tag in KNOWLEDGE.tags.values()}) == 59


def test_techniques_doses_progressions_and_evidence_are_whole():
    assert set(KNOWLEDGE.techniques) == {technique.value for technique in Technique}
    assert len({row.code for row in KNOWLEDGE.techniques.values()}) == 19
    without = {"orthosis_device", "photobiomodulation", "pelvic_bowel"}
    assert set(KNOWLEDGE.technique_doses) == set(KNOWLEDGE.techniques) - without
    assert len(KNOWLEDGE.technique_progressions) == 11
    assert "all" in KNOWLEDGE.technique_progressions
    assert len(KNOWLEDGE.study_findings) == 58
    assert len(KNOWLEDGE.stop_signs) == 33
    assert [row.order for row in KNOWLEDGE.after_stop.values()] == list(range(1, 8))
    assert len(KNOWLEDGE.intervention_gaps) == 10


@pytest.mark.parametrize(
    ("technique", "field", "value"),
    [
        ("balance", "least_minutes", 480),
        ("balance", "most_minutes_per_week", 150),
        ("aerobic", "least_minutes", 90 * 8),
        ("aquatic", "least_minutes", 240),
        ("tai_chi", "least_minutes", 24 * 60),
        ("tai_chi", "usual_minutes_max", 36 * 60),
        ("education_pain", "most_minutes", 400),
        ("soft_tissue", "most_minutes_per_session", 40),
        ("flexibility", "most_minutes_per_day", 20),
        ("gait", "most_minutes_per_day", 45),
        ("tens", "least_sessions", 5),
        ("joint_mobilization", "most_per_week", 2),
    ],
)
def test_doses_by_example(technique, field, value):
    assert getattr(KNOWLEDGE.technique_doses[technique], field) == value


def test_certainty_is_never_rounded_up():
    graded = {"VL": Grade.VERY_LOW, "L": Grade.LOW, "guideline": Grade.GUIDELINE}
    for row in KNOWLEDGE.study_findings.values():
        start = row.certainty.split("*")[0].split(" ")[0].split(",")[0].split("/")[0]
        worst = (
            "VL"
            if "VL" in row.certainty
            else "L"
            if "L" in start or "L" in row.certainty
            else start
        )
        if row.grade != Grade.UNREVIEWED:
            assert row.grade in (graded.get(worst), Grade.VERY_LOW), row.id


def test_a_technique_says_after_how_many_weeks_it_shows():
    for row in KNOWLEDGE.techniques.values():
        assert 0 <= row.onset_weeks_min <= row.onset_weeks_max <= 12
