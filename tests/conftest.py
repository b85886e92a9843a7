"""Hypothesis profiles, chosen by ``HYPOTHESIS_PROFILE``: quick while editing, ci for every change, deep at night."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from tiers import LEFT, QUICK

# No deadlines: a loaded machine is no bug. Only ci repeats itself; the others are there to find something new.
settings.register_profile("quick", max_examples=15, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


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
