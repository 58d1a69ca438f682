"""The intake on a phone, answered page by page as somebody with numb, burning feet would."""

from urllib.parse import urlsplit

YES = frozenset({"group_pain", "group_numbness", "group_balance", "gate_falls", "gate_diabetes"})
STORY = "Los dedos se me durmieron hace un año."
PAGES = 60  # nobody is asked more


def answer_everything(visitor, *, looks=False):
    """From the patient's own page to the end; where each page is that was answered, in order.

    The first page of each step is looked at: the campaign looks at all of them.
    """
    page, answered = visitor.page, []
    go_on(page)
    while page.locator("#page").count():
        step = urlsplit(page.url).path
        if looks and not any(path.startswith(step) for path in answered):
            visitor.look(step.split("/")[-2])
        answered.append(f"{step}?page={len(answered)}")
        assert len(answered) < PAGES, page.url
        answer_page(page)
        go_on(page)
    if looks:
        visitor.look("all-answered")
    return answered


def go_on(page):
    """The button at the foot, and the page behind it."""
    with page.expect_navigation():
        page.click("footer button, footer a.btn")


def answer_page(page, yes=YES):
    """Every question that is open, where an answer can be picked."""
    for asked in page.locator(".asked").all():
        name = asked.get_attribute("id").removeprefix("q-")
        if asked.locator("[data-map]").count():
            asked.locator("[data-view=front] [data-zone]").first.click()
        elif asked.locator("textarea").count():
            asked.locator("textarea").fill(STORY)
        else:
            pick(asked, name, yes)


def pick(asked, name, yes):
    """Yes or no, none of these, 4 of 10, or the first answer there is."""
    wanted = ["yes" if name in yes else "no", "none", "4"]
    of_its_own = asked.locator(f"label:has(input[name='q.{name}'])")
    for value in wanted:
        label = asked.locator(f"label:has(input[name='q.{name}'][value='{value}'])")
        if label.count():
            label.click()
            return
    if of_its_own.count():
        of_its_own.first.click()
