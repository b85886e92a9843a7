"""Texts in workbooks (ST_Xstring of ECMA-376): ``_x0041_`` stands for A, and a text that looks so is stored otherwise.

Excel reads and writes texts in this way; openpyxl does neither.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """``text`` as a workbook stores it, so that Excel shows it as it is.

    >>> escaped("_x0041_x0042_"), escaped("_x_")
    ('_x005F_x0041_x005F_x0042_', '_x_')
    """
    return _LOOKS.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """The text that a workbook shows where it stores ``text``; a line ends one way, and a control is the unknown sign.

    >>> unescaped("_x0041__x000D_\\nB_x0007_"), unescaped("_xD83C__xDFDB_"), unescaped(escaped("_x0041_"))
    ('A\\nB�', '🏛', '_x0041_')
    """
    if "_x" in text:
        text = _CODE.sub(lambda code: chr(int(code[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves make one sign
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("\ufffd", text)
