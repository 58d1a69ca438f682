"""The line of care run for one case: each step once, and only as far as it is asked for."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # each step is loaded when it is reached: the solver alone takes most of a second
    from surefoot.care.case import Case
    from surefoot.care.check import Broken
    from surefoot.care.contact import Contact
    from surefoot.care.diagnosis import Diagnosis
    from surefoot.care.examination import Examination
    from surefoot.care.findings import Findings
    from surefoot.care.plan.records import NoSafePlan, PlanOfCare, SafetyReading
    from surefoot.care.prognosis import Prognosis
    from surefoot.care.summary import Chart
    from surefoot.knowledge.schema.whole import Knowledge


def quietly(_says: str) -> AbstractContextManager[None]:
    """Work of which nobody is told."""
    return nullcontext()


class LineOfCare:
    """One person on one day, from the findings to the pages."""

    def __init__(
        self,
        case: "Case",
        knowledge: "Knowledge",
        *,
        seed: int = 0,
        progress: Callable[[str], AbstractContextManager[None]] = quietly,
    ) -> None:
        """Nothing is worked out before it is asked for; `progress` is told of long work."""
        self.case = case
        self.knowledge = knowledge
        self.seed = seed
        self.progress = progress
        self.explains = False  # whether the plan also says what its limits cost
        self.signed: frozenset[str] = frozenset()  # ids of statements the clinic has signed

    @cached_property
    def asked(self) -> "Findings":
        """What was recorded, and what follows from it."""
        from surefoot.care.findings import Findings

        return Findings(self.case, self.knowledge)

    @cached_property
    def contact(self) -> "Contact":
        """Step 1, with what the scores say: an answer to a questionnaire can be a red flag too."""
        from surefoot.care.contact import first_contact

        return first_contact(self.findings, self.case, self.knowledge)

    @cached_property
    def examination(self) -> "Examination":
        """Step 2."""
        from surefoot.care.examination import examine

        return examine(self.case, self.asked, self.knowledge)

    @property
    def findings(self) -> "Findings":
        """The findings with the scores of the examination."""
        return self.examination.findings

    @cached_property
    def diagnosis(self) -> "Diagnosis":
        """Step 3."""
        from surefoot.care.diagnosis import diagnose

        return diagnose(self.findings, self.case, self.knowledge)

    @cached_property
    def prognosis(self) -> "Prognosis":
        """Step 4."""
        from surefoot.care.prognosis import foresee

        return foresee(self.findings, self.diagnosis, self.case, self.knowledge)

    @cached_property
    def plan(self) -> "PlanOfCare | NoSafePlan":
        """Step 5."""
        from surefoot.care.plan import propose

        says = "Choosing, dosing and explaining" if self.explains else "Choosing and dosing"
        with self.progress(f"{says} the plan"):
            return propose(
                self.findings,
                self.case,
                self.contact,
                self.diagnosis,
                self.prognosis,
                self.knowledge,
                seed=self.seed,
                explain="full" if self.explains else "short",
            )

    @cached_property
    def concluded(self) -> "Findings":
        """The findings with what diagnosis and prognosis concluded from them."""
        from surefoot.care.diagnosis import type_results
        from surefoot.care.prognosis import cause_results

        results = {**type_results(self.diagnosis), **cause_results(self.prognosis)}
        return self.findings.with_results(results)

    @cached_property
    def safety(self) -> "SafetyReading":
        """Everything the safety rules say, before anything is chosen."""
        from surefoot.care.plan.safety import assess

        return assess(self.concluded, self.case, self.contact, self.knowledge)

    def broken(self, plan: "PlanOfCare") -> "tuple[Broken, ...]":
        """The hard rules that `plan` breaks, by the second and slower reading."""
        from surefoot.care.check import check

        return check(plan, self.case, self.concluded, self.knowledge)

    @cached_property
    def chart(self) -> "Chart":
        """Everything together, as the pages want it."""
        from surefoot.care.summary import Chart

        return Chart(
            case=self.case,
            contact=self.contact,
            examination=self.examination,
            diagnosis=self.diagnosis,
            prognosis=self.prognosis,
            plan=self.plan,
            knowledge=self.knowledge,
            signed=self.signed,
        )
