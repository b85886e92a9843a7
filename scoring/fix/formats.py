"""How many decimals the number format of a cell shows: a changed score must not be hidden by its format."""

from __future__ import annotations

import re
from types import MappingProxyType
from xml.etree import ElementTree

_BUILT_IN = MappingProxyType({1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"})
_QUOTED = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?")


def codes(styles: bytes) -> tuple[str, ...]:
    """The format code of every style of cells, by number; empty where it is none that fixes decimals.

    >>> codes(b'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0"/></numFmts>'
    ...       b'<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs></styleSheet>')
    ('', '0.0', '0.00')
    """
    own = dict(_BUILT_IN)
    used = []
    for part in ElementTree.fromstring(styles):
        name = part.tag.rpartition("}")[2]
        if name == "numFmts":
            own |= {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in part}
        elif name == "cellXfs":
            used = [int(each.get("numFmtId", "0")) for each in part]
    return tuple(own.get(number, "") for number in used)


def places(code: str) -> int | None:
    """The decimals that a format shows; None where it shows what there are.

    >>> places("0"), places('0.00"分"'), places("0.0%"), places("General"), places("")
    (0, 2, 1, None, None)
    """
    found = _DIGITS.search(_QUOTED.sub("", code.partition(";")[0]))
    return len(found[1] or "") if found else None
