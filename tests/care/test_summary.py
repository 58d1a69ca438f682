"""The pages: urgent first, plain words for the patient, every number with its basis."""

import re
from pathlib import Path

import pytest

from reading import grade
from surefoot.care.plan.records import NoSafePlan
from surefoot.care.summary import Chart, patient_page, referral_letter, therapist_page
from surefoot.command.line import LineOfCare
from surefoot.exchange.pages import as_html, as_text
from surefoot.terms import Urgency

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
PAGES = (patient_page, therapist_page, referral_letter)


@pytest.fixture(scope="module")
def charts() -> dict[str, Chart]:
    """Everything said of the people of the demo."""
    return {path.stem: LineOfCare.of(path, None, None, 0).chart for path in EXAMPLES}


def test_the_demo_has_all_four_types_one_urgent_and_one_without_a_plan(charts):
    types = {kind for chart in charts.values() for kind in chart.diagnosis.types}
    assert {str(kind) for kind in types} == {"peripheral", "autonomic", "proximal", "focal"}
    assert any(chart.contact.urgency <= Urgency.U1 for chart in charts.values())
    assert any(isinstance(chart.plan, NoSafePlan) for chart in charts.values())
    assert len(charts) >= 6


def test_what_is_urgent_stands_alone_on_the_patients_page(charts):
    for chart in charts.values():
        if chart.contact.urgency <= Urgency.U1:
            (only,) = patient_page(chart).sections
            assert only.blocks[0].title == chart.contact.raised[0].say


def test_the_patients_words_read_at_grade_six(charts):
    for name, chart in charts.items():
        words = _sentences(as_text(patient_page(chart), width=200))
        assert grade(" ".join(words)) <= 6.0, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_no_page_promises_a_cure_or_gives_up(charts, page):
    for chart in charts.values():
        text = as_text(page(chart)).lower()
        for word in ("you will be cured", "nothing can be done", "irreversible", "fewer falls!"):
            assert word not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_every_page_renders_and_names_nothing_by_its_inner_code(charts, page):
    for chart in charts.values():
        html = as_html(page(chart))
        body = re.sub(r"<[^>]+>", " ", html.split("</style>")[1])
        assert not re.search(r"\b(None|True|False|rf_\w+|cond_\w+|symptom_\w+)\b", body)


def test_a_plan_that_rests_on_unreviewed_statements_says_so(charts):
    for chart in charts.values():
        assert any(str(chart.unreviewed) in line for line in therapist_page(chart).foot)


def _sentences(text: str) -> list[str]:
    """The running text of a page; headings, doses and names do not count."""
    lines = [line.strip(" •!-") for line in text.splitlines()]
    return [line for line in lines if line.endswith((".", "?")) and len(line.split()) > 3]
