"""Makes small faults in the safety rules, in code and in data, one at a time."""

import ast
import copy
import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from surefoot.knowledge.schema.safety import COLUMNS

type Row = dict[str, Any]

RELAXED = {"A": "R", "R": "P", "P": "."}
OVER_THE_EDGE = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}
NOT_A_RULE = {
    "id",
    "code",
    "says",
    "grade",
    "sources",
    "valid_from",
    "reopens",
    "qualifier",
    "plainly",
}
"""Fields of a row that name or explain it; what they say is held by other tests."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: what kind, in which file of the package, what was changed, and how to make it."""

    kind: str
    file: str
    what: str
    text: Callable[[], str]  # the whole new text of the file

    @property
    def name(self) -> str:
        """File and fault: the same as long as the line at fault is the same."""
        return f"{self.file}: {self.what}"


def rows_of(path: Path) -> list[list[str]]:
    """The cells of a table, its head first."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf8"))))


def in_matrix(package: Path) -> Iterator[Mutant]:
    """Each cell of the safety matrix made one step more lenient."""
    file = "knowledge/safety_matrix.csv"
    rows = rows_of(package / file)
    for r, row in enumerate(rows[1:], start=1):
        for c, column in enumerate(rows[0]):
            if column in COLUMNS and row[c] in RELAXED:
                what = f"{row[1]} {column}: {row[c]} becomes {RELAXED[row[c]]}"
                yield Mutant("matrix", file, what, _with_cell(rows, r, c, RELAXED[row[c]]))


def in_tags(package: Path) -> Iterator[Mutant]:
    """Each precaution tag taken off each exercise."""
    file = "knowledge/exercises.csv"
    rows = rows_of(package / file)
    column = rows[0].index("precaution_tags")
    for r, row in enumerate(rows[1:], start=1):
        tags = row[column].split(";")
        for tag in tags:
            rest = ";".join(each for each in tags if each != tag)
            what = f"{row[0]}: {tag} taken off"
            yield Mutant("tags", file, what, _with_cell(rows, r, column, rest))


def in_rules(package: Path, *prefixes: str) -> Iterator[Mutant]:
    """In the rules of derived findings: each comparison moved over its edge, each way dropped."""
    for file in ("knowledge/findings.csv", "knowledge/findings_added.csv"):
        rows = rows_of(package / file)
        column = rows[0].index("rule")
        for r, row in enumerate(rows[1:], start=1):
            if not row[0].startswith(prefixes):
                continue
            for rule, what in (*_moved(row[column]), *_fewer_ways(row[column])):
                yield Mutant("rules", file, f"{row[0]}: {what}", _with_cell(rows, r, column, rule))


def _moved(rule: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"<=|>=|<|>", rule):
        sign = OVER_THE_EDGE[match.group()]
        near = rule[max(0, match.start() - 25) : match.end() + 8]
        yield rule[: match.start()] + sign + rule[match.end() :], f"`{near}` with {sign}"


def _fewer_ways(rule: str) -> Iterator[tuple[str, str]]:
    if not rule:
        return
    for number, node in enumerate(ast.walk(ast.parse(rule, mode="eval"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("any_")):
            continue
        for place in range(len(node.args)) if len(node.args) > 1 else ():
            changed = ast.parse(rule, mode="eval")
            call = list(ast.walk(changed))[number]
            assert isinstance(call, ast.Call)
            dropped = ast.unparse(call.args.pop(place))
            yield ast.unparse(changed), f"{dropped} no longer counts"


def _with_cell(rows: list[list[str]], r: int, c: int, cell: str) -> Callable[[], str]:
    def text() -> str:
        changed = [list(row) if n == r else row for n, row in enumerate(rows)]
        changed[r][c] = cell
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(changed)
        return out.getvalue()

    return text


def in_exclusions(package: Path) -> Iterator[Mutant]:
    """Each excluded tag dropped, made local, less guarded, or with one of its limits dropped."""
    file = "knowledge/safety.toml"
    document = _document(package / file)
    for at, condition in enumerate(document["conditions"]):
        for number, row in enumerate(condition.get("exclusions", ())):
            name = f"{condition['code']} {row.get('tag') or row['tag_block']}"

            def place(copied: Row, c: int = at, e: int = number) -> tuple[list[Row], int]:
                return copied["conditions"][c]["exclusions"], e

            changes = [*_dropped_fields(row, {"tag", "tag_block"}), *_eased(row)]
            if "area" not in row and "tag" in row:
                changes.append(("made local", lambda copied: copied.update(area="wound")))
            yield from _changed("exclusions", file, document, name, place, changes)


def in_limits(package: Path) -> Iterator[Mutant]:
    """Each limit dropped, or one of its fields, or a number in it moved over its edge."""
    yield from _in_table(package, "limits", "knowledge/safety_limits.toml", "safety_limits", set())


def in_reading(package: Path) -> Iterator[Mutant]:
    """Faults in how the rules are read: areas, rings, columns, open sets and blocks of tags."""
    keep = {"place", "condition", "ring", "block", "spares", "group", "excluded_by"}
    for file, table in (
        ("knowledge/safety_areas.toml", "areas"),
        ("knowledge/safety_rings.toml", "condition_rings"),
        ("knowledge/safety_reading.toml", "matrix_columns"),
        ("knowledge/safety_reading.toml", "open_sets"),
        ("knowledge/safety_reading.toml", "examination_parts"),
        ("knowledge/tags.toml", "tag_blocks"),
    ):
        yield from _in_table(package, "reading", file, table, keep, rows_too=False)


def in_needs(package: Path) -> Iterator[Mutant]:
    """Faults in what a plan must hold and in the most it may hold."""
    file, words = "knowledge/plan_rules/caps.toml", {"stratum", "rest", "effort_borg"}
    yield from _in_table(package, "needs", file, "caps", words, rows_too=False)
    file = "knowledge/plan_rules/must_haves.toml"
    words = {"trigger", "contains", "basis", "actions", "techniques"}
    yield from _in_table(package, "needs", file, "must_haves", words, rows_too=False)


def _in_table(
    package: Path, kind: str, file: str, table: str, keep: set[str], *, rows_too: bool = True
) -> Iterator[Mutant]:
    document = _document(package / file)
    for number, row in enumerate(document[table]):

        def place(copied: Row, at: int = number) -> tuple[list[Row], int]:
            return copied[table], at

        changes = [*_dropped_fields(row, keep), *_eased(row), *_shorter_lists(row, keep)]
        name = str(row.get("id") or row.get("code"))
        yield from _changed(kind, file, document, name, place, changes, rows_too=rows_too)


type Change = tuple[str, Callable[[Row], object]]
type Place = Callable[[Row], tuple[list[Row], int]]


def _changed(
    kind: str,
    file: str,
    document: Row,
    name: str,
    place: Place,
    changes: list[Change],
    *,
    rows_too: bool = True,
) -> Iterator[Mutant]:
    if rows_too:
        yield Mutant(kind, file, f"{name}: dropped", _with_change(document, place, None))
    for what, change in changes:
        yield Mutant(kind, file, f"{name}: {what}", _with_change(document, place, change))


def _with_change(
    document: Row, place: Place, change: Callable[[Row], object] | None
) -> Callable[[], str]:
    """The document with one row changed, or without it."""

    def text() -> str:
        copied = copy.deepcopy(document)
        rows, at = place(copied)
        if change is None:
            del rows[at]
        else:
            change(rows[at])
        return as_toml(copied)

    return text


def _dropped_fields(row: Row, keep: set[str]) -> Iterator[Change]:
    for field in row:
        if field not in NOT_A_RULE | keep:
            yield f"{field} dropped", lambda copied, field=field: copied.pop(field)


def _eased(row: Row) -> Iterator[Change]:
    """Numbers one step off, and comparisons in rules moved over their edge."""
    for field, value in row.items():
        if isinstance(value, bool):
            change = {field: not value}
            yield f"{field} becomes {not value}", lambda copied, c=change: copied.update(c)
        elif isinstance(value, int) and field != "effort_borg":
            step = -1 if field in ("supervision", "ring", "from_joint_grade") else 1
            change = {field: value + step}
            yield f"{field} becomes {value + step}", lambda copied, c=change: copied.update(c)
        elif isinstance(value, str) and field.endswith("when"):
            for rule, what in (*_moved(value), *_fewer_ways(value)):
                yield f"{field}: {what}", lambda copied, c={field: rule}: copied.update(c)


def _shorter_lists(row: Row, keep: set[str]) -> Iterator[Change]:
    for field, value in row.items():
        if isinstance(value, list) and len(value) > 1 and field not in NOT_A_RULE | keep:
            for place, entry in enumerate(value):
                what = f"{_plain(entry)} no longer in {field}"
                yield what, lambda copied, f=field, p=place: copied[f].pop(p)


def _plain(entry: object) -> str:
    return str(entry) if isinstance(entry, str) else as_value(entry)


def _document(path: Path) -> Row:
    return tomllib.loads(path.read_text(encoding="utf8"))


def as_toml(document: Row) -> str:
    """A document of plain tables and arrays of tables, written so that it reads the same."""
    lines: list[str] = []
    for name, value in document.items():
        for row in value if isinstance(value, list) else [value]:
            lines.append(f"[[{name}]]" if isinstance(value, list) else f"[{name}]")
            lines += [f"{field} = {as_value(cell)}" for field, cell in row.items()]
    return "\n".join(lines) + "\n"


def as_value(value: object) -> str:
    """One value as it stands in TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {as_value(v)}" for name, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(as_value(each) for each in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
