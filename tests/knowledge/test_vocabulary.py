"""One vocabulary: every finding of the reference, and what the policy adds to it."""

import re
from collections import Counter

import pytest

from surefoot.knowledge.load import FOLDER, load, raw_rows
from surefoot.knowledge.rules import Call, names_in, parts_of
from surefoot.knowledge.rules.reading import read_rule
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Table
from surefoot.terms import Grade, Setting, SymptomGroup, Urgency

KNOWLEDGE = load()
FINDINGS = KNOWLEDGE.findings


def first_release() -> list[Finding]:
    table = Table("findings", "findings.csv", Finding)
    return [Finding.model_validate(row) for row in raw_rows(FOLDER / "findings.csv", table)]


def test_no_row_of_the_reference_is_dropped():
    rows = first_release()
    assert len(rows) == 1370
    assert sum(row.is_derived for row in rows) == 409
    assert len(KNOWLEDGE.conversions) == 43
    assert len(KNOWLEDGE.symptom_groups) == 9
    assert len(KNOWLEDGE.red_flags) == 60
    assert sum(code.startswith("cond_") for code in FINDINGS) == 64
    assert sum(row.loinc is not None for row in rows) == 17


def test_what_the_policy_changed_or_added_says_why():
    first = first_release()
    assert all(row.notes.partition("changed: ")[2] for row in first if "changed: " in row.notes)
    added = set(FINDINGS) - {row.id for row in first}
    assert [one for one in added if not (FINDINGS[one].notes or FINDINGS[one].rule_source)] == []


def test_nothing_here_is_called_reviewed():
    assert {row.grade for row in FINDINGS.values()} <= {Grade.POLICY, Grade.UNREVIEWED}


def test_every_unit_has_a_name():
    units = {row.unit for row in FINDINGS.values() if row.unit}
    assert units <= set(KNOWLEDGE.unit_words)


def test_a_derived_finding_is_never_asked_and_an_asked_one_is_recorded():
    for row in FINDINGS.values():
        assert not (row.is_derived and row.ask), row.id
        assert (row.who == "derived") >= row.is_derived, row.id


def test_the_body_map_has_its_sites():
    places = {site.place for site in KNOWLEDGE.sites.values()}
    assert len(places) == 56
    assert len(KNOWLEDGE.sites) == 107
    middle = {site.place for site in KNOWLEDGE.sites.values() if site.side == "middle"}
    assert middle == {"scalp", "neck_front", "neck_back", "spine_midline", "saddle"}
    spots = Counter((spot, site.place) for site in KNOWLEDGE.sites.values() for spot in site.spots)
    assert {place for spot, place in spots if spot == "monofilament"} == {
        "great_toe",
        "ball_1",
        "ball_5",
    }
    assert {place for spot, place in spots if spot == "ipswich"} == {"great_toe", "toe_3", "toe_5"}
    assert sum(spot == "temperature" for spot, _ in spots) == 6


@pytest.mark.parametrize("group", KNOWLEDGE.symptom_groups.values(), ids=lambda row: row.id)
def test_a_symptom_group_asks_for_exactly_what_its_rule_reads(group):
    tree, _ = read_rule(group.summary, FINDINGS[group.summary].rule, FINDINGS)
    assert set(names_in(tree.node)) == {*group.sited, *group.parts}
    assert all(FINDINGS[code].side == "per_site" for code in group.sited)


def test_each_group_has_one_row():
    assert {row.group for row in KNOWLEDGE.symptom_groups.values()} == set(SymptomGroup)
    known = set(KNOWLEDGE.symptom_groups)
    assert all(known >= set(row.groups) for row in KNOWLEDGE.pattern_shortcuts.values())


