"""The three answers: symptoms, nerve, trainable function; for the patient and for the record."""

from collections.abc import Sequence

from surefoot.care.prognosis.classes import SELF_LIMITING, UNKNOWN, Scale
from surefoot.care.prognosis.records import Answer
from surefoot.care.prognosis.recovery import Recovery
from surefoot.care.prognosis.seen import Seen
from surefoot.care.prognosis.windows import is_coasting, window
from surefoot.knowledge.schema.causes import Klass, ReversibilityClass
from surefoot.knowledge.schema.statement import Statement
from surefoot.terms import Grade

_TESTS_NAMED = 4
_WEAKEST_LAST = tuple(Grade)


def answers(
    seen: Seen,
    overall: Klass,
    best: Klass,
    deciding: Sequence[Recovery],
    counted: Sequence[Recovery],
    tests: Sequence[str],
) -> tuple[Answer, Answer, Answer]:
    """What may be hoped for, each answer on its own. The third holds in every class."""
    row = seen.knowledge.reversibility_classes[overall]
    statements: list[Statement] = [one.judged.outcome for one in deciding] or [row]
    grade = str(weakest(statements))
    symptoms, function = _symptoms(seen, row, counted), _word(seen, "prognosis/function")
    trained = seen.knowledge.prognosis_words["prognosis/function"]
    return (
        Answer(
            about="symptoms",
            says=symptoms,
            record=f"{overall}: symptoms {row.symptoms_record}.",
            grade=grade,
        ),
        Answer(
            about="nerve",
            says=_nerve(seen, row, best, deciding, counted, tests),
            record=_nerve_record(seen, row, best, deciding),
            grade=grade,
        ),
        Answer(
            about="function",
            says=function,
            record=trained.record,
            grade=str(trained.grade),
        ),
    )


def _word(seen: Seen, key: str) -> str:
    return seen.knowledge.prognosis_words[key].says


def _symptoms(seen: Seen, row: ReversibilityClass, counted: Sequence[Recovery]) -> str:
    if is_coasting(seen, counted):
        return f"{row.symptoms} {_word(seen, 'prognosis/coasting')}"
    return row.symptoms


def _nerve(
    seen: Seen,
    row: ReversibilityClass,
    best: Klass,
    deciding: Sequence[Recovery],
    counted: Sequence[Recovery],
    tests: Sequence[str],
) -> str:
    """The sentence of the class; that of the class once the cause is dealt with; what heals."""
    says = [_filled(row, window(deciding), tests)]
    scale = Scale.of(seen.knowledge.reversibility_classes)
    if scale.is_better(best, _as_class(row)):
        better = seen.knowledge.reversibility_classes[best]
        says += [_word(seen, "prognosis/if-fixed"), _filled(better, window(deciding), ())]
    heals = [one for one in counted if one.klass == SELF_LIMITING and one not in deciding]
    if when := window(heals):
        says.append(_word(seen, "prognosis/part-heals").replace("[window]", when))
    return " ".join(says)


def _filled(row: ReversibilityClass, when: str, tests: Sequence[str]) -> str:
    if "[window]" in row.patient:
        if when:
            return row.patient.replace("[window]", when)
        return row.patient_without_window
    if "[list]" in row.patient:
        if tests:
            return row.patient.replace("[list]", ", ".join(tests[:_TESTS_NAMED]))
        return row.patient_without_list
    return row.patient


def _nerve_record(
    seen: Seen, row: ReversibilityClass, best: Klass, deciding: Sequence[Recovery]
) -> str:
    """Class, what it means, what it could be, window, and the course of this extent of damage."""
    parts = [f"{row.id}: nerve function {row.nerve_record}"]
    if deciding:
        parts.append(f"decided by {', '.join(one.judged.cause.name for one in deciding)}")
    if best not in (row.id, UNKNOWN):
        parts.append(f"{best} if what can be changed is changed")
    if when := window(deciding):
        parts.append(f"window {when}")
    extent = seen.diagnosis.extent
    if extent and all(_goes_by_extent(one) for one in deciding):
        course = seen.knowledge.extent_grades[extent].course
        parts.append(f"extent {extent}, expected once the cause is removed: {course}")
    return "; ".join(parts) + "."


def _goes_by_extent(recovery: Recovery) -> bool:
    """Whether the course of an extent grade holds: a cause can be removed, and axons are lost.

    A nerve pressed for a night may be paralysed and whole.
    """
    blocked = recovery.judged.outcome.slowed_by_axonal_loss and recovery.slower == 1.0
    return recovery.judged.cause.kind != "lasting" and not blocked


def _as_class(row: ReversibilityClass) -> Klass:
    return row.id  # type: ignore[return-value]  # the ids of this table are the classes


def weakest(statements: Sequence[Statement]) -> Grade:
    """The weakest grade an answer rests on."""
    return max((statement.grade for statement in statements), key=_WEAKEST_LAST.index)
