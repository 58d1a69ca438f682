"""The first screen of the therapist's page: the answer in each line, the reason beside it."""

from collections.abc import Iterator, Sequence

from surefoot.care.plan.records import (
    HomeProgramme,
    NoSafePlan,
    PlannedGoal,
    PlannedItem,
    PlanOfCare,
    Visit,
)
from surefoot.care.prognosis import Cause
from surefoot.care.summary.chart import (
    Chart,
    chance,
    day,
    lower_first,
    many,
    number,
    sentence,
    tone_of,
    upper_first,
)
from surefoot.care.summary.evidence import in_short
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
from surefoot.terms import Urgency

_LINES = 4  # of a list, before the details behind it
_FOR, _AGAINST = 4, 2
_POSSIBLE = 2
_REASONS = 5
_MIND, _ASKED = 4, 3


def urgent(chart: Chart) -> Iterator[Block]:
    """Every warning sign that is up, what is out of scope, and answers that do not agree."""
    for flag in chart.contact.raised:
        soon = upper_first(chart.words(f"urgency/{flag.urgency.name}"))
        yield Call(
            tone=tone_of(flag.urgency),
            title=f"{soon}: {flag.reason.says}",
            lines=(f"Think of {flag.suspect.rstrip('.')}. {plain(flag.do, chart)}",),
        )
    for reason in (*chart.contact.out_of_scope, *chart.contact.contradictions):
        yield Call(tone="caution", title=reason.says, lines=filled(reason.changes))


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
    yield "Also", "; ".join(f"{s.name}, {s.band} ({chance(s.probability)})" for s in near)
    for nerve in diagnosis.nerves:
        yield "Nerve", f"{upper_first(nerve.name)}, {nerve.side}. {sentence(nerve.reason.says)}"
    if diagnosis.extent:
        signs = " ".join(reason.says for reason in diagnosis.extent_reasons)
        yield "Damage", f"Grade {diagnosis.extent}. {signs}"


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
            for when in (told[a.about][1],)
        )
    )
    yield Facts(rows=tuple((name, says) for name, says in _rests_on(chart) if says))


def _rests_on(chart: Chart) -> Iterator[tuple[str, str]]:
    prognosis = chart.prognosis
    causes = [cause for cause in prognosis.causes if cause.certainty != "excluded"]
    yield "Cause", sentence("; ".join(map(_cause, causes[:_POSSIBLE]))) if causes else "Not known."
    asked = ", ".join(chart.name(code) for code in prognosis.would_change[:_LINES])
    when = [f"on {day(prognosis.review_on)}"] if prognosis.review_on else []
    when += [f"when known: {asked}"] if asked else []
    yield "Look again", sentence(", or ".join(when)) if when else ""


def _cause(cause: Cause) -> str:
    best = f", {cause.best_achievable} if mended"
    mended = best if cause.best_achievable != cause.reversibility else ""
    return f"{cause.name}, {cause.certainty} (class {cause.reversibility}{mended})"


def no_plan(chart: Chart, plan: NoSafePlan) -> Iterator[Block]:
    """Why there is none, what comes first, and what would change it."""
    changes = dict.fromkeys(plain(r.changes, chart) for r in plan.reasons if r.changes)
    rows = [("Would change it", " ".join(list(changes)[:_REASONS]))] if changes else []
    if chart.contact.urgency <= Urgency.U1:  # why, and what to do, stands in the box above
        yield Text(words=chart.words("gate/stop/therapist"))
    else:
        yield Text(words=chart.words("plan/none/therapist"))
        reasons = dict.fromkeys(plain(reason.says, chart) for reason in plan.reasons)
        yield Points(lines=tuple(reasons)[:_REASONS])
        rows = [*(("First", plain(first, chart)) for first in plan.first), *rows]
    if rows:
        yield Facts(rows=rows)


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
        yield Points(lines=tuple(f"“{goal.words}” {aim(goal)}." for goal in plan.goals))
    if lists := tuple(_first_days(chart, plan)):
        yield Lists(cells=lists)


