"""The columns that stand beside each line between the steps, native or local; the output drops them.

``w``, ``f``: weight and filed score in millionths; ``block``: 0 budget, 1 goal, 2 indicator, 3 none; ``good``: the line
counts and its amounts are known; ``missing``: no score was filed; ``low``, ``high``: the score in hundredths, null
where there is none; ``rest_low``, ``rest_high``: what the exact score has above them, 0 exactly where there is nothing;
``printed``: the form's own total in millionths, null where there is none.
"""

from __future__ import annotations

LINE = ("w", "f", "block", "good", "missing", "low", "high", "rest_low", "rest_high", "printed")
_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
BLANK = f"'{_BLANKS}\u200a\u2028\u2029\u202f\u205f\u3000'"  # what Python strips; SQL's own trim knows the space alone


def own(name: str) -> str:
    """The name of one of our columns, which no input has."""
    return f"__jixiao_{name}"
