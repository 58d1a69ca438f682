"""The tutorial of the clinic, walked as it is written, in the practice that the demo opens.

With `SUREFOOT_TUTORIAL=docs/tutorials/pictures` its pictures are taken anew.
"""

import os
import re
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from journeys.served import TESTS
from journeys.visitor import PHONE, Visitor

TUTORIAL = (TESTS.parent / "docs/tutorials/a-day-in-the-clinic.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"\(pictures/([\w-]+)\.png\)", TUTORIAL)
FOLDER = os.environ.get("SUREFOOT_TUTORIAL")
DESK = {"width": 1280, "height": 860}
BORN = date(1961, 5, 14)
READY_S, PLANS_S = 240, 240


class Demo:
    """The demo as a newcomer starts it: what it prints is all there is to know."""

    def __init__(self, home):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        path = str(TESTS.parent / "src")
        self.log = home.with_suffix(".log")
        with self.log.open("w") as log:
            words = ["surefoot", "demo", "--home", str(home), "--port", str(port)]
            told = {**os.environ, "PYTHONPATH": path}
            self.process = subprocess.Popen(
                [sys.executable, "-m", *words], env=told, stdout=log, stderr=log
            )
        self.at = f"http://localhost:{port}"
        self.words = self._until_ready()

    def _until_ready(self):
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            said = self.log.read_text()
            if "Surefoot answers at" in said:
                return said
            assert self.process.poll() is None, said
            time.sleep(0.5)
        raise AssertionError(self.log.read_text())

    @property
    def password(self):
        return re.search(r"password of each: (\S+)", self.words)[1]

    @property
    def link(self):
        return re.search(rf"{self.at}(/me/\S+)", self.words)[1]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=120)  # a plan that is being solved is finished first


@pytest.fixture(scope="module")
def demo(tmp_path_factory, served):
    """`served` is asked for its browser: without one there is no journey."""
    started = Demo(tmp_path_factory.mktemp("tutorial") / "demo")
    yield started
    started.stop()


@pytest.fixture
def newcomer(demo, chromium):
    """Somebody who has read what the demo printed."""
    made = []

    def come(**how):
        made.append(Visitor(demo, chromium, "tutorial", **how))
        return made[-1]

    yield come
    for visitor in made:
        assert visitor.faults == []
        visitor.context.close()


def picture(visitor, name):
    """What the tutorial shows is looked at, and kept if somebody wants it anew."""
    assert name in PICTURES
    visitor.look(name)
    if FOLDER:
        Path(FOLDER).mkdir(parents=True, exist_ok=True)
        visitor.page.evaluate("window.scrollTo(0, 0)")
        visitor.page.screenshot(path=Path(FOLDER) / f"{name}.png")


def signed_in(newcomer, demo, role):
    visitor = newcomer(viewport=DESK)
    visitor.page.goto("/")
    visitor.words(f"{role}1@invented.example", demo.password)
    return visitor


def answer(visitor, word, *, groups=()):
    """Every yes-or-no question of a page: `word`, and yes to those named."""
    page = visitor.page
    radios = page.locator("input[type=radio][value=no]")
    for name in radios.evaluate_all("all => all.map(one => one.name)"):
        value = "yes" if name.removeprefix("q.") in groups else word
        page.check(f'input[name="{name}"][value="{value}"]')
    visitor.follow(page.locator("footer button"))


@pytest.mark.campaign
def test_a_patient_answers_before_the_first_visit(newcomer, demo):
    visitor = newcomer(viewport=PHONE, has_touch=True)
    page = visitor.page
    page.goto(demo.link)
    visitor.is_born(BORN)
    assert "Marisol Vega" in page.inner_text("h1")
    picture(visitor, "patient-welcome")
    visitor.follow(page.locator("footer .btn"))  # "Begin", or "Go on" for who was here before
    for _ in range(30):
        if page.locator("svg [data-zone]").count():
            break
        answer(visitor, "no", groups=("group_numbness", "group_pain"))
    page.click("text=Feet")
    for zone in ("big_toe", "small_toes", "ball"):
        for side in ("left", "right"):
            page.locator(f"svg [data-zone={zone}_{side}]").first.click()
    picture(visitor, "patient-body-map")


@pytest.mark.campaign
def test_an_urgent_answer_is_answered_at_once(newcomer, demo):
    visitor = newcomer(viewport=PHONE, has_touch=True)
    page = visitor.page
    page.goto(demo.link)
    visitor.is_born(BORN)
    page.goto("/me/intake/now/?page=0")  # whoever has gone on may go back
    answer(visitor, "no", groups=("gate_bladder_or_bowel",))
    for _ in range(5):
        if page.locator("body.stopscreen").count():
            break
        for box in page.locator("input[type=checkbox][value=saddle_numbness]").all():
            box.check()
        answer(visitor, "no")
    assert "Get help now" in page.inner_text("h1")
    picture(visitor, "patient-urgent")


@pytest.mark.campaign
def test_the_front_desk_sees_who_comes(newcomer, demo):
    visitor = signed_in(newcomer, demo, "front-desk")
    visitor.page.goto("/patients/?q=veg")
    visitor.follow(visitor.page.locator("main >> text=Marisol Vega"))
    picture(visitor, "desk-person")


@pytest.mark.campaign
def test_the_therapist_examines_plans_and_signs(newcomer, demo):
    visitor = signed_in(newcomer, demo, "therapist")
    page = visitor.page
    until = time.monotonic() + PLANS_S
    while page.locator("main >> text=being proposed").count():
        assert time.monotonic() < until, "Not every plan was proposed."
        time.sleep(2)
        page.reload()
        page.wait_for_load_state("networkidle")
    assert "Hanna Lindqvist" in page.inner_text("main")
    picture(visitor, "today")
    visitor.follow(page.locator("main >> text=Rosa Delgado"))
    picture(visitor, "chart")
    chart = page.url
    visitor.follow(page.locator("main >> text=Examine"))
    visitor.follow(page.locator("main >> text=Short Falls Efficacy"))
    picture(visitor, "examination")
    page.goto(f"{chart}plan/")
    page.locator("details.line-of-plan summary").first.click()
    picture(visitor, "plan-line")
    visitor.follow(page.locator("text=Approve and sign"))
    assert "approved" in page.inner_text("main")


@pytest.mark.campaign
def test_the_manager_sees_what_happened(newcomer, demo):
    visitor = signed_in(newcomer, demo, "manager")
    visitor.page.goto("/manager/audit/")
    picture(visitor, "audit")


def test_every_picture_of_the_tutorial_is_there():
    folder = TESTS.parent / "docs/tutorials/pictures"
    assert sorted(file.stem for file in folder.glob("*.png")) == sorted(PICTURES)
