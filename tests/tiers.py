"""What a tier of the tests runs: few of many like cases, and small sizes, while editing; all of them in CI."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

Case = TypeVar("Case")
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
QUICK, DEEP = PROFILE == "quick", PROFILE == "deep"


def variants(cases: Sequence[Case], few: int) -> list[Case]:
    """Cases of one kind: the first ``few`` of them in the quick tier."""
    return list(cases[:few] if QUICK else cases)


def examples(number: int) -> int:
    """Hypothesis' examples of a law that is slow to try: a third of them in the quick tier."""
    return max(5, number // 3) if QUICK else number


def scaled(size: int) -> int:
    """A size made to hurt: whole at night, a tenth in CI, less in the quick tier; growth shows at each."""
    return size if DEEP else size // 30 if QUICK else size // 10


SLOW = settings(max_examples=8) if QUICK else settings()  # a law of whole forms, tried for every rulebook or fault
