"""A question as a form: its fields, what was answered before, and what is to be mended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from surefoot.care.intake import Problem, Question, Zone
from surefoot.care.intake.medicines import LONG_AGO, NOW, RECENT
from surefoot.care.intake.records import NO, NONE, NOT_SURE, RATHER_NOT, YES
from surefoot.clinic.patient.replies import field_of

VIEWS = ("front", "back", "soles", "tops", "palms", "hand_backs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One answer that can be picked."""

    value: str
    says: str
    side: str = ""
    is_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One question of a page."""

    question: Question
    reply: object = None
    problem: Problem | None = None
    more: bool = False  # one more line was asked for

    @property
    def name(self) -> str:
        """The name of its field, and how the names of its fields begin."""
        return field_of(self.question.id)

    @property
    def template(self) -> str:
        """How its kind is drawn."""
        kind = self.question.kind
        radios = ("yes_no_not_sure", "choice")
        return f"patient/kinds/{'choice' if kind in radios else kind}.html"

    @property
    def picks(self) -> list[Pick]:
        """The answers of a list, with the way out last."""
        picked = _as_list(self.reply)
        return [
            Pick(value=value, says=says, side=side, is_on=value in picked)
            for value, says, side in (*self._answers(), (RATHER_NOT, _rather(), ""))
        ]

    def _answers(self) -> Iterator[tuple[str, str, str]]:
        if self.question.kind == "yes_no_not_sure":
            yield from ((YES, _("Yes"), ""), (NO, _("No"), ""), (NOT_SURE, _("Not sure"), ""))
        elif self.question.kind == "scale_0_10":
            yield from ((str(number), str(number), "") for number in range(11))
        else:
            for one in self.question.choices:
                for side in one.sides or ("",):
                    value = f"{one.id}@{side}" if side else one.id
                    yield value, one.says, SIDES[side]() if side else ""
            if self.question.kind == "many":
                yield NONE, _("None of these"), ""

    @property
    def would_rather_not(self) -> bool:
        """Whether they did not want to say."""
        return self.reply == RATHER_NOT

    @property
    def text(self) -> str:
        """A reply that is one text."""
        told = self.reply if isinstance(self.reply, str | int | float) else ""
        return "" if told == RATHER_NOT else str(told)

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """A number side by side: side, its word, what was told."""
        told = _as_map(self.reply)
        return [(side, SIDES[side](), str(told.get(side, ""))) for side in self.question.sides]

    @property
    def told(self) -> Mapping[str, object]:
        """A reply of several parts."""
        return _as_map(self.reply)

    @property
    def months(self) -> list[Pick]:
        """The months by name; which one is a thing few remember."""
        told = str(self.told.get("month", ""))
        return [Pick(value=str(n), says=str(s), is_on=str(n) == told) for n, s in MONTHS.items()]

    @property
    def choices(self) -> list[Pick]:
        """The answers of a question that asks for more than one thing."""
        told = self.told.get("worst", self.told.get("whole", ""))
        return [
            Pick(value=one.id, says=one.says, is_on=one.id == told) for one in self.question.choices
        ]

    @property
    def rows(self) -> list[dict[str, object]]:
        """The lines of a list as they were told, and empty ones to write in."""
        told = self.told.get("list", self.reply) if self.reply != RATHER_NOT else []
        lines = [_as_map(one) for one in told] if isinstance(told, list | tuple) else []
        empty = 2 if self.more or not lines else 1
        return [self._row(line) for line in (*lines, *({},) * empty)]

    def _row(self, line: Mapping[str, object]) -> dict[str, object]:
        taken = ((NOW, _("I take it now")), (RECENT, _("I stopped it in the past 12 months")),
                 (LONG_AGO, _("I stopped it longer ago")))  # fmt: skip
        states = [Pick(value=v, says=s, is_on=v == line.get("stopped")) for v, s in taken]
        domains = [
            Pick(value=one.id, says=one.says, is_on=one.id == line.get("domain"))
            for one in self.question.choices
        ]
        return {**line, "states": states, "domains": domains}

    @property
    def is_unknown_medicine(self) -> bool:
        """Whether a name is to be looked at again."""
        return self.problem is not None and self.problem.id == "unknown_medicine"

    @property
    def paints(self) -> list[tuple[str, str, list[tuple[str, list[Pick]]]]]:
        """Each feeling with every place it can be at, by view."""
        painted = _as_list(self.reply)
        return [
            (paint.id, paint.says, [(VIEW_NAMES[view](), _zones(paint.id, zones, painted))
                                    for view, zones in self._views()])
            for paint in self.question.paints
        ]  # fmt: skip

    def _views(self) -> list[tuple[str, list[Zone]]]:
        return [
            (view, [zone for zone in self.question.zones if zone.view == view]) for view in VIEWS
        ]


def _zones(paint: str, zones: list[Zone], painted: list[str]) -> list[Pick]:
    return [
        Pick(
            value=f"{paint}:{zone.id}",
            says=zone.says,
            side=SIDES[zone.side]() if zone.side else "",
            is_on=f"{paint}:{zone.id}" in painted,
        )
        for zone in zones
    ]


def _as_list(reply: object) -> list[str]:
    return [str(one) for one in reply] if isinstance(reply, list | tuple) else [str(reply)]


def _as_map(reply: object) -> Mapping[str, object]:
    return reply if isinstance(reply, Mapping) else {}


def _rather() -> str:
    return _("I would rather not say")


SIDES = {"left": lambda: _("left"), "right": lambda: _("right")}
VIEW_NAMES = {
    "front": lambda: _("Front of the body"),
    "back": lambda: _("Back of the body"),
    "soles": lambda: _("Soles of the feet"),
    "tops": lambda: _("Tops of the feet"),
    "palms": lambda: _("Palms of the hands"),
    "hand_backs": lambda: _("Backs of the hands"),
}
