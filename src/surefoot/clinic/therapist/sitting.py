"""One therapist with one form of one patient: what the views of the examination share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest

from surefoot.care.examination import AnswersError, Examination, SafetyEvent, Score, score
from surefoot.care.line import LineOfCare
from surefoot.care.outcomes.protocol import RATER
from surefoot.care.rules.sheet import years_between
from surefoot.clinic import in_force, sent
from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat
from surefoot.clinic.store import drafts, notices
from surefoot.clinic.therapist import scored, typed
from surefoot.clinic.therapist.due import Room, Test, room
from surefoot.clinic.therapist.form import SINGLE, Form, form_of, form_of_findings
from surefoot.clinic.therapist.typed import PROTOCOL, Typed, answers_of
from surefoot.clinic.transaction import of_clinic
from surefoot.knowledge.schema.whole import Knowledge

LANGUAGE = "language"


@dataclass(frozen=True)
class Sitting:
    """What is known before a form is shown or read. The case is read once."""

    seat: Seat
    patient: UUID
    slug: str

    @cached_property
    def knowledge(self) -> Knowledge:
        """The release in force."""
        return in_force.knowledge()

    @cached_property
    def line(self) -> LineOfCare:
        """The case as it stands."""
        return self.seat.line(self.patient)

    @cached_property
    def examination(self) -> Examination:
        """What was measured, what is due, what must not be done."""
        return self.line.examination

    @cached_property
    def room(self) -> Room:
        """The list of tests."""
        return room(self.examination, self.line.case, self.knowledge)

    @cached_property
    def form(self) -> Form:
        """The form of the address; 404 where there is no such test."""
        found = form_named(self.slug, self.knowledge, self.line.case.person.sex)
        if found is None:
            raise Http404
        return found

    @cached_property
    def test(self) -> Test | None:
        """The instrument with its gates; None for single findings."""
        return self.room.test(self.form.code) if self.form.code else None

    @property
    def is_open(self) -> bool:
        """Whether safety and licence let this form be filled in now."""
        return self.test is None or self.test.is_open

    @property
    def draft(self) -> str:
        """The name under which drafts of this form are kept."""
        return f"examination/{self.slug}"

    @property
    def since(self) -> datetime:
        """The beginning of the day at the clinic."""
        zone = ZoneInfo(self.seat.clinic.time_zone)
        return datetime.combine(self.seat.today, time(), tzinfo=zone)

    def past(self, of: Typed) -> Score | None:
        """The last score before the day of a form."""
        return scored.before(self.examination, self.form.code, of.on)

    def prefilled(self) -> dict[str, str]:
        """The protocol as it was the last time; who rates is whoever sits here."""
        last = self.past(self.read({}))
        said = {word: how for word, how in last.protocol if how} if last else {}
        said[RATER] = self.seat.member.account.name
        if last is None:  # else what the last time left open would differ from it now
            said[LANGUAGE] = self.line.case.person.language
        return {f"{PROTOCOL}{word}": said[word] for word in self.form.protocol if word in said}

    def read(self, given: Mapping[str, str]) -> Typed:
        """What was typed."""
        born_on = self.line.case.person.born_on
        return typed.read(self.form, given, self.seat.today, born_on=born_on)

    def score(self, of: Typed) -> Score | AnswersError:
        """The answers scored as they stand, or the faults between them."""
        person = self.line.case.person
        try:
            return score(
                answers_of(self.form, of),
                self.knowledge,
                age_a=years_between(person.born_on, of.on),
                sex=person.sex,
                licensed=self.seat.means.licensed,
            )
        except AnswersError as wrong:
            return wrong

    def save_draft(self, of: Typed, once: str) -> tuple[datetime | None, tuple[SafetyEvent, ...]]:
        """Keep what is typed so far. Who has to be called is called before the form is sent."""
        store = self.seat.store
        found = self.score(of) if self.form.code else None
        events = found.events if isinstance(found, Score) else ()
        with of_clinic(store.actor.clinic):
            at = drafts.save(store, self.patient, self.draft, of.raw, once=once)
            if at is not None:
                notices.raise_events(store, store.row(Right.ADD_ENTRY, self.patient), events)
        return at, events


def form_named(slug: str, knowledge: Knowledge, sex: str | None) -> Form | None:
    """The form that an address names."""
    if slug.startswith(SINGLE):
        number = sent.a_number(slug.removeprefix(SINGLE))
        return form_of_findings(number, knowledge) if number is not None else None
    instrument = knowledge.instruments.get(slug.upper())
    return form_of(instrument, knowledge, sex) if instrument else None


def given(request: HttpRequest) -> dict[str, str]:
    """What a browser sent, one value a name."""
    return {name: str(value) for name, value in request.POST.items()}
