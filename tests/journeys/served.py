"""A practice of invented people, served on a free port of this machine."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

TESTS = Path(__file__).parents[1]
WORDS = "correct horse battery staple"
READY_S = 60


class Served:
    """A practice of invented people on a port of this machine."""

    def __init__(self, home):
        """People, second factors, and a server that answers."""
        home.mkdir(exist_ok=True, mode=0o700)
        (home / "secret").write_text("only for these tests")
        (home / "words").write_text(WORDS)
        path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
        self.home = home
        self.told = {**os.environ, "SUREFOOT_HOME": str(home), "PYTHONPATH": path}
        self.told |= {"SUREFOOT_DATABASE_URL": "", "SUREFOOT_DEMO": "1"}
        self.told |= {"DJANGO_SETTINGS_MODULE": "surefoot.clinic.settings"}
        words = ["--patients", "12", "--seed", "4", "--password-file", str(home / "words")]
        self.run("surefoot", "generate", *words)
        self.about = json.loads(self.run("journeys.seed").splitlines()[-1])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.at = f"http://localhost:{self.port}"

    def run(self, *words):
        """A verb to its end: what it said."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.told, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def work(self):
        """Everything that waits for the worker, done."""
        self.run("django", "db_worker", "--batch", "--queue-name", "*")

    def serve(self):
        """The server, once it answers."""
        words = ["--interface", "wsgi", "--port", str(self.port), "--blocking-threads", "2"]
        log = os.open(self.home / "log", os.O_WRONLY | os.O_CREAT)
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *words, "surefoot.clinic.wsgi:application"],
            env=self.told, stdout=log, stderr=log,
        )  # fmt: skip
        os.close(log)  # the server has its own
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5):
                    return server
            except OSError:
                time.sleep(0.2)
        server.terminate()
        raise AssertionError((self.home / "log").read_text()[-3000:])

    def code(self, email):
        """A recovery code of somebody, each of which lets in once."""
        return self.about["codes"][email].pop()

    def patient(self, who):
        """Where the pages of one of the people of the journeys begin."""
        return f"/patients/{self.about['people'][who]}/"

    def end_session(self, visitor):
        """As if this visitor had been away for too long."""
        key = next(c["value"] for c in visitor.context.cookies() if c["name"] == "surefoot")
        link = sqlite3.connect(self.home / "surefoot.sqlite3", timeout=20)
        with closing(link), link:
            gone = link.execute("DELETE FROM django_session WHERE session_key = ?", [key])
            assert gone.rowcount == 1
