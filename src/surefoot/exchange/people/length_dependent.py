"""Length-dependent pictures: what the people tell and show, at a given severity."""

from surefoot.exchange.people.chart import FEET, RIGHT, SOLE, TOES, on_both
from surefoot.exchange.people.sketch import Sketch
from surefoot.terms import SymptomGroup


def began(sketch: Sketch, months: float, pace: str) -> None:
    """When it began, and how long it took to its worst."""
    sketch.chart.add("symptom_onset_on", sketch.ago(months=months))
    sketch.chart.add("time_to_worst", pace)


def climbing(sketch: Sketch) -> tuple[str, ...]:
    """How far a stocking reaches: toes, forefoot, foot, or up the leg."""
    reach = (TOES, TOES, SOLE, FEET, (*FEET, "ankle_front", "shin_outer", "calf"))
    return on_both(reach[sketch.severity])


def large_fibre_signs(sketch: Sketch) -> None:
    """Vibration, filament, jerks, position and strength of a length-dependent loss."""
    chart, grade, rng = sketch.chart, sketch.severity, sketch.rng
    chart.both("vibration_toe", ("normal", "reduced", "reduced", "absent", "absent")[grade])
    lost = ((3, 3, 3), (3, 3, 3), (1, 2, 3), (0, 1, 1), (0, 0, 0))[grade]
    sites = ("mono_hallux_correct", "mono_mth1_correct", "mono_mth5_correct")
    for code, felt in zip(sites, lost, strict=True):
        chart.both(code, float(felt))
    chart.both("pin_toe", ("normal", "reduced", "reduced", "absent", "absent")[grade])
    chart.both("pin_level", ("none", "toes", "ankle", "mid_shin", "knee")[grade])
    jerk = ("normal", rng.choice(("normal", "reduced")), "absent", "absent", "absent")[grade]
    chart.both("reflex_ankle", jerk)
    chart.both("position_toe", ("normal", "normal", "normal", "reduced", "absent")[grade])
    if grade >= 2:
        chart.both("mrc_toe_extension", float((4, 3, 2)[grade - 2]))
    if grade >= 3:
        chart.both("mrc_ankle_dorsiflexion", 4.0 if grade == 3 else float(rng.choice((2, 3))))
        chart.both("mrc_ankle_plantarflexion", 4.0)
        chart.add("romberg_ec_s", float(rng.randint(3, 18)))


def stocking(sketch: Sketch, months: float, *, burning: bool) -> None:
    """What the person tells of feet that went numb from the toes up."""
    chart, rng, grade = sketch.chart, sketch.rng, sketch.severity
    where = climbing(sketch)
    began(sketch, months, "over_12_months" if months > 14 else "2_to_12_months")
    chart.has("feet_first_climbing", "symptoms_symmetric")
    chart.lacks("arms_involved")
    chart.at("numbness", *where)
    chart.at("tingling", *where)
    sketch.tells(SymptomGroup.NUMBNESS, where, rng.randint(3, 7), months, "worse")
    if burning:
        pain = rng.randint(4, 8)
        chart.at("pain_burning", *where)
        chart.has("pain_worse_at_night")
        chart.add("nprs_average", float(pain))
        chart.add("nprs_now", float(max(0, pain - rng.randint(0, 2))))
        chart.add("nprs_baseline", float(pain))
        sketch.tells(SymptomGroup.PAIN, where, pain, months, "same")
    if grade >= 2:
        chart.has("unsteady")
        sketch.tells(SymptomGroup.BALANCE, (), rng.randint(3, 7), months / 2, "worse")
    if grade >= 3:
        chart.has("unsteady_in_dark", "cannot_feel_feet_walking")
        sketch.fell(rng.choices((0, 1, 2, 3), (35, 35, 20, 10))[0])
    elif chart.chance(0.2):
        sketch.fell(1)


def diabetes(sketch: Sketch) -> None:
    """A person with diabetes: years, sugar, medicines and eyes."""
    chart, rng = sketch.chart, sketch.rng
    kind = "type1" if sketch.age < 45 or chart.chance(0.12) else "type2"
    years = rng.randint(3, 28)
    chart.add("diabetes_type", kind)
    chart.add("diabetes_years", float(years))
    chart.add(
        "retinopathy", rng.choices(("none", "mild_moderate", "proliferative"), (72, 23, 5))[0]
    )
    chart.add("hba1c_pct", round(min(12.5, max(5.9, rng.gauss(7.6, 1.1))), 1), days_ago=30)
    chart.add("hba1c_pct", round(min(12.5, max(5.9, rng.gauss(7.8, 1.0))), 1), days_ago=125)
    chart.add("glucose_now_mgdl", float(rng.randint(105, 220)))
    chart.add("ketones_level", "negative")
    if kind == "type1" or chart.chance(0.3):
        chart.takes("insulin glargine", "drug_insulin", started_on=sketch.ago(months=years * 6))
        chart.lacks("hypo_unawareness")
    if kind == "type2" and chart.chance(0.75):
        chart.takes("metformin", "drug_metformin", started_on=sketch.ago(months=years * 9))
    if kind == "type2" and chart.chance(0.2):
        chart.takes("gliclazide", "drug_sulfonylurea_glinide")
    chart.add("b12_pgml", float(rng.randint(260, 620)), days_ago=60)
    chart.add("egfr", float(rng.randint(48, 98)), days_ago=60)


