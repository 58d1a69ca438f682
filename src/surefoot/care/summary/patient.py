"""The patient's page: what matters first, what it is, can it get better, what is to be done."""

from collections.abc import Iterator

from surefoot.care.plan.records import HomeProgramme, NoSafePlan, PlannedItem, PlanOfCare
from surefoot.care.summary.chart import Chart, day, many, number, rhythm, tone_of
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
from surefoot.care.summary.stop_sheet import stop_sheet, stop_signs
from surefoot.terms import Urgency

_QUESTIONS = 5
_TECHNIQUES = 3


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
    plan = chart.plan
    if isinstance(plan, PlanOfCare) and not chart.contact.raised:
        yield Section(title="", blocks=tuple(_matters_first(chart, plan)))
    yield Section(title="What is it?", blocks=tuple(_what(chart)))
    yield Section(title="Can it get better?", blocks=tuple(_better(chart)))
    if isinstance(plan, NoSafePlan):
        yield Section(title="What comes first", blocks=tuple(_first(chart, plan)))
    else:
        yield from _plan(chart, plan)


def _urgent(chart: Chart) -> Iterator[Block]:
    flags = [f for f in chart.contact.raised if f.urgency == chart.contact.urgency]
    tone = tone_of(chart.contact.urgency)
    for say in dict.fromkeys(flag.say for flag in flags):
        yield Call(tone=tone, title=say)
    if chart.contact.urgency <= Urgency.U1:
        yield Text(words=chart.words("patient/emergency"))


def _matters_first(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """The one thing to remember, by the first must-have that has words of its own."""
    needed = {need.id for need in plan.requirements}
    for key, row in chart.knowledge.wordings.items():
        if key.startswith("first/") and key.split("/")[1] in needed:
            title, _, line = row.says.partition(" | ")
            yield Call(tone="note", title=title, lines=(line,))
            return


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
    said = dict.fromkeys(
        chart.words_or(f"reason/{reason.statement}/patient", "") for reason in plan.reasons
    )
    lines = [line for line in said if line] or [chart.words("reason/any/patient")]
    yield Points(lines=lines)
    yield Text(words=chart.words("patient/no_plan/next"))


def _plan(chart: Chart, plan: PlanOfCare) -> Iterator[Section]:
    yield Section(title="What we do together", blocks=tuple(_together(chart, plan)))
    if asks := tuple(_asks(chart, plan)):
        yield Section(title="What we still need to know", blocks=asks)
    home = plan.weeks[0].home if plan.weeks else None
    if home and (home.exercises or home.self_care):
        spent = round(home.minutes_a_day)
        aside = f"about {many(spent, 'minute')} a day" if home.exercises else ""
        blocks = tuple(_home(chart, home))
        yield Section(title="What you do at home", aside=aside, blocks=blocks, sheet=True)
    more = chart.words("stop/more/patient")
    yield Section(title="Stop and call us if", aside=more, blocks=tuple(stop_signs(chart, plan)))
    yield stop_sheet(chart, plan)


def _together(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    if plan.gate != "full":
        yield Text(words=chart.words(f"gate/{plan.gate}/patient"))
    if plan.goals:
        title = "Your goal" if len(plan.goals) == 1 else "Your goals"
        yield Call(tone="note", title=title, lines=tuple(f"“{g.words}”" for g in plan.goals))
    if said := f"{_visits(plan)} {_tests(plan)}".strip():
        yield Text(words=said)
    most_first = sorted(plan.techniques, key=lambda c: -c.minutes)[:_TECHNIQUES]
    about = [f"technique/{choice.technique}" for choice in most_first]
    if about:
        yield Facts(
            rows=tuple((chart.words(f"{t}/name"), chart.words(f"{t}/patient")) for t in about)
        )
    yield Text(words=chart.words("patient/steadier"))


def _home(chart: Chart, home: HomeProgramme) -> Iterator[Block]:
    if home.exercises:
        yield Exercises(items=tuple(_exercise(chart, item) for item in home.exercises))
    if home.self_care:
        yield Text(words=chart.words("patient/self_care"), lead=True)
        yield Exercises(items=tuple(_exercise(chart, item) for item in home.self_care))


def _exercise(chart: Chart, item: PlannedItem) -> Exercise:
    row = chart.knowledge.exercises[item.exercise]
    return Exercise(
        id=item.exercise,
        technique=str(item.technique),
        name=chart.words_or(f"exercise/{item.exercise}/patient", row.name),
        dose=plain_dose(item, per_side=row.per_side),
        how=row.patient_instruction,
        cue=row.patient_cue,
    )


def plain_dose(item: PlannedItem, *, per_side: bool) -> str:
    """The dose in words: "3 times 30 seconds on each side, 3 days a week"."""
    side = " on each side" if per_side else ""
    often = "every day" if item.sessions >= 7 else f"{many(item.sessions, 'day')} a week"
    return f"{_amount(item)}{side}, {often}"


def _amount(item: PlannedItem) -> str:
    reps = item.reps or 1
    times = "" if item.sets == 1 else f"{item.sets} times "
    if item.continuous_min:
        whole = item.continuous_min == 1
        return f"{number(item.continuous_min)} minute{'' if whole else 's'}"
    if item.hold_s and reps == 1:
        return f"{times}{item.hold_s} seconds"
    if item.hold_s:
        return f"{times}{reps} holds of {item.hold_s} seconds"
    return f"{times}{reps} in a row"


def _visits(plan: PlanOfCare) -> str:
    visits = rhythm(plan.visits_per_week)
    return f"You come {visits}." if visits else ""


def _tests(plan: PlanOfCare) -> str:
    """When the plan is looked at again: "2 December 2026, 1 January 2027 and 31 January 2027"."""
    if not plan.retests:
        return ""
    dates = [day(retest.on) for retest in plan.retests]
    told = f"{', '.join(dates[:-1])} and {dates[-1]}" if len(dates) > 1 else dates[0]
    return f"We test you again and look at your plan on {told}."


def _asks(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    asks = dict.fromkeys(q.ask for q in plan.questions if q.who == "patient" and q.ask)
    if asks:
        yield Points(lines=tuple(asks)[:_QUESTIONS])
