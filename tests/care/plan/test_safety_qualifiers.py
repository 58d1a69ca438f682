"""Every qualifier of an excluded tag: where it holds, where not, where unsaid."""

from collections.abc import Mapping
from typing import Any

import pytest

from care.plan.filters import QUALIFIED, hits
from care.plan.qualifiers import CASES, Qualified
from care.plan.steady import HELPED, KNOWLEDGE, approval, at, on_sides, read
from surefoot.care.plan.records import SafetyReading
from surefoot.terms import Setting, Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT
IDS = [f"{case.code}-{case.word}" for case in CASES]


def reading_of(case: Qualified, state: Mapping[str, Any]) -> SafetyReading:
    """The reading of a person with the condition in one state of its qualifier."""
    told = dict(state)
    present = [case.code, *told.pop("present", [])]
    return read(present=present, **told)


def test_every_qualifier_of_the_filters_is_tried():
    tried = [(case.code, case.word) for case in CASES]
    assert sorted(tried) == sorted(QUALIFIED)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_where_a_qualifier_holds_the_tag_is_out(case):
    reading = reading_of(case, case.holds)
    for name in case.closed:
        assert hits(reading, name, case.code, case.word), name
    for name in case.never:
        assert case.word in (*KNOWLEDGE.exercises[name].precaution_tags, "ALL")
        assert not hits(reading, name, case.code, case.word), name


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.clear is not None], ids=lambda c: f"{c.code}-{c.word}"
)
def test_where_a_qualifier_is_known_not_to_hold_the_tag_stays(case):
    reading = reading_of(case, case.clear)
    for name in case.closed:
        assert not hits(reading, name, case.code, case.word), name


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.unsaid is not None], ids=lambda c: f"{c.code}-{c.word}"
)
def test_where_a_qualifier_cannot_be_told_the_tag_is_out(case):
    reading = reading_of(case, case.unsaid)
    for name in case.closed:
        assert hits(reading, name, case.code, case.word), name


def test_an_ulcer_leaves_only_approved_gait_in_the_prescribed_device():
    told = {"present": ["ULCER_FOOT"], "approvals": [approval("ULCER_FOOT", "gait")]}
    with_device = read(**told, offloading_device_prescribed=True)
    assert {"OR001", "GT002"} <= {
        name for name, item in with_device.exercises.items() if item.settings
    }
    assert with_device.exercises["GT004"].settings == ()
    without_device = read(**told, offloading_device_prescribed=None)
    assert without_device.exercises["GT002"].settings == ()
    not_approved = read(present=["ULCER_FOOT"], offloading_device_prescribed=True)
    assert not_approved.exercises["GT002"].settings == ()


def test_one_affected_side_leaves_the_other():
    reading = read(
        present=["CHARCOT_ACTIVE"],
        facts=on_sides("foot_warm", LEFT),
        approvals=[approval("CHARCOT_ACTIVE", "flexibility")],
        **HELPED,
    )
    item = reading.exercises["FX011"]
    assert item.settings == (Setting.CLINIC, Setting.HOME)
    said = [each.says for each in item.modifications]
    assert any("only on the right side" in says for says in said)
    assert reading.exercises["AQ009"].settings == ()


def test_a_pad_that_can_lie_anywhere_keeps_off_the_affected_part():
    reading = read(
        present=["WOUND_OTHER"],
        facts=at("wound_other_open", "calf_left"),
        approvals=[approval("WOUND_OTHER", "tens")],
    )
    item = reading.exercises["EM001"]
    assert item.settings
    assert any("never on left ankle, left knee" in each.says for each in item.modifications)


WAYS = [
    # each way by itself is enough: condition, word, item, state
    ("LOPS", "PLANTAR_HIGH", "BT053", {"iwgdf_category": "3"}),
    ("LOPS", "PLANTAR_HIGH", "BT053", {"iwgdf_category": "active"}),
    ("PAD_CLTI", "WB_STAND", "BT001", {"facts": on_sides("gangrene", LEFT)}),
    ("PAD_CLTI", "WB_STAND", "BT001", {"facts": on_sides("foot_ulcer_open", RIGHT)}),
    *(
        ("EDEMA_2PLUS", "COMPRESSION", "AU006", {"present": ["EDEMA_2PLUS", also]})
        for also in ("DVT_SUSPECT", "DVT_TREATED", "HF_STABLE", "PAD_CLAUD", "PAD_CLTI")
    ),
    ("EDEMA_2PLUS", "COMPRESSION", "AU006", {"pad": True}),
    ("EDEMA_2PLUS", "COMPRESSION", "AU006", {"compression_barred": True}),
    ("NEUTROPENIA", "ALL", "AE001", {"present": ["NEUTROPENIA", "FEVER"]}),
    ("NEUTROPENIA", "ALL", "AE001", {"present": ["NEUTROPENIA", "INFECT_LOCAL"]}),
    *(
        ("NEUTROPENIA", "ALL", "AE001", {"present": ["NEUTROPENIA"], sign: True})
        for sign in ("infection_suspected", "fever_felt", "shivering_unwell")
    ),
    ("SKIN_DISEASE", "IMMERSION", "AQ002", {"rash_contagious": True}),
    ("SKIN_DISEASE", "IMMERSION", "AQ002", {"radiotherapy_in_progress": True}),
    *(
        ("PROGRESSIVE_MOTOR", "ALL_ACTIVE", "FX009", {sign: True})
        for sign in ("bladder_change_new", "bowel_change_new", "saddle_numbness", "gait_stiff")
    ),
]


@pytest.mark.parametrize(("code", "word", "item", "state"), WAYS)
def test_each_way_of_a_qualifier_is_enough(code, word, item, state):
    assert hits(read(**{"present": [code], **state}), item, code, word)
    assert not hits(read(present=[code]), item, code, word)


LEG = ("foot", "ankle", "knee", "hip")
LOADED = {
    # the part that the excluded tag itself loads, from the words of its qualifier
    ("PREULCER", "WB_STAND"): ("foot",),  # plantar or toe lesion
    ("PREULCER", "FOOT_PRESS"): ("foot",),  # lesion site
    ("INFECT_LOCAL", "WB_STAND"): ("foot",),  # infected foot
    ("INFECT_LOCAL", "PLANTAR_LOAD"): ("foot",),
    ("INFECT_LOCAL", "WB_SINGLE"): ("foot",),
    ("INFECT_LOCAL", "FOOT_PRESS"): ("foot",),
    ("PAD_CLTI", "FOOT_PRESS"): ("foot",),  # affected foot
    ("FRACTURE_RECENT", "FOOT_ROM"): ("foot", "ankle"),  # local
    ("FRACTURE_RECENT", "WB_STAND"): LEG,  # lower limb
    ("BONE_METS", "PLANTAR_HIGH"): LEG,  # lower-limb lesion
    ("SURGERY_RECENT", "ABDOMEN"): ("trunk",),  # abdominal surgery
}


def test_what_an_excluded_tag_loads_is_what_its_qualifier_names():
    found = {
        (row.code, each.tag): tuple(region.value for region in each.loads)
        for row in KNOWLEDGE.conditions.values()
        for each in row.exclusions
        if each.loads
    }
    assert found == LOADED
