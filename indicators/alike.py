"""Targets with several figures, a ratio or a day of each month: a completion that says the same again meets them."""

from __future__ import annotations

import re

from indicators.phrase import TURNING

_FIGURES = r"\d[\d.,]*[%‰]?"
_HEDGED = ("一般", "原则")  # what holds only as a rule is not said to be met
_SIGNS = r"[<>=≥≤±%‰:/-]"


def says_the_same(target: str, actual: str) -> bool:
    """Whether a completion repeats a folded target that holds figures, at most without words that add nothing.

    >>> says_the_same("2期,每期50人", "2期,每期50人"), says_the_same("1:3", "1:3"), says_the_same("及时", "及时")
    (True, True, False)
    >>> says_the_same("新建公厕2座,改建公厕3座", "新建2座,改建3座"), says_the_same("不少于2座和3座", "少于2座和3座")
    (True, False)
    """
    if not re.search(_FIGURES, target, re.ASCII) or any(word in target for word in _HEDGED):
        return False
    if target == actual:
        return True
    if re.findall(_FIGURES, target) != re.findall(_FIGURES, actual):
        return False
    rest, dropped = iter(target), ""
    for char in actual:
        for other in rest:
            if other == char:
                break
            dropped += other
        else:
            return False
    dropped += "".join(rest)
    return re.search(TURNING, dropped) is None and re.search(_SIGNS, dropped) is None
