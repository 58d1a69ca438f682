"""Rows to care records and back: the only folder that knows both.

`Store` is what one actor may read and write; the other files are what it keeps of one noun.
"""

from surefoot.clinic.store.patients import AlreadyKeptError, Identity, Store

__all__ = ["AlreadyKeptError", "Identity", "Store"]
