"""The person's page is as careful as the therapist's: cautions, emergencies, what comes first."""

from dataclasses import replace
from functools import cache

import pytest

from lines import example
from reading import grade
from surefoot.care.plan.records import NoSafePlan, Requirement
from surefoot.care.summary import Chart, patient_page
from surefoot.care.summary.glance import due
from surefoot.care.summary.home_care import caution, cautions
from surefoot.care.summary.page import Call, Exercises
from surefoot.exchange.pages import as_text
from surefoot.knowledge.load import load
from surefoot.terms import Grade, Reason, Urgency

KNOWLEDGE = load()
IN_THE_POOL = {"limit/pool-one-to-one", "limit/pool-seizure"}


@cache
def chart(name: str = "rosa-numb-burning-feet") -> Chart:
    return example(name).chart


def changed(**parts) -> Chart:
    """Rosa's chart with another plan."""
    return replace(chart(), plan=replace(chart().plan, **parts))


def need(name: str) -> Requirement:
    because = Reason(says="x", statement=name, grade=Grade.UNREVIEWED)
    return Requirement(id=name, says="x", exercises=(), any_of=(), barred=(), reason=because)


def reasons(*statements: str) -> tuple[Reason, ...]:
    return tuple(Reason(says="x", statement=s, grade=Grade.UNREVIEWED) for s in statements)


def with_items(*items, **parts) -> Chart:
    """Rosa's chart where these items are all that is done at home."""
    week, *weeks = chart().plan.weeks
    home = replace(week.home, exercises=items, self_care=())
    return changed(weeks=(replace(week, home=home), *weeks), **parts)


def item(exercise: str, *statements: str, supervision: int = 0):
    some = chart().plan.weeks[0].home.exercises[0]
    said = reasons(*statements)
    return replace(some, exercise=exercise, modifications=said, supervision=supervision)


def told(one: Chart) -> str:
    return " ".join(as_text(patient_page(one), width=4000).split())


def shown(one: Chart):
    """The exercises of the page."""
    blocks = [b for s in patient_page(one).sections for b in s.blocks]
    return [e for block in blocks if isinstance(block, Exercises) for e in block.items]


def test_a_caution_stands_under_its_exercise():
    one = with_items(item("AE003", "limit/claudication-walk"))
    (walk,) = shown(one)
    assert walk.care == (KNOWLEDGE.wordings["caution/limit/claudication-walk/patient"].says,)


def test_a_caution_of_several_items_is_said_once_before_them():
    items = [item(e, "safety/LOPS") for e in ("AE003", "RT011")]
    says = KNOWLEDGE.wordings["caution/safety/LOPS/patient"].says
    assert told(with_items(*items)).count(says) == 1
    assert all(not each.care for each in shown(with_items(*items)))
    assert [each.care for each in shown(with_items(items[0]))] == [(says,)]


@pytest.mark.parametrize("supervision", [0, 1, 2])
def test_who_needs_a_helper_reads_so(supervision):
    says = KNOWLEDGE.wordings["caution/helper/patient"].says
    said = cautions(chart(), chart().plan, item("AE003", supervision=supervision))
    assert (says in said) == (supervision > 0)


def test_what_contradicts_the_usual_words_stands_instead_of_them():
    (usual,) = shown(with_items(item("OR005")))
    (careful,) = shown(with_items(item("OR005", "limit/hazard-check-alone")))
    assert "Clear rugs" in usual.how
    assert "Clear rugs" not in f"{careful.how} {careful.cue}"
    assert "Somebody else lifts" in careful.cue
    assert careful.care == ()


@pytest.mark.parametrize("must_have", ["MI3", "MI13"])
def test_nails_of_a_foot_at_high_risk_are_cut_by_somebody_else(must_have):
    (usual,) = shown(with_items(item("FC004"), requirements=()))
    (careful,) = shown(with_items(item("FC004"), requirements=(need(must_have),)))
    assert "Cut nails straight" in usual.cue
    assert "Do not cut them yourself" in careful.cue


def test_muscles_of_the_same_grade_share_words():
    first = caution(chart(), "limit/pr11-3-hip_abduction")
    assert first == caution(chart(), "limit/pr11-3-thumb_abduction") != ""
    assert caution(chart(), "limit/claudication-arterial") == ""


def test_every_limit_that_changes_an_item_at_home_has_words_for_the_person():
    at_home = [
        limit.id
        for limit in KNOWLEDGE.safety_limits.values()
        if limit.instruction and limit.id not in IN_THE_POOL
    ]
    assert [limit for limit in at_home if not caution(chart(), limit)] == []


def test_the_persons_cautions_read_at_grade_six():
    kinds = ("caution/", "instead/", "always/", "first/")
    says = {k: row.says for k, row in KNOWLEDGE.wordings.items() if k.startswith(kinds)}
    hard = {key: grade(words.replace(" | ", " ")) for key, words in says.items()}
    assert {key: found for key, found in hard.items() if found > 6.0} == {}


def test_what_is_worn_says_when_and_for_no_minutes():
    doses = {each.id: each.dose for each in shown(with_items(item("OR002"), item("OR003")))}
    assert doses["OR002"] == "every night"
    assert doses["OR003"].startswith("whenever you stand or walk")


def emergency_and_soon(one: Chart) -> tuple[str, str]:
    """What the sheet says to call the emergency number for, and what to call us for."""
    now, _, rest = patient_page(one).sections[-1].blocks
    return " ".join(now.lines), " ".join(line for _, lines in rest.cells for line in lines)


