"""What every test shares: repeatable hypothesis runs, and the size of a campaign."""

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

# The everyday suite answers the same on every machine; campaigns look for new counterexamples.
settings.register_profile("everyday", deadline=None, derandomize=True, database=None)
settings.register_profile("campaign", deadline=None, print_blob=True, database=None)
settings.load_profile("campaign" if "SUREFOOT_CAMPAIGN" in os.environ else "everyday")


@pytest.fixture(scope="session")
def campaign_size() -> Callable[[int, int], int]:
    """`campaign_size(small, full)`: how many cases a campaign runs; small unless asked for full."""
    full_asked = os.environ.get("SUREFOOT_CAMPAIGN") == "full"
    return lambda small, full: full if full_asked else small
