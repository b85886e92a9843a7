"""What the quick tier leaves out is said; the tiers themselves are in ``tiers.py``."""

from __future__ import annotations

import os

import pytest
from tiers import LEFT, QUICK


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave what is slow to CI, unless what it writes is asked for."""
    for item in items:
        if QUICK and not os.environ.get("UPDATE_GOLDEN") and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason=LEFT))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, and how it is run."""
    skipped = [each.longrepr for each in terminalreporter.stats.get("skipped", [])]
    left = sum(isinstance(each, tuple) and LEFT in each[2] for each in skipped)
    if left:
        terminalreporter.write_line(f"{left} slow tests are left to CI; HYPOTHESIS_PROFILE=ci runs them too")
