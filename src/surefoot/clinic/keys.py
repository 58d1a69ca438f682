"""Secret keys, and what is sealed with them: free text, contact data and entries.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. What is sealed is bound to what it
is about: a phone number copied into another patient's row cannot be opened there.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext

from surefoot.terms import SurefootError

NONCE = 12  # bytes
KEY = 32  # bytes
SPLIT = b":"  # between the name of the key and what it sealed


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of a clinic's machine: `current` seals, all of them open."""

    keys: Mapping[str, bytes]
    current: str

    def seal(self, plain: bytes, about: str) -> bytes:
        """What only this ring can open again, and only as being about the same."""
        nonce = os.urandom(NONCE)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, plain, about.encode())
        return self.current.encode() + SPLIT + nonce + sealed

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed; SurefootError where the key is not there or the content was changed."""
        name, _, rest = bytes(sealed).partition(SPLIT)
        key = self.keys.get(name.decode(errors="replace"))
        if key is None:
            raise SurefootError(
                gettext("The key %(name)s is not on this machine.")
                % {"name": repr(name.decode(errors="replace"))},
                gettext("Put back the keys file that belongs to this database."),
            )
        try:
            return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], about.encode())
        except InvalidTag as wrong:
            raise SurefootError(
                gettext("What was kept about %(about)s was changed, or belongs to another row.")
                % {"about": about},
                gettext("Restore it from a backup."),
            ) from wrong

    def is_current(self, sealed: bytes) -> bool:
        """Whether it was sealed with the key in use; else it waits to be sealed anew."""
        return bytes(sealed).startswith(self.current.encode() + SPLIT)

    def trace(self, word: str, kind: str) -> str:
        """A fixed mark of a word, by which equal words are found without being readable.

        HMAC-SHA-256 under the first key: a rotation does not change it.
        """
        first = self.keys[min(self.keys)]
        secret = hmac.digest(first, f"trace/{kind}".encode(), hashlib.sha256)
        return hmac.new(secret, word.encode(), hashlib.sha256).hexdigest()[:32]

    def rotated(self) -> "KeyRing":
        """The same ring with a fresh key in use; the old ones still open what they sealed."""
        # Behind the last: a number is never given twice, also after a key was dropped.
        name = f"k{int(max(self.keys).removeprefix('k')) + 1:03}"
        return KeyRing(keys={**self.keys, name: os.urandom(KEY)}, current=name)

    @property
    def previous(self) -> str:
        """The key that was in use before the current one, or the current one where it is alone."""
        return max(set(self.keys) - {self.current}, default=self.current)

    def without(self, names: set[str]) -> "KeyRing":
        """The ring without keys that seal nothing; the first and the current one always stay."""
        stay = {min(self.keys), self.current}
        kept = {name: key for name, key in self.keys.items() if name in stay or name not in names}
        return KeyRing(keys=kept, current=self.current)


def new_ring() -> KeyRing:
    """A ring with one random key."""
    return KeyRing(keys={"k001": os.urandom(KEY)}, current="k001")


def read_ring(path: Path) -> KeyRing:
    """The ring of a file that only its owner can read."""
    if not path.exists():
        raise SurefootError(f"There is no keys file {path}.", "Set the clinic up first.")
    if path.stat().st_mode & 0o077:
        raise SurefootError(
            f"Others on this machine can read the keys in {path}.", f"chmod 600 {path}"
        )
    try:
        told = json.loads(path.read_text())
        keys = {name: bytes.fromhex(key) for name, key in told["keys"].items()}
        if told["current"] not in keys or {len(key) for key in keys.values()} != {KEY}:
            raise ValueError("a key is missing or has not 32 bytes")
    except (ValueError, KeyError, AttributeError, TypeError) as wrong:
        raise SurefootError(
            f"The keys file {path} cannot be read: {wrong}.", "Put back the copy you keep apart."
        ) from wrong
    return KeyRing(keys=keys, current=told["current"])


def write_ring(ring: KeyRing, path: Path) -> None:
    """Write the file so that it is whole or not there, and readable by its owner only."""
    fresh = path.with_suffix(".new")
    told = {"current": ring.current, "keys": {name: key.hex() for name, key in ring.keys.items()}}
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(told, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
