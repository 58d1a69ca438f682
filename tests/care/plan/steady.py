"""A steady person for tests of safety: everything asked and measured, nothing wrong.

What a test is about is changed by name: conditions as results of earlier steps, facts by code.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from surefoot.care.case import Approval, Case, ClinicMeans, Fact, Person, Value
from surefoot.care.contact import Contact, RaisedFlag
from surefoot.care.findings import Findings
from surefoot.care.plan.records import SafetyReading
from surefoot.care.plan.safety import assess
from surefoot.knowledge.load import load
from surefoot.terms import Reason, Setting, Side, Urgency

KNOWLEDGE = load()
TODAY = date(2026, 6, 1)
CONDITIONS = tuple(sorted(KNOWLEDGE.conditions))
SAME_DAY = frozenset(c for c in CONDITIONS if KNOWLEDGE.conditions[c].same_day)
EVERYWHERE = ClinicMeans(settings=tuple(Setting))
ALONE: Mapping[str, Value] = {"caregiver_standby": False, "caregiver_trained": False}
HELPED: Mapping[str, Value] = {"caregiver_standby": True, "caregiver_trained": True}

GOOD: Mapping[str, Value] = {
    "ring2_done": True,
    "tug_s": 9.0,
    "gait_usual_mps": 1.2,
    "cst30_reps": 14.0,
    "fsbt_stage": 4.0,
    "mctsib_c1_s": 30.0,
    "vigorous_clearance": True,
    "no_pool_no_eyes_closed": False,
    "weight_gain_3d_kg": 0.0,
    "glucose_now_mgdl": 120.0,
    "haemoglobin_gdl": 13.0,
    "inr": 2.0,
    "retinopathy": "none",
    "eye_treatment_6wk": False,
    "eye_event_new": False,
    "low_vision": False,
    "dialysis_today": False,
    "lives_alone": False,
    "pool_access": True,
    "pool_temp_c": 30.0,
    "pool_temp_min_c": 28.0,
    "pool_temp_max_c": 35.0,
    "pool_temp_impossible": False,
    "cold_sensitive_pool_min_32": False,
    "seizure_disorder": False,
    "compression_barred": False,
    "pad": False,
    "pvr_ml": 20.0,
    "trips_over_toes": False,
    "symptom_weakness": False,
    "diabetes_type": "none",
    "iwgdf_category": "0",
    "gestation_wk": 10.0,
    "nyha_class": "I",
    "heart_ef_pct": 60.0,
    "breathless_lying_or_talking": False,
    "airway_open_or_aspiration": False,
    "rash_contagious": False,
    "infection_suspected": False,
    "fever_felt": False,
    "shivering_unwell": False,
    "radiotherapy_in_progress": False,
    "exit_site_line": False,
    "offloading_device_prescribed": False,
    "weight_bearing_order": False,
    "bladder_change_new": False,
    "bowel_change_new": False,
    "saddle_numbness": False,
    "gait_stiff": False,
    "dark_urine": False,
    "vomiting": False,
    "foot_rest_pain": False,
    "foot_hotspot_days": 0.0,
    "ipswich_insensate": 0.0,
    "bone_metastasis": False,
    "joint_replacement_6mo": False,
    "plan_stage": "mild",
    "active": False,
    "ipaq_met": 300.0,
    "steps_per_day": 4000.0,
    "activity_min_per_wk": 60.0,
    "inactive": False,
    "gbs_history": False,
    "cause_gbs": "excluded",
    "cause_cidp": "excluded",
    "deconditioned": False,
    "plan_type": "none",
    "drug_chemo_now": "never",
    **{f"must_mi{number}": False for number in (*range(2, 17), 18, 19, 20)},
    "must_mi1": True,
}
SIDED: Mapping[str, Value] = {
    "foot_ulcer_open": False,
    "foot_blister": False,
    "callus_with_blood": False,
    "redness_over_20min": False,
    "foot_pus": False,
    "athlete_foot": False,
    "foot_red": False,
    "foot_warm": False,
    "foot_swollen": False,
    "foot_red_warm_swollen": False,
    "foot_temp_excess_c": 0.0,
    "charcot_history": False,
    "gangrene": False,
    "pulses_absent": False,
    "dvt_confirmed": False,
    "fistula_arm": False,
    "abi": 1.1,
    "ankle_pressure_mmhg": 130.0,
    "toe_pressure_mmhg": 90.0,
    "mono_hallux_correct": 3.0,
    "mono_mth1_correct": 3.0,
    "mono_mth5_correct": 3.0,
    "vpt_v": 10.0,
    **{muscle: 5.0 for row in KNOWLEDGE.exercises.values() for muscle in row.muscles},
    **{code: 5.0 for code in KNOWLEDGE.findings if code.startswith("mrc_")
       and KNOWLEDGE.findings[code].side == "left_right"},
}  # fmt: skip
NOWHERE = (
    "wound_other_open",
    "skin_infection",
    "skin_disease_extensive",
    "fracture_recent",
    "malignancy_site",
    "bone_metastasis_site",
    "surgery_6wk_site",
)
EQUIPMENT = tuple(sorted({c for row in KNOWLEDGE.equipment.values() for c in row.codes}))
THERE = tuple(c for c in EQUIPMENT if not KNOWLEDGE.findings[c].is_derived)


def fact(code: str, value: Value, side: Side | None = None, site: str | None = None) -> Fact:
    """One answer of today."""
    return Fact(code=code, value=value, on=TODAY, side=side, site=site)


def steady_facts() -> tuple[Fact, ...]:
    """Nothing on either side, nothing at any site, all equipment everywhere."""
    sided = (fact(code, value, side) for code, value in SIDED.items() for side in Side)
    nowhere = (fact(code, False) for code in NOWHERE)
    things = [*THERE, *DERIVED_PARTS]
    there = (fact(code, True, site=place.value) for code in things for place in Setting)
    return (*sided, *nowhere, *there)


DERIVED_PARTS = tuple(
    code
    for code in KNOWLEDGE.findings
    if code.startswith("equip_") and not KNOWLEDGE.findings[code].is_derived and code not in THERE
)
STEADY = steady_facts()


def person(
    *,
    facts: Iterable[Fact] = (),
    without: Iterable[str] = (),
    approvals: Iterable[Approval] = (),
    means: ClinicMeans = EVERYWHERE,
) -> Case:
    """The steady person; each fact given takes the place of the steady one, or none is left."""
    told, gone = tuple(facts), set(without)
    new = {(each.code, each.side) for each in told if each.site is None}
    kept = (e for e in STEADY if (e.code, e.side) not in new and e.code not in gone)
    return Case(
        person=Person(id="p1", name="Ada Test", born_on=date(1966, 1, 1), sex="female"),
        today=TODAY,
        facts=(*kept, *told),
        approvals=tuple(approvals),
        means=means,
    )


def findings_of(
    case: Case,
    *,
    present: Iterable[str] = (),
    unknown: Iterable[str] = (),
    **results: Value | None,
) -> Findings:
    """What holds: the conditions named are present or not known, all others absent."""
    conditions = {KNOWLEDGE.conditions[code].finding: False for code in CONDITIONS}
    conditions |= {KNOWLEDGE.conditions[code].finding: True for code in present}
    open_ones = {KNOWLEDGE.conditions[code].finding: None for code in unknown}
    told = {**GOOD, **ALONE, **conditions, **open_ones, **results}
    return Findings(case, KNOWLEDGE).with_results(told)


def contact(
    urgency: Urgency = Urgency.NONE,
    *,
    restricts: tuple[str, ...] = (),
    reviewed: tuple[str, ...] = (),
) -> Contact:
    """A first contact that raised one sign, or none."""
    flag = RaisedFlag(
        id="rf_test",
        urgency=urgency,
        suspect="",
        do="",
        say="",
        restricts=restricts,
        reason=Reason(says="An urgent sign.", statement="rf_test"),
    )
    return Contact(
        made_on=TODAY,
        knowledge=KNOWLEDGE.version,
        door="accept",
        urgency=urgency,
        raised=(flag,) if urgency != Urgency.NONE else (),
        reviewed=reviewed,
        open=(),
        unreviewed=(),
    )


def read(
    *,
    present: Iterable[str] = (),
    unknown: Iterable[str] = (),
    facts: Iterable[Fact] = (),
    without: Iterable[str] = (),
    approvals: Iterable[Approval] = (),
    means: ClinicMeans = EVERYWHERE,
    first: Contact | None = None,
    **results: Value | None,
) -> SafetyReading:
    """The safety reading of the steady person with what is named changed."""
    case = person(facts=facts, without=without, approvals=approvals, means=means)
    findings = findings_of(case, present=present, unknown=unknown, **results)
    return assess(findings, case, first or contact(), KNOWLEDGE)


def approval(condition: str, technique: str, **changes: object) -> Approval:
    """A named approval with a reason, of today."""
    told = {"by": "Dr. Lee", "reason": "Known and stable.", "on": TODAY, **changes}
    return Approval(condition=condition, technique=technique, **told)


def open_slots(reading: SafetyReading) -> set[tuple[str, Setting]]:
    """Every exercise with every place where it is open."""
    return {(name, place) for name, item in reading.exercises.items() for place in item.settings}


def open_at(reading: SafetyReading, place: Setting) -> set[str]:
    """The exercises that are open at one place."""
    return {name for name, item in reading.exercises.items() if place in item.settings}


def at(code: str, *sites: str) -> list[Fact]:
    """A finding at these places of the body map and nowhere else."""
    return [fact(code, False), *(fact(code, True, site=site) for site in sites)]


def on_sides(code: str, *sides: Side, value: Value = True, other: Value = False) -> list[Fact]:
    """A finding on these sides; the other one has its own answer."""
    return [fact(code, value if side in sides else other, side) for side in Side]
