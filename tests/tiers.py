"""What a tier of the tests runs, by ``HYPOTHESIS_PROFILE``: quick while editing, ci for every change, deep at night.

The quick tier runs few of many like cases, and small sizes; the others run all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

Case = TypeVar("Case")
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
QUICK, DEEP = PROFILE == "quick", PROFILE == "deep"
# No deadlines: a loaded machine is no bug. Only ci repeats itself; the others are there to find something new.
NO_CLOCK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", NO_CLOCK, max_examples=15)
settings.register_profile("ci", NO_CLOCK, max_examples=50, derandomize=True)
settings.register_profile("deep", NO_CLOCK, max_examples=2000)
settings.load_profile(PROFILE)
LEFT = "slow: left to CI (HYPOTHESIS_PROFILE=ci runs it)"

slow = pytest.mark.slow  # a test that the quick tier leaves out, whole; another of its kind stays there


def variants(cases: Sequence[Case], few: int) -> list[Case]:
    """Cases of one kind: the first ``few`` of them in the quick tier."""
    return list(cases[:few] if QUICK else cases)


def repeats(number: int, few: int) -> int:
    """How often something is done: ``few`` times in the quick tier."""
    return few if QUICK else number


def examples(number: int) -> int:
    """Hypothesis' examples of a law that is slow to try: a fifth of them in the quick tier."""
    return max(3, number // 5) if QUICK else number


def scaled(size: int) -> int:
    """A size made to hurt: whole at night, a tenth in CI, less in the quick tier; growth shows at each."""
    return size if DEEP else size // 60 if QUICK else size // 10


SLOW = settings(max_examples=5) if QUICK else settings()  # a law of whole forms, tried for every rulebook or fault
