"""The therapist's page: the answer, then the reason, then the source, on one screen."""

from collections.abc import Iterator, Sequence

from surefoot.care.diagnosis import Evidence, PatternScore
from surefoot.care.plan.records import NoSafePlan, PlannedGoal, PlannedItem, PlanOfCare, Visit
from surefoot.care.summary.chart import Chart, age, counted, day, number, tone_of
from surefoot.care.summary.page import (
    Block,
    Call,
    Columns,
    Facts,
    ForAgainst,
    Grid,
    Minutes,
    Page,
    Points,
    Section,
    Text,
)
from surefoot.terms import Technique

_SHOWN = 6  # lines of evidence or of a list before "and n more"


def therapist_page(chart: Chart) -> Page:
    """One person on one screen: urgent first, then what it is, prognosis, plan and safety."""
    person = chart.case.person
    sex = f", {person.sex}" if person.sex else ""
    return Page(
        reader="therapist",
        title=person.name,
        subtitle=f"{age(chart.case)}{sex} · born {day(person.born_on)} · {day(chart.case.today)}",
        made_on=chart.case.today,
        sections=tuple(_sections(chart)),
        foot=_foot(chart),
        language=person.language,
    )


def _sections(chart: Chart) -> Iterator[Section]:
    if chart.contact.raised:
        yield Section(title="Urgent", blocks=tuple(_urgent(chart)))
    yield Section(
        title="What is it?", aside="therapist's classification", blocks=tuple(_what(chart))
    )
    yield Section(title="Can it be reversed?", blocks=tuple(_reversible(chart)))
    yield from _plan_sections(chart)
    yield Section(title="Safety", blocks=tuple(_safety(chart)), beside=True)
    yield Section(title="Story", blocks=tuple(_story(chart)), beside=True)
    if asks := tuple(_asks(chart)):
        yield Section(title="Ask or test next", blocks=asks, beside=True)
    if chart.prognosis.referrals:
        yield Section(title="Refer", blocks=(_referrals(chart),), beside=True)


def _urgent(chart: Chart) -> Iterator[Block]:
    for flag in chart.contact.raised:
        tone = tone_of(flag.urgency)
        title = f"{flag.urgency.name}: {flag.reason.says}"
        yield Call(tone=tone, title=title, lines=(f"Think of: {flag.suspect}.", flag.do))


def _what(chart: Chart) -> Iterator[Block]:
    diagnosis = chart.diagnosis
    yield Text(words=diagnosis.summary, lead=True)
    if diagnosis.cannot_tell:
        yield Call(tone="note", title="Cannot tell yet", lines=diagnosis.cannot_tell)
    top = diagnosis.patterns[0]
    asked_for = " ".join(test.ask for test in diagnosis.next_tests[:3])
    yield ForAgainst(
        in_favour=tuple(map(_weight, top.evidence_for[:_SHOWN])),
        against=tuple(map(_weight, top.evidence_against[:_SHOWN])),
        not_asked=asked_for,
    )
    yield Grid(
        head=("Pattern", "Probability", "Range", "Speaks most for or against it"),
        rows=tuple(map(_pattern_row, diagnosis.patterns[:_SHOWN])),
        numeric=(1, 2),
    )
    if diagnosis.criteria:
        yield Points(lines=tuple(reason.says for reason in diagnosis.criteria))
    if diagnosis.extent:
        signs = " ".join(reason.says for reason in diagnosis.extent_reasons)
        yield Text(words=f"Extent of damage {diagnosis.extent}: {signs}")


def _weight(line: Evidence) -> tuple[str, str]:
    return f"×{number(line.likelihood_ratio)}", line.says


def _pattern_row(score: PatternScore) -> tuple[str, ...]:
    lines = (*score.evidence_for, *score.evidence_against)
    strongest = lines[0].says if lines else "nothing asked that bears on it"
    probability = f"{score.probability:.2f} {score.band.replace('_', ' ')}"
    return (score.name, probability, f"{score.low:.2f}–{score.high:.2f}", strongest)


