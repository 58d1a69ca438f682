"""What a verb hands back: a record for machines, a page for people, and how it ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum, IntEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from surefoot import __version__

if TYPE_CHECKING:  # a page is only built when somebody reads it
    from surefoot.care.summary.page import Page

SHAPE = "1"
"""The version of the JSON shape; it changes only when a field is renamed, moved or removed."""

ANSWERED, INPUT_WRONG, OUR_FAULT = 0, 2, 3
STOPPED, PIPE_CLOSED = 130, 141  # as a shell names SIGINT and SIGPIPE


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer of one verb. The page is only made when somebody reads it."""

    kind: str  # "plan", "knowledge_check" ...
    body: object
    page: Callable[[], "Page | str"]
    about: Mapping[str, object] = field(default_factory=dict)  # knowledge, today, case ...
    status: int = ANSWERED


def envelope(answer: Answer) -> dict[str, Any]:
    """The versioned JSON document around an answer."""
    head = {"surefoot": SHAPE, "kind": answer.kind, "program": __version__}
    return {**head, **plain(dict(answer.about)), "answer": plain(answer.body)}


def plain(value: object) -> Any:  # noqa: ANN401 — the one place where records become JSON values
    """Records, enums, dates and sets as JSON values; the same record gives the same bytes."""
    if isinstance(value, IntEnum):
        return value.name
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    return _plain_many(value)


def _plain_many(value: object) -> Any:  # noqa: ANN401 — as above
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    dump = getattr(value, "model_dump", None)  # a row of the knowledge
    if dump is not None:
        return plain(dump())
    raise TypeError(f"{type(value).__name__} has no JSON shape")
