"""Everything the clinic keeps, in open formats, as it was at one moment.

All but the papers is read in one transaction that sees nothing of what is written meanwhile, and
keeps nobody from writing. It is over before the first file is handed out, so no slow line holds it;
papers never change, so they are read one by one afterwards.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from surefoot.care.case import Case, ClinicMeans
from surefoot.care.line import LineOfCare
from surefoot.clinic import audit
from surefoot.clinic.access import Right, demand
from surefoot.clinic.merged import together
from surefoot.clinic.models import (
    AuditEvent,
    Consent,
    Document,
    KeptEntry,
    KeptPlan,
    Notice,
    Patient,
    PatientMerge,
    PlanDecision,
    Visit,
)
from surefoot.clinic.store import export_key
from surefoot.clinic.store.patients import Store
from surefoot.clinic.store.sheet import Cell, table
from surefoot.clinic.store.trail import Wanted, every, in_order
from surefoot.clinic.transaction import at_one_moment, of_clinic
from surefoot.exchange import case_file
from surefoot.knowledge.schema.whole import Knowledge

AT_ONCE = 200  # rows in memory at a time


def files(
    store: Store, knowledge: Knowledge, means: ClinicMeans, today: date
) -> Iterator[tuple[str, bytes]]:
    """Names and contents: a case file a patient, tables as CSV, the papers as they were."""
    with of_clinic(store.actor.clinic):
        demand(store.actor, Right.EXPORT)
        audit.record(store.actor, "export everything", at=store.now())
    with at_one_moment(store.actor.clinic):
        cases: list[tuple[str, bytes]] = []
        scores: list[Sequence[Cell]] = [SCORES]
        for case in _cases(store, means, today):
            content = case_file.write(case, knowledge).encode()
            cases.append(_packed((f"cases/{case.person.id}.json", content)))
            scores += _scores(case, knowledge)
        tables = [_packed((name, table(rows))) for name, rows in _tables(store)]
        documents = Document.objects.filter(clinic_id=store.actor.clinic).order_by("id")
        papers = list(documents.values_list("pk", flat=True))
    yield from ((name, zlib.decompress(packed)) for name, packed in cases)
    yield "scores.csv", table(scores)
    yield from ((name, zlib.decompress(packed)) for name, packed in tables)
    yield from _papers(store, papers)


def _packed(file: tuple[str, bytes]) -> tuple[str, bytes]:
    """A file as it is held until it is sent: a tenth of its size."""
    return file[0], zlib.compress(file[1], 1)


def _cases(store: Store, means: ClinicMeans, today: date) -> Iterator[Case]:
    for row in Patient.objects.filter(clinic_id=store.actor.clinic).order_by("id"):
        same = together(row)  # whoever was merged stands in the file of the one who is kept
        if same[0] == row:
            yield store.case_of_rows(same, today, means)


def _tables(store: Store) -> Iterator[tuple[str, Iterable[Sequence[Cell]]]]:
    yield "members.csv", export_key.members(store)
    yield "patients.csv", _patients(store)
    yield "contact_requests.csv", export_key.contact_requests(store)
    yield "papers.csv", export_key.papers(store)
    yield "entries.csv", _entries(store)
    yield "notices.csv", _notices(store)
    yield "visits.csv", _visits(store)
    yield "consents.csv", _consents(store)
    yield "plans.csv", _plans(store)
    yield "plan_decisions.csv", _decisions(store)
    yield "merges.csv", _merges(store)
    yield "audit.csv", _audit_rows(in_order(store, Wanted()))


SCORES = ("patient", "instrument", "on", "state", "value", "unit")


def _scores(case: Case, knowledge: Knowledge) -> Iterator[Sequence[Cell]]:
    for one in LineOfCare(case, knowledge).examination.scores:
        value = one.main.value if one.main else None
        unit = one.main.unit if one.main else None
        told = value.isoformat() if isinstance(value, date) else value
        yield case.person.id, one.instrument, one.on.isoformat(), one.state, told, unit


def _patients(store: Store) -> Iterator[Sequence[Cell]]:
    parts = ("phone", "email", "address", "emergency")
    yield ("patient", "name", "born_on", "sex", "language", "registered_at", *parts)
    for row in Patient.objects.filter(clinic_id=store.actor.clinic).order_by("id"):
        told = json.loads(store.opened(row.contact, row.code, "contact"))
        own = (str(row.code), row.name, row.born_on.isoformat(), row.sex, row.language)
        yield (*own, row.registered_at.isoformat(), *(told.get(part, "") for part in parts))


def _entries(store: Store) -> Iterator[Sequence[Cell]]:
    yield ("patient", "entry", "made_at", "made_by", "instead_of", "reason", "content")
    for row in _rows(store, KeptEntry):
        reason = (
            store.opened(row.reason, row.patient.code, f"reason/{row.once}") if row.reason else ""
        )
        content = store.opened(row.content, row.patient.code, f"entry/{row.once}")
        made = row.made_at.isoformat(), row.made_by_id
        yield (str(row.patient.code), row.pk, *made, row.supersedes_id, reason, content)


def _visits(store: Store) -> Iterator[Sequence[Cell]]:
    yield ("patient", "visit", "starts_at", "minutes", "therapist", "called_off_at")
    for row in _rows(store, Visit):
        off = row.called_off_at.isoformat() if row.called_off_at else None
        own = str(row.patient.code), row.pk, row.starts_at.isoformat(), row.minutes
        yield (*own, row.therapist_id, off)


def _consents(store: Store) -> Iterator[Sequence[Cell]]:
    yield ("patient", "kind", "given", "on", "by")
    for row in _rows(store, Consent):
        yield str(row.patient.code), row.kind, row.given, row.on.isoformat(), row.by_id


def _plans(store: Store) -> Iterator[Sequence[Cell]]:
    yield ("patient", "plan", "made_at", "made_by", "content")
    for row in _rows(store, KeptPlan):
        content = store.opened(row.content, row.patient.code, f"plan/{row.number}")
        made = row.made_at.isoformat(), row.made_by_id
        yield (str(row.patient.code), row.number, *made, content)


def _decisions(store: Store) -> Iterator[Sequence[Cell]]:
    yield ("patient", "plan", "decided", "at", "by", "reason")
    rows = PlanDecision.objects.filter(clinic_id=store.actor.clinic).order_by("pk")
    for row in rows.select_related("plan__patient"):
        code, number = row.plan.patient.code, row.plan.number
        about = f"plan/{number}/reason"
        reason = store.opened(row.reason, code, about) if row.reason else ""
        yield str(code), number, row.decided, row.at.isoformat(), row.by_id, reason


def _notices(store: Store) -> Iterator[Sequence[Cell]]:
    """The urgent list: what was raised, and what somebody did."""
    yield ("patient", "red_flag", "urgency", "raised_at", "closed_at", "closed_by", "done")
    for row in _rows(store, Notice):
        code, closed = row.patient.code, row.closed_at.isoformat() if row.closed_at else None
        done = store.opened(row.done, code, f"notice/{row.pk}") if row.done else ""
        own = str(code), row.red_flag, row.urgency, row.raised_at.isoformat()
        yield (*own, closed, row.closed_by_id, done)


def _merges(store: Store) -> Iterator[Sequence[Cell]]:
    yield ("kept", "merged", "at", "by", "undone_at", "undone_by")
    rows = PatientMerge.objects.filter(clinic_id=store.actor.clinic).order_by("id")
    for row in rows.select_related("kept", "merged"):
        undone = row.undone_at.isoformat() if row.undone_at else None
        who = str(row.kept.code), str(row.merged.code)
        yield (*who, row.at.isoformat(), row.by_id, undone, row.undone_by_id)


AUDIT = ("number", "at", "who", "action", "patient", "where", "about", "before", "seal")


def audit_rows(store: Store, wanted: Wanted) -> Iterator[Sequence[Cell]]:
    """The events that are meant, with their seals, so that anybody can check the chain."""
    return _audit_rows(every(store, wanted))


def _audit_rows(events: Iterable[AuditEvent]) -> Iterator[Sequence[Cell]]:
    yield AUDIT
    for row in events:
        own = row.number, row.at.isoformat(timespec="microseconds"), row.who, row.action
        about = json.dumps(row.about, sort_keys=True, ensure_ascii=False)
        yield (*own, row.patient, row.where, about, row.before, row.seal)


def _papers(store: Store, numbers: list[int]) -> Iterator[tuple[str, bytes]]:
    for number in numbers:
        with of_clinic(store.actor.clinic):
            row = Document.objects.select_related("patient").get(pk=number)
        about = f"patient/{row.patient.code}/document/{row.once}"
        yield export_key.file_of(row), store.ring.open(bytes(row.content), about)


def _rows[M: (KeptEntry, Visit, Consent, KeptPlan, Notice)](
    store: Store, model: type[M]
) -> Iterator[M]:
    """The rows of the clinic in the order they were made, some in memory at a time."""
    last = 0
    while True:
        rows = model._default_manager.filter(clinic_id=store.actor.clinic, pk__gt=last)
        some = list(rows.select_related("patient").order_by("pk")[:AT_ONCE])
        if not some:
            return
        yield from some
        last = some[-1].pk
