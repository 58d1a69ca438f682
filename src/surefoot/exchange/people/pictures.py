"""The other pictures, and the share of the people that has each."""

from collections.abc import Callable

from surefoot.exchange.people.chart import LEFT, RIGHT, TOES, on_both
from surefoot.exchange.people.length_dependent import (
    alcohol,
    began,
    climbing,
    diabetes,
    dsp,
    idiopathic,
    large_fibre_signs,
    sensory_ataxic,
    small_fibre,
    stocking,
)
from surefoot.exchange.people.sketch import Sketch
from surefoot.terms import SymptomGroup, Urgency


def after_chemotherapy(sketch: Sketch) -> None:
    """Numb hands and feet during or after chemotherapy; the cancer team has been asked."""
    chart, rng = sketch.chart, sketch.rng
    sketch.severity = min(max(sketch.severity, 1), 3)
    months = rng.randint(2, 20)
    stocking(sketch, months, burning=chart.chance(0.4))
    chart.has("arms_involved", "cancer_history")
    hands = on_both(("thumb", "index_middle", "ring_little"))
    chart.at("numbness", *climbing(sketch), *hands)
    large_fibre_signs(sketch)
    _had_chemotherapy(sketch, months)
    chart.add("fatigue", True)
    says = "Slow gait trouble of known chemotherapy neuropathy; spine imaged, no compression."
    sketch.reviewed("rf_mscc", says, Urgency.U1)


def _had_chemotherapy(sketch: Sketch, months: int) -> None:
    """The drug, whether it is still given, and the blood it left."""
    chart, rng = sketch.chart, sketch.rng
    drug, name = rng.choice(
        (
            ("drug_taxane", "paclitaxel"),
            ("drug_oxaliplatin", "oxaliplatin"),
            ("drug_taxane", "docetaxel"),
        )
    )
    now = months <= 5 and chart.chance(0.5)
    stopped = None if now else sketch.ago(months=max(1.0, months - 3))
    recent = stopped is None or (sketch.today - stopped).days <= 365
    state = (
        "current" if now else ("stopped_within_12_months" if recent else "stopped_over_12_months")
    )
    chart.takes(
        name,
        drug,
        "drug_chemo_now",
        state=state,
        started_on=sketch.ago(months=months + 1),
        stopped_on=stopped,
    )
    chart.add("diabetes_type", "none")
    chart.add("last_chemo_on", stopped or sketch.ago(months=0.4))
    chart.add(
        "chemo_within_6wk", now or (stopped is not None and (sketch.today - stopped).days < 42)
    )
    chart.add("platelets", float(rng.choice((164, 210, 245, 96, 43))), days_ago=3)
    chart.add("anc", round(rng.choice((3.1, 2.4, 1.6, 0.8)), 1), days_ago=3)
    chart.add("haemoglobin_gdl", round(rng.uniform(9.4, 13.4), 1), days_ago=3)
    if drug == "drug_oxaliplatin":
        chart.has("cold_triggered_tingling")


def autonomic(sketch: Sketch) -> None:
    """Pressure falls on standing, with gut or bladder trouble."""
    chart, rng = sketch.chart, sketch.rng
    diabetes(sketch)
    sketch.severity = min(sketch.severity, 2)
    months = rng.randint(8, 60)
    stocking(sketch, months, burning=False)
    large_fibre_signs(sketch)
    chart.has("lightheaded_standing", "sweating_abnormal")
    supine, fall = rng.randint(118, 138), rng.randint(20, 28)
    pulse = rng.randint(70, 88)
    for code, value in (
        ("sbp_supine", supine),
        ("dbp_supine", 76),
        ("hr_supine", pulse),
        ("sbp_stand_1", supine - fall),
        ("dbp_stand_1", 66),
        ("hr_stand_1", pulse + 6),
        ("sbp_stand_3", supine - fall + 2),
        ("dbp_stand_3", 67),
        ("hr_stand_3", pulse + 5),
        ("hr_rest", pulse + 1),
    ):
        chart.add(code, float(value))
    chart.add("orthostatic_symptom_nrs", float(rng.randint(2, 5)))
    sketch.tells(SymptomGroup.LIGHTHEADED, (), rng.randint(3, 7), months, "same")
    if chart.chance(0.6):
        chart.has("early_fullness", "constipation")
        sketch.tells(SymptomGroup.DIGESTIVE, (), 4, months, "same")
    if chart.chance(0.5):
        chart.has("bladder_hesitancy", "weak_stream")
        chart.add("pvr_ml", float(rng.randint(40, 160)))
        sketch.tells(SymptomGroup.BLADDER, (), 4, months, "same")


