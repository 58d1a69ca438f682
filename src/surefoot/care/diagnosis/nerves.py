"""Which named nerves the findings point to, side by side."""

from collections.abc import Iterator, Mapping

from surefoot.care.diagnosis.records import NamedNerve
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.patterns import Convention, Nerve, NerveSign
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Side

_RULE = "convention/nerve-signs"


def named_nerves(
    findings: Findings, chances: Mapping[str, float], knowledge: Knowledge
) -> Iterator[NamedNerve]:
    """Nerves the examiner judged to fit, and those with enough signs where a nerve is possible.

    `chances` are the probabilities of the patterns. Source: convention/nerve-signs.
    """
    rule = knowledge.conventions[_RULE]
    focal = max(chances[pattern] for pattern in rule.words["patterns"].split())
    for nerve in knowledge.nerves.values():
        for side in Side:
            judged = findings.on_side(nerve.finding, side)
            if judged and _fits(nerve, findings):
                yield _named(nerve, side, rule.words["judged"], findings, knowledge)
            elif judged is None and focal >= rule.numbers["floor"]:
                says = _by_signs(nerve, side, findings, knowledge)
                if says:
                    yield _named(nerve, side, says, findings, knowledge)


def _fits(nerve: Nerve, findings: Findings) -> bool:
    """Two nerves may share one judgement of the examiner; a rule tells which one is meant."""
    if nerve.only_when and not findings.holds(nerve.only_when):
        return False
    return not (nerve.not_when and findings.holds(nerve.not_when))


def _by_signs(nerve: Nerve, side: Side, findings: Findings, knowledge: Knowledge) -> str:
    rule = knowledge.conventions[_RULE]
    if any(_present(sign, side, findings) for sign in nerve.against):
        return ""
    facts: dict[str, str] = {}
    for sign in nerve.signs:
        if _present(sign, side, findings):
            facts.setdefault(sign.fact, knowledge.findings[sign.finding].says)
    own = [sign.fact for sign in nerve.signs if sign.sided]
    if len(facts) < rule.numbers["signs"] or not facts.keys() & set(own):
        return ""
    return rule.words["signs"].format(signs=", ".join(facts.values()))


def _present(sign: NerveSign, side: Side, findings: Findings) -> bool:
    if sign.place:
        return findings.at_site(sign.finding, f"{sign.place}_{side}") is True
    value = findings.on_side(sign.finding, side) if sign.sided else findings.value(sign.finding)
    if sign.below is not None:
        return isinstance(value, int | float) and value < sign.below
    return value in sign.values if sign.values else value is True


def _named(
    nerve: Nerve, side: Side, says: str, findings: Findings, knowledge: Knowledge
) -> NamedNerve:
    rule: Convention = knowledge.conventions[_RULE]
    codes = (nerve.finding, *(sign.finding for sign in nerve.signs))
    return NamedNerve(
        id=nerve.id,
        name=nerve.name,
        side=side.value,
        reason=Reason(
            says=says,
            statement=nerve.id,
            findings=tuple(dict.fromkeys(codes)),
            grade=rule.grade if says != rule.words["judged"] else nerve.grade,
        ),
        tell_apart=nerve.tell_apart,
        extent=_extent(nerve, side, findings, knowledge),
    )


def _extent(nerve: Nerve, side: Side, findings: Findings, knowledge: Knowledge) -> str | None:
    """The grade of one nerve, by its weakest muscle. Source: extent/one-nerve."""
    strengths = [findings.on_side(muscle, side) for muscle in nerve.muscles]
    known = [value for value in strengths if isinstance(value, int | float)]
    if not known:
        return None
    return knowledge.extent_rules["extent/one-nerve"].words[str(int(min(known)))]
