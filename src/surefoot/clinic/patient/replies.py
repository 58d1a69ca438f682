"""What a form sends, as the replies that the intake takes; nothing is judged here."""

from collections.abc import Callable, Iterable, Mapping

from django.http import QueryDict

from surefoot.care.intake import Question
from surefoot.care.intake.records import RATHER_NOT

ROWS_MOST = 60  # the knowledge says how many there may be; this ends the reading
ADD_ROW = "add_row"  # the button that asks for one more line, and keeps nothing


def field_of(question: str) -> str:
    """The name of a question's field."""
    return f"q.{question}"


def replies_of(questions: Iterable[Question], sent: QueryDict) -> dict[str, object]:
    """The reply to each question, None where there is none."""
    return {one.id: _reply(one, sent) for one in questions}


def _reply(question: Question, sent: QueryDict) -> object:
    name = field_of(question.id)
    if sent.get(f"{name}.rather"):
        return RATHER_NOT
    return _KINDS.get(question.kind, _one)(question, name, sent)


def _one(question: Question, name: str, sent: QueryDict) -> object:
    return sent.get(name)


def _several(question: Question, name: str, sent: QueryDict) -> object:
    return sent.getlist(name) or None


def _number(question: Question, name: str, sent: QueryDict) -> object:
    if not question.sides:
        return sent.get(name)
    return {side: sent.get(f"{name}.{side}", "") for side in question.sides}


def _parts(*parts: str) -> Callable[[Question, str, QueryDict], object]:
    def told(question: Question, name: str, sent: QueryDict) -> object:
        return {part: sent.get(f"{name}.{part}", "") for part in parts}

    return told


def _medicines(question: Question, name: str, sent: QueryDict) -> object:
    rows = _rows(name, ("name", "stopped", "dose", "as_written"), sent)
    lines = [row for row in rows if row["name"].strip() or row["dose"].strip()]
    return {"list": lines, "whole": sent.get(f"{name}.whole", "")}


def _goals(question: Question, name: str, sent: QueryDict) -> object:
    return [row for row in _rows(name, ("words", "domain"), sent) if any(row.values())]


def _rows(name: str, parts: tuple[str, ...], sent: QueryDict) -> Iterable[dict[str, str]]:
    for number in range(ROWS_MOST):
        row = {part: sent.get(f"{name}.{number}.{part}", "") for part in parts}
        if f"{name}.{number}.{parts[0]}" not in sent:
            return
        yield row


_KINDS: Mapping[str, Callable[[Question, str, QueryDict], object]] = {
    "many": _several,
    "body_map": _several,
    "number": _number,
    "date_about": _parts("year", "month"),
    "falls": _parts("count", "worst"),
    "medicines": _medicines,
    "goals": _goals,
}
