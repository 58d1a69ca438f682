"""Step 2. The examination: every instrument scored, what is due, what must not be done."""

from collections.abc import Iterable
from dataclasses import replace

from surefoot.care.case import Answers, Case
from surefoot.care.examination import core_set, recorded
from surefoot.care.examination.plans import plan_of
from surefoot.care.examination.problems import AnswersError
from surefoot.care.examination.records import Examination, GateState, Score
from surefoot.care.examination.scoring import score
from surefoot.care.findings import Findings
from surefoot.care.rules.sheet import years_between
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

_PERFORMANCE = "performance"


def examine(case: Case, findings: Findings, knowledge: Knowledge) -> Examination:
    """The answers and recorded tests of a case, scored; the findings hold the scores too.

    Faulty answers raise one `SurefootError` that names every fault of every instrument.
    """
    scores = (*_answered(case, knowledge), *_from_facts(case, knowledge))
    added = recorded.facts_of(scores, case, knowledge)
    if added:
        # As dated facts, not as results: rules over time ("fell by", "on visits") read them too.
        case = replace(case, facts=(*case.facts, *added))
        findings = Findings(case, knowledge)
    scores = _in_order(_read_out(scores, case, findings, knowledge))
    done = core_set.diary(case, scores)
    to_do, at_home = core_set.blocks(done, findings, knowledge)
    gates = core_set.gates(findings, knowledge)
    latest = {one.instrument: one for one in scores}.values()
    return Examination(
        made_on=case.today,
        knowledge=knowledge.version,
        scores=scores,
        findings=findings,
        blocks=to_do,
        at_home=at_home,
        gates=gates,
        events=tuple(event for one in latest for event in one.events),
        seated_only=not all(block.complete for block in to_do if block.id == _PERFORMANCE),
        unreviewed=_unreviewed(latest, gates),
    )


def _answered(case: Case, knowledge: Knowledge) -> list[Score]:
    """Every answered instrument scored; all faults are told together."""
    found: list[Score] = []
    faults: list[str] = []
    for answers in case.answers:
        try:
            found.append(_score(answers, case, knowledge))
        except SurefootError as error:
            faults.append(str(error))
    if faults:
        raise SurefootError(" ".join(faults))
    return found


def _score(answers: Answers, case: Case, knowledge: Knowledge) -> Score:
    person = case.person
    return score(
        answers,
        knowledge,
        age_a=years_between(person.born_on, answers.on),
        sex=person.sex,
        licensed=case.means.licensed,
    )


def _from_facts(case: Case, knowledge: Knowledge) -> list[Score]:
    """Tests that were recorded as findings, where that is enough for a score or an alarm."""
    found: list[Score] = []
    for answers in recorded.answers_in(case, knowledge):
        try:
            made = _score(answers, case, knowledge)
        except AnswersError:
            continue  # the finding has a wider range than the instrument: it stays a finding
        if made.state == "scored" or made.events:
            found.append(made)
    return found


def _read_out(
    scores: Iterable[Score], case: Case, findings: Findings, knowledge: Knowledge
) -> list[Score]:
    """The latest score of each instrument once more, with the items the findings can answer."""
    latest = {one.instrument: one for one in _in_order(scores)}
    found = [
        _again(one, case, findings, knowledge) if latest[one.instrument] is one else one
        for one in scores
    ]
    for code in recorded.read_only(knowledge):
        if code not in latest:
            answers = Answers(instrument=code, on=case.today, items={})
            filled = recorded.with_readings(answers, plan_of(code, knowledge), findings)
            made = _score(filled, case, knowledge)
            if made.state == "scored" or made.possible:
                found.append(made)
    return found


def _again(one: Score, case: Case, findings: Findings, knowledge: Knowledge) -> Score:
    filled = recorded.with_readings(one.answers, plan_of(one.instrument, knowledge), findings)
    return one if filled is one.answers else _score(filled, case, knowledge)


def _in_order(scores: Iterable[Score]) -> tuple[Score, ...]:
    return tuple(sorted(scores, key=lambda one: (one.on, one.instrument)))


def _unreviewed(latest: Iterable[Score], gates: Iterable[GateState]) -> tuple[str, ...]:
    """The statements relied on that no clinician has signed."""
    relied_on = {statement for one in latest for statement in one.unreviewed}
    relied_on |= {gate.id for gate in gates if gate.closed and not gate.grade.is_reviewed}
    return tuple(sorted(relied_on))
