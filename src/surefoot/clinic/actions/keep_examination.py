"""A therapist keeps a test or single findings, or mends what was kept.

One transaction: the entry, whoever has to be called on the urgent list, and the draft is gone. What
would contradict another record of the same day is told, and nothing of it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from surefoot.care.case import ClinicMeans
from surefoot.care.contact import Contact, first_contact
from surefoot.care.entry import Entry
from surefoot.care.examination import SafetyEvent
from surefoot.care.line import LineOfCare
from surefoot.clinic.access import Right
from surefoot.clinic.merged import together
from surefoot.clinic.store import Store, drafts, notices
from surefoot.clinic.transaction import of_clinic
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where and when it is read: the day, what the clinic has, the knowledge in force."""

    today: date
    means: ClinicMeans
    knowledge: Knowledge

    def line(self, store: Store, patient: UUID) -> LineOfCare:
        """The case of a patient as it stands in this moment."""
        return LineOfCare(store.case(patient, self.today, self.means), self.knowledge)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of keeping an entry."""

    events: tuple[SafetyEvent, ...]  # the answers in it that a human must see at once
    line: LineOfCare  # the case with it


def keep(store: Store, patient: UUID, entry: Entry, room: Room, *, form: str, once: str) -> Kept:
    """Keep what was examined."""
    with of_clinic(store.actor.clinic):
        before = _raised_before(store, patient, room)
        store.add(patient, entry, once=once)
        now = room.line(store, patient)
        events = _raise(store, patient, before, now, entry)
        drafts.drop(store, patient, form)
        return Kept(events=events, line=now)


def correct(
    store: Store, patient: UUID, number: int, entry: Entry, room: Room, *, reason: str, once: str
) -> None:
    """Keep an entry in place of another; what it sets off is raised as if it were new."""
    with of_clinic(store.actor.clinic):
        before = _raised_before(store, patient, room)
        store.correct(patient, number, entry, reason=reason, once=once)
        _raise(store, patient, before, room.line(store, patient), entry)


def _raised_before(store: Store, patient: UUID, room: Room) -> Mapping[str, Urgency]:
    """The flags that were up and that somebody has acted on: no more urgent, they are not listed.

    Most people have none, and then the case before the entry is not worked out at all.
    """
    row = store.row(Right.ADD_ENTRY, patient)
    acted_on = notices.acted_on(together(row))
    if not acted_on:
        return {}
    return notices.known_before(acted_on, _contact(room.line(store, patient)))


def _raise(
    store: Store, patient: UUID, handled: Mapping[str, Urgency], now: LineOfCare, entry: Entry
) -> tuple[SafetyEvent, ...]:
    """Put on the list what this entry brought up; what somebody has acted on stays off it."""
    row = store.row(Right.ADD_ENTRY, patient)
    told = {answers.instrument for answers in entry.answers}
    events = tuple(one for one in now.examination.events if one.instrument in told)
    notices.raise_from(store, row, notices.pressing(_contact(now), handled))
    notices.raise_events(store, row, events)
    return events


def _contact(line: LineOfCare) -> Contact:
    """The red flags with the scores in sight: item 9 of a questionnaire is one too."""
    return first_contact(line.findings, line.case, line.knowledge)
