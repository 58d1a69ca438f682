"""What was answered behind a page says only what still follows, once that page is answered again.

The pages behind it are read anew in their order, each as of its own day and after what stands
before it now. A question that no longer matters is taken back with all that its reply said. What
changes is kept in place of what was said: nothing is removed, and each change is in the audit. What
the clinic has corrected in the meantime stays as the clinic has it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from surefoot.care.case import Case
from surefoot.care.entry import Entry
from surefoot.care.intake import Question, Said, Taken, entry_from, whole_step
from surefoot.clinic.store import Store, intake
from surefoot.clinic.store.intake import Progress, Record, Sheet, Told
from surefoot.knowledge.schema.whole import Knowledge

REASON = "it followed from an answer that was given again"  # screens say it in their language


def before(record: Record, own: Progress, sheet: Sheet, day: date) -> tuple[Case, dict[str, str]]:
    """What was on record when a page was asked, and what had been said, as both stand now."""
    at = own.sheets.index(sheet)
    earlier, later = own.sheets[:at], own.sheets[at:]
    behind = {one.entry for one in later}
    numbers = [one.number for one in record.told]
    if sheet.entry in numbers:
        rest = numbers[numbers.index(sheet.entry) :]
        behind |= set(rest) - {one.entry for one in earlier}
    asked = {question for one in earlier for question in one.questions}
    said = {question: word for question, word in own.said.items() if question in asked}
    return record.case(day, without=frozenset(behind)), said


def follow_up(
    store: Store,
    patient: UUID,
    own: Progress,
    changed: Sheet,
    record: Record,
    knowledge: Knowledge,
    *,
    once: str,
) -> Record:
    """Let every page behind one say what still follows; the record as it is then."""
    for sheet in own.sheets[own.sheets.index(changed) + 1 :]:
        told = next((one for one in record.told if one.number == sheet.entry), None)
        if told is None or not knowledge.intake_questions.keys() >= set(sheet.questions):
            continue  # the clinic's own entry stands there, or it was asked in an older release
        case, said = before(record, own, sheet, date.fromisoformat(sheet.on))
        taken = _read_anew(sheet, own.replies, case, said, knowledge)
        if taken.entry != told.entry:
            token = hashlib.sha256(f"{once}/{sheet.entry}".encode()).hexdigest()
            number = intake.answer_again(
                store, patient, sheet.entry, taken.entry, reason=REASON, once=token
            )
            record = record.instead(sheet.entry, Told(number=number, entry=taken.entry))
            sheet.entry = number
        _take_back(own, sheet, taken.said)
    return record


def _read_anew(
    sheet: Sheet, replies: Mapping[str, object], case: Case, said: Said, knowledge: Knowledge
) -> Taken:
    """What the replies of a page say now; a reply that can no longer be given says nothing."""
    step = whole_step(sheet.step, case, knowledge, said)
    asked = tuple(one for one in step.questions if one.id in sheet.questions)
    if not asked:
        return Taken(entry=Entry())
    given = {one.id: _possible(one, replies.get(one.id)) for one in asked}
    taken = entry_from(replace(step, questions=asked), given, case, knowledge, said)
    if isinstance(taken, Taken):
        return taken
    wrong = {one.question for one in taken}
    rest = replace(sheet, questions=[one.id for one in asked if one.id not in wrong])
    return _read_anew(rest, replies, case, said, knowledge)


def _take_back(own: Progress, sheet: Sheet, said: Said) -> None:
    """What no longer matters was not said, and its page is gone where nothing of it is left."""
    for gone in set(sheet.questions) - set(said):
        own.said.pop(gone, None)
        own.replies.pop(gone, None)
    own.said |= said
    sheet.questions = list(said)
    if not sheet.questions:
        own.sheets.remove(sheet)


def _possible(question: Question, reply: object) -> object:
    """A reply without what is painted of a symptom that the person does not have any more."""
    if question.kind != "body_map" or not isinstance(reply, list):
        return reply
    paints = {paint.id for paint in question.paints}
    return [each for each in reply if str(each).partition(":")[0] in paints]
