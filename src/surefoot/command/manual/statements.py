"""Pages of the knowledge: one an overview of all tables, one for each table with every row."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from surefoot.command.manual.markdown import line, page, table
from surefoot.knowledge.links import tables_of
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import TABLES, Knowledge

_SAID_FIRST = frozenset({"id", "says", "grade", "sources", "valid_from"})


def overview(knowledge: Knowledge) -> str:
    """All tables with their counts, reviewed and unreviewed."""
    rows = [_counted(name, each) for name, each in tables_of(knowledge)]
    about = (
        f"Release {knowledge.version}. Every statement has an id, plain words, a grade and at "
        "least one source. *Unreviewed* means that no publication was opened for it, or that it "
        "is our own choice: a clinician signs it off (`surefoot knowledge review`)."
    )
    head = ("Kind", "Rows", "Reviewed", "Unreviewed", "What a row is")
    return page("The knowledge", about, table(head, rows))


def table_pages() -> Iterator[str]:
    """The name of each table, in order."""
    yield from (each.field for each in TABLES)


def one_table(knowledge: Knowledge, name: str) -> str:
    """Every row of one table."""
    rows: Mapping[str, BaseModel] = getattr(knowledge, name)
    about = f"{_about(name)} {len(rows)} rows, knowledge {knowledge.version}."
    parts = [_row(key, row) for key, row in rows.items()]
    return page(name.replace("_", " ").capitalize(), about, "\n".join(parts))


def _counted(name: str, rows: Mapping[str, BaseModel]) -> tuple[str, ...]:
    statements = [row for row in rows.values() if isinstance(row, Statement)]
    reviewed = sum(row.grade.is_reviewed for row in statements)
    unreviewed = len(statements) - reviewed
    return (
        f"[{name}](knowledge/{name}.md)",
        str(len(rows)),
        str(reviewed),
        str(unreviewed),
        _about(name),
    )


def _about(name: str) -> str:
    model = next(each.model for each in TABLES if each.field == name)
    return (model.__doc__ or "").strip().splitlines()[0]


def _row(key: str, row: BaseModel) -> str:
    """One row: its id, what it says, what it rests on, then its other fields."""
    says = f" {line(row.says)}" if isinstance(row, Statement) else ""
    lines = [f"- **`{key}`**{says}"]
    if isinstance(row, Statement):
        sources = ", ".join(row.sources)
        lines.append(f"  *{row.grade.value.replace('_', ' ')}; {line(sources)}*")
    rest = "; ".join(f"{name}: {words}" for name, words in _fields(row))
    if rest:
        lines.append(f"  {rest}")
    return "  \n".join(lines)


def _fields(row: BaseModel) -> Iterator[tuple[str, str]]:
    """The fields that are filled with something else than what always stands there."""
    for name, value in row.model_dump(mode="json", exclude_defaults=True).items():
        if name not in _SAID_FIRST and value not in (None, "", [], {}):
            yield name.replace("_", " "), words(value)


def words(value: object) -> str:
    """Any value of a row in one line."""
    if isinstance(value, list):
        return ", ".join(map(words, value))
    if isinstance(value, dict):
        filled = {k: v for k, v in value.items() if v not in (None, "", [], {})}
        return "(" + ", ".join(f"{line(str(k))} {words(v)}" for k, v in filled.items()) + ")"
    if isinstance(value, float):
        return f"{value:g}"
    return line(str(value))
