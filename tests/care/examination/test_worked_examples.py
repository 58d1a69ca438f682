"""The twenty worked examples of the clinical reference, figure by figure."""

import pytest

from care.examination.scored import DAY, KNOWLEDGE, LATER, label, number, numbered, scored, yes_to
from surefoot.care.examination.rounding import half_up
from surefoot.care.outcomes import change


def test_1_nprs_from_7_to_4_is_important_and_not_substantial() -> None:
    before = scored("NPRS", {"average": 7}, on=DAY)
    after = scored("NPRS", {"average": 4}, on=LATER)
    points, share = change(before, after, KNOWLEDGE)
    assert points.improvement == 3
    assert half_up(points.percent, 3) == half_up(42.857, 3)
    assert points.kind == "improved_important"
    assert (share.statement, share.reached) == ("change/NPRS_50", False)


def test_2_peg_from_6_to_4_333_is_possibly_improved() -> None:
    before = scored("PEG", numbered(6, 7, 5), on=DAY)
    after = scored("PEG", numbered(4, 5, 4), on=LATER)
    assert number(before) == 6.0
    assert (number(after), after.main.shown) == (13 / 3, "4.3")
    (found,) = change(before, after, KNOWLEDGE)
    assert half_up(found.improvement, 3) == half_up(1.667, 3)
    assert half_up(found.percent, 1) == half_up(27.8, 1)
    assert (found.limits.mcid, found.limits.mdc95) == (1.0, 2.2)
    assert found.kind == "possibly_improved"


def test_3_mnsi_questionnaire_reverses_two_items_and_leaves_two_out() -> None:
    found = scored("MNSIQ", yes_to({1, 2, 4, 5, 7, 10, 11, 13}, 15))
    assert number(found) == 4
    assert found.flags["MNSIQ/abnormal-4"] is True
    assert found.flags["MNSIQ/abnormal-7"] is False


def test_4_mnsi_examination_of_8_and_of_10_points() -> None:
    feet = {
        "appearance_right": 1, "ulcer_right": 0, "reflex_right": 1, "vibration_right": 0.5,
        "appearance_left": 0, "ulcer_left": 0, "reflex_left": 0.5, "vibration_left": 0,
        "mono_right": 5, "mono_left": 9,
    }  # fmt: skip
    found = scored("MNSIE", feet)
    assert (number(found, "right_8"), number(found, "left_8")) == (2.5, 0.5)
    assert (number(found, "total_8"), number(found, "total_10")) == (3.0, 3.5)
    assert found.flags["MNSIE/abnormal-8"] is True


def test_5_toronto_score_and_its_modification() -> None:
    symptoms = {"pain": 1, "numbness": 1, "tingling": 1, "weakness": 0, "ataxia": 1, "arms": 0}
    reflexes = {"knee_right": 0, "knee_left": 1, "ankle_right": 2, "ankle_left": 2}
    senses = {"pin": 1, "temperature": 1, "light_touch": 0, "vibration": 1, "position": 0}
    found = scored("TCNS", {**symptoms, **reflexes, **senses})
    parts = [number(found, part) for part in ("symptoms", "reflexes", "sensory")]
    assert (parts, number(found), label(found)) == ([4, 5, 3], 12, "severe")

    symptoms = {"pain": 2, "numbness": 2, "tingling": 1, "weakness": 0, "ataxia": 1, "arms": 0}
    senses = {"pin": 2, "temperature": 2, "light_touch": 1, "vibration": 3, "position": 0}
    found = scored("MTCNS", {**symptoms, **senses})
    parts = [number(found, part) for part in ("symptoms", "sensory")]
    assert (parts, number(found)) == ([6, 8], 14)


def test_6_symptom_and_disability_scores_of_young() -> None:
    symptoms = {
        "symptom": "burning_numbness_tingling",
        "site": "feet",
        "worst": "night",
        "wakes": True,
        "relief": "walking",
    }
    found = scored("NSS", symptoms)
    assert (number(found), label(found)) == (9, "severe")

    right = {"vibration_right": 1, "temperature_right": 1, "pin_right": 0, "reflex_right": 2}
    left = {"vibration_left": 1, "temperature_left": 0, "pin_left": 0, "reflex_left": 2}
    found = scored("NDS", {**right, **left})
    assert (number(found, "right"), number(found, "left"), number(found)) == (4, 3, 7)
    assert label(found) == "moderate"
    assert found.flags == {"NDS/foot-at-risk": True, "NDS/neuropathy": True}


