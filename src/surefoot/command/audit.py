"""The verb `audit verify`: was the record of who read and changed what changed itself?"""

from argparse import Namespace

from surefoot.command.answer import ANSWERED, INPUT_WRONG, Answer
from surefoot.command.begin import begin_django
from surefoot.command.screen import progress


def verify(asked: Namespace) -> Answer:
    """Walk each clinic's chain; with a known seal, one of them has to hold it."""
    begin_django()
    from surefoot.clinic import home
    from surefoot.clinic.chains import walk

    home.demand_ready()
    with progress("Walking the chains"):
        chains = walk(known=asked.known.strip().lower())
    good = not any(chain.faults for chain in chains)
    lines = [line for chain in chains for line in chain.lines()]
    if not good:
        lines.append("Keep this machine as it is, and compare with a backup.")
    body = {"holds": good, "chains": chains}
    status = ANSWERED if good else INPUT_WRONG
    return Answer(kind="audit_verified", body=body, page=lambda: "\n".join(lines), status=status)
