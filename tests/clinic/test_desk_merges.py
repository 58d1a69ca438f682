"""Two records of one person are one while somebody says so, and two again when it is taken back."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.said import say
from surefoot.care.case import ClinicMeans
from surefoot.care.entry import Entry
from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import AuditEvent, KeptEntry, Patient, PatientMerge
from surefoot.clinic.store import Identity, merges
from surefoot.clinic.transaction import of_clinic
from surefoot.terms import SurefootError

TODAY, MEANS = date(2026, 6, 1), ClinicMeans()


def facts(practice, who):
    return set(practice.staff().case(who, TODAY, MEANS).facts)


def names(practice, typed):
    return [one.name for one in practice.staff(Role.FRONT_DESK).find(typed)]


@pytest.fixture
def two(practice):
    """Rosa was registered twice, and something was found at each."""
    again = practice.staff().register(
        Identity(name="Rosa Dias", born_on=date(1951, 3, 4), contact={})
    )
    practice.staff().add(practice.rosa, Entry(facts=say("tug_s=12")), once="a")
    practice.staff().add(again, Entry(facts=say("cst30_reps=8")), once="a")
    return again


def test_what_was_found_at_both_counts_for_the_one_who_is_kept(practice, two):
    merges.merge(practice.staff(Role.FRONT_DESK), practice.rosa, two)
    both = set(say("tug_s=12")) | set(say("cst30_reps=8"))
    assert facts(practice, practice.rosa) == both
    assert facts(practice, two) == both
    assert practice.staff().case(two, TODAY, MEANS).person.name == "Rosa Díaz"


def test_somebody_who_was_merged_is_found_once_under_either_name(practice, two):
    assert sorted(names(practice, "rosa")) == ["Rosa Dias", "Rosa Díaz"]
    merges.merge(practice.staff(), practice.rosa, two)
    assert names(practice, "rosa") == names(practice, "dias") == ["Rosa Díaz"]
    assert [one.name for one in practice.staff().listed()] == ["Omar Haddad", "Rosa Díaz"]


def test_undone_each_has_their_own_again_with_what_was_added_since(practice, two):
    store = practice.staff()
    number = merges.merge(store, practice.rosa, two)
    store.add(practice.rosa, Entry(facts=say("weight_kg=60")), once="b")
    wrong = KeptEntry.objects.get(patient__code=two).pk
    mended = Entry(facts=say("cst30_reps=9"))
    store.correct(practice.rosa, wrong, mended, reason="typed", once="c")
    merges.undo(store, practice.rosa, number)
    assert facts(practice, two) == set(say("cst30_reps=9"))
    assert facts(practice, practice.rosa) == set(say("tug_s=12")) | set(say("weight_kg=60"))
    assert len(names(practice, "rosa")) == 2


def test_a_merge_that_was_undone_cannot_be_undone_again(practice, two):
    store = practice.staff()
    number = merges.merge(store, practice.rosa, two)
    merges.undo(store, practice.rosa, number)
    with pytest.raises(SurefootError, match="not in force"):
        merges.undo(store, practice.rosa, number)
    assert [one.undone_at is None for one in merges.of_patient(store, practice.rosa)] == [False]


def test_nobody_is_merged_with_themselves_or_twice(practice, two):
    store = practice.staff()
    with pytest.raises(SurefootError, match="one person already"):
        merges.merge(store, practice.rosa, practice.rosa)
    merges.merge(store, practice.rosa, two)
    with pytest.raises(SurefootError, match="one person already"):
        merges.merge(store, two, practice.rosa)


def test_a_merge_across_two_clinics_is_refused_by_the_store_and_by_the_database(practice):
    with pytest.raises(NotAllowedError):
        merges.merge(practice.staff(), practice.rosa, practice.lena)
    with of_clinic(practice.there.pk):
        lena = Patient.objects.get(code=practice.lena).pk
    practice.staff().find("rosa")
    rosa = Patient.objects.get(code=practice.rosa).pk
    by = practice.members[practice.here.pk, Role.MANAGER]
    with pytest.raises(IntegrityError), transaction.atomic():
        PatientMerge.objects.create(
            clinic=practice.here, kept_id=rosa, merged_id=lena, by_id=by, at=practice.clock()
        )


def test_an_administrator_merges_nobody(practice, two):
    with pytest.raises(NotAllowedError):
        merges.merge(practice.staff(Role.ADMINISTRATOR), practice.rosa, two)


def test_both_ways_are_on_record_for_both(practice, two):
    number = merges.merge(practice.staff(), practice.rosa, two)
    merges.undo(practice.staff(), two, number)
    events = AuditEvent.objects.filter(action__in=["merge patients", "undo merge"])
    assert sorted((e.action, e.patient) for e in events) == sorted(
        (action, str(who)) for action in ("merge patients", "undo merge")
        for who in (practice.rosa, two)
    )  # fmt: skip


STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4)), max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_whatever_is_merged_and_undone_nothing_is_moved_and_nothing_is_lost(practice, steps):
    """A slow model beside it: for each person the group they are in, from the merges in force."""
    with transaction.atomic():
        store = practice.staff()
        people = [
            store.register(Identity(name=f"Ada {n}", born_on=TODAY, contact={})) for n in range(5)
        ]
        mine = [say(f"tug_s={10 + n}") for n in range(5)]
        for n, who in enumerate(people):
            on = mine[n][0].on.replace(month=1 + n)  # of one day only the latest would count
            mine[n] = tuple(_on(fact, on) for fact in mine[n])
            store.add(who, Entry(facts=mine[n]), once="a")
        whose = list(KeptEntry.objects.order_by("id").values_list("id", "patient_id"))
        edges: dict[int, tuple[int, int]] = {}
        for is_merge, a, b in steps:
            if is_merge:
                try:
                    row = PatientMerge.objects.get(pk=merges.merge(store, people[a], people[b]))
                    # Between those who stand for the two, whoever was named.
                    edges[row.pk] = people.index(row.kept.code), people.index(row.merged.code)
                except SurefootError:
                    assert _group(a, edges) == _group(b, edges)
            elif edges:
                number = sorted(edges)[a % len(edges)]
                merges.undo(store, people[edges.pop(number)[0]], number)
        for n, who in enumerate(people):
            expected = {fact for one in _group(n, edges) for fact in mine[one]}
            assert facts(practice, who) == expected
        found = {one.code for one in store.find("ada", most=50)}
        assert len(found) == len({frozenset(_group(n, edges)) for n in range(5)})
        assert list(KeptEntry.objects.order_by("id").values_list("id", "patient_id")) == whose
        transaction.set_rollback(True)


def _on(fact, on):
    return replace(fact, on=on)


def _group(n, edges):
    """Everybody who can be reached, both ways: merges join the groups of the two they name."""
    group = {n}
    while True:
        more = {x for a, b in edges.values() if {a, b} & group for x in (a, b)}
        if more <= group:
            return group
        group |= more
