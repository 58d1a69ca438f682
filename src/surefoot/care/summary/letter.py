"""The referral letter: one page for the physician, with what is asked and how soon."""

from collections.abc import Iterator

from surefoot.care.plan.records import NoSafePlan
from surefoot.care.summary.chart import Chart, age, day, tone_of
from surefoot.care.summary.page import Block, Call, Facts, Grid, Page, Points, Section, Text
from surefoot.terms import Technique


def referral_letter(chart: Chart) -> Page:
    """A letter a physician reads in a minute: the request first, then the findings."""
    person = chart.case.person
    return Page(
        reader="referrer",
        title=f"Physical therapy: {person.name}",
        subtitle=f"born {day(person.born_on)}, {age(chart.case)} years · {day(chart.case.today)}",
        made_on=chart.case.today,
        sections=tuple(_sections(chart)),
        foot=(chart.words("letter/limit"), f"Knowledge {chart.knowledge.version}."),
        language="en",
    )


def _sections(chart: Chart) -> Iterator[Section]:
    yield Section(title="", blocks=(Text(words=chart.words("letter/opening")),))
    if chart.contact.raised:
        yield Section(title="Urgent", blocks=tuple(_urgent(chart)))
    if chart.prognosis.referrals:
        yield Section(title="What we ask of you", blocks=tuple(_requests(chart)))
    yield Section(title="What we found", blocks=tuple(_found(chart)))
    yield Section(title="What we expect", blocks=tuple(_expected(chart)))
    yield Section(title="What we do", blocks=tuple(_doing(chart)))
    yield Section(
        title="", blocks=(Facts(rows=(("Therapist", "name, licence, signature"), ("Date", " "))),)
    )


def _urgent(chart: Chart) -> Iterator[Block]:
    for flag in chart.contact.raised:
        tone = tone_of(flag.urgency)
        yield Call(
            tone=tone,
            title=f"{flag.urgency.name}: {flag.reason.says}",
            lines=(f"Suspected: {flag.suspect}.",),
        )


def _requests(chart: Chart) -> Iterator[Block]:
    yield Grid(
        head=("To", "How soon", "Why", "Please send or order"),
        rows=tuple(
            (r.to, r.urgency.name, r.why, ", ".join(r.ask_for) or "–")
            for r in chart.prognosis.referrals
        ),
    )


def _found(chart: Chart) -> Iterator[Block]:
    diagnosis = chart.diagnosis
    yield Text(words=diagnosis.summary, lead=True)
    top = diagnosis.patterns[0]
    lines = (*top.evidence_for[:4], *top.evidence_against[:2])
    yield Points(lines=tuple(line.says for line in lines))
    if diagnosis.mimics:
        names = ", ".join(f"{m.name} {m.probability:.2f}" for m in diagnosis.mimics)
        yield Text(words=f"Not excluded: {names}.")
    if diagnosis.extent:
        reasons = " ".join(reason.says for reason in diagnosis.extent_reasons)
        yield Text(words=f"Extent of damage {diagnosis.extent}. {reasons}")


def _expected(chart: Chart) -> Iterator[Block]:
    prognosis = chart.prognosis
    causes = [c for c in prognosis.causes if c.certainty in ("confirmed", "likely", "possible")]
    if causes:
        yield Grid(
            head=("Cause", "Certainty", "Window"),
            rows=tuple((c.name, c.certainty, c.window) for c in causes[:6]),
        )
    yield Points(lines=tuple(answer.record for answer in prognosis.answers))


def _doing(chart: Chart) -> Iterator[Block]:
    plan = chart.plan
    if isinstance(plan, NoSafePlan):
        yield Text(words="No training for now: " + " ".join(r.says for r in plan.reasons[:3]))
        return
    visits = f"{sum(plan.visits_per_week)} visits in {len(plan.weeks)} weeks"
    what = ", ".join(
        f"{chart.words(f'technique/{c.technique}/name').lower()} {c.share:.0%}"
        for c in sorted(plan.techniques, key=lambda c: -c.minutes)
    )
    yield Text(words=f"{visits}: {what}.")
    yield Facts(
        rows=tuple(
            (goal.words, f"{goal.measure} {goal.baseline} → {goal.target} by {day(goal.due_on)}")
            for goal in plan.goals
        )
    )
    barred = [o for o in plan.left_out if o.kind == "ruled_out" and o.what in set(Technique)]
    if barred:
        yield Points(
            lines=tuple(f"Not {o.what.replace('_', ' ')}: {o.reason.says}" for o in barred[:4])
        )
