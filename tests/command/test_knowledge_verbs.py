"""The verbs of the knowledge as a clinician meets them."""

import json
import shutil
from datetime import date

import pytest

from surefoot.command.main import main
from surefoot.command.people import PEOPLE
from surefoot.knowledge.load import FOLDER, load
from surefoot.knowledge.review import unreviewed

KNOWLEDGE = load()
FIRST = next(name for name, _ in unreviewed(KNOWLEDGE))
SECOND = "red_flags/rf_ces"


def test_check_gives_the_counts_by_kind(ask):
    status, document = ask("knowledge", "check", "--json")
    counts = {count["table"]: count for count in document["answer"]["counts"]}
    waiting = [name for name, _ in unreviewed(KNOWLEDGE) if name.startswith("causes/")]
    assert status == 0
    assert counts["findings"]["rows"] == len(KNOWLEDGE.findings)
    assert counts["causes"] == {
        "table": "causes",
        "rows": 78,
        "statements": 78,
        "reviewed": 78 - len(waiting),
        "unreviewed": len(waiting),
    }
    assert document["answer"]["unused_sources"] == []
    assert document["knowledge"] == KNOWLEDGE.version


def test_check_says_in_words_that_the_knowledge_is_whole(ask):
    assert ask("knowledge", "check")[1].startswith("The knowledge is whole\n")


def test_show_prints_a_statement_its_sources_and_what_uses_it(ask):
    status, document = ask("knowledge", "show", "findings/age_a", "--json")
    (shown,) = document["answer"]
    assert (status, shown["table"], shown["id"]) == (0, "findings", "age_a")
    assert [source["id"] for source in shown["sources"]] == shown["statement"]["sources"]
    assert {"table", "id", "field"} <= set(shown["used_by"][0])


def test_show_of_an_unknown_id_names_its_neighbours(capsys):
    assert main(["knowledge", "show", "age_aa"]) == 2
    assert "Near it: age_a" in capsys.readouterr().err


def test_search_shows_no_more_than_it_was_asked_for(ask):
    _, document = ask("knowledge", "search", "foot", "--most", "3", "--json")
    assert len(document["answer"]["shown"]) == 3 < document["answer"]["found"]


def test_review_lists_signs_and_no_longer_lists(ask, tmp_path):
    file = str(tmp_path / "clinic.jsonl")
    _, before = ask("knowledge", "review", "--json", "--signatures", file)
    words = ("--sign", FIRST, "--by", "A. Okafor, PT", "--today", "2026-11-30")
    status, made = ask("knowledge", "review", *words, "--json", "--signatures", file)
    _, after = ask("knowledge", "review", "--json", "--signatures", file)
    assert status == 0
    assert (made["answer"][0]["statement"], made["answer"][0]["on"]) == (FIRST, "2026-11-30")
    assert after["answer"]["waiting"] == before["answer"]["waiting"] - 1
    assert after["answer"]["signed"] == 1


@pytest.mark.parametrize("end", ["\n", ""], ids=["whole", "saved by an editor without its end"])
def test_a_second_signature_leaves_the_first_as_it_was(ask, tmp_path, end):
    file = tmp_path / "clinic.jsonl"
    words = ("--by", "A. Okafor, PT", "--signatures", str(file))
    ask("knowledge", "review", "--sign", FIRST, *words)
    first = file.read_text(encoding="utf-8").rstrip("\n")
    file.write_text(first + end, encoding="utf-8")
    assert ask("knowledge", "review", "--sign", SECOND, *words)[0] == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert (lines[0], json.loads(lines[1])["statement"], len(lines)) == (first, SECOND, 2)


def test_a_signature_without_a_name_is_refused_and_writes_nothing(tmp_path, capsys):
    file = tmp_path / "clinic.jsonl"
    assert main(["knowledge", "review", "--sign", FIRST, "--signatures", str(file)]) == 2
    assert "needs a name" in capsys.readouterr().err
    assert not file.exists()


def test_a_signature_takes_the_day_it_is_given(ask, tmp_path):
    file = tmp_path / "clinic.jsonl"
    ask("knowledge", "review", "--sign", FIRST, "--by", "A. Okafor", "--signatures", str(file))
    assert date.fromisoformat(json.loads(file.read_text())["on"]) > date(2026, 1, 1)


def test_review_of_one_kind_lists_only_that_kind(ask, tmp_path):
    words = ("--table", "caps", "--signatures", str(tmp_path / "none.jsonl"))
    _, document = ask("knowledge", "review", *words, "--json")
    assert {one["table"] for one in document["answer"]["statements"]} == {"caps"}


def test_diff_with_a_folder_that_is_the_same_says_so(ask):
    status, said = ask("knowledge", "diff", str(FOLDER))
    assert status == 0
    assert "They say the same." in said


def test_diff_with_an_unknown_release_is_refused(capsys):
    assert main(["knowledge", "diff", "1999.1"]) == 2
    assert "folder" in capsys.readouterr().err


def test_a_folder_without_knowledge_is_refused(tmp_path, capsys):
    assert main(["knowledge", "check", "--knowledge", str(tmp_path)]) == 2
    assert "release.toml is missing" in capsys.readouterr().err


def test_check_reports_no_alarm_that_is_rare(ask):
    status, document = ask("knowledge", "check", "--json")
    alarms = document["answer"]["alarms"]
    assert (status, alarms["people"], alarms["often"]) == (0, 8, [])


def test_check_reports_a_red_flag_that_is_up_in_most_people(ask, tmp_path):
    shutil.copy(PEOPLE / "hanna-numb-between-the-legs.json", tmp_path)
    shutil.copy(PEOPLE / "rosa-numb-burning-feet.json", tmp_path)
    document = ask("knowledge", "check", "--people", str(tmp_path), "--json")[1]
    (often,) = document["answer"]["alarms"]["often"]
    assert (often["red_flag"], often["people"], often["share"]) == ("rf_ces", 1, 0.5)
    said = ask("knowledge", "check", "--people", str(tmp_path))[1]
    assert "for a clinician to look at" in said


def test_a_folder_without_people_is_said(tmp_path, capsys):
    assert main(["knowledge", "check", "--people", str(tmp_path)]) == 2
    assert "holds no case files" in capsys.readouterr().err
