"""How a verb is made: its parser, its words, and where its answer comes from."""

import argparse
from pathlib import Path
from typing import Any


def parser_of(make: Any, *names: str, **settings: Any) -> argparse.ArgumentParser:  # noqa: ANN401 — argparse types neither
    """A parser that keeps our line breaks and takes no shortened option for a full one."""
    layout = argparse.RawDescriptionHelpFormatter
    made = make(*names, formatter_class=layout, allow_abbrev=False, **settings)
    assert isinstance(made, argparse.ArgumentParser)  # noqa: S101 — narrows the type
    return made


def bare_verb(
    verbs: Any,  # noqa: ANN401 — argparse keeps the type of its sub-parsers to itself
    name: str,
    says: str,
    answered_by: str,
    **settings: Any,  # noqa: ANN401 — passed on to argparse
) -> argparse.ArgumentParser:
    """One verb; `answered_by` is "module:function" below surefoot.command, loaded when asked."""
    verb = parser_of(verbs.add_parser, name, help=says, description=_sentence(says), **settings)
    verb.add_argument("--json", action="store_true", help="answer as JSON of a versioned shape")
    verb.set_defaults(answered_by=answered_by, verb=name)
    return verb


def verb_of(
    verbs: Any,  # noqa: ANN401 — as above
    name: str,
    says: str,
    answered_by: str,
    **settings: Any,  # noqa: ANN401 — as above
) -> argparse.ArgumentParser:
    """One verb that reads the knowledge."""
    verb = bare_verb(verbs, name, says, answered_by, **settings)
    verb.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="use the knowledge in this folder"
    )
    return verb


def whole_number(word: str) -> int:
    """A number of 0 or more, or words that say what is wrong."""
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number of 0 or more")
    return int(word)


def _sentence(says: str) -> str:
    return says[0].upper() + says[1:] + ("" if says.endswith("?") else ".")
