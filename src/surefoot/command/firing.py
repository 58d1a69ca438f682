"""How often each red flag alarms among a group of people: too often and nobody listens."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.command.people import PEOPLE
from surefoot.exchange import case_file
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError, Urgency

RULE = "policy/firing_rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One red flag and in how many people it is up, at U0 to U2."""

    red_flag: str
    says: str
    people: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The red flags that alarm in more people than the policy lets pass unseen."""

    people: int = 0
    whose: str = ""
    most: float = 0.0
    often: tuple[Fired, ...] = ()  # most often first


def report(knowledge: Knowledge, folder: Path | None) -> Report:
    """The report over the case files in `folder`, else over the people of the demo."""
    found = (folder or PEOPLE).glob("*")
    files = sorted(file for file in found if file.suffix in (".json", ".toml"))
    if not files:
        raise SurefootError(
            f"{folder} holds no case files.", "Name a folder with .json or .toml files."
        )
    most = knowledge.policies[RULE].numbers["share_max"]
    counted = Counter(flag for file in files for flag in _alarms(file, knowledge))
    often = tuple(
        Fired(red_flag=flag, says=knowledge.red_flags[flag].says, people=n, share=n / len(files))
        for flag, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        if n / len(files) > most
    )
    whose = f"case files in {folder}" if folder else "of the demo"
    return Report(people=len(files), whose=whose, most=most, often=often)


def _alarms(file: Path, knowledge: Knowledge) -> set[str]:
    """The red flags that are up in one person and cannot wait longer than 72 hours."""
    case = case_file.read(file, knowledge)
    contact = first_contact(Findings(case, knowledge), case, knowledge)
    return {flag.id for flag in contact.raised if flag.urgency <= Urgency.U2}
