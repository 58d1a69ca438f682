"""The rules of one knowledge, each made into a function the first time it is asked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, cast

from surefoot.care.case import Value
from surefoot.care.rules import kleene, numbers
from surefoot.care.rules.kleene import Rule
from surefoot.care.rules.sheet import ANYWHERE, EVERYWHERE_ELSE, Sheet, shapes_of
from surefoot.care.rules.words import WORDS
from surefoot.knowledge.nearest import unknown_name
from surefoot.knowledge.rules import (
    And,
    Arithmetic,
    Call,
    Compare,
    Constant,
    Name,
    Node,
    Not,
    Or,
    names_in,
    parse_rule,
    parts_of,
)
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

type Place = str | None  # a side, a site, or None for the whole person

_ABSENT: Final = cast(Value, object())  # a slot that was never worked out
_SIDES = ("left", "right")
_LARGE = 3  # findings in a part that is kept when it is read twice


class Rulebook:
    """Trees and functions of the derived findings; the same for every person."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Nothing is read yet: a rule costs only once it is asked for."""
        self.vocabulary: Mapping[str, Finding] = knowledge.findings
        self.shapes = shapes_of(knowledge.findings)
        self.regions = _regions(knowledge)
        self._trees: dict[str, Node] = {}
        self._functions: dict[tuple[Node, Place], Rule] = {}
        self._answers: dict[tuple[str, Place], Rule] = {}
        self._asked: dict[str, Node] = {}
        self._holds: dict[str, Rule] = {}
        self._bases: dict[str, tuple[str, ...]] = {}
        self._open: list[str] = []
        self._twice: dict[Node, str] = {}  # parts that one rule reads more than once
        self._closings: dict[str, list[str]] = {}
        for row in knowledge.closings.values():
            for code in row.closes:
                self._closings.setdefault(code, []).append(row.when)

    def finding(self, code: str) -> Finding:
        """The vocabulary's entry; an unknown code is an error that names the nearest ones."""
        found = self.vocabulary.get(code)
        if found is None:
            raise unknown_name("finding", code, self.vocabulary)
        return found

    def tree(self, code: str) -> Node | None:
        """The checked tree of a derived finding; None for a recorded one."""
        finding = self.finding(code)
        if finding.rule is None:
            return None
        tree = self._trees.get(code)
        if tree is None:
            tree = self._trees[code] = parse_rule(code, finding.rule, self.vocabulary)
            for number, node in enumerate(_read_twice(tree)):
                self._twice.setdefault(node, f"{code}#{number}")
        return tree

    def expression(self, text: str) -> Node:
        """The tree of an expression that stands outside the vocabulary."""
        tree = self._asked.get(text)
        if tree is None:
            tree = self._asked[text] = parse_rule(text, text, self.vocabulary)
        return tree

    def holds(self, text: str) -> Rule:
        """The function of an expression outside the vocabulary."""
        rule = self._holds.get(text)
        if rule is None:
            rule = self._holds[text] = self.function(self.expression(text))
        return rule

    def recorded_in(self, node: Node) -> tuple[str, ...]:
        """The recorded findings an expression rests on in the end, each once."""
        found: dict[str, None] = {}
        for code in names_in(node):
            found.update(dict.fromkeys(self._recorded(code)))
        return tuple(found)

    def _recorded(self, code: str) -> tuple[str, ...]:
        tree = self.tree(code)
        if tree is None:
            return (code,)
        if code not in self._bases:
            self._bases[code] = self.recorded_in(tree)
        return self._bases[code]

    def answer(self, code: str, place: Place = None) -> Rule:
        """The function that answers a finding, and keeps the answer on the sheet."""
        rule = self._answers.get((code, place))
        if rule is None:
            rule = self._answers[code, place] = self._make_answer(code, place)
        return rule

    def function(self, node: Node, place: Place = None) -> Rule:
        """The function that works out an expression."""
        rule = self._functions.get((node, place))
        if rule is None:
            rule = self._make(node, place)
            if node in self._twice:
                rule = _kept(f"{self._twice[node]}@{place}", rule)
            self._functions[node, place] = rule
        return rule

    def slot(self, code: str, place: Place) -> str:
        """Where the value of a finding stands on the sheet."""
        return code if self.finding(code).side == "none" else f"{code}@{place}"

    def _make_answer(self, code: str, place: Place) -> Rule:
        finding = self.finding(code)
        if finding.side != "none" and place is None:
            raise ValueError(f"{code} has {finding.side} answers: ask for one of them.")
        tree = self.tree(code)
        slot = self.slot(code, place)
        if tree is None:
            return self._recorded_answer(finding, slot)
        if code in self._open:
            raise SurefootError(f"The rule of {code} rests on itself.", "Mend the rule.")
        self._open.append(code)
        rule = self.function(tree, place if finding.side != "none" else None)
        self._open.pop()
        whens = self._closings.get(code)
        if whens:
            rule = _closed_by(rule, [self.function(self.expression(when)) for when in whens])
        return _kept(slot, rule)

    def _recorded_answer(self, finding: Finding, slot: str) -> Rule:
        if finding.side != "per_site":
            return kleene.read(slot)
        elsewhere = f"{finding.id}@{EVERYWHERE_ELSE}"
        return partial(_first_of, slot, elsewhere)

    def _make(self, node: Node, place: Place) -> Rule:
        rule: Rule
        match node:
            case Constant(value):
                rule = kleene.constant(value)
            case Name(code):
                rule = self.answer(code, place)
            case Not(part):
                rule = kleene.opposite(self.function(part, place))
            case And():
                rule = self._flat(node, place, kleene.both)
            case Or():
                rule = self._flat(node, place, kleene.either)
            case Compare():
                rule = self._compare(node, place)
            case Arithmetic(op, left, right):
                rule = numbers.arithmetic(op, *self.rules((left, right), place))
            case Call():
                rule = self._call(node, place)
        return rule

    def _flat(self, node: And | Or, place: Place, make: Callable[..., Rule]) -> Rule:
        """`and` or `or` over all that stands under it, recorded findings first."""
        slots: list[str] = []
        rules: list[Rule] = []
        for part, at in self._flattened(node, place):
            slot = self._plain_slot(part, at)
            if slot is None:
                rules.append(self.function(part, at))
            else:
                slots.append(slot)
        return make(tuple(dict.fromkeys(slots)), tuple(dict.fromkeys(rules)))

    def _flattened(self, node: Node, place: Place) -> Iterator[tuple[Node, Place]]:
        """The parts of `and` or `or`, with those of nested ones and of both sides laid open."""
        kind = type(node)
        both_sides = "any_side" if kind is Or else "both_sides"
        for part in node.parts if isinstance(node, And | Or) else ():
            if part in self._twice:
                yield part, place
            elif isinstance(part, kind):
                yield from self._flattened(part, place)
            elif isinstance(part, Call) and part.function == both_sides:
                for side in _SIDES:
                    yield from self._laid_open(part.parts[0], side, kind)
            else:
                yield part, place

    def _laid_open(
        self, node: Node, place: Place, kind: type[Node]
    ) -> Iterator[tuple[Node, Place]]:
        if isinstance(node, kind) and node not in self._twice:
            yield from self._flattened(node, place)
        else:
            yield node, place

    def _plain_slot(self, node: Node, place: Place) -> str | None:
        """The slot of a recorded finding, where reading it is all there is to do."""
        if isinstance(node, Call) and node.function == "any_site":
            code = next(names_in(node))
            return None if self.tree(code) is not None else f"{code}@{ANYWHERE}"
        if not isinstance(node, Name) or self.tree(node.code) is not None:
            return None
        return None if self.finding(node.code).side == "per_site" else self.slot(node.code, place)

    def _compare(self, node: Compare, place: Place) -> Rule:
        slot = self._plain_slot(node.left, place)
        if slot is not None and isinstance(node.right, Constant):
            return kleene.compare_slot(slot, node.op, node.right.value)
        left, right = self.function(node.left, place), self.function(node.right, place)
        return kleene.compare(node.op, left, right)

    def _call(self, node: Call, place: Place) -> Rule:
        make = WORDS.get(node.function)
        if make is None:
            raise ValueError(f"{node.function} has no meaning in the evaluator.")
        return make(self, node, place)

    def rules(self, nodes: Iterable[Node], place: Place) -> tuple[Rule, ...]:
        """The functions of several expressions."""
        return tuple(self.function(node, place) for node in nodes)

    def sided(self, node: Node) -> tuple[Rule, Rule]:
        """The functions of one expression on the left and on the right."""
        return self.function(node, "left"), self.function(node, "right")


