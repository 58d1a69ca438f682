"""A check of the audit in a process of its own, while somebody writes: `-m clinic.verifying`.

When the last event has been walked, another thread reads of a patient, which is an event more. What
the check found, whether that was written, and the last event are said on standard output: of a
check on the manager's page, then of one on the machine.
"""

import os
from dataclasses import replace
from threading import Thread

import django

from clinic.at_work import say, who


def main():
    """Check twice."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "surefoot.clinic.settings"
    django.setup()
    from surefoot.clinic import chains
    from surefoot.clinic.access import Role
    from surefoot.clinic.models import Member
    from surefoot.clinic.store import trail

    store, patient = who()
    manager = Member.objects.get(clinic=store.actor.clinic, role=Role.MANAGER)
    checking = replace(store, actor=replace(store.actor, role=Role.MANAGER, member=manager.pk))
    say(checked(lambda: trail.verify(checking), store, patient))
    say(checked(lambda: chains.walk()[0].faults, store, patient))


def checked(check, store, patient):
    """What it found while somebody wrote."""
    from surefoot.clinic import audit
    from surefoot.clinic.models import AuditEvent, AuditHead
    from surefoot.clinic.transaction import of_clinic

    clinic, walk, begun = store.actor.clinic, audit._faults, []
    with of_clinic(clinic):
        before = AuditHead.objects.get(clinic=clinic).number

    def meanwhile(event, number, seal):
        if event.clinic_id == clinic and number == before and not begun:
            begun.append(Thread(target=read, args=(store, patient)))
            begun[0].start()
            begun[0].join()
        return walk(event, number, seal)

    audit._faults = meanwhile
    found = check()
    audit._faults = walk
    with of_clinic(clinic):
        after = AuditEvent.objects.filter(clinic=clinic, number__gt=before)
        told = list(after.order_by("number").values_list("action", flat=True))
    written = told.count("read contact") if begun else 0
    return {"faults": [one.says for one in found], "written meanwhile": written, "then": told[-1]}


def read(store, patient):
    """Somebody looks at how a patient is reached."""
    from django.db import connection

    store.identity(patient)
    connection.close()


if __name__ == "__main__":
    main()
