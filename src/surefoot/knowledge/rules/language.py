"""The words a rule may use besides `and`, `or`, `not`, comparisons and arithmetic."""

from dataclasses import dataclass
from typing import Literal

type Kind = Literal["truth", "number", "word", "date", "text", "any"]
type Reads = Literal["none", "left_right", "per_site", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: what it takes, over which part of the body, and what it gives."""

    says: str
    takes: tuple[Kind, ...]
    gives: Kind
    over: Reads = "same"  # "same": the parts keep the sides or sites they have
    repeats: bool = False  # the last kind may come any number of times
    names_only: bool = False  # the first part must be a finding, not an expression
    named: bool = False  # takes named parts: U0=..., default=...


LANGUAGE: dict[str, Word] = {
    "any_of": Word(says="at least one", takes=("truth",), repeats=True, gives="truth"),
    "all_of": Word(says="every one", takes=("truth",), repeats=True, gives="truth"),
    "at_least": Word(
        says="so many of them", takes=("number", "truth"), repeats=True, gives="truth"
    ),
    "count_true": Word(
        says="how many are known to hold; what is not known does not count",
        takes=("truth",),
        repeats=True,
        gives="number",
    ),
    "known": Word(says="whether it was asked or tested", takes=("any",), gives="truth"),
    "if_tested": Word(
        says="counts only if it was tested; only for tests that nobody is sure to have",
        takes=("truth",),
        gives="truth",
    ),
    "any_tested": Word(
        says="at least one of those that were tested; unknown while none was",
        takes=("truth",),
        repeats=True,
        gives="truth",
    ),
    "where_needed": Word(
        says="a test that is done only where something calls for it; uncalled-for it counts as not "
        "there",
        takes=("truth", "truth"),
        gives="truth",
    ),
    "first_known": Word(
        says="the first of several readings that was taken",
        takes=("number",),
        repeats=True,
        gives="number",
    ),
    "newest_known": Word(
        says="of several readings the one of the latest day; of one day, the first",
        takes=("number",),
        repeats=True,
        gives="number",
    ),
    "any_side": Word(
        says="on the left or the right", takes=("truth",), gives="truth", over="left_right"
    ),
    "both_sides": Word(
        says="on the left and the right", takes=("truth",), gives="truth", over="left_right"
    ),
    "one_side": Word(
        says="on exactly one side", takes=("truth",), gives="truth", over="left_right"
    ),
    "worst_side": Word(
        says="the lower of the two sides", takes=("number",), gives="number", over="left_right"
    ),
    "worst_side_high": Word(
        says="the higher of the two sides", takes=("number",), gives="number", over="left_right"
    ),
    "worst_side_high_is_not": Word(
        says="a side is other than this", takes=("word", "word"), gives="truth", over="left_right"
    ),
    "side_difference": Word(
        says="how far the sides lie apart", takes=("number",), gives="number", over="left_right"
    ),
    "sum_sides": Word(
        says="all sides added up",
        takes=("number",),
        repeats=True,
        gives="number",
        over="left_right",
    ),
    "count_sides": Word(
        says="on how many sides of all",
        takes=("truth",),
        repeats=True,
        gives="number",
        over="left_right",
    ),
    "any_site": Word(
        says="anywhere", takes=("truth",), gives="truth", over="per_site", names_only=True
    ),
    "at": Word(
        says="at a site or in a region",
        takes=("truth", "word"),
        gives="truth",
        over="per_site",
        names_only=True,
    ),
    "min_of": Word(says="the smallest", takes=("number",), repeats=True, gives="number"),
    "max_of": Word(says="the largest", takes=("number",), repeats=True, gives="number"),
    "choose_num": Word(
        says="this number, where the condition holds", takes=("number", "truth"), gives="number"
    ),
    "choose": Word(
        says="the first word whose condition holds",
        takes=("word", "truth"),
        repeats=True,
        gives="word",
    ),
    "first_true": Word(
        says="the first name whose condition holds", takes=(), gives="word", named=True
    ),
    "urgency": Word(
        says="the first level that holds, or a more urgent one before it that is not settled",
        takes=(),
        gives="word",
        named=True,
    ),
    "worst_urgency": Word(says="the most urgent", takes=("word",), repeats=True, gives="word"),
    "days_since": Word(says="days since that day", takes=("date",), gives="number"),
    "days_since_stop": Word(
        says="days since the medicine was stopped",
        takes=("word",),
        gives="number",
        names_only=True,
    ),
    "within_12mo": Word(
        says="taken now or stopped within 12 months",
        takes=("word",),
        gives="truth",
        names_only=True,
    ),
    "fall_in": Word(
        says="how far it fell within so many days", takes=("any", "number"), gives="number"
    ),
    "loss_in": Word(
        says="how much was lost within so many days", takes=("any", "number"), gives="number"
    ),
    "rise_in": Word(
        says="how far it rose within so many days", takes=("any", "number"), gives="number"
    ),
    "fall_in_pct": Word(
        says="how many percent it fell within so many days",
        takes=("number", "number"),
        gives="number",
    ),
    "on_visits": Word(
        says="on each of the last so many visits", takes=("truth", "number"), gives="truth"
    ),
    "consecutive_days": Word(
        says="for how many days in a row, up to the last reading", takes=("truth",), gives="number"
    ),
    "held_24h": Word(
        says="what has held from one day to the next", takes=("number",), gives="number"
    ),
    "graded": Word(
        says="supplied by the diagnosis; unknown until then", takes=("any",), gives="word"
    ),
    "judged": Word(
        says="supplied by the prognosis; unknown until then", takes=("word",), gives="word"
    ),
    "model_type": Word(
        says="supplied by the diagnosis; unknown until then", takes=("word",), gives="number"
    ),
    "worst_class": Word(
        says="supplied by the prognosis; unknown until then",
        takes=("any",),
        repeats=True,
        gives="word",
    ),
}

SUPPLIED = frozenset(("graded", "judged", "model_type", "worst_class"))
"""Words for what a later step works out: no rule can, and nothing can be asked for it."""
