"""A test entered without a mouse, and one whose session ended half way."""

import re

from journeys.served import WORDS

TEST = "phq9"
ANXIETY = "gad7"


def slip_in(name):
    """The longest word of a name with two letters changed over."""
    word = max(re.findall(r"\w+", name), key=len)
    return word[:2] + word[3] + word[2] + word[4:] if len(word) > 4 else word


def test_a_test_is_entered_by_keyboard_alone(served, visit):
    visitor = visit()
    page, keys = visitor.page, visitor.page.keyboard
    email, code = "therapist1@invented.example", served.about["code"]
    page.goto("/account/login/")
    keys.type(email)  # the first field has the focus
    keys.press("Tab")
    keys.type(WORDS)
    keys.press("Enter")
    page.wait_for_selector("input[name=code]")
    keys.type(served.code(email))
    keys.press("Enter")
    page.wait_for_url("**/today/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    visitor.tab_to("#find")
    keys.type(slip_in(served.about["patient"]))
    keys.press("Enter")
    page.wait_for_url("**/patients/?q=*")
    visitor.tab_to(f"main a[href$='{code}/']")
    keys.press("Enter")
    page.wait_for_url(f"**/patients/{code}/")
    assert served.about["patient"] in page.locator("h1").inner_text()
    visitor.tab_to("main a[href$='/examination/']")
    keys.press("Enter")
    page.wait_for_url("**/examination/")
    visitor.tab_to("#q")
    keys.type("patient health questionnaire")
    page.wait_for_selector(f"#found a[href$='/{TEST}/']")
    visitor.tab_to(f"#found a[href$='/{TEST}/']")
    keys.press("Enter")
    page.wait_for_url(f"**/{TEST}/")
    for answer in "110100000":  # each goes on to the next
        keys.press(answer)
    page.wait_for_selector("#score h2:has-text('3')")
    visitor.look("answered")
    keys.press("Enter")  # the last question may stay open
    assert page.evaluate("document.activeElement.id") == "keep"
    keys.press("Enter")
    page.wait_for_selector("main [role=status]:has-text('is kept')")
    visitor.look("kept")
    assert visitor.faults == []


def test_whose_session_ended_half_way_finds_what_they_typed(served, visit):
    visitor = visit()
    page, email = visitor.page, "manager1@invented.example"
    visitor.sign_in(email)
    page.goto(served.patient("signed") + f"examination/{ANXIETY}/")
    pick(page, range(4))
    page.wait_for_selector("#saved:has-text('Draft saved')")
    visitor.look("half-way")
    served.end_session(visitor)
    pick(page, [4])
    page.wait_for_selector("#away:not([hidden])")  # what saves by itself comes too late
    visitor.look("session-over")
    assert page.locator("#id_login").count() == 0  # the page of signing in is not pasted in
    page.click("#away a")
    page.wait_for_url("**/account/login/**")
    visitor.words(email)
    visitor.second(served.code(email))
    page.wait_for_url(f"**/examination/{ANXIETY}/")
    visitor.look("back")
    assert answered(page) == 4
    pick(page, range(4, 7))
    page.wait_for_selector("#score h2:has-text('7')")
    page.click("#keep")
    page.wait_for_selector("main [role=status]:has-text('is kept')")
    assert visitor.faults == []


def pick(page, questions):
    """The second answer of each of these."""
    for number in questions:
        page.locator(".field").nth(number).locator("label").nth(1).click()


def answered(page):
    """How many questions have an answer."""
    return page.locator(".field input[name^='a.']:checked").count()
