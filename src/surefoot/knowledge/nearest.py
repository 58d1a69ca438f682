"""Names that are almost right: the known ones a person may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from surefoot.terms import SurefootError


def unknown_name(kind: str, name: str, known: Iterable[str]) -> SurefootError:
    """The error for a name nobody knows, with the nearest known ones."""
    near = get_close_matches(name, list(known), n=3, cutoff=0.6)
    fix = f"Did you mean {' or '.join(near)}?" if near else "Look it up in the reference."
    return SurefootError(f"{name!r} is no {kind}.", fix)
