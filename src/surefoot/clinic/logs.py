"""One line of JSON an event: when, what, which request. Never what anybody said or typed.

Of an error the type and the places are kept, not its words: a database names in them what somebody
was about to save.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from surefoot.clinic.watch import number

# Django and allauth put paths, and with them patients, into the words of these.
WITH_PATHS = ("django.request", "django.security", "django.server")


class Lines(logging.Formatter):
    """Records as lines of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": _words(record),
        }
        if request := number.get():
            told["request"] = request
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
            told["places"] = _places(record.exc_info[2])
        return json.dumps(told, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    if not record.name.startswith(WITH_PATHS):
        return record.getMessage()
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    status = getattr(record, "status_code", "")
    return f"{status} at {match.route if match else 'no route'}".strip()


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
