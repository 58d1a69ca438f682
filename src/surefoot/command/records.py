"""Any frozen record as blocks of a page, for steps that have no page of their own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import singledispatch

from surefoot.care.summary.page import Block, Facts, Points, Text


def blocks(value: object, *, leave_out: Sequence[str] = ()) -> Iterator[Block]:
    """Short values as label and text; lists of records one after the other."""
    if not is_dataclass(value):
        yield from _many(value)
        return
    kept = [f.name for f in fields(value) if f.name not in leave_out]
    short = [(_label(n), _short(getattr(value, n))) for n in kept if _is_short(getattr(value, n))]
    if short:
        yield Facts(rows=tuple((name, words) for name, words in short if words))
    for name in kept:
        inner = getattr(value, name)
        if not _is_short(inner):
            yield Text(words=_label(name), lead=True)
            yield from blocks(inner)


def _many(value: object) -> Iterator[Block]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield Text(words=_short(name), lead=True)
            yield from blocks(inner)
    elif isinstance(value, tuple | list) and all(map(_is_short, value)):
        yield Points(lines=tuple(map(_short, value)))
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from blocks(inner)
    else:
        yield Text(words=_short(value))


def _is_short(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_is_plain(inner) for inner in value.values())
    if isinstance(value, tuple | list):
        return all(_is_plain(inner) for inner in value) and len(value) <= 6
    return _is_plain(value)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | date | Enum)


@singledispatch
def _short(value: object) -> str:
    """A value in a few words; what is not known says so."""
    return "not known" if value is None else str(value)


@_short.register
def _(value: bool) -> str:
    return "yes" if value else "no"


@_short.register
def _(value: Enum) -> str:
    return value.name if isinstance(value.value, int) else str(value.value)


@_short.register
def _(value: float) -> str:
    return f"{value:.4g}"


@_short.register
def _(value: Mapping) -> str:  # type: ignore[type-arg]  # a registered type has no parameters
    return ", ".join(f"{_short(name)} {_short(inner)}" for name, inner in value.items())


@_short.register(tuple)
@_short.register(list)
def _(value: Sequence[object]) -> str:
    return ", ".join(map(_short, value))


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
