"""PostgreSQL: every table seen at one moment, written as COPY writes it, and read back.

Row-level security shows the rows of one clinic at a time, so its tables are walked clinic by
clinic. Names of tables and columns come from the database's own catalogue.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.core.management.color import no_style
from django.db import connection, transaction
from psycopg import sql

END = b"\\.\n"
FIRST = ("clinic_clinic", "clinic_account", "clinic_member", "clinic_patient")


@contextmanager
def one_moment() -> Iterator[Any]:
    """A cursor that sees the database as it is now, whatever others write meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield cursor


def write(cursor: Any, out: BinaryIO) -> dict[str, tuple[str, int]]:  # noqa: ANN401 — Django types no psycopg cursor
    """Write every table; each one's digest and number of rows."""
    told = {}
    for table in tables(cursor):
        columns = _columns(cursor, table)
        out.write(json.dumps({"table": table, "columns": columns}).encode() + b"\n")
        digest, rows = hashlib.sha256(), 0
        for line in _lines(cursor, table, columns):
            digest.update(line)
            rows += 1
            out.write(line)
        out.write(END)
        told[table] = (digest.hexdigest(), rows)
    return told


def digests(cursor: Any) -> dict[str, tuple[str, int]]:  # noqa: ANN401 — as above
    """Each table's SHA-256 over its rows as text, and how many there are."""

    class Nowhere:
        def write(self, some: bytes) -> None:
            """Only the digest is wanted."""

    return write(cursor, Nowhere())  # type: ignore[arg-type]  # nothing is asked but to write


def tables(cursor: Any) -> list[str]:  # noqa: ANN401 — as above
    """Every table, those that others ask for when a row is written first."""
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    )
    names = [name for (name,) in cursor.fetchall()]
    return sorted(
        names, key=lambda name: (name not in FIRST, name not in FIRST or FIRST.index(name))
    )


def seals(cursor: Any) -> dict[str, str]:  # noqa: ANN401 — as above
    """The last seal of each clinic's audit."""
    told = {}
    for number, slug in _clinics(cursor):
        _look_at(cursor, number)
        cursor.execute("SELECT seal FROM clinic_audithead WHERE clinic_id = %s", [number])
        told[slug] = cursor.fetchone()[0]
    return told


def fill(content: BinaryIO) -> None:
    """Put the rows into tables that are there and empty of them, all or nothing."""
    with connection.cursor() as cursor:
        for table in reversed(tables(cursor)):
            cursor.execute(_text("DELETE FROM {}", table))
        while head := content.readline():
            told = json.loads(head)
            _fill_table(cursor, told["table"], told["columns"], content)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _count_on(cursor)


def _fill_table(cursor: Any, table: str, columns: list[str], content: BinaryIO) -> None:  # noqa: ANN401 — as above
    """COPY does not write behind row-level security: by way of a table of this session."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    cursor.execute(_text("CREATE TEMP TABLE incoming (LIKE {})", table))
    with cursor.copy(sql.SQL("COPY incoming ({}) FROM STDIN").format(names)) as copy:
        while (line := content.readline()) != END:
            if not line:
                raise ValueError(f"{table} has no end")
            copy.write(line)
    insert = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM incoming").format(
        sql.Identifier(table), names, names
    )
    if not _is_walled(cursor, table):
        cursor.execute(insert)
    for number, _ in _clinics(cursor) if _is_walled(cursor, table) else ():
        _look_at(cursor, number)
        cursor.execute(insert + sql.SQL(" WHERE clinic_id = {}").format(sql.Literal(number)))
    cursor.execute("DROP TABLE incoming")


def _lines(cursor: Any, table: str, columns: list[str]) -> Iterator[bytes]:  # noqa: ANN401 — as above
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    ask = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table))
    order = sql.SQL(" ORDER BY {}").format(sql.Identifier(columns[0]))
    if not _is_walled(cursor, table):
        yield from _copied(cursor, ask + order)
        return
    for number, _ in _clinics(cursor):
        _look_at(cursor, number)
        only = sql.SQL(" WHERE clinic_id = {}").format(sql.Literal(number))
        yield from _copied(cursor, ask + only + order)


def _copied(cursor: Any, ask: sql.Composable) -> Iterator[bytes]:  # noqa: ANN401 — as above
    rest = b""
    with cursor.copy(sql.SQL("COPY ({}) TO STDOUT").format(ask)) as copy:
        for some in copy:
            *lines, rest = (rest + bytes(some)).split(b"\n")
            yield from (line + b"\n" for line in lines)


def _clinics(cursor: Any) -> list[tuple[int, str]]:  # noqa: ANN401 — as above
    cursor.execute("SELECT id, slug FROM clinic_clinic ORDER BY id")
    return list(cursor.fetchall())


def _look_at(cursor: Any, clinic: int) -> None:  # noqa: ANN401 — as above
    cursor.execute("SELECT set_config('app.clinic', %s, true)", [str(clinic)])


def _is_walled(cursor: Any, table: str) -> bool:  # noqa: ANN401 — as above
    cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [f'"{table}"'])
    return bool(cursor.fetchone()[0])


def _columns(cursor: Any, table: str) -> list[str]:  # noqa: ANN401 — as above
    """By name, the primary key first: rows are told in its order."""
    cursor.execute(
        "SELECT a.attname FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid "
        "AND i.indisprimary AND a.attnum = ANY (i.indkey) WHERE a.attrelid = %s::regclass "
        "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY i.indrelid IS NULL, a.attnum",
        [f'"{table}"'],
    )
    return [name for (name,) in cursor.fetchall()]


def _count_on(cursor: Any) -> None:  # noqa: ANN401 — as above
    """New rows get numbers behind those that were restored."""
    from django.apps import apps

    models = [model for model in apps.get_models(include_auto_created=True)]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)


def _text(words: str, table: str) -> sql.Composable:
    return sql.SQL(words).format(sql.Identifier(table))
