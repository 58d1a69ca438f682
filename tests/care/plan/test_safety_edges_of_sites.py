"""Sides, sites and areas of the body: where each is affected, and both sides of each number."""

import pytest

from care.plan.reasons import against, changes
from care.plan.steady import (
    HELPED,
    KNOWLEDGE,
    approval,
    at,
    contact,
    fact,
    findings_of,
    on_sides,
    person,
    read,
)
from care.said import person as somebody
from surefoot.care.findings import Findings
from surefoot.care.plan.safety.board import Board
from surefoot.care.plan.safety.ground import placements
from surefoot.care.plan.safety.rules import Placing
from surefoot.care.plan.safety.wording import where_to_put_it
from surefoot.knowledge.schema.exercises import Region
from surefoot.terms import Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT


# Sides and sites


def test_what_was_found_on_a_side_is_what_a_reason_rests_on():
    reading = read(
        present=["PREULCER"],
        facts=on_sides("foot_blister", LEFT, RIGHT),
        without=["redness_over_20min"],
    )
    reason = against(reading, "ST008", "lesion site")
    assert reason.findings == ("foot_blister", "callus_with_blood", "foot_temp_excess_c")


@pytest.mark.parametrize("facts", [[], [fact("foot_blister", True, LEFT)]])
def test_a_side_without_an_answer_is_asked_about(facts):
    reading = read(present=["PREULCER"], facts=facts, without=["foot_blister"])
    assert [question.code for question in reading.questions] == ["foot_blister"]
    reason = against(reading, "ST008", "lesion site")
    assert reason.changes == "Ask: Do you have a blister on a foot?"


def test_a_finding_with_both_sides_answered_is_not_asked_again():
    told_both = on_sides("foot_blister", LEFT)
    reading = read(present=["PREULCER"], facts=told_both, without=["callus_with_blood"])
    assert [question.code for question in reading.questions] == ["callus_with_blood"]


def test_a_place_without_an_answer_is_asked_about():
    here = fact("wound_other_open", True, site="calf_left")
    lower = read(present=["WOUND_OTHER"], without=["wound_other_open"], facts=[here])
    reason = against(lower, "ST010", "MANUAL")
    assert reason.findings == ("wound_other_open",)
    assert reason.changes == "Ask: Do you have any other open wound?"
    nowhere_else = read(present=["WOUND_OTHER"], facts=at("wound_other_open", "calf_left"))
    assert not any("MANUAL" in each.says for each in nowhere_else.exercises["ST010"].against)
    assert "wound_other_open" not in {question.code for question in nowhere_else.questions}


def test_the_side_that_is_left_is_named():
    opened = [approval("CHARCOT_ACTIVE", "flexibility")]
    for side, other in ((LEFT, "right"), (RIGHT, "left")):
        facts = on_sides("foot_warm", side)
        reading = read(present=["CHARCOT_ACTIVE"], facts=facts, approvals=opened, **HELPED)
        said = [each.says for each in reading.exercises["FX011"].modifications]
        assert any(f"only on the {other} side" in says for says in said)


@pytest.mark.parametrize(("hurt", "other"), [(LEFT, "right"), (RIGHT, "left")])
def test_the_side_that_is_left_is_told_by_the_limb_and_not_by_the_neck(hurt, other):
    """A median nerve slider works on neck and arm; the neck lies on both sides."""
    board = Board(findings_of(person()), person(), contact(), KNOWLEDGE)
    parts = {"region": (Region.NECK, Region.WRIST)}
    slide = KNOWLEDGE.exercises["NG001"].model_copy(update=parts)
    slider = Placing(
        statement="safety/WOUND_OTHER",
        name="Other open wound",
        clauses=(),
        area="wound",
        placements=placements(slide),
        slots=frozenset(),
        grade=KNOWLEDGE.conditions["WOUND_OTHER"].grade,
    )
    told = where_to_put_it(slider, frozenset({(Region.WRIST, hurt)}), True, board)
    assert told.parts == (f"only on the {other} side",)


def test_a_pad_keeps_off_every_part_that_is_affected():
    reading = read(
        present=["WOUND_OTHER"],
        facts=at("wound_other_open", "spine_midline"),
        approvals=[approval("WOUND_OTHER", "tens")],
    )
    said = changes(reading, "EM001")["safety/WOUND_OTHER"]
    assert "never on left neck, right neck, left trunk, right trunk" in said


# Areas of the body: where each is affected, and both sides of each number

