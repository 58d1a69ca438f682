"""The safety rows: every condition, cell, tag and qualifier of the reference, and no dead link."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from surefoot.care.plan.safety.ground import fits
from surefoot.knowledge.integrity import check
from surefoot.knowledge.links import codes_in
from surefoot.knowledge.load import load
from surefoot.knowledge.rules.reading import read_rule
from surefoot.knowledge.schema.exercises import Region, Selector
from surefoot.knowledge.schema.safety import COLUMNS, Condition, Exclusion
from surefoot.terms import Grade, Setting

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = load()
CONDITIONS = list(KNOWLEDGE.conditions.values())
EXCLUSIONS = [(row, each) for row in CONDITIONS for each in row.exclusions]
OWN = {"gk", "design-rule", "convention", "policy"}
MINE = {
    "techniques", "technique_doses", "technique_progressions", "technique_notes",
    "study_findings", "stop_signs", "after_stop", "intervention_gaps", "tags", "tag_blocks",
    "exercises", "conditions", "condition_rings", "safety_matrix", "matrix_columns", "areas",
    "site_regions", "safety_limits", "open_sets", "examination_parts", "safety_principles",
}  # fmt: skip


def test_nothing_is_lost():
    assert len(KNOWLEDGE.conditions) == len(KNOWLEDGE.safety_matrix) == 64
    assert set(KNOWLEDGE.conditions) == set(KNOWLEDGE.safety_matrix)
    assert set(KNOWLEDGE.condition_rings) == set(KNOWLEDGE.conditions)
    assert tuple(KNOWLEDGE.matrix_columns) == COLUMNS
    assert sum(len(row.cells) for row in KNOWLEDGE.safety_matrix.values()) == 64 * 14
    named = {(row.code, e.tag or e.tag_block, e.qualifier) for row, e in EXCLUSIONS}
    assert len(named) == 308
    assert sum(1 for _, _, qualifier in named if qualifier) == 115


def test_the_cells_of_the_matrix_are_counted():
    cells = Counter(c for row in KNOWLEDGE.safety_matrix.values() for c in row.cells.values())
    assert set(cells) == {"A", "R", "P", "."}
    assert sum(cells.values()) == 896


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("ULCER_FOOT", "ARAPRPPRPRRAAP"),
        ("LOPS", "PPPPPPPP.PPPPP"),
        ("FEVER", "A" * 14),
        ("OH_SEVERE", "APPPRRRRP..ARR"),
        ("IMPLANT_CARDIAC", "P....PP...AA.."),
        ("PHOTOSENS", "." * 14),
        ("DEPRESSION", "." * 13 + "P"),
        ("RESP_WEAK", "APPPRARR...ARA"),
    ],
)
def test_cells_by_example(code, cells):
    assert "".join(KNOWLEDGE.safety_matrix[code].cells.values()) == cells


def test_my_tables_have_no_fault():
    assert [fault for fault in check().faults if fault.table in MINE] == []


def test_the_finding_of_a_condition_is_in_the_vocabulary():
    for row in CONDITIONS:
        assert row.finding == f"cond_{row.code.lower()}"
        assert KNOWLEDGE.findings[row.finding].value_type == "three_valued"


def test_the_gates_of_the_day():
    assert {row.code for row in CONDITIONS if row.same_day} == {
        "FEVER", "GLU_LT70", "GLU_70_90", "GLU_KETONE", "GLU_250_NOKET", "BP_180", "BP_160",
        "TACHY_100", "TACHY_120", "CARDIAC_UNSTABLE", "DVT_SUSPECT",
    }  # fmt: skip


GLUCOSE_OF_THE_DAY = {"GLU_LT70", "GLU_70_90", "GLU_KETONE", "GLU_250_NOKET"}


def test_what_is_judged_at_each_visit_starts_as_no():
    rings = KNOWLEDGE.condition_rings.values()
    judged = {row.condition for row in rings if row.starts_as_no}
    visits = {"NERVE_IRRITABLE", "OVERWORK", "PAIN_FLARE", "EDEMA_2PLUS"}
    assert judged == visits | GLUCOSE_OF_THE_DAY
    closing = KNOWLEDGE.closings["closing/judged_at_each_visit"].closes
    assert {f"cond_{code.lower()}" for code in visits} == set(closing)


@pytest.mark.parametrize(("row", "each"), EXCLUSIONS)
def test_an_exclusion_names_a_tag_and_says_what_its_qualifier_means(
    row: Condition, each: Exclusion
):
    assert bool(each.tag) != bool(each.tag_block)
    assert each.tag in KNOWLEDGE.tags or each.tag_block in KNOWLEDGE.tag_blocks
    meanings = (
        each.when, each.conditions, each.only != Selector(), each.spares, each.area,
        each.supervision is not None, each.from_joint_grade is not None, each.approval,
        each.reviewed, each.keeps_open,
    )  # fmt: skip
    if not each.qualifier:
        assert not any(meanings)
    if not any(meanings) and each.qualifier:
        assert (row.code, each.tag) in COUNTS_ALWAYS


COUNTS_ALWAYS = {
    ("PREULCER", "IMMERSION"),  # no finding tells macerated skin
    ("RETINO_PROLIF", "PERTURB"),  # every nudge may jar
    ("OSTEOPOROSIS", "VIBRATION"),  # "severe" has no figure
    ("FRACTURE_RECENT", "IMMERSION"),  # no finding tells a cast or pins
    ("HYPERMOBILE", "END_RANGE"),  # no finding tells which joint
    ("PREGNANCY", "AEROBIC_VIG"),  # no finding tells whether it is new
}


def test_every_qualifier_is_in_the_decision_page():
    page = (ROOT / "docs/decisions/what-the-safety-qualifiers-mean.md").read_text(encoding="utf8")
    for row, each in EXCLUSIONS:
        if each.qualifier:
            line = f"| {row.code} | {each.tag or each.tag_block} | {each.qualifier} |"
            assert line in page, line


@pytest.mark.parametrize("row", CONDITIONS, ids=lambda row: row.code)
def test_a_modification_is_whole_and_its_parts_concern_something(row: Condition):
    assert row.modification == "".join(
        f"{part.joint if n else ''}{part.says}" for n, part in enumerate(row.instructions)
    )
    for part in row.instructions:
        assert all(means_something(selector) for selector in part.about), part.says


def means_something(selector: Selector) -> bool:
    return any(fits(selector, row, s) for row in KNOWLEDGE.exercises.values() for s in row.setting)


def test_what_rests_on_our_own_word_is_unreviewed():
    for table in MINE:
        for row in getattr(KNOWLEDGE, table).values():
            if row.grade.is_reviewed:
                assert not OWN & set(row.sources), row.id
            if row.grade == Grade.POLICY:
                assert row.sources == ("policy",), row.id


def test_every_place_of_the_body_map_belongs_to_a_part_of_the_body():
    places = {site.place for site in KNOWLEDGE.sites.values()}
    assert set(KNOWLEDGE.site_regions) == places
    for row in KNOWLEDGE.site_regions.values():
        assert Region.WHOLE not in row.regions


@pytest.mark.parametrize("area", list(KNOWLEDGE.areas.values()), ids=lambda area: area.id)
def test_an_area_reads_findings_of_the_right_reach(area):
    assert all(KNOWLEDGE.findings[code].side == "per_site" for code in area.sited)
    assert all(KNOWLEDGE.findings[code].side == "left_right" for code in area.sided)
    for mark in area.thresholds:
        assert KNOWLEDGE.findings[mark.code].side == "left_right"
        assert (mark.below is None) != (mark.at_least is None)
    if area.sided or area.thresholds or area.both_when:
        assert area.regions


def test_thresholds_of_areas_are_those_of_their_conditions():
    assert {(m.code, m.below, m.at_least) for m in KNOWLEDGE.areas["ischaemic-leg"].thresholds} == {
        ("abi", 0.4, None),
        ("ankle_pressure_mmhg", 50.0, None),
        ("toe_pressure_mmhg", 30.0, None),
    }
    rule = KNOWLEDGE.findings["cond_pad_clti"].rule or ""
    assert all(text in rule for text in ("abi < 0.40", "mmhg < 50", "mmhg < 30"))
    assert "< 2)" in (KNOWLEDGE.findings["lops"].rule or "")


def test_every_rule_of_safety_can_be_read():
    rules = [each.when for _, each in EXCLUSIONS if each.when]
    rules += [row.when for row in KNOWLEDGE.safety_limits.values() if row.when]
    rules += [area.everywhere_when for area in KNOWLEDGE.areas.values() if area.everywhere_when]
    for rule in rules:
        assert read_rule("rule", rule, KNOWLEDGE.findings)[1] == ()
        assert set(codes_in(rule)) <= set(KNOWLEDGE.findings)


def test_limits_close_guard_or_tell_something():
    for row in KNOWLEDGE.safety_limits.values():
        assert row.closes or row.tag_block or row.instruction, row.id
        assert row.when or row.conditions or row.supervision is not None, row.id
        if row.supervision is not None:
            assert 1 <= row.supervision <= 3


def test_unsigned_limits_and_places_of_what_stays_open():
    assert set(KNOWLEDGE.open_sets) == {
        "open/advice-only", "open/provisional", "open/performance", "open/habits-at-home",
        "open/splints-at-night", "open/no-course-alone",
    }  # fmt: skip
    blocks = Counter(part.block for part in KNOWLEDGE.examination_parts.values())
    assert blocks == {"first_visit": 10, "performance": 5}
    assert set(Setting) >= {s for row in KNOWLEDGE.exercises.values() for s in row.setting}


def _sources_of_interventions() -> set[str]:
    text = (ROOT / "src/surefoot/knowledge/sources/interventions.toml").read_text(encoding="utf8")
    return {row["id"] for row in tomllib.loads(text)["sources"]}


def test_the_sources_of_the_interventions_are_all_there_and_all_cited():
    named = _sources_of_interventions() | {"Kluding2012"}  # this one stands with the causes
    assert len(named) == 116
    assert named <= set(KNOWLEDGE.sources)
    assert not named & set(check().unused_sources)


INNER = re.compile(r"\b(?:\w*_\w*|[A-Z]{2}\d{3}|(?:MI|PR)\d+|ANC|RPE (?!\d)|NWB|ADL|IASTM|HEP)\b")


def told_to_people():
    """Every sentence of safety that a therapist or a patient reads, by where it stands."""
    for row in CONDITIONS:
        yield from ((row.id, part.says) for part in row.instructions)
        yield row.id, row.name
    for sign in KNOWLEDGE.stop_signs.values():
        yield sign.id, sign.patient
    for limit in KNOWLEDGE.safety_limits.values():
        yield limit.id, f"{limit.says} {limit.instruction}"
    for flag in KNOWLEDGE.red_flags.values():
        yield from ((flag.id, f"{level.say} {level.do}") for level in flag.levels)
    for row in (*KNOWLEDGE.after_stop.values(), *KNOWLEDGE.topics.values()):
        yield row.id, row.says


def test_what_people_read_of_safety_names_nothing_by_its_inner_code():
    codes = {*KNOWLEDGE.conditions, *KNOWLEDGE.tags} - {"CAN"}
    for where, says in told_to_people():
        assert not INNER.search(says), (where, says)
        assert not codes & set(re.findall(r"\b[A-Z0-9]{2,}\b", says)), (where, says)


def test_what_insulin_asks_for_names_glucose():
    parts = [part.says for part in KNOWLEDGE.conditions["INSULIN_SU"].instructions]
    assert parts[0] == "Check glucose before, every 30-45 min during, and after exercise"
    assert sum("glucose" in says for says in parts) >= 4
    assert "sugar" in KNOWLEDGE.topics["teach/glucose"].says
