"""Every page that has its row is for everybody: axe finds nothing, and nothing runs off a phone.

Each page is looked at in one way in CI, drawn in turn, and in all four before a release.
"""

import time

import pytest

from journeys.intake import answer_everything
from journeys.seed import BORN_ON, ROLES
from journeys.visitor import PHONE

DESK = {"width": 1280, "height": 900}
SPANISH = {"locale": "es-ES", "viewport": PHONE}
WAYS = {
    "light": {"viewport": DESK},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "spanish": SPANISH,
}
CONFIRMED_S = 60  # what is asked once more after five minutes is confirmed well before
REFUSED = {"refused": ("/today/", 403), "not there": ("/nowhere/", 404)}


def drawn(pages, campaign_size):
    """Each page with the ways it is looked at: one, in turn, or all."""
    ways = list(WAYS)
    for number, (name, path) in enumerate(pages.items()):
        for turn in range(campaign_size(1, len(ways))):
            yield name, path, ways[(number + turn) % len(ways)]


class Windows:
    """One person with a window for each way of looking."""

    def __init__(self, served, visit, state):
        self.visitors = {}
        for way, how in WAYS.items():
            self.visitors[way] = visit(storage_state=state, **how)
            language = {"name": "language", "value": "es" if way == "spanish" else "en"}
            self.visitors[way].context.add_cookies([language | {"url": served.at}])

    def look(self, name, path, way, status=200):
        """Open a page in one way and look at it."""
        visitor = self.visitors[way]
        answer = visitor.page.goto(path)
        if answer.status != status or not visitor.page.url.endswith(path):
            visitor.faults.append(f"{name}: {answer.status} at {visitor.page.url}")
        visitor.look(f"{name}-{way}")

    @property
    def faults(self):
        """What is wrong, in all windows."""
        return [fault for visitor in self.visitors.values() for fault in visitor.faults]


@pytest.mark.campaign
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_staff_can_be_read_by_everybody(served, visit, campaign_size, role):
    signing_in = visit()
    signing_in.sign_in(f"{role.replace('_', '-')}1@invented.example")
    signing_in.confirm()
    confirmed = time.monotonic()
    windows = Windows(served, visit, signing_in.context.storage_state())
    pages = served.about["pages"][role]
    assert len(pages) > 5 or role == "administrator"
    for name, path, way in drawn(pages, campaign_size):
        if time.monotonic() - confirmed > CONFIRMED_S:  # a slow machine takes longer than it lasts
            signing_in.confirm()
            confirmed = time.monotonic()
        windows.look(name, path, way)
    if role == "administrator":
        for name, (path, status) in REFUSED.items():
            for way in WAYS:
                windows.look(name, path, way, status)
    assert windows.faults == []


@pytest.mark.campaign
def test_every_page_outside_the_clinic_can_be_read_by_everybody(served, visit, campaign_size):
    windows = Windows(served, visit, None)
    for name, path, way in drawn(served.about["pages"]["outside"], campaign_size):
        if not name.startswith(("my_home", "my_intake", "my_phones")):
            windows.look(name, path, way)
    assert windows.faults == []


@pytest.mark.campaign
def test_every_page_of_a_patient_can_be_read_by_everybody(served, visit, campaign_size):
    patient = visit(viewport=PHONE)
    patient.page.goto(served.about["links"]["answers"])
    patient.is_born(BORN_ON)
    paths = answer_everything(patient)
    windows = Windows(served, visit, patient.context.storage_state())
    pages = {path.removeprefix("/me/intake/"): path for path in paths}
    pages |= {"my_home": "/me/", "my_intake": "/me/intake/", "my_phones": "/me/phones/"}
    for name, path, way in drawn(pages, campaign_size):
        windows.look(name, path, way)
    assert windows.faults == []