def test_a_gate_closes_conditions_and_red_flags_and_denies_what_is_recorded():
    for gate in KNOWLEDGE.gates.values():
        for code in (*gate.closes, *gate.closes_with):
            assert code.startswith(("cond_", "rf_")), (gate.id, code)
            assert code in FINDINGS, (gate.id, code)
        assert set(gate.closes_unasked) <= set(gate.closes)
        assert set(gate.closes_with.values()) <= set(KNOWLEDGE.measurements)
        for word in gate.answers:
            code, _, value = word.partition("=")
            finding = FINDINGS[code]
            assert not finding.is_derived, (gate.id, code)
            assert bool(value) == (finding.value_type != "three_valued"), (gate.id, code)
            assert not value or value in finding.enum_values or finding.value_type == "number"


def test_the_gates_are_a_dozen_to_thirty_and_the_policys_twenty_are_all_there():
    assert 12 <= len(KNOWLEDGE.gates) <= 30
    assert sum(not gate.added for gate in KNOWLEDGE.gates.values()) == 20
    orders = [gate.order for gate in KNOWLEDGE.gates.values()]
    assert len(set(orders)) == len(orders)


# What the policy's own table says each gate closes.
POLICY_CLOSES = {
    "skin_or_foot_wound": "ULCER_FOOT WOUND_OTHER PREULCER SKIN_DISEASE CHARCOT_INACTIVE",
    "hot_foot_or_infection": "CHARCOT_ACTIVE INFECT_LOCAL FEVER rf_footinf rf_sepsis rf_charcot",
    "heart": "CARDIAC_UNSTABLE HF_STABLE IMPLANT_CARDIAC rf_syncex rf_silent rf_brady",
    "leg_artery": "PAD_CLAUD PAD_CLTI",
    "clot_or_bleeding": "DVT_SUSPECT DVT_TREATED ANTICOAG",
    "cancer_or_blood": "MALIG_LOCAL BONE_METS PLT_30_50 PLT_20_30 PLT_LT20 HB_LOW NEUTROPENIA"
    " rf_neut rf_mscc",
    "diabetes": "GLU_LT70 GLU_70_90 GLU_KETONE GLU_250_NOKET INSULIN_SU RETINO_PROLIF"
    " NEPHRO_ADV rf_gluc rf_tind",
    "dizzy_or_heat": "HEAT_ANHIDROSIS",
    "breath_swallow_or_fast_weakness": "RESP_WEAK GBS_ACUTE PROGRESSIVE_MOTOR rf_resp rf_bulb"
    " rf_asc rf_fast",
    "bladder_or_bowel": "INCONT_BOWEL INCONT_URINE rf_ces rf_retention",
    "bone_or_operation": "FRACTURE_RECENT SURGERY_RECENT OSTEOPOROSIS HYPERMOBILE",
    "seizure": "SEIZURE",
    "spinning": "VESTIB_ACUTE VESTIB_CHRONIC",
    "pregnancy": "PREGNANCY rf_preg",
    "water": "AIRWAY_OPEN CHLORINE_ALLERGY WATER_FEAR",
    "light": "PHOTOSENS",
    "memory": "COG_SEVERE",
    "mood_or_safety": "DEPRESSION rf_suic rf_abuse",
    "falls": "FALLS_HIGH_UNSUP",
    "poison_or_new_drug": "rf_tox rf_drug",
}


@pytest.mark.parametrize(("gate", "codes"), POLICY_CLOSES.items())
def test_a_gate_closes_what_the_policy_says(gate, codes):
    row = KNOWLEDGE.gates[gate]
    closes = {*row.closes, *row.closes_with}
    wanted = {w if w.startswith("rf_") else f"cond_{w.lower()}" for w in codes.split()}
    assert wanted <= closes
    assert not wanted - closes


def test_every_condition_and_nearly_every_flag_can_be_closed_by_a_question():
    closes = {c for gate in KNOWLEDGE.gates.values() for c in (*gate.closes, *gate.closes_with)}
    closes |= {c for row in KNOWLEDGE.closings.values() for c in row.closes}
    measured = {"cond_lops", "cond_oh", "cond_oh_severe", "cond_can", "cond_tachy_100"}
    measured |= {"cond_tachy_120", "cond_bp_180", "cond_bp_160"}
    assert {code for code in FINDINGS if code.startswith("cond_")} - closes == measured
    by_measure_or_age = {"rf_tachy", "rf_bp", "rf_snn", "rf_child"}
    assert set(KNOWLEDGE.red_flags) - closes == by_measure_or_age


