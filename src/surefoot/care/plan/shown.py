"""Step 5. What begins at home is shown in a visit before (MI1), in the time for talk."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from surefoot.care.plan.records import Visit, Week

_TALK = "education"


def with_shown(weeks: Sequence[Week]) -> tuple[Week, ...]:
    """The course, each visit told what begins at home before the next and was practised in none."""
    known: set[str] = set()
    found = []
    for at, week in enumerate(weeks):
        visits = []
        for place, visit in enumerate(week.visits):
            known |= _practised(visit)
            ahead = [week] if place == 0 else []
            if place == len(week.visits) - 1:
                ahead += takewhile(lambda later: not later.visits, weeks[at + 1 :])
            begins = {name for each in ahead for name in _at_home(each)}
            visits.append(_showing(visit, tuple(sorted(begins - known))))
        known.update(_at_home(week))
        found.append(replace(week, visits=tuple(visits)))
    return tuple(found)


def _practised(visit: Visit) -> set[str]:
    return {item.exercise for part in visit.parts for item in part.items if part.phase != _TALK}


def _at_home(week: Week) -> Iterator[str]:
    return (item.exercise for item in week.home.exercises)


def _showing(visit: Visit, shown: tuple[str, ...]) -> Visit:
    parts = (replace(p, shown=shown) if p.phase == _TALK else p for p in visit.parts)
    return replace(visit, parts=tuple(parts))
