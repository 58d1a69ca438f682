"""When to stop: the few signs this person needs first, and the whole list on a sheet of its own."""

from collections.abc import Iterator

from surefoot.care.plan.records import PlanOfCare
from surefoot.care.summary.chart import Chart, sentence
from surefoot.care.summary.page import Block, Call, Lists, Points, Section, Text


def stop_signs(chart: Chart, plan: PlanOfCare) -> Iterator[Block]:
    """The signs that go with this person's must-haves."""
    needed = {need.id for need in plan.requirements}
    signs = [row for row in chart.knowledge.stop_signs.values() if row.patient in plan.stop_signs]
    yield Points(lines=tuple(row.patient for row in signs if needed & set(row.first_must_haves)))


def stop_sheet(chart: Chart, plan: PlanOfCare) -> Section:
    """Every sign, those that belong together under one heading, and whom to call for which."""
    now, *signs = chart.words("stop/now/patient").split(" | ")
    blocks: tuple[Block, ...] = (
        Call(tone="urgent", title=now, lines=tuple(map(sentence, signs))),
        Text(words=chart.words("stop/else/patient"), lead=True),
        Lists(cells=tuple(_groups(chart, plan).items())),
    )
    return Section(title="When to stop", blocks=blocks, sheet=True, place="more")


def _groups(chart: Chart, plan: PlanOfCare) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    about = {row.patient: row.about for row in chart.knowledge.stop_signs.values()}
    for says in plan.stop_signs:
        groups.setdefault(chart.words(f"stop/{about[says]}/patient"), []).append(says)
    return groups
