"""The knowledge of causes is whole: every row of the reference, every rule readable, every link."""

import re
from collections import Counter

import pytest

from surefoot.knowledge.links import is_rule, leaves
from surefoot.knowledge.load import load
from surefoot.knowledge.rules.reading import read_rule
from surefoot.terms import Grade, Urgency

KNOWLEDGE = load()
TABLES = (
    "causes",
    "cause_outcomes",
    "cause_facts",
    "modifiers",
    "reversibility_classes",
    "prognosis_steps",
    "prognosis_rules",
    "prognosis_words",
    "prognosis_figures",
    "trajectory_priors",
    "trajectory_rules",
    "drugs",
)
ROWS = [(table, row) for table in TABLES for row in getattr(KNOWLEDGE, table).values()]
OWN = {"gk", "design-rule", "convention", "policy"}
OWN_FACTS = {"k_bppv", "k_spine", "k_fall_unfelt"}
"""What we send for or write to the physician, and the reference does not name as a fact."""


def test_no_row_of_the_reference_is_lost():
    assert len({cause.row for cause in KNOWLEDGE.causes.values()}) == 73
    assert len(KNOWLEDGE.causes) == 78
    assert len(KNOWLEDGE.cause_outcomes) == 78
    assert len(set(KNOWLEDGE.cause_facts) - OWN_FACTS) == 8
    assert len(KNOWLEDGE.modifiers) == 11
    assert len(KNOWLEDGE.reversibility_classes) == 7
    assert len(KNOWLEDGE.prognosis_steps) == 8
    assert list(KNOWLEDGE.prognosis_figures) == [f"p{number:02}" for number in range(1, 76)]
    assert len(KNOWLEDGE.trajectory_priors) == 20
    assert len(KNOWLEDGE.trajectory_rules) == 4


def test_three_rows_hold_several_causes():
    rows = Counter(cause.row for cause in KNOWLEDGE.causes.values())
    assert {row: count for row, count in rows.items() if count > 1} == {
        "linez / dapsone / NRTI": 3,
        "tnf / leflu / tacro": 3,
        "arsenic / thallium": 2,
    }


def test_the_steps_stand_in_order():
    assert [s.number for s in KNOWLEDGE.prognosis_steps.values()] == list(range(1, 9))


def test_every_cause_has_one_outcome_one_result_and_one_place_for_a_diagnosis():
    causes = KNOWLEDGE.causes
    assert {o.cause for o in KNOWLEDGE.cause_outcomes.values()} == set(causes)
    assert all(f"{o.cause}/outcome" == o.id for o in KNOWLEDGE.cause_outcomes.values())
    findings = {cause.finding for cause in causes.values()}
    assert len(findings) == 78
    derived = {code for code in KNOWLEDGE.findings if code.startswith("cause_")}
    assert findings == derived - {"cause_treated", "cause_treated_on"}
    assert len({cause.diagnosed for cause in causes.values()}) == 78


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[row.id for _, row in ROWS])
def test_every_row_has_words_a_source_that_resolves_and_an_honest_grade(table, row):
    assert row.sources
    assert set(row.sources) <= set(KNOWLEDGE.sources)
    if OWN & set(row.sources):
        assert row.grade in (Grade.UNREVIEWED, Grade.POLICY), table
    assert row.valid_from.isoformat() == "2026-01-01"


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[row.id for _, row in ROWS])
def test_every_rule_reads_and_gives_yes_or_no(table, row):
    for leaf in leaves(row):
        if is_rule(leaf.field):
            read, faults = read_rule(row.id, leaf.word, KNOWLEDGE.findings)
            assert faults == (), table
            assert read is not None
            assert (read.kind, read.reach) == ("truth", "none"), leaf.word


def test_every_code_that_is_named_exists():
    named = {
        code
        for cause in KNOWLEDGE.causes.values()
        for code in (*cause.tests, *cause.ask_for, *filter(None, [cause.exposure]))
    }
    named |= {c for f in KNOWLEDGE.cause_facts.values() for k in f.checks for c in k.codes}
    named |= {c for m in KNOWLEDGE.modifiers.values() for c in m.findings}
    named |= {c for d in KNOWLEDGE.drugs.values() for c in d.findings}
    assert named <= set(KNOWLEDGE.findings)


def test_every_pattern_and_every_cause_that_is_named_exists():
    for cause in KNOWLEDGE.causes.values():
        assert set(cause.patterns) <= set(KNOWLEDGE.patterns)
        assert set(cause.yields_to) <= set(KNOWLEDGE.causes)
    for table in ("modifiers", "prognosis_figures", "trajectory_priors"):
        for row in getattr(KNOWLEDGE, table).values():
            assert set(row.causes) <= set(KNOWLEDGE.causes)


RANK = {key: row.rank for key, row in KNOWLEDGE.reversibility_classes.items()}


def test_the_order_of_the_classes_is_that_of_the_reference():
    assert RANK == {"R4": 4, "R3": 3, "R2": 2, "R1": 1, "R0": 0, "RS": 4, "RU": None}


