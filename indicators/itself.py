"""Whether a text speaks of the unit that wrote it (本单位, 我校): a remark, not a rule that the form prints."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "itself.toml").read_text("utf-8"))
_SELF = re.compile("|".join(own + unit for own in _TABLE["own"].split() for unit in _TABLE["units"].split()))


def speaks_of_itself(text: str) -> bool:
    """Whether a text without spaces speaks of its own unit.

    >>> speaks_of_itself("我校执行率=执行数/年初预算数"), speaks_of_itself("执行数为资金使用单位财政资金实际支出数")
    (True, False)
    """
    return _SELF.search(text) is not None
