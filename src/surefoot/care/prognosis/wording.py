"""The three answers: symptoms, nerve, trainable function; for the patient and for the record."""

from collections.abc import Sequence
from dataclasses import dataclass

from surefoot.care.prognosis.classes import SELF_LIMITING, UNKNOWN, Scale
from surefoot.care.prognosis.records import Answer
from surefoot.care.prognosis.recovery import Recovery
from surefoot.care.prognosis.seen import Seen
from surefoot.care.prognosis.windows import is_coasting, window
from surefoot.knowledge.schema.causes import Klass, PrognosisWord, ReversibilityClass
from surefoot.knowledge.schema.statement import Statement
from surefoot.terms import Grade

_TESTS_NAMED = 4
_FUNCTION = "prognosis/function"
_WEAKEST_LAST = tuple(Grade)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A class as things stand, the best that can be reached, and the causes that decide on it."""

    klass: Klass
    best: Klass
    deciding: tuple[Recovery, ...]


def answers(
    seen: Seen,
    overall: Outlook,
    pictured: Outlook,
    counted: Sequence[Recovery],
    tests: Sequence[str],
) -> tuple[Answer, Answer, Answer]:
    """What may be hoped for, each answer on its own. The third holds in every class.

    The record follows the worst cause; the person is told of what they came with.
    """
    row = seen.knowledge.reversibility_classes[overall.klass]
    for_them = seen.knowledge.reversibility_classes[pictured.klass]
    statements: list[Statement] = [one.judged.outcome for one in overall.deciding] or [row]
    grade = str(weakest(statements))
    trained = _trained(seen)
    return (
        Answer(
            about="symptoms",
            says=_symptoms(seen, for_them, counted),
            record=f"{overall.klass}: symptoms {row.symptoms_record}.",
            grade=grade,
        ),
        Answer(
            about="nerve",
            says=_nerve(seen, for_them, pictured, counted, tests),
            record=_nerve_record(seen, row, overall.best, overall.deciding),
            grade=grade,
        ),
        Answer(
            about="function",
            says=trained.says,
            record=trained.record,
            grade=str(trained.grade),
        ),
    )


def _trained(seen: Seen) -> PrognosisWord:
    """What training can do: of the part that is ill where one nerve alone is, else of the legs."""
    words = seen.knowledge.prognosis_words
    own = (row for key, row in words.items() if key.startswith(f"{_FUNCTION}/"))
    return next((row for row in own if seen.holds(row.when)), words[_FUNCTION])


def _word(seen: Seen, key: str) -> str:
    return seen.knowledge.prognosis_words[key].says


def _symptoms(seen: Seen, row: ReversibilityClass, counted: Sequence[Recovery]) -> str:
    if is_coasting(seen, counted):
        return f"{row.symptoms} {_word(seen, 'prognosis/coasting')}"
    return row.symptoms


def _nerve(
    seen: Seen,
    row: ReversibilityClass,
    outlook: Outlook,
    counted: Sequence[Recovery],
    tests: Sequence[str],
) -> str:
    """The sentence of the class; that of the class once the cause is dealt with; what heals."""
    when = window(outlook.deciding)
    scale = Scale.of(seen.knowledge.reversibility_classes)
    if scale.is_better(outlook.best, _as_class(row)):
        better = seen.knowledge.reversibility_classes[outlook.best]
        says = [row.patient_if_mended or _filled(row, when, tests)]
        says += [_word(seen, "prognosis/if-fixed"), _filled(better, when, ())]
    else:
        says = [_filled(row, when, tests)]
    heals = [o for o in counted if o.klass == SELF_LIMITING and o not in outlook.deciding]
    if healed := window(heals):
        says.append(_word(seen, "prognosis/part-heals").replace("[window]", healed))
    says += [one.judged.outcome.patient for one in counted if one.judged.outcome.patient]
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
