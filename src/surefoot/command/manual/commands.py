"""The page of the command line: every verb with its options, and the shape of its JSON."""

import argparse
from collections.abc import Iterator

from surefoot.command import arguments
from surefoot.command.answer import SHAPE
from surefoot.command.manual.markdown import page, table
from surefoot.knowledge.schema.whole import Knowledge

_EXITS = (
    ("0", "answered; a reasoned clinical no (`NoSafePlan`, `cannot_tell`) is an answer"),
    ("2", "the input is wrong: each problem names the field, what is wrong and how to mend it"),
    ("3", "our fault: an incident number and a file for the report, never a traceback"),
    ("130, 141", "stopped by Ctrl-C; the reader of a pipe went away"),
)
_KINDS = (
    ("contact", "contact", "`Contact`: door, urgency, raised, reviewed and open flags"),
    ("score", "examination", "`Examination`: every score with its band, basis and change"),
    ("diagnose", "diagnosis", "`Diagnosis`: patterns, evidence, criteria, nerves, next tests"),
    ("prognose", "prognosis", "`Prognosis`: causes, three answers, window, referrals"),
    ("plan", "plan or no_safe_plan", "`PlanOfCare` or `NoSafePlan`"),
    ("check", "check", "`keeps_every_rule`, and `broken` with each rule that is not kept"),
    ("summary", "summary", "`Page`: the sections and blocks of the page"),
    ("case check", "case_check", "the person, and how much was recorded"),
    ("case explain", "case_explained", "what a code means, how it is asked, what follows from it"),
    (
        "knowledge check",
        "knowledge_check",
        "`counts` by kind, `faults`, `unused_sources`, `alarms`",
    ),
    ("knowledge show", "knowledge_statement", "the row, its sources, and what uses it"),
    ("knowledge search", "knowledge_search", "`found`, and those `shown`"),
    ("knowledge review", "knowledge_review or knowledge_signed", "what waits; or what was signed"),
    ("knowledge diff", "knowledge_diff", "`added`, `removed`, `changed` with each field"),
    (
        "generate",
        "practice_generated",
        "the clinic, how many patients and entries, and the addresses to sign in with",
    ),
    ("demo", "demo", "one entry a person: the door, the types, the answer, the techniques"),
    ("docs", "docs", "`stale`: the pages that are not as they should be"),
    ("any", "refused", "`problems`, each with `field`, `says` and `fix`; exit status 2"),
)


def commands(_: Knowledge) -> str:
    """The whole page."""
    verbs = arguments.described(arguments.build())
    about = (
        "From a clone, `./sf run VERB ...` is the same as `surefoot VERB ...`. Answers go to "
        "standard output, messages and progress to standard error; `NO_COLOR` is honoured, and "
        "a pipe gets neither colour nor progress. Everything is written in UTF-8."
    )
    parts = [_verb(name, verb) for name, verb in verbs.items()]
    return page("Commands", about, *parts, _exits(), _shape())


def _verb(name: str, verb: argparse.ArgumentParser) -> str:
    lines = [f"## {name}", "", verb.description or "", "", "```", _usage(name, verb), "```", ""]
    rows = list(_options(verb))
    return "\n".join(lines) + (table(("Option", "Meaning"), rows) if rows else "")


def _usage(name: str, verb: argparse.ArgumentParser) -> str:
    """The usage in one line, the same on every terminal."""
    words = ["surefoot", name]
    for action in verb._actions:
        if action.dest == "help":
            continue
        words.append(_asked(action))
    return " ".join(words)


def _asked(action: argparse.Action) -> str:
    value = _value(action)
    if not action.option_strings:
        return f"[{value}]" if action.nargs == "?" else value
    return f"[{' '.join(filter(None, (action.option_strings[0], value)))}]"


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices:
        return "|".join(map(str, action.choices))
    return str(action.metavar or action.dest) + (" ..." if action.nargs == "+" else "")


def _options(verb: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in verb._actions:
        if action.dest != "help" and action.help:
            yield (
                f"`{(' '.join(action.option_strings) + ' ' + _value(action)).strip()}`",
                action.help,
            )


def _exits() -> str:
    return "## Exit status\n\n" + table(("Status", "Meaning"), _EXITS)


def _shape() -> str:
    """The envelope is written out; the records inside are those of the steps."""
    words = (
        "## JSON\n\n"
        f'Every answer with `--json` is one document: `{{"surefoot": "{SHAPE}", "kind": ..., '
        '"program": ..., "knowledge": ..., "answer": {...}}`, and for the verbs of care also '
        "`person`, `today` and `seed`. "
        f"`surefoot` is the version of the shape, now {SHAPE}. It changes only when a field is "
        "renamed, moved or removed; fields may be added without notice, so ignore those you do "
        "not know. Inside `answer` stand the fields of the step's record under their own names: "
        'dates as `2026-11-30`, an urgency as `"U2"`, what is not known as `null`, never as 0.'
        "\n\n"
    )
    rows = [(f"`{verb}`", f"`{kind}`", says) for verb, kind, says in _KINDS]
    return words + table(("Verb", "`kind`", "`answer`"), rows)
