"""Characters as the page shows them. Radicals in place of characters are an artefact of the font maps of PDFs: ⽬ for
目, ⻓ for 长, 戶 for 户.

The page shows the ordinary character; only the map from shape to code point names the other one of the same shape.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

_TABLE: dict[str, str] = tomllib.loads((Path(__file__).parent.parent / "data" / "radicals.toml").read_text("utf-8"))

# later blocks win: what mainland fonts draw stands last
ORDINARY = {pair[0]: pair[1:] for block in _TABLE.values() for pair in block.split()}
_BY_CODE = str.maketrans(ORDINARY)


def mend(text: str) -> str:
    """The text with ordinary characters in place of radicals; nothing else changes.

    >>> mend("项⽬⽀出，⻓期⼈员，10²½ ⼾")
    '项目支出，长期人员，10²½ 户'
    """
    return text.translate(_BY_CODE)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """Raised text: its digits are marks of notes or powers, never the last digits of the figure before them.

    >>> raised("2"), raised("注1")
    ('²', '注¹')
    """
    return text.translate(_RAISED)
