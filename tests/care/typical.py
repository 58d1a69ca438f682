"""The worked example of the reference, and a typical distal symmetric polyneuropathy."""

from care.told import both, fact, lying_and_standing, strength

WORKED_EXAMPLE = (
    *both("reflex_ankle", "absent"),
    *both("vibration_toe", "reduced"),
    fact("feet_first_climbing"),
    fact("symptoms_symmetric"),
    fact("numbness", True, site="great_toe_left"),
)
TYPICAL = (
    *WORKED_EXAMPLE,
    fact("time_to_worst", "over_12_months"),
    *both("reflex_knee", "normal"),
    *both("reflex_biceps", "normal"),
    *both("pin_toe", "reduced"),
    *both("position_toe", "normal"),
    *both("mono_hallux_correct", 3.0),
    *strength(),
    *lying_and_standing(),
    *both("babinski", False),
)


def pattern(diagnosis, code):
    """What a diagnosis says of one pattern."""
    return next(score for score in diagnosis.patterns if score.pattern == code)