def radiculoplexus(sketch: Sketch) -> None:
    """One thigh hurt, then wasted and went weak; the neurologist has seen it."""
    chart, rng = sketch.chart, sketch.rng
    side = rng.choice((LEFT, RIGHT))
    months = rng.randint(3, 11)
    diabetes(sketch)
    began(sketch, months, "4_to_8_weeks")
    chart.has("thigh_hip_start", "abrupt_severe_pain_start", "weight_loss_unexplained")
    chart.has("trouble_stairs_or_chair")
    chart.one("thigh_hip_pain", side)
    chart.at("weakness", f"thigh_front_{side}", f"hip_{side}")
    chart.at("pain_burning", f"thigh_front_{side}")
    chart.at("wasting", f"thigh_front_{side}")
    weak = float(rng.choice((2, 3, 3, 4)))
    for muscle in ("mrc_hip_flexion", "mrc_knee_extension", "mrc_hip_adduction"):
        chart.both(muscle, weak if side is LEFT else 5.0, weak if side is RIGHT else 5.0)
    gone, kept = "absent", "normal"
    chart.both("reflex_knee", gone if side is LEFT else kept, gone if side is RIGHT else kept)
    pain = rng.randint(2, 6)
    chart.add("nprs_average", float(pain))
    sketch.tells(SymptomGroup.PAIN, (f"thigh_front_{side}",), pain, months, "better")
    sketch.tells(SymptomGroup.WEAKNESS, (f"thigh_front_{side}",), 7, months - 1, "better")
    sketch.fell(rng.choices((0, 1, 2), (50, 35, 15))[0])
    says = "Radiculoplexus neuropathy, imaging clear, past its worst. Rehabilitation may start."
    sketch.reviewed("rf_prox", says, Urgency.U2)
    sketch.reviewed("rf_weight", "Known, explained by the radiculoplexus neuropathy.", Urgency.U3)


def carpal_tunnel(sketch: Sketch) -> None:
    """A hand that tingles at night."""
    chart, rng = sketch.chart, sketch.rng
    side = rng.choice((RIGHT, RIGHT, LEFT))
    months = rng.randint(2, 30)
    hand = (f"thumb_{side}", f"index_middle_{side}")
    began(sketch, months, "2_to_12_months" if months < 13 else "over_12_months")
    chart.has("confined_to_one_nerve", "symptoms_one_side_only")
    for code in (
        "nerve_median_cts",
        "hand_tingling_at_night",
        "hand_pain_map_median",
        "palm_spared",
    ):
        chart.one(code, side)
    chart.one("phalen", side)
    chart.one("flick_sign", side)
    chart.at("tingling", *hand)
    chart.at("numbness", *hand)
    if sketch.severity >= 3:
        chart.both(
            "mrc_thumb_abduction", 3.0 if side is LEFT else 5.0, 3.0 if side is RIGHT else 5.0
        )
        chart.one("thenar_wasting", side)
    sketch.tells(SymptomGroup.NUMBNESS, hand, rng.randint(4, 7), months, "comes_and_goes")
    chart.add("diabetes_type", "none")


def ulnar(sketch: Sketch) -> None:
    """A little finger that went numb from leaning on the elbow."""
    chart, rng = sketch.chart, sketch.rng
    side = rng.choice((LEFT, RIGHT))
    months = rng.randint(2, 18)
    began(sketch, months, "2_to_12_months")
    chart.has("confined_to_one_nerve", "symptoms_one_side_only", "nerve_pressure_history")
    for code in ("nerve_ulnar_elbow", "tinel_elbow", "elbow_flexion_test"):
        chart.one(code, side)
    chart.at("numbness", f"ring_little_{side}")
    chart.at("tingling", f"ring_little_{side}")
    if sketch.severity >= 2:
        chart.both(
            "mrc_finger_abduction", 4.0 if side is LEFT else 5.0, 4.0 if side is RIGHT else 5.0
        )
    sketch.tells(SymptomGroup.NUMBNESS, (f"ring_little_{side}",), 5, months, "same")
    chart.add("diabetes_type", "none")


