"""Lines by the million: columns in; exact scores, totals and findings out.

Needs ``pip install 'jixiao[batch]'`` (NumPy, Polars, PyArrow).
"""

try:
    import numpy  # noqa: F401
    import polars  # noqa: F401
    import pyarrow  # noqa: F401
except ImportError as error:
    raise ImportError("scoring.batch needs: pip install 'jixiao[batch]'") from error

from scoring.batch.frames import Scored, score_lines
from scoring.batch.kernel import nearest, score_floats, score_integers, sums_by_form
from scoring.batch.means import consolidate_columns
from scoring.batch.numbers import ColumnError
from scoring.batch.stream import score_file
from scoring.output import OutputError

__all__ = [
    "ColumnError",
    "OutputError",
    "Scored",
    "consolidate_columns",
    "nearest",
    "score_file",
    "score_floats",
    "score_integers",
    "score_lines",
    "sums_by_form",
]
