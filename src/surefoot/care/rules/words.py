"""What each word of the rule language does: one line a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from surefoot.care.rules import history, kleene, levels, numbers
from surefoot.care.rules.kleene import Rule
from surefoot.care.rules.sheet import ANYWHERE
from surefoot.knowledge.rules import Call, Compare, Constant, Name, Node
from surefoot.knowledge.rules.language import SUPPLIED

if TYPE_CHECKING:
    from surefoot.care.rules.book import Place, Rulebook

type Make = Callable[[Rulebook, Call, Place], Rule]


def _named(book: Rulebook, node: Call, place: Place) -> tuple[tuple[str, Rule], ...]:
    return tuple(
        (word, book.function(part, place)) for word, part in node.named if word != "default"
    )


def _default(book: Rulebook, node: Call, place: Place) -> Rule | None:
    given = dict(node.named).get("default")
    return None if given is None else book.function(given, place)


def _word(node: Node) -> str:
    return str(cast(Constant, node).value)


def _all_sides(book: Rulebook, node: Call, _place: Place) -> Rule:
    return numbers.total([rule for part in node.parts for rule in book.sided(part)])


def _worst_is_not(book: Rulebook, node: Call, place: Place) -> Rule:
    differs = Compare("!=", node.parts[0], node.parts[1])
    return kleene.either((), book.sided(differs))


def _anywhere(_book: Rulebook, node: Call, _place: Place) -> Rule:
    return kleene.read(f"{cast(Name, node.parts[0]).code}@{ANYWHERE}")


def _at(book: Rulebook, node: Call, _place: Place) -> Rule:
    """At one site, or at any site of a region."""
    name, where = node.parts[0], _word(node.parts[1])
    sites = book.regions.get(where)
    if sites is None:
        return book.function(name, where)
    return kleene.either((), [book.function(name, site) for site in sites])


def _choose(book: Rulebook, node: Call, place: Place) -> Rule:
    pairs = zip(node.parts[::2], node.parts[1::2], strict=True)
    named = tuple((_word(word), book.function(holds, place)) for word, holds in pairs)
    return levels.first_true(named, None)


def _one(make: Callable[[Rule], Rule]) -> Make:
    return lambda book, node, place: make(book.function(node.parts[0], place))


def _many(make: Callable[[tuple[Rule, ...]], Rule]) -> Make:
    return lambda book, node, place: make(book.rules(node.parts, place))


def _sides(make: Callable[[tuple[Rule, Rule]], Rule]) -> Make:
    return lambda book, node, _place: make(book.sided(node.parts[0]))


def _change(direction: history.Direction) -> Make:
    return lambda book, node, place: history.change(book, node, place, direction)


WORDS: dict[str, Make] = {
    "any_side": _sides(lambda sides: kleene.either((), sides)),
    "both_sides": _sides(lambda sides: kleene.both((), sides)),
    "one_side": _sides(lambda sides: kleene.exactly_one(*sides)),
    "worst_side": _sides(numbers.smallest),
    "worst_side_high": _sides(numbers.largest),
    "worst_side_high_is_not": _worst_is_not,
    "side_difference": _sides(lambda sides: numbers.difference(*sides)),
    "sum_sides": _all_sides,
    "count_sides": _all_sides,
    "any_site": _anywhere,
    "at": _at,
    "at_least": lambda book, node, place: kleene.at_least(
        int(_word(node.parts[0])), book.rules(node.parts[1:], place)
    ),
    "count_true": _many(kleene.count_true),
    "known": _one(kleene.is_known),
    "if_tested": _one(kleene.if_tested),
    "any_tested": _many(kleene.any_tested),
    "where_needed": lambda book, node, place: kleene.where_needed(
        book.function(node.parts[0], place), book.function(node.parts[1], place)
    ),
    "first_known": _many(kleene.first_known),
    "newest_known": history.newest_known,
    "min_of": _many(numbers.smallest),
    "max_of": _many(numbers.largest),
    "choose_num": lambda book, node, place: numbers.where(
        book.function(node.parts[0], place), book.function(node.parts[1], place)
    ),
    "choose": _choose,
    "first_true": lambda book, node, place: levels.first_true(
        _named(book, node, place), _default(book, node, place)
    ),
    "urgency": lambda book, node, place: levels.urgency(_named(book, node, place)),
    "worst_urgency": _many(levels.worst_urgency),
    "days_since": _one(history.days_since),
    "days_since_stop": lambda book, node, place: history.days_since_stop(
        cast(Name, node.parts[0]).code
    ),
    "within_12mo": _one(history.within_12mo),
    "fall_in": _change("fall"),
    "loss_in": _change("fall"),
    "rise_in": _change("rise"),
    "fall_in_pct": _change("fall_pct"),
    "on_visits": history.on_visits,
    "consecutive_days": history.consecutive_days,
    "held_24h": history.held_24h,
    # Later steps supply these by the code of the finding; no rule can work them out.
    **dict.fromkeys(SUPPLIED, lambda _book, _node, _place: kleene.unknown),
}
