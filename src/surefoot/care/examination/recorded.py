"""Step 2. Findings that are answers, and answers that are findings.

A time taken with a stopwatch may come as a finding (`tug_s`) or as answers to an instrument; it is
one and the same, so each is made from the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from surefoot.care.case import Answers, Case, Fact, Value
from surefoot.care.examination.answers import code_of
from surefoot.care.examination.plans import Plan, plan_of
from surefoot.care.examination.problems import AnswersError, Problem
from surefoot.care.examination.records import Score
from surefoot.care.examination.replies import Answer
from surefoot.care.examination.rounding import half_up
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Side

type Place = tuple[str, Side | None]  # a finding and its side


@dataclass(frozen=True, slots=True)
class Holder:
    """An item or value of an instrument that is the same thing as a finding."""

    instrument: str
    name: str
    words: Mapping[str, str]  # word of the finding -> answer


_HOLDERS: dict[int, tuple[Knowledge, Mapping[Place, tuple[Holder, ...]]]] = {}


def holders(knowledge: Knowledge) -> Mapping[Place, tuple[Holder, ...]]:
    """Where each recorded finding stands among the instruments; worked out once a process."""
    kept = _HOLDERS.get(id(knowledge))
    if kept is None:
        # The knowledge is kept beside it, so that its id is never another's.
        kept = _HOLDERS[id(knowledge)] = (knowledge, _holders(knowledge))
    return kept[1]


def _holders(knowledge: Knowledge) -> Mapping[Place, tuple[Holder, ...]]:
    found: dict[Place, list[Holder]] = {}
    for code in knowledge.instruments:
        plan = plan_of(code, knowledge)
        for one in plan.recorded:
            words = {word: answer for answer, word in one.item.words.items()}
            words |= one.item.also
            place = (one.item.finding, one.item.side)
            found.setdefault(place, []).append(Holder(code, one.id, words))
        for value, _ in plan.values:
            if value.feeds:
                place = (value.feeds, value.side)
                found.setdefault(place, []).append(Holder(code, value.id, {}))
    return {place: tuple(those) for place, those in found.items()}


def answers_in(case: Case, knowledge: Knowledge) -> Iterator[Answers]:
    """The answers that the facts of a case are, by instrument and day.

    Where an instrument was answered on a day, its own answers are the record of that day.
    """
    where = holders(knowledge)
    answered = {(one.instrument, one.on) for one in case.answers}
    found: dict[tuple[str, date], dict[str, float | str | bool | None]] = {}
    for fact in case.facts:
        if fact.on > case.today:
            continue
        for holder in where.get((fact.code, fact.side), ()):
            answer = _as_answer(holder, fact.value)
            if answer is not None and (holder.instrument, fact.on) not in answered:
                found.setdefault((holder.instrument, fact.on), {})[holder.name] = answer
    for (instrument, on), items in found.items():
        yield Answers(instrument=instrument, on=on, items=items)


def _as_answer(holder: Holder, value: Value) -> Answer | None:
    """The value in the words of the instrument; None where it has no word for it."""
    if isinstance(value, date):
        return None
    if not holder.words:
        return value
    return holder.words.get(code_of(value))


def facts_of(scores: Iterable[Score], case: Case, knowledge: Knowledge) -> tuple[Fact, ...]:
    """What the scores add to the facts of the case; two records at odds are told."""
    known: dict[tuple[str, Side | None, date], tuple[Value, str]] = {
        (fact.code, fact.side, fact.on): (fact.value, "the case") for fact in case.facts
    }
    where = holders(knowledge)
    added: list[Fact] = []
    problems: list[tuple[Score, Problem]] = []
    for score in scores:
        for result in score.results:
            key = (result.code, result.side, score.on)
            if key not in known:
                known[key] = (result.value, score.name)
                added.append(_fact(score, result.code, result.value, result.side))
            elif not _agrees(result.value, known[key][0], score, where.get(key[:2], ())):
                problems.append((score, _at_odds(result.code, result.value, *known[key])))
    if problems:
        score = problems[0][0]
        faults = [problem for _, problem in problems]
        raise AnswersError(score.instrument, score.on.isoformat(), faults)
    return tuple(added)


def _fact(score: Score, code: str, value: Value, side: Side | None) -> Fact:
    return Fact(code=code, value=value, on=score.on, side=side, protocol=score.instrument)


def _agrees(mine: Value, other: Value, score: Score, those: Iterable[Holder]) -> bool:
    """Equal; one answer (a brisk reflex is there); or equal as shown: an ABI of 0.91 and 0.9118."""
    if mine == other:
        return True
    if not (isinstance(mine, int | float) and isinstance(other, int | float)):
        return any(
            holder.words[code_of(mine)] == holder.words.get(code_of(other))
            for holder in those
            if holder.instrument == score.instrument and code_of(mine) in holder.words
        )
    shown = [one.decimals for one in score.values.values() if one.value == mine]
    decimals = max(shown, default=6)
    return half_up(mine, decimals) == half_up(other, decimals)


def _at_odds(code: str, mine: Value, other: Value, whose: str) -> Problem:
    says = f"{mine!r} here, {other!r} in {whose} on the same day"
    return Problem(code, says, "Keep the one that is right.")


def with_readings(answers: Answers, plan: Plan, findings: Findings) -> Answers:
    """The answers, with the items that the findings can answer filled in."""
    read = {
        one.id: found
        for one in plan.items.values()
        if one.item.reads
        and answers.items.get(one.id) is None
        and one.id not in answers.not_done
        and (found := _read(one.item.reads, one.reply.kind, findings)) is not None
    }
    return replace(answers, items={**answers.items, **read}) if read else answers


def _read(rule: str, kind: str, findings: Findings) -> Answer | None:
    if kind == "yes_no":
        return findings.holds(rule)
    value = findings.value(rule)
    return None if isinstance(value, date) else value


def read_only(knowledge: Knowledge) -> tuple[str, ...]:
    """The instruments that nobody fills in: every item is read from the findings."""
    return tuple(
        code for code, one in knowledge.instruments.items() if all(item.reads for item in one.items)
    )
