"""Step 2. What is wrong with answers: field, fault and mend, all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from surefoot.terms import SurefootError


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where, what, and how to mend it."""

    field: str
    says: str
    fix: str

    def __str__(self) -> str:
        """The fault as one line."""
        return f"{self.field}: {self.says}. {self.fix}"


class AnswersError(SurefootError):
    """Answers that cannot be scored as they stand; `problems` lists every fault."""

    def __init__(self, instrument: str, on: str, problems: Sequence[Problem]) -> None:
        """One message for the screen, with all faults of one instrument."""
        self.instrument = instrument
        self.problems = tuple(problems)
        faults = " ".join(str(problem) for problem in problems)
        super().__init__(f"{instrument} of {on}: {faults}")
