"""Several who book at the same moment, in a process of its own: `python -m clinic.bookings KIND 9`.

The starts of a round differ and the visits overlap, so no two of them can both be. What is said on
standard output is how many of each round got theirs.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import django

from clinic.at_work import say, who

AT_ONCE = 4
APART = timedelta(minutes=10)  # so the last of a round begins before the first one ends
MINUTES = 45
KINDS = {  # each in a year of its own
    kind: datetime(year, 1, 4, 8, tzinfo=UTC)
    for year, kind in enumerate(("therapist", "patient", "merged", "move"), 2027)
}


def main(kind, rounds):
    """All at once, a day a round.

    They book with one `therapist`, for one `patient` or for the `merged` rows of one, or they
    `move` visits of one therapist that were apart.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "surefoot.clinic.settings"
    django.setup()
    from django.db import connection

    from surefoot.clinic.store import visits
    from surefoot.terms import SurefootError

    store, _ = who()
    patients, therapists = people(store, kind)
    before = [book(store, kind, patients, therapists, number) for number in range(int(rounds))]
    start = Barrier(AT_ONCE)

    def one(me):
        got = []
        try:
            for number, booked in enumerate(before):
                at = KINDS[kind] + timedelta(days=number) + me * APART
                start.wait()
                try:
                    if booked:
                        visits.move(store, patients[me], booked[me], therapists[me], at)
                    else:
                        visits.give(store, patients[me], therapists[me], at, minutes=MINUTES)
                    got.append(number)
                except SurefootError:
                    pass
        finally:
            connection.close()
        return got

    with ThreadPoolExecutor(AT_ONCE) as pool:
        got = [number for some in pool.map(one, range(AT_ONCE)) for number in some]
    for number in range(len(before)):
        say(got.count(number))


def people(store, kind):
    """Whom each of those who book at once books with whom."""
    from surefoot.clinic.models import Member
    from surefoot.clinic.store import Identity, merges

    members = Member.objects.filter(clinic=store.actor.clinic).order_by("pk")
    therapists = list(members.values_list("pk", flat=True)[:AT_ONCE])
    patients = [
        store.register(Identity(name=f"{kind} {n}", born_on=date(1950, 1, 1), contact={}))
        for n in range(AT_ONCE)
    ]
    if kind == "merged":
        for other in patients[1:]:
            merges.merge(store, patients[0], other)
    if kind == "patient":
        patients = patients[:1] * AT_ONCE
    if kind in ("therapist", "move"):
        therapists = therapists[:1] * AT_ONCE
    return patients, therapists


def book(store, kind, patients, therapists, number):
    """The visits that are to be moved, in the afternoon and apart; none where they are given."""
    from surefoot.clinic.store import visits

    noon = KINDS[kind] + timedelta(days=number, hours=5)
    return [
        visits.give(store, *pair, noon + me * timedelta(hours=1), minutes=MINUTES)
        for me, pair in enumerate(zip(patients, therapists, strict=True))
        if kind == "move"
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
