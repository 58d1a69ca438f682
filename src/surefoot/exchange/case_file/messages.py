"""What is wrong with a case file: where, what, and how to mend it. All of it at once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from surefoot.terms import SurefootError

type Path = tuple[str | int, ...]

# A file with more faults than this is not a case file with slips; the list would help nobody.
MOST_PROBLEMS = 500
# Looking for near words takes milliseconds a word, so a file full of unknown words gets a few.
MOST_SEARCHES = 40
LONGEST_SHOWN = 60
SHORTEST_PART = 3
FEW = 12
BY_PART = "`surefoot case explain WORD` finds a code by a part of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend: the field, what is wrong with it, and how to put it right."""

    path: str  # "medicines[2].name"; empty for the file as a whole
    says: str
    fix: str

    def __str__(self) -> str:
        """One line for the screen."""
        return f"{self.path or 'the file'}: {self.says} {self.fix}"


class CaseProblems(SurefootError):  # noqa: N818 - it carries several, and is read as what it is
    """The case file cannot be read; `problems` names everything to mend, in document order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Carry every problem; a screen that shows only text shows all of them too."""
        self.problems = tuple(problems)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = "\n".join(f"- {problem}" for problem in problems)
        super().__init__(f"The case file has {count}.\n{lines}", "Nothing was read.")


class Notes:
    """The problems found so far while a file is being read."""

    def __init__(self) -> None:
        """Start with none."""
        self._found: list[tuple[Path, Problem]] = []
        self._searches = 0

    def add(self, path: Path, says: str, fix: str) -> None:
        """Note a problem; past the limit only the count matters."""
        self._found.append((path, Problem(path=as_text(path), says=says, fix=fix)))

    @property
    def is_full(self) -> bool:
        """Whether there are so many that reading on helps nobody."""
        return len(self._found) >= MOST_PROBLEMS

    def near(
        self, word: str, known: Iterable[str], *, by_part: bool = False, otherwise: str = BY_PART
    ) -> str:
        """A sentence that names the nearest known words, all of a few, or where to find them."""
        self._searches += 1
        if self._searches <= MOST_SEARCHES:
            words = [str(each) for each in known]
            close = nearest(word, words) or (by_part and sharing_a_part(word, words))
            if close:
                return f"Did you mean {_or(close)}?"
            if len(words) <= FEW:
                return f"Write one of: {', '.join(words)}."
        return otherwise

    def in_order(self, order: dict[Path, int]) -> tuple[Problem, ...]:
        """Every problem once, in the order of the document."""

        def place(found: tuple[Path, Problem]) -> int:
            path = found[0]
            while path and path not in order:
                path = path[:-1]
            return order.get(path, -1)

        ordered = [problem for _, problem in sorted(self._found, key=place)]
        return tuple(dict.fromkeys(ordered))


def as_text(path: Path) -> str:
    """`("medicines", 2, "name")` as a person reads it: `medicines[2].name`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{shown(part)}" if text else shown(part)
    return text


def shown(value: object) -> str:
    """A value as a message quotes it: never longer than a line, nothing that moves the cursor."""
    text = str(value)
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(mark if mark.isprintable() else "?" for mark in cut)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Up to three known words that look or begin like this one."""
    words = list(known)
    asked = word.casefold().strip()[:LONGEST_SHOWN]
    close = get_close_matches(asked, words, n=3, cutoff=0.72)
    starts = [known for known in words if asked and asked in known and known not in close]
    return [*close, *starts][:3]


def sharing_a_part(word: str, known: Iterable[str]) -> list[str]:
    """Up to three known codes in which a part of `word` begins a part: "big toe" -> great_toe."""
    asked = [part for part in re.split(r"[\W_]+", word.casefold()) if len(part) >= SHORTEST_PART]
    shared = {
        code: sum(any(p.startswith(part) for p in code.split("_")) for part in asked)
        for code in known
    }
    found = [code for code, count in shared.items() if count]
    return sorted(found, key=lambda code: (-shared[code], len(code), code))[:3]


def _or(words: Sequence[str]) -> str:
    quoted = [f"`{word}`" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
