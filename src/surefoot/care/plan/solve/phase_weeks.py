"""Between the stages: the week of each phase, with its visits, their room and its home days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surefoot.care.plan.problem import HomeDays, Phase, Problem
from surefoot.care.plan.solve.choose import Chosen
from surefoot.terms import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of a phase: its visits, the room in them, its home days."""

    phase: Phase
    visits: int  # in a full week
    visit_weeks: int  # weeks of the phase that have visits
    pool_visits: tuple[int, ...]  # which visits of the week are in the pool
    rooms: tuple[int, ...]  # training minutes of each visit of the week, the least over the weeks
    room_sums: tuple[int, ...]  # of each visit of the week, over all weeks that have visits
    days: HomeDays

    @property
    def is_sparse(self) -> bool:
        """Whether some weeks of the phase have no visit."""
        return self.visit_weeks < self.phase.weeks

    def visits_for(self, places: Iterable[Setting]) -> tuple[int, ...]:
        """The visits of the week something may be done in."""
        return tuple(
            visit
            for visit in range(1, self.visits + 1)
            if (Setting.POOL if visit in self.pool_visits else Setting.CLINIC) in places
        )


def phase_weeks(problem: Problem, chosen: Chosen) -> Iterator[Week]:
    """One week for each phase; of the minutes of a visit the least over its weeks, and the sum."""
    pool = _pool_phases(problem, chosen)
    for phase in problem.phases:
        rooms = _rooms(chosen, phase)
        visits = chosen.pattern.a_week[phase.index]
        yield Week(
            phase=phase,
            visits=visits,
            visit_weeks=len(rooms),
            pool_visits=(visits,) if phase.index in pool else (),
            rooms=tuple(min(week[j] for week in rooms) for j in range(visits)),
            room_sums=tuple(sum(week[j] for week in rooms) for j in range(visits)),
            days=problem.home_days[visits],
        )


def _rooms(chosen: Chosen, phase: Phase) -> list[list[int]]:
    """The rooms of the visits of each week of a phase that has visits."""
    rooms, found, at = chosen.pattern.rooms, [], 0
    for number, visits in enumerate(chosen.pattern.visits, start=1):
        if number in phase.numbers and visits:
            found.append(list(rooms[at : at + visits]))
        at += visits
    return found


def _pool_phases(problem: Problem, chosen: Chosen) -> frozenset[int]:
    """Phases with a pool visit each week: the middle ones first, as many as there are visits."""
    left, found = chosen.pool_visits, set()
    for phase in sorted(problem.phases, key=lambda p: (p.index == 0, -p.weeks, p.index)):
        if chosen.pattern.a_week[phase.index] > 1 and phase.weeks <= left:
            found.add(phase.index)
            left -= phase.weeks
    return frozenset(found)
