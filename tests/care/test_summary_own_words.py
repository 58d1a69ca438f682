"""Words that hang on a finding: on the page of whom it holds, on nobody else's."""

from dataclasses import replace
from functools import cache

import pytest

from lines import example
from reading import grade
from surefoot.care.case import Fact
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary import Chart, patient_page, referral_letter
from surefoot.care.summary.home_care import cautions
from surefoot.care.summary.items import dose
from surefoot.care.summary.page import Call
from surefoot.exchange.pages import as_text
from surefoot.knowledge.load import load
from surefoot.terms import Grade, Reason, Setting, Side, Urgency

KNOWLEDGE = load()
WORDS = KNOWLEDGE.wordings


@cache
def chart(name: str = "rosa-numb-burning-feet") -> Chart:
    return example(name).chart


def found(one: Chart, **values) -> Chart:
    """The same person, of whom this is found today; a code that ends in a side is of that side."""
    facts = list(one.case.facts)
    for code, value in values.items():
        name, _, last = code.rpartition("_")
        side = Side(last) if last in ("left", "right") else None
        facts = [f for f in facts if f.code != (name if side else code) or f.side not in (side,)]
        facts.append(
            Fact(code=name if side else code, value=value, on=one.case.today, side=side, site=None)
        )
    return replace(one, case=replace(one.case, facts=tuple(facts)))


def planned(one: Chart, **parts) -> Chart:
    return replace(one, plan=replace(one.plan, **parts))


def told(one: Chart, page=patient_page) -> str:
    return " ".join(as_text(page(one), width=4000).split())


def section(one: Chart, title: str):
    return next(s for s in patient_page(one).sections if s.title == title)


def title_of(key: str) -> str:
    return WORDS[key].says.partition(" | ")[0]


@pytest.mark.parametrize(
    ("key", "finding"),
    [
        ("always/dialysis/patient", "kidney_failure_dialysis"),
        ("always/fistula_arm/patient", "fistula_arm_left"),
        ("always/bppv/patient", "bppv_untreated"),
        ("always/implant/patient", "implant_cardiac_or_stimulator"),
    ],
)
def test_what_hangs_on_a_finding_is_said_with_it_alone(key, finding):
    assert title_of(key) in told(found(chart(), **{finding: True}))
    assert title_of(key) not in told(found(chart(), **{finding: False}))
    low = chart("giorgio-severe-falls-of-pressure")
    assert isinstance(low.plan, NoSafePlan)
    assert title_of(key) in told(found(low, **{finding: True}))  # without a plan all the same


@pytest.mark.parametrize(("tingles", "on_chemo"), [(True, False), (True, True), (False, False)])
def test_whose_symptoms_cold_sets_off_is_told_so_once(tingles, on_chemo):
    values = {"cold_triggered_tingling": tingles, "drug_oxaliplatin": "stopped_over_12_months"}
    now = "current" if on_chemo else "never"
    one = found(chart(), **values, drug_chemo_now=now)
    assert (title_of("always/cold/patient") in told(one)) == (tingles and not on_chemo)
    assert KNOWLEDGE.topics["teach/cold"].when == "must_mi11 and cold_sensitive_pool_min_32"


@pytest.mark.parametrize(
    ("key", "findings"),
    [
        ("first/nerve_wrist/patient", {"nerve_median_cts_left": True}),
        ("first/nerve_thigh/patient", {"nerve_lateral_femoral_cutaneous_left": True}),
        ("first/MI10/patient", {}),
    ],
)
def test_a_pressed_nerve_is_relieved_where_it_is_pressed(key, findings):
    nadia = chart("nadia-numb-little-finger")
    other = {f"nerve_ulnar_elbow_{side}": False for side in ("left", "right")}
    need = next(n for n in nadia.plan.requirements if n.id == "MI10")
    one = planned(found(nadia, **other, **findings), requirements=(need,), conditions=())
    assert title_of("first/nerve_elbow/patient") in told(nadia)
    assert title_of(key) in told(one)
    assert title_of("first/nerve_elbow/patient") not in told(one)


@pytest.mark.parametrize(("walks", "key"), [(False, "cannot_walk"), (True, "MI8")])
def test_who_cannot_walk_is_not_sent_to_the_counter(walks, key):
    mei = chart("mei-dizzy-on-standing")
    need = replace(mei.plan.requirements[0], id="MI8")
    one = found(mei, can_walk=walks)
    said = told(planned(one, requirements=(need,), conditions=()))
    assert (title_of("first/cannot_walk/patient") in said) == (key == "cannot_walk")


