"""A value that the vocabulary takes is one that the instrument takes: nobody is refused later."""

import pytest

from surefoot.care.examination.plans import plan_of
from surefoot.knowledge.load import load

KNOWLEDGE = load()
# Held as long as can be; the scale counts 10 s at most, whatever more was held.
COUNTS_NO_MORE = {("FSBT", "tandem")}


def shared():
    """Each item of an instrument that is a finding, or reads one, where both are numbers."""
    for code in KNOWLEDGE.instruments:
        for item in plan_of(code, KNOWLEDGE).items.values():
            name = item.item.finding or item.item.reads
            finding = KNOWLEDGE.findings.get(name or "")  # some read a rule
            if finding and finding.value_type == "number" and item.reply.kind == "number":
                yield code, item.id, finding, item.reply


@pytest.mark.parametrize(("code", "item", "finding", "reply"), list(shared()))
def test_an_instrument_takes_every_value_of_the_finding_it_reads(code, item, finding, reply):
    assert finding.min is not None
    assert finding.min >= reply.low
    if (code, item) not in COUNTS_NO_MORE:
        assert finding.max is not None
        assert finding.max <= reply.high
