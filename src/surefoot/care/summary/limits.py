"""The rules for this person: what may not be done, and how the rest is done, in plain words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from surefoot.care.plan.records import LeftOut, PlanOfCare
from surefoot.care.summary.chart import Chart, joined, lower_first, sentence, upper_first
from surefoot.care.summary.instructions import after, at_once
from surefoot.knowledge.schema.safety import Condition, Instruction
from surefoot.terms import Technique

_TAG = re.compile(r" rules out ([A-Z][A-Z_0-9]+)(?: \(([^)]*)\))?: ")
_EXERCISE = re.compile(r"\b[A-Z]{2}\d{3}\b")
_RULE = re.compile(r" ?\((?:U|PR|MI)\d+\)|(?:Must-include rules? )?\b(?:PR|MI)\d+\b(?:: )?")
_BOUNDS = {">=": "at least ", "<=": "at most ", ">": "over ", "<": "under "}
_BOUND = re.compile(r"(>=|<=|>|<) ?(?=\d)")
_WORD = re.compile(r"\w+")
_NO = frozenset({"do", "no", "not", "use"})
_LIMITS = 2  # limits beside the conditions that the first screen has room for
_TAGS = 3
_RULES = 5  # the full list is in the plan as JSON


def plain(says: str, chart: Chart) -> str:
    """A sentence of the safety rules with names in the place of codes.

    "Open foot ulcer rules out FOOT_PRESS: A pedal presses ..." becomes
    "Open foot ulcer rules out: a pedal presses ...".
    """
    if found := _TAG.search(says):
        head, rest = says[: found.start()], says[found.end() :]
        but = _but(chart, found[1], found[2] or "")
        says = f"{head} rules out: {lower_first(rest.rstrip('.'))}{but}."
    names = {row.id: lower_first(row.name) for row in chart.knowledge.exercises.values()}
    says = _EXERCISE.sub(lambda code: names.get(code[0], code[0]), says)
    return upper_first(spoken(_RULE.sub("", says)))


def spoken(says: str) -> str:
    """Signs before a figure as words, "at least 20", and no arrows in a sentence."""
    says = says.replace(" -> ", ": ")
    return _BOUND.sub(lambda found: _BOUNDS[found[1]], says)


def _but(chart: Chart, tag: str, qualifier: str) -> str:
    """The state that a tag is ruled out in, as a page says it."""
    rows = (row for each in chart.knowledge.conditions.values() for row in each.exclusions)
    own = (row.plainly for row in rows if row.tag == tag and row.qualifier == qualifier)
    says = next(filter(None, own), qualifier)
    return f" ({says})" if says else ""


def must_not(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, str]]:
    """Each condition that is present, the strictest first: what it rules out, what it changes."""
    rows = {row.code: row for row in chart.knowledge.conditions.values()}
    out = [left for left in plan.left_out if left.kind in ("ruled_out", "needs_approval")]
    held = {
        code: [left for left in out if left.reason.statement == rows[code].id]
        for code in plan.conditions
        if code in rows
    }
    for code in sorted(held, key=lambda code: (-len(held[code]), code)):
        yield rows[code].name, " ".join(_told(chart, plan, rows[code], held[code]))
    if beside := _beside(chart, plan, out):
        yield "Whatever else", " ".join(beside)


def also(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, str]]:
    """What else each condition asks for, which the first screen has no room for."""
    rows = {row.code: row for row in chart.knowledge.conditions.values()}
    for condition in (rows[code] for code in plan.conditions if code in rows):
        if rest := after(chart, plan, condition):
            yield condition.name, " ".join(_sentences(chart, rest))


def _sentences(chart: Chart, rows: Iterable[Instruction]) -> Iterator[str]:
    return (sentence(plain(row.says, chart)) for row in rows)


def _told(
    chart: Chart, plan: PlanOfCare, condition: Condition, held: Sequence[LeftOut]
) -> Iterator[str]:
    none = [left.what for left in held if left.kind == "ruled_out" and left.what in set(Technique)]
    if none:
        names = [chart.words(f"technique/{what}/name") for what in sorted(none)]
        yield f"No {listed(names, 'or')}."
    counted = Counter(left.reason.says for left in _of_what_is_left(chart, plan, held))
    told = (plain(says, chart) for says, _ in counted.most_common(_TAGS))
    shown = [says.partition(" rules out: ")[2].rstrip(".") for says in told]
    if shown:
        yield f"Not: {'; '.join(shown)}."
    rows = at_once(chart, plan, condition)
    yield from _sentences(chart, (row for row in rows if _says_more(row, shown)))


def _says_more(row: Instruction, shown: Iterable[str]) -> bool:
    """Whether an instruction is more than what was ruled out, said again: "do not use ..."."""
    own = {*_WORD.findall(row.says.lower())} - _NO
    return not any(own <= {*_WORD.findall(one.lower())} for one in shown)


def _of_what_is_left(chart: Chart, plan: PlanOfCare, held: Sequence[LeftOut]) -> Iterator[LeftOut]:
    """The exercises that a tag keeps out, but those of a technique that is out altogether."""
    library = chart.knowledge.exercises
    out = {left.what for left in plan.left_out if left.kind == "ruled_out"} & {*Technique}
    for left in held:
        row = library.get(left.what)
        if _TAG.search(left.reason.says) and (row is None or row.technique not in out):
            yield left


def listed(names: Sequence[str], last: str) -> str:
    """Names of techniques within a sentence: "pool, walking or TENS"."""
    lower = [name if name.isupper() else lower_first(name) for name in names]
    return joined(lower, last)


def _beside(chart: Chart, plan: PlanOfCare, out: Sequence[LeftOut]) -> list[str]:
    """Limits on the techniques that are planned, those that keep out most first."""
    library = chart.knowledge.exercises
    planned = {choice.technique for choice in plan.techniques}
    asked = _kept_out_though_asked_for(plan)
    said = Counter(
        left.reason.says
        for left in out
        if left.reason.statement.startswith("limit/")
        and left.what in library
        and library[left.what].technique in planned
        and (_is_wide(chart, left.reason.statement) or left.reason.says in asked)
    )
    return [plain(says, chart) for says, _ in said.most_common(_LIMITS)]


def _is_wide(chart: Chart, statement: str) -> bool:
    """Whether a limit is about more than exercises by name, which few people are given anyway."""
    limit = chart.knowledge.safety_limits.get(statement)
    return limit is None or bool(limit.instruction) or not all(s.exercises for s in limit.closes)


def _kept_out_though_asked_for(plan: PlanOfCare) -> str:
    return " ".join(reason.says for need in plan.requirements for reason in need.barred)


def left_out(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, str]]:
    """Every technique that is not planned, those with the same reason together."""
    together: dict[str, list[str]] = {}
    for left in plan.left_out:
        if left.what in set(Technique):
            name = chart.words(f"technique/{left.what}/name")
            together.setdefault(plain(left.reason.says, chart), []).append(name)
    most_first = sorted(together.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for says, names in most_first:
        yield upper_first(listed(names, "and")), says


def held_back(chart: Chart, plan: PlanOfCare) -> tuple[tuple[str, str, str], ...]:
    """The rules that keep most exercises out: how many, why, and what would change it.

    What nothing asks for is not held back, whatever rule would stand before it.
    """
    kinds = ("ruled_out", "needs_approval", "unsettled")
    unasked = _unasked(chart, plan)
    counted = Counter(
        (plain(left.reason.says, chart), plain(left.reason.changes, chart))
        for left in plan.left_out
        if left.kind in kinds and left.what not in set(Technique)
        if left.what not in unasked and left.reason.statement not in chart.knowledge.indications
    )
    return tuple(
        (str(n), says, changes or "–") for (says, changes), n in counted.most_common(_RULES)
    )


def _unasked(chart: Chart, plan: PlanOfCare) -> frozenset[str]:
    """The exercises of every technique that nothing was found to ask for."""
    needs = chart.knowledge.indications
    none = {left.what for left in plan.left_out if left.reason.statement in needs}
    rows = chart.knowledge.exercises.values()
    return frozenset(row.id for row in rows if row.technique in none)