LEG = ("foot", "ankle", "knee", "hip")
ARM = ("shoulder", "elbow", "wrist", "hand")
EVERYWHERE = tuple(region.value for region in Region if region != Region.WHOLE)
AREAS = [
    # area, line, affected on the left, affected on the right
    ("wound", "wound_other_open@calf_left", ("ankle", "knee"), ()),
    ("wound", "exit_site_line", EVERYWHERE, EVERYWHERE),
    ("wound", "", (), ()),
    ("lesion", "foot_blister@left", ("foot",), ()),
    ("lesion", "callus_with_blood@right", (), ("foot",)),
    ("lesion", "redness_over_20min@left", ("foot",), ()),
    ("lesion", "foot_temp_excess_c@left=2.3/-1d foot_temp_excess_c@left=2.3", ("foot",), ("foot",)),
    ("lesion", "foot_temp_excess_c@left=2.3", (), ()),
    ("infection", "athlete_foot@left", ("foot",), ()),
    ("infection", "foot_pus@right", (), ("foot",)),
    ("infection", "skin_infection@hand_palm_left", ("hand", "wrist"), ()),
    ("infected-foot", "athlete_foot@left", (), ()),
    ("infected-foot", "foot_pus@right", (), ("foot",)),
    ("infected-foot", "skin_infection@heel_left", ("foot", "ankle"), ()),
    *(
        row
        for site in ("hallux", "mth1", "mth5")
        for row in (
            ("insensate", f"mono_{site}_correct@left=1", ("foot", "ankle"), ()),
            ("insensate", f"mono_{site}_correct@left=2", (), ()),
        )
    ),
    ("insensate", "vpt_v@right=25 vpt_v@left=10", (), ("foot", "ankle")),
    ("insensate", "vpt_v@right=24.9 vpt_v@left=10", (), ()),
    ("insensate", "ipswich_insensate=2", ("foot", "ankle"), ("foot", "ankle")),
    ("insensate", "ipswich_insensate=1", (), ()),
    *(
        ("charcot", f"{sign}@left", ("foot", "ankle"), ())
        for sign in (
            "foot_red",
            "foot_warm",
            "foot_swollen",
            "foot_red_warm_swollen",
            "charcot_history",
        )
    ),
    ("charcot", "foot_temp_excess_c@right=2.0", (), ("foot", "ankle")),
    ("charcot", "foot_temp_excess_c@right=1.9", (), ()),
    ("ischaemic-leg", "gangrene@left", LEG, ()),
    ("ischaemic-leg", "abi@left=0.39", LEG, ()),
    ("ischaemic-leg", "abi@left=0.40", (), ()),
    ("ischaemic-leg", "ankle_pressure_mmhg@right=49", (), LEG),
    ("ischaemic-leg", "ankle_pressure_mmhg@right=50", (), ()),
    ("ischaemic-leg", "toe_pressure_mmhg@left=29", LEG, ()),
    ("ischaemic-leg", "toe_pressure_mmhg@left=30", (), ()),
    ("ischaemic-leg", "foot_rest_pain", LEG, LEG),
    ("clot-limb", "dvt_confirmed@right", (), LEG),
    ("fistula-arm", "fistula_arm@left", ARM, ()),
    ("skin", "skin_disease_extensive@hand_palm_right", (), ("hand", "wrist")),
    ("skin", "rash_contagious", EVERYWHERE, EVERYWHERE),
    ("skin", "radiotherapy_in_progress", EVERYWHERE, EVERYWHERE),
    ("fracture", "fracture_recent@hand_palm_left", ("hand", "wrist"), ()),
    ("cancer", "malignancy_site@hand_palm_left", ("hand", "wrist"), ()),
    ("bone-lesion", "bone_metastasis_site@hand_palm_left", ("hand", "wrist"), ()),
    ("bone-lesion", "bone_metastasis bone_metastasis_site@hand_palm_left", ("hand", "wrist"), ()),
    ("bone-lesion", "bone_metastasis", EVERYWHERE, EVERYWHERE),
    ("operation", "surgery_6wk_site@hand_palm_left", ("hand", "wrist"), ()),
    ("operation", "joint_replacement_6mo", EVERYWHERE, EVERYWHERE),
]


@pytest.mark.parametrize(("area", "line", "left", "right"), AREAS)
def test_where_the_body_is_affected(area, line, left, right):
    case = somebody(f"{line} {measured_besides(line)}", well=True)
    board = Board(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
    for side, affected in ((LEFT, left), (RIGHT, right)):
        found = {r for r in EVERYWHERE if board.ask(f"area|{area}|{r}|{side}") is not False}
        assert found == set(affected), side


def measured_besides(line: str) -> str:
    """What nobody is sure to have is measured here, and what is found somewhere is nowhere else."""
    besides = [] if "ipswich" in line else ["ipswich_insensate=0"]
    for code, normal in (("vpt_v", 10), ("foot_temp_excess_c", 0)):
        besides += [f"{code}@{s}={normal}" for s in Side if f"{code}@{s}" not in line]
    found = {word.split("@")[0] for word in line.split() if "@" in word}
    return " ".join([*besides, *(f"!{c}" for c in found
                     if KNOWLEDGE.findings[c].side == "per_site")])  # fmt: skip


def test_every_area_is_tried():
    assert {area for area, *_ in AREAS} == set(KNOWLEDGE.areas)
