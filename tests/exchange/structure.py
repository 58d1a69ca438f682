"""A small validator for the part of JSON Schema 2020-12 that the published schema uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from surefoot.exchange.people.chart import words

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "integer": int,
}
KNOWN = words(
    """
    $schema $defs $ref title description type properties required additionalProperties enum const
    anyOf items minItems maxItems maxLength pattern format minimum maximum
    """
)


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """Where a value does not fit a schema; empty when it does."""
    assert set(schema) <= set(KNOWN), f"the validator does not know {set(schema) - set(KNOWN)}"
    return list(_faults(value, schema, root, path))


def _faults(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from faults(value, _at(schema["$ref"], root), root, path)
    if "type" in schema and not _is_of(value, schema["type"]):
        yield f"{path}: {value!r} is no {schema['type']}"
        return
    if "enum" in schema and not any(_same(value, one) for one in schema["enum"]):
        yield f"{path}: {value!r} is none of {schema['enum'][:9]}"
    if "const" in schema and not _same(value, schema["const"]):
        yield f"{path}: {value!r} is not {schema['const']!r}"
    if "anyOf" in schema and all(faults(value, one, root, path) for one in schema["anyOf"]):
        yield f"{path}: {value!r} fits none of the forms"
    yield from _bounds(value, schema, path)
    if isinstance(value, dict):
        yield from _members(value, schema, root, path)
    if isinstance(value, list) and "items" in schema:
        for at, part in enumerate(value):
            yield from faults(part, schema["items"], root, f"{path}[{at}]")


def _at(reference: str, root: dict[str, Any]) -> dict[str, Any]:
    _, _, name = reference.rpartition("#/$defs/")
    found: dict[str, Any] = root["$defs"][name]
    return found


def _is_of(value: Any, kinds: str | list[str]) -> bool:
    names = [kinds] if isinstance(kinds, str) else kinds
    is_flag = isinstance(value, bool)
    return any(
        isinstance(value, TYPES[name]) and (name == "boolean" or not is_flag) for name in names
    )


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and value == other


def _bounds(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = schema.get("minimum", value), schema.get("maximum", value)
        if not low <= value <= high:
            yield f"{path}: {value} is not from {low} to {high}"
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            yield f"{path}: too long"
        if not re.search(schema.get("pattern", ""), value):
            yield f"{path}: {value!r} does not fit {schema['pattern']}"
    if isinstance(value, list):
        low, high = schema.get("minItems", 0), schema.get("maxItems", len(value))
        if not low <= len(value) <= high:
            yield f"{path}: {len(value)} items"


def _members(
    value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str
) -> Iterator[str]:
    parts = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path}: {name} is missing"
    for name, part in value.items():
        if name in parts:
            yield from faults(part, parts[name], root, f"{path}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{path}: {name} is not known"
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from faults(part, schema["additionalProperties"], root, f"{path}.{name}")
