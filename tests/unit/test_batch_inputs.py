"""Columns and files as people have them: every spelling of a type, odd numbers, odd files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal as D
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from scoring.batch import ColumnError, score_file, score_lines
from scoring.cli import run

TEXTS = {
    "form": ["a", "a", "b"], "weight": ["4", "10", "60"], "filed": ["2", "", "60"],
    "target": ["≥1550人", "≤3起", "有效保障"], "actual": ["283", "4起", "达成预期指标"],
    "block": ["indicator"] * 3, "name": ["人数", "起数", "保障"], "document": ["d", "d", "d"],
    "printed_rate": ["", "", ""],
}  # fmt: skip
FOUND = [["S302"], ["S308"], []]


def each_column(change: Callable[[pa.Array], pa.Array]) -> pa.Table:
    return pa.table({name: change(pa.array(column)) for name, column in TEXTS.items()})


SPELLINGS = {
    "large": lambda column: column.cast(pa.large_string()),
    "view": lambda column: column.cast(pa.string_view()),
    "coded": lambda column: column.dictionary_encode(),
    "large, coded": lambda column: column.cast(pa.large_string()).dictionary_encode(),
    "in runs": pc.run_end_encode,
    "sliced": lambda column: pa.concat_arrays([column, column])[3:],
    "in chunks": lambda column: pa.chunked_array([column[:1], column[1:].dictionary_encode().dictionary_decode()]),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_spelling_of_a_type_changes_nothing(spelling: str, tmp_path: Path) -> None:
    table = each_column(SPELLINGS[spelling])
    done = score_lines(table, totals=True)
    assert done.lines["findings"].to_pylist() == FOUND
    assert done.totals["form"].to_pylist() == ["a", "b"]
    assert done.lines.schema.field("target").type == table.schema.field("target").type
    if spelling not in ("in runs", "view"):  # which Parquet does not hold, or not from every PyArrow
        pq.write_table(table, tmp_path / "in.parquet")
        score_file(tmp_path / "in.parquet", tmp_path / "out.parquet", totals=tmp_path / "t.parquet")
        assert pq.read_table(tmp_path / "out.parquet")["findings"].to_pylist() == FOUND


def test_frames_of_every_make() -> None:
    table = pa.table(TEXTS)
    frame, polars = table.to_pandas(), pl.from_arrow(table)
    frames = [
        polars.lazy(), polars.with_columns(pl.all().cast(pl.Categorical)), frame.astype("category"),
        frame.astype("string"), frame.astype(object), frame.set_index(pd.Index([7, 8, 9])),
        frame.assign(weight=[D("4"), D("10.0"), D("60.00")], filed=[D(2), None, D(60)]),
        frame.assign(weight=pd.array([4, 10, 60], "Int64"), filed=pd.array([2, None, 60], "Float64")),
        frame.assign(weight=pd.Series(["4", 10, 60.0], dtype=object), filed=[2, float("nan"), 60]),
        {name: pd.Series(column) for name, column in TEXTS.items()},
    ]  # fmt: skip
    for each in frames:
        assert [list(codes) for codes in score_lines(each).lines["findings"]] == FOUND
    assert score_lines(frame.set_index(pd.Index([7, 8, 9]))).lines.index.tolist() == [7, 8, 9]


KEYS = [
    [1, 1, 2], [True, True, False], [D(1), D(1), D(2)], [b"a", b"a", b"b"],
    [datetime.date(2023, 1, day) for day in (1, 1, 2)],
    pa.array([1, 1, 2], pa.timestamp("us", "Asia/Shanghai")), pa.array([2**63 + 1, 2**63 + 1, 5], pa.uint64()),
    pa.array([D(1), D(1), D(2)]).cast(pa.decimal256(50, 0)), [1.5, 1.5, float("nan")], [1, 1, None],
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS, ids=range(len(KEYS)))
def test_forms_may_be_of_any_type(key: object) -> None:
    done = score_lines(pa.table({**TEXTS, "form": key, "document": key}), totals=True)
    assert done.lines["findings"].to_pylist() == FOUND
    assert done.totals["lines"].to_pylist() == [2, 1]


BAD = {
    "form": [[1], [1], [2]], "document": [{"a": 1}] * 3, "target": [True] * 3, "actual": [b"\xff"] * 3,
    "block": [[1]] * 3, "name": [b"x"] * 3, "weight": [datetime.date(2023, 1, 1)] * 3, "printed_total": [[1]] * 3,
    "printed_rate": [False] * 3,
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_type_that_cannot_be_taken_is_told_with_its_column(name: str, tmp_path: Path) -> None:
    table = pa.table({**TEXTS, name: BAD[name]})
    with pytest.raises(ColumnError) as told:
        score_lines(table)
    assert dict(told.value.message.values)["name"] == name
    pq.write_table(table, tmp_path / "in.parquet")
    with pytest.raises(ColumnError):
        score_file(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_frames_that_are_none_are_told() -> None:
    table = pa.table(TEXTS)
    twice = pa.Table.from_arrays([*table.columns, table["form"]], [*table.column_names, "form"])
    frame = table.to_pandas()
    frame.insert(0, "form", frame["form"], allow_duplicates=True)
    for bad in (twice, frame, {"form": [1], "weight": [1, 2]}, {"form": 1}, [], None, {}):
        with pytest.raises(ColumnError):
            score_lines(bad)


def test_numbers_that_are_none_keep_their_row() -> None:
    odd = [float("inf"), float("nan"), -0.0, 1e308, 5e-324, -1.0]
    frame = {
        "form": [1] * 6,
        "weight": [1.0] * 6,
        "filed": [1.0] * 6,
        "kind": ["positive"] * 6,
        "a": odd,
        "b": [1.0] * 6,
    }
    done = score_lines(frame, totals=True)
    assert done.lines["status"][:2] == ["invalid-number"] * 2
    assert done.lines["status"][3:5] == ["out-of-range"] * 2
    assert (len(done.lines["form"]), done.counts.lines) == (6, 6)


def test_other_columns_pass_through(tmp_path: Path) -> None:
    extra = pa.table({**TEXTS, "n": [{"a": [1]}, None, {"a": []}],
                      "m": pa.array([[("k", 1)], [], []], pa.map_(pa.string(), pa.int64())),
                      "z": pa.array([1, 2, 3], pa.timestamp("us", "Asia/Shanghai"))})  # fmt: skip
    pq.write_table(extra, tmp_path / "in.parquet")
    score_file(tmp_path / "in.parquet", tmp_path / "out.parquet")
    for done in (score_lines(extra).lines, pq.read_table(tmp_path / "out.parquet")):
        assert done.select(extra.column_names).to_pydict() == extra.to_pydict()
        assert done["findings"].to_pylist() == FOUND


HEAD = "form,weight,filed,target,actual,备注\n"
ROW = 'a,4,2,≥1550人,283,"一、""二""\n三"\n'


@pytest.mark.parametrize(
    "text", [HEAD + ROW, "\ufeff" + HEAD + ROW, (HEAD + ROW).replace("\n", "\r\n"), HEAD + ROW[:-1]]
)
def test_csv_in_the_shapes_that_programs_write(text: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(text.encode())
    outcome = score_file(tmp_path / "in.csv", tmp_path / "out.csv", totals=tmp_path / "t.csv")
    assert outcome.counts.by_status[0] == ("scored", 1)
    done = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    assert done["findings"].to_list() == ["S302"]
    assert done["备注"].to_list()[0].replace("\r", "") == '一、"二"\n三'


def test_csv_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    for bad in (
        (HEAD + ROW).encode("gb18030"),
        b"",
        HEAD.encode("utf-16"),
        b"\0\1\2",
        b"form,form,weight,filed,target,actual\n",
    ):
        path.write_bytes(bad)
        assert run(["batch", str(path), "-o", str(out), "--lang", "en"]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1
    path.write_bytes((HEAD + ROW).encode("gb18030"))
    run(["batch", str(path), "-o", str(out), "--lang", "en"])
    assert "UTF-8" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["in.csv"]


def test_no_lines_make_an_output_without_lines(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(HEAD, "utf-8")
    pq.write_table(pa.table(TEXTS)[:0], tmp_path / "in.parquet")
    for name in ("in.csv", "in.parquet"):
        outcome = score_file(tmp_path / name, tmp_path / "out.parquet", totals=tmp_path / "t.parquet")
        assert outcome.counts.lines == 0
        assert (
            pq.read_metadata(tmp_path / "out.parquet").num_rows,
            pq.read_metadata(tmp_path / "t.parquet").num_rows,
        ) == (0, 0)
