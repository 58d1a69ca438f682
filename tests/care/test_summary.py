"""The pages: urgent first, plain words for the patient, every number with its basis."""

import re
from dataclasses import replace

import pytest

from lines import EXAMPLES, example
from reading import grade
from surefoot.care.findings import Findings
from surefoot.care.plan.records import NoSafePlan
from surefoot.care.summary import Chart, patient_page, referral_letter, therapist_page
from surefoot.care.summary.chart import lower_first
from surefoot.care.summary.limits import plain, spoken
from surefoot.exchange.pages import as_html, as_text
from surefoot.terms import Setting, Urgency

PAGES = (patient_page, therapist_page, referral_letter)


@pytest.fixture(scope="module")
def charts() -> dict[str, Chart]:
    """Everything said of the people of the demo."""
    return {path.stem: example(path.stem).chart for path in sorted(EXAMPLES.glob("*.json"))}


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


def test_who_has_no_plan_reads_first_why_and_is_promised_none(charts):
    page = patient_page(charts["giorgio-severe-falls-of-pressure"])
    assert page.title == "This comes first, Giorgio"
    assert page.sections[0].blocks[0].title.startswith("We have no safe plan for you yet.")
    assert patient_page(charts["rosa-numb-burning-feet"]).title == "Your plan, Rosa"


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


def test_the_first_screen_of_the_therapist_holds_the_answers_and_folds_the_rest(charts):
    for name, chart in charts.items():
        page = therapist_page(chart)
        first = [section for section in page.sections if section.place != "more"]
        titles = [section.title for section in first]
        assert {"What is it?", "Can it be reversed?"} <= set(titles), name
        assert any("plan" in title.lower() for title in titles), name
        assert len(as_text(replace(page, sections=tuple(first)), width=88).splitlines()) <= 90, name


def test_a_therapist_reads_no_machine_words(charts):
    codes = r"\bU[0-4]:|[A-Z]{2,}_[A-Z]{2,}|\b(?:PR|MI)\d|\bL\*|\bVL\b"
    patterns = "|".join(next(iter(charts.values())).knowledge.patterns)
    machine = re.compile(rf"TESTED|peripheral dpn|\bweight [+-]\d|{codes}|\b(?:{patterns})\b")
    for name, chart in charts.items():
        for page in (therapist_page(chart), referral_letter(chart)):
            assert machine.findall(as_text(page)) == [], name


def test_the_weight_of_a_line_is_said_once(charts):
    for name, chart in charts.items():
        lines = as_text(therapist_page(chart)).splitlines()
        assert [line for line in lines if "×" in line and "LR" in line] == [], name


def test_no_stop_sign_is_lost_and_the_first_page_holds_a_few(charts):
    for name, chart in charts.items():
        page = patient_page(chart)
        by_title = {section.title: section for section in page.sections}
        if "When to stop" not in by_title:
            assert isinstance(chart.plan, NoSafePlan), name
            continue
        sheet = as_text(replace(page, sections=(by_title["When to stop"],)), width=200)
        lost = {sign for sign in chart.plan.stop_signs if sign not in sheet}
        assert lost == for_somebody_else(chart), name
        now, _, soon = by_title["Stop if"].blocks
        assert 2 <= len(now.lines) <= 9, name
        assert 2 <= len(soon.lines) <= 9, name


def for_somebody_else(chart: Chart) -> set[str]:
    """Signs that hang on a finding this person is known not to have: no others may be left out."""
    findings = Findings(chart.case, chart.knowledge)
    rows = chart.knowledge.stop_signs.values()
    return {row.patient for row in rows if row.when and findings.holds(row.when) is False}


def test_every_stop_sign_has_a_group_on_the_sheet(charts):
    chart = next(iter(charts.values()))
    for sign in chart.knowledge.stop_signs.values():
        assert chart.words(f"stop/{sign.about}/patient")


def test_what_is_done_at_home_has_a_name_a_person_knows(charts):
    knowledge = next(iter(charts.values())).knowledge
    at_home = [row.id for row in knowledge.exercises.values() if Setting.HOME in row.setting]
    assert [e for e in at_home if f"exercise/{e}/patient" not in knowledge.wordings] == []


