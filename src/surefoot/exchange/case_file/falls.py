"""Falls as they are listed, and the findings that sum them up."""

from collections.abc import Sequence
from datetime import date, timedelta

from surefoot.care.case import Fact, Fall

YEAR = timedelta(days=365)
WORST_FIRST = ("a_serious", "b_moderate", "c_minor", "d_none")


def facts_of_falls(falls: Sequence[Fall], today: date) -> tuple[Fact, ...]:
    """How many falls in 12 months and the worst injury; a knock on the head on its own day.

    `falls` is the whole list of the last 12 months: an empty one says that there was none.
    An injury that was not said leaves the worst injury open, unless a serious one is known.
    """
    recent = [fall for fall in falls if today - fall.on <= YEAR]
    facts = [
        Fact(code="falls_12mo", value=float(len(recent)), on=today),
        Fact(code="fell_past_year", value=bool(recent), on=today),
    ]
    worst = _worst_injury([fall.injury for fall in recent])
    if worst is not None:
        facts.append(Fact(code="fall_injury_class", value=worst, on=today))
    return (*facts, *_knocks(falls))


def _worst_injury(injuries: Sequence[str | None]) -> str | None:
    known = [injury for injury in WORST_FIRST if injury in injuries]
    if not injuries:
        return WORST_FIRST[-1]
    if None in injuries and known[:1] != [WORST_FIRST[0]]:
        return None
    return known[0]


def _knocks(falls: Sequence[Fall]) -> tuple[Fact, ...]:
    """Head strikes and faints, one answer a day: found if any fall of that day had it."""
    answers: dict[tuple[str, date], bool] = {}
    for fall in falls:
        for code, told in (
            ("fall_head_strike", fall.head_strike),
            ("loss_of_consciousness", fall.passed_out),
        ):
            if told is not None:
                answers[code, fall.on] = answers.get((code, fall.on), False) or told
    return tuple(Fact(code=code, value=told, on=on) for (code, on), told in answers.items())
