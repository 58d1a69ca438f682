"""Whoever nearly faints on standing gets no course of training before a physician has answered."""

import json
from functools import cache

import pytest

from stories import knowledge, stories
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import PlanOfCare
from surefoot.exchange import case_file

SEVERE = ("oh-severe-reviewed", "oh-severe-fainted")
HARMLESS = (
    ("findings", "dry_eyes_mouth", True),
    ("lifestyle", "smoker", True),
    ("lifestyle", "pool_access", False),
    ("lifestyle", "lives_alone", False),
    ("lifestyle", "likes_group", True),
    ("lifestyle", "caregiver_standby", True),
    ("measurements", "cst30_reps", 12),
)


@cache
def told(name: str) -> str:
    """A story as its case file, without what a physician answered."""
    document = json.loads(next(s for s in stories() if s.name == name).text)
    document.pop("reviews", None)
    return json.dumps(document)


def line(document: object) -> LineOfCare:
    text = json.dumps(document).encode()
    return LineOfCare(case_file.read(text, knowledge()), knowledge())


def is_course(care: LineOfCare) -> bool:
    return isinstance(care.plan, PlanOfCare) and care.plan.gate == "full"


@pytest.mark.parametrize("name", SEVERE)
def test_no_course_before_the_physician_has_answered(name):
    care = line(json.loads(told(name)))
    assert care.concluded.truth("cond_oh_severe") is True
    assert not is_course(care)
    assert "rf_sync" in {flag.id for flag in care.contact.raised}


@pytest.mark.parametrize("name", SEVERE)
@pytest.mark.parametrize(("section", "code", "value"), HARMLESS)
def test_one_more_harmless_finding_opens_no_course(name, section, code, value):
    document = json.loads(told(name))
    document.setdefault(section, {})[code] = value
    assert not is_course(line(document))


@pytest.mark.parametrize("name", SEVERE)
@pytest.mark.parametrize(
    ("section", "code"),
    [("findings", "fainted"), ("measurements", "hr_stand_1"), ("symptoms", "lightheaded")],
)
def test_one_answer_less_opens_no_course(name, section, code):
    document = json.loads(told(name))
    document[section].pop(code)
    assert not is_course(line(document))


def test_the_answer_alone_opens_nothing_that_needs_a_name():
    document = json.loads(next(s for s in stories() if s.name == SEVERE[0]).text)
    assert document["reviews"]
    assert not is_course(line(document))
