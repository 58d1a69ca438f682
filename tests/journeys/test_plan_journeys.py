"""From the examination to a plan that is signed, and a rule that is overridden by name."""


def test_from_an_examination_to_a_plan_that_is_signed(served, therapist_state, visit):
    therapist = visit(storage_state=therapist_state)
    page = therapist.page
    page.goto(served.patient("violinist"))
    therapist.look("chart")
    therapist.follow(page.locator(".page-head a.btn:has-text('Examine')"))
    therapist.look("examination")
    therapist.follow(page.locator("main a:has-text('Generalised Anxiety Disorder-2')"))
    for question in page.locator(".field").all():
        question.locator("label").nth(1).click()
    page.wait_for_selector("#score h2:has-text('2')")
    therapist.look("entered")
    page.click("#keep")
    page.wait_for_selector("main [role=status]:has-text('is kept')")
    page.goto(served.patient("violinist") + "plan/")
    therapist.look("no-plan-yet")
    page.get_by_text("Propose a plan").click()
    page.wait_for_selector("#waiting")
    therapist.look("waiting")
    served.work()
    page.wait_for_selector("#lines")  # the page comes by itself
    therapist.look("proposed")
    page.locator(".line-of-plan summary").first.click()
    assert "Why" in page.locator(".line-of-plan").first.inner_text()
    therapist.look("why")
    page.get_by_text("Approve and sign").click()
    page.wait_for_selector("main [role=status]:has-text('Version 1 is approved and signed.')")
    therapist.look("signed")
    assert "version 1, approved" in page.locator("h1").inner_text()
    assert page.get_by_text("The person's plan (PDF)").count() == 1
    assert therapist.faults == []


GLIDES = "Subtalar medial and lateral glides"
REASON = "Stiff after a sprain; grade I for pain only."


def test_an_override_takes_a_reason_and_is_kept_when_the_plan_is_solved_again(
    served, therapist_state, visit
):
    therapist = visit(storage_state=therapist_state)
    page = therapist.page
    page.goto(served.patient("planned") + "plan/")
    page.get_by_text("Add an exercise").click()
    page.select_option("select[name=exercise]", label=f"{GLIDES} (needs an approval)")
    page.click("button[value=add]")
    page.wait_for_selector("main .note.refused")
    therapist.look("refused")
    assert "this change cannot be made" in page.locator(".note.refused").inner_text()
    assert "version 1" in page.locator("h1").inner_text()
    page.get_by_text("Approve and change").click()  # without a reason the browser sends nothing
    assert "version 1" in page.locator("h1").inner_text()
    page.fill("#approve-why", REASON)
    page.get_by_text("Approve and change").click()
    page.wait_for_selector("h1:has-text('version 2')")
    therapist.look("approved-by-name")
    assert GLIDES in exercises(page)
    page.get_by_text("Propose a fresh plan").click()
    page.wait_for_selector("#waiting")
    served.work()
    page.wait_for_selector("h1:has-text('version 3')")
    therapist.look("solved-again")
    assert GLIDES in exercises(page)
    therapist.follow(page.get_by_text("Compare versions"))
    therapist.look("compared")
    assert therapist.faults == []


def exercises(page):
    """The names of the lines of the plan."""
    return page.locator(".line-of-plan .what").all_inner_texts()
