"""What may be asked on the command line. Built in milliseconds: nothing of the work is loaded."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from surefoot import __version__

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
    parser = _parser(argparse.ArgumentParser, prog="surefoot", description=_ABOUT, epilog=_AFTER)
    parser.add_argument("--version", action="version", version=f"surefoot {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name, says in LINE_OF_CARE.items():
        _care_verb(verbs, name, says)
    _case_verbs(verbs)
    _knowledge_verbs(verbs)
    _house_verbs(verbs)
    return parser


def _parser(make: Any, *names: str, **settings: Any) -> argparse.ArgumentParser:  # noqa: ANN401 — argparse types neither
    """A parser that keeps our line breaks and takes no shortened option for a full one."""
    layout = argparse.RawDescriptionHelpFormatter
    made = make(*names, formatter_class=layout, allow_abbrev=False, **settings)
    assert isinstance(made, argparse.ArgumentParser)  # noqa: S101 — narrows the type
    return made


def _verb(
    verbs: Any,  # noqa: ANN401 — argparse keeps the type of its sub-parsers to itself
    name: str,
    says: str,
    answered_by: str,
    **settings: Any,  # noqa: ANN401 — passed on to argparse
) -> argparse.ArgumentParser:
    """One verb; `answered_by` is "module:function" below surefoot.command, loaded when asked."""
    verb = _parser(verbs.add_parser, name, help=says, description=_sentence(says), **settings)
    verb.add_argument("--json", action="store_true", help="answer as JSON of a versioned shape")
    verb.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="use the knowledge in this folder"
    )
    verb.set_defaults(answered_by=answered_by, verb=name)
    return verb


def _sentence(says: str) -> str:
    return says[0].upper() + says[1:] + ("" if says.endswith("?") else ".")


def _care_verb(verbs: Any, name: str, says: str) -> None:  # noqa: ANN401 — as above
    verb = _verb(verbs, name, says, f"care:{name}")
    verb.add_argument("file", type=Path, metavar="FILE", help="the case file; - reads a pipe")
    _today(verb)
    verb.add_argument(
        "--seed", type=_whole_number, default=0, metavar="N", help="seed of the solver (default 0)"
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
    group = _parser(verbs.add_parser, "case", help="write, check and explain case files")
    kinds = group.add_subparsers(title="verbs", required=True)
    new = _verb(kinds, "new", "write a case file to start from", "case:new")
    new.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="where; default: the screen"
    )
    _today(new)
    check = _verb(kinds, "check", "name everything that is wrong in a case file", "case:check")
    check.add_argument("file", type=Path, metavar="FILE", help="the case file")
    _today(check)
    explain = _verb(
        kinds, "explain", "say what a code, a field or a case file means", "case:explain"
    )
    explain.add_argument("what", metavar="FILE|CODE", help="a case file, a field or a code")
    _today(explain)


def _knowledge_verbs(verbs: Any) -> None:  # noqa: ANN401 — as above
    group = _parser(verbs.add_parser, "knowledge", help="look into the evidence, and check it")
    kinds = group.add_subparsers(title="verbs", required=True)
    says = (
        "validate every statement, link, rule, unit and date; report red flags that fire too often"
    )
    check = _verb(kinds, "check", says, "knowledge:check")
    check.add_argument(
        "--people",
        type=Path,
        metavar="FOLDER",
        help="count red flags over the case files there (default: the people of the demo)",
    )
    show = _verb(kinds, "show", "print a statement, its sources and what uses it", "knowledge:show")
    show.add_argument("id", metavar="ID", help="an id, or table/id where two tables share it")
    search = _verb(kinds, "search", "find statements by their words", "knowledge:search")
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--most", type=_whole_number, default=20, metavar="N", help="default 20")
    _review_verb(kinds)
    diff = _verb(kinds, "diff", "what another release says differently", "knowledge:diff")
    diff.add_argument("other", metavar="VERSION|FOLDER", help="a release kept in git, or a folder")


def _review_verb(kinds: Any) -> None:  # noqa: ANN401 — as above
    review = _verb(
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


def _house_verbs(verbs: Any) -> None:  # noqa: ANN401 — as above
    demo = _verb(verbs, "demo", "several people, from their file to a plan", "demo:demo")
    demo.add_argument("--only", metavar="NAME", help="only this person")
    demo.add_argument("--out", type=Path, metavar="FOLDER", help="also write pages and PDFs there")
    docs = _verb(verbs, "docs", "write the generated reference pages", "docs:docs")
    docs.add_argument("--check", action="store_true", help="only say which pages are stale")
    docs.add_argument("--folder", type=Path, metavar="FOLDER", help="default: docs/ of the clone")


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no day; write it as 2026-11-30") from None


def _whole_number(word: str) -> int:
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number of 0 or more")
    return int(word)


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
