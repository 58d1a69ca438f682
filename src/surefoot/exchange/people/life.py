"""Daily life, wishes and means of the invented people."""

from functools import cache

from surefoot.care.case import ClinicMeans, Goal
from surefoot.exchange.case_file.vocabulary import Vocabulary
from surefoot.exchange.people.chart import words
from surefoot.exchange.people.sketch import Sketch
from surefoot.knowledge.load import load
from surefoot.terms import Domain, Setting

FIRST_NAMES = {
    "female": words(
        """
    Rosa Aiko Margaret Fatima Ingrid Thandi Mei Carmen Olga Priya Joan Leila Hanna Ruth Nadia
    Elif
    """
    ),
    "male": [
        "Samuel",
        "Kenji",
        "Paulo",
        "Ahmed",
        "Lars",
        "Tunde",
        "Wei",
        "Miguel",
        "Ivan",
        "Arjun",
        "Frank",
        "Yusuf",
        "Otto",
        "Daniel",
        "Marek",
        "Cem",
    ],
}
LAST_NAMES = [
    "Delgado",
    "Tanaka",
    "Okafor",
    "Novak",
    "Jensen",
    "Haddad",
    "Costa",
    "Murphy",
    "Singh",
    "Kowalski",
    "Brandt",
    "Mensah",
    "Rossi",
    "Lindqvist",
]
WORK = (
    "baker",
    "bus driver",
    "retired teacher",
    "nurse on shifts",
    "farmer",
    "tailor",
    "software developer",
    "retired electrician",
    "cleaner",
    "cook",
    "violinist",
    "warehouse worker",
    "retired accountant",
    "gardener",
    "hairdresser",
    "roofer",
)

WISHES: dict[Domain, tuple[str, ...]] = {
    Domain.PAIN: (
        "Sleep through without my feet on fire.",
        "Bear the bed sheet on my feet again.",
    ),
    Domain.FUNCTION: (
        "Walk to the market and back with my shopping.",
        "Climb the stairs to my flat without stopping.",
        "Button my shirt and hold a pen.",
    ),
    Domain.INDEPENDENCE: (
        "Shower on my own without being afraid.",
        "Get up from a low chair without help.",
    ),
    Domain.FALL_RISK: ("Cross the street without holding on to anyone.", "Not fall again."),
    Domain.CIRCULATION: ("Walk further before my calves stop me.", "Warmer feet."),
    Domain.PROTECTION: ("Keep my toes. My father lost his leg.",),
    Domain.MOOD: ("Go out with my friends again instead of sitting at home.",),
}

HOME_THINGS = words(
    """
    equip_counter equip_chair equip_wall equip_towel equip_stairs equip_supportive_shoes
    equip_mirror equip_emollient equip_good_light equip_clear_space equip_strap
    equip_pedometer_or_phone equip_water_bolus equip_towel_roll equip_card equip_small_items
    """
)
RARER_THINGS = words(
    """
    equip_resistance_band equip_foam_pad equip_mat equip_bike equip_ankle_weight equip_bp_cuff
    equip_thermometer equip_infrared_thermometer equip_putty equip_light_ball equip_step_low
    """
)
CLINIC_THINGS = words(
    """
    equip_counter equip_rail equip_chair equip_foam_pad equip_towel equip_strap
    equip_resistance_band equip_ankle_weight equip_step_low equip_stairs equip_wall
    equip_light_ball equip_mirror equip_thermometer equip_bp_cuff equip_bike
    equip_recumbent_bike equip_putty equip_texture_kit equip_tens_unit equip_lotion equip_mat
    equip_good_light equip_clear_space equip_hurdles_or_books equip_mirror_box
    equip_cards_or_app equip_tuning_fork_or_vibrator equip_cup_or_tray equip_cones
    equip_small_items equip_high_chair equip_towel_roll equip_pegs equip_metronome_or_lines
    equip_treadmill equip_texture_boards equip_treatment_table equip_gait_belt
    equip_parallel_bars equip_leg_press equip_arm_ergometer equip_recumbent_stepper
    equip_safety_clip equip_iastm_tool equip_afo equip_cane_or_walker equip_water_bolus
    equip_wall equip_supportive_shoes
    """
)


