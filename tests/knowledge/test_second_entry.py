"""The safety-critical tables, typed a second time from the reference, against what is loaded.

The tables in `second_entry/` were not made from the knowledge files: a slip of either hand shows as
a difference. Where the knowledge says a cell in two rows, or the reference names something that is
not required, it is listed here with its reason.
"""

import ast
import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from surefoot.knowledge.load import load
from surefoot.knowledge.schema.patterns import COLUMNS as PATTERNS
from surefoot.knowledge.schema.safety import COLUMNS
from surefoot.terms import Urgency

KNOWLEDGE = load()
FOLDER = Path(__file__).parent / "second_entry"
BLOCKS = {"ALL", "ALL_ACTIVE", "HEAD_DOWN"}
EFFORT = {14: 6, 13: 5, 12: 4, 11: 3}
"""Published effort (6-20) and the step of our own scale (0-10) that caps it."""


def entered(name: str) -> dict[str, dict[str, str]]:
    """The rows of a second entry by their first column."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {next(iter(row.values())): row for row in rows}


MATRIX, EXCLUSIONS, CAPS, MUST_HAVES = map(entered, ("matrix", "exclusions", "caps", "must_haves"))
RED_FLAGS, WEIGHTS, ACCURACY = map(entered, ("red_flags", "pattern_weights", "accuracy"))
EXERCISES, GATES = entered("exercises"), entered("gates")
OWN_EXERCISES = ("FX019", "OR006", "RT035", "RT036")
OWN_MUST_HAVES = tuple(f"MI{number}" for number in range(18, 44))
"""Must-haves that the reference has not; care/plan/test_safety_must_haves.py says what they ask."""
REWORDED = {
    "f45",
    "a06",
    "a14",
    "a16",
    "a28",
    "a33",
    "a38",
}  # the source shouts here


@pytest.mark.parametrize(
    ("table", "entry", "count"),
    [
        ("safety_matrix", MATRIX, 64),
        ("conditions", EXCLUSIONS, 64),
        ("caps", CAPS, 9),
        ("must_haves", MUST_HAVES | dict.fromkeys(OWN_MUST_HAVES), 43),
        ("red_flags", RED_FLAGS, 60),
        ("pattern_findings", WEIGHTS, 57),
        ("exercises", EXERCISES | dict.fromkeys(OWN_EXERCISES), 242),
    ],
)
def test_both_entries_have_all_rows(table, entry, count):
    assert len(getattr(KNOWLEDGE, table)) == len(entry) == count


@pytest.mark.parametrize("code", MATRIX)
def test_a_row_of_the_matrix(code):
    told = {column: MATRIX[code][column] for column in COLUMNS}
    assert dict(KNOWLEDGE.safety_matrix[code].cells) == told


TWICE = {
    # one state of the cell is a place, the other a fact of the person
    ("HF_STABLE", "IMMERSION"): 2,  # too deep; or any depth with a weak heart
    ("HF_STABLE", "SUPINE"): 2,  # in the pool; or on land with orthopnoea
    ("NEUTROPENIA", "ALL"): 2,  # a condition that is present; or what the person told
    ("EDEMA_2PLUS", "COMPRESSION"): 2,  # clot, heart and artery rows; or the artery check alone
}


@pytest.mark.parametrize("code", EXCLUSIONS)
def test_the_tags_a_condition_excludes_with_their_qualifiers(code):
    row, text = KNOWLEDGE.conditions[code], list(EXCLUSIONS[code].values())[2]
    told = [] if text == "none" else re.findall(r"([A-Z_]+)(?:\(([^()]*)\))?", text)
    wanted = Counter({(word, said): TWICE.get((code, word), 1) for word, said in told})
    assert Counter((e.tag or e.tag_block, e.qualifier) for e in row.exclusions) == wanted
    assert all(bool(e.tag_block) == ((e.tag or e.tag_block) in BLOCKS) for e in row.exclusions)
    assert row.threshold == EXCLUSIONS[code]["condition and threshold"]


@pytest.mark.parametrize("cap", KNOWLEDGE.caps.values(), ids=lambda cap: cap.id)
def test_the_numbers_of_a_weekly_cap(cap):
    told = CAPS[cap.stratum]
    if cap.stratum == "healthy target reached later":
        assert cap.start_min is cap.ceiling_min_weeks_5_12 is None
        return
    assert cap.start_min == int(told["start"].split()[0])
    assert cap.ceiling_min_weeks_1_4 == int(told["ceiling wk 1-4"])
    assert cap.ceiling_min_weeks_5_12 == int(told["ceiling wk 5-12"])
    assert cap.effort_borg == int(told["max RPE"])
    assert cap.effort_max == EFFORT[int(told["max RPE"])]
    assert cap.rest == told["rest"]
    days = re.match(r"(\d)", told["rest"])
    assert cap.rest_days == (int(days.group()) if days else 0)
    share = re.search(r"seated share >=(\d+) %", told["rest"])
    assert cap.seated_share_min == (int(share.group(1)) / 100 if share else None)


NOT_REQUIRED = {"MI14": {"PH001", "PH002"}}  # "only after emptying is checked": allowed, not asked
OFFERED = {"MI13": {"AE005", "AE001", "AE006", "AE008"}}  # "seated/arm alternative", without ids


@pytest.mark.parametrize("name", MUST_HAVES)
def test_a_must_have_holds_the_exercises_it_names_and_no_others(name):
    row, told = KNOWLEDGE.must_haves[name], MUST_HAVES[name]
    text = told["the plan must contain"]
    assert (row.trigger, row.contains, row.basis) == (told["when"], text, told["basis"])
    text = text.replace("MI2", MUST_HAVES["MI2"]["the plan must contain"])
    named = set(re.findall(r"\b[A-Z]{2}\d{3}\b", text)) - NOT_REQUIRED.get(name, set())
    assert set(row.exercises) | set(row.any_of) == named | OFFERED.get(name, set())
    one_is_enough = " or " in text and name in ("MI10", "MI13")
    assert bool(row.any_of) == one_is_enough
    assert not (row.any_of and row.exercises)


ALSO = {"rf_suic": {"U2"}}  # the urgency cell says U0-U1, its action text adds "PHQ-9 >= 20 U2"


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_the_urgencies_of_a_red_flag(flag):
    told = {Urgency.read(word) for word in re.findall(r"U\d", RED_FLAGS[flag]["urgency"])}
    told |= {Urgency.read(word) for word in ALSO.get(flag, ())}
    given = {Urgency.read(word) for word in levels_of(KNOWLEDGE.findings[flag].rule)}
    assert (min(given), max(given)) == (min(told), max(told))
    assert {Urgency.read(level.urgency) for level in KNOWLEDGE.red_flags[flag].levels} == given


def levels_of(rule: str) -> list[str]:
    """The urgencies that a rule can return."""
    called = ast.parse(rule, mode="eval").body
    assert isinstance(called, ast.Call)
    assert ast.unparse(called.func) == "urgency"
    return [str(part.arg) for part in called.keywords]


@pytest.mark.parametrize("name", WEIGHTS)
def test_the_weights_of_a_finding_for_each_pattern(name):
    row = KNOWLEDGE.pattern_findings[name]
    told = {column: int(WEIGHTS[name][column]) for column in PATTERNS}
    assert dict(row.weights) == told
    if name not in REWORDED:
        assert row.says == WEIGHTS[name]["finding"]


TESTS = {
    part: (row, number)
    for row in ACCURACY.values()
    for number, part in enumerate(row["id"].split(" / "))
}
SHRUNK = {"t_dn4": (5.0, 0.2)}  # "shrink to LR+ 5, LR- 0.2 in routine use"


def test_both_entries_have_all_tests_with_published_accuracy():
    assert set(KNOWLEDGE.bedside_tests) == set(TESTS)


@pytest.mark.parametrize("name", TESTS)
def test_the_accuracy_of_a_bedside_test(name):
    row, (told, place) = KNOWLEDGE.bedside_tests[name], TESTS[name]
    alone = " / " not in told["id"]

    def cell(column: str) -> str:
        text = told[column]
        if alone or text == "-":
            return text
        part = text.removesuffix(" calc").split(" / ")[place]
        return f"{part} calc" if text.endswith(" calc") else part

    assert (row.sensitivity, row.specificity) == (cell("sens"), cell("spec"))
    assert (row.positive_text, row.negative_text) == (cell("LR+"), cell("LR-"))
    assert row.group == (told["group"] if told["group"] != "-" else name)
    assert row.calculated == ("calc" in told["LR+"] or "calc" in told["LR-"])
    wanted = SHRUNK.get(name, (ratio(cell("LR+"), min), ratio(cell("LR-"), max)))
    assert (row.positive_lr, row.negative_lr) == wanted


def ratio(text: str, nearest_1) -> float | None:
    """The likelihood ratio of a cell: of a range the end nearest 1; words tell none."""
    found = re.fullmatch(r"(?:about )?([\d.]+)(?:-([\d.]+))?(?: calc)?(?: \(.*\))?", text)
    if not found:
        return None
    return nearest_1(float(part) for part in found.groups() if part)


def several(cell: str) -> tuple[str, ...]:
    """The words of a cell; "-" = none."""
    return () if cell == "-" else tuple(cell.split(";"))


# Ladders that the printed tables run from a seat or a bed straight to an unguarded stand, against
# the rule printed above them; decided in docs/decisions/plans-read-by-a-therapist.md.
MENDED = {
    ("RT014", "progress_to"): ("RT010",),  # the high chair comes before the standard one
    ("RT010", "regress_to"): ("RT014", "RT033"),
    ("RT011", "regress_to"): ("RT010",),
    ("RT003", "regress_to"): ("RT036",),  # the foot itself before a band, at MRC 3
    ("RT034", "progress_to"): ("RT012",),  # lying, then standing with both hands on the counter
    ("RT012", "regress_to"): ("RT011", "RT034"),
}


LESS_HELP = {"OR005": 0}
"""A look round the home with a list needs nobody by; what is heavy or high is left to others."""


@pytest.mark.parametrize("name", EXERCISES)
def test_what_safety_reads_of_an_exercise(name):
    row, told = KNOWLEDGE.exercises[name], EXERCISES[name]
    assert row.technique == told["technique"]
    assert (row.level, row.minutes_total) == (int(told["level"]), float(told["minutes"]))
    assert tuple(row.setting) == several(told["setting"])
    assert row.supervision_level == LESS_HELP.get(name, int(told["supervision_level"]))
    assert row.precaution_tags == several(told["tags"])
    for field in ("progress_to", "regress_to"):
        printed = several(told[field])
        assert getattr(row, field) == MENDED.get((name, field), printed)
        assert MENDED.get((name, field)) != printed


# What a "no" closes beyond the list of the policy: red flags (and one condition) whose own trigger
# the question names. Nothing else may be closed by a "no".
NAMED_IN_THE_QUESTION = {
    "skin_or_foot_wound": {"rf_zost", "rf_lep", "rf_ulcer", "rf_burn"},
    "leg_artery": {"rf_pad", "rf_pad2"},
    "clot_or_bleeding": {"rf_dvt"},
    "cancer_or_blood": {"rf_ici"},
    "dizzy_or_heat": {"rf_sync"},
    "breath_swallow_or_fast_weakness": {"cond_airway_open", "rf_msk"},
    "bone_or_operation": {"rf_comp", "rf_ntrauma"},
    "falls": {"rf_head"},
    "poison_or_new_drug": {"rf_op"},
    "sudden_change": {"rf_stroke", "rf_face", "rf_eye", "rf_gca", "rf_ali"},
    "limp_or_painful_limb": {"rf_drop", "rf_wrist", "rf_prox", "rf_mpx"},
    "weight_or_sweats": {"rf_weight", "rf_poems", "rf_amyl"},
    "food_and_drink": {"rf_gp", "rf_wern", "rf_b1"},
    "spine_or_belly": {"rf_spinf", "rf_spfrac", "rf_aaa", "rf_porph", "rf_rhabdo"},
    "clumsy_or_stiff": {"rf_cord"},
}
ONCE_MEASURED = {"rf_ulcer", "rf_burn", "rf_pad", "rf_pad2", "rf_sync"}


def codes(cell: str) -> set[str]:
    """The findings of conditions and red flags in a cell."""
    words = cell.split() if cell != "-" else []
    return {word if word.startswith("rf_") else f"cond_{word.lower()}" for word in words}


@pytest.mark.parametrize("gate", KNOWLEDGE.gates)
def test_a_no_closes_what_the_policy_lists_and_nothing_else(gate):
    row, told = KNOWLEDGE.gates[gate], GATES.get(gate)
    at_once = codes(told["no_closes"]) if told else set()
    later = codes(told["no_closes_once_measured"]) if told else set()
    more = NAMED_IN_THE_QUESTION.get(gate, set())
    assert set(row.closes) == at_once | more - ONCE_MEASURED
    assert set(row.closes_with) == later | more & ONCE_MEASURED
    assert set(row.closes_unasked) <= set(row.closes)
    assert row.added is (told is None)


def test_both_entries_have_all_gates_of_the_policy():
    assert set(GATES) == {gate for gate, row in KNOWLEDGE.gates.items() if not row.added}
    assert len(GATES) == 20
