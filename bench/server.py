"""A server beside another, and what a request costs each: CPU of the whole process tree."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

TICK = os.sysconf("SC_CLK_TCK")
FOLDER = Path(os.environ.get("SUREFOOT_BENCH", "out/bench"))


class Server:
    """One granian with one worker, answering on a port of its own."""

    def __init__(self, application: str, home: Path, session: str = "") -> None:
        """It answers when this returns."""
        self.port = _free_port()
        self.headers = {"Host": "localhost", "Cookie": f"surefoot={session}"}
        words = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *words, "--port", str(self.port), application],
            env={**os.environ, "SUREFOOT_HOME": str(home.absolute())},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._answers():
            time.sleep(0.1)

    def get(self, path: str, **query: str) -> tuple[int, bytes]:
        """One page."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.request("GET", f"{path}?{urlencode(query)}" if query else path, headers=self.headers)
        answer = link.getresponse()
        return answer.status, answer.read()

    def post(self, path: str, form: Mapping[str, str]) -> int:
        """A form sent; the status of the answer."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        token = "t" * 32  # what Django's guard asks for is that cookie and header agree
        headers = self.headers | {
            "Cookie": f"{self.headers['Cookie']}; csrf={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        link.request("POST", path, body=urlencode(form), headers=headers)
        answer = link.getresponse()
        answer.read()
        return answer.status

    def cost_ms(self, path: str, *, times: int = 60, **query: str) -> float:
        """CPU-milliseconds of the server for one page."""
        return self.spent_ms(lambda: self.get(path, **query)[0], times=times, expect=200)

    def spent_ms(self, ask: Callable[[], int], *, times: int, expect: int) -> float:
        """CPU-milliseconds of the server for one request, the first few not counted."""
        for _ in range(5):
            status = ask()
            assert status == expect, status
        before = self._cpu_s()
        for _ in range(times):
            ask()
        return (self._cpu_s() - before) / times * 1000

    def stop(self) -> None:
        """Take it down with its worker."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(10)

    def _answers(self) -> bool:
        assert self.process.poll() is None, "the server did not start"
        try:
            self.get("/")
        except OSError:
            return False
        return True

    def _cpu_s(self) -> float:
        return sum(map(_cpu_s, (self.process.pid, *_children(self.process.pid))))


@contextmanager
def servers(patients: int, deep: int = 0) -> Iterator[tuple[Server, Server, dict]]:
    """The floor, the clinic with so many patients, and what is known of the practice."""
    home = FOLDER / f"practice-{patients}-{deep}"
    home.mkdir(parents=True, exist_ok=True)
    told = subprocess.run(
        [sys.executable, "-m", "bench.practice", str(home.absolute()), str(patients), str(deep)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    about = json.loads(told.stdout)
    floor = Server("bench.floor_site:application", home)
    clinic = Server("surefoot.clinic.wsgi:application", home, about["session"])
    try:
        yield floor, clinic, about
    finally:
        floor.stop()
        clinic.stop()


def _free_port() -> int:
    with socket.socket() as link:
        link.bind(("127.0.0.1", 0))
        return link.getsockname()[1]


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _children(int(child))


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK
