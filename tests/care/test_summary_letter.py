"""The letter to the referrer: what is likely is not also called not excluded."""

from pathlib import Path

from surefoot.care.summary import referral_letter
from surefoot.command.line import LineOfCare
from surefoot.exchange.pages import as_text

EXAMPLES = Path(__file__).parents[2] / "examples"


def _letter(name):
    line = LineOfCare.of(EXAMPLES / f"{name}.json", None, None, 0)
    return as_text(referral_letter(line.chart), width=200)


def test_what_is_likely_is_not_also_called_not_excluded():
    said = _letter("olga-after-chemotherapy")
    assert "Sensory ataxic neuropathy, likely." in said
    assert "Not excluded" not in said


def test_what_may_be_taken_for_it_is_called_not_excluded():
    said = _letter("ahmed-weak-thigh")
    assert "Not excluded: Mimic, not a peripheral nerve, Mononeuritis multiplex." in said
