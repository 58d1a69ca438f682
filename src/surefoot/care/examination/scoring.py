"""Step 2. One scorer for every instrument: its definition says how, nothing here knows which."""

from collections.abc import Collection, Mapping

from surefoot.care.case import Answers
from surefoot.care.case import Value as Answered
from surefoot.care.examination import reading
from surefoot.care.examination.answers import REASONS, Work, code_of, read_all
from surefoot.care.examination.plans import Plan, plan_of
from surefoot.care.examination.problems import AnswersError, Problem
from surefoot.care.examination.records import (
    Measured,
    Named,
    Raised,
    Result,
    Score,
    State,
    Unanswered,
)
from surefoot.care.examination.replies import Asked
from surefoot.care.examination.totals import totals
from surefoot.care.rules import Sheet
from surefoot.care.rules.sheet import Past
from surefoot.knowledge.nearest import unknown_name
from surefoot.knowledge.schema.whole import Knowledge

_NO_PAST = Past((), {}, None)
_UNDER_LICENCE = ("C", "C*")


def score(
    answers: Answers,
    knowledge: Knowledge,
    *,
    age_a: int | None = None,
    sex: str | None = None,
    licensed: Collection[str] = (),
) -> Score:
    """The answers, scored as the definition of their instrument says.

    `age_a` is the age in full years on the day of the answers. `licensed` names the instruments
    whose licence the clinic has confirmed. Faulty answers raise `AnswersError` with every fault.
    """
    plan = plan_of(answers.instrument, knowledge)
    problems: list[Problem] = []
    work = _read(plan, answers, age_a, sex, problems)
    state = _refused(plan, work, licensed)
    values = {} if state else totals(plan, answers, work, problems)
    if problems:
        raise AnswersError(answers.instrument, answers.on.isoformat(), problems)
    return _record(plan, answers, work, values, state)


def _read(
    plan: Plan, answers: Answers, age_a: int | None, sex: str | None, problems: list[Problem]
) -> Work:
    work = Work(Sheet(answers.on, _NO_PAST), age_a, sex, not_done=answers.not_done)
    work.sheet["age"] = None if age_a is None else float(age_a)
    work.sheet["sex"] = sex
    read_all(plan.items, answers, work, problems)
    if answers.not_done or answers.protocol or not answers.items.keys() <= plan.items.keys():
        problems.extend(_unknown_words(plan, answers))
    return work


def _unknown_words(plan: Plan, answers: Answers) -> list[Problem]:
    """Items, reasons and protocol words that the instrument does not have."""
    known = {**plan.by_id, **plan.items}
    named = dict.fromkeys((*answers.items, *answers.not_done))
    found = [_unknown("item", name, known) for name in named if name not in known]
    for item, why in answers.not_done.items():
        if why not in REASONS:
            fix = f"Give one of: {', '.join(REASONS)}."
            found.append(Problem(item, f"{why!r} is no reason for a missing answer", fix))
    found += [
        _unknown("protocol word", word, plan.protocol_words)
        for word in answers.protocol
        if word not in plan.protocol_words
    ]
    return found


def _unknown(kind: str, name: str, known: Mapping[str, object]) -> Problem:
    error = unknown_name(kind, name, known)
    return Problem(name, error.says.rstrip("."), error.fix)


def _refused(plan: Plan, work: Work, licensed: Collection[str]) -> tuple[State, str] | None:
    """Why the answers may not be scored at all, or None."""
    one = plan.instrument
    if one.licence_class in _UNDER_LICENCE and one.id not in licensed:
        return "not_licensed", f"{one.name} is under licence, which the clinic has to confirm."
    void = next((says for rule, says in plan.voids if rule(work.sheet)), None)
    return None if void is None else ("dropped", void)


def _state(
    plan: Plan, answers: Answers, work: Work, values: Mapping[str, Measured]
) -> tuple[State, str]:
    one = plan.instrument
    if one.main in values or (one.any_value and values):
        return "scored", ""
    if "unable" in answers.not_done.values():
        return "unable", f"The person was unable to do it; {one.name} gives that no score."
    if possible := work.possible.get(one.main):
        return "incomplete", f"Answers are missing; it could still be {' or '.join(possible)}."
    return "incomplete", f"Without the missing answers {one.name} has no score."


def _record(
    plan: Plan,
    answers: Answers,
    work: Work,
    values: Mapping[str, Measured],
    refused: tuple[State, str] | None,
) -> Score:
    state, why = refused or _state(plan, answers, work, values)
    asked = () if refused else plan.flags
    flags = {one.row.id: reading.holds(one, plan.items, work) for one in asked}
    raised = tuple(reading.raised(one.row, work.age_a) for one in asked if flags[one.row.id])
    bands = reading.named(plan.bands, values, work.age_a)
    statements = _statements(plan, work, values, [*bands, *raised])
    instrument = plan.instrument
    return Score(
        instrument=instrument.id,
        name=instrument.name,
        on=answers.on,
        state=state,
        why=why,
        main=values.get(instrument.main),
        values=values,
        possible=work.possible,
        missing=_missing(plan, work, values),
        bands=bands,
        flags=flags,
        raised=raised,
        limits=reading.age_limits(instrument.age_low, instrument.age_high, work.age_a),
        events=reading.events(plan.alarms, answers, work),
        protocol=tuple((word, answers.protocol.get(word)) for word in instrument.fingerprint),
        results=() if state == "not_licensed" else _results(plan, answers, work, values),
        answers=answers,
        sources=tuple(instrument.sources),
        statements=statements,
        unreviewed=tuple(one for one in statements if one in plan.unsigned),
    )


def _missing(plan: Plan, work: Work, values: Mapping[str, Measured]) -> tuple[Unanswered, ...]:
    """The items without an answer; none where only the total was written down."""
    if any(one.as_total for one in values.values()):
        return ()
    return tuple(
        Unanswered(item=name, why=work.not_done.get(name, "missing"))
        for name in plan.required
        if work.sheet[name] is None and name not in work.gone
    )


def _statements(
    plan: Plan,
    work: Work,
    values: Mapping[str, Measured],
    read: list[Named | Raised],
) -> tuple[str, ...]:
    """The statements the score rests on, each once."""
    found = [plan.instrument.id, *(one.statement for one in read), *work.norms]
    if any(one.prorated for one in values.values()):
        found += plan.missing_notes
    return tuple(dict.fromkeys(found))


def _results(
    plan: Plan, answers: Answers, work: Work, values: Mapping[str, Measured]
) -> tuple[Result, ...]:
    """The recorded findings that the answers and the values are."""
    found = [
        Result(code=one.item.finding, value=_as_finding(one, work), side=one.item.side)
        for one in plan.recorded
        if answers.items.get(one.id) is not None
    ]
    found += [
        Result(code=value.feeds, value=values[value.id].value, side=value.side)
        for value, _ in plan.values
        if value.feeds and value.id in values
    ]
    return tuple(found)


def _as_finding(one: Asked, work: Work) -> Answered:
    """The answer in the words of the vocabulary."""
    answer = work.sheet[one.id]
    assert answer is not None  # noqa: S101 - an answered item has a value
    if not one.item.words:
        return answer
    word = one.item.words[code_of(answer)]
    return {"yes": True, "no": False}.get(word, word)
