"""What holds for anybody: order, missing laboratory values, second causes, limits of the row."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from care.made_causes import KNOWLEDGE, TODAY, case_of, diagnosis_of, fact
from surefoot.care.case import Fact
from surefoot.care.findings import Findings
from surefoot.care.prognosis import Prognosis, foresee
from surefoot.care.prognosis.classes import Scale
from surefoot.care.prognosis.seen import codes_of
from surefoot.terms import Side

SCALE = Scale.of(KNOWLEDGE.reversibility_classes)
RULES = [
    rule
    for cause in KNOWLEDGE.causes.values()
    for rule in (
        cause.confirmed_when,
        *cause.likely_when,
        *cause.possible_when,
        cause.ruled_out_when,
        cause.treated_when,
        cause.better_when,
    )
    if rule
]
CODES = sorted(
    {
        code
        for rule in RULES
        for code in codes_of(rule)
        if not KNOWLEDGE.findings[code].is_derived and code != "age_a"
    }
    | {"symptom_onset_on", "ncs_axonal", "lesion_to_muscle_mm", "wasting", "ienfd_per_mm"}
)
LABS = {code for code in CODES if KNOWLEDGE.findings[code].kind == "lab"}
MOVABLE = [cause for cause in KNOWLEDGE.causes if cause != "idio"]
PATTERNS = ["DSP", "SFN", "ATX", "MOT", "PRN", "AUT", "PRX", "FOC", "MPX", "CRN"]


@st.composite
def answers(draw, codes=CODES):
    """One answer to one finding, on a day of the last three years."""
    code = draw(st.sampled_from(codes))
    finding = KNOWLEDGE.findings[code]
    on = TODAY - timedelta(days=draw(st.integers(0, 1100)))
    side = draw(st.sampled_from(Side)) if finding.side == "left_right" else None
    site = (
        draw(st.sampled_from(["heel_left", "thumb_right"])) if finding.side == "per_site" else None
    )
    match finding.value_type:
        case "three_valued":
            value = draw(st.booleans())
        case "number":
            low, high = finding.min or 0.0, finding.max if finding.max is not None else 1000.0
            value = draw(st.floats(low, min(high, 1000.0)))
        case "date":
            value = TODAY - timedelta(days=draw(st.integers(0, 1500)))
        case _:
            value = draw(st.sampled_from(finding.enum_values))
    return Fact(code=code, value=value, on=on, side=side, site=site)


PEOPLE = st.lists(answers(), max_size=30).map(tuple)
CHANCES = st.dictionaries(st.sampled_from(PATTERNS), st.floats(0, 1), max_size=5)
EXTENTS = st.sampled_from([None, "E0", "E1", "E2", "E3", "E4"])
BIRTHS = st.integers(1930, 2010).map(lambda year: date(year, 1, 1))
FLAGS = st.lists(st.sampled_from(MOVABLE), max_size=5, unique=True)


def told(facts, chances, extent=None, born=date(1970, 1, 1)) -> Prognosis:
    case = case_of(*facts, born=born)
    return foresee(Findings(case, KNOWLEDGE), diagnosis_of(extent, **chances), case, KNOWLEDGE)


def diagnosed(causes):
    return tuple(fact(KNOWLEDGE.causes[cause].diagnosed, True) for cause in causes)


@settings(max_examples=150)
@given(PEOPLE, CHANCES, EXTENTS, st.integers())
def test_the_order_of_the_answers_does_not_matter(facts, chances, extent, seed):
    mixed = list(facts)
    Random(seed).shuffle(mixed)
    assert told(mixed, chances, extent) == told(facts, chances, extent)


def codes_about(cause):
    """The recorded findings that one cause's rules read."""
    row = KNOWLEDGE.causes[cause]
    rules = (row.confirmed_when, row.ruled_out_when, *row.likely_when, *row.possible_when)
    return sorted({c for rule in rules for c in codes_of(rule)} & set(CODES))


@st.composite
def people_about_one_cause(draw):
    """Many answers about one cause, so that its tests meet."""
    cause = draw(st.sampled_from([c for c in MOVABLE if codes_about(c)]))
    return tuple(draw(st.lists(answers(codes_about(cause)), min_size=2, max_size=10)))


@settings(max_examples=400)
@given(people_about_one_cause(), CHANCES, st.data())
def test_losing_a_laboratory_value_never_excludes_a_cause(facts, chances, data):
    labs = sorted({one.code for one in facts} & LABS)
    if not labs:
        return
    lost = data.draw(st.sampled_from(labs))
    before = {c.id for c in told(facts, chances).causes if c.certainty == "excluded"}
    kept = [one for one in facts if one.code != lost]
    after = {c.id for c in told(kept, chances).causes if c.certainty == "excluded"}
    assert after <= before


@settings(max_examples=200)
@given(PEOPLE, CHANCES, EXTENTS, FLAGS, st.sampled_from(MOVABLE))
def test_one_more_cause_never_improves_the_whole(facts, chances, extent, causes, one_more):
    one = told((*facts, *diagnosed(causes)), chances, extent)
    both = told((*facts, *diagnosed([*causes, one_more])), chances, extent)
    idiopathic = any(c.id == "idio" and c.certainty == "likely" for c in one.causes)
    if not idiopathic:  # a diagnosis of exclusion leaves when a cause is found
        assert not SCALE.is_better(both.overall, one.overall)


@settings(max_examples=200)
@given(PEOPLE, CHANCES, EXTENTS, BIRTHS, FLAGS)
def test_no_cause_leaves_the_limits_of_its_row(facts, chances, extent, born, causes):
    for cause in told((*facts, *diagnosed(causes)), chances, extent, born).causes:
        outcome = KNOWLEDGE.cause_outcomes[f"{cause.id}/outcome"]
        assert not SCALE.is_better(cause.reversibility, outcome.best)
        assert not SCALE.is_better(cause.best_achievable, outcome.best)
        assert not SCALE.is_better(cause.reversibility, cause.best_achievable)
        if outcome.base in ("R0", "RS", "RU") and not outcome.by_extent and cause.id != "fq":
            assert cause.reversibility in (outcome.base, outcome.best)
        if outcome.inherited:
            assert cause.reversibility in (outcome.base, outcome.best)


@settings(max_examples=150)
@given(PEOPLE, CHANCES, EXTENTS, FLAGS)
def test_overall_is_the_worst_and_every_certainty_is_told_once(facts, chances, extent, causes):
    found = told((*facts, *diagnosed(causes)), chances, extent)
    counted = [c for c in found.causes if c.certainty in ("confirmed", "likely")]
    assert found.overall == SCALE.worst(c.reversibility for c in counted)
    assert found.best_achievable == SCALE.worst(c.best_achievable for c in counted)
    told_of = [c.finding for c in found.causes] + list(found.not_suggested)
    assert sorted(told_of) == sorted(c.finding for c in KNOWLEDGE.causes.values())
    assert all("cure" not in answer.says.lower() for answer in found.answers)
    assert found.review_on is None or found.review_on >= TODAY


@settings(max_examples=100)
@given(PEOPLE, CHANCES, FLAGS)
def test_learning_that_a_cause_goes_on_never_improves_it(facts, chances, causes):
    quiet = tuple(one for one in facts if one.code not in ("cause_treated", "cause_treated_on"))
    asked = (*quiet, *diagnosed(causes))
    open_ = told(asked, chances)
    goes_on = told((*asked, fact("cause_treated", False)), chances)
    assert not SCALE.is_better(goes_on.overall, open_.overall)
