"""What may be asked on the command line. Built in milliseconds: nothing of the work is loaded."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from surefoot import __version__
from surefoot.command.clinic_arguments import clinic_demo, clinic_verbs
from surefoot.command.verbs import parser_of, verb_of, whole_number

LINE_OF_CARE = MappingProxyType(
    {
        "contact": "does anything have to happen now, before any plan?",
        "score": "score the instruments that were answered",
        "diagnose": "what is it? types and patterns, with the evidence for and against",
        "prognose": "can it be reversed? symptoms, nerve and function apart",
        "plan": "what can physical therapy do? the plan of care, with its reasons",
        "check": "check a plan against every hard rule, by a second and slower reading",
        "summary": "the page for patient, therapist or referrer",
    }
)
"""The verbs that take a case file, in the order of care."""

_ABOUT = "Physical therapy for neuropathy: what is it, can it be reversed, what can therapy do?"
_AFTER = """\
A case file is one JSON document: `surefoot case new` writes one to start from.
Exit status: 0 answered (a reasoned clinical no is an answer), 2 the input is wrong, 3 our fault.
Surefoot supports a licensed professional and replaces nobody's judgement."""


def build() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = parser_of(argparse.ArgumentParser, prog="surefoot", description=_ABOUT, epilog=_AFTER)
    parser.add_argument("--version", action="version", version=f"surefoot {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name, says in LINE_OF_CARE.items():
        _care_verb(verbs, name, says)
    _case_verbs(verbs)
    _knowledge_verbs(verbs)
    _generate_verb(verbs)
    clinic_verbs(verbs)
    _house_verbs(verbs)
    return parser


def _care_verb(verbs: Any, name: str, says: str) -> None:  # noqa: ANN401 — as above
    verb = verb_of(verbs, name, says, f"care:{name}")
    verb.add_argument("file", type=Path, metavar="FILE", help="the case file; - reads a pipe")
    _today(verb)
    verb.add_argument(
        "--seed", type=whole_number, default=0, metavar="N", help="seed of the solver (default 0)"
    )
    verb.add_argument(
        "--signatures",
        type=Path,
        metavar="FILE",
        help="the clinic's signatures: what is signed no longer counts as unreviewed",
    )
    if name == "check":
        verb.add_argument(
            "--plan",
            type=Path,
            metavar="PLAN",
            help="check this plan, as `plan --json` wrote it and a therapist changed it",
        )
    if name in ("plan", "summary"):
        verb.add_argument(
            "--explain",
            action="store_true",
            help="also what the limits cost and what would do as well; takes longer",
        )
    if name == "summary":
        _summary_options(verb)


def _summary_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--for",
        dest="reader",
        choices=("patient", "therapist", "referrer"),
        default="therapist",
        help="whose page (default: therapist)",
    )
    verb.add_argument(
        "--as",
        dest="form",
        choices=("text", "html", "pdf"),
        default="text",
        help="text for the terminal (default), html without scripts, or a tagged pdf",
    )
    verb.add_argument("--out", type=Path, metavar="PATH", help="write it there, not to the screen")
    verb.add_argument(
        "--full", action="store_true", help="text: the details too (html and pdf always hold them)"
    )


def _today(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--today",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day to answer for (default: the day the case file names)",
    )


def _case_verbs(verbs: Any) -> None:  # noqa: ANN401 — as above
    group = parser_of(verbs.add_parser, "case", help="write, check and explain case files")
    kinds = group.add_subparsers(title="verbs", required=True)
    new = verb_of(kinds, "new", "write a case file to start from", "case:new")
    new.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="where; default: the screen"
    )
    _today(new)
    check = verb_of(kinds, "check", "name everything that is wrong in a case file", "case:check")
    check.add_argument("file", type=Path, metavar="FILE", help="the case file")
    _today(check)
    explain = verb_of(
        kinds, "explain", "say what a code, a field or a case file means", "case:explain"
    )
    explain.add_argument("what", metavar="FILE|CODE", help="a case file, a field or a code")
    _today(explain)


