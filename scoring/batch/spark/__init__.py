"""The batch past one machine: the same columns, scores, findings and totals, on Spark frames.

Needs ``pip install 'jixiao[spark]'`` and Java 17. Typed lines are scored by Spark's own expressions on whole numbers;
what these cannot take goes through the local kernel, in Python workers.
"""

try:
    import pyspark  # noqa: F401
except ImportError as error:
    raise ImportError("scoring.batch.spark needs: pip install 'jixiao[spark]'") from error

from scoring.batch.spark.lines import Scored, counts, score_lines
from scoring.batch.spark.means import consolidate_columns
from scoring.batch.spark.whole import hundredths

__all__ = ["Scored", "consolidate_columns", "counts", "hundredths", "score_lines"]
