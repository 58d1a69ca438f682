"""Rules of what waits: for the first visit, for a test, for the review of an urgent sign."""

from collections.abc import Iterator

from surefoot.care.check.broken import Broken, Under, Way
from surefoot.care.check.selecting import fits
from surefoot.knowledge.schema.red_flags import ADVICE_ONLY, EVERYTHING
from surefoot.knowledge.schema.safety import ExaminationPart
from surefoot.terms import Side

_IN_VAIN = ("unable", "not_applicable")


def waiting_faults(under: Under, where: str, way: Way) -> Iterator[Broken]:
    """What one way of doing an exercise would have to wait for."""
    sets, parts = under.knowledge.open_sets, under.knowledge.examination_parts.values()
    untested = any(is_undone(under, part, "performance") for part in parts)
    waits = {
        "open/advice-only": under.plan.gate == "advice_only",
        "open/provisional": under.plan.gate == "provisional",
        "open/performance": untested,
    }
    for name, applies in waits.items():
        if applies and not any(fits(kept, way.row, way.setting) for kept in sets[name].keeps):
            yield Broken(rule=name, where=where, says=sets[name].says)
    yield from _restricted(under, where, way)


def _restricted(under: Under, where: str, way: Way) -> Iterator[Broken]:
    """What an urgent sign, not yet reviewed, leaves shut."""
    advice = under.knowledge.open_sets["open/advice-only"].keeps
    for flag in under.contact.raised:
        for word in flag.restricts:
            beyond_advice = not any(fits(kept, way.row, way.setting) for kept in advice)
            if (
                word == EVERYTHING
                or (word == ADVICE_ONLY and beyond_advice)
                or word == way.row.technique
                or word in way.row.precaution_tags
            ):
                says = f"{flag.id}: {word.replace('_', ' ')} waits for its review."
                yield Broken(rule=flag.id, where=where, says=says)


def is_undone(under: Under, part: ExaminationPart, block: str) -> bool:
    """Whether a part of an examination is still to be done."""
    if part.block != block:
        return False
    if part.opened_when and under.findings.holds(part.opened_when) is False:
        return False
    done = [_answered(under, code) for code in part.codes]
    return not (all(done) if part.all_of else any(done))


def _answered(under: Under, code: str) -> bool:
    """Whether a test gave a value, on both sides, or was tried in vain; declined is not tried."""
    if any(each.code == code and each.why in _IN_VAIN for each in under.case.not_done):
        return True
    row = under.knowledge.findings[code]
    if row.side == "left_right":
        return all(under.findings.on_side(code, side) is not None for side in Side)
    return under.findings.value(code) is not None
