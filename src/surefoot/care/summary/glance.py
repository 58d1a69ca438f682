"""The first screen of the therapist's page: the answer in each line, the reason beside it."""

from collections.abc import Iterator, Sequence
from datetime import date

from surefoot.care.diagnosis import PatternScore
from surefoot.care.plan.goal_days import named
from surefoot.care.plan.goals import NOT_MEASURED
from surefoot.care.plan.records import (
    HomeProgramme,
    NoSafePlan,
    PlannedGoal,
    PlanOfCare,
    Visit,
)
from surefoot.care.prognosis import Cause, Referral
from surefoot.care.prognosis.referrals import in_full
from surefoot.care.summary import signs
from surefoot.care.summary.chart import (
    Chart,
    chance,
    lower_first,
    sentence,
    tone_of,
    upper_first,
)
from surefoot.care.summary.evidence import in_short
from surefoot.care.summary.items import short
from surefoot.care.summary.limits import must_not, plain
from surefoot.care.summary.page import (
    Block,
    Call,
    Columns,
    Facts,
    Lists,
    Points,
    Shares,
    Text,
)
from surefoot.knowledge.values import day
from surefoot.terms import Reason, Urgency

_LINES = 3  # of a list, before the details behind it
_FOR, _AGAINST = 3, 2
_POSSIBLE = 2
_REASONS = 5
_OWN_DAY = {"": "", "later": " (their own day comes later)", "open": " (ask for their own day)"}
_READING = "safety/reading/"  # how the rules are read: places, helpers, devices


def urgent(chart: Chart) -> Iterator[Block]:
    """Every warning sign that is up, what is out of scope, and answers that do not agree."""
    for flag in chart.contact.raised:
        do = f"Think of {flag.suspect.rstrip('.')}. {plain(flag.do, chart)}"
        yield Call(
            tone=tone_of(flag.urgency),
            title=signs.title(chart, flag),
            lines=filled(signs.found(chart, flag), do),
        )
    for reason in (*chart.contact.out_of_scope, *_unanswered(chart)):
        yield Call(tone="caution", title=reason.says, lines=filled(reason.changes))


def _unanswered(chart: Chart) -> Iterator[Reason]:
    """Answers that do not agree, but where all that was found has been looked at by a doctor."""
    for reason in chart.contact.contradictions:
        if not {*reason.findings} <= {*chart.contact.reviewed}:
            yield reason


def filled(*lines: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line for line in lines if line)


def what(chart: Chart) -> Iterator[Block]:
    """The classification, what it rests on most, what else it may be, and how far it has gone."""
    diagnosis = chart.diagnosis
    yield Text(words=diagnosis.summary, lead=True)
    if diagnosis.cannot_tell:
        yield Call(tone="note", title="Cannot tell yet", lines=diagnosis.cannot_tell)
    yield Facts(rows=tuple((name, says) for name, says in _classified(chart) if says))


def _classified(chart: Chart) -> Iterator[tuple[str, str]]:
    diagnosis = chart.diagnosis
    top, *others = diagnosis.patterns
    yield "For it", in_short(top.evidence_for, chart, _FOR)
    yield "Against it", in_short(top.evidence_against, chart, _AGAINST)
    near = [s for s in others if s.band in ("likely", "possible")][:_POSSIBLE]
    yield "Also", upper_first("; ".join(_also(near)))
    for nerve in diagnosis.nerves:
        yield "Nerve", f"{upper_first(nerve.name)}, {nerve.side}. {sentence(nerve.reason.says)}"
    if diagnosis.extent:
        signs = " ".join(reason.says for reason in diagnosis.extent_reasons)
        yield "Damage", f"Grade {diagnosis.extent}. {signs}"


def _also(near: Sequence[PatternScore]) -> Iterator[str]:
    """Those of one band together: "Possible: autonomic neuropathy (0.31), ..."."""
    for band in dict.fromkeys(score.band for score in near):
        names = [f"{lower_first(s.name)} ({chance(s.probability)})" for s in near if s.band == band]
        yield f"{band}: {', '.join(names)}"


def how_likely(chart: Chart) -> str:
    """The probability of the first pattern, and how far it could still move."""
    top = chart.diagnosis.patterns[0]
    could = f"could be {chance(top.low)} to {chance(top.high)}"
    return f"probability {chance(top.probability)}, {could}"


