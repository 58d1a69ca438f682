"""What to ask or test next: the questions that are open, most telling first, one a theme."""

from surefoot.care.case import Case
from surefoot.care.diagnosis.reading import Read
from surefoot.care.diagnosis.records import NextTest
from surefoot.care.diagnosis.scale import Scale
from surefoot.care.diagnosis.settled import is_settled
from surefoot.care.diagnosis.tally import Floats
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.patterns import COLUMNS, Question

_RULE = "convention/expected-information"


def next_tests(
    findings: Findings, case: Case, read: Read, bits: Floats, scale: Scale
) -> tuple[NextTest, ...]:
    """The most telling open questions. What could not be done today is not proposed again."""
    numbers = scale.knowledge.conventions[_RULE].numbers
    not_done = {item.code for item in case.not_done if item.on == case.today}
    answered = {line.answer.id for line, _ in read.lines}
    found: list[NextTest] = []
    themes: set[str] = set()
    for number, total in _ranked(bits, numbers["least_bits"]):
        question = scale.prospect.questions[number]
        row, brings = question.row, {line.answer.id for line, _ in question.yes}
        if len(found) >= numbers["shown"]:
            break
        if row.theme in themes or brings & answered or not brings & read.open:
            continue
        if row.fallback_for and not not_done.intersection(row.fallback_for):
            continue
        if codes := _to_record(row, findings, not_done, scale):
            themes.add(row.theme)
            settles = _settles(bits[number], numbers["settles_bits"])
            found.append(_next_test(row, codes, total, settles))
    return tuple(found)


def _ranked(bits: Floats, least: float) -> list[tuple[int, float]]:
    """The questions that tell enough, most telling first; equals keep the order of the table."""
    totals = [float(total) for total in bits.sum(axis=1)]
    ranked = sorted(range(len(totals)), key=lambda each: (-totals[each], each))
    return [(number, totals[number]) for number in ranked if totals[number] >= least]


def _to_record(
    row: Question, findings: Findings, not_done: set[str], scale: Scale
) -> tuple[str, ...]:
    """The findings a question would record that are not known; all if each is known in part."""
    wanted = tuple(code for code in row.findings if code not in not_done)
    return (
        tuple(code for code in wanted if not is_settled(findings, code, scale.knowledge)) or wanted
    )


def _settles(bits: Floats, least: float) -> tuple[str, ...]:
    ranked = sorted(range(len(COLUMNS)), key=lambda column: (-bits[column], column))
    return tuple(COLUMNS[column] for column in ranked if bits[column] >= least)


def _next_test(
    row: Question, codes: tuple[str, ...], bits: float, settles: tuple[str, ...]
) -> NextTest:
    return NextTest(
        code=codes[0],
        ask=row.says,
        bits=bits,
        settles=settles,
        who=row.who,
        codes=codes,
        external=row.who == "lab",
        statement=row.id,
    )
