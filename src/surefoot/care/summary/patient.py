"""The patient's page: what matters first, what it is, can it get better, what is to be done."""

from collections.abc import Iterator
from itertools import islice

from surefoot.care.findings import Findings
from surefoot.care.plan.candidates import changes_of_life
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary.chart import Chart, joined, many, rhythm, tone_of, upper_first
from surefoot.care.summary.home_care import home_care
from surefoot.care.summary.needs import always, matters_first
from surefoot.care.summary.page import (
    Block,
    Call,
    Columns,
    Facts,
    Page,
    Points,
    Section,
    Text,
)
from surefoot.care.summary.questions import asked_of_the_person
from surefoot.care.summary.stop_sheet import stop_sheet, stop_signs
from surefoot.care.summary.what_it_is import may_train, what_it_is
from surefoot.care.summary.where import body_map
from surefoot.care.summary.your_week import first_weeks, your_days
from surefoot.knowledge.values import day
from surefoot.terms import Technique, Urgency

_QUESTIONS = 5
_SHORT = 3  # techniques on the page of a person who wants few words
_DATES = 4  # more are not read
_STEADY = (Technique.BALANCE, Technique.GAIT, Technique.TAI_CHI)
_TRAINED = "function"  # the answer that speaks of training
_ALL = "True"  # the rule of a topic that is taught to everybody, with the visits


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
    waits = isinstance(chart.plan, NoSafePlan) or chart.contact.urgency <= Urgency.U1
    return "This comes first" if waits else "Your plan"


def _sections(chart: Chart) -> Iterator[Section]:
    if chart.contact.raised:
        yield Section(title="", blocks=tuple(urgent(chart)))
    if chart.contact.urgency <= Urgency.U1:
        return  # nothing else may stand between the person and what to do now
    plan = chart.plan
    if isinstance(plan, NoSafePlan):
        yield Section(title="", blocks=tuple(_first(chart, plan)))
    if first := (*_referred(chart), *always(chart), *matters_first(chart)):
        yield Section(title="", blocks=first)
    yield Section(title="What is it?", blocks=tuple(what_it_is(chart)))
    if where := body_map(chart):
        yield Section(title="Where you feel it", blocks=(where,))
    yield Section(title="Can it get better?", blocks=tuple(_better(chart)))
    if isinstance(plan, PlanOfCare):
        yield from _plan(chart, plan)


def urgent(chart: Chart) -> Iterator[Block]:
    """What has to be done now, as it is said to the person."""
    flags = [f for f in chart.contact.raised if f.urgency == chart.contact.urgency]
    tone = tone_of(chart.contact.urgency)
    for say in dict.fromkeys(flag.say for flag in flags):
        yield Call(tone=tone, title=say)
    if chart.contact.urgency == Urgency.U1:  # with an ambulance on its way there is no more to call
        yield Text(words=chart.words("patient/emergency"))


def _referred(chart: Chart) -> Iterator[Block]:
    """Who has to see the person soon, and how soon; a letter that may wait is the therapist's."""
    soon: dict[Urgency, list[str]] = {}
    for referral in chart.prognosis.referrals:
        to = chart.words_or(f"refer/to/{referral.to}/patient", referral.to)
        soon.setdefault(referral.urgency, []).append(to)
    for urgency in sorted(soon):
        if title := chart.words_or(f"refer/{urgency.name}/patient", ""):
            who = upper_first(joined(tuple(dict.fromkeys(soon[urgency])), "and"))
            lines = (f"{who}.", chart.words("refer/letter/patient"))
            yield Call(tone=tone_of(urgency), title=title, lines=lines)


