"""What makes a course harder: other conditions, red flags, and answers that are missing."""

from collections.abc import Callable

from surefoot.exchange.people.chart import LEFT, RIGHT
from surefoot.exchange.people.sketch import Sketch

MEASURED = ("mrc_", "reflex_", "vibration", "mono_", "position", "sbp_", "dbp_")


def _anticoagulant(sketch: Sketch) -> None:
    sketch.chart.takes("apixaban", "drug_anticoagulant", started_on=sketch.ago(months=20))
    sketch.chart.has("heart_disease_known")


def _osteoporosis(sketch: Sketch) -> None:
    sketch.chart.has("osteoporosis_or_fragility_fracture")
    sketch.chart.add("t_score", -2.8, days_ago=200)


def _heart_failure(sketch: Sketch) -> None:
    sketch.chart.has("heart_failure", "heart_disease_known")
    sketch.chart.add("nyha_class", "II")
    sketch.chart.add("heart_ef_pct", 42.0, days_ago=90)


def _high_pressure(sketch: Sketch) -> None:
    sketch.chart.add("sbp_rest", float(sketch.rng.randint(160, 174)))
    sketch.chart.add("dbp_rest", float(sketch.rng.randint(88, 102)))


def _leaking(sketch: Sketch) -> None:
    sketch.chart.has("urine_leak", "nocturia")


def _low_vision(sketch: Sketch) -> None:
    sketch.chart.has("low_vision")


def _pacemaker(sketch: Sketch) -> None:
    sketch.chart.has("implant_cardiac_or_stimulator", "heart_disease_known")


def _fear_of_water(sketch: Sketch) -> None:
    sketch.chart.has("water_fear_or_nonswimmer")


def _cannot_follow(sketch: Sketch) -> None:
    sketch.chart.has("cannot_follow_2_steps", "memory_trouble", "caregiver_standby")
    sketch.chart.add("mmse", 16.0)


def _low_mood(sketch: Sketch) -> None:
    sketch.chart.has("sad_often")
    sketch.chart.add("phq2_score", 4.0)
    sketch.chart.add("phq9_score", float(sketch.rng.randint(10, 17)))
    sketch.chart.add("phq9_item9", 0.0)


def _vertigo(sketch: Sketch) -> None:
    sketch.chart.has("vestibular_hypofunction")


def _irritable(sketch: Sketch) -> None:
    sketch.chart.has("symptoms_linger_30min")


def _dialysis(sketch: Sketch) -> None:
    sketch.chart.has("kidney_failure_dialysis", "fluid_limit")
    sketch.chart.one("fistula_arm", LEFT)
    days = sketch.rng.choice(("mon_wed_fri", "mon_wed_fri", "tue_thu_sat", "tue_thu_sat", "other"))
    sketch.chart.add("dialysis_days", days)
    sketch.chart.add("egfr", 9.0, days_ago=5)


def _swollen(sketch: Sketch) -> None:
    sketch.chart.both("oedema_grade", "3")


CONDITIONS: dict[str, tuple[float, int, Callable[[Sketch], None]]] = {
    # share of the people from that age on, youngest age, what it adds
    "anticoagulant": (0.10, 55, _anticoagulant),
    "osteoporosis": (0.12, 60, _osteoporosis),
    "heart failure": (0.04, 60, _heart_failure),
    "high pressure": (0.05, 45, _high_pressure),
    "leaking": (0.10, 50, _leaking),
    "low vision": (0.06, 60, _low_vision),
    "pacemaker": (0.03, 60, _pacemaker),
    "fear of water": (0.07, 20, _fear_of_water),
    "cannot follow": (0.02, 70, _cannot_follow),
    "low mood": (0.10, 20, _low_mood),
    "vertigo": (0.04, 50, _vertigo),
    "irritable": (0.05, 20, _irritable),
    "dialysis": (0.02, 40, _dialysis),
    "swollen": (0.03, 50, _swollen),
}


def _ulcer(sketch: Sketch) -> None:
    sketch.chart.one("foot_ulcer_open", RIGHT)
    sketch.chart.has("ulcer_history")


def _hot_foot(sketch: Sketch) -> None:
    for code in ("foot_warm", "foot_red", "foot_swollen"):
        sketch.chart.one(code, LEFT)


def _saddle(sketch: Sketch) -> None:
    sketch.chart.has("saddle_numbness", "bladder_change_new")


def _climbing_weakness(sketch: Sketch) -> None:
    sketch.chart.has("weakness_spreading_up", "still_worsening")


def _fainted(sketch: Sketch) -> None:
    sketch.chart.has("fainted", "fainted_on_standing")
    sketch.chart.add("last_faint_on", sketch.ago(months=0.3))


def _swollen_calf(sketch: Sketch) -> None:
    sketch.chart.one("calf_swelling_new", LEFT)
    sketch.chart.one("calf_pain", LEFT)


def _fever(sketch: Sketch) -> None:
    sketch.chart.add("temp_c", 38.6)
    sketch.chart.has("systemically_unwell")


def _low_sugar(sketch: Sketch) -> None:
    sketch.chart.add("glucose_now_mgdl", 63.0)
    sketch.chart.has("hypo_symptoms")


def _wants_to_die(sketch: Sketch) -> None:
    sketch.chart.add("phq9_item9", 1.0)
    sketch.chart.add("phq9_score", 19.0)


def _very_high_pressure(sketch: Sketch) -> None:
    sketch.chart.add("sbp_rest", 186.0)


RED_FLAGS: tuple[Callable[[Sketch], None], ...] = (
    _ulcer,
    _hot_foot,
    _saddle,
    _climbing_weakness,
    _fainted,
    _swollen_calf,
    _fever,
    _low_sugar,
    _wants_to_die,
    _very_high_pressure,
)


def add_conditions(sketch: Sketch) -> None:
    """Each other condition by its own share."""
    for share, youngest, add in CONDITIONS.values():
        if sketch.age >= youngest and sketch.chart.chance(share):
            add(sketch)


def add_red_flag(sketch: Sketch) -> None:
    """One person in twelve has something that must be seen first."""
    if sketch.chart.chance(1 / 12):
        sketch.rng.choice(RED_FLAGS)(sketch)


def lose_answers(sketch: Sketch) -> None:
    """What was not asked or measured yet: a whole block, or a handful of answers."""
    chart = sketch.chart
    if chart.chance(0.4):
        chart.forget(*(code for code in chart.codes() if code.startswith(MEASURED)))
        return
    codes = [code for code in chart.codes() if not code.startswith("equip_")]
    chart.forget(*sketch.rng.sample(codes, len(codes) // 3))
