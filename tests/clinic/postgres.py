"""The PostgreSQL to test on: the one a URL names, or the one that answers on the default socket."""

import os
from pathlib import Path

import psycopg

SOCKET = Path("/var/run/postgresql")
ROLE = "surefoot_tests"  # no superuser: row-level security holds it


def server() -> str:
    """The URL of a database of it; empty where there is none."""
    if told := os.environ.get("SUREFOOT_TEST_DATABASE_URL"):
        return told
    try:
        with psycopg.connect(host=str(SOCKET), dbname="postgres", autocommit=True) as link:
            if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                link.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
    except psycopg.Error:
        return ""
    return f"postgresql://{ROLE}@/postgres?host={SOCKET}"
