"""Step 2. What becomes of a score when answers are missing: one policy by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from surefoot.terms import SurefootError

type Pick = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Policy:
    """How many answers are needed, and whether those given stand for all."""

    name: str
    least: int | None  # None = all of them

    def enough(self, answered: int, asked: int) -> bool:
        """Whether so many answers of so many suffice."""
        if self.name == "HALF":
            return answered > 0 and 2 * answered >= asked
        if self.least is None or answered == asked:
            return 0 < asked == answered
        return answered >= self.least

    @property
    def rounds_up(self) -> bool:
        """Whether a sum made up this way is rounded up to the next whole number."""
        return self.name == "MEANUP"


@lru_cache(maxsize=256)
def policy(text: str) -> Policy:
    """The policy a definition names: ALL, MEAN(8), MEANUP(6), HALF, AVG(3), SKIP0, EXCUSED."""
    name, _, rest = text.partition("(")
    if name in ("ALL", "SKIP0", "EXCUSED", "HALF") and not rest:
        return Policy(name, None)
    if name in ("MEAN", "MEANUP", "AVG") and rest.rstrip(")").isdigit():
        return Policy(name, int(rest.rstrip(")")))
    raise SurefootError(f"{text!r} is no policy for missing answers.", "See the conventions, 1.8.")
