"""What every request shares: the knowledge in force, what of it is signed, and the keys."""

from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from surefoot.clinic.keys import KeyRing, read_ring
from surefoot.exchange import signatures
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.whole import Knowledge


@cache
def knowledge() -> Knowledge:
    """The release this server was started with."""
    return load()


def signatures_file(clinic: str) -> Path:
    """Where a clinic, by its slug, keeps its signatures: one clinic's do not count in another."""
    return Path(settings.HOME) / f"signatures-{clinic}.jsonl"


def signed(clinic: str) -> frozenset[str]:
    """The statements a clinic has signed; read anew when somebody signs."""
    file = signatures_file(clinic)
    return _signed(file, file.stat().st_mtime_ns) if file.exists() else frozenset()


@lru_cache(maxsize=32)
def _signed(file: Path, stamp: int) -> frozenset[str]:
    return signatures.signed(file, knowledge())


def ring() -> KeyRing:
    """The keys; read anew when the file was replaced, so that a rotation needs no restart."""
    file = settings.KEYS_FILE
    return _ring(file, file.stat().st_mtime_ns if file.exists() else 0)


@lru_cache(maxsize=2)
def _ring(file: Path, stamp: int) -> KeyRing:
    return read_ring(file)
