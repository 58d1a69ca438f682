"""What every test shares: repeatable hypothesis runs, and the size of a campaign."""

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

import lines

# The everyday suite answers the same on every machine; campaigns look for new counterexamples.
settings.register_profile("everyday", deadline=None, derandomize=True, database=None)
settings.register_profile("campaign", deadline=None, print_blob=True, database=None)
settings.load_profile("campaign" if "SUREFOOT_CAMPAIGN" in os.environ else "everyday")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(_Aloud(config), "failures-aloud")


class _Aloud:
    """A failure is said when it happens, so that a run that is cut off has named it."""

    def __init__(self, config: pytest.Config) -> None:
        self._plugins = config.pluginmanager

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        terminal = self._plugins.get_plugin("terminalreporter")
        if report.failed and terminal is not None:
            terminal.ensure_newline()
            terminal.write_line(f"FAILED {report.nodeid}\n{report.longreprtext[-800:]}")


@pytest.fixture(scope="session")
def campaign_size() -> Callable[[int, int], int]:
    """`campaign_size(small, full)`: how many cases a campaign runs; small unless asked for full."""
    full_asked = os.environ.get("SUREFOOT_CAMPAIGN") == "full"
    return lambda small, full: full if full_asked else small


@pytest.fixture(scope="session", autouse=True)
def _plans_are_solved_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One folder for all workers; a run within a run has its own, which ends with it."""
    base = tmp_path_factory.getbasetemp()
    is_worker = os.environ.get("PYTEST_XDIST_WORKER", "").startswith("gw")
    folder = (base.parent if is_worker else base) / "plans"
    folder.mkdir(exist_ok=True)
    lines.SHARED[:] = [folder]
