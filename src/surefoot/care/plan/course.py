"""Step 5. The possible courses: visits by week, the room in them, the days left for home."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from surefoot.care.findings import Findings
from surefoot.care.plan.candidates import Person
from surefoot.care.plan.free_days import days_of_the_week
from surefoot.care.plan.problem import WEEK, HomeDays, Pattern, Phase
from surefoot.care.plan.teaching import Lesson, lessons
from surefoot.knowledge.schema.plan_rules import MustHave, SessionPhase, Topic
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Setting, Technique


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every course of this person has in common."""

    phases: tuple[Phase, ...]
    caps: tuple[int, ...]
    growth: float
    rest_days: int
    home_days: Mapping[int, HomeDays]
    home_day_min: int
    visit_min: int
    fixed: Mapping[str, int]  # minutes of the parts of every visit: pre_check, warm_up, ...
    topics: tuple[Topic, ...]

    def taught(self, visits: Sequence[int]) -> tuple[Lesson, ...]:
        """The education of every visit."""
        return lessons(
            self.topics,
            visits,
            visit_min=self.visit_min,
            room_min=self.visit_min - self.overhead - self.training_min,
            usual_min=self.fixed["education"],
            share=self.education_share,
        )

    @property
    def overhead(self) -> int:
        """Minutes of a visit for checks, warm-up and cool-down."""
        return sum(minutes for name, minutes in self.fixed.items() if name != "education")

    education_share: float
    training_min: int  # of a visit, that teaching leaves


def frame(person: Person, topics: tuple[Topic, ...], *, lines_left: int) -> Frame:
    """Phases, caps, home days and fixed parts for this person."""
    weeks = person.profile.weeks
    numbers = person.knowledge.progression_rules["PR1"].numbers
    rest = _rest_days(person)
    return Frame(
        phases=tuple(_phases(person, weeks, lines_left)),
        caps=_caps(person, weeks, numbers["growth_max"]),
        growth=numbers["growth_max"],
        rest_days=rest,
        home_days={row.visits: row for row in days_of_the_week(person, rest)},
        home_day_min=_home_day_min(person),
        visit_min=person.case.means.visit_min,
        fixed=fixed_parts(person),
        topics=topics,
        education_share=person.knowledge.plan_weights["limit/education_share"].value,
        training_min=int(person.knowledge.plan_weights["limit/training_in_visit_min"].value),
    )


def fixed_parts(person: Person) -> dict[str, int]:
    """Minutes of what every visit has: checks, warm-up, cool-down, education."""
    rows = [row for row in person.knowledge.session_phases.values() if row.fixed]
    return {row.id: int(_minutes_of(row, person.findings)) for row in rows}


def _minutes_of(row: SessionPhase, findings: Findings) -> float:
    """How long a part takes this person; who needs it long gets it long."""
    if row.minutes_long is not None and findings.holds(row.long_when) is True:
        return row.minutes_long
    if row.minutes_short is not None and findings.holds(row.short_when) is True:
        return row.minutes_short
    return row.minutes_low


def patterns(person: Person, frame: Frame) -> tuple[Pattern, ...]:
    """Every way to space the visits: never rising, within the caps of week and course."""
    limits = [person.case.means.visits_per_week_max]
    limits += [row.visits_per_week_max for row in person.life if row.visits_per_week_max]
    most, few = _most_visits(person), few_visits(person) is not None
    rates = [r for r in _rates(person.knowledge, few=few) if r <= min(limits)]
    usual = _usual(person.knowledge, len(frame.phases))
    found = [
        _pattern(frame, way, usual)
        for way in product(rates, repeat=len(frame.phases))
        if list(way) == sorted(way, reverse=True) and way[0]
    ]
    fit = [p for p in found if most is None or sum(p.visits) <= most]
    # A course begins with a visit a week, unless even those are too many.
    allowed = [p for p in fit if min(p.visits[n - 1] for n in frame.phases[0].numbers)] or fit
    asked = max((o.sessions_per_week_min or 0 for o in _musts(person)), default=0)
    enough = [p for p in allowed if min(p.a_week) >= asked and all(p.visits)]
    left = enough if asked and enough else allowed
    worth = _not_too_many(left, _visits_max(person)) or left
    return tuple(_not_dear(worth, person, frame, usual))


def few_visits(person: Person) -> int | None:
    """How many visits there may be, where that is less than one a week."""
    most = _most_visits(person)
    return most if most is not None and most < person.profile.weeks else None


def _most_visits(person: Person) -> int | None:
    """The most visits of a course: what the clinic can give, and what is paid for this person."""
    paid = person.findings.value("visits_allowed")
    limits = [person.case.means.visits_max, int(paid) if isinstance(paid, int | float) else None]
    return min((limit for limit in limits if limit is not None), default=None)


def _not_dear(
    found: list[Pattern], person: Person, frame: Frame, usual: Sequence[float]
) -> list[Pattern]:
    """Where visits are a worry, no more than is usual, or than a must-have needs."""
    if not found or not any(row.front_load for row in person.life):
        return found
    often = sum(rate * phase.weeks for rate, phase in zip(usual, frame.phases, strict=True))
    most = max(often, min(sum(p.visits) for p in found))
    return [p for p in found if sum(p.visits) <= most]


