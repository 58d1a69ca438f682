"""A patient answers one page of the intake.

One transaction: the entry, the word for each question, what the pages behind it say now where it
was answered again, and whoever has to be called stands on the urgent list before the next page is
shown.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from surefoot.care.case import Case, ClinicMeans
from surefoot.care.contact import Contact, first_contact
from surefoot.care.entry import Entry
from surefoot.care.findings import Findings
from surefoot.care.intake import Problem, Taken, entry_from, whole_step
from surefoot.clinic.access import Right
from surefoot.clinic.actions.follow_up import before, follow_up
from surefoot.clinic.store import Store, intake, notices
from surefoot.clinic.store.intake import Progress, Record, Sheet, Told
from surefoot.clinic.transaction import of_clinic
from surefoot.knowledge.schema.whole import Knowledge

AGAIN = "the patient answered again"  # why an entry was replaced; screens say it in their language


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was sent: which questions of which step, and the reply to each."""

    step: str
    questions: tuple[str, ...]
    replies: Mapping[str, object]
    once: str


def answer(
    store: Store,
    patient: UUID,
    page: Page,
    *,
    today: date,
    means: ClinicMeans,
    knowledge: Knowledge,
    language: str,
) -> tuple[Problem, ...]:
    """Keep a page, and raise what cannot wait; or everything that is to be mended, nothing kept."""
    with of_clinic(store.actor.clinic):
        records = intake.held(store, patient)
        progress = intake.as_one(list(records.values()))
        again = _again(progress, page)
        under = _record_of(records, again) or patient
        own, record = records[under], intake.record(store, patient, means)
        case = record.case(today, without=frozenset({again.entry} if again else ()))
        said = _said_elsewhere(progress, again)
        step = whole_step(page.step, case, knowledge, said, language)
        shown = tuple(one for one in step.questions if one.id in page.questions)
        if not shown:
            return ()  # they no longer matter: something said since has settled them
        there, known = (case, said) if again is None else before(record, own, again, today)
        taken = entry_from(replace(step, questions=shown), page.replies, there, knowledge, known)
        if not isinstance(taken, Taken):
            return taken
        if _is_sent_twice(page, again, taken):
            return ()
        once = _token(page, again, record)
        number = _keep(store, patient, taken.entry, again, once)
        record = record.instead(again.entry if again else 0, Told(number=number, entry=taken.entry))
        sheet = _note(own, page, taken, number, again, today)
        if again is not None:
            record = follow_up(store, patient, own, sheet, record, knowledge, once=once)
        intake.keep(store, patient, under, own)
        _raise(store, patient, case, record.case(today), knowledge)
        return ()


def _again(progress: Progress, page: Page) -> Sheet | None:
    """The page that held these questions before: also a stale one that the browser went back to."""
    asked = set(page.questions)
    return next((sheet for sheet in progress.sheets if asked & set(sheet.questions)), None)


def _said_elsewhere(progress: Progress, again: Sheet | None) -> dict[str, str]:
    """What was said on every other page."""
    mine = again.questions if again else []
    return {one: word for one, word in progress.said.items() if one not in mine}


def _record_of(records: Mapping[UUID, Progress], sheet: Sheet | None) -> UUID | None:
    """Under which record of the person a page was answered."""
    return next((code for code, one in records.items() if sheet in one.sheets), None)


def _is_sent_twice(page: Page, again: Sheet | None, taken: Taken) -> bool:
    """Whether a page stands as this very form said it, with these replies."""
    if again is None or again.sent != _sent(page):
        return False
    return set(again.questions) == set(taken.said)  # what was taken back since is said anew


def _sent(page: Page) -> str:
    """The same replies on the same form are one; other replies on it are another."""
    return _hash(page.once, page.replies)


def _token(page: Page, again: Sheet | None, record: Record) -> str:
    """A yes that comes back after a no is another answer, also where the old form is sent again."""
    after = again.entry if again else max((one.number for one in record.told), default=0)
    return _hash(_sent(page), after)


def _hash(*told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _keep(store: Store, patient: UUID, entry: Entry, again: Sheet | None, once: str) -> int:
    if again is None:
        return store.add(patient, entry, once=once)
    return intake.answer_again(store, patient, again.entry, entry, reason=AGAIN, once=once)


def _note(
    own: Progress, page: Page, taken: Taken, number: int, again: Sheet | None, today: date
) -> Sheet:
    """Write down which page holds the answers, and what was said."""
    ids = list(taken.said)
    if again is None:
        again = Sheet(entry=number, first=number, step=page.step, questions=[], on="")
        own.sheets.append(again)
    for gone in set(again.questions) - set(ids):
        own.said.pop(gone, None)
    again.entry, again.questions, again.on = number, ids, today.isoformat()
    again.sent = _sent(page)
    own.said |= taken.said
    own.replies |= {one: page.replies.get(one) for one in ids}
    return again


def _raise(store: Store, patient: UUID, case: Case, now: Case, knowledge: Knowledge) -> None:
    """What this page brought up is raised even where the same was once acted on."""
    handled = intake.handled(store, patient)
    old = notices.known_before(handled, _contact(case, knowledge))
    row = store.row(Right.ADD_ENTRY, patient)
    notices.raise_from(store, row, notices.pressing(_contact(now, knowledge), old))


def _contact(case: Case, knowledge: Knowledge) -> Contact:
    return first_contact(Findings(case, knowledge), case, knowledge)