def test_whoever_has_to_see_the_person_soon_is_named_in_plain_words():
    tables = (KNOWLEDGE.cause_outcomes, KNOWLEDGE.cause_facts)
    rows = [row for table in tables for row in table.values()]
    to = {r.to for row in rows for r in row.refer if any(lv.urgency < "U4" for lv in r.levels)}
    assert len(to) > 20
    assert {one for one in to if f"refer/to/{one}/patient" not in WORDS} == set()


def test_the_words_for_one_person_read_at_grade_six():
    kinds = ("what/", "reason/", "home/own_days", "home/empty/nothing", "pattern/MPX/more")
    says = {key: row.says for key, row in WORDS.items() if key.startswith(kinds)}
    assert {key: words for key, words in says.items() if grade(words) > 6.0} == {}


def test_days_with_dialysis_are_nobodys_guess():
    one = found(chart(), kidney_failure_dialysis=True)
    home = " ".join(told(one).partition("What you do at home")[2].partition("Stop if")[0].split())
    assert WORDS["home/own_days/dialysis/patient"].says in home
    assert "days a week" in home
    days = home.partition("You train at home")[2]
    assert not any(name in days for name in ("Tuesday", "Wednesday", "Friday", "Saturday"))
    assert "Tuesday" in told(chart())


def stop(one: Chart) -> tuple[list[str], list[str]]:
    now, _, soon = section(one, "Stop if").blocks
    assert isinstance(now, Call)
    return list(now.lines), list(soon.lines)


@pytest.mark.parametrize(
    ("sign", "code"),
    [("stop/pregnancy", "pregnant"), ("stop/eye-open", "eye_closure_incomplete_left")],
)
def test_a_sign_of_its_own_comes_first_where_the_finding_holds(sign, code):
    says = KNOWLEDGE.stop_signs[sign].patient
    _, soon = stop(found(chart(), **{code: True}))
    assert soon[0] == says
    assert says in told(found(chart(), **{code: True})).partition("When to stop")[2]
    assert says not in told(found(chart(), **{code: False}))


def test_a_sign_of_which_it_is_not_known_stands_on_the_sheet_only():
    says = KNOWLEDGE.stop_signs["stop/pregnancy"].patient
    facts = tuple(f for f in chart().case.facts if f.code != "pregnant")
    case = replace(chart().case, facts=facts, gates={})
    one = replace(chart(), case=case)
    assert says not in stop(one)[1]
    assert says in told(one).partition("When to stop")[2]


@pytest.mark.parametrize(
    ("conditions", "first"), [((), False), (("VESTIB_ACUTE",), True), (("PREGNANCY",), True)]
)
def test_signs_of_the_brain_stand_first_with_vertigo_and_in_pregnancy(conditions, first):
    says = KNOWLEDGE.stop_signs["stop/speech-vision-headache"].patient
    assert (says in stop(planned(chart(), conditions=conditions))[0]) == first


@pytest.mark.parametrize(("urgency", "praised"), [(Urgency.U2, False), (Urgency.U3, True)])
def test_training_is_not_praised_while_a_doctor_has_to_look_first(urgency, praised):
    flags = chart("hanna-numb-between-the-legs").contact.raised[:1]
    raised = tuple(replace(flag, urgency=urgency) for flag in flags)
    one = replace(chart(), contact=replace(chart().contact, urgency=urgency, raised=raised))
    assert ("can get better with training" in told(one)) == praised
    assert (WORDS["patient/steadier"].says in told(one)) == praised


@pytest.mark.parametrize(
    ("name", "balanced"), [("nadia-numb-little-finger", False), ("rosa-numb-burning-feet", True)]
)
def test_who_came_with_a_hand_does_not_hear_of_balance(name, balanced):
    (better,) = section(chart(name), "Can it get better?").blocks[:1]
    said = " ".join(" ".join(cell) for cell in better.cells).lower()
    assert ("balance" in said or "walking" in said) is balanced
    assert WORDS["answer/function/patient"].says.lower() in said


def test_while_a_doctor_has_to_look_first_nothing_is_guessed():
    possible = tuple(replace(p, band="possible") for p in chart().diagnosis.patterns)
    one = replace(chart(), diagnosis=replace(chart().diagnosis, patterns=possible))
    assert WORDS["band/possible/patient"].says in told(one)
    open_ = replace(one, contact=replace(one.contact, urgency=Urgency.U2))
    assert WORDS["band/possible/patient"].says not in told(open_)
    assert WORDS["pattern/none/patient"].says in told(open_)


def test_every_reason_of_the_day_has_words_for_the_person():
    of_the_day = [row.id for row in KNOWLEDGE.conditions.values() if row.same_day]
    assert len(of_the_day) >= 11
    assert [c for c in of_the_day if f"reason/{c}/patient" not in WORDS] == []


