"""Sums by form: the same whatever the order and the split of the lines, and never all of them in memory twice."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.batch import tally
from scoring.batch.tally import FIRST, FORM, PRINTED, Tally

FORMS = st.integers(0, 30) | st.none()
NAMES = st.sampled_from(["甲", "乙", "丙", "a", "b", "c", "d", "e", "", None])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "GROWN", 6)
    monkeypatch.setattr(tally, "SHARES", 3)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("forms", [FORMS, NAMES], ids=["numbers", "texts"])
@given(data=st.data(), ascending=st.booleans())
def test_sums_are_those_of_all_lines_in_the_order_in_which_forms_appear(forms, data, ascending: bool) -> None:
    lines = data.draw(st.lists(st.tuples(forms, st.integers(-9, 9)), max_size=60))
    if ascending:
        half = sorted(lines[: len(lines) // 2], key=lambda line: (line[0] is None, line[0]))
        lines = [*half, *lines[len(half) :]]
    found, kind = Tally(), pl.String if forms is NAMES else pl.Int64
    at = 0
    while at < len(lines):
        part = lines[at : at + data.draw(st.integers(1, 20))]
        at += len(part)
        keys = pl.Series(FORM, [form for form, _ in part], kind)
        values = [value for _, value in part]
        runs = pl.DataFrame({FORM: keys, "filed": values, PRINTED: values})
        found.add(runs.group_by(FORM, maintain_order=True).agg(pl.col("filed").sum(), pl.col(PRINTED).max()))
    wanted: dict[object, list[int]] = {}
    for form, value in lines:
        wanted.setdefault(form, []).append(value)
    sums = found.sums()
    assert FIRST not in sums.columns
    assert sums.rows() == [(form, sum(values), max(values)) for form, values in wanted.items()]
    assert found.sums().equals(sums)


def test_many_forms_are_brought_together_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "GROWN", 2_000)
    sizes, found, real = [], Tally(), tally.together
    monkeypatch.setattr(tally, "together", lambda parts: (sizes.append(len(parts)), real(parts))[1])
    for start in range(50):
        forms = [(start * 1000 + at) * 7919 % 20_011 for at in range(1000)]
        found.add(pl.DataFrame({FORM: forms, "filed": [1] * 1000}))
    sums = found.sums()
    assert sums["filed"].sum() == 50_000
    assert len(sums) == 20_011
    assert max(sizes) < len(sums) / 8
    assert sum(sizes) < 20 * 50_000  # each line is met a few times, not once for each chunk
