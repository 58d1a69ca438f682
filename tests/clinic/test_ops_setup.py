"""The first run: what `surefoot setup` makes, and that what is served from it stops gracefully."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, closing

import pytest

from clinic.machine import SETUP, Machine, empty_database

QUICK_S = 60  # until the server answers, also on a loaded machine


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A clinic as `surefoot setup` leaves it, and what was said."""
    machine = Machine(tmp_path_factory.mktemp("first") / "home")
    return machine, machine.run("setup", *SETUP)


@pytest.fixture
def machine(first, tmp_path):
    """The same, to change."""
    shutil.copytree(first[0].home, tmp_path / "home")
    return Machine(tmp_path / "home")


def test_setup_makes_a_home_for_its_owner_alone(first):
    home = first[0].home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    for name in ("keys.json", "secret", "surefoot.sqlite3"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600
    assert len((home / "secret").read_text()) > 50


def test_setup_prints_a_link_and_no_password(first):
    assert re.search(r"http://localhost:8000/invitation/[\w-]{43}/", first[1])
    with closing(sqlite3.connect(first[0].home / "surefoot.sqlite3")) as link:
        assert link.execute("SELECT count(*) FROM clinic_account").fetchone() == (0,)
        told = link.execute("SELECT name, slug, time_zone FROM clinic_clinic").fetchall()
    assert told == [("Clínica Norte", "clinica-norte", "Europe/Madrid")]


def ambulance_of(machine):
    """The number a clinic shows to its patients."""
    with closing(sqlite3.connect(machine.home / "surefoot.sqlite3")) as link:
        return link.execute("SELECT ambulance FROM clinic_clinic").fetchone()[0]


def test_the_number_of_the_ambulance_is_told_or_there_is_none(first, tmp_path):
    assert ambulance_of(first[0]) == ""
    assert "number of the ambulance" in first[1]
    machine = Machine(tmp_path / "home")
    assert "no number" in machine.run("setup", *SETUP, "--ambulance", "none", status=2)
    assert "number of the ambulance" not in machine.run("setup", *SETUP, "--ambulance", "112")
    assert ambulance_of(machine) == "112"


def test_a_number_of_the_ambulance_that_nobody_told_is_taken_away(machine):
    """As a database was before: 911 in every clinic, whether somebody had looked at it or not."""
    words = [sys.executable, "-m", "django", "migrate", "clinic", "0010", "--verbosity", "0"]
    subprocess.run(words, env=machine.environment, check=True)
    with closing(sqlite3.connect(machine.home / "surefoot.sqlite3", autocommit=True)) as link:
        link.execute("UPDATE clinic_clinic SET ambulance = '911'")
        link.execute("""INSERT INTO clinic_clinic (name, slug, time_zone, language, phone, means,
            ambulance) VALUES ('Told', 'told', 'UTC', 'en', '', '{"visit_min": 30}', '911')""")
    machine.run("update")
    with closing(sqlite3.connect(machine.home / "surefoot.sqlite3")) as link:
        rows = link.execute("SELECT slug, ambulance FROM clinic_clinic ORDER BY id").fetchall()
    assert rows == [("clinica-norte", ""), ("told", "911")]


def test_two_set_ups_share_no_secret(first, tmp_path):
    other = Machine(tmp_path / "other")
    other.run("setup", *SETUP)
    for name in ("secret", "keys.json"):
        assert (other.home / name).read_text() != (first[0].home / name).read_text()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (SETUP, "already holds a clinic"),
        (SETUP[2:], "--clinic"),
        ((*SETUP[:3], "Mars/Base", *SETUP[4:]), "time zone"),
        ((*SETUP[:5], "no address", *SETUP[6:]), "already holds a clinic"),
    ],
)
def test_setup_refuses_what_it_cannot_use_and_says_why(machine, words, why):
    assert why in machine.run("setup", *words, status=2)


def test_a_wrong_address_leaves_no_half_made_clinic(tmp_path):
    machine = Machine(tmp_path / "home")
    machine.run("setup", *SETUP[:4], "--email", "no address", *SETUP[6:], status=2)
    machine.run("setup", *SETUP)


def test_a_link_is_made_anew_for_the_manager_and_refused_for_nobody(machine):
    said = machine.run("invite", "ana@norte.example", status=2)
    assert "Nobody with the address" in said
    words = ("--name", "Ana Ruiz", "--role", "manager")
    assert "/invitation/" in machine.run("invite", "ana@norte.example", *words)


@pytest.mark.parametrize(
    ("lost", "why"),
    [("secret", "no clinic"), ("keys.json", "keys"), ("surefoot.sqlite3", "clinic")],
)
def test_serve_says_what_is_missing(machine, lost, why):
    (machine.home / lost).unlink()
    assert why in machine.run("serve", status=2)