def test_ring_two_and_three_name_recorded_findings():
    for row in KNOWLEDGE.measurements.values():
        codes = [code for need in row.needs for code in need.split("|")]
        assert all(not FINDINGS[code].is_derived for code in codes), row.id
    for opening in KNOWLEDGE.openings.values():
        assert all(not FINDINGS[code].is_derived for code in opening.tests), opening.id
        assert read_rule("-", opening.opened_when, FINDINGS)[1] == ()


def test_policy_names_only_findings_that_exist():
    for row in KNOWLEDGE.policies.values():
        assert row.grade is Grade.POLICY
        assert set(row.findings) <= set(FINDINGS), row.id


def test_the_levels_of_a_red_flag_are_told_most_urgent_first():
    for row in KNOWLEDGE.red_flags.values():
        order = [Urgency.read(level.urgency) for level in row.levels]
        assert order == sorted(order), row.id
        for level in row.levels:
            if Urgency.read(level.urgency) <= Urgency.U1:
                assert level.restricts == ("all",), row.id
            if level.urgency == "U2":
                assert level.restricts[0] == "all_but_advice", row.id


def test_what_a_red_flag_restricts_is_a_tag_of_the_exercise_library():
    words = {w for row in KNOWLEDGE.red_flags.values() for lv in row.levels for w in lv.restricts}
    assert words - {"all", "all_but_advice"} <= set(KNOWLEDGE.tags)


def syllables(word: str) -> int:
    """A plain count of vowel groups; a final silent e does not sound."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade: 0.39 words/sentence + 11.8 syllables/word - 15.59."""
    words = re.findall(r"[A-Za-z'-]+", text)
    sentences = max(1, len(re.findall(r"[.?!]", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("gate", KNOWLEDGE.gates.values(), ids=lambda row: row.id)
def test_a_gate_reads_at_grade_six_or_below(gate):
    assert reading_grade(gate.ask) <= 6, reading_grade(gate.ask)


@pytest.mark.parametrize("group", KNOWLEDGE.symptom_groups.values(), ids=lambda row: row.id)
def test_the_question_of_a_group_reads_at_grade_six_or_below(group):
    assert reading_grade(group.ask) <= 6, reading_grade(group.ask)


@pytest.mark.parametrize("flag", KNOWLEDGE.red_flags.values(), ids=lambda row: row.id)
def test_what_a_person_is_told_reads_at_grade_six_or_below(flag):
    for level in flag.levels:
        assert reading_grade(level.say) <= 6, (level.say, reading_grade(level.say))


def test_every_changed_rule_stands_on_the_page_of_decisions():
    page = (FOLDER.parents[2] / "docs/decisions/rules-changed-in-the-vocabulary.md").read_text(
        encoding="utf-8"
    )
    changed = {row.id for row in first_release() if row.is_derived and "changed: " in row.notes}
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == changed


def asked_of_people() -> list[Finding]:
    first = {row.id for row in first_release()}
    return [row for row in FINDINGS.values() if row.ask and row.id not in first]


@pytest.mark.parametrize("finding", asked_of_people(), ids=lambda row: row.id)
def test_an_added_question_reads_at_grade_six_or_below(finding):
    assert reading_grade(finding.ask) <= 6, (finding.ask, reading_grade(finding.ask))


def places_in(node) -> set[str]:
    found = {part for inner in parts_of(node) for part in places_in(inner)}
    if isinstance(node, Call) and node.function == "at":
        found.add(node.parts[1].value)
    return found


def test_every_place_a_rule_names_is_on_the_body_map_or_a_setting():
    known = {
        word for site in KNOWLEDGE.sites.values() for word in (site.id, site.place, site.group)
    }
    for row in FINDINGS.values():
        if row.rule:
            tree, _ = read_rule(row.id, row.rule, FINDINGS)
            assert places_in(tree.node) <= known | set(Setting), row.id
