"""What the command line promises whatever the verb: exits, messages, pipes, colours, quickness."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from surefoot import __version__
from surefoot.command import main as entry
from surefoot.command.answer import Answer
from surefoot.command.arguments import build, described
from surefoot.terms import SurefootError

HEAVY = ("pydantic", "numpy", "scipy", "ortools", "msgspec", "typst", "surefoot.knowledge.load")


def surefoot(*words, **environment):
    """Run it as a person would, in a shell of its own."""
    told = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "surefoot", *words], capture_output=True, env=told, check=False
    )


def answers(monkeypatch, verb):
    """Put `verb` in the place of whatever is asked."""
    monkeypatch.setattr(entry, "_verb", lambda asked: verb)


def fails_with(error):
    def verb(asked):
        raise error

    return verb


def test_help_loads_nothing_of_the_work():
    code = (
        "import sys\nfrom surefoot.command.main import main\n"
        "try:\n    main(['plan', '--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_the_version_is_that_of_the_package():
    assert surefoot("--version").stdout.decode() == f"surefoot {__version__}\n"


def test_nothing_asked_is_answered_with_what_can_be_asked(capsys):
    assert entry.main([]) == 2
    said = capsys.readouterr()
    assert (said.out, [verb for verb in ("plan", "case", "demo") if verb not in said.err]) == (
        "",
        [],
    )


@pytest.mark.parametrize(
    ("group", "verbs"), [("case", "new,check,explain"), ("knowledge", "check")]
)
def test_half_a_verb_is_answered_with_the_other_half(group, verbs, capsys):
    with pytest.raises(SystemExit) as ended:
        entry.main([group])
    assert (ended.value.code, verbs in capsys.readouterr().err.splitlines()[-1]) == (2, True)


def test_every_verb_leads_to_a_function_with_a_sentence():
    for name, verb in described(build()).items():
        module, _, function = verb.get_default("answered_by").partition(":")
        text = Path(entry.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
        assert f"def {function}(asked" in text, name


@pytest.mark.parametrize(
    "words",
    [["plan"], ["plan", "x", "--today", "31.12.2026"], ["nonsense"], ["plan", "x", "--se", "1"]],
)
def test_a_wrong_command_ends_with_2(words, capsys):
    with pytest.raises(SystemExit) as ended:
        entry.main(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_what_a_person_can_mend_is_said_without_a_traceback(monkeypatch, capsys):
    answers(monkeypatch, fails_with(SurefootError("The foot is missing.", "Add it.")))
    assert entry.main(["docs"]) == 2
    assert capsys.readouterr() == ("", "The foot is missing.\n  Add it.\n")


def test_a_refusal_is_also_a_document(monkeypatch, capsys):
    answers(monkeypatch, fails_with(SurefootError("The foot is missing.", "Add it.")))
    assert entry.main(["docs", "--json"]) == 2
    assert json.loads(capsys.readouterr().out) == {
        "surefoot": "1",
        "kind": "refused",
        "problems": [{"field": "", "says": "The foot is missing.", "fix": "Add it."}],
    }


def test_a_fault_of_ours_is_numbered_kept_and_never_shown(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    answers(monkeypatch, fails_with(RuntimeError("Mrs Example has a cold foot")))
    assert entry.main(["docs"]) == 3
    out, err = capsys.readouterr()
    (kept,) = tmp_path.rglob("*.txt")
    assert out == ""
    assert "Traceback" not in err
    assert "cold foot" not in err
    assert f"Incident {kept.stem}." in err
    assert "cold foot" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_the_same_fault_has_the_same_number(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    said = []
    for patient in ("Mrs Example", "Mr Other"):
        error = RuntimeError(patient)
        answers(monkeypatch, lambda asked, error=error: fails_with(error)(asked))
        entry.main(["docs"])
        said.append(capsys.readouterr().err)
    assert said[0] == said[1]


def test_a_fault_that_cannot_be_kept_is_still_a_fault(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    answers(monkeypatch, fails_with(RuntimeError("one")))
    assert entry.main(["docs"]) == 3
    assert "could not be kept" in capsys.readouterr().err


def test_ctrl_c_ends_as_a_shell_expects(monkeypatch, capsys):
    answers(monkeypatch, fails_with(KeyboardInterrupt()))
    assert entry.main(["docs"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


def test_an_answer_says_how_it_ended(monkeypatch, capsys):
    answers(monkeypatch, lambda asked: Answer(kind="x", body=1, page=lambda: "a page", status=2))
    assert entry.main(["docs"]) == 2
    assert capsys.readouterr().out == "a page\n"


def test_a_closed_pipe_is_no_fault():
    words = [sys.executable, "-m", "surefoot", "knowledge", "search", "a", "--most", "5000"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()  # like `| head -n 0`
        assert running.stderr.read() == b""
    assert running.returncode == 141


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", ""])
def test_utf8_is_written_whatever_the_locale(locale):
    done = surefoot(
        "knowledge", "show", "gk", "--json", LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["answer"][0]["id"] == "gk"
