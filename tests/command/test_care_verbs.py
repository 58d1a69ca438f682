"""The verbs of the line of care on one person: the same answer for people and for machines."""

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

from lines import KeptLine
from surefoot.command import line as of_command
from surefoot.command.main import main
from surefoot.command.people import PEOPLE

ROSA = str(PEOPLE / "rosa-numb-burning-feet.json")
HANNA = str(PEOPLE / "hanna-numb-between-the-legs.json")
OTTO = str(PEOPLE / "otto-open-foot-ulcer.json")


@pytest.fixture(scope="module", autouse=True)
def _the_same_plan_is_solved_once():
    """For every verb and form; that it comes out the same again is asked in tests/care/plan."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_command, "LineOfCare", KeptLine)
        yield


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """Rosa's plan as it is written for machines."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["plan", ROSA, "--json"]) == 0
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("verb", "kind", "field"),
    [
        ("contact", "contact", "door"),
        ("score", "examination", "scores"),
        ("diagnose", "diagnosis", "patterns"),
        ("prognose", "prognosis", "answers"),
    ],
)
def test_each_step_answers_with_its_record(ask, verb, kind, field):
    status, document = ask(verb, ROSA, "--json")
    assert (status, document["kind"], document["person"]) == (0, kind, "demo-rosa")
    assert field in document["answer"]


@pytest.mark.parametrize("verb", ["contact", "score", "diagnose", "prognose"])
def test_each_step_has_a_page_under_the_name_of_the_person(ask, verb):
    status, said = ask(verb, ROSA)
    assert status == 0
    assert said.startswith("Rosa Delgado\nBorn 14 March 1958. As of 2 November 2026.\n")
    assert "Knowledge 2026.1." in said


def test_a_pipe_gets_no_colour_and_no_wide_line(ask):
    said = ask("diagnose", ROSA)[1]
    assert "\033" not in said
    assert max(map(len, said.splitlines())) <= 88


def test_a_window_that_is_not_known_is_said(ask, tmp_path):
    case = json.loads((PEOPLE / "rosa-numb-burning-feet.json").read_text(encoding="utf-8"))
    few = {name: case[name] for name in ("surefoot", "today", "person", "clinic")}
    (tmp_path / "few.json").write_text(json.dumps(few), encoding="utf-8")
    assert "Window: not known." in ask("prognose", str(tmp_path / "few.json"))[1]


def test_an_emergency_is_an_answer(ask):
    status, document = ask("contact", HANNA, "--json")
    assert (status, document["answer"]["door"]) == (0, "emergency")
    assert document["answer"]["urgency"] == "U0"


def test_an_emergency_has_no_plan_and_says_why(ask):
    status, document = ask("plan", HANNA, "--json")
    assert (status, document["kind"]) == (0, "no_safe_plan")
    assert document["answer"]["reasons"]


def test_a_plan_is_the_record_of_a_plan(plan):
    document = json.loads(plan.read_text(encoding="utf-8"))
    assert document["kind"] == "plan"
    assert document["answer"]["weeks"]


def test_a_plan_that_was_not_changed_keeps_every_rule(ask, plan):
    status, document = ask("check", ROSA, "--plan", str(plan), "--json")
    assert (status, document["answer"]) == (0, {"keeps_every_rule": True, "broken": []})


def test_check_reads_a_plan_that_was_changed(ask, plan, tmp_path):
    document = json.loads(plan.read_text(encoding="utf-8"))
    for item in document["answer"]["weeks"][0]["home"]["exercises"]:
        item["minutes"] = 500.0
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(document), encoding="utf-8")
    status, checked = ask("check", ROSA, "--plan", str(changed), "--json")
    assert (status, checked["answer"]["keeps_every_rule"]) == (0, False)
    assert all(one["rule"] and one["says"] for one in checked["answer"]["broken"])