def test_serve_refuses_a_public_address(machine):
    said = machine.run("serve", "--host", "0.0.0.0", status=2)  # noqa: S104 — it is refused
    assert "SUREFOOT_HTTPS=1" in said


def test_serve_refuses_keys_that_others_can_read(machine):
    (machine.home / "keys.json").chmod(0o644)
    assert "chmod 600" in machine.run("serve", status=2)


def test_update_has_nothing_to_do_and_says_so(machine):
    assert "up to date" in machine.run("update")
    assert not (machine.home / "backups").exists()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_new_keys_are_made_for_a_clinic_whose_keys_are_not_back_yet(database, tmp_path):
    """A database restored without its keys: on PostgreSQL no patient is seen before a clinic is."""
    with ExitStack() as stack:
        url = "" if database == "sqlite" else stack.enter_context(empty_database())
        if url is None:
            pytest.skip("No PostgreSQL answers: it was tried on SQLite only.")
        machine = Machine(tmp_path / "home", url)
        machine.run("generate", "--patients", 1)
        keys = (machine.home / "keys.json").rename(tmp_path / "keys.json")
        assert "no keys file" in machine.run("update", status=2)
        assert not (machine.home / "keys.json").exists()
        keys.rename(machine.home / "keys.json")
        assert "up to date" in machine.run("update")


def test_no_new_keys_are_made_for_a_clinic_without_patients_either(machine):
    (machine.home / "keys.json").unlink()
    assert "no keys file" in machine.run("update", status=2)
    assert not (machine.home / "keys.json").exists()


def test_update_makes_a_backup_before_it_changes_anything(machine):
    with closing(sqlite3.connect(machine.home / "surefoot.sqlite3", autocommit=True)) as link:
        link.execute("DELETE FROM django_migrations WHERE app = 'mfa' AND name LIKE '0003%'")
    assert "surefoot update" in machine.run("serve", status=2)
    made = machine.run("update", "--json")
    assert made["steps"] == ["mfa 0003_authenticator_type_uniq"]
    assert made["backup"].startswith(str(machine.home / "backups"))


def test_the_doctor_finds_each_fault_and_says_what_to_do(machine):
    assert "backup: none was made yet" in machine.run("doctor", status=2)
    machine.run("backup", machine.home / "kept.surefoot")
    well = machine.run("doctor")
    assert "TO DO" not in well
    (machine.home / "keys.json").chmod(0o644)
    machine.home.chmod(0o755)
    ill = machine.run("doctor", status=2)
    assert f"chmod 600 {machine.home}/keys.json" in ill
    assert f"chmod 700 {machine.home}" in ill


def test_the_doctor_says_that_nothing_is_set_up(tmp_path):
    assert "surefoot setup" in Machine(tmp_path / "none").run("doctor", status=2)


def test_audit_verify_finds_an_edit_a_removal_and_a_seal_that_is_not_there(machine):
    assert machine.run("audit", "verify", "--json")["holds"]
    assert "not in the chain" in machine.run("audit", "verify", "--known", "ab" * 32, status=2)
    with closing(sqlite3.connect(machine.home / "surefoot.sqlite3", autocommit=True)) as link:
        link.execute("DROP TRIGGER clinic_auditevent_no_update")
        link.execute("UPDATE clinic_auditevent SET who = 'member/1' WHERE number = 1")
    assert "it was changed" in machine.run("audit", "verify", status=2)


def free_port():
    """A port nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def fetch(port, path):
    """The page, once the server answers."""
    end = time.monotonic() + QUICK_S
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.2)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_until_it_is_told_to_stop_and_leaves_no_process(machine, how):
    port = free_port()
    running = machine.start("-m", "surefoot", "serve", "--port", port)
    try:
        assert json.loads(fetch(port, "/healthz")) == {"status": "ok"}
        assert "Sign in" in fetch(port, "/account/login/")
        pids = json.loads((machine.home / "serving.json").read_text())
        assert "web server and worker are running" in machine.run("doctor", status=2)
    finally:
        running.send_signal(how)
        said, _ = running.communicate(timeout=QUICK_S)
    assert (running.returncode, said) == (0, "Stopped.\n")
    assert not (machine.home / "serving.json").exists()
    for pid in pids.values():
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_request_that_is_being_answered_is_finished_before_the_server_stops(machine):
    """Half of a form is there when the stop comes; the other half still gets its answer."""
    port = free_port()
    running = machine.start("-m", "surefoot", "serve", "--port", port)
    try:
        fetch(port, "/healthz")
        body = b"login=ana@norte.example&password=not+it"
        head = (
            "POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(head.encode() + body[:10])
            time.sleep(0.5)
            running.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            line.sendall(body[10:])
            line.settimeout(QUICK_S)
            assert line.recv(100).startswith(b"HTTP/1.1 403")  # there was no token in the form
    finally:
        running.terminate()
        running.communicate(timeout=QUICK_S)
    assert running.returncode == 0
