"""For each red flag: what sets it off, at which urgency, and what is one step short of it.

Each line is laid over a person who is well (50 years old) and of whom everything else is known.
The triggers are those of the written rows, both sides of each number.
"""

from collections.abc import Mapping

from care.red_flag_tables import (
    brain_and_spine,
    feet_and_heart,
    illness,
    metabolism_and_poisons,
    nerves,
)
from surefoot.knowledge.load import load

TABLES = (nerves, brain_and_spine, feet_and_heart, metabolism_and_poisons, illness)
ORDER = tuple(load().red_flags)


def _in_order[Lines](tables: tuple[Mapping[str, Lines], ...]) -> dict[str, Lines]:
    """All tables in the order of the rows: what is drawn from them by chance stays the same."""
    rows = [row for table in tables for row in table.items()]
    assert len(rows) == len(dict(rows)), "a red flag stands in two tables"
    return dict(sorted(rows, key=lambda row: ORDER.index(row[0])))


FIRES = _in_order(tuple(table.FIRES for table in TABLES))
SILENT = _in_order(tuple(table.SILENT for table in TABLES))
