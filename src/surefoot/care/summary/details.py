"""What stands behind the first screen: evidence, causes, minutes, visit, home, why and why not."""

from collections.abc import Iterator, Sequence
from itertools import chain

from surefoot.care.plan.beside import AT_HOME
from surefoot.care.plan.changes import CHANGED
from surefoot.care.plan.records import (
    PlannedItem,
    PlanOfCare,
    TechniqueChoice,
    Visit,
    VisitPart,
)
from surefoot.care.summary import cautions, evidence
from surefoot.care.summary.chart import Chart, counted, upper_first
from surefoot.care.summary.in_mind import at_each_visit
from surefoot.care.summary.items import dose, short
from surefoot.care.summary.limits import also, held_back, left_out, listed, plain
from surefoot.care.summary.measured import again
from surefoot.care.summary.over_time import series
from surefoot.care.summary.page import (
    Block,
    Call,
    Facts,
    Grid,
    Measured,
    Minutes,
    Points,
    Section,
    Text,
)
from surefoot.care.summary.sides import side_of
from surefoot.knowledge.values import day
from surefoot.terms import Technique

_SHOWN = 8  # lines of evidence, patterns or causes
_PROOF = "convention/proof"
_DOUBTS = ("changed", "open")  # kinds of proof that say: look at the minutes yourself
_TALK = "education"  # the part of a visit whose words are the topics taught
_EFFECTS = 2  # outcomes named for a technique


def sections(chart: Chart) -> Iterator[Section]:
    """Everything a therapist may want to look up, in the order of the first screen."""
    yield _more("Evidence for and against", *evidence.in_full(chart, _SHOWN))
    if causes := tuple(_causes(chart)):
        yield _more("Causes", *causes)
    if scores := series(chart):
        yield _more("Scores", Measured(rows=scores), aside="first and last")
    if isinstance(chart.plan, PlanOfCare):
        yield from of_plan(chart, chart.plan)
    if story := tuple(_story(chart)):
        yield _more("Story and symptoms", *story)


def _more(title: str, *blocks: Block, aside: str = "") -> Section:
    return Section(title=title, blocks=blocks, aside=aside, place="more")


def of_plan(chart: Chart, plan: PlanOfCare) -> Iterator[Section]:
    """What stands behind a plan: minutes, first visit, home, rules, why and why not, re-tests."""
    if plan.techniques:
        yield _more("Minutes week by week", _minutes(chart, plan), *_in_doubt(chart, plan))
    if plan.weeks and plan.weeks[0].visits:
        first = plan.weeks[0].visits[0]
        yield _more("First visit, step by step", *_visit(chart, first), aside="week 1")
    if plan.weeks and (plan.weeks[0].home.exercises or plan.weeks[0].home.self_care):
        yield _more("At home", *_home(chart, plan), aside="week 1")
    if more := tuple(also(chart, plan)):
        yield _more("With these conditions, also", Facts(rows=more))
    title = "At every visit" if sum(plan.visits_per_week) else "Meanwhile"
    yield _more(title, *_every_visit(chart, plan))
    if plan.techniques:
        yield _more("Why these techniques, and why not the others", *_why(chart, plan))
    if rows := held_back(chart, plan):
        head = ("Exercises", "Kept out because", "What would change it")
        yield _more("Exercises kept out by a rule", Grid(head=head, rows=rows, numeric=(0,)))
    if asked := tuple(_asked_for(plan)):
        yield _more("What the limits cost, and what would do as well", *asked)
    if plan.retests:
        yield _more("Measure again", Facts(rows=tuple(again(chart, plan))))
    if made := tuple(_made(chart, plan)):
        yield _more("How this plan was worked out, and what is billed", *made)


def _causes(chart: Chart) -> Iterator[Block]:
    prognosis = chart.prognosis
    causes = [cause for cause in prognosis.causes if cause.certainty != "excluded"]
    if causes:
        yield Grid(
            head=("Cause", "How sure", "Class", "If mended", "Window", "Why"),
            rows=tuple(
                (
                    upper_first(c.name), c.certainty, c.reversibility, c.best_achievable,
                    c.window or "not known", c.reason.says,
                )
                for c in causes[:_SHOWN]
            ),
            note=chart.words("class/note/therapist"),
        )  # fmt: skip
    for reason in prognosis.exceptions:
        yield Call(tone="note", title=reason.says)
    if causes:
        yield Points(
            lines=tuple(
                f"{upper_first(answer.record)} Evidence: {_grade(chart, answer.grade)}."
                for answer in prognosis.answers
            )
        )
    if prognosis.review_on:
        by = day(prognosis.review_on) if prognosis.review_on > chart.case.today else "now"
        yield Text(words=f"No change by {by} reopens the causes.")
    if prognosis.would_change:
        asked = ", ".join(chart.name(code) for code in prognosis.would_change)
        yield Text(words=f"Would change the answer: {asked}.")


