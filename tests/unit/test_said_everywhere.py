"""What every report must say of the rulebook: that none fits, and the clauses in words that nothing computes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from docx import Document as Word

from scoring.cli import run
from scoring.report import FORMATS
from scoring.report.receipt import PRODUCT

FORM = """
[form]
kind = "project"
project = "某项目"
weights = "printed"

[[indicator]]
level1 = "产出指标"
name = "培训人数"
target = "≥100人"
actual = "150人"
weight = 55
filed = 55

[[indicator]]
level1 = "效益指标"
name = "受益户数"
target = "≥100户"
actual = "80户"
weight = 45
filed = 36
"""
BOOK = """
id = "own"
title = "某市自评表"
status = "verified"
source = "办法"
[[form]]
kind = "project"
blocks = [{block = "indicator", points = 100}]
[[unsaid]]
text = "超额完成的酌情扣分"
touches = "over"
[[unsaid]]
text = "弄虚作假的取消资格"
"""
OVER, EVERY = "超额完成的酌情扣分", "弄虚作假的取消资格"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "form.toml").write_text(FORM, "utf-8")
    (tmp_path / "own.toml").write_text(BOOK, "utf-8")
    (tmp_path / "lines.csv").write_text("form,weight,filed,target,actual\na,4,2,≥1550人,283\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(kind: str, *more: str) -> str:
    """All the text of a report of the form."""
    assert run(["form.toml", "--format", kind, "-o", "out", "--force", "--lang", "zh", *more]) in (0, 1)
    data = Path("out").read_bytes()
    if kind in ("xlsx", "workpaper"):
        sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    if kind == "docx":
        word = Word(io.BytesIO(data))
        cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
        return "\n".join((*cells, word.core_properties.comments))
    return data.decode()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_report_says_that_no_rulebook_fits(kind: str, folder: Path) -> None:
    text = told(kind)
    if kind == "json":
        data = json.loads(text)
        [form] = data["forms"]
        assert (form["rulebook"], form["rulebook_status"]) == (None, "none")
        assert form["candidates"] and all(each["against"] for each in form["candidates"])
        assert (data["receipt"]["rulebooks"], data["receipt"]["forms_without_rulebook"]) == ([], "1")
    elif kind == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert {(row["rulebook"], row["rulebook_status"]) for row in rows} == {("—", "none")}
    else:
        assert "无（1 张表没有相符的规则）" in text and PRODUCT in text


@pytest.mark.parametrize("kind", FORMATS)
def test_every_report_shows_the_clauses_with_the_rows_that_they_may_touch(kind: str, folder: Path) -> None:
    text = told(kind, "--rulebook", "own.toml")
    if kind == "json":
        first, second = json.loads(text)["forms"][0]["lines"]
        assert any(OVER in note for note in first["notes"]) and not any(OVER in note for note in second["notes"])
        assert all(any(EVERY in note for note in line["notes"]) for line in (first, second))
    elif kind == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["unsaid"] for row in rows] == [f"{OVER}; {EVERY}", EVERY]
        assert {row["rulebook_status"] for row in rows} == {"named"}
    elif kind == "workpaper":
        assert text.count(OVER) == 1 and text.count(EVERY) == 2  # a remark on each line
    else:
        assert f"{OVER}（涉及 第1行）" in text and f"{EVERY}（涉及 第1–2行）" in text


def test_other_jobs_have_the_receipt_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["solve", "form.toml", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    [form] = data["forms"]
    assert (form["rulebook"], form["rulebook_status"]) == (None, "none")
    assert form["candidates"] and data["receipt"]["forms_without_rulebook"] == "1"
    assert run(["solve", "form.toml", "--rulebook", "own.toml", "--lang", "zh"]) == 0
    text = capsys.readouterr().out
    assert f"{OVER}（涉及 第1行）" in text and "《某市自评表》" in text
    assert "选项 --rulebook own.toml" in text.rsplit("回执", 1)[1]

    assert run(["consolidate", "form.toml", "--lang", "zh"]) == 0
    made = capsys.readouterr().out
    assert made.startswith(f"# 回执: {PRODUCT} · 评分规则 无（1 张表没有相符的规则）")
    Path("again.toml").write_text(made, "utf-8")  # the receipt is a comment: the file reads back
    assert run(["again.toml", "--format", "json", "--exit-zero"]) == 0
    capsys.readouterr()
    assert run(["consolidate", "form.toml", "--explain", "--rulebook", "own.toml", "--lang", "zh"]) == 0
    assert "评分规则 own (已核实" in capsys.readouterr().out.rsplit("回执", 1)[1]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_batch_says_its_rulebook_and_what_it_does_not_compute(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="the batch needs the extra batch")
    assert run(["batch", "lines.csv", "-o", f"out.{kind}", "--rulebook", "own.toml", "--lang", "zh"]) == 0
    text = capsys.readouterr().out
    assert "form.blocks.points, unsaid" in text.replace("、", ", ")  # what only the scoring of single forms looks at
    assert f"须人工把握、未作计算的条款：{OVER}" in text and "评分规则 own (已核实" in text
    if kind == "parquet":
        data = json.loads(pq.read_schema("out.parquet").metadata[b"jixiao"])
        assert (data["product"], [each["id"] for each in data["rulebooks"]]) == (PRODUCT, ["own"])
        assert len(data["rulebooks"][0]["sha256"]) == 64
        assert run(["batch", "out.parquet", "-o", "again.csv", "--rulebook", "own.toml"]) in (0, 2)