def dsp(sketch: Sketch) -> None:
    """Distal symmetric polyneuropathy of diabetes."""
    months = sketch.rng.randint(14, 90)
    diabetes(sketch)
    stocking(sketch, months, burning=sketch.chart.chance(0.55))
    large_fibre_signs(sketch)
    if sketch.severity == 4:
        sketch.chart.has("ulcer_history")
        sketch.chart.one("foot_deformity", RIGHT)
    if sketch.severity >= 3 and sketch.chart.chance(0.15):
        sketch.chart.both("abi", 0.82, 0.86)
        sketch.chart.has("pad_known")


def idiopathic(sketch: Sketch) -> None:
    """The same picture with no cause found."""
    stocking(sketch, sketch.rng.randint(24, 120), burning=sketch.chart.chance(0.4))
    large_fibre_signs(sketch)
    sketch.chart.add("diabetes_type", "none")
    sketch.chart.has("all_tests_negative")
    sketch.chart.add("hba1c_pct", 5.4, days_ago=90)
    sketch.chart.add("b12_pgml", 410.0, days_ago=90)
    sketch.chart.add("m_protein", False, days_ago=90)


def alcohol(sketch: Sketch) -> None:
    """The same picture with years of drinking behind it."""
    stocking(sketch, sketch.rng.randint(18, 60), burning=True)
    large_fibre_signs(sketch)
    sketch.chart.add("diabetes_type", "none")
    sketch.chart.add("alcohol_g_per_wk", float(sketch.rng.randint(220, 340)))
    sketch.chart.add("audit_c", float(sketch.rng.randint(6, 11)))
    sketch.chart.at("cramps", "calf_left", "calf_right")
    sketch.tells(SymptomGroup.CRAMPS, ("calf_left", "calf_right"), 5, 12, "same")


def small_fibre(sketch: Sketch) -> None:
    """Burning feet with strength, jerks and vibration kept."""
    chart, rng = sketch.chart, sketch.rng
    sketch.severity = min(sketch.severity, 2)
    months = rng.randint(6, 48)
    where = on_both(FEET if sketch.severity else TOES)
    began(sketch, months, "2_to_12_months" if months < 13 else "over_12_months")
    chart.has("feet_first_climbing", "symptoms_symmetric", "pain_worse_at_night")
    chart.has("pain_wakes_from_sleep")
    chart.at("pain_burning", *where)
    chart.at("tingling", *where)
    chart.at("touch_pain", *where)
    chart.add("touch_pain_nrs", float(rng.randint(2, 7)))
    chart.both("pin_toe", "reduced")
    chart.both("pin_level", ("toes", "toes", "ankle")[sketch.severity])
    chart.both("temperature_foot", "reduced")
    chart.both("vibration_toe", "normal")
    pain = rng.randint(4, 8)
    chart.add("nprs_average", float(pain))
    chart.add("nprs_now", float(max(0, pain - rng.randint(0, 2))))
    chart.add("nprs_baseline", float(pain))
    chart.add("diabetes_type", "none")
    chart.add("hba1c_pct", round(rng.uniform(5.2, 6.3), 1), days_ago=40)
    sketch.tells(SymptomGroup.PAIN, where, pain, months, "same")
    sketch.tells(SymptomGroup.NUMBNESS, where, 3, months, "same")
    sketch.tells(SymptomGroup.TOUCH, where, rng.randint(3, 7), months, "same")


def sensory_ataxic(sketch: Sketch) -> None:
    """Position sense gone: unsteady in the dark, often for want of B12."""
    chart, rng = sketch.chart, sketch.rng
    sketch.severity = max(2, min(3, sketch.severity))
    stocking(sketch, rng.randint(13, 30), burning=False)
    large_fibre_signs(sketch)
    chart.both("position_toe", "absent")
    chart.add("romberg_ec_s", float(rng.randint(2, 9)))
    chart.has("unsteady_in_dark", "unsteady")
    chart.add("diabetes_type", "none")
    chart.add("b12_pgml", float(rng.randint(92, 190)), days_ago=20)
    if chart.chance(0.5):
        chart.has("vegan")
    sketch.tells(SymptomGroup.BALANCE, (), rng.randint(5, 8), 14, "worse")