def _grade(chart: Chart, grade: str) -> str:
    return chart.words_or(f"grade/{grade}", grade)


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


def _in_doubt(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """That the minutes were changed by hand, or that the search for them ended too soon."""
    if (kind := _proof(chart, plan)) in _DOUBTS:
        yield Text(words=chart.words(f"proof/{kind}/therapist"))


def _proof(chart: Chart, plan: PlanOfCare) -> str:
    """How good the plan is as an answer to its own question."""
    proof = plan.proof
    if proof.status == CHANGED:
        return "changed"
    if proof.status == "OPTIMAL":
        return "optimal"
    told = chart.knowledge.conventions[_PROOF].numbers["gap_worth_saying"]
    return "open" if proof.gap > told else "feasible"


def _made(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """What nobody needs to treat: how near the search came, which customs gave way, the bill."""
    kind = _proof(chart, plan)
    if plan.techniques and kind not in _DOUBTS:
        gap = f"{100 * plan.proof.gap:.0f} %"
        yield Text(words=chart.words(f"proof/{kind}/therapist").format(gap=gap))
    if plan.techniques and kind != "changed" and plan.lifted:
        yield Text(words=chart.words("proof/lifted/therapist"))
        yield Points(lines=tuple(plain(custom, chart) for custom in plan.lifted))
    if plan.weeks and plan.weeks[0].visits:
        yield from _billed(chart, plan.weeks[0].visits[0])


def _billed(chart: Chart, visit: Visit) -> Iterator[Block]:
    medicare, ama = counted(visit.billing.medicare_units), counted(visit.billing.ama_units)
    if medicare == ama != "":
        yield Text(words=chart.words("billing/alike/therapist").format(units=ama))
    elif medicare or ama:
        says = chart.words("billing/apart/therapist")
        yield Text(words=says.format(medicare=medicare or "none", ama=ama or "none"))


def _visit(chart: Chart, visit: Visit) -> Iterator[Block]:
    rows = tuple(
        (
            chart.words(f"phase/{part.phase}"),
            f"{part.minutes:.0f}",
            _done(chart, part),
        )
        for part in visit.parts
    )
    yield Grid(head=("Part", "Min", "What"), rows=rows, numeric=(1,))


def _done(chart: Chart, part: VisitPart) -> str:
    """The items of a part; what is talked about stands before them."""
    items = [_item(chart, item) for item in part.items]
    talk = [upper_first(part.says)] if part.phase == _TALK or not items else []
    names = ", ".join(chart.knowledge.exercises[name].name for name in part.shown)
    shown = [chart.words("visit/shown/therapist").format(names=names)] if names else []
    return "; ".join((*talk, *items, *shown))


def _item(chart: Chart, item: PlannedItem) -> str:
    return f"{short(chart, item)}, {chart.words(f'supervision/{item.supervision}')}"


def _home(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    home = plan.weeks[0].home
    yield Grid(
        head=("Item", "Dose", "A week", "Harder when"),
        rows=tuple(
            (
                _named(chart, item),
                dose(chart, item),
                f"{item.sessions}×{_until(plan, item)}",
                upper_first(item.progress.partition(":")[0]) if item.is_training else "–",
            )
            for item in (*home.exercises, *home.self_care)
        ),
        numeric=(2,),
    )
    if watch := tuple(cautions.at_home(chart, home)):
        yield Text(words="To watch at home", lead=True)
        yield Facts(rows=watch)


def _until(plan: PlanOfCare, item: PlannedItem) -> str:
    """For how many weeks a device is tried, where it ends before the course does."""
    if item.technique not in AT_HOME:
        return ""
    used = [w.number for w in plan.weeks for i in w.home.self_care if i.exercise == item.exercise]
    return f", to week {used[-1]}" if used and used[-1] < len(plan.weeks) else ""


def _named(chart: Chart, item: PlannedItem) -> str:
    row = chart.knowledge.exercises[item.exercise]
    side = side_of(chart, row)
    return f"{row.name}, {side}" if side else row.name


def _every_visit(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    musts = (chart.knowledge.must_haves[need.id] for need in plan.requirements)
    actions = dict.fromkeys(chain.from_iterable(must.actions for must in musts))
    yield Points(lines=tuple(plain(action, chart) for action in actions))
    if watch := at_each_visit(chart, plan):
        yield Points(lines=watch)
    if barred := tuple(_barred(chart, plan)):
        yield Text(words="Asked for, but kept out", lead=True)
        yield Facts(rows=barred)
    if plan.education:
        yield Text(words=f"Teach: {'; '.join(plan.education)}.")


def _barred(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, str]]:
    """What a must-have asks for and safety rules out, those with the same reason together."""
    together: dict[str, list[str]] = {}
    for says in dict.fromkeys(r.says for need in plan.requirements for r in need.barred):
        name, _, why = plain(says, chart).partition(": ")
        together.setdefault(why, []).append(name)
    for why, names in together.items():
        yield upper_first(listed(names, "and")), upper_first(why)


def _why(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    yield Grid(
        head=("Technique", "Share", "Usual mix", "Expected effect", "Certainty", "Note"),
        rows=tuple(_choice(chart, choice) for choice in plan.techniques),
        numeric=(1, 2),
        note=chart.words("effect/note/therapist"),
    )
    rows = (*_used_beside(chart, plan), *left_out(chart, plan))
    if rows:
        yield Facts(rows=rows)


def _used_beside(chart: Chart, plan: PlanOfCare) -> Iterator[tuple[str, str]]:
    """Devices and habits of the day: why they are used, with no share of the minutes."""
    trained = {choice.technique for choice in plan.techniques}
    items = (item for week in plan.weeks for item in week.home.self_care)
    used = {i.technique: i.exercise for i in items if i.technique in AT_HOME - trained}
    asking = chart.knowledge.indications.values()
    for technique, exercise in sorted(used.items()):
        why = " ".join(row.says for row in asking if exercise in row.exercises)
        beside = chart.words("why/beside/therapist").format(why=why).strip()
        yield chart.words(f"technique/{technique}/name"), beside


def _choice(chart: Chart, choice: TechniqueChoice) -> tuple[str, ...]:
    best = sorted(choice.effect.items(), key=lambda pair: (-pair[1], pair[0]))[:_EFFECTS]
    effects = chart.knowledge.effects
    rows = [effects[r.statement] for r in choice.why if r.statement in effects]
    sure = dict.fromkeys(chart.words_or(f"certainty/{r.certainty}", r.certainty) for r in rows)
    return (
        chart.words(f"technique/{choice.technique}/name"),
        f"{100 * choice.share:.0f} %",
        _usual(chart, choice) if choice.asked_share else "–",
        ", ".join(f"{d.replace('_', ' ')} {value:.2f}" for d, value in best) or "none counted",
        "; ".join(sure) or "–",
        upper_first(choice.dose_note) or "–",
    )


def _usual(chart: Chart, choice: TechniqueChoice) -> str:
    """The share that is asked for; where it is for several, with whom: "50 % with walking"."""
    names = [chart.words(f"technique/{each}/name") for each in choice.asked_with]
    beside = f" with {listed(names, 'and')}" if names else ""
    return f"{100 * choice.asked_share:.0f} %{beside}"


def _asked_for(plan: PlanOfCare) -> Iterator[Block]:
    told: Sequence[tuple[str, Sequence[str]]] = (
        ("What a limit costs", plan.binding),
        ("Nearly as good", plan.alternatives),
        ("Hangs on one effect", plan.sensitive),
    )
    for title, lines in told:
        if lines:
            yield Text(words=title, lead=True)
            yield Points(lines=lines)


def _story(chart: Chart) -> Iterator[Block]:
    if chart.case.story:
        yield Text(words=f"“{chart.case.story}”")
    groups = {row.group: row.says for row in chart.knowledge.symptom_groups.values()}
    told = [
        f"{groups[s.group]}"
        f"{f', {s.severity} of 10' if s.severity is not None else ''}"
        f"{f', since {day(s.since)}' if s.since else ''}"
        for s in chart.case.symptoms
        if s.present
    ]
    if told:
        yield Points(lines=told)
