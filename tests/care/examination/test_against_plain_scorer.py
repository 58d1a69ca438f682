"""The scorer that reads definitions agrees with one written by hand for every instrument."""

import os
from collections.abc import Callable

import pytest

from care.examination.plain import SHEETS
from care.examination.plain.compare import KNOWLEDGE, compare

EVERYDAY = 2_000
SMALL, FULL = 20_000, 1_000_000


def test_the_plain_scorer_knows_every_instrument() -> None:
    assert SHEETS.keys() == KNOWLEDGE.instruments.keys()


@pytest.mark.parametrize("code", sorted(SHEETS))
def test_agrees_on_a_sample(code: str) -> None:
    assert compare(code, EVERYDAY, "everyday")[1] == []


@pytest.mark.campaign
@pytest.mark.parametrize("code", sorted(SHEETS))
def test_agrees_on_every_combination_or_a_million(
    code: str, campaign_size: Callable[[int, int], int]
) -> None:
    seed = os.environ.get("SUREFOOT_CAMPAIGN_SEED", "campaign")
    assert compare(code, campaign_size(SMALL, FULL), seed)[1] == []
