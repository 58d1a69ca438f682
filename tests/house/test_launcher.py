"""The launcher: it passes over a Python that does not run, and says what it can do."""

import os
import shutil
import subprocess
import sys

import pytest

from house.tree import ROOT

LAUNCHER = (ROOT / "sf").read_text(encoding="utf-8")
FUNCTIONS = LAUNCHER[: LAUNCHER.index("verb=${1:-}")]
HERE = FUNCTIONS.replace('cd "$(dirname "$0")"', "")


def sh(script, tmp_path, **environment):
    told = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path / "home"), **environment}
    return subprocess.run(
        ["sh", "-c", script], capture_output=True, env=told, cwd=ROOT, text=True, check=False
    )


def find_python(tmp_path, **environment):
    """What the launcher would run, with nothing but `tmp_path` in front of the system."""
    return sh(f"{HERE}\nfind_python", tmp_path, **environment).stdout.strip()


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def running(path):
    """A Python that runs, under another name."""
    return put(path, f'exec {sys.executable} "$@"')


@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
def test_the_launcher_is_plain_shell(shell):
    if shutil.which(shell):
        subprocess.run([shell, "-n", str(ROOT / "sf")], check=True)


def test_a_shim_that_fails_is_passed_over(tmp_path):
    put(tmp_path / "python3.13", "exit 127")
    put(tmp_path / "python3.14", "exit 127")
    fits = running(tmp_path / "python3.12")
    assert find_python(tmp_path) == fits


def test_an_old_python_is_passed_over(tmp_path):
    put(tmp_path / "python3.13", "exit 1")
    put(tmp_path / "python3.14", "exit 1")
    put(tmp_path / "python3.12", "exit 1")
    fits = running(tmp_path / "home" / ".pyenv" / "versions" / "3.13.2" / "bin" / "python")
    assert find_python(tmp_path) == fits


def test_the_one_that_is_named_comes_first(tmp_path):
    running(tmp_path / "python3.13")
    named = running(tmp_path / "elsewhere" / "python")
    assert find_python(tmp_path, SUREFOOT_PYTHON=named) == named


def test_pyenv_is_found_beside_its_command_when_home_is_empty(tmp_path):
    for name in ("python3.12", "python3.13", "python3.14", "python3", "python"):
        put(tmp_path / name, "exit 127")
    put(tmp_path / "pyenv" / "bin" / "pyenv", "exit 0")
    fits = running(tmp_path / "pyenv" / "versions" / "3.13.0" / "bin" / "python")
    path = f"{tmp_path}:{tmp_path}/pyenv/bin:/usr/bin:/bin"
    assert find_python(tmp_path, PATH=path) == fits


def test_alone_it_lists_its_verbs(tmp_path):
    done = sh("./sf", tmp_path)
    assert done.returncode == 0
    for verb in ("demo", "test", "check", "bench", "docs", "lock", "run"):
        assert f"./sf {verb}" in done.stdout


def test_an_unknown_verb_is_refused_before_anything_is_installed(tmp_path):
    done = sh("./sf nonsense", tmp_path)
    assert (done.returncode, "no verb 'nonsense'" in done.stderr) == (2, True)


def test_an_unknown_goal_is_answered_with_those_there_are(tmp_path):
    done = sh(f"{HERE}\npy=false\nbench NOPE", tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "sf: there is no goal 'NOPE'. There are: P1 P12 P2 P3 P4 P8 P9.\n",
    )


def test_a_goal_runs_its_own_measurements_and_no_goal_runs_all(tmp_path):
    each = sh(f"{HERE}\npy=true\nbench p9", tmp_path)
    every = sh(f"{HERE}\npy=true\nbench", tmp_path)
    assert (each.returncode, each.stderr) == (0, "== bench/p9_pdf.py\n")
    ran = [f"== bench/{path.name}" for path in sorted((ROOT / "bench").glob("p*_*.py"))]
    assert (every.returncode, every.stderr.splitlines()) == (0, ran)


def test_a_missed_goal_fails_the_bench(tmp_path):
    assert sh(f"{HERE}\npy=false\nbench P9", tmp_path).returncode == 1


def test_locking_uses_the_index_and_certificates_that_pip_was_given(tmp_path):
    """uv reads nothing of pip's settings, and behind a mirror it found nobody."""
    told = "global.cert='/etc/mine.pem'\nglobal.index-url='mirror'"
    py = put(
        tmp_path / "py", f'[ "$2" = pip ] && echo "{told}" || echo $UV_DEFAULT_INDEX $SSL_CERT_FILE'
    )
    done = sh(f"{HERE}\npy={py}\nlock", tmp_path)
    assert done.stdout.splitlines() == ["mirror /etc/mine.pem"] * 2


def test_the_launcher_and_the_ci_can_be_executed():
    assert [name for name in ("sf", ".ci/run") if not os.access(ROOT / name, os.X_OK)] == []