def test_no_sign_is_said_in_two_urgencies():
    now, soon = emergency_and_soon(chart())
    for sign in KNOWLEDGE.stop_signs.values():
        if sign.when:
            continue  # for those with a finding that she does not have
        assert (sign.patient in now) != (sign.patient in soon), sign.id
    assert "Pain in your chest" in now
    assert "A new sore" in soon


def test_the_first_page_has_the_emergencies_first():
    stop = next(s for s in patient_page(chart()).sections if s.title == "Stop if")
    call, *_ = stop.blocks
    assert isinstance(call, Call)
    assert call.tone == "urgent"
    assert "Pain in your chest, jaw or arm." in call.lines


@pytest.mark.parametrize(("needs", "where"), [((), 1), (("MI11",), 0)])
def test_a_fever_under_chemotherapy_is_an_emergency(needs, where):
    fever = KNOWLEDGE.stop_signs["stop/fever"].patient
    sides = emergency_and_soon(changed(requirements=tuple(map(need, needs))))
    assert fever in sides[where]
    assert fever not in sides[1 - where]


@pytest.mark.parametrize(("conditions", "where"), [((), 1), (("CAN",), 0)])
def test_a_cold_sweat_is_an_emergency_where_the_heart_is_silent(conditions, where):
    sweat = KNOWLEDGE.stop_signs["stop/faintness"].patient
    assert sweat in emergency_and_soon(changed(conditions=conditions))[where]


@pytest.mark.parametrize("must_have", ["MI11", "MI19", "MI20", "MI34"])
def test_nobody_it_concerns_misses_what_is_always_said(must_have):
    title = KNOWLEDGE.wordings[f"always/{must_have}/patient"].says.partition(" | ")[0]
    assert title in told(changed(requirements=(need(must_have),)))
    assert title not in told(changed(requirements=()))


def test_an_open_ulcer_takes_no_weight():
    assert "No weight on the sore." in told(changed(conditions=("ULCER_FOOT",)))
    assert "No weight on the sore." not in told(changed(conditions=()))


def test_who_has_no_plan_reads_what_matters_all_the_same():
    one = chart("giorgio-severe-falls-of-pressure")
    assert isinstance(one.plan, NoSafePlan)
    assert "Get up in steps." in told(one)


def test_who_has_no_safe_plan_is_not_told_to_do_a_little():
    little = KNOWLEDGE.wordings["first/any/patient"].says.partition(" | ")[0]
    assert little in told(changed(requirements=(), conditions=()))
    low = replace(chart("giorgio-severe-falls-of-pressure").plan, reasons=())
    assert little not in told(replace(chart(), plan=low))


def test_a_sugar_that_is_too_low_is_treated_before_anything_else():
    low = replace(
        chart("giorgio-severe-falls-of-pressure").plan, reasons=reasons("safety/GLU_LT70")
    )
    assert "sugar that works fast now" in told(replace(chart(), plan=low))


@pytest.mark.parametrize(
    ("urgency", "title"),
    [
        (Urgency.U1, "You need to see a doctor today."),
        (Urgency.U2, "You need to be seen within 3 days."),
        (Urgency.U3, "You need to be seen within 2 weeks."),
        (Urgency.U4, None),
    ],
)
def test_who_has_to_be_seen_soon_reads_how_soon(urgency, title):
    one = chart()
    referral = replace(one.prognosis.referrals[0], urgency=urgency, to="GP")
    said = told(replace(one, prognosis=replace(one.prognosis, referrals=(referral,))))
    assert ("Your family doctor." in said) == (title is not None)
    assert title is None or title in said


def without_visits(education: tuple[str, ...], *exercises: str) -> Chart:
    weeks = len(chart().plan.visits_per_week)
    items = tuple(map(item, exercises))
    return with_items(*items, visits_per_week=(0,) * weeks, education=education)


def test_what_this_person_learns_is_printed_in_full_and_what_all_learn_is_not():
    topic, to_all = (KNOWLEDGE.topics[f"teach/{name}"] for name in ("eye", "home_programme"))
    both = (topic.title, to_all.title)
    for one in (without_visits(both), changed(education=both)):
        assert topic.says in told(one)
        assert to_all.says not in told(one)
    titles = [s.title for s in patient_page(without_visits(both)).sections]
    assert "Until then" in titles
    assert "Good to know" not in titles


def test_a_topic_whose_exercises_are_on_the_page_is_not_said_again():
    topic = KNOWLEDGE.topics["teach/foot_check"]
    assert topic.says in told(without_visits((topic.title,), "AE003"))
    assert topic.says not in told(without_visits((topic.title,), topic.exercises[0]))


def test_only_who_trains_balance_or_walking_reads_about_falls():
    says = KNOWLEDGE.wordings["patient/steadier"].says
    assert says in told(chart())
    others = tuple(c for c in chart().plan.techniques if c.technique == "strength")
    assert says not in told(changed(techniques=others))


@pytest.mark.parametrize(("urgency", "shown_too"), [(Urgency.U1, False), (Urgency.U2, True)])
def test_beside_what_is_due_today_no_letter_of_eight_weeks_is_shown(urgency, shown_too):
    one = chart()
    today, later = (
        replace(one.prognosis.referrals[0], urgency=soon, to=to)
        for soon, to in ((Urgency.U1, "neurology"), (Urgency.U4, "GP"))
    )
    prognosis = replace(one.prognosis, referrals=(today, later))
    contact = replace(one.contact, urgency=urgency)
    kept = due(replace(one, prognosis=prognosis, contact=contact))
    assert kept == ((today, later) if shown_too else (today,))
