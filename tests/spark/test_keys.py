"""The keys of a rulebook on Spark: what the local batch gives, or refused by the key's name."""

from __future__ import annotations

from importlib import import_module

import pyarrow as pa
import pytest
from keys import KEYS, REFUSED, form, numbers, texts
from tiers import slow

from scoring import batch, score
from scoring.batch.ruled import left_out
from tests.spark.frames import by

pytest.importorskip("pyspark", reason="pip install 'jixiao[spark]'")
spark_batch = import_module("scoring.batch.spark")
pytestmark = slow  # Java starts in each process of the tests, and is slower than they are
DECIMAL = pa.decimal128(15, 4)
TOLD = [key for key, case in KEYS.items() if case.batch == REFUSED]
SHOWN = ("limits.over_effect", "limits.over_completion", "unsaid", "form.blocks.judged", "rules.reverse")


def table(key: str, *, typed: bool) -> pa.Table:
    """The form of the keys as a frame: its lines of two numbers, or its cells as written."""
    columns = (numbers if typed else texts)(score(form(), KEYS[key].book))
    lines = pa.table(columns)
    for name in ("weight", "filed", "a", "b"):
        if name in columns:
            lines = lines.set_column(lines.column_names.index(name), name, lines[name].cast(DECIMAL))
    return lines


def test_a_key_that_the_batch_does_not_know_is_refused_by_name(spark) -> None:
    frame = spark.createDataFrame(table("id", typed=True))
    for key in TOLD:
        book = KEYS[key].book
        with pytest.raises(batch.ColumnError) as caught:
            spark_batch.score_lines(frame, book)
        assert (book.beyond_formulas or ("rounding.places",))[0] in str(caught.value)


@pytest.mark.parametrize(("key", "typed"), [*((key, True) for key in SHOWN), ("limits.over_effect", False)])
def test_a_key_shows_as_in_the_local_batch(spark, key: str, typed: bool) -> None:
    lines, book = table(key, typed=typed), KEYS[key].book
    done = spark_batch.score_lines(spark.createDataFrame(lines), book)
    assert done.left_out == left_out(book)
    assert by("line", done.lines.toArrow()) == by("line", batch.score_lines(lines, book).lines)
