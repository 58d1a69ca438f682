"""Sealing everything anew with the key in use, in batches, while the clinic is open.

What was done stays done: stopped half-way, the next run goes on with what an older key still seals.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from surefoot.clinic import audit
from surefoot.clinic.keys import SPLIT, KeyRing
from surefoot.clinic.models import AuditEvent, Clinic
from surefoot.clinic.sealed_columns import COLUMNS, OPEN, Column
from surefoot.clinic.second_factor import ABOUT, SEALED
from surefoot.clinic.transaction import of_clinic

AT_ONCE = 200  # rows in one transaction: who saves something waits for no more than these


def reseal(ring: KeyRing) -> Iterator[int]:
    """Seal anew what another key than the current one seals; after each batch, how many so far."""
    done = 0
    for clinic in Clinic.objects.order_by("pk"):
        for column in COLUMNS:
            for some in _column(clinic, column, ring):
                done += some
                yield done
    done += _second_factors(ring)
    yield done


def tell(ring: KeyRing, rows: int) -> None:
    """Write into each clinic's audit that its keys were rotated."""
    for clinic in Clinic.objects.order_by("pk"):
        with of_clinic(clinic.pk):
            event = AuditEvent(
                clinic_id=clinic.pk,
                at=timezone.now(),
                who="machine",
                action="rotate keys",
                about={"key": ring.current, "rows": rows},
            )
            audit.record_all(clinic.pk, [event])


def in_use() -> dict[str, int]:
    """Which key seals how many contents, in every column of bytes there is."""
    found: dict[str, int] = {}
    for model in apps.get_models():
        for name in _byte_columns(model):
            for value in _values(model, name):
                key = bytes(value).partition(SPLIT)[0].decode(errors="replace")
                found[key] = found.get(key, 0) + 1
    for each in Authenticator.objects.all():
        for text in _sealed_texts(each.data):
            key = bytes.fromhex(text.removeprefix(SEALED)).partition(SPLIT)[0].decode()
            found[key] = found.get(key, 0) + 1
    return found


def _byte_columns(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    every = [field.name for field in model._meta.fields if isinstance(field, models.BinaryField)]
    return [name for name in every if f"{table}.{name}" not in OPEN]


def _values(model: type[Any], name: str) -> Iterator[bytes]:
    for clinic in Clinic.objects.order_by("pk"):
        with of_clinic(clinic.pk):
            for value in model.objects.filter(clinic=clinic).values_list(name, flat=True):
                if value:
                    yield value


def _column(clinic: Clinic, column: Column, ring: KeyRing) -> Iterator[int]:
    last = 0
    while True:
        with of_clinic(clinic.pk):
            rows = column.model.objects.filter(clinic=clinic, pk__gt=last).order_by("pk")
            some = list(rows.select_for_update()[:AT_ONCE])
            if not some:
                return
            last = some[-1].pk
            old = [row for row in some if _is_old(getattr(row, column.name), ring)]
            if old:
                with _guard_lifted(column.model._meta.db_table):
                    for row in old:
                        _reseal_row(row, column, ring)
        yield len(old)


def _is_old(sealed: bytes | None, ring: KeyRing) -> bool:
    return bool(sealed) and not ring.is_current(sealed or b"")


def _reseal_row(row: Any, column: Column, ring: KeyRing) -> None:  # noqa: ANN401 — a row of any table
    about = column.about(row)
    fresh = ring.seal(ring.open(bytes(getattr(row, column.name)), about), about)
    column.model.objects.filter(pk=row.pk).update(**{column.name: fresh})


def _second_factors(ring: KeyRing) -> int:
    """The secrets of apps and recovery codes."""
    done = 0
    for number in list(Authenticator.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            each = Authenticator.objects.select_for_update().filter(pk=number).first()
            if each is None or not any(_text_is_old(t, ring) for t in _sealed_texts(each.data)):
                continue
            each.data = {key: _resealed(value, ring) for key, value in each.data.items()}
            each.save(update_fields=["data"])
            done += 1
    return done


def _resealed(value: Any, ring: KeyRing) -> Any:  # noqa: ANN401 — JSON
    if isinstance(value, list):
        return [_resealed(one, ring) for one in value]
    if not (isinstance(value, str) and value.startswith(SEALED)):
        return value
    plain = ring.open(bytes.fromhex(value.removeprefix(SEALED)), ABOUT)
    return SEALED + ring.seal(plain, ABOUT).hex()


def _sealed_texts(told: dict[str, Any]) -> Iterator[str]:
    for value in told.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one.startswith(SEALED):
                yield one


def _text_is_old(text: str, ring: KeyRing) -> bool:
    return not ring.is_current(bytes.fromhex(text.removeprefix(SEALED)))


@contextmanager
def _guard_lifted(table: str) -> Iterator[None]:
    """History is never changed, and is not here: the same content under another key.

    The guard is away inside this transaction only; nobody else ever sees the table without it.
    """
    trigger = f"{table}_no_update"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s", [trigger])
            there = cursor.fetchone()
            if there:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # none may wait while it is altered
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{trigger}"')
            yield
            if there:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER "{trigger}"')
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [trigger]
        )
        made = cursor.fetchone()
        if made:
            cursor.execute(f'DROP TRIGGER "{trigger}"')
        yield
        if made:
            cursor.execute(made[0])
