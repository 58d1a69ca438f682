"""What safety asks, in which order, and what each answer releases."""

from dataclasses import replace

from care.plan.steady import KNOWLEDGE, contact, fact, read
from care.said import person as somebody
from surefoot.care.case import NotDone
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.terms import Setting, Side


def test_before_the_first_examination_the_plan_names_what_to_measure():
    case = somebody("?reflex_ankle ?tug_s ?cst30_reps ?mrc_knee_extension", well=True)
    findings = Findings(case, KNOWLEDGE)
    reading = assess(findings, case, contact(), KNOWLEDGE)
    assert reading.gate == "provisional"
    (reason,) = reading.gate_reasons
    assert reason.findings == ("reflex_ankle", "mrc_knee_extension", "tug_s")
    assert (reason.changes, reason.statement) == ("The first examination.", "open/provisional")
    first = reading.questions[:3]
    assert {question.code for question in first} == set(reason.findings)
    assert all("BT023" not in question.releases for question in first)
    assert all(len(question.releases) > 100 for question in first)
    by_code = {question.code: question.statement for question in first}
    assert by_code["reflex_ankle"] == "open/provisional"
    assert "cst30_reps" in {
        question.code for question in reading.questions
    }  # the performance block


def test_a_measurement_that_could_not_be_done_is_not_asked_for_again():
    case = somebody("?reflex_ankle ?tug_s ?cst30_reps", well=True)
    unable = (NotDone(code="reflex_ankle", why="unable", on=case.today),)
    case = replace(case, not_done=unable)
    reading = assess(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
    assert reading.gate_reasons[0].findings == ("tug_s",)


def test_one_side_measured_is_not_measured():
    whole = somebody("?pulses_absent", well=True)
    case = replace(whole, facts=(*whole.facts, replace(
        fact("pulses_absent", False, Side.LEFT), on=whole.today)))  # fmt: skip
    reading = assess(Findings(case, KNOWLEDGE), case, contact(), KNOWLEDGE)
    assert reading.gate_reasons[0].findings == ("pulses_absent",)


def test_the_performance_block_asks_for_each_test_that_was_not_done():
    reading = read(fsbt_stage=None, mctsib_c1_s=None)
    asked = {question.code: question.statement for question in reading.questions}
    assert asked == {"fsbt_stage": "open/performance", "mctsib_c1_s": "open/performance"}
    assert all("BT002" in question.releases for question in reading.questions)
    assert all("BT001" not in question.releases for question in reading.questions)


def test_equipment_is_asked_for_where_nobody_said_whether_it_is_there():
    unsaid = read(without=["equip_resistance_band"])
    (question,) = unsaid.questions
    assert (question.code, question.who) == ("equip_resistance_band", "patient")
    assert question.statement == "safety/reading/equipment"
    assert "RT001" in question.releases
    gone = [fact("equip_resistance_band", False, site=place.value) for place in Setting]
    said = read(facts=gone, without=["equip_resistance_band"])
    assert said.questions == ()
    assert said.exercises["RT001"].held == "not_available"


def test_what_something_known_closes_is_not_asked_about():
    reading = read(unknown=["IMPLANT_CARDIAC"], present=["OSTEOPOROSIS"])
    (question,) = reading.questions
    assert question.code == "implant_cardiac_or_stimulator"
    assert question.releases == ("EM001", "EM002", "PB001")  # vibration is out with thin bones


def test_each_question_names_the_statement_that_asks_first():
    reading = read(unknown=["PHOTOSENS"])
    (question,) = reading.questions[:1]
    assert (question.code, question.statement) == ("drug_photosensitiser", "safety/PHOTOSENS") or (
        question.code,
        question.statement,
    ) == ("photosensitive", "safety/PHOTOSENS")
    assert question.releases == ("PB001",)


def test_questions_that_release_as_much_come_in_the_order_of_their_codes():
    reading = read(unknown=["PHOTOSENS", "IMPLANT_CARDIAC", "ANTICOAG"])
    order = [(-len(question.releases), question.code) for question in reading.questions]
    assert order == sorted(order)
    assert len(order) > 2