@pytest.mark.parametrize("statement", ["safety/GLU_LT70", "safety/TACHY_120", "safety/BP_180"])
def test_who_is_sent_home_today_reads_why(statement):
    low = chart("giorgio-severe-falls-of-pressure")
    because = (Reason(says="x", statement=statement, grade=Grade.UNREVIEWED),)
    said = told(replace(low, plan=replace(low.plan, reasons=because)))
    assert WORDS[f"reason/{statement}/patient"].says in said
    assert WORDS["reason/any/patient"].says not in said


def emptied(**home) -> Chart:
    """Rosa with nothing to train at home."""
    week, *weeks = chart().plan.weeks
    because = Reason(says="x", statement="x", grade=Grade.UNREVIEWED)
    other = replace(week, home=replace(week.home, exercises=(), **home))
    return planned(chart(), weeks=(other, *weeks), home_empty=because)


def test_who_does_nothing_at_home_is_not_told_of_home():
    nothing = told(emptied(self_care=()))
    assert WORDS["home/empty/nothing/patient"].says in nothing
    assert "daily care" not in nothing
    assert "home days" not in nothing
    assert title_of("first/any/patient") not in nothing
    assert "daily care" in told(emptied())


@pytest.mark.parametrize(("exercise", "says"), [("OR002", "all night"), ("OR004", "all night")])
def test_a_splint_at_home_is_worn_and_has_no_minutes(exercise, says):
    item = replace(chart().plan.weeks[0].home.exercises[0], exercise=exercise)
    item = replace(item, continuous_min=2.0, hold_s=None)
    assert dose(chart(), replace(item, setting=Setting.HOME)) == says
    assert dose(chart(), replace(item, setting=Setting.CLINIC)) == "2 min"


def test_daily_care_is_not_held_back_by_what_is_asked_of_training():
    item = chart().plan.weeks[0].home.exercises[0]
    because = Reason(says="x", statement="safety/INSULIN_SU", grade=Grade.UNREVIEWED)
    training = replace(item, exercise="AU003", modifications=(because,), is_training=True)
    daily = replace(training, is_training=False)
    assert "three hours" in cautions(chart(), chart().plan, training)[0]
    assert cautions(chart(), chart().plan, daily) == (
        WORDS["caution/safety/INSULIN_SU/daily/patient"].says,
    )


def test_silent_lows_stand_in_the_letter():
    says = WORDS["letter/ask/hypo_unawareness/referrer"].says
    one = found(chart(), hypo_unawareness=True, drug_insulin="current")
    assert says in told(one, referral_letter)
    assert says not in told(found(one, hypo_unawareness=False), referral_letter)
    alone = replace(one, prognosis=replace(one.prognosis, referrals=()))
    assert says in told(alone, referral_letter)


def test_one_wording_for_each_urgency():
    """An ambulance for U0 only; who goes to the emergency room does not drive there."""
    for flag in KNOWLEDGE.red_flags.values():
        for level in flag.levels:
            now = "Call an ambulance now." in level.say
            assert now == (level.urgency == "U0") or flag.id == "rf_suic", flag.id
            if "Go to the emergency room now" in level.say:
                assert level.urgency == "U1", flag.id
                assert "Do not drive yourself: let somebody take you." in level.say, flag.id


def test_with_an_ambulance_on_its_way_nobody_is_told_to_go():
    hanna = chart("hanna-numb-between-the-legs")
    assert hanna.contact.urgency == Urgency.U0
    assert WORDS["patient/emergency"].says not in told(hanna)
    today = replace(hanna, contact=replace(hanna.contact, urgency=Urgency.U1))
    assert WORDS["patient/emergency"].says in told(today)


def test_pain_is_not_explained_away_where_nothing_is_trained():
    topic = KNOWLEDGE.topics["teach/pain"]
    one = planned(chart(), education=(topic.title,))
    week, *weeks = one.plan.weeks
    bare = replace(week, home=replace(week.home, exercises=(), self_care=()))
    one = planned(one, weeks=(bare, *weeks))
    assert topic.says in told(one)
    assert isinstance(one.plan, PlanOfCare)
    assert topic.says not in told(planned(one, visits_per_week=(0,) * len(one.plan.weeks)))


def test_a_day_that_is_past_is_no_day_to_look_again():
    words = WORDS["prognosis/review/patient"].says.partition("{")[0]
    today = chart().case.today
    assert words in told(chart())
    past = replace(chart(), prognosis=replace(chart().prognosis, review_on=today))
    assert words not in told(past)
