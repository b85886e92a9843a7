"""Amounts of money as forms write them."""

from __future__ import annotations

from fractions import Fraction

from indicators.cells import read_cell
from indicators.units import unit


def money(text: str, measured: str) -> Fraction | None:
    """An amount in 元, ``measured`` in the form's money unit unless it says its own; None where the text is none.

    >>> money("1.5", "万元"), money("20元", "万元"), money("3万", "元"), money("若干", "万元")
    (Fraction(15000, 1), Fraction(20, 1), Fraction(30000, 1), None)
    """
    amount = read_cell(text).amount
    if amount is None or amount.value is None:
        return None
    own = amount.unit if amount.unit and amount.unit.dimension else unit(measured)
    scale = amount.unit.factor if amount.unit and not amount.unit.dimension else Fraction(1)
    return amount.value * own.factor * scale
