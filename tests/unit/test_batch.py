"""Batches as people hand them in: frames and files, columns of every type, bad rows, killed runs, the command."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.batch import ColumnError, score_file, score_lines
from scoring.batch.numbers import numbers
from scoring.cli import run

TEXTS = {
    "form": ["a", "a", "b"], "weight": ["4", "10", "60"], "filed": ["2", "", "60"],
    "target": ["≥1550人", "≤3起", "有效保障"], "actual": ["283", "4起", "达成预期指标"],
}  # fmt: skip


def test_every_kind_of_frame_comes_back_as_it_came() -> None:
    table = pa.table(TEXTS)
    wanted = [D("0.73"), D("7.50"), D("48.00")]
    for frame in (table, pl.from_arrow(table), pl.from_arrow(table).lazy(), table.to_pandas(), TEXTS):
        done = score_lines(frame, totals=True)
        kind = pl.DataFrame if isinstance(frame, pl.LazyFrame) else type(frame)
        assert isinstance(done.lines, kind)
        assert isinstance(done.totals, kind)
        low = done.lines["rule_low"]
        assert (low.to_pylist() if isinstance(frame, pa.Table) else list(low)) == wanted
    lines = score_lines(table, totals=True)
    assert lines.lines.column_names == [*TEXTS, "rule_low", "rule_high", "status", "findings", "assumed"]
    assert lines.lines["rule_high"].to_pylist()[2] == D("60.00")
    assert lines.lines["findings"].to_pylist() == [["S302"], ["S308"], []]
    assert lines.lines.schema.field("rule_low").type == pa.decimal128(38, 2)
    assert lines.totals["rule_low"].to_pylist() == [D("8.23"), D("48.00")]
    assert lines.totals["findings"].to_pylist() == [["W101"], ["W101"]]
    assert dict(lines.not_run)["B202"] == "block"


def test_findings_of_a_form_need_its_totals() -> None:
    """W101 and S305 stand in the totals; without those they are not looked for, and said so."""
    frame = TEXTS | {"printed_total": ["50", "50", "60"]}
    without, done = score_lines(frame), score_lines(frame, totals=True)
    assert [dict(without.not_run).get(code) for code in ("W101", "S305")] == ["totals", "totals"]
    assert not {"W101", "S305"} & {code for codes in without.lines["findings"] for code in codes}
    assert done.totals["findings"] == [["W101", "S305"], ["W101"]]
    assert not {"W101", "S305"} & {*dict(done.not_run)}
    lacking = {name: column for name, column in frame.items() if name != "printed_total"}
    assert dict(score_lines(lacking, totals=True).not_run)["S305"] == "printed_total"


ROWS = [  # weight, filed, kind, a, b, block → status
    ("4", "2", "positive", "3000", "2399", "indicator", "scored"),
    ("4", "2", "正向", "3000", "2399", "", "scored"),
    ("4", "2", "sideways", "3000", "2399", "indicator", "invalid-kind"),
    ("4", "2", None, "3000", "2399", "indicator", "invalid-kind"),
    ("x", "2", "positive", "3000", "2399", "indicator", "invalid-weight"),
    ("-4", "2", "positive", "3000", "2399", "indicator", "invalid-weight"),
    (None, "2", "positive", "3000", "2399", "indicator", "invalid-weight"),
    (None, None, "positive", "3000", "2399", "indicator", "sub-row"),
    ("1" + "0" * 10, "2", "positive", "3000", "2399", "indicator", "out-of-range"),
    ("4", "0.1234567", "positive", "3000", "2399", "indicator", "out-of-range"),
    ("4", "two", "positive", "3000", "2399", "indicator", "invalid-number"),
    ("4", "2", "positive", "many", "2399", "indicator", "invalid-number"),
    ("4", "2", "positive", "3000", "1e99", "indicator", "out-of-range"),
    ("4", "2", "positive", "9" * 30, "2399", "indicator", "scored"),
    ("4", "2", "positive", "3000", None, "indicator", "judgement"),
    ("4", "2", "positive", None, "2399", "indicator", "refused"),
    ("4", "2", "positive", "-3", "-5", "indicator", "judgement"),
    ("20", "20", "positive", "0", "0", "budget", "judgement"),
    ("4", "2", "positive", "3000", "2399", "elsewhere", "invalid-block"),
]


def test_bad_rows_keep_their_place_and_the_counts_add_up() -> None:
    names = ("weight", "filed", "kind", "a", "b", "block", "wanted")
    table = pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(names, zip(*ROWS, strict=True), strict=True)}
    )
    table = table.append_column("form", pa.array(range(len(ROWS))))
    done = score_lines(table, totals=True)
    assert done.lines["status"].to_pylist() == done.lines["wanted"].to_pylist()
    assert done.counts.lines == sum(count for _, count in done.counts.by_status) == len(ROWS)
    unknown = [status.startswith(("invalid", "out", "sub")) for status in done.lines["wanted"].to_pylist()]
    assert [value is None for value in done.lines["rule_low"].to_pylist()] == unknown
    incomplete = [status == "incomplete" for status in done.totals["status"].to_pylist()]
    assert incomplete == [bad and row[-1] != "sub-row" for bad, row in zip(unknown, ROWS, strict=True)]


def test_floats_are_taken_at_fifteen_digits() -> None:
    read = numbers(pa.array([0.1, 0.1 + 0.2, 1e-7, 123456.789, 1e300, float("nan"), None, 5e22]), "a")
    assert [str(read.exact(row)) for row in range(4)] == ["1/10", "3/10", "1/10000000", "123456789/1000"]
    assert read.state.tolist()[4:7] == [3, 2, 1]
    assert read.exact(7) == 5 * 10**22


@pytest.mark.parametrize("column", [pa.array([True]), pa.array([1.5], pa.float32()), pa.array([[1]])])
def test_columns_that_are_no_numbers_are_refused(column: pa.Array) -> None:
    with pytest.raises(ColumnError):
        score_lines(pa.table({"form": [1], "weight": column, "filed": ["1"], "target": ["≥1"], "actual": ["1"]}))


@pytest.mark.parametrize("without", ["form", "weight", "filed", "target", "actual"])
def test_missing_columns_are_told(without: str) -> None:
    with pytest.raises(ColumnError):
        score_lines({name: column for name, column in TEXTS.items() if name != without})
    with pytest.raises(ColumnError):
        score_lines(TEXTS | {"status": ["", "", ""]})
    with pytest.raises(ColumnError):
        score_lines(3)


def test_grades_hang_on_the_exact_total() -> None:
    """89.999… shown as 90.00 is 良; thirds that add up to 90 exactly are 优."""
    third = {"weight": ["30", "30", "30", "10"], "a": ["3", "3", "3", "1"], "b": ["2", "2", "2", "0"]}
    near = {"weight": ["45", "45", "10"], "a": ["100000", "1", "1"], "b": ["99999.99", "1", "0"]}
    exact = {"weight": ["45.005", "45.005", "45.005"], "a": ["3", "3", "3"], "b": ["2", "2", "2"]}
    for columns, grade, total in ((third, "中", D(60)), (near, "良", D(90)), (exact, "优", D("90.00"))):
        size = len(columns["a"])
        frame = columns | {"form": ["f"] * size, "filed": [None] * size, "kind": ["positive"] * size}
        done = score_lines(frame, totals=True)
        assert (done.totals["grade_rule"], done.totals["rule_low"]) == ([grade], [total])


@pytest.mark.parametrize("ends", [("in.parquet", "out.parquet"), ("in.csv", "out.csv"), ("in.csv", "out.parquet")])
def test_files_give_what_frames_give(ends: tuple[str, str], tmp_path: Path) -> None:
    into, out = (tmp_path / end for end in ends)
    frame = pl.DataFrame(TEXTS)
    frame.write_csv(into) if into.suffix == ".csv" else frame.write_parquet(into)
    outcome = score_file(into, out, totals=tmp_path / "totals.parquet")
    want = score_lines(TEXTS, totals=True)
    assert outcome.counts == want.counts
    got = pl.read_csv(out, infer_schema=False) if out.suffix == ".csv" else pl.read_parquet(out)
    assert got["rule_low"].cast(pl.String).to_list() == [str(value) for value in want.lines["rule_low"]]
    codes = [" ".join(each) for each in want.lines["findings"]]
    found = (
        got["findings"].fill_null("").to_list() if out.suffix == ".csv" else got["findings"].list.join(" ").to_list()
    )
    assert found == codes
    assert pq.read_table(tmp_path / "totals.parquet")["form"].to_pylist() == ["a", "b"]
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([*ends, "totals.parquet"])


def test_torn_rows_of_a_csv_file_are_kept(tmp_path: Path) -> None:
    into, out = tmp_path / "in.csv", tmp_path / "out.csv"
    into.write_text("form,weight,filed,target,actual\na,4,2,≥1,1\nb,4\nc,4,2,≥1,1,9,9\nd,4,2,≥1,1\n", "utf-8")
    outcome = score_file(into, out)
    assert outcome.counts.lines == 4
    got = pl.read_csv(out, infer_schema=False)
    assert got["status"].to_list() == ["scored", "scored", "invalid-weight", "invalid-weight"]
    assert got["weight"].to_list()[2:] == ["torn row"] * 2
    assert got["form"].to_list()[2:] == ["b,4", "c,4,2,≥1,1,9,9"]


def test_a_run_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    into, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pl.DataFrame(TEXTS).write_parquet(into)
    out.write_bytes(b"old")

    def stop(done: int, of: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_file(into, out, told=stop)
    assert out.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into, out = tmp_path / "in.csv", tmp_path / "out.csv"
    pl.DataFrame(TEXTS).write_csv(into)
    assert run(["batch", str(into), "-o", str(out), "--totals", str(tmp_path / "t.csv"), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "3 lines, 2 with findings" in shown.out
    assert shown.err == ""
    for arguments in (
        [str(tmp_path / "none.csv"), "-o", str(out)], [str(into), "-o", str(tmp_path / "no" / "out.csv")],
        [str(into), "-o", str(out), "--rulebook", "none"],
    ):  # fmt: skip
        assert run(["batch", *arguments]) == 2
        assert capsys.readouterr().err.startswith(("score: ", "none"))
    (tmp_path / "bad.csv").write_text("one,two\n1,2\n")
    assert run(["batch", str(tmp_path / "bad.csv"), "-o", str(out)]) == 2
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and no more")
    assert run(["batch", str(tmp_path / "bad.parquet"), "-o", str(out)]) == 2


def test_an_empty_batch_is_empty() -> None:
    table = pa.table({name: pa.array([], pa.string()) for name in TEXTS})
    done = score_lines(table, totals=True)
    assert (len(done.lines), len(done.totals), done.counts.lines) == (0, 0, 0)
    assert isinstance(score_lines(pd.DataFrame(TEXTS)).lines, pd.DataFrame)


@pytest.mark.parametrize(
    ("lines", "status", "total"), [(9_000, "scored", "8999999991000.00"), (10_000, "incomplete", None)]
)
def test_a_form_whose_sums_could_pass_64_bits_is_unknown_and_never_wrong(lines: int, status: str, total: str) -> None:
    """The largest weights there are: 9 000 of them fit, 10 000 would wrap. Other forms stay as they are."""
    weights = [999_999_999] * lines + [100]
    done = score_lines(
        {"form": [1] * lines + [2], "weight": weights, "filed": weights, "kind": ["positive"] * (lines + 1),
         "a": [1] * (lines + 1), "b": [1] * (lines + 1)},
        totals=True,
    )  # fmt: skip
    assert done.totals["status"] == [status, "scored"]
    assert [total and str(total) for total in done.totals["rule_low"]] == [total, "100.00"]
    assert [total and str(total) for total in done.totals["filed_low"]] == [total and total + "0000", "100.000000"]


def test_a_goal_of_any_figure_is_reached_in_percent_of_the_whole() -> None:
    frame = {"form": [1] * 3, "weight": ["20"] * 3, "filed": ["20"] * 3, "block": ["goal"] * 3}
    done = score_lines(frame | {"target": ["0", "服务企业100家", "≥95%"], "actual": ["99%", "99%", "90%"]}).lines
    assert done["rule_low"] == [D("19.80"), D("19.80"), D("18.95")]
