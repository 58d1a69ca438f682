"""Waking Django up for a verb that works with the clinic's database."""

import os

from surefoot.terms import SurefootError


def begin_django() -> None:
    """Load the settings and the tables; what this machine writes is readable by its owner only."""
    try:
        import django
    except ImportError:
        raise SurefootError(
            "The clinic is not installed on this machine.", "Install surefoot[clinic]."
        ) from None
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "surefoot.clinic.settings")
    try:
        django.setup()
    except ValueError as wrong:  # an address of a database that is none
        raise SurefootError(f"{wrong}.", "Write postgresql://user@host/name, or nothing.") from None
