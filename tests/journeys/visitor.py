"""Somebody before a browser of their own, and everything that is wrong with what they are shown."""

import hashlib
import hmac
import os
import re
import struct
import time
from base64 import b32decode
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from journeys.seed import SHARED
from journeys.served import WORDS

PICTURES = os.environ.get("SUREFOOT_PICTURES")
WIDTHS = (412, 1280)  # of the pictures: a phone and a desk
PHONE = {"width": 412, "height": 840}
STEP_S, TYPING_S = 30, 10
TABS = 90  # nobody tabs further
AXE = {"preload": False}  # it would fetch each style sheet once more


def code(shared=SHARED):
    """What an app shows (RFC 6238), with time left to type it."""
    left = STEP_S - time.time() % STEP_S
    if left < TYPING_S:
        time.sleep(left)
    counter = struct.pack(">Q", int(time.time()) // STEP_S)
    made = hmac.new(b32decode(shared), counter, hashlib.sha1).digest()
    at = made[-1] & 0x0F
    return f"{(struct.unpack('>I', made[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


class Visitor:
    """Somebody before a browser of their own."""

    def __init__(self, served, chromium, name, **how):
        """A fresh browser; whatever it complains of is kept."""
        self.served, self.name, self.steps = served, name, 0
        how = {"locale": "en-GB", "reduced_motion": "reduce"} | how
        self.context = chromium.new_context(base_url=served.at, **how)
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _hear(self, said):
        if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
            self.faults.append(said.text)

    def look(self, step):
        """Look at the page that is open: what is wrong with it is kept, and a picture if asked."""
        self.steps += 1
        self.page.wait_for_function("document.readyState === 'complete'")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > self.page.viewport_size["width"]:
            self.faults.append(f"{step}: {wide} px wide")
        for one in Axe().run(self.page, options=AXE).response["violations"]:
            at = [node["target"] for node in one["nodes"]][:3]
            self.faults.append(f"{step}: {one['id']} at {at}")
        self.keep_pictures(f"{self.name}-{self.steps:02d}-{step}")

    def follow(self, link):
        """Click what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            link.first.click()

    def keep_pictures(self, name):
        """A picture of the whole page at each width, if somebody wants any."""
        if not PICTURES:
            return
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        before = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            file = Path(PICTURES) / f"{re.sub(r'[^\w-]+', '-', name)}-{width}.png"
            self.page.screenshot(path=file, full_page=True)
        self.page.set_viewport_size(before)

    def words(self, email, password=WORDS):
        """E-mail address and password."""
        self.page.fill("#id_login", email)
        self.page.fill("#id_password", password)
        self.follow(self.page.locator("main form button:not([value])"))

    def second(self, what):
        """The second factor."""
        self.page.fill("input[name=code]", what)
        with self.page.expect_navigation():
            self.page.press("input[name=code]", "Enter")

    def sign_in(self, email, second=None):
        """Password and a recovery code, or what is given."""
        self.page.goto("/account/login/")
        self.words(email)
        self.second(second or self.served.code(email))

    def confirm(self):
        """The password once more, before one's ways of signing in are changed."""
        self.page.goto("/account/confirm/")
        self.page.fill("#id_password", WORDS)
        self.follow(self.page.locator("main form button:not([value])"))

    def put_in_a_key(self):
        """A security key, or a phone's own, that says yes whenever it is asked."""
        session = self.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
        kind |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        session.send("WebAuthn.addVirtualAuthenticator", {"options": kind})

    def tab_to(self, selector):
        """Walk by keyboard until something of this kind has the focus."""
        for _ in range(TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("which => document.activeElement.matches(which)", selector):
                return
        raise AssertionError(f"Nobody comes to {selector} by keyboard.")

    def is_born(self, day):
        """Come in as a patient by the link that is open."""
        self.page.fill("#born-day", str(day.day))
        self.page.select_option("#born-month", str(day.month))
        self.page.fill("#born-year", str(day.year))
        self.page.click("footer button")
        self.page.wait_for_url("**/me/")
