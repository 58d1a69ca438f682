"""A machine of the clinic at work, in a process of its own: `python -m clinic.at_work VERB …`.

`SUREFOOT_HOME` and `SUREFOOT_DATABASE_URL` say which. What it has done it says on standard output,
a line each, as soon as it is kept. Whoever reads that may believe it, also if the process dies.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import django

AT_ONCE = 8


def main(verb, *told):
    """Do one thing, or go on doing it until somebody ends it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "surefoot.clinic.settings"
    django.setup()
    VERBS[verb](*told)


def say(word):
    """To whoever listens, at once."""
    print(json.dumps(word), flush=True)  # noqa: T201 — this is how it speaks


def begin():
    """Tables, keys, two clinics, and a place to say who is who."""
    from django.conf import settings
    from django.core.management import call_command

    from clinic.practice import open_practice
    from surefoot.clinic.access import Role
    from surefoot.clinic.keys import write_ring

    call_command("migrate", verbosity=0)
    practice = open_practice()
    write_ring(practice.ring, settings.KEYS_FILE)
    clinic = practice.here.pk
    told = {"clinic": clinic, "member": practice.members[clinic, Role.THERAPIST]}
    (settings.HOME / "who.json").write_text(json.dumps(told | {"patient": str(practice.rosa)}))


def who():
    """The store of the therapist, and the patient."""
    from django.conf import settings
    from django.utils import timezone

    from surefoot.clinic.access import Actor, Role
    from surefoot.clinic.keys import read_ring
    from surefoot.clinic.store import Store

    told = json.loads((settings.HOME / "who.json").read_text())
    actor = Actor(clinic=told["clinic"], role=Role.THERAPIST, member=told["member"])
    store = Store(actor=actor, ring=read_ring(settings.KEYS_FILE), now=timezone.now)
    return store, UUID(told["patient"])


def save(prefix):
    """One entry after the other, for ever."""
    from surefoot.care.entry import Entry

    store, patient = who()
    number = 0
    while True:
        once = f"{prefix}-{number}"
        store.add(patient, Entry(story=once), once=once)
        say(once)
        number += 1


def together(kind, count):
    """Several at the same moment: `same` form, each their `own` forms, or `correct` one entry.

    Or each is after the same thing, one a round: they `close` a flag or `take` a paper away.
    """
    from django.db import connection

    from surefoot.care.entry import Entry
    from surefoot.clinic.store import AlreadyKeptError, notices, papers
    from surefoot.terms import SurefootError

    store, patient = who()
    start = Barrier(AT_ONCE)
    first = store.add(patient, Entry(story="first"), once=f"first-{kind}")
    there = BEFORE[kind](store, patient, int(count)) if kind in BEFORE else []
    todo = {
        "same": lambda me, n: store.add(patient, Entry(story=f"{me}"), once=f"same-{n}"),
        "own": lambda me, n: store.add(patient, Entry(story=f"{me}/{n}"), once=f"own-{me}-{n}"),
        "correct": lambda me, n: store.correct(
            patient, first, Entry(story=f"by {me}"), reason="slip", once=f"correct-{me}-{n}"
        ),
        "close": lambda me, n: notices.close(store, patient, there[n], done=f"by {me}"),
        "take": lambda me, n: papers.take_away(store, patient, there[n]),
    }[kind]

    def one(me):
        came = []
        start.wait()
        try:
            for number in range(int(count)):
                try:
                    came.append(["kept", todo(me, number)])
                except AlreadyKeptError:
                    came.append(["already", 0])
                except SurefootError as why:
                    came.append(["refused", why.says])
        finally:
            connection.close()
        return came

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for came in pool.map(one, range(AT_ONCE)):
            for word in came:
                say(word)


def flags(store, patient, count):
    """So many flags on the urgent list."""
    from surefoot.clinic.models import Notice, Patient
    from surefoot.clinic.transaction import of_clinic

    names, told = [f"rf_{n}" for n in range(count)], {"urgency": 0, "raised_at": store.now()}
    with of_clinic(store.actor.clinic):
        row = Patient.objects.get(code=patient)
        for name in names:
            Notice.objects.create(clinic_id=row.clinic_id, patient=row, red_flag=name, **told)
    return names


def brought(store, patient, count):
    """So many papers."""
    from clinic.test_desk_papers import pdf
    from surefoot.clinic.store import papers

    return [papers.add(store, patient, "a.pdf", pdf(), once=f"paper-{n}") for n in range(count)]


BEFORE = {"close": flags, "take": brought}


def reached():
    """Each part of how somebody is reached, changed by another at the same moment, ten times."""
    from datetime import date

    from django.db import connection

    from surefoot.clinic.store import Identity, reach

    store, patient = who()
    start = Barrier(len(reach.PARTS))

    def one(part):
        try:
            for number in range(1, 11):
                told = Identity(name="-", born_on=date.min, contact={part: f"{part} {number}"})
                start.wait()
                reach.change(store, patient, told, parts=[part])
        finally:
            connection.close()

    with ThreadPoolExecutor(len(reach.PARTS)) as pool:
        list(pool.map(one, reach.PARTS))
    say(store.identity(patient).contact)


def look():
    """What is there: the forms that were kept, the entries the audit tells of, and its faults."""
    from surefoot.clinic import audit
    from surefoot.clinic.models import AuditEvent, KeptEntry
    from surefoot.clinic.transaction import of_clinic

    store, _ = who()
    with of_clinic(store.actor.clinic):
        kept = KeptEntry.objects.filter(clinic=store.actor.clinic)
        events = AuditEvent.objects.filter(action__in=["add entry", "correct entry"])
        say(
            {
                "kept": dict(kept.values_list("once", "pk")),
                "superseded": [n for n in kept.values_list("supersedes", flat=True) if n],
                "told": [about["entry"] for about in events.values_list("about", flat=True)],
                "faults": [fault.says for fault in audit.verify(store.actor.clinic)],
            }
        )


VERBS = {"begin": begin, "save": save, "together": together, "reached": reached, "look": look}

if __name__ == "__main__":
    main(*sys.argv[1:])
