"""What is done at home, as the person reads it: the exercises, and what to take care of in each."""

from collections import Counter
from collections.abc import Iterator, Sequence

from surefoot.care.plan.records import HomeProgramme, PlannedItem, PlanOfCare
from surefoot.care.summary.chart import Chart, many, number
from surefoot.care.summary.needs import concerns
from surefoot.care.summary.page import Block, Exercise, Exercises, Points, Text
from surefoot.care.summary.sides import side_of
from surefoot.care.summary.your_week import chosen_days
from surefoot.knowledge.schema.exercises import Exercise as Row

_OFTEN = 2  # a caution for so many items is said once, before them


def home_care(chart: Chart, plan: PlanOfCare, home: HomeProgramme) -> Iterator[Block]:
    """Cautions that hold for many items, the exercises, and what is done every day beside them."""
    often = _said_often(chart, plan, home)
    if often:
        yield Text(words=chart.words("home/care/patient"), lead=True)
        yield Points(lines=often)
    if home.exercises:
        yield Exercises(items=_exercises(chart, plan, home.exercises, often))
    if plan.home_empty is not None:
        about = "home/empty" if home.self_care else "home/empty/nothing"
        yield Text(words=chart.words(f"{about}/patient"))
    if home.self_care:
        yield Text(words=chart.words("patient/self_care"), lead=True)
        yield Exercises(items=_exercises(chart, plan, home.self_care, often))


def _said_often(chart: Chart, plan: PlanOfCare, home: HomeProgramme) -> tuple[str, ...]:
    items = (*home.exercises, *home.self_care)
    said = Counter(line for item in items for line in cautions(chart, plan, item))
    return tuple(line for line, times in said.items() if times >= _OFTEN)


def _exercises(
    chart: Chart, plan: PlanOfCare, items: Sequence[PlannedItem], often: Sequence[str]
) -> tuple[Exercise, ...]:
    return tuple(_exercise(chart, plan, item, often) for item in items)


def _exercise(chart: Chart, plan: PlanOfCare, item: PlannedItem, often: Sequence[str]) -> Exercise:
    row = chart.knowledge.exercises[item.exercise]
    how, cue = _how(chart, plan, item, row)
    days = chosen_days(chart, plan, item.days)
    dose = plain_dose(item, days=days, side=_side(chart, row))
    return Exercise(
        id=item.exercise,
        technique=str(item.technique),
        name=chart.words_or(f"exercise/{item.exercise}/patient", row.name),
        dose=chart.words_or(f"dose/{item.exercise}/patient", dose),
        how=how,
        cue=cue,
        care=tuple(line for line in cautions(chart, plan, item) if line not in often),
    )


def _how(chart: Chart, plan: PlanOfCare, item: PlannedItem, row: Row) -> tuple[str, str]:
    """How it is done and its cue; where a caution says otherwise, its words stand instead."""
    instead = _instead(chart, plan, item)
    if instead is None:
        return row.patient_instruction, row.patient_cue
    how, _, cue = chart.words(f"instead/{instead}/{item.exercise}/patient").partition(" | ")
    return how, cue


def _instead(chart: Chart, plan: PlanOfCare, item: PlannedItem) -> str | None:
    """The first statement, in the order of the rows, that does this item in another way."""
    because = {reason.statement for reason in item.modifications} | concerns(plan)
    last = f"/{item.exercise}/patient"
    for key in chart.knowledge.wordings:
        if key.startswith("instead/") and key.endswith(last):
            statement = key.removeprefix("instead/").removesuffix(last)
            if statement in because:
                return statement
    return None


def cautions(chart: Chart, plan: PlanOfCare, item: PlannedItem) -> tuple[str, ...]:
    """What this person takes care of in one item, each once; and who has to stand by."""
    instead = _instead(chart, plan, item)
    statements = [r.statement for r in item.modifications if r.statement != instead]
    helper = chart.words("caution/helper/patient") if item.supervision else ""
    said = (helper, *(_caution(chart, item, statement) for statement in statements))
    return tuple(dict.fromkeys(line for line in said if line))


def _caution(chart: Chart, item: PlannedItem, statement: str) -> str:
    """Daily care is no training: what is asked of training has other words there, where it has."""
    usual = caution(chart, statement)
    return (
        usual if item.is_training else chart.words_or(f"caution/{statement}/daily/patient", usual)
    )


def caution(chart: Chart, statement: str) -> str:
    """The person's words for a statement that changes an item.

    Rules that differ only in the muscle share words: those of their name without the last part.
    """
    shared = chart.words_or(f"caution/{statement.rpartition('-')[0]}/patient", "")
    return chart.words_or(f"caution/{statement}/patient", shared)


def _side(chart: Chart, row: Row) -> str:
    """The ill side where only one is; else both, one after the other."""
    if side := side_of(chart, row):
        return f"on the {side} side"
    return "on each side" if row.per_side else ""


def plain_dose(item: PlannedItem, *, days: str, side: str) -> str:
    """The dose in words: "3 times 30 seconds on each side, Tuesday and Friday"."""
    amount = f"{_amount(item)} {side}".rstrip()
    often = "every day" if item.sessions >= 7 else f"{many(item.sessions, 'day')} a week"
    return f"{amount}, {days or often}"


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
