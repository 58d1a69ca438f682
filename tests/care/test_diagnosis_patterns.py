"""Each of the twelve sub-patterns is recognised by its typical picture (causes 1.1, 1.4)."""

import pytest

from care.told import (
    both,
    diagnosed,
    fact,
    feeling,
    lying_and_standing,
    one,
    reflexes,
    strength,
)

FEET_FIRST = (fact("feet_first_climbing"), fact("symptoms_symmetric"))
ONE_SIDE = (fact("symptoms_one_side_only"), fact("symptoms_symmetric", False))
BURNING = (
    fact("pain_burning", True, site="great_toe_left"),
    fact("pain_burning", True, site="great_toe_right"),
    fact("pain_worse_at_night"),
)
NO_SENSORY_SYMPTOM = (
    fact("symptom_pain", False),
    fact("symptom_numbness", False),
    fact("symptom_touch", False),
)
NUMB_FEET = (fact("numbness", True, site="great_toe_left"),)


def parts_absent(*codes):
    """Findings with sites that were looked for and are nowhere."""
    return tuple(fact(code, False) for code in codes)


NO_SENSORY = parts_absent(
    "pain_burning", "pain_stabbing", "pain_electric", "pain_aching", "pain_shooting_root",
    "pain_cold_painful", "numbness", "tingling", "touch_pain", "itching",
)  # fmt: skip

PICTURES = {
    "DSP": (
        "PRN",
        (
            *FEET_FIRST, *NUMB_FEET, fact("time_to_worst", "over_12_months"),
            *feeling(vibration="reduced", pin="reduced", mono=1), *reflexes(ankle="absent"),
            *strength(), fact("diabetes_type", "type2"), fact("diabetes_years", 15.0),
        ),
    ),
    "SFN": (
        "DSP",
        (
            *FEET_FIRST, *BURNING, fact("time_to_worst", "over_12_months"),
            *feeling(pin="absent"), *both("temperature_foot", "reduced"), *reflexes(), *strength(),
        ),
    ),
    "ATX": (
        "DSP",
        (
            fact("nonlength_dependent"), *NUMB_FEET, fact("time_to_worst", "days_to_4_weeks"),
            *feeling(vibration="absent", position="absent", mono=1),
            fact("wandering_fingers"), *reflexes("absent", "absent", "absent"), *strength(),
        ),
    ),
    "MOT": (
        "MIM",
        (
            fact("time_to_worst", "over_12_months"), *NO_SENSORY, *feeling(),
            fact("wasting", True, site="hand_back_left"),
            fact("fasciculations", True, site="hand_back_left"),
            *both("heel_walk_fails"), *reflexes(knee="reduced"),
            *both("mrc_hip_flexion", 5.0), *both("mrc_knee_extension", 5.0),
            *both("mrc_ankle_dorsiflexion", 4.0), fact("high_arches_hammer_toes_youth"),
        ),
    ),
    "PRN": (
        "DSP",
        (
            fact("time_to_worst", "days_to_4_weeks"), fact("symptoms_symmetric"), *NUMB_FEET,
            *strength(legs=3, arms=4), *reflexes("absent", "absent", "absent"),
            fact("infection_6wk_before"),
        ),
    ),
    "AUT": (
        "MIM",
        (
            *lying_and_standing(fall=35, rise=3, pulse=104), fact("early_fullness"),
            fact("bladder_hesitancy"), fact("saddle_numbness", False), fact("dry_cracked_feet"),
            *reflexes(), *both("babinski", False), *both("hoffmann", False),
        ),
    ),
    "PRX": (
        "MIM",
        (
            fact("thigh_hip_start"), fact("abrupt_severe_pain_start"), *ONE_SIDE,
            *strength(hip_flexion=3, knee_extension=2),
            *one("reflex_knee", "absent", "normal"), *both("babinski", False),
            fact("weight_loss_unexplained"), fact("time_to_worst", "4_to_8_weeks"),
        ),
    ),
    "TRU": (
        "MIM",
        (
            fact("trunk_band_pain"), fact("diabetes_type", "type2"),
            fact("sensory_level_trunk", False),
            fact("rash_dermatome_blisters", False), *reflexes(), *both("babinski", False),
            *both("hoffmann", False), *both("clonus", False),
        ),
    ),
    "FOC": (
        "DSP",
        (
            fact("confined_to_one_nerve"), *one("hand_tingling_at_night"),
            *one("hand_pain_map_median"), *one("phalen"), *one("nerve_median_cts"),
            *feeling(), *reflexes(), fact("feet_first_climbing", False),
        ),
    ),
    "MPX": (
        "DSP",
        (
            fact("stepwise_course"), fact("two_or_more_named_nerves"), *ONE_SIDE,
            fact("abrupt_severe_pain_start"), fact("purpura"), fact("feet_first_climbing", False),
            *one("nerve_peroneal"), *one("nerve_ulnar_elbow"),
            *one("mrc_ankle_dorsiflexion", 2.0, 5.0),
        ),
    ),
    "CRN": (
        "MIM",
        (
            *one("face_weak_half"), fact("time_to_worst", "minutes_hours"),
            fact("found_on_waking", False), fact("confined_to_one_nerve"), *NO_SENSORY,
            *feeling(), *reflexes(), *both("babinski", False), *one("nerve_facial"),
        ),
    ),
    "MIM": (
        "DSP",
        (
            *both("babinski"), *both("clonus"), fact("sensory_level_trunk"), *NUMB_FEET,
            fact("hands_clumsy"), *reflexes(ankle="brisk", knee="brisk", biceps="brisk"),
            *feeling(vibration="reduced"),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pattern", PICTURES)
def test_the_typical_picture_is_recognised_and_its_neighbour_is_not(pattern):
    neighbour, told = PICTURES[pattern]
    scores = {score.pattern: score for score in diagnosed(*told).patterns}
    assert scores[pattern].band == "likely"
    assert scores[neighbour].band in ("possible", "unlikely", "cannot_tell")
    assert scores[neighbour].probability < scores[pattern].probability


@pytest.mark.parametrize("pattern", sorted(set(PICTURES) - {"TRU"}))
def test_the_typical_picture_is_the_most_probable_one(pattern):
    _, told = PICTURES[pattern]
    assert diagnosed(*told).patterns[0].pattern == pattern


@pytest.mark.parametrize("pattern", PICTURES)
def test_every_pattern_is_always_listed_most_probable_first(pattern):
    _, told = PICTURES[pattern]
    found = diagnosed(*told).patterns
    assert {score.pattern for score in found} == set(PICTURES)
    assert [s.probability for s in found] == sorted((s.probability for s in found), reverse=True)
