"""What is painted on the body map, as sites of the vocabulary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from surefoot.care.case import Case, Fact, Symptom
from surefoot.care.intake.asked import symptom_of
from surefoot.care.intake.records import YES, Question, Said
from surefoot.care.intake.records import WrongReplyError as Wrong
from surefoot.care.intake.replies import each_of, is_empty, one_of
from surefoot.knowledge.schema.vocabulary import SymptomRow
from surefoot.knowledge.schema.whole import Knowledge


def read_paint(
    reply: object, question: Question, knowledge: Knowledge
) -> Mapping[str, tuple[str, ...]]:
    """Paint -> sites. The reply is {"numb": ["big_toe_left"]}, or "numb:big_toe_left" each."""
    paints = [paint.id for paint in question.paints]
    zones = {zone.id for zone in question.zones}
    painted: dict[str, list[str]] = {}
    for paint, zone in _pairs(reply):
        name = one_of(paint, paints)
        painted.setdefault(name, []).extend(_sites(one_of(zone, zones), knowledge))
    return {paint: tuple(dict.fromkeys(sites)) for paint, sites in painted.items()}


def _pairs(reply: object) -> Iterator[tuple[object, object]]:
    if isinstance(reply, Mapping):
        for paint, zones in reply.items():
            if not is_empty(zones):
                yield from ((paint, zone) for zone in each_of(zones))
        return
    for each in each_of(reply):
        if not isinstance(each, str):
            raise Wrong("not_an_answer")
        paint, _, zone = each.partition(":")
        yield paint, zone


def _sites(zone: str, knowledge: Knowledge) -> Iterator[str]:
    whole = knowledge.body_zones.get(zone)
    if whole is not None:
        yield from whole.places
        return
    name, _, side = zone.rpartition("_")
    yield from (f"{place}_{side}" for place in knowledge.body_zones[name].places)


def with_sites(
    symptoms: dict[str, Symptom], painted: Mapping[str, tuple[str, ...]], knowledge: Knowledge
) -> None:
    """Write the painted sites into what is told of each group."""
    for paint, sites in painted.items():
        group = knowledge.symptom_groups[knowledge.intake_paints[paint].group].group
        symptoms[group] = replace(symptoms[group], sites=sites)


def placed(case: Case, knowledge: Knowledge, said: Said, on: date) -> tuple[Fact, ...]:
    """The kinds of a symptom at the places that were painted, as far as that follows.

    Of one kind it follows that it is at every place; of several only where the person said so.
    """
    found = (
        _placed(case, row, _same_places(row, knowledge), said, on)
        for row in knowledge.symptom_groups.values()
        if len(row.sited) > 1
    )
    return tuple(fact for facts in found for fact in facts)


def _same_places(row: SymptomRow, knowledge: Knowledge) -> str:
    """The question that tells whether every kind is at every place."""
    return next(
        question.id
        for question in knowledge.intake_questions.values()
        if question.part == "same_places" and question.group == row.id
    )


def _placed(case: Case, row: SymptomRow, question: str, said: Said, on: date) -> Iterable[Fact]:
    symptom = symptom_of(case, row.group)
    told = {code: _newest(case.facts, code) for code in row.sited}
    kinds = [code for code, facts in told.items() if any(fact.value is True for fact in facts)]
    is_clear = len(kinds) == 1 and all(told.values())
    if not symptom.present or not symptom.sites or not kinds:
        return ()
    if not is_clear and said.get(question) != YES:
        return ()
    return tuple(fact for code in kinds for fact in _at_sites(code, symptom.sites, on))


def _newest(facts: Sequence[Fact], code: str) -> list[Fact]:
    """What was told of a finding on the latest day on which it was."""
    mine = [fact for fact in facts if fact.code == code]
    latest = max((fact.on for fact in mine), default=None)
    return [fact for fact in mine if fact.on == latest]


def _at_sites(code: str, sites: Iterable[str], on: date) -> Iterator[Fact]:
    """Here and nowhere else: the whole map was shown."""
    yield from (Fact(code=code, value=True, on=on, site=site) for site in sites)
    yield Fact(code=code, value=False, on=on)
