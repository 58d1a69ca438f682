"""What to ask or test next: the questions that are open, most telling first, one a theme."""

from surefoot.care.case import Case
from surefoot.care.diagnosis.reading import Read
from surefoot.care.diagnosis.records import NextTest
from surefoot.care.diagnosis.scale import Scale
from surefoot.care.diagnosis.settled import is_settled
from surefoot.care.diagnosis.tally import Floats
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.patterns import COLUMNS, Question
from surefoot.knowledge.schema.whole import Knowledge

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
        says, codes = to_ask(row, findings, not_done, scale.knowledge)
        if codes:
            themes.add(row.theme)
            settles = _settles(bits[number], numbers["settles_bits"])
            found.append(_next_test(row, says, codes, total, settles))
    return tuple(found)


def _ranked(bits: Floats, least: float) -> list[tuple[int, float]]:
    """The questions that tell enough, most telling first; equals keep the order of the table."""
    totals = [float(total) for total in bits.sum(axis=1)]
    ranked = sorted(range(len(totals)), key=lambda each: (-totals[each], each))
    return [(number, totals[number]) for number in ranked if totals[number] >= least]


def to_ask(
    row: Question, findings: Findings, not_done: set[str], knowledge: Knowledge
) -> tuple[str, tuple[str, ...]]:
    """What to ask, and the findings it would record; nothing where it does not arise."""
    if not _arises(row.when, findings):
        return "", ()
    wanted = tuple(code for code in row.findings if code not in not_done)
    open_ = tuple(code for code in wanted if not is_settled(findings, code, knowledge))
    parts = tuple(part for part in row.parts if _arises(part.when, findings))
    if not row.parts:  # what is known on one side only is asked again, of both
        return row.says, open_ or wanted
    if open_ == row.findings and parts == row.parts:
        return row.says, open_
    told = tuple(part for part in parts if set(part.findings) & set(open_))
    recorded = {code for part in told for code in part.findings}
    return " ".join(part.says for part in told), tuple(c for c in open_ if c in recorded)


def _arises(when: str, findings: Findings) -> bool:
    """Whether a question may be asked: what is not known may hold."""
    return not when or findings.holds(when) is not False


def _settles(bits: Floats, least: float) -> tuple[str, ...]:
    ranked = sorted(range(len(COLUMNS)), key=lambda column: (-bits[column], column))
    return tuple(COLUMNS[column] for column in ranked if bits[column] >= least)


def _next_test(
    row: Question, says: str, codes: tuple[str, ...], bits: float, settles: tuple[str, ...]
) -> NextTest:
    return NextTest(
        code=codes[0],
        ask=says,
        bits=bits,
        settles=settles,
        who=row.who,
        codes=codes,
        external=row.who == "lab",
        statement=row.id,
    )
