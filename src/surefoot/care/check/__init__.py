"""A second, slow and obvious reading of every hard rule, for a plan anybody has made or edited.

It shares the knowledge and the findings with the planner, and no line of code.
"""

from surefoot.care.case import Case
from surefoot.care.check.broken import Broken, Under, items_of
from surefoot.care.check.course import course_faults
from surefoot.care.check.exercises import exercise_faults
from surefoot.care.check.gates import gate_faults
from surefoot.care.check.home import home_faults
from surefoot.care.check.totals import total_faults
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.plan.records import PlanOfCare
from surefoot.knowledge.schema.whole import Knowledge

__all__ = ["Broken", "check"]


def check(
    plan: PlanOfCare, case: Case, findings: Findings, knowledge: Knowledge
) -> tuple[Broken, ...]:
    """Every hard rule that `plan` breaks for this person; an empty answer means none was found."""
    contact = first_contact(findings, case, knowledge)
    under = Under(plan=plan, case=case, contact=contact, findings=findings, knowledge=knowledge)
    unknown = [
        item.exercise
        for week in plan.weeks
        for item in items_of(week)
        if item.exercise not in knowledge.exercises
    ]
    if unknown:
        return tuple(
            Broken(rule="library", where="plan", says=f"There is no exercise {name}.")
            for name in sorted(set(unknown))
        )
    return (
        *gate_faults(under),
        *exercise_faults(under),
        *course_faults(under),
        *home_faults(under),
        *total_faults(under),
    )