@pytest.mark.parametrize("outcome", KNOWLEDGE.cause_outcomes.values(), ids=lambda o: o.cause)
def test_base_and_best_are_the_ends_of_the_range_in_the_cell(outcome):
    """RU stands for "not said"; R3 treated is R1 untreated by m_ongo, not by the range."""
    said = set(re.findall(r"R[0-4SU]", outcome.reversibility))
    own = {"isoni": {"R3"}, "trauma": {"RU"}, "porph": set(), "mmn": set()}
    assert {outcome.base, outcome.best} <= said | own.get(outcome.cause, set())
    ranks = [RANK[klass] for klass in said if RANK[klass] is not None]
    if outcome.cause not in ("isoni", "trauma") and RANK[outcome.base] is not None:
        assert RANK[outcome.base] == min(ranks)
        assert RANK[outcome.best] == max(ranks)


@pytest.mark.parametrize("outcome", KNOWLEDGE.cause_outcomes.values(), ids=lambda o: o.cause)
def test_every_urgency_of_the_row_is_in_the_referrals(outcome):
    said = set(re.findall(r"U[0-4]", outcome.action))
    held = {level.urgency for refer in outcome.refer for level in refer.levels}
    # vinca: only "U1 if"; else as for other cancer drugs. gbs: rehabilitation has no urgency.
    # dm2: feet without protective feeling go where those of type 1 diabetes go.
    # hypoT: a thyroid that has failed does not wait for a letter.
    added = {"vinca": {"U2", "U4"}, "gbs": {"U4"}, "dm2": {"U3"}, "hypoT": {"U3"}}
    assert held == said | added.get(outcome.cause, set())
    assert all(Urgency.read(level) is not None for level in held)


@pytest.mark.parametrize("outcome", KNOWLEDGE.cause_outcomes.values(), ids=lambda o: o.cause)
def test_windows_run_forward(outcome):
    months = [m for m in (outcome.first_sign_months, outcome.plateau_months) if m]
    assert all(low <= high for low, high in months)
    if len(months) == 2:
        assert months[0][0] <= months[1][0]
        assert months[0][1] <= months[1][1]


@pytest.mark.parametrize("cause", KNOWLEDGE.causes.values(), ids=lambda c: c.id)
def test_a_cause_can_be_recognised_and_treated_as_its_kind_says(cause):
    assert cause.likely_when or cause.possible_when or cause.confirmed_when
    assert bool(cause.treated_when) or cause.kind in ("event", "lasting")
    assert not (cause.kind == "lasting" and cause.treated_when)
    assert bool(cause.tests) == bool(cause.ruled_out_when)
    if cause.better_by_treatment or cause.reachable_when:
        assert cause.better_when


def test_inherited_causes_are_marked():
    inherited = {o.cause for o in KNOWLEDGE.cause_outcomes.values() if o.inherited}
    assert inherited == {"cmt", "hnpp", "hattr", "fabry", "rfc1", "porph"}


def test_coasting_is_the_same_in_rows_and_priors():
    prior = KNOWLEDGE.trajectory_priors["coasting_months"].months
    rows = {o.cause: o.coasting_months for o in KNOWLEDGE.cause_outcomes.values()}
    assert prior == {
        "oxaliplatin": rows["oxali"],
        "cisplatin": rows["cispl"],
        "b6_excess": rows["b6x"],
        "n_hexane": rows["solv"],
        "paclitaxel": rows["taxane"],
    }


SAMPLES = [
    ("b12", "asks", "vegan, gastric/ileal surgery, metformin, PPI, N2O, > 60 y, sore tongue"),
    ("lead", "picture", "MOT wrist/foot drop"),
    ("dm2", "labs", "HbA1c >= 6.5 % (48 mmol/mol); fasting glucose >= 126 mg/dL (7.0);"
     " 2-h >= 200 (11.1); B12 yearly if on metformin"),
    ("thallium", "labs", "urine thallium > 5 ug/L"),
]  # fmt: skip


@pytest.mark.parametrize(("cause", "field", "words"), SAMPLES)
def test_the_words_of_the_reference_are_kept(cause, field, words):
    assert getattr(KNOWLEDGE.causes[cause], field) == words


FIGURES = [
    ("p03", "result", "+0.61 (SE 0.46); +0.15/y calc"),
    ("p02", "measure", "vibration threshold, V"),
    ("p46", "result", "47.6 % better, 28.8 % same, 23.4 % worse; conduction 25 / 67 / 8 %"),
    ("p75", "about", "metronidazole"),
]


@pytest.mark.parametrize(("figure", "field", "words"), FIGURES)
def test_the_figures_of_the_reference_are_kept(figure, field, words):
    assert getattr(KNOWLEDGE.prognosis_figures[figure], field) == words


def test_the_first_prior_follows_from_its_figure():
    prior = KNOWLEDGE.trajectory_priors["dspn_natural"]
    assert prior.slope_per_year == pytest.approx(0.43 / 4, abs=0.003)
    assert prior.sd_slope == pytest.approx(0.31 * 227**0.5 / 4, abs=0.04)
