"""Both sides of every number that decides a condition, as the reference writes it.

The table was written from the thresholds of the reference and the choices of the policy, not from
the rules: a person who is well, but for one line, is just inside or just outside.
"""

import csv
import re
from pathlib import Path

import pytest

from care.said import KNOWLEDGE, findings
from surefoot.care.findings import Findings
from surefoot.knowledge.links import codes_in

FOLDER = Path(__file__).parents[2] / "knowledge" / "second_entry"


def entered(name: str) -> list[tuple[str, ...]]:
    """The rows of a second entry."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf8", newline="") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t")]


EDGES, TRIGGERS = entered("edges"), entered("triggers")
NUMBER = re.compile(r"[<>]")
NOT_SO = [
    ("cond_ulcer_foot", "wound_other_open@calf_left"),
    ("cond_infect_local", "wound_other_open@calf_left"),
    ("cond_charcot_active", "foot_red@left"),  # no neuropathy
    ("cond_charcot_active", "foot_swollen@left foot_swelling_explained@left numbness@toe_1_left"),
    ("cond_charcot_active", "charcot_history@left charcot_remission_documented@left"),
    ("cond_charcot_inactive", "charcot_history@left"),
    ("cond_charcot_inactive", "charcot_history@left charcot_remission_documented@right"),
    ("cond_pad_claud", "legs_hurt_walking"),
    ("cond_pad_claud", "walk_pain_eased_by_standing"),
    ("cond_dvt_suspect", "dvt_confirmed@left dvt_anticoag_established"),
    ("cond_dvt_treated", "dvt_confirmed@left"),
    ("cond_dvt_treated", "dvt_anticoag_established"),
    ("cond_anticoag", "drug_anticoagulant=stopped_within_12_months"),
    ("cond_retino_prolif", "retinopathy=mild_moderate"),
    ("cond_incont_bowel", "bowel_incontinence bowel_programme_reliable"),
    ("cond_seizure", "seizure_disorder last_seizure_on=-800d"),
    ("cond_nerve_irritable", "touch_pain@foot_top_left"),
    ("cond_falls_high_unsup", "fell_past_year falls_12mo=1 fall_injury_class=c_minor"),
]


def told(line: str) -> Findings:
    """A person who is well but for the line, and whose diagnosis asks for no plan of its own."""
    return findings(line, well=True).with_results({"plan_type": "none"})


def decided_by_numbers(prefix: str) -> set[str]:
    """The codes with a comparison in their own rule, or in a rule that it reads."""
    return {code for code in KNOWLEDGE.findings if code.startswith(prefix) and _compares(code)}


def _compares(code: str) -> bool:
    rule = KNOWLEDGE.findings[code].rule
    if rule is None:
        return False
    return bool(NUMBER.search(rule)) or any(_compares(part) for part in codes_in(rule))


@pytest.mark.parametrize(("code", "reads", "inside", "outside"), EDGES)
def test_an_edge_of_a_condition_has_two_sides(code, reads, inside, outside):
    assert told(inside).truth(code) is True, reads
    assert told(outside).truth(code) is False, reads


def test_every_condition_that_numbers_decide_has_its_edges():
    told = {code for code, *_ in EDGES}
    assert decided_by_numbers("cond_") - told == set()


@pytest.mark.parametrize("code", sorted(code for code in KNOWLEDGE.findings if code[:5] == "cond_"))
def test_a_person_who_is_well_has_no_condition(code):
    assert findings(well=True).truth(code) is False


@pytest.mark.parametrize(("code", "line"), TRIGGERS)
def test_each_way_of_a_condition_is_enough(code, line):
    assert told(line).truth(code) is True


def test_every_condition_has_a_way():
    shown = {code for code, _ in TRIGGERS} | {code for code, *_ in EDGES}
    assert {code for code in KNOWLEDGE.findings if code.startswith("cond_")} <= shown


@pytest.mark.parametrize(("code", "line"), NOT_SO)
def test_what_only_looks_like_a_condition_is_none(code, line):
    assert told(line).truth(code) is False
