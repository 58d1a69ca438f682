"""The published JSON Schema of the case file, from the same shapes that read it."""

import json
from collections.abc import Iterator
from typing import Any

from surefoot.exchange.case_file.answers import ANSWERS_BY_CODE, NOT_DONE
from surefoot.exchange.case_file.document import CASE
from surefoot.exchange.case_file.shape import Day, Text
from surefoot.exchange.case_file.vocabulary import TOLD_ELSEWHERE, Vocabulary
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.knowledge.units import units_of, written
from surefoot.terms import Setting

DIALECT = "https://json-schema.org/draft/2020-12/schema"

type Schema = dict[str, Any]


def schema(knowledge: Knowledge) -> Schema:
    """Everything a schema can say of a case file; the rest is said by `surefoot case check`."""
    vocabulary = Vocabulary.of(knowledge)
    codes, shapes = _codes(knowledge, vocabulary)
    return {
        "$schema": DIALECT,
        "title": "Surefoot case file",
        "description": "One person on one day. Not asked is left out, never null. Generated.",
        **CASE.schema(vocabulary),
        "$defs": {
            ANSWERS_BY_CODE: {
                "type": "object",
                "properties": {"on": Day().schema(vocabulary), **codes},
                "additionalProperties": False,
            },
            **shapes,
        },
    }


def schema_text(knowledge: Knowledge) -> str:
    """The schema as the reference publishes it."""
    return json.dumps(schema(knowledge), indent=1, ensure_ascii=False) + "\n"


def _codes(knowledge: Knowledge, vocabulary: Vocabulary) -> tuple[Schema, Schema]:
    """Each recorded code with its name; what may stand behind codes alike is told once."""
    codes: Schema = {}
    shapes: Schema = {}
    for finding in vocabulary.recorded:
        if finding.id in TOLD_ELSEWHERE or finding.id in vocabulary.medicine_classes:
            continue
        units = [written(knowledge, unit) for unit in units_of(knowledge, finding.id)]
        name = _shape_name(finding, len(units))
        if name not in shapes:
            shapes[name] = _several(finding, _one(finding, vocabulary, len(units) > 1))
        codes[finding.id] = {**_about(finding, units), "$ref": f"#/$defs/{name}"}
    return codes, shapes


def _shape_name(finding: Finding, units: int) -> str:
    parts: list[str] = [finding.value_type, finding.side]
    if finding.kind == "clinic_means" and finding.side == "per_site":
        parts[1] = "per_place"
    if finding.value_type == "number" and units > 1:
        parts.append("with_unit")
    if finding.value_type == "enum":
        parts += finding.enum_values
    return "-".join(parts)


def _about(finding: Finding, units: list[str]) -> Schema:
    """The name, the question, and the limits of a number that stands by itself."""
    about: Schema = {"title": finding.says}
    told = [finding.ask] if finding.ask else []
    if any(units):
        told.append(f"In {' or '.join(units)}.")
    if told:
        about["description"] = " ".join(told)
    if finding.value_type == "number" and len(units) < 2:
        about |= {"minimum": finding.min, "maximum": finding.max}
    return about


def _one(finding: Finding, vocabulary: Vocabulary, with_unit: bool) -> list[Schema]:
    """The forms one answer may take."""
    value = _value(finding, vocabulary)
    told = value if finding.value_type == "text" else {"anyOf": [value, {"enum": list(NOT_DONE)}]}
    details = {"on": Day().schema(vocabulary), "protocol": Text().schema(vocabulary)}
    if finding.value_type == "number":
        details["unit"] = {"type": "string"}
    if finding.kind == "clinic_means" and finding.side == "per_site":
        places: Schema = {str(place): told for place in Setting}
        return [_object({**places, "on": details["on"]}), {"const": False}]
    if finding.side == "per_site":
        return list(_by_site(details, vocabulary))
    if finding.side == "left_right":
        sides = _object({"left": told, "right": told, "both": told, **details})
        side: Schema = {"enum": ["left", "right", "both"]}
        alone = _object({"value": told, "side": side, **details}, needed=["value"])
        return [
            sides,
            alone,
            {"enum": [False, *NOT_DONE] if _yes_or_no(finding) else list(NOT_DONE)},
        ]
    needed = ["value", "unit"] if with_unit else ["value"]
    detailed = _object({"value": value, **details}, needed=needed)
    not_done = _object({"value": {"enum": list(NOT_DONE)}, "on": details["on"]}, needed=["value"])
    if finding.value_type == "text":
        return [value, detailed]
    return [{"enum": list(NOT_DONE)} if with_unit else told, detailed, not_done]


def _by_site(details: Schema, vocabulary: Vocabulary) -> Iterator[Schema]:
    names: Schema = {"type": "array", "items": {"enum": sorted(vocabulary.places)}}
    yield {"enum": [True, False, *NOT_DONE]}
    yield names
    yield _object({"at": names, "not_at": names, "elsewhere": {"const": False}, **details})
    yield _object({"value": {"enum": [True, False, *NOT_DONE]}, **details}, needed=["value"])


def _yes_or_no(finding: Finding) -> bool:
    return finding.value_type == "three_valued"


def _value(finding: Finding, vocabulary: Vocabulary) -> Schema:
    kinds: Schema = {
        "three_valued": {"type": "boolean"},
        "number": {"type": "number"},
        "enum": {"enum": list(finding.enum_values)},
        "date": Day().schema(vocabulary),
        "text": Text().schema(vocabulary),
    }
    shape: Schema = kinds[finding.value_type]
    return shape


def _several(finding: Finding, forms: list[Schema]) -> Schema:
    """One answer, or a list of answers of several days."""
    return {"anyOf": [*forms, {"type": "array", "minItems": 1, "items": {"anyOf": forms}}]}


def _object(properties: Schema, needed: list[str] | None = None) -> Schema:
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": needed} if needed else made
