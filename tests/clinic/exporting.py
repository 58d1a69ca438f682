"""An export in a process of its own, while somebody writes: `python -m clinic.exporting`.

When the first case file is made another thread registers somebody and tells of a patient who is on
file already. What the export holds is said on standard output, and then what one made later holds.
"""

import csv
import io
import os
from dataclasses import replace
from threading import Thread

import django

from clinic.at_work import say, who


def main():
    """Export twice."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "surefoot.clinic.settings"
    django.setup()
    from surefoot.clinic.access import Role
    from surefoot.clinic.models import Member
    from surefoot.clinic.store import everything

    store, patient = who()
    manager = Member.objects.get(clinic=store.actor.clinic, role=Role.MANAGER)
    exporting = replace(store, actor=replace(store.actor, role=Role.MANAGER, member=manager.pk))
    write = everything.case_file.write
    begun = []

    def meanwhile(case, knowledge):
        if not begun:
            begun.append(True)
            other = Thread(target=add, args=(store, patient))
            other.start()
            other.join()
        return write(case, knowledge)

    everything.case_file.write = meanwhile
    for _ in range(2):
        say(held(exporting, everything))


def add(store, patient):
    """Somebody new, an entry of theirs and one of somebody who is known."""
    from datetime import date

    from django.db import connection

    from surefoot.care.entry import Entry
    from surefoot.clinic.store import Identity

    late = store.register(Identity(name="Late", born_on=date(1950, 1, 1), contact={}))
    store.add(late, Entry(story="late"), once="late")
    store.add(patient, Entry(story="late"), once="late")
    connection.close()


def held(store, everything):
    """How often each file tells of what was written meanwhile."""
    from datetime import date

    from surefoot.care.case import ClinicMeans
    from surefoot.knowledge.load import load

    files = dict(everything.files(store, load(), ClinicMeans(), date(2026, 6, 1)))

    def rows(name):
        return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))

    return {
        "cases": len([name for name in files if name.startswith("cases/")]),
        "stories": sum(b'"late"' in content for name, content in files.items() if "cases/" in name),
        "patients": [row["name"] for row in rows("patients.csv")].count("Late"),
        "entries": len(rows("entries.csv")),
        "audit": [row["action"] for row in rows("audit.csv")].count("add entry"),
    }


if __name__ == "__main__":
    main()
