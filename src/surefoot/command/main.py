"""From the words on the command line to an exit status; nothing here knows what a verb does."""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import cast

from surefoot.command import answer, incident, screen
from surefoot.command.answer import Answer
from surefoot.command.arguments import build
from surefoot.terms import SurefootError


def main(argv: Sequence[str] | None = None) -> int:
    """Answer, and say how it ended. A person never sees a traceback."""
    screen.speak_utf8()
    parser = build()
    if not (sys.argv[1:] if argv is None else argv):
        parser.print_help(sys.stderr)
        return answer.INPUT_WRONG
    asked = parser.parse_args(argv)
    try:
        return _write(_verb(asked)(asked), asked)
    except SurefootError as error:
        return _refuse(error, asked)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return answer.STOPPED
    except BrokenPipeError:
        # What is still buffered must not complain once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return answer.PIPE_CLOSED
    except Exception as error:
        print(incident.record(error), file=sys.stderr)
        return answer.OUR_FAULT


def _verb(asked: argparse.Namespace) -> Callable[[argparse.Namespace], Answer]:
    """The function that answers, loaded only now so that `--help` stays quick."""
    module, _, name = asked.answered_by.partition(":")
    found = getattr(importlib.import_module(f"surefoot.command.{module}"), name)
    return cast(Callable[[argparse.Namespace], Answer], found)


def _write(given: Answer, asked: argparse.Namespace) -> int:
    if asked.json:
        text = json.dumps(answer.envelope(given), ensure_ascii=False, indent=1, allow_nan=False)
    else:
        text = _read_aloud(given)
    print(text.rstrip("\n"), flush=True)
    return given.status


def _read_aloud(given: Answer) -> str:
    """The page as the screen shows it."""
    page = given.page()
    if isinstance(page, str):
        return page
    from surefoot.exchange.pages.terminal import as_text

    seen = screen.Screen.of(sys.stdout)
    return as_text(page, width=seen.width, colour=seen.colour)


def _refuse(error: SurefootError, asked: argparse.Namespace) -> int:
    """All that is wrong, one message each: the field, what is wrong, how to mend it."""
    problems = tuple(getattr(error, "problems", ())) or (error,)
    told = [{"field": getattr(p, "path", ""), "says": p.says, "fix": p.fix} for p in problems]
    if asked.json:
        head = {"surefoot": answer.SHAPE, "kind": "refused"}
        print(json.dumps({**head, "problems": told}, ensure_ascii=False, indent=1), flush=True)
        return answer.INPUT_WRONG
    for problem in told:
        field = f"{problem['field']}: " if problem["field"] else ""
        print(f"{field}{problem['says']}", file=sys.stderr)
        if problem["fix"]:
            print(f"  {problem['fix']}", file=sys.stderr)
    return answer.INPUT_WRONG