def test_a_plan_is_only_read_for_the_person_it_was_made_for(plan, capsys):
    assert main(["check", OTTO, "--plan", str(plan)]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "was made for demo-rosa, and the case is that of demo-otto." in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{}", "holds no plan of shape 1"),
        ("nonsense", "is no plan any more"),
        (
            '{"surefoot": "1", "kind": "plan", "person": "demo-rosa", "answer": {"weeks": 3}}',
            "is no plan any more",
        ),
    ],
)
def test_what_is_no_plan_is_refused(ask, tmp_path, capsys, text, says):
    path = tmp_path / "plan.json"
    path.write_text(text)
    assert main(["check", ROSA, "--plan", str(path)]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("reader", ["patient", "therapist", "referrer"])
def test_a_summary_for_each_reader_in_each_form(ask, tmp_path, reader):
    for form, start in (("text", b""), ("html", b"<!doctype html>"), ("pdf", b"%PDF-")):
        out = tmp_path / f"page.{form}"
        status, said = ask("summary", OTTO, "--for", reader, "--as", form, "--out", str(out))
        assert (status, said) == (0, f"Written to {out}.\n")
        assert out.read_bytes().startswith(start)


@pytest.mark.parametrize("form", ["text", "html", "pdf"])
@pytest.mark.parametrize("name", ["mine.json", "mine.toml", "clinic.jsonl", "mine"])
def test_a_page_is_never_written_over_what_is_no_page(capsys, tmp_path, name, form):
    case = tmp_path / name
    case.write_bytes(Path(OTTO).read_bytes())
    assert main(["summary", OTTO, "--as", form, "--out", str(case)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert case.read_bytes() == Path(OTTO).read_bytes()


def test_a_page_is_renewed_under_its_name(ask, tmp_path):
    (tmp_path / "PAGE.HTML").write_text("the page of last week", encoding="utf-8")
    assert ask("summary", OTTO, "--as", "html", "--out", str(tmp_path / "PAGE.HTML"))[0] == 0
    assert (tmp_path / "PAGE.HTML").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_pdf_is_not_written_to_the_screen(capsys):
    assert main(["summary", OTTO, "--as", "pdf"]) == 2
    assert "Add --out" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(capsys, tmp_path):
    out = tmp_path / "none" / "page.html"
    assert main(["summary", OTTO, "--as", "html", "--out", str(out)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_demo_shows_one_person_from_file_to_answer(ask, tmp_path):
    status, document = ask("demo", "--only", "otto", "--out", str(tmp_path), "--json")
    (told,) = document["answer"]
    assert (status, told["person"]) == (0, "Otto Brandt")
    assert len(list(tmp_path.glob("otto-brandt-*"))) == 6


def test_the_demo_has_at_least_six_people():
    assert len(list(PEOPLE.glob("*.json"))) >= 6


def test_the_demo_knows_nobody_of_that_name(capsys):
    assert main(["demo", "--only", "nobody"]) == 2
    assert "There are: " in capsys.readouterr().err


def test_the_terminal_shows_the_first_screen_and_in_full_the_details_too(ask):
    short, full = ask("summary", OTTO)[1], ask("summary", OTTO, "--full")[1]
    assert "Evidence for and against" not in short
    assert "parts more: --full." in short
    assert "Evidence for and against" in full
    assert len(short.splitlines()) < len(full.splitlines()) / 2


def test_a_patient_always_gets_the_whole_page(ask):
    assert "When to stop" in ask("summary", ROSA, "--for", "patient")[1]


def test_explained_a_plan_says_what_its_limits_cost(ask):
    status, document = ask("plan", ROSA, "--explain", "--json")
    told = document["answer"]
    assert status == 0
    assert told["binding"] or told["alternatives"] or told["sensitive"]
    said = ask("plan", ROSA, "--explain")[1]
    assert "What the limits cost, and what would do as well" in said


def test_what_the_clinic_has_signed_is_no_longer_counted(ask, tmp_path):
    def unsigned(*more):
        lines = ask("diagnose", ROSA, *more)[1].splitlines()
        (said,) = [line for line in lines if line.startswith("Rests on ")]
        return int(said.split()[2])

    document = ask("diagnose", ROSA, "--json")[1]
    first = document["answer"]["unreviewed"][0]
    path = tmp_path / "clinic.jsonl"
    signing = ("knowledge", "review", "--sign", first, "--by", "A. Okafor, PT")
    assert ask(*signing, "--signatures", str(path))[0] == 0
    assert unsigned("--signatures", str(path)) == unsigned() - 1


def test_a_file_of_signatures_that_is_not_there_is_said(capsys, tmp_path):
    assert main(["contact", ROSA, "--signatures", str(tmp_path / "none.jsonl")]) == 2
    assert "There is no file" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["contact", "diagnose", "prognose", "plan", "summary"])
def test_no_verb_speaks_in_bits_or_in_codes_of_urgency(ask, verb):
    said = ask(verb, HANNA)[1]
    assert "Bits" not in said
    assert not re.search(r"\bU[0-4]\b", said)