def _reversible(chart: Chart) -> Iterator[Block]:
    prognosis = chart.prognosis
    yield Columns(
        cells=tuple(
            (
                chart.words(f"answer/{answer.about}/therapist"),
                answer.record,
                f"Grade {answer.grade}",
            )
            for answer in prognosis.answers
        )
    )
    causes = [cause for cause in prognosis.causes if cause.certainty != "excluded"]
    if causes:
        yield Grid(
            head=("Cause", "Certainty", "Class", "If mended", "Window"),
            rows=tuple(
                (c.name, c.certainty, c.reversibility, c.best_achievable, c.window)
                for c in causes[:_SHOWN]
            ),
        )
    for reason in prognosis.exceptions:
        yield Call(tone="note", title=reason.says)
    if prognosis.would_change:
        asked = ", ".join(chart.name(code) for code in prognosis.would_change)
        yield Text(words=f"Would change the answer: {asked}.")
    if prognosis.review_on:
        yield Text(words=f"Review on {day(prognosis.review_on)}.")


def _plan_sections(chart: Chart) -> Iterator[Section]:
    plan = chart.plan
    if isinstance(plan, NoSafePlan):
        yield Section(title="Plan", blocks=tuple(_no_plan(chart, plan)))
        return
    aside = f"{sum(plan.visits_per_week)} visits in {len(plan.weeks)} weeks"
    tag = "provisional" if plan.gate != "full" else ""
    yield Section(title="Plan", aside=aside, tag=tag, blocks=tuple(_plan(chart, plan)))
    if plan.weeks and plan.weeks[0].visits:
        first = plan.weeks[0].visits[0]
        yield Section(
            title="First visit",
            aside=f"{first.minutes:.0f} min",
            blocks=tuple(_visit(chart, first)),
        )
    yield Section(title="At home, week 1", blocks=tuple(_home(chart, plan)))
    yield Section(title="Why, and why not", blocks=tuple(_why(chart, plan)))


def _no_plan(chart: Chart, plan: NoSafePlan) -> Iterator[Block]:
    yield Call(tone="caution", title=chart.words("patient/no_plan"))
    yield Points(lines=tuple(reason.says for reason in plan.reasons))
    if plan.first:
        yield Text(words="First: " + " ".join(plan.first))


