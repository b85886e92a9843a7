"""The words in names of indicators that findings go by (``indicators/data/names.toml``)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import indicators

_TABLE: dict[str, str] = tomllib.loads((Path(indicators.__file__).parent / "data" / "names.toml").read_text("utf-8"))


def words(key: str) -> tuple[str, ...]:
    """The list ``key``.

    >>> "满意度" in words("shares"), "完成率" in words("shares")
    (True, False)
    """
    return tuple(_TABLE[key].split())


SHARES, GROWTH, SIGNED, HANDLED, RANKS = map(words, ("shares", "growth", "signed", "handled", "ranks"))
COSTS, EXECUTION, INPUTS, PAID, EARNED = map(words, ("costs", "execution", "inputs", "paid", "earned"))
