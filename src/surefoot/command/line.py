"""The line of care run for one case file: each step once, and only as far as it is asked for."""

import sys
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from surefoot.command.screen import progress
from surefoot.terms import SurefootError

if TYPE_CHECKING:  # each step is loaded when it is reached: the solver alone takes most of a second
    from surefoot.care.case import Case
    from surefoot.care.check import Broken
    from surefoot.care.contact import Contact
    from surefoot.care.diagnosis import Diagnosis
    from surefoot.care.examination import Examination
    from surefoot.care.findings import Findings
    from surefoot.care.plan.records import NoSafePlan, PlanOfCare
    from surefoot.care.prognosis import Prognosis
    from surefoot.care.summary import Chart
    from surefoot.knowledge.schema.whole import Knowledge


class LineOfCare:
    """One person on one day, from the findings to the pages."""

    def __init__(self, case: "Case", knowledge: "Knowledge", *, seed: int = 0) -> None:
        """Nothing is worked out before it is asked for."""
        self.case = case
        self.knowledge = knowledge
        self.seed = seed
        self.explains = False  # whether the plan also says what its limits cost
        self.signed: frozenset[str] = frozenset()  # ids of statements the clinic has signed

    @classmethod
    def of(cls, file: Path, folder: Path | None, today: date | None, seed: int) -> "LineOfCare":
        """Read the case file by the knowledge in force, or by that in `folder`."""
        from surefoot.exchange import case_file
        from surefoot.exchange.case_file.parse import parse
        from surefoot.knowledge.load import load

        with progress("Reading the case"):
            content = _content(file)
            parse(content)  # what is no document at all is refused before anything is loaded
            knowledge = load(folder) if folder else load()
            case = case_file.read(content, knowledge)
        return cls(_on(case, today), knowledge, seed=seed)

    @cached_property
    def asked(self) -> "Findings":
        """What was recorded, and what follows from it."""
        from surefoot.care.findings import Findings

        return Findings(self.case, self.knowledge)

    @cached_property
    def contact(self) -> "Contact":
        """Step 1."""
        from surefoot.care.contact import first_contact

        return first_contact(self.asked, self.case, self.knowledge)

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
        with progress(f"{says} the plan"):
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


def _content(file: Path) -> bytes:
    """What stands in the file, or comes through the pipe when it is called `-`."""
    from surefoot.exchange.case_file.parse import MOST_BYTES, load_file

    return sys.stdin.buffer.read(MOST_BYTES + 1) if file == Path("-") else load_file(file)


def _on(case: "Case", today: date | None) -> "Case":
    """The same case looked at on another day, which cannot lie before what is in it."""
    if today is None:
        return case
    latest = max((fact.on for fact in case.facts), default=case.person.born_on)
    if today < latest:
        raise SurefootError(
            f"On {today} nobody could have known what was found on {latest}.",
            f"Give a --today of {latest} or later, or none.",
        )
    return replace(case, today=today)