def peroneal(sketch: Sketch) -> None:
    """A foot that slaps since the legs were crossed for too long."""
    chart, rng = sketch.chart, sketch.rng
    side = rng.choice((LEFT, RIGHT))
    months = rng.randint(2, 8)
    weak = float(rng.choice((2, 3, 4)))
    began(sketch, months, "minutes_hours")
    chart.has("found_on_waking", "confined_to_one_nerve", "nerve_pressure_history")
    chart.has("cast_brace_or_leg_crossing", "symptoms_one_side_only", "trips_over_toes")
    for code in ("nerve_peroneal", "foot_drop", "tinel_fibular_neck", "heel_walk_fails"):
        chart.one(code, side)
    chart.add("drop_onset_days", float(round(months * 30.4)), side=side)
    for muscle in ("mrc_ankle_dorsiflexion", "mrc_ankle_eversion", "mrc_toe_extension"):
        chart.both(muscle, weak if side is LEFT else 5.0, weak if side is RIGHT else 5.0)
    chart.at("numbness", f"foot_top_{side}", f"shin_outer_{side}")
    sketch.tells(SymptomGroup.WEAKNESS, (f"shin_outer_{side}",), 6, months, "better")
    sketch.tells(SymptomGroup.NUMBNESS, (f"foot_top_{side}",), 4, months, "better")
    chart.add("diabetes_type", "none")


def recovering_gbs_or_cidp(sketch: Sketch) -> None:
    """Weak arms and legs, past the worst or under treatment."""
    chart, rng = sketch.chart, sketch.rng
    grade = float(rng.choice((2, 3, 3, 4, 4)))
    months = rng.randint(3, 14)
    if chart.chance(0.6):
        began(sketch, months, "days_to_4_weeks")
        chart.has("gbs_history", "infection_6wk_before")
    else:
        began(sketch, months + 12, "2_to_12_months")
        chart.has("relapsing_course")
        chart.add("ncs_demyelinating", True, days_ago=90)
    chart.has(
        "arms_involved", "symptoms_symmetric", "trouble_stairs_or_chair", "fatigue", "unsteady"
    )
    chart.at("weakness", *on_both(("thigh_front", "shin_outer", "hand_back")))
    legs = ("mrc_hip_flexion", "mrc_knee_extension", "mrc_ankle_dorsiflexion", "mrc_toe_extension")
    chart.grades(legs, grade)
    chart.grades(("mrc_shoulder_abduction", "mrc_wrist_extension", "mrc_finger_abduction"), 4.0)
    for jerk in ("reflex_ankle", "reflex_knee", "reflex_biceps"):
        chart.both(jerk, "absent")
    chart.both("vibration_toe", "reduced")
    chart.add("single_breath_count", float(rng.randint(26, 42)))
    chart.add("diabetes_type", "none")
    sketch.tells(SymptomGroup.WEAKNESS, on_both(("thigh_front", "shin_outer")), 6, months, "better")
    sketch.tells(SymptomGroup.BALANCE, (), 6, months, "better")
    sketch.fell(rng.choices((0, 1, 2), (55, 30, 15))[0])
    sketch.reviewed("rf_asc", "Plateau for two months, breathing normal. May train.", Urgency.U1)


def charcot_marie_tooth(sketch: Sketch) -> None:
    """High arches and thin legs since youth."""
    chart, rng = sketch.chart, sketch.rng
    sketch.severity = max(2, sketch.severity)
    began(sketch, 12.0 * min(30, sketch.age - 12), "over_12_months")
    chart.has("family_neuropathy", "high_arches_hammer_toes_youth", "feet_problems_since_childhood")
    chart.has("symptoms_symmetric", "feet_first_climbing", "trips_over_toes", "unsteady")
    chart.at("weakness", *on_both(("shin_outer", "foot_top")))
    chart.at("wasting", *on_both(("calf", "foot_top")))
    chart.at("numbness", *on_both(TOES))
    large_fibre_signs(sketch)
    weak = float(rng.choice((2, 3, 4)))
    chart.grades(("mrc_ankle_dorsiflexion", "mrc_ankle_eversion", "mrc_toe_extension"), weak)
    chart.both("foot_deformity", True)
    chart.add("gene_cmt", True, days_ago=rng.randint(200, 3000))
    chart.add("diabetes_type", "none")
    sketch.tells(SymptomGroup.WEAKNESS, on_both(("shin_outer",)), 6, 120, "worse")
    sketch.tells(SymptomGroup.BALANCE, (), 5, 60, "worse")
    sketch.tells(SymptomGroup.NUMBNESS, on_both(TOES), 4, 120, "worse")


