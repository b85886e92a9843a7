"""Consolidation (汇总) in columns: exact sums, and exact means weighted by funds, of one indicator in one unit.

The sums are of whole numbers of 128 bits, so that no addition rounds; what could pass them goes to Python's fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from indicators.messages import Message
from scoring.batch.columns import arrow, codes
from scoring.batch.numbers import FAR, KNOWN, LONG, MISSING, WRONG, ColumnError, Numbers, numbers
from scoring.batch.taken import taken
from scoring.rounding import half_up

COLUMNS = ("parent", "indicator", "nature", "value", "funds")
SUM, MEAN, NO_NATURE = range(3)
_NATURES = {"sum": SUM, "mean": MEAN}
STATUSES = ("known", "unknown", "refused", "out-of-range")
PLACES = 6  # decimals of values, of funds and of results
ROOM = 2**126  # below this, a sum of products stays within 128 bits and within 38 digits
HEAVY = 2**49  # products of numbers below this do, up to 2**28 of them
KEYS = ["parent", "indicator"]
MADE = ("children", "numerator", "denominator", "value", "status")


def consolidate_columns(frame: Any) -> Any:
    """One row for each ``parent`` and ``indicator``, in the order in which they appear first: what its children make.

    In: ``parent`` (the unit consolidated into) and ``indicator``, of any type; ``nature``: ``sum`` for absolute values,
    ``mean`` for relative ones; ``value``, the child's completion, and ``funds``, which weigh it, both decimal, integer,
    float64 (taken at 15 digits) or text, null where not known; all values of an indicator in one unit, all funds too.
    ``funds`` count for means alone.

    Out: ``parent``, ``indicator``; ``children``, how many rows; ``numerator`` decimal(38, 12) and ``denominator``
    decimal(38, 6), whose quotient is the exact value: Σ value over 1, or Σ value × funds over Σ funds; ``value``
    decimal(38, 6), that quotient rounded half away from zero; ``status``. The three are null unless ``known``.

    - ``known``: every child counts, but those of a mean whose funds are 0. One child is itself, whatever its funds.
    - ``unknown``: a child's value is missing. A part is never shown as the whole.
    - ``refused``: a mean of several children with funds missing, below 0, or adding to 0; natures that are mixed or no
      nature; a cell that is no number.
    - ``out-of-range``: a number too long for the columns of the result.

    The order of rows does not matter but for that of the output. Semantics: ``scoring.consolidate``, to which tests
    hold it equal. Raises ColumnError for columns that are missing or of a wrong type.

    >>> made = consolidate_columns({
    ...     "parent": ["d", "d", "d", "d"], "indicator": ["培训人数", "满意度", "满意度", "培训人数"],
    ...     "nature": ["sum", "mean", "mean", "sum"], "value": ["30", "90", "80", None],
    ...     "funds": ["100", "100", "300", None],
    ... })
    >>> made["indicator"], [str(value) for value in made["value"]], made["status"]
    (['培训人数', '满意度'], ['None', '82.500000'], ['unknown', 'known'])
    """
    raise NotImplementedError
