"""The reinnervation clock: who looks at a nerve that does not reach its muscle in time."""

from dataclasses import dataclass
from datetime import date

from surefoot.care.diagnosis import Regrowth, regrowth
from surefoot.care.prognosis.seen import Seen
from surefoot.knowledge.schema.causes import PrognosisRule
from surefoot.terms import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clock of a focal lesion with axonal loss. `late_on`: no movement by then is too late."""

    rule: PrognosisRule
    late_on: date | None  # None = distance or day of the injury not known
    is_late: bool
    reason: Reason
    missing: tuple[str, ...]


def read_clock(seen: Seen) -> Clock | None:
    """The clock where it runs; None where there is no such lesion."""
    rule = seen.knowledge.prognosis_rules["prognosis/clock"]
    if not seen.holds(rule.when):
        return None
    regrown = regrowth(seen.findings, seen.knowledge)
    return _running(seen, rule, regrown) if regrown else _not_set(seen, rule)


def _running(seen: Seen, rule: PrognosisRule, regrown: Regrowth) -> Clock:
    due = seen.today >= regrown.refer_from
    says = rule.words["due"].format(
        first=regrown.first_movement_on,
        late=regrown.refer_from,
        rescue=regrown.hard_to_rescue_from,
    )
    return Clock(
        rule=rule,
        late_on=regrown.refer_from,
        is_late=due and seen.holds(rule.unmoved_when) is True,
        reason=seen.reason(says, rule, [rule.when]),
        missing=tuple(seen.missing([rule.unmoved_when])) if due else (),
    )


def _not_set(seen: Seen, rule: PrognosisRule) -> Clock:
    codes = tuple(code for code in rule.findings if not seen.facts(code))
    changes = f"Not known: {', '.join(seen.knowledge.findings[code].says for code in codes)}."
    reason = seen.reason(rule.words["open"], rule, [rule.when], changes)
    return Clock(rule=rule, late_on=None, is_late=False, reason=reason, missing=codes)
