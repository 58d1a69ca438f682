"""Step 5. Where no plan can be made: what has to change first, and who does it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from surefoot.care.plan.records import SafetyReading
from surefoot.care.plan.safety.techniques import SAYS
from surefoot.knowledge.schema.safety import Condition
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Reason, Technique

MOST_CONDITIONS = 3
MOST_RULES = 3  # more rules than that in conflict say only that too little is open
WORTH_NAMING = 0.2  # of the library: a condition that closes less leaves a plan
CONDITION = "safety/"


def what_first(
    safety: SafetyReading,
    knowledge: Knowledge,
    conflict: Iterable[str] = (),
    few_visits: int | None = None,
) -> Iterator[str]:
    """One line for each thing to do, with who does it; the condition that closes most first."""
    yield from (reason.changes for reason in safety.gate_reasons if reason.changes)
    if few_visits is not None:
        yield f"The clinic: visits are limited to {few_visits}. See whether more can be paid for."
    lines = [_line(condition, safety) for condition in _closing(safety, knowledge)]
    yield from lines
    rules = tuple(conflict)
    if not lines:
        yield from (f"The clinic: {change}" for change in _means(safety))
    if 0 < len(rules) <= MOST_RULES:
        yield f"The therapist: decide which of these rules may give way. {' '.join(rules)}"
    elif rules:
        yield "The therapist: too little is open for a course; plan again when more of it is."


def _closing(safety: SafetyReading, knowledge: Knowledge) -> list[Condition]:
    """The conditions present that close most of the library."""
    counted: Counter[str] = Counter()
    for allowed in safety.exercises.values():
        if not allowed.settings:
            counted.update({r.statement for r in allowed.against if _is_condition(r, safety)})
    least = WORTH_NAMING * len(safety.exercises)
    named = [name for name in counted if counted[name] >= least]
    most = sorted(named, key=lambda name: (-counted[name], name))[:MOST_CONDITIONS]
    return [knowledge.conditions[name.removeprefix(CONDITION)] for name in most]


def _is_condition(reason: Reason, safety: SafetyReading) -> bool:
    return reason.statement.removeprefix(CONDITION) in safety.conditions


def _line(condition: Condition, safety: SafetyReading) -> str:
    """What is done about one condition."""
    does = [part.says for part in condition.instructions if part.kind == "refer"]
    does += [part.says for part in condition.instructions if part.kind == "do"]
    told = f"{'; '.join(does[:2])}. " if does else ""
    if condition.same_day:
        return f"{condition.name}. The therapist, today: {told}Then take the reading again."
    waiting = sorted({t.replace("_", " ") for t in _waiting(condition, safety)})
    if waiting:
        who = f"A named physician or team allows, with a reason: {', '.join(waiting)}."
        return f"{condition.name}. {told}{who}"
    return f"{condition.name}. {told}{condition.lifted_by}"


def _waiting(condition: Condition, safety: SafetyReading) -> Iterator[Technique]:
    """The techniques that a named approval of a condition would open."""
    for technique, state in safety.techniques.items():
        mine = [r for r in state.reasons if r.statement == condition.id]
        if any(reason.says.endswith(f"{SAYS['relative']}.") for reason in mine):
            yield technique


def _means(safety: SafetyReading) -> list[str]:
    """What would open most where no condition closes anything: a place, a device, a helper."""
    counted = Counter(
        reason.changes
        for allowed in safety.exercises.values()
        if not allowed.settings
        for reason in set(allowed.against)
        if reason.changes
    )
    return [says for says, _ in sorted(counted.items(), key=lambda p: (-p[1], p[0]))[:2]]
