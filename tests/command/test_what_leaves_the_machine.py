"""Nothing of a person leaves by itself: no connection is opened, nothing unnamed is written."""

import json
import os
import subprocess
import sys

import pytest

from house.tree import ROOT
from surefoot.command.people import PEOPLE

ROSA = str(PEOPLE / "rosa-numb-burning-feet.json")
OTTO = str(PEOPLE / "otto-open-foot-ulcer.json")
SIGN = ("knowledge", "review", "--sign", "red_flags/rf_ces", "--by", "A. Okafor, PT")

# Python tells a hook of every connection and of every file that is opened for writing.
WATCHED = """
import json, os, sys
connections, written = [], []
def hook(event, told):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        connections.append(event)
    elif event == "subprocess.Popen":
        connections.append(f"{event} {told[0]}")
    elif event == "open" and isinstance(told[2], int) and told[2] & (os.O_WRONLY | os.O_RDWR):
        written.append(str(told[0]))
sys.addaudithook(hook)
from surefoot.command.main import main
status = main(sys.argv[1:])
print(json.dumps([status, connections, written]), file=sys.__stderr__)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Of one user, who asks again and again: the first time the knowledge is compiled."""
    return tmp_path_factory.mktemp("home")


def watched(home, folder, *words):
    """Run the command line, and say how it ended, what it connected to and what it wrote."""
    told = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, *words],
        capture_output=True, cwd=folder, env=told, text=True, check=True,
    )  # fmt: skip
    status, connections, written = json.loads(done.stderr.splitlines()[-1])
    ours = (os.devnull, str(home / ".cache" / "surefoot"))
    return status, connections, [path for path in written if not path.startswith(ours)]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("contact", OTTO), []),
        (("case", "check", ROSA), []),
        (("case", "new", "mine.json"), ["mine.json"]),
        (("summary", ROSA, "--as", "html"), []),
        (("summary", OTTO, "--for", "patient", "--as", "pdf", "--out", "it.pdf"), ["it.pdf"]),
        (("knowledge", "show", "red_flags/rf_ces"), []),
        ((*SIGN, "--signatures", "clinic.jsonl"), ["clinic.jsonl"]),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_no_connection_is_opened_and_only_what_was_named_is_written(words, named, home, tmp_path):
    assert watched(home, tmp_path, *words) == (0, [], named)


def test_the_watch_sees_a_connection_and_a_file(tmp_path):
    """Otherwise the test above could never fail."""
    spy = WATCHED.replace(
        "status = main(sys.argv[1:])",
        'import socket; socket.socket().close(); open("left.txt", "w").close(); status = 0',
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", spy], capture_output=True, cwd=tmp_path, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert json.loads(done.stderr.splitlines()[-1]) == [0, ["socket.__new__"], ["left.txt"]]
