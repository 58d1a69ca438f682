"""When to stop: the few signs this person needs first, and the whole list on a sheet of its own."""

from collections.abc import Iterable, Iterator

from surefoot.care.findings import Findings
from surefoot.care.plan.records import PlanOfCare
from surefoot.care.summary.chart import Chart, sentence
from surefoot.care.summary.needs import concerns
from surefoot.care.summary.page import Block, Call, Lists, Points, Section, Text
from surefoot.knowledge.schema.techniques import StopSign


def stop_signs(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """The signs that go with this person: the emergencies first, then what we are called for."""
    about = concerns(plan)
    own = _own(chart)
    first = [row for row in _rows(chart, plan) if row in own or _is_first(row, about)]
    first.sort(key=lambda row: row not in own)
    now = [row.patient for row in first if _is_emergency(row, about)]
    soon = [row.patient for row in first if not _is_emergency(row, about)]
    if now:
        yield _emergency(chart, now)
    yield Text(words=chart.words("stop/else/patient"), lead=True)
    yield Points(lines=(*soon, *_as_once_worded(chart, plan)))


def stop_sheet(chart: Chart, plan: PlanOfCare) -> Section:
    """Every sign, those that belong together under one heading, and whom to call for which."""
    about = concerns(plan)
    now = [row.patient for row in _rows(chart, plan) if _is_emergency(row, about)]
    blocks: tuple[Block, ...] = (
        _emergency(chart, now),
        Text(words=chart.words("stop/else/patient"), lead=True),
        Lists(cells=tuple(_groups(chart, plan, now).items())),
    )
    return Section(title="When to stop", blocks=blocks, sheet=True, place="more")


def _emergency(chart: Chart, signs: Iterable[str]) -> Call:
    return Call(
        tone="urgent", title=chart.words("stop/now/patient"), lines=tuple(map(sentence, signs))
    )


def _rows(chart: Chart, plan: PlanOfCare) -> list[StopSign]:
    """The signs of the plan but those that are known to be for somebody else."""
    rows = [row for row in chart.knowledge.stop_signs.values() if row.patient in plan.stop_signs]
    findings = Findings(chart.case, chart.knowledge)
    return [row for row in rows if not row.when or findings.holds(row.when) is not False]


def _own(chart: Chart) -> list[StopSign]:
    """The signs that go with what was found in this person."""
    findings = Findings(chart.case, chart.knowledge)
    rows = chart.knowledge.stop_signs.values()
    return [row for row in rows if row.when and findings.holds(row.when) is True]


def _is_first(row: StopSign, about: set[str]) -> bool:
    return bool(about & {*row.first_must_haves, *_as_statements(row.first_conditions)})


def _is_emergency(row: StopSign, about: set[str]) -> bool:
    with_it = {*row.emergency_must_haves, *_as_statements(row.emergency_conditions)}
    return row.emergency or bool(about & with_it)


def _as_statements(conditions: Iterable[str]) -> Iterator[str]:
    return (f"safety/{code}" for code in conditions)


def _as_once_worded(chart: Chart, plan: PlanOfCare) -> tuple[str, ...]:
    """Signs of a stored plan, which keeps the words it was made with."""
    today = {row.patient for row in chart.knowledge.stop_signs.values()}
    return tuple(says for says in plan.stop_signs if says not in today)


def _groups(chart: Chart, plan: PlanOfCare, now: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    about = {row.patient: row.about for row in _rows(chart, plan)}
    for says in (*about, *_as_once_worded(chart, plan)):
        if says not in now:
            group = about.get(says, "other")
            groups.setdefault(chart.words(f"stop/{group}/patient"), []).append(says)
    return groups
