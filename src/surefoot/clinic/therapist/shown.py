"""A form with what was typed into it: what a template needs of each field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surefoot.clinic.therapist.form import Choice, Field, Form
from surefoot.clinic.therapist.typed import ANSWER, PROTOCOL, WHY, Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """One field as it stands."""

    field: Field
    number: int
    name: str
    why_name: str
    value: str
    why: str
    fault: Fault | None

    @property
    def id(self) -> str:
        """For labels and links."""
        return f"f-{self.field.key.replace('.', '-')}"

    @property
    def is_long(self) -> bool:
        """Whether its answers are sentences: one below the other."""
        return self.field.kind == "choice" and any(
            len(one.label) > 14 for one in self.field.choices
        )

    @property
    def is_very_long(self) -> bool:
        """Whether they need the whole line each."""
        return any(len(one.label) > 40 for one in self.field.choices)

    @property
    def reasons(self) -> tuple[Choice, ...]:
        """Why there is no answer, one tap each; the last takes back what was tapped."""
        return (
            Choice(value="unable", label=_("Unable")),
            Choice(value="declined", label=_("Declined")),
            Choice(value="not_applicable", label=_("Does not apply")),
            Choice(value="not_asked", label=_("Not asked")),
        )

    @property
    def gate(self) -> str:
        """For the script that hides what is not asked: "q3=yes,q4=1 2"."""
        only_if = self.field.only_if or {}
        return ",".join(f"{ANSWER}{other}={' '.join(codes)}" for other, codes in only_if.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWord:
    """One word of the protocol as it stands."""

    name: str
    label: str
    value: str


def fields_of(form: Form, raw: Mapping[str, str], faults: Mapping[str, Fault]) -> list[ShownField]:
    """Every field in its order."""
    return [
        shown_field(one, number, raw, faults.get(one.key))
        for number, one in enumerate(form.fields, start=1)
    ]


def shown_field(
    field: Field, number: int, raw: Mapping[str, str], fault: Fault | None = None
) -> ShownField:
    """One field with what was typed into it."""
    return ShownField(
        field=field,
        number=number,
        name=f"{ANSWER}{field.key}",
        why_name=f"{WHY}{field.key}",
        value=raw.get(f"{ANSWER}{field.key}", ""),
        why=raw.get(f"{WHY}{field.key}", ""),
        fault=fault,
    )


def protocol_of(form: Form, raw: Mapping[str, str]) -> list[ShownWord]:
    """The words of the fingerprint: filled in as the last time."""
    return list(_words(form, raw))


def _words(form: Form, raw: Mapping[str, str]) -> Iterator[ShownWord]:
    for word in form.protocol:
        label = word.replace("_", " ").capitalize()
        yield ShownWord(
            name=f"{PROTOCOL}{word}", label=label, value=raw.get(f"{PROTOCOL}{word}", "")
        )
