"""One transaction that sees one clinic and no other, also as it was at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def of_clinic(clinic: int) -> Iterator[None]:
    """All or nothing; on PostgreSQL the rows of other clinics are not there while it lasts.

    The name of the clinic ends with the transaction, so a pooled connection keeps nothing of it.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.clinic', %s, true)", [str(clinic)])
        yield


@contextmanager
def at_one_moment(clinic: int) -> Iterator[None]:
    """A transaction in which everything is as it was when it began; others go on writing."""
    if connection.in_atomic_block:  # part of another one, which decides
        with of_clinic(clinic):
            yield
        return
    here: Any = connection  # only the one of SQLite has a mode
    writing = getattr(here, "transaction_mode", None)
    here.transaction_mode = "DEFERRED"  # IMMEDIATE would keep out all who write
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with of_clinic(clinic):
                yield
    finally:
        here.transaction_mode = writing