POOL_THINGS = words(
    """
    equip_heated_pool equip_pool_step equip_rail equip_pool_rings equip_light_ball
    equip_floats equip_pool_noodle equip_flotation_belt equip_supportive_shoes
    """
)


@cache
def equipment() -> tuple[str, ...]:
    """Every piece of equipment there is a code for."""
    return Vocabulary.of(load()).equipment


def live(sketch: Sketch) -> None:
    """Home, help, time, likes, and what is at hand."""
    chart, rng = sketch.chart, sketch.rng
    alone = chart.chance(0.35 if sketch.age > 65 else 0.2)
    chart.add("lives_alone", alone)
    chart.add("caregiver_standby", not alone and chart.chance(0.7))
    chart.add("caregiver_trained", False)
    chart.add("alarm_or_phone_in_reach", chart.chance(0.8))
    chart.add("no_transport", chart.chance(0.10))
    chart.add("cost_or_visit_cap", chart.chance(0.25))
    chart.add("likes_group", chart.chance(0.35))
    chart.add("shift_or_standing_work", sketch.age < 67 and chart.chance(0.3))
    chart.add("walking_aid", sketch.severity >= 3 and chart.chance(0.6))
    chart.add("inactive", chart.chance(0.4))
    chart.add("minutes_per_day_available", float(rng.choice((10, 15, 20, 20, 30, 30, 45, 60))))
    chart.add("smoker", chart.chance(0.15))
    if not chart.knows("alcohol_g_per_wk"):
        chart.add("alcohol_g_per_wk", float(rng.choice((0, 0, 20, 60, 100, 140))))
    bare = chart.chance(0.08)
    chart.add("no_equipment", bare)
    common = ("equip_chair",) if bare else HOME_THINGS
    for thing in equipment():
        rare = not bare and thing in RARER_THINGS and chart.chance(0.35)
        chart.add(thing, thing in common or rare, site="home")
        chart.add(thing, thing in CLINIC_THINGS, site="clinic")


def means(sketch: Sketch) -> ClinicMeans:
    """What the clinic offers: one in two has a pool, and a payer's visit limit is common."""
    chart, rng = sketch.chart, sketch.rng
    settings = [Setting.CLINIC, Setting.HOME]
    pool = chart.chance(0.5)
    if pool:
        settings.append(Setting.POOL)
        chart.add("pool_temp_c", round(rng.uniform(29.0, 34.5), 1))
        for thing in equipment():
            chart.add(thing, thing in POOL_THINGS, site="pool")
    chart.add("pool_access", pool and chart.chance(0.85))
    if chart.chance(0.3):
        settings.append(Setting.COMMUNITY)
    if chart.chance(0.4):
        settings.append(Setting.TELEHEALTH)
    capped = chart.value("cost_or_visit_cap") is True
    return ClinicMeans(
        settings=tuple(settings),
        visit_min=rng.choice((30, 40, 45, 45, 60)),
        visits_max=rng.choice((6, 8, 10)) if capped else rng.choice((None, 12, 16, 20)),
        visits_per_week_max=1 if chart.value("no_transport") is True else rng.choice((2, 2, 3)),
        profile="diabetes" if sketch.picture in ("dsp", "aut") else "mixed",
    )


def goals(sketch: Sketch) -> tuple[Goal, ...]:
    """One to three wishes, the first one fitting the picture."""
    fitting = {
        "sfn": Domain.PAIN,
        "aut": Domain.INDEPENDENCE,
        "cts": Domain.FUNCTION,
        "atx": Domain.FALL_RISK,
        "dsp": Domain.FALL_RISK if sketch.severity >= 3 else Domain.FUNCTION,
    }
    first = fitting.get(sketch.picture, Domain.FUNCTION)
    others = [domain for domain in WISHES if domain is not first]
    wanted = [first, *sketch.rng.sample(others, sketch.rng.randint(0, 2))]
    return tuple(
        Goal(words=sketch.rng.choice(WISHES[domain]), domain=domain, priority=rank)
        for rank, domain in enumerate(wanted, start=1)
    )
