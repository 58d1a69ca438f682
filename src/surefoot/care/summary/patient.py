"""The patient's page: what to do now, what it is, what can get better, what we do, what you do."""

from collections.abc import Iterator

from surefoot.care.plan.records import NoSafePlan, PlannedItem, PlanOfCare
from surefoot.care.summary.chart import Chart, day, number, tone_of
from surefoot.care.summary.page import (
    Block,
    Call,
    Columns,
    Exercise,
    Exercises,
    Facts,
    Page,
    Points,
    Section,
    Text,
)
from surefoot.terms import Urgency


def patient_page(chart: Chart) -> Page:
    """One person's own page, in plain words; anything urgent stands alone at the top."""
    person = chart.case.person
    return Page(
        reader="patient",
        title=f"{_title(chart)}, {person.name.split()[0]}",
        subtitle=f"{person.name} · {day(chart.case.today)}",
        made_on=chart.case.today,
        sections=tuple(_sections(chart)),
        foot=(chart.words("patient/foot"), chart.words("diagnosis/limit/patient")),
        language=person.language,
    )


def _title(chart: Chart) -> str:
    return "This comes first" if chart.contact.urgency <= Urgency.U1 else "Your plan"


def _sections(chart: Chart) -> Iterator[Section]:
    if chart.contact.raised:
        yield Section(title="", blocks=tuple(_urgent(chart)))
    if chart.contact.urgency <= Urgency.U1:
        return  # nothing else may stand between the person and what to do now
    yield Section(title="What is it?", blocks=tuple(_what(chart)))
    yield Section(title="Can it get better?", blocks=tuple(_better(chart)))
    if isinstance(chart.plan, NoSafePlan):
        yield Section(title="What comes first", blocks=tuple(_first(chart, chart.plan)))
    else:
        yield from _plan(chart, chart.plan)


def _urgent(chart: Chart) -> Iterator[Block]:
    flags = [f for f in chart.contact.raised if f.urgency == chart.contact.urgency]
    tone = tone_of(chart.contact.urgency)
    for say in dict.fromkeys(flag.say for flag in flags):
        yield Call(tone=tone, title=say)
    if chart.contact.urgency <= Urgency.U1:
        yield Text(words=chart.words("patient/emergency"))


def _what(chart: Chart) -> Iterator[Block]:
    likely = [p for p in chart.diagnosis.patterns if p.band == "likely"]
    shown = likely or [p for p in chart.diagnosis.patterns if p.band == "possible"][:2]
    if not shown:
        yield Text(words=chart.words("pattern/none/patient"), lead=True)
        return
    yield Text(words=chart.words(f"band/{'likely' if likely else 'possible'}/patient"))
    for pattern in shown:
        yield Text(
            words=chart.words(f"pattern/{pattern.pattern}/patient"), lead=pattern is shown[0]
        )


def _better(chart: Chart) -> Iterator[Block]:
    yield Columns(
        cells=tuple(
            (chart.words(f"answer/{answer.about}/patient"), "", answer.says)
            for answer in chart.prognosis.answers
        )
    )
    if chart.prognosis.review_on:
        yield Text(words=f"We look at this again on {day(chart.prognosis.review_on)}.")


def _first(chart: Chart, plan: NoSafePlan) -> Iterator[Block]:
    yield Text(words=chart.words("patient/no_plan"), lead=True)
    yield Points(lines=tuple(reason.says for reason in plan.reasons))
    if plan.first:
        yield Points(lines=plan.first, ordered=True)


def _plan(chart: Chart, plan: PlanOfCare) -> Iterator[Section]:
    yield Section(title="What we do together", blocks=tuple(_together(chart, plan)))
    home = plan.weeks[0].home if plan.weeks else None
    if home and (home.exercises or home.self_care):
        aside = f"about {home.minutes_a_day:.0f} minutes a day" if home.exercises else ""
        yield Section(title="What you do at home", aside=aside, blocks=tuple(_home(chart, plan)))
    yield Section(title="Stop, and call us", blocks=(Points(lines=plan.stop_signs),))
    yield Section(title="What comes next", blocks=tuple(_next(chart, plan)))


def _together(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    yield Text(words=chart.words(f"gate/{plan.gate}/patient"))
    if plan.goals:
        yield Facts(rows=tuple(("Your goal", goal.words) for goal in plan.goals))
    if visits := plan.visits_per_week:
        yield Text(words=_rhythm(visits))
    most_first = sorted(plan.techniques, key=lambda c: -c.minutes)
    about = [f"technique/{choice.technique}" for choice in most_first]
    if about:
        yield Facts(
            rows=tuple((chart.words(f"{t}/name"), chart.words(f"{t}/patient")) for t in about)
        )
    yield Text(words=chart.words("patient/steadier"))


def _rhythm(visits: tuple[int, ...]) -> str:
    """The visits in words: "You come 2 times a week for 8 weeks, then once a week for 4"."""
    runs: list[tuple[int, int]] = []
    for count in visits:
        if runs and runs[-1][0] == count:
            runs[-1] = (count, runs[-1][1] + 1)
        else:
            runs.append((count, 1))
    parts = [
        f"{_times(count)} for {weeks} week{'s' * (weeks > 1)}" for count, weeks in runs if count
    ]
    return f"You come {', then '.join(parts)}." if parts else "You do this at home for now."


def _times(count: int) -> str:
    return {1: "once a week", 2: "twice a week"}.get(count, f"{count} times a week")


def _home(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    home = plan.weeks[0].home
    if home.exercises:
        yield Exercises(items=tuple(_exercise(chart, item) for item in home.exercises))
    if home.self_care:
        yield Text(words="Every day, for your safety:")
        yield Exercises(items=tuple(_exercise(chart, item) for item in home.self_care))


def _exercise(chart: Chart, item: PlannedItem) -> Exercise:
    row = chart.knowledge.exercises[item.exercise]
    return Exercise(
        id=item.exercise,
        technique=str(item.technique),
        name=row.name,
        dose=plain_dose(item, per_side=row.per_side),
        how=row.patient_instruction,
        cue=row.patient_cue,
    )


def plain_dose(item: PlannedItem, *, per_side: bool) -> str:
    """The dose in words: "3 times 30 seconds on each side, 3 days a week"."""
    if item.continuous_min:
        amount = f"{number(item.continuous_min)} minutes"
    elif item.hold_s and (item.reps or 1) == 1:
        amount = f"{item.sets} times {item.hold_s} seconds"
    elif item.hold_s:
        amount = f"{item.sets} rounds of {item.reps}, hold {item.hold_s} seconds"
    else:
        amount = f"{item.sets} rounds of {item.reps or 1}"
    side = " on each side" if per_side else ""
    often = (
        "every day"
        if item.sessions >= 7
        else f"{item.sessions} day{'s' * (item.sessions > 1)} a week"
    )
    return f"{amount}{side}, {often}"


def _next(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    again = "We look at your plan and your tests again."
    yield Facts(rows=tuple((day(retest.on), again) for retest in plan.retests))
    asks = dict.fromkeys(q.ask for q in plan.questions if q.who == "patient" and q.ask)
    if asks:
        yield Text(words=chart.words("patient/open_questions"))
        yield Points(lines=tuple(asks)[:5])