def _visits_max(person: Person) -> int | None:
    """The most visits that help in this type; a pool that was opened by name needs its weeks."""
    opened = any(row.technique == Technique.AQUATIC for row in person.profile.added)
    return None if opened else person.profile.visits_max


def _not_too_many(found: Sequence[Pattern], most: int | None) -> list[Pattern]:
    """Those with no more visits than help in this type; what must be done goes before it."""
    return [p for p in found if most is None or sum(p.visits) <= most]


def _rates(knowledge: Knowledge, *, few: bool) -> list[float]:
    """How often visits may be, the most often first."""
    rows = [row for row in knowledge.visit_rates.values() if few or not row.only_few]
    return sorted((row.per_week for row in rows), reverse=True)


def _usual(knowledge: Knowledge, phases: int) -> list[float]:
    """The usual visits a week in each phase; fewer at the end."""
    rows = knowledge.visit_rates.values()
    rate = next(row.per_week for row in rows if row.usual)
    last = next(row.per_week for row in rows if row.usual_at_end)
    return [rate] * (phases - 1) + [last]


def _musts(person: Person) -> list[MustHave]:
    rows = person.knowledge.must_haves
    return [rows[need.id] for need in person.safety.requirements if need.id in rows]


def _pattern(frame: Frame, way: Sequence[float], usual: Sequence[float]) -> Pattern:
    visits = tuple(v for phase, rate in zip(frame.phases, way, strict=True)
                   for v in _spaced(phase, rate))  # fmt: skip
    rooms = _rooms(frame, visits)
    home = [frame.home_days[max(1, int(rate)) if rate else 0] for phase, rate in
            zip(frame.phases, way, strict=True) for _ in phase.numbers]  # fmt: skip
    return Pattern(
        visits=visits,
        a_week=tuple(max(1, int(rate)) if rate else 0 for rate in way),
        rooms=rooms,
        home_min=sum(len(days.days) for days in home) * frame.home_day_min,
        heavy_home_min=sum(_heavy(days) for days in home) * frame.home_day_min,
        reach_min=_reach(frame, visits, rooms, home),
        away=sum(
            round(abs(rate - u) * phase.weeks)
            for phase, rate, u in zip(frame.phases, way, usual, strict=True)
        ),
    )


def _heavy(days: HomeDays) -> int:
    """On how many days at home the same muscles may work hard."""
    return max((len(some) for choices in days.heavy_choices(WEEK) for some in choices), default=0)


def _spaced(phase: Phase, rate: float) -> Iterator[int]:
    """Visits in each week of a phase: every week, or every second or fourth one."""
    for i in range(phase.weeks):
        if rate >= 1:
            yield int(rate)
        else:
            yield int(rate > 0 and i % max(1, round(1 / rate) if rate else 1) == 0)


def _rooms(frame: Frame, visits: Sequence[int]) -> tuple[int, ...]:
    return tuple(
        max(0, frame.visit_min - frame.overhead - les.minutes) for les in frame.taught(visits)
    )


def _reach(
    frame: Frame, visits: Sequence[int], rooms: Sequence[int], home: Sequence[HomeDays]
) -> int:
    """The most training minutes: each week below its cap, its room, and growth."""
    total, before, at = 0, 0, 0
    for number, count in enumerate(visits):
        room = sum(rooms[at : at + count]) + len(home[number].days) * frame.home_day_min
        week = min(frame.caps[number], room)
        if number:
            week = min(week, int(before * (1 + frame.growth)))
        total, before, at = total + week, week, at + count
    return total


def _phases(person: Person, weeks: int, lines_left: int) -> Iterator[Phase]:
    limits = person.knowledge.adherence["adherence/design"].numbers
    life = [row.home_items_max for row in person.life if row.home_items_max]
    most = min([int(limits["items_max"]), max(1, lines_left), *life])
    if _needs_few(person, limits["oldest_age"]):
        most = min(most, int(limits["items_oldest"]))
    rows = sorted(person.knowledge.course_phases.values(), key=lambda row: row.first_week)
    for index, row in enumerate(row for row in rows if row.first_week <= weeks):
        early = row.first_week <= limits["first_weeks"]
        items = min(most, int(limits["items_first"])) if early else most
        length = min(row.weeks, weeks - row.first_week + 1)
        yield Phase(index=index, first_week=row.first_week, weeks=length, home_items_max=items)


def _needs_few(person: Person, oldest: float) -> bool:
    age = person.findings.value("age_a")
    if isinstance(age, int | float) and age >= oldest:
        return True
    found = (person.findings.truth(code) for code in ("cond_cog_severe", "memory_trouble"))
    return any(truth is True for truth in found)


def _caps(person: Person, weeks: int, growth: float) -> tuple[int, ...]:
    cap = person.safety.cap
    caps, most = [], float(cap.start_min)
    for number in range(weeks):
        most = min(most, cap.minutes[number])
        caps.append(int(most))
        most = int(most) * (1 + growth)
    return tuple(caps)


def _rest_days(person: Person) -> int:
    row = person.knowledge.caps.get(person.safety.cap.reason.statement)
    return row.rest_days if row is not None else 0


def _home_day_min(person: Person) -> int:
    if Setting.HOME not in person.case.means.settings:
        return 0
    limit = person.knowledge.adherence["adherence/design"].numbers["minutes_a_day"]
    free = person.findings.value("minutes_per_day_available")
    return int(min(limit, free)) if isinstance(free, int | float) else int(limit)
