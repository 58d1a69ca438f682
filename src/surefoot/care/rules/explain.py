"""Why an answer is what it is, and what would have to be asked to get one."""

from collections.abc import Iterator

from surefoot.care.rules.book import Place, Rulebook
from surefoot.care.rules.sheet import Sheet
from surefoot.knowledge.rules import And, Call, Constant, Name, Node, Or, parts_of
from surefoot.knowledge.rules.language import LANGUAGE, SUPPLIED
from surefoot.terms import Urgency

_SIDES = ("left", "right")
_SIDED = frozenset(name for name, word in LANGUAGE.items() if word.over == "left_right")
_OVER_TIME = frozenset(
    ("fall_in", "loss_in", "rise_in", "fall_in_pct", "on_visits", "consecutive_days", "held_24h")
)
_FIRST = frozenset(("first_known", "newest_known", "where_needed"))  # one part carries the value
_SOME = frozenset(("any_tested", "at_least"))  # the parts that hold carry it
# What is never unknown, or is supplied by a later step: nothing to ask.
_SETTLED = frozenset(("known", "if_tested", "count_true")) | SUPPLIED
_URGENT = ("U0", "U1", "U2", "U3", "U4")


def missing_for(book: Rulebook, sheet: Sheet, code: str) -> tuple[str, ...]:
    """The recorded findings whose answer could still settle `code`, in the order of its rule."""
    found: dict[str, None] = {}
    _Search(book, sheet, found).finding(code, None)
    return tuple(found)


class _Search:
    """A walk through what is not settled; what is settled is passed by."""

    def __init__(self, book: Rulebook, sheet: Sheet, found: dict[str, None]) -> None:
        self.book, self.sheet, self.found = book, sheet, found
        self.seen: set[tuple[str, Place]] = set()

    def finding(self, code: str, place: Place) -> None:
        """The open parts of one finding."""
        if (code, place) in self.seen:
            return
        self.seen.add((code, place))
        tree = self.book.tree(code)
        if self.book.finding(code).side == "none":
            place = None
        value = self.book.answer(code, place)(self.sheet)
        if tree is None and value is None:
            self.found[code] = None
        elif tree is not None and (value is None or value in _URGENT):
            self.node(tree, place)

    def node(self, node: Node, place: Place) -> None:
        """The open parts of one expression."""
        if isinstance(node, Call) and node.function in ("urgency", "first_true"):
            self.levels(node, place)
            return
        if isinstance(node, Call) and node.function in _SIDED:
            self.sides(node)
            return
        if self.book.function(node, place)(self.sheet) is not None:
            return
        if isinstance(node, Name):
            self.finding(node.code, place)
        elif isinstance(node, Call):
            self.call(node, place)
        else:
            for part in parts_of(node):
                self.node(part, place)

    def levels(self, node: Call, place: Place) -> None:
        """Every level that is open before the first that holds."""
        for _, part in node.named:
            value = self.book.function(part, place)(self.sheet)
            if value is None:
                self.node(part, place)
            elif value is True:
                return

    def sides(self, node: Call) -> None:
        """What is open on the left and on the right."""
        if self.book.function(node)(self.sheet) is not None:
            return
        for part in node.parts:
            for side in _SIDES:
                self.node(part, side)

    def call(self, node: Call, place: Place) -> None:
        """What is open under a word of the language."""
        if node.function in _SETTLED:
            return
        if node.function == "where_needed":
            test, opener = node.parts
            opened = self.book.function(opener, place)(self.sheet)
            self.node(test if opened else opener, place)
            return
        if node.function in ("any_site", "at"):
            self.found.update(dict.fromkeys(self.book.recorded_in(node)))
            return
        if node.function in _OVER_TIME:
            # A value of today that was never measured before: nothing can be asked now.
            self.node(node.parts[0], place)
            return
        for part in node.parts:
            self.node(part, place)


def could_be(book: Rulebook, sheet: Sheet, code: str) -> Urgency:
    """The most urgent level of a red flag that is not ruled out."""
    value = book.answer(code)(sheet)
    if value is not None:
        return Urgency.read(str(value))
    tree = book.tree(code)
    parts = tree.named if isinstance(tree, Call) else ()
    open_levels = [word for word, part in parts if book.function(part)(sheet) is not False]
    return min(map(Urgency.read, open_levels), default=Urgency.NONE)


