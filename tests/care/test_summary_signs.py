"""A warning sign on the page: named, with what was found on which side, and no wall of words."""

from functools import cache

from lines import example
from stories import stories
from surefoot.care.contact import RaisedFlag
from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan
from surefoot.care.summary import Chart, referral_letter, signs
from surefoot.care.summary.page import Call
from surefoot.knowledge.load import load

HANNA = "hanna-numb-between-the-legs"


@cache
def chart(name: str) -> Chart:
    """A story as far as first contact: no plan is solved for it."""
    knowledge = load()
    case = next(story for story in stories() if story.name == name).case(knowledge)
    line = LineOfCare(case, knowledge)
    none = NoSafePlan(
        made_on=case.today, knowledge=knowledge.version, reasons=(), first=(), questions=(),
        stop_signs=(),
    )  # fmt: skip
    return Chart(
        case=case, contact=line.contact, examination=line.examination, diagnosis=line.diagnosis,
        prognosis=line.prognosis, plan=none, knowledge=knowledge,
    )  # fmt: skip


def flag(name: str, which: str) -> tuple[Chart, RaisedFlag]:
    one = chart(name)
    return one, next(each for each in one.contact.raised if each.id == which)


def test_a_sign_is_named_with_its_urgency_and_not_with_all_that_was_found():
    assert signs.title(*flag("mimic-cervical-cord", "rf_cord")) == "Within 72 hours: Cord signs"


def test_both_sides_are_said_once_and_one_side_by_its_name():
    said = signs.found(*flag("mimic-cervical-cord", "rf_cord"))
    assert "knee jerk brisk on both sides" in said
    assert "foot drop (right)" in signs.found(*flag("peroneal-new-drop", "rf_drop"))


def test_a_muscle_grade_is_a_grade_and_no_points():
    said = signs.found(*flag("peroneal-new-drop", "rf_drop"))
    assert "MRC grade, ankle dorsiflexion 2 (right)" in said
    assert "points" not in said


def test_a_medicine_that_is_taken_now_says_so_once():
    said = signs.found(*flag("chemo-fever", "rf_neut"))
    assert "chemotherapy taken now" in said


def test_a_day_is_said_in_words():
    one = chart("mononeuritis-multiplex-asthma")
    said = " ".join(signs.found(one, each) for each in one.contact.raised)
    assert "8 September 2026" in said
    assert "2026-09-08" not in said


def test_at_most_six_findings_are_named_and_the_rest_is_counted():
    one = chart("weight-loss-amyloid-question")
    said = [signs.found(one, each) for each in one.contact.raised]
    assert max(line.count(";") for line in said) == 6
    assert any(line.endswith("findings more.") for line in said)


def test_the_letter_says_the_sign_as_the_page_does():
    hanna = example(HANNA).chart
    urgent = next(s for s in referral_letter(hanna).sections if s.title == "Urgent")
    call = urgent.blocks[0]
    assert isinstance(call, Call)
    assert call.title == signs.title(hanna, hanna.contact.raised[0])
    assert call.lines[0] == signs.found(hanna, hanna.contact.raised[0])


def test_what_does_not_decide_on_a_sign_and_fits_with_it_is_told_after_it():
    vessels = signs.found(*flag("mononeuritis-multiplex-asthma", "rf_mpx"))
    assert vessels.endswith("Fits with it: asthma; purple skin spots; eosinophils 2.1 ×10⁹/L.")
    sugar = signs.found(*flag("tind-after-strict-diet", "rf_tind"))
    assert "HbA1c 7.4 %" in sugar
    assert sugar.endswith("Fits with it: fall of HbA1c within 3 months 5.2 %.")
    assert "Fits with it" not in signs.found(*flag("peroneal-new-drop", "rf_drop"))
