"""Step 5. What a person is taught, and at which visit: early where a must-have says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from surefoot.care.findings import Findings
from surefoot.knowledge.schema.plan_rules import Topic
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Technique

EARLY_WEEKS = 2
CHUNK_MIN = 5  # long topics are given in parts of this length or more


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """The education of one visit: its minutes, and the topics in it."""

    minutes: int
    topics: tuple[str, ...]


def topics_for(
    findings: Findings, knowledge: Knowledge, *, techniques: frozenset[Technique]
) -> tuple[Topic, ...]:
    """The topics this person needs, in the order they are taught."""
    rows = sorted(knowledge.topics.values(), key=lambda row: (row.order, row.id))
    return tuple(
        row
        for row in rows
        if findings.holds(row.when) is True
        and (row.technique is None or row.technique in techniques)
    )


def lessons(
    topics: Sequence[Topic],
    visits: Sequence[int],
    *,
    visit_min: int,
    room_min: int,
    usual_min: int,
    share: float,
) -> tuple[Lesson, ...]:
    """The education of every visit of a course; `visits` are counted by week.

    After week 2 it stays below `share` of a visit. In weeks 1 and 2 it is as long as the
    deadlines of the topics ask for, at most half of a visit and at most `room_min`: what the
    other parts and the least training leave.
    """
    weeks = [week for week, count in enumerate(visits, start=1) for _ in range(count)]
    late = max(usual_min, floor(share * visit_min))
    most = max(usual_min, min(visit_min // 2, room_min))
    for early in range(usual_min, most + 1):
        rooms = [early if week <= EARLY_WEEKS else late for week in weeks]
        plan, missed = _fill(topics, weeks, rooms)
        if not missed or early == most:
            return tuple(
                Lesson(minutes=max(usual_min, spent), topics=tuple(names)) for spent, names in plan
            )
    return ()


def _fill(
    topics: Sequence[Topic], weeks: Sequence[int], rooms: Sequence[int]
) -> tuple[list[tuple[int, list[str]]], bool]:
    """Topics put into visits, the one due first first; and whether one came too late."""
    plan: list[tuple[int, list[str]]] = [(0, []) for _ in weeks]
    at, missed = 0, False
    for topic in sorted(topics, key=lambda row: (_due(row, weeks), row.order)):
        left = topic.minutes
        while left > 0 and at < len(rooms):
            spent, names = plan[at]
            free = rooms[at] - spent
            part = left if left <= free else (free if free >= CHUNK_MIN and left > free else 0)
            if part:
                plan[at] = (int(spent + part), [*names, topic.id])
                left -= part
            if left > 0:
                at += 1
        missed = missed or left > 0 or at > _due(topic, weeks)
        if left > 0 and plan and topic.id not in plan[-1][1]:
            # No time is left for it: it is begun at its last possible visit and given in writing.
            plan[_due(topic, weeks)][1].append(topic.id)
    return plan, missed


def _due(topic: Topic, weeks: Sequence[int]) -> int:
    """The index of the last visit by which a topic is due; the last visit where none is named."""
    last = len(weeks) - 1
    if topic.by_visit is not None:
        return min(last, topic.by_visit - 1)
    if topic.by_week is not None:
        within = [i for i, week in enumerate(weeks) if week <= topic.by_week]
        return max(within, default=0)
    return last
