"""The urgent list: red flags that an answer set off, until somebody has acted on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from surefoot.care.contact import Contact
from surefoot.care.examination import SafetyEvent
from surefoot.clinic import audit
from surefoot.clinic.access import Right, demand
from surefoot.clinic.merged import kept_in_place_of, together
from surefoot.clinic.models import AuditHead, Notice, Patient
from surefoot.clinic.store.patients import Store
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError, Urgency

LISTED = Urgency.U2  # what is less urgent stands on the chart alone
HOW_SOON = {"emergency": Urgency.U0, "urgent": Urgency.U1}  # of an answer in a questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One patient on the urgent list, with all that is open of them."""

    patient: UUID
    name: str
    urgency: Urgency
    red_flags: tuple[str, ...]  # ids in the knowledge, the most urgent first
    raised_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """One flag that nobody has acted on yet."""

    red_flag: str
    urgency: Urgency
    raised_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """One flag somebody acted on: what was done, and who wrote it down."""

    red_flag: str
    urgency: Urgency
    raised_at: datetime
    closed_at: datetime
    by: str
    done: str


def raise_from(store: Store, row: Patient, contact: Contact) -> int:
    """Put on the list what is new or more urgent now; how many. In the transaction of the entry.

    Nothing is taken off: a "no" that follows a "yes" does not undo that somebody has to call.
    """
    told = [(flag.id, flag.urgency) for flag in contact.raised if flag.urgency <= LISTED]
    return _raised(store, row, told)


def raise_events(store: Store, row: Patient, events: Iterable[SafetyEvent]) -> int:
    """Put on the list answers that a human must see at once; how many are new or more urgent now.

    They stand there under the id of the statement that asks for it.
    """
    return _raised(store, row, [(one.statement, HOW_SOON[one.severity]) for one in events])


def _raised(store: Store, row: Patient, told: Sequence[tuple[str, Urgency]]) -> int:
    """One id may come back more urgent than it stands there: then it is no longer the same call."""
    if not told:
        return 0
    # Held, so that nobody closes one meanwhile and what was done seems done about the graver one.
    open_now = Notice.objects.select_for_update().filter(patient__in=together(row), closed_at=None)
    there = {one.red_flag: one for one in open_now.order_by("-urgency", "-id")}
    count = 0
    for red_flag, urgency in told:
        known = there.get(red_flag)
        if known is None:
            there[red_flag] = _new(store, row, red_flag, urgency)
        elif urgency < known.urgency:
            known.urgency = int(urgency)
            known.save(update_fields=["urgency"])
        else:
            continue
        count += 1
    return count


def _new(store: Store, row: Patient, red_flag: str, urgency: Urgency) -> Notice:
    return Notice.objects.create(
        clinic_id=store.actor.clinic,
        patient=row,
        red_flag=red_flag,
        urgency=int(urgency),
        raised_at=store.now(),
    )


def acted_on(whole: Sequence[Patient]) -> Mapping[str, Urgency]:
    """What nobody has to act on now: each flag with the most urgent level somebody acted on."""
    rows = Notice.objects.filter(patient__in=whole).order_by("-urgency")
    found = list(rows.values_list("red_flag", "urgency", "closed_at"))
    still_open = {flag for flag, _urgency, closed_at in found if closed_at is None}
    return {flag: Urgency(level) for flag, level, _at in found if flag not in still_open}


def known_before(handled: Mapping[str, Urgency], before: Contact) -> Mapping[str, Urgency]:
    """What was acted on and was up before, each no more urgent than it was both times."""
    up = {flag.id: flag.urgency for flag in before.raised if flag.id in handled}
    return {flag: max(urgency, handled[flag]) for flag, urgency in up.items()}


def pressing(contact: Contact, handled: Mapping[str, Urgency]) -> Contact:
    """The contact without the flags somebody has acted on at their urgency, or a greater one."""
    up = (one for one in contact.raised if one.urgency < handled.get(one.id, Urgency.NONE))
    return replace(contact, raised=tuple(up))


