"""Hidden sheets, rows and columns of a workbook are not read, and their names are told, with forms and without."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from corpus import LAYOUTS, as_xlsx

from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring.cli import run

PLAIN = as_xlsx(LAYOUTS["national-2020-project"])


def book(*, states: dict[str, str] | None = None, row: int = 0, column: str = "", words: str = "甲") -> bytes:
    """The form of a layout with further sheets, some of them hidden, and with a hidden row or column."""
    made = openpyxl.load_workbook(io.BytesIO(PLAIN))
    for name, state in (states or {}).items():
        made.create_sheet(name)["A1"] = words
        made[name].sheet_state = state
    sheet = made.worksheets[0]
    if row:
        sheet.row_dimensions[row].hidden = True
        sheet.cell(row, 30, words)
    if column:
        sheet.column_dimensions[column].hidden = True
        sheet[f"{column}1"] = words
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def said(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, str]], str]:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    code = run([str(path), "--format", "json", "--lang", "zh"])
    out, err = capsys.readouterr()
    files = json.loads(out)["files"] if out else []
    return code, [{key: each[key] for key in ("status", "place", "reason")} for each in files], err


def test_hidden_sheets_are_named_and_change_nothing(tmp_path, capsys) -> None:
    code, files, _ = said(PLAIN, tmp_path, capsys)
    assert [each["status"] for each in files] == ["form"]
    hidden = book(states={"去年": "hidden", "底稿": "veryHidden"})
    again, both, _ = said(hidden, tmp_path, capsys)
    assert again == code and both == [
        *files,
        {"status": "hidden", "place": "", "reason": "隐藏的工作表未读取：去年、底稿"},
    ]
    assert contents(hidden, "a.xlsx", Limits()).forms == contents(PLAIN, "a.xlsx", Limits()).forms
    run([str(tmp_path / "a.xlsx"), "--lang", "zh"])
    assert "隐藏的工作表未读取：去年、底稿" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("keys", "names"), [({"row": 40}, "40"), ({"column": "AF"}, "AF"), ({"row": 40, "column": "AF"}, "40、AF")]
)
def test_hidden_rows_and_columns_are_named_where_they_hold_anything(keys, names, tmp_path, capsys) -> None:
    _, files, _ = said(book(**keys), tmp_path, capsys)
    assert files[1:] == [{"status": "hidden", "place": "Sheet", "reason": f"隐藏的行、列未读取：{names}"}]
    _, files, _ = said(book(**keys, words=None), tmp_path, capsys)
    assert [each["status"] for each in files] == ["form"]


def test_a_form_on_a_hidden_sheet_alone_is_none_and_the_sheet_is_named(tmp_path, capsys) -> None:
    made = openpyxl.load_workbook(io.BytesIO(PLAIN))
    made.worksheets[0].sheet_state = "hidden"
    made.create_sheet("目录")["A1"] = "目录"
    stream = io.BytesIO()
    made.save(stream)
    data = stream.getvalue()
    code, files, err = said(data, tmp_path, capsys)
    assert code == 2 and "其中没有绩效自评表" in err
    assert [(each["status"], each["reason"]) for each in files] == [
        ("none", "其中没有绩效自评表"), ("hidden", "隐藏的工作表未读取：Sheet"),
    ]  # fmt: skip
    assert run([str(tmp_path / "a.xlsx"), "--lang", "zh"]) == 2
    assert "隐藏的工作表未读取：Sheet" in "".join(capsys.readouterr())