def test_7_compass_31_weighs_its_domains_without_rounding_them() -> None:
    given = numbered(1, 3, 2, 3, 1, None, 3, 4, 1, 1, 4, 2, 2, 1, 1, 2)
    given |= {"q6_hands": False, "q6_feet": True, "q20": 1, "q21": 2, "q22": 2, "q23": 3}
    given |= {"q24": 2, "q25": 1, "q26": 2, "q27": 2, "q28": 1, "q29": 1, "q31": 4}
    del given["q6"]
    found = scored("COMPASS31", given)
    domains = {
        "orthostatic": "24.0000",
        "vasomotor": "2.5000",
        "secretomotor": "8.5714",
        "gastrointestinal": "6.2500",
        "bladder": "2.2222",
        "pupillomotor": "1.0000",
    }
    assert {one: str(half_up(number(found, one), 4)) for one in domains} == domains
    assert str(half_up(number(found), 4)) == "44.5437"
    assert found.main.shown == "44.54"
    assert found.flags["COMPASS31/confirmed-can"] is True


def test_8_orthostatic_fall_with_symptoms_is_severe_and_neurogenic() -> None:
    vitals = {
        "sbp_supine": 148, "dbp_supine": 86, "hr_supine": 72,
        "sbp_1": 122, "dbp_1": 78, "hr_1": 76,
        "sbp_3": 118, "dbp_3": 74, "hr_3": 78,
        "symptoms": True, "not_sinus_or_paced": False, "beta_blocker": False,
    }  # fmt: skip
    found = scored("OH", vitals)
    assert (number(found, "drop_sbp_3"), number(found, "drop_dbp_3")) == (30, 12)
    assert number(found, "systolic_threshold") == 30
    assert found.values["classical"].value is True
    assert str(half_up(number(found, "ratio"), 2)) == "0.20"
    assert found.flags["OH/neurogenic"] is True
    assert found.main.value == "severe"


def test_9_pressures_at_ankle_and_toe() -> None:
    arms = {"brachial_right": 136, "brachial_left": 130}
    found = scored("ABI", {**arms, "dp_right": 118, "pt_right": 124, "dp_left": 88})
    assert str(half_up(number(found, "right"), 4)) == "0.9118"
    assert str(half_up(number(found, "left"), 4)) == "0.6471"
    assert (label(found, "right"), label(found, "left")) == ("borderline", "pad")

    found = scored("TBI", {**arms, "toe_right": 84, "toe_left": 52})
    assert str(half_up(number(found, "right"), 4)) == "0.6176"
    assert str(half_up(number(found, "left"), 4)) == "0.3824"
    assert (label(found, "right"), label(found, "left")) == ("abnormal", "abnormal")

    right = {"abi_right": 0.91, "ankle_right": 124, "toe_right": 84}
    found = scored("WIFI", {**right, "abi_left": 0.65, "ankle_left": 88, "toe_left": 52})
    assert (number(found, "ischaemia_right"), number(found, "ischaemia_left")) == (0, 1)


def test_10_foot_risk_from_the_table_and_where_it_is_silent() -> None:
    nothing = dict.fromkeys(
        ("ulcer", "lops", "pad", "deformity", "ulcer_history", "amputation_history", "esrd"), False
    )
    found = scored("IWGDF", {**nothing, "lops": True, "deformity": True})
    assert (found.main.value, found.flags["IWGDF/review"]) == ("2", False)
    assert label(found) == "moderate: screen every 3-6 months"

    found = scored("IWGDF", {**nothing, "ulcer_history": True})
    assert (found.main.value, found.flags["IWGDF/review"]) == ("3", True)


def test_11_monofilament_by_site_by_foot_and_by_8_stimuli() -> None:
    right = {"hallux_right": 1, "mth1_right": 2, "mth5_right": 3}
    left = {"hallux_left": 3, "mth1_left": 2, "mth5_left": 2}
    found = scored("MONO", {**right, **left, "wrong_of_8": 3})
    lost = {one: found.values[one].value for one in ("lops_right", "lops_left", "lops", "eight")}
    assert lost == {
        "lops_right": True, "lops_left": False, "lops": True, "eight": "indeterminate",
    }  # fmt: skip


def test_12_steadi_counts_two_of_three_deficits() -> None:
    found = scored("STAYIND", yes_to({2, 3, 6, 9}, 12), age=68, sex="female")
    assert (number(found), found.flags["STAYIND/at-risk"]) == (5, True)

    assessed = {"stay_independent": 5, "tug_s": 11.6, "cst30_reps": 10, "tandem_s": 8.2}
    found = scored("STEADI", assessed, age=68, sex="female")
    assert found.values["screen"].value is True
    steps = [found.flags[f"STEADI/{one}"] for one in ("tug", "chair", "tandem")]
    assert (steps, number(found)) == ([False, True, True], 2)


