"""One planned item in the field's short form: what, how much, on which side, held how."""

from surefoot.care.plan.records import PlannedItem
from surefoot.care.summary.chart import Chart, number
from surefoot.care.summary.sides import side_of
from surefoot.knowledge.schema.exercises import Exercise, Support
from surefoot.terms import Setting, Technique


def short(chart: Chart, item: PlannedItem) -> str:
    """An item as a line of a list: "Seated knee extension, 2×12, left"."""
    row = chart.knowledge.exercises[item.exercise]
    parts = (row.name, dose(chart, item), side_of(chart, row) or "", _held(chart, row))
    return ", ".join(part for part in parts if part)


def _held(chart: Chart, row: Exercise) -> str:
    """That there is a hand on something: said where balance is trained, unless the name says it."""
    if row.technique != Technique.BALANCE or row.support != Support.HAND:
        return ""
    held = chart.words("support/hand")
    return "" if held.rpartition(" ")[2] in row.name.lower() else held


def dose(chart: Chart, item: PlannedItem) -> str:
    """The dose in the field's short form: 3×10, 3×30 s, 12 min; what is worn at home says when."""
    counted = _counted(item)
    at_home = item.setting == Setting.HOME  # in the clinic it is put on and the skin is looked at
    return chart.words_or(f"dose/{item.exercise}/therapist", counted) if at_home else counted


def _counted(item: PlannedItem) -> str:
    if item.continuous_min:
        return f"{number(item.continuous_min)} min"
    once = f"{item.hold_s} s" if item.hold_s else f"{item.reps or 1}"
    if item.hold_s and item.reps and item.reps > 1:
        once = f"{item.reps}×{item.hold_s} s"
    return f"{item.sets}×{once}"