def test_customs_that_gave_way_are_told(charts):
    chart = charts["otto-open-foot-ulcer"]

    def page(*lifted):
        changed = replace(chart, plan=replace(chart.plan, lifted=lifted))
        return " ".join(as_text(therapist_page(changed)).split())

    said = page("Each week has some balance.")
    assert "gave way" not in page()
    assert "gave way:" in said
    assert "Each week has some balance." in said


@pytest.mark.parametrize(
    ("says", "spoken_"),
    [
        ("SBP fall >= 20 within 3 min", "SBP fall at least 20 within 3 min"),
        ("water <=33 C", "water at most 33 C"),
        ("start only >=90; none if <54", "start only at least 90; none if under 54"),
        ("any of these -> neurologist", "any of these: neurologist"),
        ("A<B", "A<B"),
    ],
)
def test_signs_before_a_figure_are_words(says, spoken_):
    assert spoken(says) == spoken_


def test_the_pages_own_words_are_about_something_there_is(charts):
    knowledge = next(iter(charts.values())).knowledge
    conditions = {f"safety/{row.code}" for row in knowledge.conditions.values()}
    there = {
        "line": {*knowledge.pattern_findings},
        "exercise": {*knowledge.exercises},
        "first": {*knowledge.must_haves, "any"},
        "always": {*knowledge.must_haves, *conditions},
        "caution": {*knowledge.safety_limits, *conditions, "helper", "limit/pr11-3"},
        "instead": {*knowledge.safety_limits, *conditions, *knowledge.must_haves},
        "dose": {*knowledge.exercises},
        "certainty": {row.certainty for row in knowledge.effects.values()} | {"H", "M"},
    }
    for key, row in knowledge.wordings.items():
        kind, _, rest = key.partition("/")
        about = rest.removesuffix("/patient").removesuffix("/therapist").removesuffix("/daily")
        if row.when:
            continue  # it hangs on its own rule, whose codes the check of the knowledge follows
        if kind == "instead":
            about, _, exercise = about.rpartition("/")
            assert exercise in knowledge.exercises, key
        assert about in there.get(kind, {about}), key


def test_what_the_clinic_signed_is_no_longer_counted_as_unreviewed(charts):
    chart = next(iter(charts.values()))
    statement = chart.contact.unreviewed[0]
    signed = replace(chart, signed=frozenset({statement}))
    assert signed.unreviewed == chart.unreviewed - 1
    assert any("signed in your clinic" in line for line in therapist_page(signed).foot)


def test_a_rule_of_safety_is_read_without_its_code(charts):
    chart = charts["otto-open-foot-ulcer"]
    says = "Open foot ulcer rules out FOOT_PRESS (all but OR003): A pedal presses on the sole."
    name = chart.knowledge.exercises["OR003"].name
    assert plain(says, chart) == (
        f"Open foot ulcer rules out: a pedal presses on the sole (all but {lower_first(name)})."
    )
    assert plain("No pool for now.", chart) == "No pool for now."


def test_who_may_stand_all_the_same_is_said_in_words_not_by_codes_of_exercises(charts):
    chart = charts["otto-open-foot-ulcer"]
    rows = chart.knowledge.conditions["ULCER_FOOT"].exclusions
    spared = [row for row in rows if row.spares]
    assert {row.tag for row in spared} == {"WB_STAND", "PLANTAR_LOAD"}
    for row in spared:
        says = f"Open foot ulcer rules out {row.tag} ({row.qualifier}): Feet on a floor."
        assert plain(says, chart) == f"Open foot ulcer rules out: feet on a floor ({row.plainly})."


def test_what_is_not_to_be_done_is_no_risk_and_no_figure_of_a_laboratory(charts):
    tags = next(iter(charts.values())).knowledge.tags.values()
    assert [row.id for row in tags if "risk to" in row.says or "repetition" in row.says] == []


def _sentences(text: str) -> list[str]:
    """The running text of a page; headings, doses and names do not count."""
    lines = [line.strip(" •!-") for line in text.splitlines()]
    return [line for line in lines if line.endswith((".", "?")) and len(line.split()) > 3]
