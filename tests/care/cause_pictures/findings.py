"""What several pictures hold: probable patterns, and findings that come together."""

from care.made_causes import days_ago, fact, facts

DSP = {"DSP": 0.8}
SFN = {"SFN": 0.7}
ATX = {"ATX": 0.7}
MOT = {"MOT": 0.7}
PRN = {"PRN": 0.8}
AUT = {"AUT": 0.7}
PRX = {"PRX": 0.8}
FOC = {"FOC": 0.8}
MPX = {"MPX": 0.8}
CRN = {"CRN": 0.9}
NOTHING: dict[str, float] = {}

BOTH_CTS = facts(nerve_median_cts__left=True, nerve_median_cts__right=True)
AREFLEXIA = facts(
    reflex_ankle__left="absent",
    reflex_ankle__right="absent",
    reflex_knee__left="absent",
    reflex_knee__right="absent",
    reflex_biceps__left="absent",
    reflex_biceps__right="absent",
)
SENSATION_NORMAL = facts(
    vibration_toe__left="normal",
    vibration_toe__right="normal",
    pin_toe__left="normal",
    pin_toe__right="normal",
    position_toe__left="normal",
    position_toe__right="normal",
)
NO_SENSORY_SYMPTOM = (
    *(fact(code, False) for code in ("numbness", "tingling", "touch_pain")),
    *(fact(code, False) for code in ("pain_burning", "pain_stabbing", "pain_electric")),
)
OH = facts(sbp_supine=130.0, dbp_supine=80.0, sbp_stand_1=100.0, dbp_stand_1=65.0)
FAST_FALL = (
    fact("hba1c_pct", 10.0, days_ago(85)),
    fact("hba1c_pct", 7.5),
    fact("glucose_treatment_started_on", days_ago(85)),
    fact("symptom_onset_on", days_ago(50)),
    fact("new_severe_foot_pain", True),
)
