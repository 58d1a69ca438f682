"""The verb `serve`: the web server and the worker of background tasks, started and stopped as one.

On SIGTERM or SIGINT no new request is taken, those that are being answered are finished, and the
worker ends the task it is at. A worker that fell over is started again.
"""

import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from surefoot.command.answer import ANSWERED, OUR_FAULT, Answer
from surefoot.command.begin import begin_django
from surefoot.terms import SurefootError

APPLICATION = "surefoot.clinic.wsgi:application"
PATIENCE_S = 30  # for requests and the running task to end
LOOK_EVERY_S = 0.2
REST_S = 3.0  # before a worker that fell over is started again


def serve(asked: Namespace, ways_in: str = "") -> Answer:
    """Serve until somebody says stop; the ways in are said as soon as it answers."""
    check_address(asked.host, os.environ, own_tls=asked.certificate is not None)
    begin_django()
    from django.conf import settings

    from surefoot.clinic import home, metrics

    home.demand_ready()
    check_port(asked.host, asked.port)
    metrics.begin(settings.HOME)
    scheme = "https" if asked.certificate else "http"
    says = f"{ways_in}Surefoot answers at {scheme}://{_shown(asked.host)}:{asked.port}/"
    together = Together(
        commands(asked),
        note=settings.HOME / "serving.json",
        listens=lambda: _listens(asked.host, asked.port),
        ready=lambda: print(says, file=sys.stderr, flush=True),
    )
    status = together.run()
    told = "Stopped." if status == ANSWERED else "The server fell over; its log says why."
    return Answer(kind="served", body={"status": status}, page=lambda: told, status=status)


def check_address(host: str, environment: Mapping[str, str], *, own_tls: bool = False) -> None:
    """Only a loopback address is served without TLS, and the demo nowhere else at all."""
    if is_loopback(host):
        return
    if environment.get("SUREFOOT_DEMO") == "1":
        raise SurefootError(
            f"The demo is not served at {host}: its sign-in is open to whoever reaches it.",
            "Leave --host away; the demo answers this machine alone.",
        )
    missing = [
        f"{name}={value}"
        for name, value in (("SUREFOOT_HTTPS", "1"), ("SUREFOOT_HOSTS", "clinic.example.org"))
        if not environment.get(name) or (name == "SUREFOOT_HTTPS" and environment[name] != "1")
    ]
    if missing:
        raise SurefootError(
            f"{host} can be reached by others, and nothing says that TLS leads to it.",
            f"Set {' and '.join(missing)}, and put a TLS proxy before it or give --certificate "
            "and --key; docs/how-to/tls.md has both. For this machine alone: --host 127.0.0.1.",
        )
    if not own_tls and "SUREFOOT_PROXY" not in environment:
        raise SurefootError(
            f"At {host} anybody could speak to Surefoot past the TLS proxy.",
            "Give --certificate and --key, or name the proxy: SUREFOOT_PROXY=10.0.0.2.",
        )


def check_port(host: str, port: int) -> None:
    """Nobody listens there yet: else two servers would share the port, and the requests."""
    plain = host.strip("[]")
    kind = socket.AF_INET6 if ":" in plain else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((plain, port))
        except OSError as error:
            raise SurefootError(
                f"{host}:{port} cannot be served: {error.strerror}.",
                "Stop what listens there, or name another with --port.",
            ) from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _listens(host: str, port: int) -> bool:
    """Whether somebody answers there by now."""
    try:
        with socket.create_connection((host.strip("[]"), port), timeout=1):
            return True
    except OSError:
        return False


def commands(asked: Namespace) -> tuple[list[str], list[str]]:
    """The web server and the worker, as they are started."""
    if bool(asked.certificate) != bool(asked.key):
        raise SurefootError("A certificate and its key go together.", "Give both, or neither.")
    tls = (
        ["--ssl-certificate", str(asked.certificate), "--ssl-keyfile", str(asked.key)]
        if asked.certificate
        else []
    )
    web = [
        *("-m", "granian", "--interface", "wsgi", "--host", asked.host, "--port", str(asked.port)),
        *("--workers", str(max(1, asked.workers))),
        *("--blocking-threads", str(max(1, asked.threads))),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(PATIENCE_S)),
        *("--no-ws", "--log-level", "warning", *tls, APPLICATION),
    ]
    worker = ["-m", "django", "db_worker", "--queue-name", "*"]
    return [sys.executable, *web], [sys.executable, *worker]


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


@dataclass
class Together:
    """Two processes that live and end as one; a note in the home says which they are."""

    commands: Sequence[Sequence[str]]
    note: Path
    listens: Callable[[], bool]  # whether the web server answers
    ready: Callable[[], None]  # called once, when it does
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    stopping: bool = False

    def run(self) -> int:
        """Until a signal, or until the web server ends by itself."""
        before = {s: signal.signal(s, self._stop) for s in (signal.SIGTERM, signal.SIGINT)}
        try:
            self.running = [self._start(command) for command in self.commands]
            self._write()
            return self._watch()
        finally:
            self._end()
            self.note.unlink(missing_ok=True)
            for each, handler in before.items():
                signal.signal(each, handler)

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        # A group of its own: Ctrl+C reaches us alone, and we say stop once.
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "surefoot.clinic.settings"}
        return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 — our own words

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _watch(self) -> int:
        fell_at, is_ready = 0.0, False
        while not self.stopping:
            time.sleep(LOOK_EVERY_S)
            web, worker = self.running
            if web.poll() is not None:
                return OUR_FAULT
            if not is_ready and self.listens():
                is_ready = True
                self.ready()
            if worker.poll() is None:
                fell_at = 0.0
                continue
            fell_at = fell_at or time.monotonic()
            if time.monotonic() - fell_at > REST_S:
                self.running[1] = self._start(self.commands[1])
                self._write()
        return ANSWERED

    def _end(self) -> None:
        for each in self.running:
            if each.poll() is None:
                each.terminate()
        deadline = time.monotonic() + PATIENCE_S
        for each in self.running:
            try:
                each.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()

    def _write(self) -> None:
        """Which processes these are, for `surefoot doctor`."""
        web, worker = self.running
        self.note.write_text(json.dumps({"web": web.pid, "worker": worker.pid}))
