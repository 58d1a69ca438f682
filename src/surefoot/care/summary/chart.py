"""Everything the line of care said of one person on one day: what the pages are made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surefoot.care.case import Case
from surefoot.care.contact import Contact
from surefoot.care.diagnosis import Diagnosis
from surefoot.care.examination import Examination
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.prognosis import Prognosis
from surefoot.care.summary.page import Tone
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The records of one pass through the line of care, with the knowledge they used."""

    case: Case
    contact: Contact
    examination: Examination
    diagnosis: Diagnosis
    prognosis: Prognosis
    plan: PlanOfCare | NoSafePlan | None  # None: nobody has asked for one yet
    knowledge: Knowledge
    signed: frozenset[str] = frozenset()  # ids of statements a clinician of the clinic has signed

    def words(self, about: str) -> str:
        """The words a page prints for `about`; a missing wording is our mistake."""
        return self.knowledge.wordings[about].says

    def words_or(self, about: str, otherwise: str) -> str:
        """The page's own words for `about`, where it has any."""
        row = self.knowledge.wordings.get(about)
        return row.says if row else otherwise

    def name(self, code: str) -> str:
        """A finding by its name in the vocabulary, never by its code."""
        return self.knowledge.findings[code].says

    @property
    def unreviewed(self) -> int:
        """How many statements behind the chart no clinician has signed yet."""
        return len(self._unreviewed - self.signed)

    @property
    def signed_here(self) -> int:
        """How many of the unreviewed statements behind the chart the clinic has signed."""
        return len(self._unreviewed & self.signed)

    @property
    def _unreviewed(self) -> frozenset[str]:
        records = (self.contact, self.diagnosis, self.prognosis)
        plan = self.plan.unreviewed if isinstance(self.plan, PlanOfCare) else ()
        return frozenset({*(s for r in records for s in r.unreviewed), *plan})


def tone_of(urgency: Urgency) -> Tone:
    """Red is for what cannot wait until tomorrow."""
    return "urgent" if urgency <= Urgency.U1 else "caution"


def age(case: Case) -> int:
    """Whole years on the day of the chart."""
    born, today = case.person.born_on, case.today
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def number(value: float) -> str:
    """A figure without a needless decimal: 7.6, 12, 0.33."""
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}"


def chance(probability: float) -> str:
    """A probability with two decimals that is never rounded to certainty."""
    if probability >= 0.995:
        return ">0.99"
    return "<0.01" if probability < 0.005 else f"{probability:.2f}"


def counted(items: Mapping[str, int] | Iterable[tuple[str, int]]) -> str:
    """ "97110 2, 97112 1": a short list of things with their numbers."""
    pairs = items.items() if isinstance(items, Mapping) else items
    return ", ".join(f"{name} {n}" for name, n in pairs)


def many(count: int, thing: str) -> str:
    """ "1 minute", "5 minutes"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def sentence(words: str) -> str:
    """The same words beginning with a capital and ending with a full stop."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!", "”")) else ".")


def upper_first(words: str) -> str:
    """The same words beginning with a capital."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """The same words within a sentence; an abbreviation stays as it is."""
    short = words[:2].isalpha() and words[:2].isupper()
    return words if short else words[:1].lower() + words[1:]


def joined(names: Sequence[str], last: str) -> str:
    """Names in a sentence: "Tuesday, Friday and Saturday"; none is empty."""
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def rhythm(visits: Iterable[int]) -> str:
    """Visits by week in words: "twice a week for 4 weeks, then once a week for 8 weeks"."""
    runs: list[tuple[int, int]] = []
    for count in visits:
        if runs and runs[-1][0] == count:
            runs[-1] = (count, runs[-1][1] + 1)
        else:
            runs.append((count, 1))
    return ", then ".join(f"{_times(n)} for {many(w, 'week')}" for n, w in runs if n)


def _times(count: int) -> str:
    return {1: "once a week", 2: "twice a week"}.get(count, f"{count} times a week")