def test_13_ten_metre_walk_improves_by_more_than_error_and_importance() -> None:
    before = scored("W10M", {"usual_1": 11.8, "usual_2": 11.4}, on=DAY)
    after = scored("W10M", {"usual_1": 10.1, "usual_2": 9.9}, on=LATER)
    assert str(half_up(number(before), 4)) == "0.8621"
    assert str(half_up(number(after), 4)) == "1.0000"
    (found,) = change(before, after, KNOWLEDGE)
    assert str(half_up(found.improvement, 4)) == "0.1379"
    assert (found.limits.mdc95, found.limits.mcid) == (0.13, 0.10)
    assert found.kind == "improved_important"


@pytest.mark.parametrize(
    ("first", "then", "mdc95", "kind"),
    [(44, 48, 5, "no_detectable_change"), (45, 49, 4, "improved_small")],
)
def test_14_berg_has_a_limit_for_each_band_of_the_baseline(
    first: int, then: int, mdc95: float, kind: str
) -> None:
    before = scored("BBS", {"total": first}, on=DAY)
    after = scored("BBS", {"total": then}, on=LATER)
    (found,) = change(before, after, KNOWLEDGE)
    assert (found.limits.mdc95, found.limits.mcid, found.kind) == (mdc95, 7, kind)


def test_15_short_fes_makes_up_for_one_item_and_rounds_up() -> None:
    found = scored("SFESI", numbered(2, 1, 2, None, 2, 3, 1))
    assert (number(found), label(found), found.main.prorated) == (13, "moderate", True)
    found = scored("SFESI", numbered(2, 1, 2, 3, 2, 3, 2))
    assert (number(found), label(found), found.main.prorated) == (15, "high", False)


def test_16_phq9_total_alarm_and_syndrome() -> None:
    found = scored("PHQ9", numbered(2, 1, 2, 3, 1, 1, 1, 0, 1))
    assert (number(found), label(found)) == (12, "moderate")
    assert [event.severity for event in found.events] == ["urgent"]
    assert found.values["syndrome"].value == "other depressive syndrome"
    assert number(found, "phq2") == 3
    assert scored("PHQ2", numbered(2, 1)).flags["PHQ2/full-form"] is True


def test_17_gad7_from_13_to_8_is_possibly_improved() -> None:
    before, after = scored("GAD7", {"total": 13}, on=DAY), scored("GAD7", {"total": 8}, on=LATER)
    assert (label(before), label(after)) == ("moderate", "mild")
    (found,) = change(before, after, KNOWLEDGE)
    assert (found.improvement, found.limits.mcid, found.limits.mdc95) == (5, 4, 6)
    assert found.kind == "possibly_improved"


def test_18_goal_attainment_by_the_corrected_formula() -> None:
    weights = {"g1_importance": 2, "g2_importance": 1, "g3_importance": 3}
    now = {"g1": 1, "g2": 0, "g3": 1}
    found = scored(
        "GAS", {**weights, **now, **dict.fromkeys([f"g{n}_baseline" for n in (1, 2, 3)], -1)}
    )
    assert str(half_up(number(found), 2)) == "61.02"
    assert str(half_up(number(found, "baseline"), 2)) == "36.78"
    assert str(half_up(number(found, "change"), 2)) == "24.24"


def test_19_promis_global_health_by_its_tables() -> None:
    physical = {"global03": 2, "global06": 3, "global07": 7, "global08r": 3}
    mental = {"global02": 3, "global04": 3, "global05": 2, "global10r": 3}
    found = scored("PROMIS10", {**physical, **mental})
    assert (number(found, "gph_raw"), number(found, "gph"), number(found, "gph_se")) == (
        10,
        34.9,
        4.1,
    )
    assert (found.values["gph_from"].shown, found.values["gph_to"].shown) == ("26.9 T", "42.9 T")
    assert (number(found, "gmh_raw"), number(found, "gmh"), number(found, "gmh_se")) == (
        11,
        41.1,
        3.6,
    )


def test_20_sensory_organization() -> None:
    found = scored("SOT", numbered(92, 85, 84, 70, 48, 50, prefix="c"))
    ratios = {one: str(half_up(number(found, one), 4)) for one in ("som", "vis", "vest", "pref")}
    assert ratios == {"som": "0.9239", "vis": "0.7609", "vest": "0.5217", "pref": "1.0075"}
    assert number(found, "pref") == 134 / 133
    assert str(half_up(number(found), 2)) == "66.64"