def _taught(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """This person's topics in full, but those whose exercises stand on the page in their own words.

    What everybody learns is said at the visits and by the stop signs.
    """
    titles = set(plan.education)
    home = [week.home for week in plan.weeks[:1]]
    shown = {item.exercise for each in home for item in (*each.exercises, *each.self_care)}
    trains = any(plan.visits_per_week) or any(each.exercises for each in home)
    says = tuple(
        topic.says
        for topic in chart.knowledge.topics.values()
        if topic.title in titles
        and (topic.when != _ALL or topic.technique)
        and not shown & {*topic.exercises}
        and (trains or not topic.with_training)
    )
    if says:
        yield Points(lines=says)


def _better(chart: Chart) -> Iterator[Block]:
    yield Columns(
        cells=tuple(
            (chart.words(f"answer/{answer.about}/patient"), "", answer.says)
            for answer in chart.prognosis.answers
            if answer.about != _TRAINED or may_train(chart)
        )
    )
    again = chart.prognosis.review_on
    if again and again > chart.case.today and not _wants_few_words(chart):
        on = day(again)
        yield Text(words=chart.words("prognosis/review/patient").format(day=on))


def _first(chart: Chart, plan: NoSafePlan) -> Iterator[Block]:
    said = dict.fromkeys(
        chart.words_or(f"reason/{reason.statement}/patient", "") for reason in plan.reasons
    )
    lines = [line for line in said if line] or [chart.words("reason/any/patient")]
    next_ = chart.words("patient/no_plan/next")
    yield Call(tone="note", title=chart.words("patient/no_plan"), lines=(*lines, next_))


def _plan(chart: Chart, plan: PlanOfCare) -> Iterator[Section]:
    yield Section(title="What we do together", blocks=tuple(_together(chart, plan)))
    taught, visits = tuple(_taught(chart, plan)), sum(plan.visits_per_week)
    if taught and not visits:
        yield Section(title="Until then", blocks=taught)
    if asks := tuple(_asks(chart)):
        yield Section(title="What we still need to know", blocks=asks)
    home = plan.weeks[0].home if plan.weeks else None
    if home and (home.exercises or home.self_care or plan.home_empty):
        spent = round(home.minutes_a_day)
        about = f", about {many(spent, 'minute')} a day" if home.exercises else ""
        aside = f"{first_weeks(plan)}{about}"
        blocks = (*your_days(chart, plan), *home_care(chart, plan, home))
        yield Section(title="What you do at home", aside=aside, blocks=blocks, sheet=True)
    more = chart.words("stop/more/patient")
    yield Section(title="Stop if", aside=more, blocks=tuple(stop_signs(chart, plan)))
    if taught and visits:
        yield Section(title="Good to know", blocks=taught, place="more")
    yield stop_sheet(chart, plan)


def _together(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    if plan.gate != "full":
        yield Text(words=chart.words(f"gate/{plan.gate}/patient"))
    if plan.goals:
        title = "Your goal" if len(plan.goals) == 1 else "Your goals"
        yield Call(tone="note", title=title, lines=tuple(f"“{g.words}”" for g in plan.goals))
    if said := f"{_visits(plan)} {_tests(plan)}".strip():
        yield Text(words=said)
    most_first = sorted(plan.techniques, key=lambda c: -c.minutes)
    told = most_first[:_SHORT] if _wants_few_words(chart) else most_first
    about = [f"technique/{choice.technique}" for choice in told]
    if about:
        yield Facts(
            rows=tuple((chart.words(f"{t}/name"), chart.words(f"{t}/patient")) for t in about)
        )
    if may_train(chart) and any(choice.technique in _STEADY for choice in plan.techniques):
        yield Text(words=chart.words("patient/steadier"))


def _visits(plan: PlanOfCare) -> str:
    visits = rhythm(plan.visits_per_week)
    return f"You come {visits}." if visits else ""


def _tests(plan: PlanOfCare) -> str:
    """When the plan is looked at again: each day once, the first and the last of many."""
    dates = [day(on) for on in sorted({retest.on for retest in plan.retests})]
    if not dates:
        return ""
    if len(dates) > _DATES:
        between = f"{len(dates)} times, from {dates[0]} to {dates[-1]}"
        return f"We test you again and look at your plan {between}."
    return f"We test you again and look at your plan on {joined(dates, 'and')}."


def _wants_few_words(chart: Chart) -> bool:
    """Whether something in this person's life asks for a short page."""
    findings = Findings(chart.case, chart.knowledge)
    return any(row.short_page for row in changes_of_life(findings, chart.knowledge))


def _asks(chart: Chart) -> Iterator[Block]:
    asks = tuple(islice(asked_of_the_person(chart), _QUESTIONS))
    if asks:
        yield Points(lines=asks)