def aim(goal: PlannedGoal) -> str:
    """How a goal is measured: "Berg Balance Scale 44 → 51 points by 25 January 2027"."""
    unit = goal.target.partition(" ")[2]
    start = goal.baseline.removesuffix(f" {unit}") if unit else goal.baseline
    return f"{goal.measure} {start} → {goal.target} by {day(goal.due_on)}"


def _first_days(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, Sequence[str]]]:
    if plan.weeks and plan.weeks[0].visits:
        visit = plan.weeks[0].visits[0]
        yield f"First visit, {visit.minutes:.0f} min", tuple(_visit(chart, visit))
    home = plan.weeks[0].home if plan.weeks else None
    if home and (home.exercises or home.self_care):
        yield _home_title(home), tuple(_at_home(chart, home))


def _visit(chart: Chart, visit: Visit) -> Iterator[str]:
    for part in visit.parts:
        for item in part.items:
            yield f"{chart.knowledge.exercises[item.exercise].name}, {dose(item)}"


def _home_title(home: HomeProgramme) -> str:
    spent = f", {home.minutes_a_day:.0f} min a day" if home.exercises else ""
    return f"At home, week 1{spent}"


def _at_home(chart: Chart, home: HomeProgramme) -> Iterator[str]:
    library = chart.knowledge.exercises
    for item in home.exercises:
        yield f"{library[item.exercise].name}, {dose(item)}, {item.sessions}×/week"
    if home.self_care:
        names = [library[item.exercise].name for item in home.self_care]
        yield f"Self-care: {'; '.join(map(lower_first, names))}"


def dose(item: PlannedItem) -> str:
    """The dose in the field's short form: 3×10, 3×30 s, 12 min."""
    if item.continuous_min:
        return f"{number(item.continuous_min)} min"
    once = f"{item.hold_s} s" if item.hold_s else f"{item.reps or 1}"
    if item.hold_s and item.reps and item.reps > 1:
        once = f"{item.reps}×{item.hold_s} s"
    return f"{item.sets}×{once}"


def limits(chart: Chart) -> Iterator[Block]:
    """What is ruled out, condition by condition."""
    if isinstance(chart.plan, NoSafePlan):
        return
    rows = tuple(must_not(chart, chart.plan))
    if rows:
        yield Facts(rows=rows)
    else:
        yield Text(words=chart.words("limits/none/therapist"))


def mind(chart: Chart) -> Iterator[Block]:
    """What the type asks for and avoids, and what this person's life changes."""
    if not isinstance(chart.plan, PlanOfCare):
        return
    said = " ".join(words for _, words in must_not(chart, chart.plan))
    lines = [plain(says, chart) for says in chart.plan.watch]
    if kept := tuple(line for line in lines if line not in said)[:_MIND]:
        yield Points(lines=kept)


def asks(chart: Chart) -> Iterator[Block]:
    """What a plan waits for, then what would tell most about the type."""
    waiting = [f"{q.ask} ({_release(chart, q.releases)})" for q in chart.plan.questions if q.ask]
    tests = [test.ask for test in chart.diagnosis.next_tests]
    lines = (*waiting[:_ASKED], *tests[: max(1, _ASKED - len(waiting))])
    if lines:
        yield Points(lines=tuple(dict.fromkeys(lines)))


def _release(chart: Chart, held: Sequence[str]) -> str:
    """What an answer would release: one exercise by its name, many by their number."""
    library = chart.knowledge.exercises
    if len(held) == 1 and held[0] in library:
        return f"releases {library[held[0]].name}"
    return f"holds back {many(len(held), 'exercise')}"


def referrals(chart: Chart) -> Block:
    """Whom to write to, how soon, and why."""
    return Facts(
        rows=tuple(
            (f"{upper_first(r.to)}: {chart.words(f'urgency/{r.urgency.name}')}", sentence(r.why))
            for r in chart.prognosis.referrals
        )
    )
