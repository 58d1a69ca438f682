"""The therapist's page: what matters first on one screen, the details behind it."""

from collections.abc import Iterator

from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary import details, glance, in_mind, questions
from surefoot.care.summary.chart import Chart, age, many, rhythm
from surefoot.care.summary.over_time import series
from surefoot.care.summary.page import Measured, Page, Section
from surefoot.care.summary.where import body_map
from surefoot.knowledge.values import day

_CHANGED = 6  # the others are behind the first screen


def therapist_page(chart: Chart) -> Page:
    """One person on one screen: urgent first, then what it is, prognosis, plan and limits."""
    person = chart.case.person
    sex = f", {person.sex}" if person.sex else ""
    return Page(
        reader="therapist",
        title=person.name,
        subtitle=f"{age(chart.case)}{sex} · born {day(person.born_on)} · {day(chart.case.today)}",
        made_on=chart.case.today,
        sections=(*_glance(chart), *details.sections(chart)),
        foot=_foot(chart),
        language=person.language,
    )


def _glance(chart: Chart) -> Iterator[Section]:
    if first := tuple(glance.urgent(chart)):
        title = "Urgent" if chart.contact.raised else "To clear up first"
        yield Section(title=title, blocks=first, place="top")
    yield Section(
        title="What is it?", aside=glance.how_likely(chart), blocks=tuple(glance.what(chart))
    )
    yield Section(title="Can it be reversed?", blocks=tuple(glance.reversible(chart)))
    if chart.plan is not None:
        yield _plan(chart, chart.plan)
    if changed := tuple(one for one in series(chart) if one.trend):
        yield Section(title="What has changed", blocks=(Measured(rows=changed[:_CHANGED]),))
    if where := body_map(chart):
        yield Section(title="Where is it?", blocks=(where,), place="beside")
    if limits := tuple(glance.limits(chart)):
        yield Section(title="Rules for this person", blocks=limits, place="beside")
    if mind := tuple(in_mind.at_once(chart)):
        yield Section(title="Keep in mind", blocks=mind, place="beside")
    if asks := tuple(questions.asks(chart)):
        yield Section(title="Ask or test next", blocks=asks, place="beside")
    if glance.due(chart):
        yield Section(title="Refer", blocks=(glance.referrals(chart),), place="beside")


def _plan(chart: Chart, plan: PlanOfCare | NoSafePlan) -> Section:
    if isinstance(plan, NoSafePlan):
        return Section(title="No plan for now", blocks=tuple(glance.no_plan(chart, plan)))
    visits = sum(plan.visits_per_week)
    aside = "no visits yet"
    if visits:
        course = f"{many(visits, 'visit')} in {many(len(plan.weeks), 'week')}"
        aside = f"{course}: {rhythm(plan.visits_per_week)}"
    tag = "" if plan.gate == "full" else plan.gate.replace("_", " ")
    return Section(title="Plan", aside=aside, tag=tag, blocks=tuple(glance.plan(chart, plan)))


def _foot(chart: Chart) -> tuple[str, ...]:
    signed = f" {chart.signed_here} more are signed in your clinic's file."
    return (
        chart.words("therapist/limit"),
        f"{chart.unreviewed} {chart.words('therapist/unreviewed')}"
        + (signed if chart.signed_here else ""),
        f"Knowledge {chart.knowledge.version}.",
    )
