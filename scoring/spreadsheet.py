"""Texts in CSV: a spreadsheet must not run them as formulas."""

from __future__ import annotations

from indicators.exact import NumberError, number

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def without_formula(text: str) -> str:
    """A spreadsheet runs cells that begin with ``=`` and the like; an apostrophe keeps them text. −2 stays a number.

    >>> without_formula("=1+1"), without_formula("-2"), without_formula("-2+3")
    ("'=1+1", '-2', "'-2+3")
    """
    if not text.startswith(BEGINNINGS):
        return text
    try:
        number(text)
    except NumberError:
        return "'" + text
    return text if text[0] in "+-" else "'" + text
