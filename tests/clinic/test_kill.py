"""What was said to be saved is saved: killed at any moment, or asked by many at once."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from clinic.at_work import AT_ONCE

TESTS = Path(__file__).parents[1]
ON_POSTGRES = connection.vendor == "postgresql"


class Machine:
    """A clinic of its own that others work on in processes of their own."""

    def __init__(self, home, url):
        """Tables and two clinics."""
        (home / "secret").write_text("only for these tests")
        path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
        self.told = {
            **os.environ,
            "SUREFOOT_HOME": str(home),
            "SUREFOOT_DATABASE_URL": url,
            "PYTHONPATH": path,
        }
        self.run("begin")

    def start(self, *words):
        """Somebody begins to work."""
        return subprocess.Popen(
            [sys.executable, "-m", "clinic.at_work", *words],
            env=self.told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *words):
        """Somebody works to the end: what they said."""
        said, wrong = (at_work := self.start(*words)).communicate(timeout=300)
        assert at_work.returncode == 0, wrong[-2000:]
        return [json.loads(line) for line in said.splitlines()]

    def look(self):
        """What is there now."""
        return self.run("look")[0]


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """On SQLite its own file; on PostgreSQL its own database."""
    home = tmp_path_factory.mktemp("machine")
    if not ON_POSTGRES:
        yield Machine(home, "")
        return
    url = os.environ["SUREFOOT_TEST_DATABASE_URL"]
    name = f"surefoot_kill_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
        try:
            yield Machine(home, url.replace("/postgres?", f"/{name}?"))
        finally:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def killed(machine, prefix, rng):
    """Somebody saves until they are killed at some moment: what they said was saved."""
    at_work = machine.start("save", prefix)
    said = [at_work.stdout.readline() for _ in range(rng.randint(1, 12))]
    time.sleep(rng.random() * 0.03)
    at_work.kill()
    rest, wrong = at_work.communicate()
    assert at_work.returncode == -9, wrong[-2000:]
    whole = "".join(said) + rest
    return [json.loads(line) for line in whole.splitlines(keepends=True) if line.endswith("\n")]


def kill(machine, times, seed):
    """Kill so often; nothing that was acknowledged is missing, nothing is there untold."""
    rng = random.Random(seed)
    acknowledged = [once for one in range(times) for once in killed(machine, f"{seed}/{one}", rng)]
    assert len(acknowledged) >= times
    there = machine.look()
    assert there["faults"] == []
    assert set(acknowledged) - set(there["kept"]) == set()
    assert sorted(there["told"]) == sorted(there["kept"].values())


def test_what_was_acknowledged_outlives_ten_kills(machine):
    kill(machine, 10, seed=1)


@pytest.mark.campaign
def test_what_was_acknowledged_outlives_every_kill(machine, campaign_size):
    kill(machine, campaign_size(20, 200), seed=2)


def test_a_form_that_eight_send_at_once_is_kept_once(machine):
    came = [word for word, _ in machine.run("together", "same", "5")]
    assert (came.count("kept"), came.count("already")) == (5, 5 * (AT_ONCE - 1))
    there = machine.look()
    assert there["faults"] == []
    assert len([once for once in there["kept"] if once.startswith("same-")]) == 5


def test_of_eight_who_correct_one_entry_one_does_and_seven_are_told(machine):
    came = machine.run("together", "correct", "1")
    assert [word for word, _ in came].count("kept") == 1
    assert {says for word, says in came if word == "refused"} == {
        "Somebody has corrected this entry in the meantime."
    }
    there = machine.look()
    assert there["faults"] == []
    assert len(there["superseded"]) == len(set(there["superseded"]))


@pytest.mark.parametrize(
    ("kind", "gone"),
    [("close", "This is no longer on the list."), ("take", "There is no such document.")],
)
def test_of_eight_who_are_after_one_thing_one_does_it_and_seven_are_told(machine, kind, gone):
    came = machine.run("together", kind, "20")
    assert [word for word, _ in came].count("kept") == 20
    assert {says for word, says in came if word == "refused"} == {gone}


def test_of_what_eight_add_at_once_nothing_is_lost(machine):
    came = machine.run("together", "own", "10")
    numbers = [number for word, number in came if word == "kept"]
    assert len(set(numbers)) == AT_ONCE * 10
    there = machine.look()
    assert there["faults"] == []
    assert set(numbers) <= set(there["kept"].values())
    assert set(numbers) <= set(there["told"])


def test_of_four_who_change_a_part_each_of_how_somebody_is_reached_nobody_undoes_another(machine):
    (contact,) = machine.run("reached")
    assert contact == {part: f"{part} 10" for part in ("phone", "email", "address", "emergency")}
