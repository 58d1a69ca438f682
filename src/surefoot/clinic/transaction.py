"""One transaction that sees one clinic and no other."""

from collections.abc import Iterator
from contextlib import contextmanager

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
