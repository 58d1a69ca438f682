"""Finding statements: by id, by words, and by what rests on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel

from surefoot.knowledge.links import Link, all_links, leaves, tables_of
from surefoot.knowledge.schema.statement import Statement
from surefoot.knowledge.schema.whole import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row, and the table it stands in."""

    table: str
    id: str  # its key in the table
    row: BaseModel

    @property
    def statement(self) -> str:
        """The id a record cites it by, which may differ from its key."""
        return str(getattr(self.row, "id", self.id))

    @property
    def says(self) -> str:
        """The row in plain words."""
        if isinstance(self.row, Statement):
            return self.row.says
        return str(getattr(self.row, "reference", "") or getattr(self.row, "written", ""))


def by_id(knowledge: Knowledge, name: str) -> tuple[Found, ...]:
    """The rows that go by this name: key or statement id in any table, or "table/key"."""
    exact = tuple(each for each in everything(knowledge) if name in (each.id, each.statement))
    table, _, key = name.partition("/")
    return exact or tuple(
        each for each in everything(knowledge) if (each.table, each.id) == (table, key)
    )


def nearest(knowledge: Knowledge, name: str) -> tuple[str, ...]:
    """Ids that look like `name`, best first."""
    ids = {each.statement for each in everything(knowledge)}
    close = get_close_matches(name, ids, n=5, cutoff=0.6)
    inside = sorted(one for one in ids if name.lower() in one.lower())
    return tuple(dict.fromkeys([*close, *inside]))[:5]


def used_by(knowledge: Knowledge, found: Found) -> tuple[Link, ...]:
    """The links of other statements that lead to this one."""
    return tuple(
        link
        for link in all_links(knowledge)
        if (link.to_table, link.to_id) == (found.table, found.id)
    )


def search(knowledge: Knowledge, words: Sequence[str]) -> tuple[Found, ...]:
    """Rows that hold every word, those that hold them in id or sentence first."""
    wanted = [word.lower() for word in words]
    scored = [(_score(each, wanted), each) for each in everything(knowledge)]
    kept = [(score, each) for score, each in scored if score]
    return tuple(each for _, each in sorted(kept, key=lambda pair: (-pair[0], pair[1].id)))


def everything(knowledge: Knowledge) -> Iterator[Found]:
    """Every row of every table."""
    for table, rows in tables_of(knowledge):
        for key, row in rows.items():
            yield Found(table=table, id=key, row=row)


def _score(found: Found, wanted: Sequence[str]) -> int:
    """0 unless every word occurs; the id weighs most, then the sentence, then the rest."""
    name, says = found.id.lower(), found.says.lower()
    rest = " ".join(leaf.word for leaf in leaves(found.row)).lower()
    if not all(word in rest or word in name for word in wanted):
        return 0
    return 1 + sum(8 * (word == name) + 4 * (word in name) + 2 * (word in says) for word in wanted)
