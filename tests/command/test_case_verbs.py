"""From an empty folder to a case file that can be read."""

import json

import pytest

from surefoot.command.main import main


@pytest.fixture
def file(tmp_path, capsys):
    path = tmp_path / "mine.json"
    assert main(["case", "new", str(path), "--today", "2026-11-30"]) == 0
    assert capsys.readouterr().out.startswith(f"Written to {path}.")
    return path


def test_a_new_case_can_be_read_as_it_stands(file, capsys):
    assert main(["case", "check", str(file), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["kind"], document["answer"]["facts"] > 0) == ("case_check", True)


def test_what_can_be_read_is_counted(file, capsys):
    assert main(["case", "check", str(file)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{file} can be read. About Rosa Delgado it holds 396 answers,")
    assert said.endswith("9 symptom groups, 26 gates, 1 instrument, 3 goals.\n")


def test_a_word_that_is_missing_is_asked_for_with_those_there_are(file, capsys):
    document = json.loads(file.read_text(encoding="utf-8"))
    del document["clinic"]["profile"]
    file.write_text(json.dumps(document), encoding="utf-8")
    assert main(["case", "check", str(file)]) == 2
    assert "which people the clinic sees: mixed, diabetes." in capsys.readouterr().err


def test_a_new_case_is_never_written_over_another(file, capsys):
    assert main(["case", "new", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_everything_wrong_is_named_at_once(file, capsys):
    document = json.loads(file.read_text(encoding="utf-8"))
    document["person"]["born_on"] = "yesterday"
    document["colour"] = "blue"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert main(["case", "check", str(file), "--json"]) == 2
    refused = json.loads(capsys.readouterr().out)
    assert refused["kind"] == "refused"
    assert {problem["field"] for problem in refused["problems"]} >= {"person.born_on", "colour"}
    assert all(problem["says"] and problem["fix"] for problem in refused["problems"])


def test_a_missing_file_is_refused(tmp_path, capsys):
    assert main(["case", "check", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_the_day_cannot_lie_before_what_was_found(file, capsys):
    assert main(["case", "check", str(file), "--today", "2020-01-01"]) == 2
    assert "nobody could have known" in capsys.readouterr().err


def test_the_day_may_lie_later(file, capsys):
    assert main(["contact", str(file), "--today", "2026-12-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["today"] == "2026-12-01"


def test_a_code_is_explained(capsys):
    assert main(["case", "explain", "age_a", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"][0]["title"] == "age_a"


def test_a_file_is_explained(file, capsys):
    assert main(["case", "explain", str(file)]) == 0
    assert "Person" in capsys.readouterr().out


def test_a_case_can_come_through_a_pipe(file, capsys, monkeypatch):
    class Pipe:
        buffer = file.open("rb")

    monkeypatch.setattr("sys.stdin", Pipe)
    assert main(["case", "check", "-"]) == 0
    Pipe.buffer.close()
