"""What of the examination is due, what is done, and what safety keeps shut or wants first. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surefoot.care.case import Case, Fact, NotDone
from surefoot.care.examination import Due, Examination, GateState, Score
from surefoot.clinic.therapist.form import SINGLE, is_licensed
from surefoot.clinic.therapist.words import Said, why_not
from surefoot.knowledge.schema.whole import Knowledge

NOTHING = Said("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One line of the list: a test, or the single findings of a measure."""

    slug: str
    name: str
    minutes: float
    why: str = ""
    done: Said = NOTHING  # what it showed today
    closed: tuple[str, ...] = ()  # why it may not be done
    first: tuple[tuple[str, str], ...] = ()  # what settles it: address and name
    unsure: tuple[str, ...] = ()  # gates nobody can answer yet
    is_licensed: bool = True

    @property
    def is_single(self) -> bool:
        """Whether it is a form of single findings, which we have named."""
        return self.slug.startswith(SINGLE)

    @property
    def is_open(self) -> bool:
        """Whether it may be done now."""
        return not self.closed and not self.first and self.is_licensed


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block of the examination, or what is for home."""

    name: Said
    minutes: float
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """What is needed to say of any test whether it may be done."""

    examination: Examination
    knowledge: Knowledge
    licensed: frozenset[str]
    answered: tuple[str, ...]  # what was answered today
    looked_at: frozenset[str]  # findings of today

    def test(self, code: str, why: str = "") -> Test:
        """An instrument as a line of the list."""
        one = self.knowledge.instruments[code]
        gates = [gate for gate in self.examination.gates if code in gate.instruments]
        waiting = [gate for gate in gates if gate.closed is None]
        needed = (gate.needs for gate in waiting if self._is_untried(gate, code))
        names = {need: self.knowledge.instruments[need].name for need in needed}
        return Test(
            slug=code.lower(),
            name=one.name,
            minutes=one.minutes,
            why=why,
            done=shown(self._of_today(code)),
            closed=tuple(gate.says for gate in gates if gate.closed),
            first=tuple((need.lower(), name) for need, name in names.items()),
            unsure=tuple(dict.fromkeys(gate.says for gate in waiting)),
            is_licensed=is_licensed(one, self.licensed),
        )

    def _is_untried(self, gate: GateState, code: str) -> bool:
        """A test that nobody could do, or was declined, settles nothing, and is no reason to wait.

        Then the gate is told as not settled, and the therapist decides.
        """
        if not gate.needs or gate.needs == code:
            return False
        last = self.examination.latest(gate.needs)
        return last is None or (last.state == "incomplete" and not last.answers.not_done)

    def _of_today(self, code: str) -> Score | None:
        return self.examination.latest(code) if code in self.answered else None

    def parts(self) -> tuple[Part, ...]:
        """The two blocks in their order, then what is done at home."""
        found = [
            Part(
                name=Said(block.says.partition(":")[0], is_english=True),
                minutes=block.minutes,
                tests=tuple(self._tests(block.due)),
            )
            for block in self.examination.blocks
        ]
        home = tuple(self._tests(self.examination.at_home))
        found.append(Part(name=Said(_("At home, or asked here")), minutes=0, tests=home))
        return tuple(part for part in found if part.tests)

    def _tests(self, due: Iterable[Due]) -> Iterator[Test]:
        for one in due:
            for code in one.instruments:
                yield self.test(code, one.why)
            if one.findings:
                yield self._single(one.measure, one.findings, why=one.why)

    def _single(
        self, measure: str, codes: Sequence[str], why: str = "", done: Said = NOTHING
    ) -> Test:
        first, *others = (self.knowledge.findings[code].says for code in codes)
        told = {"first": first, "n": len(others)}
        more = _("Single findings: %(first)s, and %(n)s more")
        return Test(
            slug=f"{SINGLE}{measure.partition('/')[2]}",
            name=(more if others else _("Single findings: %(first)s")) % told,
            minutes=0,
            why=why,
            done=done,
        )

    def done_today(self) -> tuple[Test, ...]:
        """What was answered today, in the order it stands in the examination."""
        return (*(self.test(code) for code in self.answered), *self._singles_done())

    def _singles_done(self) -> Iterator[Test]:
        """The measures whose single findings were looked at today."""
        for measure in self.knowledge.core_measures.values():
            seen = [code for code in measure.findings if code in self.looked_at]
            if seen:
                done = _("%(n)s of %(all)s") % {"n": len(seen), "all": len(measure.findings)}
                yield self._single(measure.id, measure.findings, done=Said(done))


def shown(score: Score | None) -> Said:
    """What a score came to, in a word or a number."""
    if score is None:
        return NOTHING
    if score.state == "scored" and score.main:
        return Said(score.main.shown, is_english=True)
    reasons = sorted(set(score.answers.not_done.values()))
    return Said(", ".join(map(why_not, reasons)) or why_not(score.state))


def room(examination: Examination, case: Case, knowledge: Knowledge) -> Room:
    """The examination as the list and the forms ask it."""
    today = (one.instrument for one in case.answers if one.on == case.today)
    known = tuple(code for code in dict.fromkeys(today) if code in knowledge.instruments)
    singles: tuple[Fact | NotDone, ...] = (*case.facts, *case.not_done)
    looked_at = frozenset(one.code for one in singles if one.on == case.today)
    return Room(examination, knowledge, frozenset(case.means.licensed), known, looked_at)


def after(parts: Iterable[Part], slug: str) -> Test | None:
    """The next open test that is due, behind the one at hand; else the first."""
    every = [test for part in parts for test in part.tests if test.is_open or test.slug == slug]
    here = next((n for n, test in enumerate(every) if test.slug == slug), -1)
    rest = [test for test in (*every[here + 1 :], *every[: max(here, 0)]) if test.slug != slug]
    return rest[0] if rest else None


def count_due(examination: Examination) -> int:
    """How many measures are missing or due again."""
    return sum(len(block.due) for block in examination.blocks) + len(examination.at_home)
