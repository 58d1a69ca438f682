"""What somebody who comes today needs next: one line, the most important first. Pure.

The tables answer for most. The line of care is worked out only where it decides.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from surefoot.care.line import LineOfCare
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.clinic.store.due import Standing
from surefoot.clinic.therapist.today_retests import fallen, not_measured
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

NAMED = 2  # re-tests by their names; of more it is said how many
STEP_MIN = 5  # "about 30 min" is as exact as it is known
ICONS = {
    "urgent": "urgent",
    "examine": "stopwatch",
    "tests": "list",
    "plan": "plan",
    "retest": "stopwatch",
    "course": "calendar",
    "ask": "message",
    "chart": "document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """One line of the list, and the address where the work is done."""

    kind: str  # urgent, examine, tests, plan, retest, course, ask or chart
    says: str
    href: str
    names: tuple[str, ...] = ()  # what the knowledge calls it: English on any screen
    more: int = 0  # how many more than these

    @property
    def icon(self) -> str:
        """What is drawn beside it."""
        return ICONS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One person who comes, as far as the line on the list needs them."""

    patient: UUID
    standing: Standing
    today: date
    knowledge: Knowledge
    line: Callable[[], LineOfCare]  # asked only where the tables do not answer

    def next(self, at: datetime) -> Next:
        """What is needed at the visit that starts then; one bad record hides no other line."""
        try:
            return next(self._needs(at))
        except SurefootError:
            return self._to("chart", _("Cannot be worked out: open the chart"), "chart")

    def _needs(self, at: datetime) -> Iterator[Next]:
        """Everything that could be said of them, the most important first."""
        here, plan = self.standing, self.standing.plan
        if here.is_urgent:
            yield urgent(self.patient)
        if not here.is_told:
            yield self._to("ask", _("Not asked yet: intake not filled in"), "contact")
        if here.no_plan is not None:
            yield self._without_plan(here.no_plan)
        if plan is None or plan.gate != "full":
            yield from self._examination()
        if here.is_waiting:
            yield self._to("plan", _("Plan to decide on"))
        if here.is_proposing:
            yield self._to("plan", _("A plan is being proposed"))
        if plan is None or plan.gate == "provisional":
            yield self._to("plan", _("Examined: ask for a plan"))
        elif plan.gate == "advice_only":
            yield self._answer(plan)
        else:
            yield from self._retests(plan)
            yield self._course(plan, at)

    def _to(self, kind: str, says: str, page: str = "plan") -> Next:
        return Next(kind=kind, says=says, href=reverse(page, args=[self.patient]))

    def _without_plan(self, answer: NoSafePlan) -> Next:
        asks = [question.ask for question in answer.questions]
        if not asks:
            return self._to("plan", _("No safe plan now: see why"))
        one, many = _("1 question before a plan:"), _("%(n)s questions before a plan, first:")
        says = one if len(asks) == 1 else many % {"n": len(asks)}
        return replace(self._to("tests", says), names=(asks[0],))

    def _examination(self) -> Iterator[Next]:
        """The first examination, or what of it is missing: no plan is whole without it."""
        line = self.line()
        every = self.knowledge.measurements
        missing = line.findings.unmeasured()
        if {code for code, row in every.items() if not row.needed_when} <= {*missing}:
            minutes = STEP_MIN * max(1, round(line.examination.blocks[0].minutes / STEP_MIN))
            says = _("First examination: about %(n)s min") % {"n": minutes}
            yield self._to("examine", says, "examination")
        elif missing:
            one, many = _("1 test before a plan:"), _("%(n)s tests before a plan, first:")
            says = one if len(missing) == 1 else many % {"n": len(missing)}
            name = every[missing[0]].says.partition(":")[0].rstrip(".")
            yield replace(self._to("tests", says, "examination"), names=(name,))

    def _answer(self, plan: PlanOfCare) -> Next:
        """After an urgent sign: a physician answers, then it is planned anew."""
        if any(review.on >= plan.made_on for review in self.line().case.reviews):
            return self._to("plan", _("The doctor has answered: ask for a plan"))
        if any(retest.on <= self.today for retest in plan.retests):
            return self._to("plan", _("The doctor's answer is due"), "chart")
        return self._to("course", _("Advice only until the doctor has answered"))

    def _retests(self, plan: PlanOfCare) -> Iterator[Next]:
        fell = fallen(plan, self.knowledge, self.today)
        due = not_measured(fell, self.line()) if fell else ()
        if not due:
            return
        codes = [one.instrument for one in due if one.instrument]
        page = ("measure", codes[0].lower()) if len(due) == len(codes) == 1 else ("examination",)
        yield Next(
            kind="retest",
            says=_("Re-test due:") if len(due) == 1 else _("Re-tests due:"),
            names=tuple(one.name for one in due[:NAMED]),
            more=max(0, len(due) - NAMED),
            href=reverse(page[0], args=[self.patient, *page[1:]]),
        )

    def _course(self, plan: PlanOfCare, at: datetime) -> Next:
        """Nothing is due: how far the plan in force is."""
        every = sum(len(week.visits) for week in plan.weeks)
        number = sum(
            plan.starts_on <= start.date() and start <= at for start in self.standing.starts
        )
        told = {"n": number, "all": every}
        if number > every > 0:
            return self._to("plan", _("The %(all)s visits of the plan are over") % told)
        if number and every:
            return self._to("course", _("Visit %(n)s of %(all)s") % told)
        return self._to("course", _("Plan in force"))


def urgent(patient: UUID) -> Next:
    """Somebody has to act, whatever else is due."""
    says = _("An urgent sign is still open")
    return Next(kind="urgent", says=says, href=reverse("urgent", args=[patient]))