def shown_urgency(book: Rulebook, sheet: Sheet, code: str) -> Urgency:
    """The first level of a red flag that is known to hold, whatever stands open before it."""
    tree = book.tree(code)
    if book.answer(code)(sheet) in (None, "none") or not isinstance(tree, Call):
        return Urgency.NONE
    holds = (word for word, part in tree.named if book.function(part)(sheet) is True)
    return Urgency.read(next(holds, "none"))


def basis_of(book: Rulebook, sheet: Sheet, code: str) -> tuple[str, ...]:
    """The recorded findings the answer rests on, in the order of its rule."""
    return tuple(dict.fromkeys(slot.partition("@")[0] for slot in grounds_of(book, sheet, code)))


def grounds_of(book: Rulebook, sheet: Sheet, code: str, place: Place = None) -> tuple[str, ...]:
    """The slots the answer rests on: `basis_of` with its sides and sites."""
    return tuple(dict.fromkeys(_Grounds(book, sheet).finding(code, place)))


class _Grounds:
    """A walk through what carries an answer."""

    def __init__(self, book: Rulebook, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet

    def value(self, node: Node, place: Place) -> object:
        """The value of one part."""
        return self.book.function(node, place)(self.sheet)

    def finding(self, code: str, place: Place) -> Iterator[str]:
        """What one finding rests on."""
        if self.book.finding(code).side == "none":
            place = None
        if self.book.answer(code, place)(self.sheet) is None:
            return
        tree = self.book.tree(code)
        if tree is None:
            yield self.book.slot(code, place)
        else:
            yield from self.node(tree, place)

    def node(self, node: Node, place: Place) -> Iterator[str]:
        """What one expression rests on; an unknown one rests on nothing."""
        value = self.value(node, place)
        if value is None:
            return
        match node:
            case Constant():
                return
            case Name(code):
                yield from self.finding(code, place)
            case And(parts) | Or(parts):
                decides = [part for part in parts if self.value(part, place) == value]
                yield from self.all(decides, place)
            case Call():
                yield from self.call(node, place, value)
            case _:
                yield from self.all(parts_of(node), place)

    def all(
        self, parts: Iterator[Node] | tuple[Node, ...] | list[Node], place: Place
    ) -> Iterator[str]:
        """What several parts rest on."""
        for part in parts:
            yield from self.node(part, place)

    def call(self, node: Call, place: Place, value: object) -> Iterator[str]:
        """What a word of the language rests on."""
        if node.function in _FIRST:
            carries = (part for part in node.parts if self.value(part, place) == value)
            yield from self.node(next(carries), place)
        elif node.function in _SOME and value is True:
            holds = [part for part in node.parts if self.value(part, place) is True]
            yield from self.all(holds, place)
        elif node.named:
            yield from self.levels(node, place)
        elif node.function in ("any_site", "at"):
            yield from self.sites(node)
        elif node.function in _OVER_TIME:
            for code in self.book.recorded_in(node):
                yield from self.recorded(code)
        elif node.function in _SIDED:
            for part in node.parts:
                for side in _SIDES:
                    yield from self.side(node, part, side, value)
        else:
            yield from self.all(node.parts, place)

    def side(self, node: Call, part: Node, side: str, value: object) -> Iterator[str]:
        """One side, unless the other alone carries the answer."""
        if node.function in ("any_side", "both_sides") and self.value(part, side) != value:
            return
        yield from self.node(part, side)

    def levels(self, node: Call, place: Place) -> Iterator[str]:
        """The level that holds; where none does, all of them."""
        for word, part in node.named:
            if word != "default" and self.value(part, place) is True:
                yield from self.node(part, place)
                return
        yield from self.all([part for _, part in node.named], place)

    def sites(self, node: Call) -> Iterator[str]:
        """The sites that were answered."""
        for code in self.book.recorded_in(node):
            yield from self.recorded(code)

    def recorded(self, code: str) -> Iterator[str]:
        """All slots of a recorded finding that have a value, in whatever order they were told."""
        yield from sorted(s for s in self.sheet if s == code or s.startswith(f"{code}@"))
