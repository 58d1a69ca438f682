"""Our words for the codes a screen shows, and words that know whose they are.

What the knowledge and the care core say is English on a screen of any language. It is marked there,
so that a screen reader reads it as what it is.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

_WHY_NOT: dict[str, Promise] = {
    "unable": gettext_lazy("unable"),
    "declined": gettext_lazy("declined"),
    "not_applicable": gettext_lazy("not applicable"),
    "missing": gettext_lazy("missing"),
    "incomplete": gettext_lazy("incomplete"),
    "dropped": gettext_lazy("dropped"),
    "not_licensed": gettext_lazy("not licensed"),
}


# Kept in English beside an entry that the intake replaced by itself.
_WHY_REPLACED: dict[str, Promise] = {
    "the patient answered again": gettext_lazy("the patient answered again"),
    "it followed from an answer that was given again": gettext_lazy(
        "it followed from an answer that was given again"
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words on a screen: ours, in the language of the screen, or the knowledge's."""

    words: str
    is_english: bool = False

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.words)


def why_not(code: str) -> str:
    """Why there is no answer, or no score."""
    return str(_WHY_NOT.get(code, code.replace("_", " ")))


def why_replaced(reason: str) -> str:
    """Why an entry was replaced: what the intake says in our words, all else as it was typed."""
    return str(_WHY_REPLACED.get(reason, reason))