def reversible(chart: Chart) -> Iterator[Block]:
    """Three answers side by side, then the cause they rest on."""
    prognosis = chart.prognosis
    row = chart.knowledge.reversibility_classes[prognosis.overall]
    told = {
        "symptoms": (row.symptoms_record, ""),
        "nerve": (row.nerve_record, prognosis.window),
        "function": (chart.words("function/headline/therapist"), ""),
    }
    yield Columns(
        cells=tuple(
            (chart.words(f"answer/{a.about}/therapist"), upper_first(told[a.about][0]), when)
            for a in prognosis.answers
            for when in (upper_first(told[a.about][1]),)
        )
    )
    yield Facts(rows=tuple((name, says) for name, says in _rests_on(chart) if says))


def _rests_on(chart: Chart) -> Iterator[tuple[str, str]]:
    prognosis = chart.prognosis
    causes = [cause for cause in prognosis.causes if cause.certainty != "excluded"]
    yield "Cause", sentence("; ".join(map(_cause, causes[:_POSSIBLE]))) if causes else "Not known."
    asked = ", ".join(chart.name(code) for code in prognosis.would_change[:_LINES])
    when = [_review(chart, prognosis.review_on)] if prognosis.review_on else []
    when += [f"when known: {asked}"] if asked else []
    yield "Look again", sentence(", or ".join(when)) if when else ""


def _review(chart: Chart, on: date) -> str:
    """The day to look again; a day that has come is no day to wait for."""
    if on <= chart.case.today:
        return chart.words("prognosis/due/therapist")
    return f"on {day(on)}"


def _cause(cause: Cause) -> str:
    best = f", {cause.best_achievable} if mended"
    mended = best if cause.best_achievable != cause.reversibility else ""
    return f"{cause.name}, {cause.certainty} (class {cause.reversibility}{mended})"


def no_plan(chart: Chart, plan: NoSafePlan) -> Iterator[Block]:
    """Why there is none, what comes first, and what would change it."""
    changes = tuple(_changes(chart, plan))[:_REASONS]
    rows = [("Would change it", " ".join(changes))] if changes else []
    if chart.contact.urgency <= Urgency.U1:  # why, and what to do, stands in the box above
        yield Text(words=chart.words("gate/stop/therapist"))
    else:
        yield Text(words=chart.words("plan/none/therapist"))
        yield Points(lines=tuple(_why_none(chart, plan))[:_REASONS])
        rows = [*(("First", plain(first, chart)) for first in plan.first), *rows]
    if rows:
        yield Facts(rows=rows)


def _why_none(chart: Chart, plan: NoSafePlan) -> Iterator[str]:
    """The reasons, those of one condition once: it closes one technique after the other."""
    for reason in _first_of_each(chart, plan):
        yield plain(reason.says, chart)


def _first_of_each(chart: Chart, plan: NoSafePlan) -> Iterator[Reason]:
    """One reason a rule; while a reading of today stops all, more help would open nothing."""
    rows = {row.id: row for row in chart.knowledge.conditions.values()}
    reasons = {reason.statement: reason for reason in reversed(plan.reasons)}
    of_today = any(rows[each].same_day for each in reasons if each in rows)
    for statement in dict.fromkeys(reason.statement for reason in plan.reasons):
        if not (of_today and statement.startswith(_READING)):
            yield reasons[statement]


def _changes(chart: Chart, plan: NoSafePlan) -> Iterator[str]:
    """What would change it, each sentence once, and none that is said of what comes first."""
    reasons = _first_of_each(chart, plan)
    said = (plain(reason.changes, chart) for reason in reasons if reason.changes)
    sentences = (sentence(part) for says in said for part in says.split(". "))
    told = " ".join(plan.first).lower()
    yield from (one for one in dict.fromkeys(sentences) if one.lower() not in told)


