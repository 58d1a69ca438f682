"""What every qualifier of an excluded tag means: a person in whom it holds, not, or is unsaid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from care.plan.steady import HELPED, approval, at, contact, fact, on_sides
from surefoot.terms import Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT


@dataclass(frozen=True)
class Qualified:
    """What a qualifier means: who is closed where it holds, and what makes it not hold."""

    code: str
    word: str
    closed: tuple[str, ...] = ()  # while it holds
    never: tuple[str, ...] = ()  # carry the tag, but the qualifier is not about them
    holds: Mapping[str, Any] = field(default_factory=dict)
    clear: Mapping[str, Any] | None = None  # known not to hold
    unsaid: Mapping[str, Any] | None = None  # not known


def whens(code: str, word: str, closed: str, **states: Any) -> Qualified:
    """A qualifier that is a fact of the person: `finding=(holds, does not)`."""
    holds = {name: pair[0] for name, pair in states.items()}
    clear = {name: pair[1] for name, pair in states.items()}
    unsaid = dict.fromkeys(states)
    return Qualified(code, word, (closed,), (), holds, clear, unsaid)


def always(code: str, word: str, closed: str) -> Qualified:
    """A qualifier about which nothing can be known here: it counts."""
    return Qualified(code, word, (closed,))


def sited(code: str, word: str, finding: str, item: str, place: str, away: str) -> Qualified:
    """A qualifier about a place of the body map; away from it the item stays open."""
    both = at(finding, f"{place}_left", f"{place}_right")
    return Qualified(
        code,
        word,
        (item,),
        (),
        {"facts": both},
        {"facts": at(finding, away)},
        {"facts": [fact(finding, True)], "without": [finding]},
    )


def sides(code: str, word: str, finding: str, item: str, **kw: Any) -> Qualified:
    """A qualifier about a side: closed where both are affected, open where one is clear."""
    return Qualified(
        code,
        word,
        (item,),
        (),
        {"facts": on_sides(finding, LEFT, RIGHT, **kw)},
        {"facts": on_sides(finding, LEFT, **kw)},
        {"without": [finding]},
    )


def pool(code: str, limit: float) -> Qualified:
    """A qualifier about the water: on record, and not too warm."""
    return whens(code, "WARM_HEAT", "AQ001", pool_temp_c=(limit + 0.5, limit))


CASES = [
    Qualified(
        "ULCER_FOOT",
        "WB_STAND",
        ("BT001", "GT002", "OR001"),
        (),
        {},
    ),
    Qualified("ULCER_FOOT", "PLANTAR_LOAD", ("BT026", "GT002", "OR001")),
    sited("WOUND_OTHER", "MANUAL", "wound_other_open", "ST010", "forearm_front", "hip_left"),
    sited("WOUND_OTHER", "COMPRESSION", "wound_other_open", "AU006", "calf", "wrist_left"),
    Qualified(
        "WOUND_OTHER",
        "ELECTRO",
        ("EM001",),
        (),
        {"exit_site_line": True},
        {"facts": at("wound_other_open", "calf_left")},
        {"exit_site_line": None},
    ),
    sides("PREULCER", "FOOT_PRESS", "foot_blister", "RT001"),
    sides("PREULCER", "MANIP_DISTAL", "foot_blister", "ST008"),
    Qualified(
        "PREULCER",
        "DEEP_PRESSURE",
        ("ST003",),
        ("ST014",),
        {"facts": on_sides("callus_with_blood", LEFT, RIGHT)},
        {"facts": on_sides("callus_with_blood", RIGHT)},
        {"without": ["callus_with_blood"]},
    ),
    Qualified(
        "PREULCER",
        "WB_STAND",
        ("BT001",),
        (),
        {"foot_hotspot_days": 2.0},
        None,
        {"foot_hotspot_days": None},
    ),
    Qualified(
        "PREULCER",
        "COMPRESSION",
        ("AU006",),
        (),
        {"facts": on_sides("redness_over_20min", LEFT)},
        None,
        {"without": ["redness_over_20min"]},
    ),
    always("PREULCER", "IMMERSION", "AQ002"),
    sited("INFECT_LOCAL", "MANUAL", "skin_infection", "ST010", "hand_palm", "hip_left"),
    sited("INFECT_LOCAL", "DEEP_PRESSURE", "skin_infection", "ST014", "buttock", "wrist_left"),
    sited("INFECT_LOCAL", "COMPRESSION", "skin_infection", "AU006", "thigh_front", "wrist_left"),
    Qualified(
        "INFECT_LOCAL",
        "ELECTRO",
        ("EM002",),
        (),
        {"facts": [fact("skin_infection", True)], "without": ["skin_infection"]},
        {"facts": at("skin_infection", "calf_left")},
    ),
    sited("INFECT_LOCAL", "WB_STAND", "skin_infection", "BT001", "heel", "wrist_left"),
    sited("INFECT_LOCAL", "PLANTAR_LOAD", "skin_infection", "BT026", "arch", "wrist_left"),
    sited("INFECT_LOCAL", "WB_SINGLE", "skin_infection", "BT010", "toe_2", "wrist_left"),
    sited("INFECT_LOCAL", "FOOT_PRESS", "skin_infection", "RT001", "ball_1", "wrist_left"),
    sides("LOPS", "DEEP_PRESSURE", "mono_hallux_correct", "ST003", value=1.0, other=3.0),
    Qualified("LOPS", "ELECTRO", (), ("EM001",), {"ipswich_insensate": 3.0}),
    Qualified(
        "LOPS",
        "JOINT_MOB",
        ("JM002", "JM008"),
        ("JM001", "JM003", "JM006", "JM013"),
        {},
        {"approvals": [approval("LOPS", "joint_mobilization")]},
    ),
    whens("LOPS", "PLANTAR_HIGH", "BT053", iwgdf_category=("3", "2")),
    sides("CHARCOT_ACTIVE", "FOOT_ROM", "foot_warm", "FX011"),
    sides("CHARCOT_ACTIVE", "END_RANGE", "foot_swollen", "FX008"),
    Qualified("CHARCOT_ACTIVE", "JOINT_MOB", ("JM001", "JM004"), ("JM009", "JM011", "JM013")),
    Qualified(
        "CHARCOT_ACTIVE",
        "COMPRESSION",
        ("AU006",),
        (),
        {"facts": on_sides("foot_temp_excess_c", LEFT, value=2.0, other=0.0)},
        {"facts": on_sides("foot_temp_excess_c", LEFT, value=1.9, other=0.0)},
        {"without": ["foot_temp_excess_c"]},
    ),
    Qualified("CHARCOT_INACTIVE", "JOINT_MOB", ("JM002", "JM008"), ("JM001", "JM005", "JM013")),
    sides("PAD_CLTI", "MANIP_DISTAL", "gangrene", "ST008"),
    sides("PAD_CLTI", "END_RANGE", "abi", "FX003", value=0.39, other=0.40),
    sides("PAD_CLTI", "RESIST", "toe_pressure_mmhg", "RT014", value=29.0, other=30.0),
    sides("PAD_CLTI", "FOOT_PRESS", "ankle_pressure_mmhg", "RT001", value=49.0, other=50.0),
    Qualified("PAD_CLTI", "AEROBIC_MOD", ("AE001", "AE003", "AQ014"), ("AE005",)),
    Qualified(
        "PAD_CLTI",
        "WB_STAND",
        ("BT001",),
        (),
        {"facts": on_sides("gangrene", LEFT)},
        {},
        {"without": ["gangrene"]},
    ),
    Qualified("PAD_CLTI", "ELECTRO", (), ("EM001",), {"foot_rest_pain": True}),
    whens("PAD_CLAUD", "COMPRESSION", "AU006", compression_barred=(True, False)),
    Qualified("PAD_CLAUD", "WARM_HEAT", (), ("AQ001", "AQ023")),
    Qualified("EDEMA_2PLUS", "JOINT_MOB", ("JM001", "JM006"), ("JM009", "JM012", "JM014")),
    whens("EDEMA_2PLUS", "COMPRESSION", "AU006", pad=(True, False)),
    sides("DVT_TREATED", "MANUAL", "dvt_confirmed", "ST002"),
    Qualified(
        "DVT_TREATED", "ELECTRO", (), ("EM001",), {"facts": on_sides("dvt_confirmed", LEFT, RIGHT)}
    ),
    Qualified("ANTICOAG", "NECK", ("JM014",)),
    Qualified("PLT_30_50", "JOINT_MOB", ("JM002", "JM007", "JM013"), ("JM001", "JM003", "JM009")),
    Qualified("PLT_30_50", "FALL_HIGH", (), ("BT013", "GT005")),
    Qualified("PLT_20_30", "JOINT_MOB", ("JM002", "JM014"), ("JM001", "JM004")),
    whens("HB_LOW", "ALL_ACTIVE", "AE001", haemoglobin_gdl=(6.9, 7.0)),
    Qualified(
        "NEUTROPENIA",
        "ALL",
        ("AE001", "FC005"),
        ("FC001",),
        {"present": ["FEVER"]},
        {},
        {"unknown": ["INFECT_LOCAL"]},
    ),
    Qualified("OH", "UPRIGHT_STATIC", (), ("AU007",)),
    pool("OH", 33.0),
    Qualified("OH_SEVERE", "UPRIGHT_STATIC", (), ("AU007",)),
    Qualified("OH_SEVERE", "POSTURE_CHANGE", ("RT010",), (), {}, HELPED),
    Qualified("OH_SEVERE", "FALL_MED", ("BT010",), (), {}, HELPED),
    Qualified("OH_SEVERE", "WB_STAND", ("BT001",), ("GT001",), {}, HELPED),
    pool("CAN", 33.0),
    Qualified("HF_STABLE", "IMMERSION", ("AQ002", "AQ007", "AQ019"), (), {"nyha_class": "II"}),
    Qualified(
        "HF_STABLE",
        "SUPINE",
        ("AQ023", "RT019"),
        (),
        {"breathless_lying_or_talking": True},
        None,
        {"breathless_lying_or_talking": None},
    ),
    pool("HF_STABLE", 32.0),
    whens("GLU_70_90", "AEROBIC_VIG", "AE009", glucose_now_mgdl=(80.0, 95.0)),
    always("RETINO_PROLIF", "PERTURB", "BT062"),
    Qualified("RETINO_PROLIF", "NECK", ("JM014",)),
    whens("NEPHRO_ADV", "IMMERSION", "AQ002", exit_site_line=(True, False)),
    Qualified(
        "NEPHRO_ADV", "COMPRESSION", (), ("AU006",), {"facts": on_sides("fistula_arm", LEFT)}
    ),
    Qualified("NEPHRO_ADV", "ELECTRO", (), ("EM001",), {"facts": on_sides("fistula_arm", LEFT)}),
    whens("SKIN_DISEASE", "IMMERSION", "AQ002", rash_contagious=(True, False)),
    sited("SKIN_DISEASE", "MANUAL", "skin_disease_extensive", "ST010", "forearm_back", "calf_left"),
    sited(
        "SKIN_DISEASE", "COMPRESSION", "skin_disease_extensive", "AU006", "shin_inner", "face_left"
    ),
    Qualified(
        "SKIN_DISEASE",
        "ELECTRO",
        ("EM001",),
        (),
        {"radiotherapy_in_progress": True},
        {},
        {"radiotherapy_in_progress": None},
    ),
    Qualified("AIRWAY_OPEN", "SUPINE", ("AQ023", "AQ024"), ("RT019", "FX012")),
    whens("AIRWAY_OPEN", "FLUID_LOAD", "AU005", airway_open_or_aspiration=(True, False)),
    Qualified(
        "AIRWAY_OPEN",
        "RESP",
        ("AU010",),
        (),
        {},
        {"approvals": [approval("AIRWAY_OPEN", "autonomic")]},
    ),
    Qualified("WATER_FEAR", "SUPINE", ("AQ023", "AQ024"), ("RT019", "FX012")),
    Qualified("OSTEOPOROSIS", "FALL_HIGH", (), ("BT013", "GT006")),
    Qualified("OSTEOPOROSIS", "END_RANGE", ("FX012", "FX005"), ("FX001", "FX013", "FX010")),
    Qualified("OSTEOPOROSIS", "NECK", ("JM014",)),
    always("OSTEOPOROSIS", "VIBRATION", "VB001"),
    sited("FRACTURE_RECENT", "MANUAL", "fracture_recent", "ST010", "wrist", "hip_left"),
    sited("FRACTURE_RECENT", "JOINT_MOB", "fracture_recent", "JM009", "hip", "wrist_left"),
    sited("FRACTURE_RECENT", "FOOT_ROM", "fracture_recent", "FX011", "ankle_outer", "wrist_left"),
    sited("FRACTURE_RECENT", "RESIST", "fracture_recent", "RT025", "shoulder", "toe_2_left"),
    Qualified(
        "FRACTURE_RECENT",
        "WB_STAND",
        ("BT001",),
        (),
        {"facts": at("fracture_recent", "shin_outer_left")},
        {"facts": at("fracture_recent", "wrist_left")},
        {"facts": at("fracture_recent", "shin_outer_left"), "weight_bearing_order": None},
    ),
    always("FRACTURE_RECENT", "IMMERSION", "AQ002"),
    always("HYPERMOBILE", "END_RANGE", "FX001"),
    Qualified("HYPERMOBILE", "JOINT_MOB", ("JM002", "JM011"), ("JM001", "JM003")),
    sited("MALIG_LOCAL", "DEEP_PRESSURE", "malignancy_site", "ST003", "heel", "wrist_left"),
    sited("MALIG_LOCAL", "JOINT_MOB", "malignancy_site", "JM012", "elbow_inner", "heel_left"),
    sited("MALIG_LOCAL", "LIGHT", "malignancy_site", "PB001", "arch", "wrist_left"),
    Qualified(
        "MALIG_LOCAL",
        "ELECTRO",
        ("EM001",),
        (),
        {"facts": [fact("malignancy_site", True)], "without": ["malignancy_site"]},
        {"facts": at("malignancy_site", "chest_left")},
    ),
    sited("BONE_METS", "MANUAL", "bone_metastasis_site", "ST014", "hip", "wrist_left"),
    sited(
        "BONE_METS", "RESIST_HEAVY", "bone_metastasis_site", "RT005", "ankle_front", "wrist_left"
    ),
    sited(
        "BONE_METS", "PLANTAR_HIGH", "bone_metastasis_site", "RT023", "thigh_front", "wrist_left"
    ),
    Qualified("BONE_METS", "FALL_HIGH", (), ("BT013", "GT005")),
    Qualified(
        "SURGERY_RECENT",
        "IMMERSION",
        ("AQ002",),
        (),
        {"present": ["WOUND_OTHER"]},
        {},
        {"unknown": ["WOUND_OTHER"]},
    ),
    sited("SURGERY_RECENT", "ABDOMEN", "surgery_6wk_site", "ST012", "abdomen_lower", "wrist_left"),
    sited("SURGERY_RECENT", "JOINT_MOB", "surgery_6wk_site", "JM009", "hip", "wrist_left"),
    Qualified(
        "SURGERY_RECENT",
        "END_RANGE",
        ("FX001",),
        (),
        {"joint_replacement_6mo": True},
        {"facts": at("surgery_6wk_site", "wrist_left")},
        {"joint_replacement_6mo": None},
    ),
    whens("PREGNANCY", "SUPINE", "RT019", gestation_wk=(20.0, 19.0)),
    always("PREGNANCY", "AEROBIC_VIG", "AE009"),
    Qualified("PREGNANCY", "ELECTRO", (), ("EM001", "EM002")),
    pool("PREGNANCY", 33.0),
    Qualified("GBS_ACUTE", "EYES_CLOSED", ("BT003", "GT007"), ("SR002", "SR007")),
    Qualified("GBS_ACUTE", "JOINT_MOB", ("JM002", "JM010"), ("JM001", "JM005")),
    Qualified(
        "RESP_WEAK",
        "ALL",
        ("FX009", "AE001"),
        ("FC001",),
        {},
        {"first": contact(reviewed=("rf_resp",))},
    ),
    Qualified("PROGRESSIVE_MOTOR", "JOINT_MOB", ("JM013", "JM014"), ("JM001", "JM009")),
    whens("PROGRESSIVE_MOTOR", "ALL_ACTIVE", "FX009", saddle_numbness=(True, False)),
    whens("OVERWORK", "ALL_ACTIVE", "FX009", dark_urine=(True, False)),
    whens("VESTIB_ACUTE", "IMMERSION", "AQ002", vomiting=(True, False)),
    Qualified("COG_SEVERE", "ELECTRO", ("EM001",), (), {}, HELPED),
    Qualified("FALLS_HIGH_UNSUP", "FALL_HIGH", (), ("BT013", "GT005")),
    Qualified("FALLS_HIGH_UNSUP", "EYES_CLOSED", ("BT003", "BT006"), ("SR002", "BT009")),
    Qualified("FALLS_HIGH_UNSUP", "PERTURB", (), ("BT062", "BT049")),
    Qualified("FALLS_HIGH_UNSUP", "TRIP", ("BT061",), ("BT035", "GT005")),
    Qualified("FALLS_HIGH_UNSUP", "FALL_MED", ("BT010", "RT004"), ("BT036",), {}, HELPED),
    pool("HEAT_ANHIDROSIS", 31.0),
    Qualified("PRESSURE_RISK", "DEVICE", (), ("OR001", "OR003", "AU006")),
    Qualified("PRESSURE_RISK", "SUPINE", (), ("RT019", "JM001")),
]
