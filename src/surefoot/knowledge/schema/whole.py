"""The whole knowledge: which tables there are, in which files, of which shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from surefoot.knowledge.schema.statement import Row, Source
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.wording import Wording


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row: the field of `Knowledge`, the files that hold it, its shape, its key."""

    field: str
    pattern: str
    model: type[Row]
    key: str = "id"


class Knowledge(Row):
    """All that is known, by table and id. Frozen; one object a process."""

    version: str
    sources: Mapping[str, Source]
    findings: Mapping[str, Finding]
    wordings: Mapping[str, Wording]


TABLES: tuple[Table, ...] = (
    Table("sources", "sources/*.toml", Source),
    Table("findings", "findings*.csv", Finding),
    Table("wordings", "wordings.toml", Wording),
)
