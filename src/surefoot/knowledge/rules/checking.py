"""Checks all rules of a vocabulary together: what each gives, and that none rests on itself."""

from collections.abc import Mapping

from surefoot.knowledge.rules.reading import KINDS, Fault, read_rule
from surefoot.knowledge.rules.tree import Call, Constant, Node, names_in
from surefoot.knowledge.schema.vocabulary import Finding


def check_rules(vocabulary: Mapping[str, Finding]) -> tuple[Fault, ...]:
    """Every fault of every rule, in the order of the vocabulary; empty when all is well."""
    faults: list[Fault] = []
    reads: dict[str, tuple[str, ...]] = {}
    for code, finding in vocabulary.items():
        if finding.rule is None:
            continue
        read, found = read_rule(code, finding.rule, vocabulary)
        faults += found
        if read is None:
            continue
        reads[code] = tuple(names_in(read.node))
        if read.kind != KINDS[finding.value_type]:
            faults.append(Fault(code, 1, f"gives a {read.kind}, not {finding.value_type}."))
        if read.reach != finding.side:
            faults.append(Fault(code, 1, f"gives {read.reach} where {finding.side} is said."))
        faults += _unknown_words(finding, read.node)
    return (*faults, *_circles(reads))


def _unknown_words(finding: Finding, node: Node) -> list[Fault]:
    """Words that a rule can give although the finding never has them."""
    given: list[object] = []
    if isinstance(node, Call) and node.function == "choose":
        given += [part.value for part in node.parts[::2] if isinstance(part, Constant)]
    if isinstance(node, Call) and node.function == "first_true":
        for key, part in node.named:
            if key == "default" and isinstance(part, Constant):
                given.append(part.value)
            if key == "default" and isinstance(part, Call):
                return _unknown_words(finding, part)
    wrong = [word for word in given if word not in finding.enum_values]
    return [Fault(finding.id, 1, f"is never {word!r}.") for word in wrong]


def _circles(reads: Mapping[str, tuple[str, ...]]) -> list[Fault]:
    """Rules that rest on themselves, each named once."""
    settled: set[str] = set()
    faults: list[Fault] = []
    for start in reads:
        path: list[str] = []
        _walk(start, reads, path, settled, faults)
    return faults


def _walk(
    code: str,
    reads: Mapping[str, tuple[str, ...]],
    path: list[str],
    settled: set[str],
    faults: list[Fault],
) -> None:
    if code in settled or code not in reads:
        return
    if code in path:
        circle = " -> ".join([*path[path.index(code) :], code])
        faults.append(Fault(code, 1, f"rests on itself: {circle}."))
        return
    path.append(code)
    for other in dict.fromkeys(reads[code]):
        _walk(other, reads, path, settled, faults)
    path.pop()
    settled.add(code)