def still_open(store: Store) -> tuple[Open, ...]:
    """The urgent list of the clinic, the most urgent first, then the one who waits longest."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.READ_CHART)
        rows = Notice.objects.filter(clinic_id=store.actor.clinic, closed_at=None)
        by_patient: dict[UUID, list[Notice]] = {}
        found = list(rows.select_related("patient").order_by("urgency", "raised_at"))
        kept = kept_in_place_of(row.patient for row in found)
        for row in found:
            row.patient = kept.get(row.patient_id, row.patient)  # shown as the one person
            by_patient.setdefault(row.patient.code, []).append(row)
        if by_patient:
            about: Mapping[str, int | str] = {"shown": len(by_patient)}
            audit.record(store.actor, "read urgent list", at=store.now(), about=about)
        return tuple(_open(rows) for rows in by_patient.values())


def close(store: Store, patient: UUID, red_flag: str, *, done: str, seen: int = Urgency.U0) -> None:
    """Take a flag off the list, saying what was done and who was told.

    `seen` is how urgent it was on the page of whoever says so: more urgent now, it stays.
    """
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.CLOSE_NOTICE, patient))
        if not done.strip():
            raise SurefootError(
                _("Nothing is said of what was done."), _("Say who was told, and when.")
            )
        # Whoever raises one holds the audit first, then the notice: so does whoever closes it.
        AuditHead.objects.select_for_update().get(clinic_id=store.actor.clinic)
        rows = Notice.objects.select_for_update(of=("self",)).select_related("patient")
        found = rows.filter(patient__in=whole, red_flag=red_flag, closed_at=None)
        notice = found.order_by("id").first()
        if notice is None:
            raise SurefootError(_("This is no longer on the list."), _("Open the chart again."))
        if notice.urgency < seen:
            raise SurefootError(
                _("This has become more urgent since the page was opened. It stays on the list."),
                _("Read below how urgent it is now, act on that, and say what was done."),
            )
        notice.closed_at, notice.closed_by_id = store.now(), store.actor.member
        notice.done = store.sealed(done.strip(), notice.patient.code, f"notice/{notice.pk}")
        notice.save(update_fields=["closed_at", "closed_by", "done"])
        store.tell("close notice", notice.patient.code, {"notice": notice.pk})


def of_patient(store: Store, patient: UUID) -> tuple[tuple[Waits, ...], tuple[Closed, ...]]:
    """What is open of one patient, the most urgent first; and what was done, the latest first."""
    with of_clinic(store.actor.clinic):
        whole = together(store.row(Right.READ_CHART, patient))
        store.tell("read chart", patient)  # what is suspected, and what was done about it
        rows = Notice.objects.filter(patient__in=whole)
        rows = rows.select_related("patient", "closed_by__account")
        waits = rows.filter(closed_at=None).order_by("urgency", "raised_at")
        done = rows.exclude(closed_at=None).order_by("-closed_at", "-id")
        return (
            tuple(
                Waits(red_flag=r.red_flag, urgency=Urgency(r.urgency), raised_at=r.raised_at)
                for r in waits
            ),
            tuple(_closed(store, row) for row in done),
        )


def _closed(store: Store, row: Notice) -> Closed:
    if row.closed_at is None or row.closed_by is None:
        raise ValueError("Only a closed notice says what was done.")
    return Closed(
        red_flag=row.red_flag,
        urgency=Urgency(row.urgency),
        raised_at=row.raised_at,
        closed_at=row.closed_at,
        by=row.closed_by.account.name,
        done=store.opened(row.done, row.patient.code, f"notice/{row.pk}"),
    )


def _open(rows: list[Notice]) -> Open:
    return Open(
        patient=rows[0].patient.code,
        name=rows[0].patient.name,
        urgency=Urgency(rows[0].urgency),
        red_flags=tuple(row.red_flag for row in rows),
        raised_at=min(row.raised_at for row in rows),
    )
