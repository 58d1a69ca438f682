"""A second scorer, written plainly from the clinical reference, instrument by instrument.

It reads no definition file and shares no code with the scorer it checks.
"""

from care.examination.plain import (
    autonomic,
    balance,
    circulation,
    falls,
    function,
    mood,
    neuropathy,
    pain,
    sensory,
    walking,
)
from care.examination.plain.sheet import Sheet

SHEETS: dict[str, Sheet] = {
    **pain.SHEETS,
    **neuropathy.SHEETS,
    **autonomic.SHEETS,
    **sensory.SHEETS,
    **circulation.SHEETS,
    **balance.SHEETS,
    **walking.SHEETS,
    **falls.SHEETS,
    **function.SHEETS,
    **mood.SHEETS,
}
