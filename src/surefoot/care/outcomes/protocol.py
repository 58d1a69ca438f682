"""Step 8. Was it measured the same way? What bars a comparison, and what only has to be said."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from surefoot.care.examination import Score
from surefoot.knowledge.schema.whole import Knowledge

RATER: Final = "rater"


def differences(before: Score, after: Score) -> tuple[str, ...]:
    """What of the protocol differs, or was recorded on one day only. The rater is no bar."""
    now_by_word = dict(after.protocol)
    found: list[str] = []
    for word, was in before.protocol:
        now = now_by_word.get(word)
        if word == RATER or was == now:
            continue
        name = word.replace("_", " ")
        if was is None or now is None:
            found.append(f"{name} was recorded on one day only")
        else:
            found.append(f"{name}: {was}, then {now}")
    return tuple(found)


def is_other_rater(before: Score, after: Score) -> bool | None:
    """Whether another person rated; None where it was recorded once. Recorded never: no."""
    return _differ(dict(before.protocol).get(RATER), dict(after.protocol).get(RATER))


def has_other_trials(value: str, before: Score, after: Score) -> bool | None:
    """Whether the mean is of another number of trials; None where it is known of one day only."""
    found = [score.values.get(value) for score in (before, after)]
    trials = [None if one is None else one.trials for one in found]
    return _differ(trials[0], trials[1])


def _differ(one: object | None, other: object | None) -> bool | None:
    if one is None and other is None:
        return False
    return None if one is None or other is None else one != other


def notes(before: Score, after: Score, knowledge: Knowledge) -> Iterator[str]:
    """What a reader of the comparison has to know."""
    after_words = dict(after.protocol)
    unknown = [
        word.replace("_", " ")
        for word, was in before.protocol
        if was is None and after_words.get(word) is None
    ]
    if unknown:
        yield f"Not recorded on either day: {', '.join(unknown)}."
    if is_other_rater(before, after) is not False:
        yield "The rater was another, or was recorded on one day only."
    if any(one.prorated for score in (before, after) for one in score.values.values()):
        yield "A missing answer was made up for by the rule of the instrument."
    days = knowledge.instrument_conventions["convention/practice"].days or 0
    by_body = knowledge.instruments[before.instrument].standing
    if by_body and after.on - before.on <= timedelta(days=days):
        yield "Repeated within a week: if the first was the first ever, the second is the baseline."
