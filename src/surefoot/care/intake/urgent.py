"""What a patient is shown at once when an answer cannot wait."""

from collections.abc import Iterator

from surefoot.care.case import Case
from surefoot.care.contact import Contact, RaisedFlag, first_contact
from surefoot.care.findings import Findings
from surefoot.care.intake.records import Urgent
from surefoot.knowledge.patient_texts import ENGLISH, in_language
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Urgency


def urgent(case: Case, knowledge: Knowledge, language: str = ENGLISH) -> Urgent | None:
    """What has to be shown now; None when nothing of what was told is urgent."""
    contact = first_contact(Findings(case, knowledge), case, knowledge)
    return shown_of(contact, knowledge, language)


def shown_of(contact: Contact, knowledge: Knowledge, language: str = ENGLISH) -> Urgent | None:
    """The same from a contact that was worked out already."""
    rows = {Urgency.read(row.urgency): row for row in knowledge.intake_urgencies.values()}
    raised = [flag for flag in contact.raised if flag.urgency in rows]
    if not raised:
        return None
    row = rows[raised[0].urgency]
    return Urgent(
        urgency=raised[0].urgency,
        title=in_language(knowledge, row.says, language),
        do=tuple(dict.fromkeys(_do(raised, knowledge, language))),
        told=in_language(knowledge, row.told, language),
        stops=row.stops,
        red_flags=tuple(flag.id for flag in raised),
    )


def _do(raised: list[RaisedFlag], knowledge: Knowledge, language: str) -> Iterator[str]:
    """What the flags of the greatest urgency say: a calmer one beside them would only confuse."""
    for flag in raised:
        if flag.urgency == raised[0].urgency:
            yield in_language(knowledge, flag.say, language)