def _kept(slot: str, rule: Rule) -> Rule:
    """Work out once; where the rule cannot settle, what a gate closed holds."""

    def answer(sheet: Sheet) -> Value | None:
        value = sheet.get(slot, _ABSENT)
        if value is _ABSENT:
            value = rule(sheet)
            if value is None:
                value = sheet.closed.get(slot)
            sheet[slot] = value
        return value

    return answer


def _closed_by(rule: Rule, closers: Sequence[Rule]) -> Rule:
    """What cannot be settled is absent once one of the closing rules holds."""

    def answer(sheet: Sheet) -> Value | None:
        value = rule(sheet)
        if value is None and any(closer(sheet) for closer in closers):
            return False
        return value

    return answer


def _first_of(slot: str, other: str, sheet: Sheet) -> Value | None:
    value = sheet.get(slot)
    return sheet.get(other) if value is None else value


def _read_twice(tree: Node) -> Iterator[Node]:
    """The larger parts that stand in a rule more than once: worth working out once."""
    seen = Counter(_large_parts(tree))
    yield from (node for node, times in seen.items() if times > 1)


def _large_parts(node: Node) -> Iterator[Node]:
    if isinstance(node, And | Or | Call) and sum(1 for _ in names_in(node)) >= _LARGE:
        yield node
    for part in parts_of(node):
        yield from _large_parts(part)


def _regions(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """The sites of each region and of each place of the body map."""
    found: dict[str, list[str]] = {}
    for site in knowledge.sites.values():
        found.setdefault(site.group, []).append(site.id)
        if site.place != site.id:
            found.setdefault(site.place, []).append(site.id)
    return {region: tuple(sites) for region, sites in found.items()}
