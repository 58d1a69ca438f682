"""Every kind of row is read by some step of the line of care, or it is said here why it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from stories import stories
from surefoot.care.case import Answers
from surefoot.care.examination import score
from surefoot.care.line import LineOfCare
from surefoot.care.outcomes import change
from surefoot.care.plan.mix import profile
from surefoot.care.plan.proposal import _ask, _person
from surefoot.care.plan.records import PlanOfCare
from surefoot.care.plan.safety import assess
from surefoot.care.summary import patient_page, referral_letter, therapist_page
from surefoot.exchange import case_file
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.whole import TABLES, Knowledge

PLANNED = ("cleaner-plain-words", "phone-call-only")

TOLD = {
    "sources": "shown beside every statement, in the reference and by `knowledge show`",
    "policies": "the choices of the project in words; their rules and numbers stand where they act",
    "prognosis_steps": "the procedure in words; its numbers stand in the prognosis rules",
    "prognosis_figures": "what the studies found; the classes and windows were made from it",
    "study_findings": "what the studies found; the effects were made from it",
    "technique_notes": "for whoever teaches or doses a technique",
    "techniques": "what each technique is for, in the reference",
    "symptom_notes": "how the nine groups are meant",
    "pattern_shortcuts": "for a therapist without the program; the scoring goes the long way",
    "red_flag_readings": "how the written triggers are read; the rules follow them",
    "openings": "which test of ring 3 is called for; the rules hold it as `where_needed`",
    "missing_policies": "what the names mean that the instruments use",
    "licences": "what a clinic may fill in; the licence class stands on the instrument",
    "instrument_limits": "what is not known of the instruments",
    "gaps": "what is not covered",
    "intervention_gaps": "what is not known of the techniques",
    "robustness": "how far the effects may be trusted",
    **dict.fromkeys(
        (
            "intake_steps",
            "intake_paints",
            "intake_urgencies",
            "intake_times",
            "intake_numbers",
            "intake_problems",
            "body_zones",
            "translations",
        ),
        "read by the intake, before there is a case",
    ),
    "billing_examples": "worked examples; the tests hold the billing against them",
}
"""Kinds of rows that people read and no step does, each with the reason."""

LATER = {
    "after_stop": "what is done in a session that was stopped: the step of the sessions",
    "sway_metrics": "recordings of standing",
    "sway_notes": "recordings of standing and walking",
    "sensory_ratios": "recordings of standing",
    "balance_patterns": "recordings of standing",
    "gait_metrics": "recordings of walking",
    "trajectory_priors": "the course over several re-tests",
    "trajectory_rules": "the course over several re-tests",
}
"""Kinds of rows that wait for a step that is not there yet."""


class Read(Mapping[str, Any]):
    """One table that tells when somebody looks into it."""

    def __init__(self, name: str, rows: Mapping[str, Any], seen: set[str]) -> None:
        self.name, self.rows, self.seen = name, rows, seen

    def __getitem__(self, key: str) -> Any:
        self.seen.add(self.name)
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        self.seen.add(self.name)
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def watched() -> tuple[Knowledge, set[str]]:
    """The knowledge in force, and which of its tables were looked into so far."""
    seen: set[str] = set()
    own = load()
    tables = {t.field: Read(t.field, getattr(own, t.field), seen) for t in TABLES}
    return Knowledge.model_construct(version=own.version, **tables), seen


@pytest.fixture(scope="module")
def read() -> set[str]:
    """The tables that the line of care looks into, from the case file to the pages."""
    knowledge, seen = watched()
    for story in stories():
        care = LineOfCare(case_file.read(story.text, knowledge), knowledge)
        _ask_for_a_plan(care)
        if story.name in PLANNED:
            for page in (patient_page, therapist_page, referral_letter):
                assert page(care.chart).sections
            assert isinstance(care.plan, PlanOfCare)
            assert care.broken(care.plan) == ()
    compare_two_days(knowledge)
    return seen


def _ask_for_a_plan(care: LineOfCare) -> None:
    """Everything up to the search, which reads nothing any more."""
    safety = assess(care.concluded, care.case, care.contact, care.knowledge)
    mix = profile(care.concluded, care.case, care.diagnosis, care.knowledge)
    if mix is not None and safety.gate == "full":
        _ask(_person(care.concluded, care.case, safety, care.knowledge, mix))


def compare_two_days(knowledge: Knowledge) -> None:
    """Timed Up and Go two months apart."""
    first, then = (
        score(
            Answers(instrument="TUG", on=day, items={"trial_1": seconds, "trial_2": seconds}),
            knowledge,
            age_a=70,
            sex=None,
            licensed=(),
        )
        for day, seconds in ((date(2026, 3, 1), 14.0), (date(2026, 5, 1), 9.0))
    )
    assert change(first, then, knowledge)[0].kind is not None


def test_every_kind_of_row_is_read_or_its_reason_is_told(read: set[str]) -> None:
    kinds = {table.field for table in TABLES}
    assert kinds - read - TOLD.keys() - LATER.keys() == set()


def test_what_is_said_to_be_unread_is_unread(read: set[str]) -> None:
    told = TOLD.keys() | LATER.keys()
    assert told & read == set()
    assert told <= {table.field for table in TABLES}
    assert not TOLD.keys() & LATER.keys()
