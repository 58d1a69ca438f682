"""What a person reads when a case file has a slip: one example of each kind, word for word.

The reader is a therapist who wrote the file by hand and knows no word of a programmer.
"""

from typing import Any

import pytest

from exchange.documents import only

DAY = "Write the day as year-month-day, 2026-11-02; if only the month is known, its first day."
FLAG = "Write true or false, without quotes; leave the line out if it was not asked."
SECONDS = (
    "Write the number in seconds, without quotes and with a point; or why there is none: "
    '"unable", "declined" or "not_applicable".'
)
TWICE = "Keep the one that is right, or give each its own day."


def lab(code: str, **answer: Any) -> dict[str, Any]:
    return {"labs": {code: answer}}


SLIPS: dict[str, tuple[dict[str, Any], str]] = {
    # a wrong type
    "a decimal comma": (
        {"measurements": {"tug_s": "13,9"}},
        f'measurements.tug_s: `"13,9"` stands where a number is expected. {SECONDS}',
    ),
    "yes in quotes": (
        {"findings": {"unsteady": "yes"}},
        f'findings.unsteady: `"yes"` stands where true or false is expected. {FLAG}',
    ),
    "one for yes": (
        {"findings": {"unsteady": 1}},
        f"findings.unsteady: `1` stands where true or false is expected. {FLAG}",
    ),
    "nothing": (
        {"findings": {"unsteady": None}},
        "findings.unsteady: null says nothing. Leave the line out if it was not asked.",
    ),
    "a list for a section": (
        {"findings": ["unsteady"]},
        "findings: A list stands where a group of named entries is expected."
        ' Write them in curly braces: {"name": ...}.',
    ),
    "a medicine without braces": (
        {"medicines": ["metformin"]},
        'medicines[0]: `"metformin"` stands where a group of named entries is expected.'
        ' Write them in curly braces: {"name": ...}.',
    ),
    "a number of falls": (
        {"falls": 2},
        "falls: `2` stands where a list is expected. Put it in square brackets: [...].",
    ),
    # an unknown name, with the nearest known ones
    "a slip in a code": (
        {"findings": {"unstedy": True}},
        "findings.unstedy: There is no code `unstedy`. Did you mean `unsteady`?",
    ),
    "words for a code": (
        {"findings": {"numb toes": True}},
        "findings.numb toes: There is no code `numb toes`."
        " Did you mean `numbness`, `saddle_numbness` or `trips_over_toes`?",
    ),
    "a slip in a section": (
        {"finding": {}},
        "finding: `finding` is not known here. Did you mean `findings`?",
    ),
    "a word that is none of a few": (
        {"findings": {"vibration_toe": {"both": "weak"}}},
        "findings.vibration_toe.both: `weak` is not known here."
        " Write one of: normal, reduced, absent.",
    ),
    "words for a site": (
        {"findings": {"numbness": {"at": ["left great toe"]}}},
        "findings.numbness.at[0]: There is no site `left great toe`."
        " Did you mean `great_toe_left`, `great_toe` or `toe_2_left`?",
    ),
    "a slip in a medicine": (
        {"medicines": [{"name": "metformine"}]},
        "medicines[0].name: The medicine `metformine` is not known. Did you mean `metformin`?"
        ' If the name is right, add "class": its class, or "other" if it has none.',
    ),
    "a question that nobody asks": (
        {"gates": {"sugar": True}},
        "gates.sugar: `sugar` is not known here."
        " `surefoot case explain gates` lists what is known.",
    ),
    "a thing that no exercise needs": (
        {"equipment": {"home": {"has": ["trampoline"]}}},
        "equipment.home.has[0]: `trampoline` is not known here."
        " `surefoot case explain equipment.home.has` lists what is known.",
    ),
    "a word beside a value": (
        {"measurements": {"tug_s": {"value": 12, "with": "a cane"}}},
        "measurements.tug_s.with: `with` is not known here."
        " Write one of: value, unit, on, protocol.",
    ),
    "a code like no other": (
        {"findings": {"xyzzy": True}},
        "findings.xyzzy: There is no code `xyzzy`."
        " `surefoot case explain WORD` finds a code by a part of it.",
    ),
    "a computed code": (
        {"findings": {"lops": True}},
        "findings.lops: `lops` is computed, not given."
        " Remove it, and give the findings it follows from.",
    ),
    # days
    "a day that is none": (
        {"findings": {"symptom_onset_on": "2026-02-30"}},
        f"findings.symptom_onset_on: There is no 2026-02-30 in the calendar. {DAY}",
    ),
    "a day in another form": (
        {"findings": {"symptom_onset_on": "02.11.2025"}},
        f"findings.symptom_onset_on: `02.11.2025` is not a day. {DAY}",
    ),
    "a day to come": (
        lab("b12_pgml", value=310, unit="pmol/L", on="2027-01-01"),
        "labs.b12_pgml.on: 2027-01-01 lies after `today`, 2026-11-02. Mend one of the two days.",
    ),
    "a day before birth": (
        lab("b12_pgml", value=310, unit="pmol/L", on="1950-01-01"),
        "labs.b12_pgml.on: 1950-01-01 lies before the person was born, 1960-05-17."
        " Mend one of the two days.",
    ),
    "stopped before it began": (
        {"medicines": [{"name": "metformin", "started": "2020-01-01", "stopped": "2019-01-01"}]},
        "medicines[0].stopped: It was stopped on 2019-01-01, before it was started on 2020-01-01."
        " Mend one of the two days.",
    ),
    # units and ranges
    "a unit that is missing": (
        {"labs": {"hba1c_pct": 7.2}},
        "labs.hba1c_pct: The unit is missing, and it comes in more than one."
        ' Write {"value": 7.2, "unit": "%"}, or "mmol/mol".',
    ),
    "a unit of something else": (
        lab("hba1c_pct", value=7.2, unit="mg/dL"),
        "labs.hba1c_pct.unit: 'mg/dL' is no unit of hba1c_pct. Known: %, mmol/mol.",
    ),
    "out of range": (
        {"measurements": {"tug_s": -4}},
        "measurements.tug_s: -4 is out of range: 1 to 300 seconds. Check the number and its unit.",
    ),
    "out of range in the unit that was written": (
        lab("hba1c_pct", value=7, unit="mmol/mol"),
        "labs.hba1c_pct: 7 mmol/mol is out of range: 9.29 to 195.1 mmol/mol."
        " Check the number and its unit.",
    ),
    "a severity of eleven": (
        {"symptoms": {"pain": {"state": "present", "severity": 11}}},
        "symptoms.pain.severity: 11 is out of range. Write a whole number from 0 to 10.",
    ),
    "a shape of the future": ({"surefoot": 2}, "surefoot: 2 is out of range. Write 1."),
    # what is missing
    "no day": (
        {"today": None},
        "the file: `today` is missing. Add it: the day for which everything holds.",
    ),
    "no side": (
        {"findings": {"vibration_toe": "reduced"}},
        "findings.vibration_toe: The side is missing."
        ' Write {"left": ..., "right": ...} or {"both": ...}.',
    ),
    # twice, and at odds
    "two answers of one day": (
        {"findings": {"unsteady": True}, "conditions": {"unsteady": False}},
        f"conditions.unsteady: It contradicts `findings.unsteady`, of the same day. {TWICE}",
    ),
    "a symptom denied and found": (
        {"symptoms": {"numbness": "absent"}, "findings": {"numbness": {"at": ["feet"]}}},
        "findings.numbness.at: It was found, and yet `symptoms.numbness` says absent."
        " Mend one of the two.",
    ),
    "a gate denied and found": (
        {"gates": {"diabetes": False}, "conditions": {"diabetes_type": "type2"}},
        "conditions.diabetes_type: It was found, and yet `gates.diabetes` says no."
        " Write `gates.diabetes: true`, or mend the finding.",
    ),
    "two pressures swapped": (
        {
            "measurements": {
                "sbp_rest": {"value": 70, "unit": "mmHg"},
                "dbp_rest": {"value": 120, "unit": "mmHg"},
            }
        },
        "measurements.sbp_rest: The systolic pressure, 70, is not above the diastolic one, 120."
        " Perhaps the two were swapped.",
    ),
}


@pytest.mark.parametrize(("sections", "message"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_where_it_is_what_it_is_and_how_to_mend_it(
    sections: dict[str, Any], message: str
) -> None:
    assert str(only(**sections)) == message
