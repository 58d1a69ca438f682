"""Django's settings, from the environment of the machine; nothing secret has a default.

`SUREFOOT_HOME` is the folder with keys and database; `SUREFOOT_DATABASE_URL` names a PostgreSQL
database instead of the SQLite file in it.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

HOME = Path(os.environ.get("SUREFOOT_HOME", Path.home() / ".surefoot"))
KEYS_FILE = HOME / "keys.json"

# A score that was said to be saved is saved, also when the power fails: synchronous=FULL.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
    ),
}


def database(url: str, home: Path) -> dict[str, Any]:
    """The database a URL names; the SQLite file of the folder where there is none."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "surefoot.sqlite3",
            "OPTIONS": SQLITE,
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"SUREFOOT_DATABASE_URL is not for PostgreSQL: {parts.scheme}://…")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 8, "timeout": 10}},
    }


DATABASES = {"default": database(os.environ.get("SUREFOOT_DATABASE_URL", ""), HOME)}
DEBUG = False
SECRET_KEY = os.environ.get("SUREFOOT_SECRET_KEY", "")
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "surefoot.clinic"]
AUTH_USER_MODEL = "clinic.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
USE_TZ = True
TIME_ZONE = "UTC"  # each clinic has its own; nothing is stored in local time
LANGUAGE_CODE = "en"
