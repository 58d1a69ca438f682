"""Every text of the intake and the public page, and what it is in another language."""

import hashlib
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from surefoot.knowledge.schema.intake import IntakeOption, IntakeQuestion
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

ENGLISH = "en"
PUBLIC = "public/"  # wordings of the page for those who are no patients yet

type Rows = Mapping[str, Mapping[str, BaseModel]]

_WHOLE = {
    "intake_steps": ("says", "lead"),
    "intake_urgencies": ("says", "told"),
    "intake_paints": ("says",),
    "body_zones": ("says",),
    "intake_questions": ("why", "unit"),
    "intake_problems": ("says", "fix"),
}


def translation_id(language: str, english: str) -> str:
    """The id of a translation: a text that changes has another one."""
    return f"{language}/{hashlib.sha256(english.encode()).hexdigest()[:12]}"


def languages(knowledge: Knowledge) -> tuple[str, ...]:
    """The languages that a patient can choose, English first."""
    others = {one.partition("/")[0] for one in knowledge.translations}
    return (ENGLISH, *sorted(others))


def in_language(knowledge: Knowledge, english: str, language: str) -> str:
    """A text in a language; SurefootError where nobody has translated it."""
    if language == ENGLISH or not english:
        return english
    row = knowledge.translations.get(translation_id(language, english))
    if row is None:
        says = f"This text has no {language!r}: {english[:60]!r}."
        raise SurefootError(says, f"Add it to translations/{language}.csv.")
    return row.says


def asked(question: IntakeQuestion, rows: Rows) -> str:
    """How a question is put: in its own words, or in those of its gate, group or finding."""
    if question.asks:
        return question.asks
    for table, key in (
        ("gates", question.gate),
        ("symptom_groups", question.group),
        ("findings", question.finding),
    ):
        if key:
            return str(getattr(rows[table].get(key), "ask", ""))
    return ""


def option_words(option: IntakeOption, rows: Rows) -> str:
    """What an option says: its own words, or the question of its finding."""
    if option.says or not option.findings:
        return option.says
    return str(getattr(rows["findings"].get(option.findings[0].partition("=")[0]), "ask", ""))


def patient_texts(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """Table, row and English of all that a patient can read: questions, answers, what to do."""
    for table, fields in _WHOLE.items():
        for key, row in rows[table].items():
            yield from ((table, key, getattr(row, name)) for name in fields if getattr(row, name))
    for key, row in rows["intake_questions"].items():
        if isinstance(row, IntakeQuestion):
            texts = (asked(row, rows), *(option_words(option, rows) for option in row.options))
            yield from (("intake_questions", key, text) for text in texts)
    for key, row in rows["wordings"].items():
        if key.startswith(PUBLIC):
            yield "wordings", key, str(getattr(row, "says", ""))
    for key, row in rows["red_flags"].items():
        for level in getattr(row, "levels", ()):
            yield "red_flags", key, level.say
