"""The referral letter: one page for the physician, with what is asked and how soon."""

from collections.abc import Iterator

from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary import signs
from surefoot.care.summary.chart import Chart, age, many, sentence, tone_of, upper_first
from surefoot.care.summary.evidence import told
from surefoot.care.summary.glance import aim
from surefoot.care.summary.limits import left_out, plain
from surefoot.care.summary.needs import of_this_person
from surefoot.care.summary.page import Block, Call, Facts, Grid, Page, Points, Section, Text
from surefoot.knowledge.values import day

_FOR, _AGAINST = 4, 2  # lines of evidence a physician is told
_REASONS = 3


def referral_letter(chart: Chart) -> Page:
    """A letter a physician reads in a minute: the request first, then the findings."""
    person = chart.case.person
    return Page(
        reader="referrer",
        title=f"Physical therapy: {person.name}",
        subtitle=f"Born {day(person.born_on)}, {age(chart.case)} years · {day(chart.case.today)}",
        made_on=chart.case.today,
        sections=tuple(_sections(chart)),
        foot=(chart.words("letter/limit"), f"Knowledge {chart.knowledge.version}."),
        language="en",
    )


def _sections(chart: Chart) -> Iterator[Section]:
    yield Section(title="", blocks=(Text(words=chart.words("letter/opening")),))
    if chart.contact.raised:
        yield Section(title="Urgent", blocks=tuple(_urgent(chart)))
    if asked := tuple(_requests(chart)):
        yield Section(title="What we ask of you", blocks=asked)
    yield Section(title="What we found", blocks=tuple(_found(chart)))
    yield Section(title="What we expect", blocks=tuple(_expected(chart)))
    yield Section(title="What we do", blocks=tuple(_doing(chart)))
    yield Section(
        title="", blocks=(Facts(rows=(("Therapist", "name, licence, signature"), ("Date", " "))),)
    )


def _urgent(chart: Chart) -> Iterator[Block]:
    for flag in chart.contact.raised:
        suspected = f"Suspected: {flag.suspect.rstrip('.')}."
        yield Call(
            tone=tone_of(flag.urgency),
            title=signs.title(chart, flag),
            lines=tuple(line for line in (signs.found(chart, flag), suspected) if line),
        )


def _requests(chart: Chart) -> Iterator[Block]:
    if chart.prognosis.referrals:
        yield _referrals(chart)
    if asks := tuple(row.says for row in of_this_person(chart, "letter/ask")):
        yield Points(lines=asks)


def _referrals(chart: Chart) -> Grid:
    return Grid(
        head=("To", "How soon", "Why", "Please send or order"),
        rows=tuple(
            (
                upper_first(r.to),
                chart.words(f"urgency/{r.urgency.name}"),
                sentence(upper_first(r.why)),
                ", ".join(r.ask_for) or "–",
            )
            for r in chart.prognosis.referrals
        ),
    )


def _found(chart: Chart) -> Iterator[Block]:
    diagnosis = chart.diagnosis
    yield Text(words=f"{diagnosis.summary}.", lead=True)
    top = diagnosis.patterns[0]
    lines = (*top.evidence_for[:_FOR], *top.evidence_against[:_AGAINST])
    yield Points(lines=tuple(dict.fromkeys(told(line, chart.knowledge) for line in lines)))
    likely = {score.name for score in diagnosis.patterns if score.band == "likely"}
    if names := [mimic.name for mimic in diagnosis.mimics if mimic.name not in likely]:
        yield Text(words=f"Not excluded: {', '.join(names)}.")
    if diagnosis.extent:
        reasons = " ".join(reason.says for reason in diagnosis.extent_reasons)
        yield Text(words=f"Extent of damage, grade {diagnosis.extent}: {reasons}")
    if more := (*_to_know(chart), *signs.said_before(chart)):
        yield Points(lines=more)


def _to_know(chart: Chart) -> Iterator[str]:
    """What nobody feels and a physician has to know, with its numbers."""
    facts = chart.knowledge.cause_facts
    kept = {key for key, fact in facts.items() if any(n.in_letter for n in fact.notices)}
    yield from (r.says for r in chart.prognosis.exceptions if r.statement in kept)


def _expected(chart: Chart) -> Iterator[Block]:
    prognosis = chart.prognosis
    causes = [c for c in prognosis.causes if c.certainty in ("confirmed", "likely", "possible")]
    if causes:
        yield Grid(
            head=("Cause", "How sure", "From first sign to plateau"),
            rows=tuple(
                (upper_first(c.name), c.certainty, c.window or "not known") for c in causes[:6]
            ),
        )
    row = chart.knowledge.reversibility_classes[prognosis.overall]
    yield Facts(
        rows=(
            ("Symptoms", f"{sentence(upper_first(row.symptoms_record))}"),
            ("Nerve", f"{sentence(upper_first(row.nerve_record))}"),
            ("Function", sentence(upper_first(chart.words("function/headline/therapist")))),
        )
    )


def _doing(chart: Chart) -> Iterator[Block]:
    plan = chart.plan
    if isinstance(plan, NoSafePlan):
        reasons = dict.fromkeys(plain(reason.says, chart) for reason in plan.reasons)
        yield Text(words="No training for now. " + " ".join(list(reasons)[:_REASONS]))
        return
    if plan is None:
        yield Text(words="No plan has been made yet.")
        return
    yield Text(words=_course(chart, plan))
    yield Facts(rows=tuple((upper_first(goal.words), aim(goal)) for goal in plan.goals))
    barred = [
        (says, name)
        for name, says in left_out(chart, plan)
        if any(o.kind == "ruled_out" and plain(o.reason.says, chart) == says for o in plan.left_out)
    ]
    if barred:
        lines = tuple(f"Not {name.lower()}: {says}" for says, name in barred[:_REASONS])
        yield Points(lines=lines)


def _course(chart: Chart, plan: PlanOfCare) -> str:
    visits = sum(plan.visits_per_week)
    if not visits:
        return chart.words(f"gate/{plan.gate}/therapist")
    what = ", ".join(
        f"{chart.words(f'technique/{c.technique}/name').lower()} {100 * c.share:.0f} %"
        for c in sorted(plan.techniques, key=lambda c: -c.minutes)
    )
    return f"{many(visits, 'visit')} in {many(len(plan.weeks), 'week')}: {what}."
