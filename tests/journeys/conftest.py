"""A clinic that is served, and a real browser before it.

The browser is Debian's Chromium (`apt-get install chromium`), or the one `SUREFOOT_CHROMIUM` names;
without one the journeys are skipped and say so. With `SUREFOOT_PICTURES=FOLDER` each page and each
step of a journey is kept there as a picture, as wide as a phone and as wide as a desk.
"""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from journeys.served import Served
from journeys.visitor import Visitor, code

CHROMIUM = os.environ.get("SUREFOOT_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The clinic, served while the journeys last."""
    if not CHROMIUM:
        pytest.skip("No Chromium on this machine: the journeys were not made (apt: chromium).")
    clinic = Served(tmp_path_factory.mktemp("served") / "home")
    server = clinic.serve()
    yield clinic
    server.terminate()
    server.wait(timeout=20)


# While Playwright runs it holds an event loop open in this thread, and Django refuses its tables to
# such a thread: it has to end with the journeys, for the worker may go on with other tests.
@pytest.fixture(scope="package")
def chromium(served):
    """The browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def therapist_state(served, chromium):
    """The cookies of a therapist who has signed in: once, for a code counts once."""
    visitor = Visitor(served, chromium, "signing-in")
    visitor.sign_in("therapist1@invented.example", code())
    assert visitor.page.url.endswith("/today/"), visitor.page.url
    kept = visitor.context.storage_state()
    visitor.context.close()
    return kept


@pytest.fixture
def visit(served, chromium, request):
    """Visitors of one journey, named after it."""
    made = []
    name = request.node.name.removeprefix("test_")[:60]

    def begin(**how):
        made.append(Visitor(served, chromium, name, **how))
        return made[-1]

    yield begin
    for visitor in made:
        visitor.context.close()