def _plan(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    yield Text(words=f"{chart.words(f'gate/{plan.gate}/therapist')} {plan.type_and_stage}.")
    if plan.goals:
        yield Facts(rows=tuple((goal.words, _aim(goal)) for goal in plan.goals))
    yield _minutes(chart, plan)
    proof = plan.proof
    yield Text(
        words=f"Solved in {proof.seconds:.1f} s, {proof.status.lower()}, gap {proof.gap:.1%}. "
        f"Certainty: {plan.certainty}"
    )


def _aim(goal: PlannedGoal) -> str:
    return f"{goal.measure}: {goal.baseline} → {goal.target} by {day(goal.due_on)}"


def _minutes(chart: Chart, plan: PlanOfCare) -> Minutes:
    rows = tuple(
        (
            str(choice.technique),
            chart.words(f"technique/{choice.technique}/name"),
            tuple(
                round(_minutes_of(choice.technique, plan, week)) for week in range(len(plan.weeks))
            ),
        )
        for choice in plan.techniques
    )
    return Minutes(
        weeks=tuple(week.number for week in plan.weeks),
        rows=tuple(row for row in rows if any(row[2])),
        total=tuple(round(week.training_min) for week in plan.weeks),
        cap=tuple(week.cap_min for week in plan.weeks),
    )


def _minutes_of(technique: Technique, plan: PlanOfCare, week: int) -> float:
    """Training minutes of one technique in one week, clinic and home together."""
    found = plan.weeks[week]
    clinic = (item for visit in found.visits for part in visit.parts for item in part.items)
    in_clinic = sum(i.minutes for i in clinic if i.technique == technique and i.is_training)
    at_home = sum(
        i.minutes * i.sessions
        for i in found.home.exercises
        if i.technique == technique and i.is_training
    )
    return in_clinic + at_home


def _visit(chart: Chart, visit: Visit) -> Iterator[Block]:
    rows = tuple(
        (
            chart.words(f"phase/{part.phase}"),
            f"{part.minutes:.0f}",
            "; ".join(_item(chart, item) for item in part.items) or part.says,
        )
        for part in visit.parts
    )
    yield Grid(head=("Part", "Min", "What"), rows=rows, numeric=(1,))
    units = counted(visit.billing.medicare_units)
    ama = counted(visit.billing.ama_units)
    if units or ama:
        yield Text(
            words=f"Timed units, Medicare rule: {units or 'none'}; AMA rule: {ama or 'none'}."
        )


def _item(chart: Chart, item: PlannedItem) -> str:
    name = chart.knowledge.exercises[item.exercise].name
    return f"{name} ({dose(item)}, supervision {item.supervision})"


def dose(item: PlannedItem) -> str:
    """The dose in the field's short form: 3×10, 3×30 s, 12 min."""
    if item.continuous_min:
        return f"{number(item.continuous_min)} min"
    once = f"{item.hold_s} s" if item.hold_s else f"{item.reps or 1}"
    if item.hold_s and item.reps and item.reps > 1:
        once = f"{item.reps}×{item.hold_s} s"
    return f"{item.sets}×{once}"


def _home(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    home = plan.weeks[0].home
    if not home.exercises and not home.self_care:
        yield Text(words="Nothing at home yet.")
        return
    yield Grid(
        head=("Item", "Dose", "Times a week", "Care"),
        rows=tuple(
            (
                chart.knowledge.exercises[item.exercise].name,
                dose(item),
                str(item.sessions),
                "; ".join(dict.fromkeys(r.says.partition(":")[0] for r in item.modifications)),
            )
            for item in (*home.exercises, *home.self_care)
        ),
        numeric=(2,),
    )


def _why(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    for choice in plan.techniques:
        lines = [reason.says for reason in choice.why]
        if choice.dose_note:
            lines.append(choice.dose_note)
        name = chart.words(f"technique/{choice.technique}/name")
        yield Facts(rows=((f"{name} {choice.share:.0%}", " ".join(lines)),))
    out = [o for o in plan.left_out if o.what in set(Technique)]
    names = {o.what: chart.words(f"technique/{o.what}/name") for o in out}
    yield Points(lines=[f"Not {names[o.what].lower()}: {o.reason.says}" for o in out])
    for title, told in (
        ("What a rule costs", plan.binding),
        ("Nearly as good", plan.alternatives),
        ("Would flip within the uncertainty", plan.sensitive),
    ):
        if told:
            yield Text(words=f"{title}: {' '.join(told)}")


def _safety(chart: Chart) -> Iterator[Block]:
    plan = chart.plan
    if isinstance(plan, NoSafePlan):
        yield Points(lines=tuple(reason.says for reason in plan.reasons[:_SHOWN]))
        return
    rows = {row.code: row for row in chart.knowledge.conditions.values()}
    present = [rows[code] for code in plan.conditions if code in rows]
    if present:
        yield Facts(rows=tuple((row.name, row.instructions[0].says + ".") for row in present))
    else:
        yield Text(words="No contraindication or precaution was found among those asked.")
    musts = (chart.knowledge.must_haves[need.id] for need in plan.requirements)
    actions = dict.fromkeys(action for must in musts for action in must.actions)
    yield Points(lines=tuple(actions))


def _story(chart: Chart) -> Iterator[Block]:
    if chart.case.story:
        yield Text(words=f"“{chart.case.story}”")
    told = [
        f"{s.group}{f' {s.severity} of 10' if s.severity is not None else ''}"
        f"{f' since {day(s.since)}' if s.since else ''}"
        for s in chart.case.symptoms
        if s.present
    ]
    if told:
        yield Points(lines=told)


def _asks(chart: Chart) -> Iterator[Block]:
    tests = chart.diagnosis.next_tests[:_SHOWN]
    if tests:
        yield Grid(
            head=("Test", "Bits"),
            rows=tuple((test.ask, f"{test.bits:.2f}") for test in tests),
            numeric=(1,),
        )
    if questions := chart.plan.questions[:_SHOWN]:
        yield Points(lines=[f"{q.ask} ({_release(chart, q.releases)})" for q in questions])


def _release(chart: Chart, held: Sequence[str]) -> str:
    """What an answer would release: one exercise by its name, many by their number."""
    library = chart.knowledge.exercises
    if len(held) == 1 and held[0] in library:
        return f"releases {library[held[0]].name}"
    return f"holds back {len(held)} exercises"


def _referrals(chart: Chart) -> Grid:
    return Grid(
        head=("To", "When", "Why"),
        rows=tuple((r.to, r.urgency.name, r.why) for r in chart.prognosis.referrals),
    )


def _foot(chart: Chart) -> tuple[str, ...]:
    return (
        chart.words("therapist/limit"),
        f"{chart.unreviewed} {chart.words('therapist/unreviewed')}",
        f"Knowledge {chart.knowledge.version}.",
    )
