"""The verb `doctor`: is this machine fit to run the clinic?"""

import os
from argparse import Namespace
from datetime import UTC, datetime

from surefoot.command.answer import ANSWERED, INPUT_WRONG, Answer
from surefoot.command.begin import begin_django
from surefoot.command.screen import progress


def doctor(asked: Namespace) -> Answer:
    """Each question with its answer; exit status 2 where there is something to do."""
    begin_django()
    from surefoot.clinic.fitness import Line, examine

    with progress("Looking"):
        found = examine(datetime.now(UTC), os.environ)

    def told(line: Line) -> str:
        if line.is_well:
            return f"ok     {line.about}: {line.says}"
        return f"TO DO  {line.about}: {line.says}\n         {line.fix}"

    status = ANSWERED if all(line.is_well for line in found) else INPUT_WRONG
    return Answer(
        kind="examined", body=found, page=lambda: "\n".join(map(told, found)), status=status
    )