def _knowledge_verbs(verbs: Any) -> None:  # noqa: ANN401 — as above
    group = parser_of(verbs.add_parser, "knowledge", help="look into the evidence, and check it")
    kinds = group.add_subparsers(title="verbs", required=True)
    says = (
        "validate every statement, link, rule, unit and date; report red flags that fire too often"
    )
    check = verb_of(kinds, "check", says, "knowledge:check")
    check.add_argument(
        "--people",
        type=Path,
        metavar="FOLDER",
        help="count red flags over the case files there (default: the people of the demo)",
    )
    show = verb_of(
        kinds, "show", "print a statement, its sources and what uses it", "knowledge:show"
    )
    show.add_argument("id", metavar="ID", help="an id, or table/id where two tables share it")
    search = verb_of(kinds, "search", "find statements by their words", "knowledge:search")
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--most", type=whole_number, default=20, metavar="N", help="default 20")
    _review_verb(kinds)
    diff = verb_of(kinds, "diff", "what another release says differently", "knowledge:diff")
    diff.add_argument("other", metavar="VERSION|FOLDER", help="a release kept in git, or a folder")


def _review_verb(kinds: Any) -> None:  # noqa: ANN401 — as above
    review = verb_of(
        kinds, "review", "what a clinician must sign off; with --sign, sign it", "knowledge:review"
    )
    review.add_argument(
        "--signatures",
        type=Path,
        metavar="FILE",
        default=Path("signatures.jsonl"),
        help="the file the clinic keeps its signatures in (default: signatures.jsonl)",
    )
    review.add_argument("--table", metavar="TABLE", help="only this kind of statement")
    review.add_argument("--all", action="store_true", help="list every one, not the first of each")
    review.add_argument("--sign", nargs="+", metavar="ID", help="sign these statements off")
    review.add_argument("--by", metavar="NAME", help="who signs: name and profession")
    review.add_argument("--note", default="", metavar="TEXT", help="what the signer wants to add")
    _today(review)


def _generate_verb(verbs: Any) -> None:  # noqa: ANN401 — as above
    says = "a practice of invented people in the clinic's database, for demos, tests and load"
    verb = verb_of(verbs, "generate", says, "generate:generate")
    verb.add_argument(
        "--patients", type=whole_number, default=40, metavar="N", help="how many (default 40)"
    )
    verb.add_argument(
        "--seed",
        type=whole_number,
        default=0,
        metavar="N",
        help="the same seed on the same day gives the same people (default 0)",
    )
    verb.add_argument(
        "--today",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day the histories end on (default: this day)",
    )
    verb.add_argument(
        "--deep",
        type=whole_number,
        default=0,
        metavar="N",
        help="the first patient has so many entries; 700 are six years of visits",
    )
    verb.add_argument(
        "--add", action="store_true", help="beside the clinics that the database holds already"
    )
    verb.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="its first line lets the staff sign in; without it nobody can yet",
    )


def _house_verbs(verbs: Any) -> None:  # noqa: ANN401 — as above
    says = "an invented practice to look around in: serves it, and says how to sign in"
    demo = verb_of(verbs, "demo", says, "demo:demo")
    demo.add_argument(
        "--people", action="store_true", help="no server: its people here, from file to plan"
    )
    demo.add_argument("--only", metavar="NAME", help="of them only this person")
    demo.add_argument("--out", type=Path, metavar="FOLDER", help="also write pages and PDFs there")
    clinic_demo(demo)
    docs = verb_of(verbs, "docs", "write the generated reference pages", "docs:docs")
    docs.add_argument("--check", action="store_true", help="only say which pages are stale")
    docs.add_argument("--folder", type=Path, metavar="FOLDER", help="default: docs/ of the clone")


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no day; write it as 2026-11-30") from None


def described(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """Every verb with its parser, "knowledge show" and the like, for the reference page."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        for name, sub in action.choices.items():
            inner = described(sub)
            found |= {f"{name} {more}": each for more, each in inner.items()} or {name: sub}
    return found