def motor(sketch: Sketch) -> None:
    """Weak, wasted hands or feet with feeling kept."""
    chart = sketch.chart
    side = sketch.rng.choice((LEFT, RIGHT))
    began(sketch, sketch.rng.randint(18, 60), "over_12_months")
    chart.one("wrist_drop", side)
    chart.add("drop_onset_days", 500.0, side=side)
    chart.at("weakness", f"forearm_back_{side}", f"hand_back_{side}")
    chart.at("wasting", f"forearm_back_{side}")
    for muscle in ("mrc_wrist_extension", "mrc_finger_extension"):
        chart.both(muscle, 3.0 if side is LEFT else 5.0, 3.0 if side is RIGHT else 5.0)
    chart.add("diabetes_type", "none")
    chart.at("cramps", f"forearm_back_{side}")
    sketch.tells(SymptomGroup.WEAKNESS, (f"forearm_back_{side}",), 6, 24, "worse")
    sketch.tells(SymptomGroup.CRAMPS, (f"forearm_back_{side}",), 3, 18, "same")


def stenosis(sketch: Sketch) -> None:
    """Legs that hurt on walking and ease on sitting: not a nerve of the leg at all."""
    chart = sketch.chart
    began(sketch, 20, "over_12_months")
    chart.has("legs_hurt_walking", "walk_pain_eased_by_sitting", "back_pain")
    chart.at("pain_shooting_root", "calf_left", "calf_right")
    chart.add("nprs_average", 5.0)
    chart.add("diabetes_type", "none")
    sketch.tells(SymptomGroup.PAIN, ("calf_left", "calf_right"), 5, 20, "same")


def truncal(sketch: Sketch) -> None:
    """A band of burning skin round the belly in diabetes."""
    chart = sketch.chart
    diabetes(sketch)
    began(sketch, 3, "4_to_8_weeks")
    chart.has("trunk_band_pain", "symptoms_one_side_only")
    chart.at("pain_burning", "abdomen_upper_right")
    chart.at("touch_pain", "abdomen_upper_right")
    chart.add("sensory_level_trunk", False)
    chart.has("knee_jerks_plantar_tested_normal")
    chart.add("nprs_average", 6.0)
    sketch.tells(SymptomGroup.PAIN, ("abdomen_upper_right",), 6, 3, "same")
    sketch.tells(SymptomGroup.TOUCH, ("abdomen_upper_right",), 6, 3, "same")


PICTURES: dict[str, tuple[float, tuple[int, int], Callable[[Sketch], None]]] = {
    # share of the people, youngest and oldest, what they show
    "dsp": (0.26, (38, 88), dsp),
    "idiopathic": (0.09, (56, 91), idiopathic),
    "alcohol": (0.04, (40, 72), alcohol),
    "sfn": (0.09, (28, 76), small_fibre),
    "cipn": (0.10, (34, 79), after_chemotherapy),
    "aut": (0.07, (35, 80), autonomic),
    "prx": (0.04, (45, 78), radiculoplexus),
    "cts": (0.08, (26, 74), carpal_tunnel),
    "ulnar": (0.04, (24, 70), ulnar),
    "peroneal": (0.03, (24, 70), peroneal),
    "prn": (0.05, (26, 78), recovering_gbs_or_cidp),
    "cmt": (0.04, (24, 68), charcot_marie_tooth),
    "atx": (0.03, (40, 82), sensory_ataxic),
    "mot": (0.01, (30, 62), motor),
    "mim": (0.02, (58, 84), stenosis),
    "tru": (0.01, (50, 75), truncal),
}
