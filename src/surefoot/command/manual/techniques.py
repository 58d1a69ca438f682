"""The page of the techniques: what each is for, how much, how it moves on, the evidence."""

from collections.abc import Iterator

from surefoot.command.manual.markdown import line, page, table
from surefoot.knowledge.schema.effects import Effect
from surefoot.knowledge.schema.exercises import Exercise
from surefoot.knowledge.schema.techniques import TechniqueRow
from surefoot.knowledge.schema.whole import Knowledge


def techniques(knowledge: Knowledge) -> str:
    """All techniques, then what holds for every one of them."""
    about = (
        f"{len(knowledge.techniques)} techniques and {len(knowledge.exercises)} exercises, "
        f"knowledge {knowledge.version}. Effects are standardised mean differences, shrunk before "
        "they count; a dose that is not given is left open, never guessed."
    )
    parts = [_technique(row, knowledge) for row in knowledge.techniques.values()]
    return page("Techniques", about, *parts, *_for_all(knowledge))


def _technique(row: TechniqueRow, knowledge: Knowledge) -> str:
    lines = [f"## {row.name} (`{row.technique}`)", "", line(row.says), ""]
    facts = (
        ("What it does", row.mechanism),
        ("For", row.targets),
        ("Outcomes", row.outcomes),
        ("Frame", row.frame),
        ("Shows after", row.onset),
        *_dose(row, knowledge),
        *_moves_on(row, knowledge),
        ("Grade", f"{row.grade}; {', '.join(row.sources)}"),
    )
    lines.append(table(("", ""), facts))
    lines += _effects(row, knowledge)
    lines += _exercises(row, knowledge)
    lines += [f"- {line(n.says)}" for n in knowledge.technique_notes.values() if _is_about(n, row)]
    return "\n".join(lines)


def _is_about(note: object, row: TechniqueRow) -> bool:
    return getattr(note, "technique", None) == row.technique


def _dose(row: TechniqueRow, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    dose = knowledge.technique_doses.get(row.technique)
    if dose is None:
        return
    yield "How often", dose.frequency
    yield "Session", dose.session
    yield "Weeks", dose.weeks
    yield "Intensity", dose.intensity
    yield "Least that works", dose.least
    yield "Usual", dose.usual
    yield "Most", dose.most
    yield "Basis of the dose", dose.basis


def _moves_on(row: TechniqueRow, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    step = knowledge.technique_progressions.get(row.technique)
    if step is None:
        return
    yield "Moves on", f"{step.move_on}: {step.how}"
    yield "Holds", step.hold_on
    yield "Supervision", step.supervision


def _effects(row: TechniqueRow, knowledge: Knowledge) -> Iterator[str]:
    found = [e for e in knowledge.effects.values() if row.technique in e.techniques]
    if found:
        head = ("Effect on", "In", "Raw", "Counted", "Certainty", "What it says")
        yield table(head, map(_effect, found))


def _effect(effect: Effect) -> tuple[str, ...]:
    return (
        ", ".join(effect.domains),
        effect.population,
        effect.raw_text,
        f"{effect.use:g}" if effect.use is not None else "not counted",
        effect.certainty,
        effect.says,
    )


def _exercises(row: TechniqueRow, knowledge: Knowledge) -> Iterator[str]:
    found = [e for e in knowledge.exercises.values() if e.technique == row.technique]
    if found:
        head = ("Exercise", "Level", "Where", "Supervision", "Dose", "Tags")
        yield table(head, map(_exercise, found))


def _exercise(item: Exercise) -> tuple[str, ...]:
    amount = f"{item.hold_s} s" if item.hold_s else f"{item.reps or 1}"
    dose = f"{item.continuous_min:g} min" if item.continuous_min else f"{item.sets}×{amount}"
    return (
        f"`{item.id}` {item.name}",
        str(item.level),
        ", ".join(item.setting),
        item.supervision,
        dose,
        " ".join(item.precaution_tags),
    )


def _for_all(knowledge: Knowledge) -> Iterator[str]:
    notes = [n for n in knowledge.technique_notes.values() if getattr(n, "technique", "") == "all"]
    if notes:
        yield "## For all of them\n\n" + "\n".join(f"- {line(note.says)}" for note in notes)
    yield "## When to stop\n\n" + "\n".join(
        f"- {line(sign.says)} To the patient: {line(sign.patient)}"
        for sign in knowledge.stop_signs.values()
    )
    yield "## What is not known\n\n" + "\n".join(
        f"- {line(gap.says)} {line(gap.consequence)}"
        for gap in knowledge.intervention_gaps.values()
    )
