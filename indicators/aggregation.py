"""The words that tell absolute values from relative ones (``data/aggregation.toml``), read when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType

Words = tuple[str, ...]


@cache
def words(nature: str) -> MappingProxyType[str, Words]:
    """The lists of ``sum``, ``mean`` or ``ask``, by where a word stands: ``word``, ``end``, ``unit`` …

    >>> "米" in words("ask")["unit"], "人均" in words("mean")["word"]
    (False, True)
    """
    return MappingProxyType({where: tuple(text.split()) for where, text in _table()[nature].items()})


@cache
def ends() -> MappingProxyType[str, tuple[str, bool]]:
    """Each listed end of a name: the nature that it tells, and whether of money alone.

    >>> ends()["长度"], ends()["度"], ends()["资金"]
    (('sum', False), ('mean', False), ('sum', True))
    """
    return MappingProxyType(
        {
            word: (nature, where == "money_end")
            for nature in _table()
            for where in ("end", "money_end")
            for word in words(nature).get(where, ())
        }
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "data" / "aggregation.toml").read_text("utf-8"))
