"""A score as the screen says it: what it means, what changed, whether it may be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from surefoot.care.examination import Examination, Named, Raised, SafetyEvent, Score
from surefoot.care.examination.rounding import half_up
from surefoot.care.outcomes.change import Change, change
from surefoot.care.outcomes.limits import ChangeClass
from surefoot.care.outcomes.protocol import RATER, differences
from surefoot.knowledge.schema.whole import Knowledge

_STATES: dict[ChangeClass, str] = {
    "improved_important": "reversing",
    "improved_small": "reversing",
    "possibly_improved": "cannot-tell",
    "no_detectable_change": "cannot-tell",
    "possibly_worsened": "cannot-tell",
    "worsened_small": "worsening",
    "worsened_important": "worsening",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One value on two days, in a sentence."""

    name: str
    says: str
    why: str = ""  # why nothing more can be said, as the care core says it
    state: str = ""  # one of the four answers, for the mark beside it
    word: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """All that a form's answers come to, as they stand."""

    shown: str
    name: str
    why: str = ""  # when there is no score
    parts: tuple[tuple[str, str], ...] = ()  # the other values, by name
    bands: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    answered: int = 0
    asked: int = 0
    since: date | None = None
    changes: tuple[Changed, ...] = ()
    unlike: tuple[str, ...] = ()  # how the protocol differs from the last time
    is_alike: bool = False  # measured the same way, as far as it was recorded
    events: tuple[SafetyEvent, ...] = ()
    is_unreviewed: bool = False


def before(examination: Examination, instrument: str, day: date) -> Score | None:
    """The last score of an instrument before a day."""
    found = [
        one
        for one in examination.scores
        if one.instrument == instrument and one.state == "scored" and one.on < day
    ]
    return found[-1] if found else None


def scored(score: Score, past: Score | None, knowledge: Knowledge) -> Scored:
    """A score, and what may be said of it beside the one before."""
    instrument = knowledge.instruments[score.instrument]
    inner = {value.id for value in instrument.values if value.inner}
    others = [one for one in score.values.values() if one != score.main and one.id not in inner]
    asked = {one.id for one in instrument.items if not one.optional}
    asked = asked or {one.id for one in instrument.items}
    compared = past if past and score.state == "scored" else None
    return Scored(
        shown=score.main.shown if score.main else "",
        name=score.main.name if score.main else score.name,
        why=score.why,
        parts=tuple((one.name, one.shown) for one in others),
        bands=tuple(band.label for band in score.bands),
        means=tuple(raised.says for raised in score.raised),
        limits=tuple(dict.fromkeys((*score.limits, *_limits(score)))),
        answered=len(asked & score.answers.items.keys()),
        asked=len(asked),
        since=past.on if past else None,
        changes=tuple(_changes(compared, score, knowledge)) if compared else (),
        unlike=differences(past, score) if past else (),
        is_alike=past is not None and _is_told(past) and not differences(past, score),
        events=score.events,
        is_unreviewed=bool(score.unreviewed),
    )


def _is_told(score: Score) -> bool:
    """Whether anything is on record of how it was measured; who rated bars no comparison."""
    return any(said for word, said in score.protocol if word != RATER)


def _limits(score: Score) -> Iterator[str]:
    """For whom the names and cut-offs do not hold."""
    read: tuple[Named | Raised, ...] = (*score.bands, *score.raised)
    for one in read:
        yield from one.limits


def _changes(past: Score, score: Score, knowledge: Knowledge) -> Iterator[Changed]:
    values = {value.id: value for value in knowledge.instruments[score.instrument].values}
    for one in change(past, score, knowledge):
        decimals = values[one.value].decimals
        yield Changed(
            name=one.name,
            says=_sentence(one, decimals),
            why="" if one.kind else one.why,
            state=_STATES[one.kind] if one.kind else "",
            word=one.label,
            notes=one.notes,
        )


def _sentence(one: Change, decimals: int) -> str:
    """Both values, then what their difference is against error and what matters."""
    both = f"{_known(one.before, decimals)} → {_known(one.after, decimals)} {one.unit}".rstrip()
    return f"{both}. {_against(one)}".strip()


def _known(value: float | str | bool | None, decimals: int) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return str(half_up(value, decimals))
    return _("not known") if value is None else value


def _against(one: Change) -> str:
    """The difference against the error of the test and against what matters, known or not."""
    if one.kind is None:
        return ""
    told = {"error": _limit(one, one.limits.mdc95), "matters": _limit(one, one.limits.mcid)}
    return _wording(one.kind, one.limits.mdc95 is not None, one.limits.mcid is not None) % told


def _wording(kind: ChangeClass, has_error: bool, has_matters: bool) -> str:
    if kind in ("possibly_improved", "possibly_worsened"):
        if has_error:
            return _("Enough to matter (%(matters)s), within error (%(error)s). Measure once more.")
        return _("Enough to matter (%(matters)s); the error is not known. Measure once more.")
    if kind == "no_detectable_change":
        if has_error:
            return _("Within the error of the test (%(error)s): cannot tell yet.")
        return _("Less than matters (%(matters)s); the error is not known: cannot tell.")
    return _real(kind, has_matters)


def _real(kind: ChangeClass, has_matters: bool) -> str:
    """More than error."""
    if not has_matters:
        return _("More than the error of the test (%(error)s); how much matters is not published.")
    if kind in ("improved_important", "worsened_important"):
        return _("More than the error of the test (%(error)s), enough to matter (%(matters)s).")
    return _("More than the error of the test (%(error)s), less than matters (%(matters)s).")


def _limit(one: Change, limit: float | None) -> str:
    return "" if limit is None else f"{float(half_up(limit, 2)):g} {one.unit}".rstrip()
