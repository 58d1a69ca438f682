"""A patient at their phone, from the link to the end, and what the clinic sees of it."""

from journeys.intake import STORY, answer_everything, answer_page, go_on
from journeys.seed import BORN_ON
from journeys.visitor import PHONE


def test_an_urgent_answer_stops_the_intake_and_the_clinic_has_them_on_its_list(
    served, therapist_state, visit
):
    patient = visit(viewport=PHONE)
    page = patient.page
    page.goto(served.about["links"]["urgent"])
    patient.look("door")
    patient.is_born(BORN_ON)
    patient.look("own-page")
    go_on(page)
    answer_page(page, yes={"gate_sudden_change"})
    patient.look("first-questions")
    go_on(page)
    page.click("label:has([value=speech_sudden_change])")
    go_on(page)
    page.wait_for_selector("body.stopscreen")
    patient.look("stop")
    assert page.locator("h1").inner_text() == "Get help now"
    page.goto("/me/intake/")  # nobody gets past it
    assert page.locator("body.stopscreen").count() == 1
    assert patient.faults == []
    the_clinic_acts_on_it(visit(storage_state=therapist_state))


def the_clinic_acts_on_it(therapist):
    """It stands first on Today, until somebody says what was done."""
    page = therapist.page
    page.goto("/today/")
    therapist.look("today")
    first = page.locator("main .note.urgent[role=alert]").first
    assert "Marisol Vega" in first.inner_text()
    therapist.follow(first.get_by_text("What was done"))
    therapist.look("urgent-list")
    while page.locator("textarea").count():
        page.locator("textarea").first.fill("Ambulance called at 10:02, husband told.")
        therapist.follow(page.locator("main form button"))
    therapist.look("acted-on")
    page.goto("/today/")
    assert "Marisol Vega" not in page.locator("main").inner_text()
    assert therapist.faults == []


def test_a_patient_comes_back_with_their_own_phone(served, visit):
    patient = visit(viewport=PHONE)
    page = patient.page
    patient.put_in_a_key()
    page.goto(served.about["links"]["phone"])
    patient.is_born(BORN_ON)
    patient.follow(page.get_by_text("Come back without a link"))
    patient.look("phones")
    patient.follow(page.get_by_text("Add this phone"))
    page.wait_for_selector("text=Added on")
    patient.look("phone-added")
    patient.follow(page.get_by_text("Back to your own page"))
    patient.follow(page.get_by_text("Sign out on this phone"))
    patient.look("outside")
    patient.follow(page.get_by_role("button", name="Come in with this phone"))
    page.wait_for_url("**/me/")
    assert "Ines Prado" in page.locator("h1").inner_text()
    assert patient.faults == []


def test_somebody_answers_everything_in_spanish(served, therapist_state, visit):
    therapist = visit(storage_state=therapist_state)
    therapist.page.goto(served.patient("spanish") + "contact/")
    therapist.page.get_by_text("Make a link").click()
    link = therapist.page.input_value("#link")
    patient = visit(viewport=PHONE, locale="es-ES")
    patient.page.goto(link)
    patient.look("door")
    patient.is_born(BORN_ON)
    patient.look("own-page")
    answered = answer_everything(patient, looks=True)
    assert len({path.split("/")[3] for path in answered}) == 9  # the steps
    assert patient.page.get_attribute("html", "lang") == "es"
    assert patient.page.locator("h1").inner_text() == "Tenemos sus respuestas"
    therapist.page.goto(served.patient("spanish"))
    therapist.look("chart")
    assert STORY in therapist.page.locator("main").inner_text()
    assert therapist.faults == patient.faults == []
