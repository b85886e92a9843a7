"""Work counted in calls: a test reads no clock, since a busy machine is no fault of the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def count_calls(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> tuple[Result, int]:
    """The result, and how many functions were called for it, those in C too; not what they do inside."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return function(*args, **kwargs), calls
    finally:
        sys.setprofile(before)