def plan(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """What it is made of, what for, and the first visit and week as lists."""
    if plan.gate != "full":
        yield Text(words=chart.words(f"gate/{plan.gate}/therapist"))
    if plan.techniques:
        yield Shares(
            rows=tuple(
                (str(c.technique), chart.words(f"technique/{c.technique}/name"), percent)
                for c in plan.techniques
                if (percent := round(100 * c.share))
            )
        )
    if plan.goals:
        yield Points(lines=tuple(_goals(plan)))
    if lists := tuple(_first_days(chart, plan)):
        yield Lists(cells=lists, narrow=True)


def _goals(plan: PlanOfCare) -> Iterator[str]:
    """Each goal with how it is measured; those measured alike in one line."""
    together: dict[str, list[str]] = {}
    for goal in plan.goals:
        together.setdefault(aim(goal), []).append(f"“{goal.words}”")
    for how, words in together.items():
        yield f"{' '.join(words)} {how}."


def aim(goal: PlannedGoal) -> str:
    """How a goal is measured: "Berg Balance Scale 44 → 51 points by 25 January 2027"."""
    by = f"{day(goal.due_on)}{_OWN_DAY[named(goal.words, goal.due_on)]}"
    if goal.baseline == NOT_MEASURED:
        return f"{goal.measure}: measured at the first visit, {goal.target} by {by}"
    unit = goal.target.partition(" ")[2]
    start = goal.baseline.removesuffix(f" {unit}") if unit else goal.baseline
    return f"{goal.measure} {start} → {goal.target} by {by}"


def _first_days(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, Sequence[str]]]:
    if plan.weeks and plan.weeks[0].visits:
        visit = plan.weeks[0].visits[0]
        yield f"First visit, {visit.minutes:.0f} min", tuple(_visit(chart, visit))
    home = plan.weeks[0].home if plan.weeks else None
    lines = (*_at_home(chart, home), *_not_at_home(chart, plan)) if home else ()
    if home and lines:
        yield _home_title(home), lines


def _visit(chart: Chart, visit: Visit) -> Iterator[str]:
    for part in visit.parts:
        for item in part.items:
            yield short(chart, item)


def _home_title(home: HomeProgramme) -> str:
    spent = f", {home.minutes_a_day:.0f} min a day" if home.exercises else ""
    care = round(sum(item.minutes * item.sessions for item in home.self_care) / 7)  # days
    return f"At home, week 1{spent}{f', care {care} min' if care else ''}"


def _at_home(chart: Chart, home: HomeProgramme) -> Iterator[str]:
    library = chart.knowledge.exercises
    for item in home.exercises:
        yield f"{short(chart, item)}, {item.sessions}×/week"
    if home.self_care:
        names = [library[item.exercise].name for item in home.self_care]
        yield f"Self-care: {'; '.join(map(lower_first, names))}"


def _not_at_home(chart: Chart, plan: PlanOfCare) -> Iterator[str]:
    """Why there is no exercise at home, and what would change it."""
    if plan.home_empty is not None:
        why = f"{plan.home_empty.says} {plan.home_empty.changes}".strip()
        yield chart.words("home/empty/therapist").format(why=lower_first(plain(why, chart)))


def limits(chart: Chart) -> Iterator[Block]:
    """What is ruled out, condition by condition."""
    if not isinstance(chart.plan, PlanOfCare):
        return
    rows = tuple(must_not(chart, chart.plan))
    if rows:
        yield Facts(rows=rows)
    else:
        raised = "sign" if chart.contact.raised else "none"
        yield Text(words=chart.words(f"limits/{raised}/therapist"))


def referrals(chart: Chart) -> Block:
    """Whom to write to, how soon, and why; what is due at the same time goes in one line."""
    together: dict[tuple[str, str], list[str]] = {}
    for r in due(chart):
        soon = upper_first(chart.words(f"urgency/{r.urgency.name}"))
        why = sentence(in_full(r, chart.knowledge))
        together.setdefault((upper_first(r.to), soon), []).append(why)
    return Facts(
        rows=tuple((to, f"{soon}: {' '.join(whys)}") for (to, soon), whys in together.items())
    )


def due(chart: Chart) -> tuple[Referral, ...]:
    """Beside what cannot wait until tomorrow, only what cannot wait either."""
    if chart.contact.urgency > Urgency.U1:
        return chart.prognosis.referrals
    return tuple(r for r in chart.prognosis.referrals if r.urgency <= Urgency.U1)
