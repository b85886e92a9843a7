"""Hidden sheets, rows and columns of a workbook are not read, and their names are told, with forms and without."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from corpus import LAYOUTS, as_docx, as_xlsx
from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score
from scoring.audit import audit
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


def without(row: int = 0, column: str = "") -> list[tuple[str, str]]:
    """The findings of the form with one of its own rows or columns hidden."""
    made = openpyxl.load_workbook(io.BytesIO(PLAIN))
    sheet = made.worksheets[0]
    if row:
        sheet.row_dimensions[row].hidden = True
    if column:
        sheet.column_dimensions[column].hidden = True
    stream = io.BytesIO()
    made.save(stream)
    [form] = contents(stream.getvalue(), "a.xlsx", Limits()).forms
    return [(each.code, each.severity) for each in audit(score(form))]


def filled(sheet: openpyxl.worksheet.worksheet.Worksheet) -> range:
    """The rows of the indicators."""
    names = [cell.row for line in sheet.iter_rows() for cell in line if str(cell.value or "").startswith("三级指标")]
    return range(names[0] + 1, sheet.max_row)


def test_a_row_or_column_hidden_within_a_form_accuses_nobody() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(PLAIN)).worksheets[0]
    for row in filled(sheet):
        found = without(row=row)
        assert ("D103", "warning") in found
        assert not [each for each in found if each[1] == "error"], row
        assert not {code for code, _ in found} & {"W101", "W102", "F001", "S305", "S308", "X801"}, row
    for at in range(1, sheet.max_column + 1):
        letter = openpyxl.utils.get_column_letter(at)
        assert ("W101", "error") not in without(column=letter) and ("S305", "error") not in without(column=letter)


@pytest.mark.parametrize("hidden", ["<tr style='display:none'>", "<tr hidden>"])
def test_a_hidden_row_of_a_page_keeps_its_place_in_merged_cells_and_is_named(hidden: str) -> None:
    def row(*cells: str, begin: str = "<tr>") -> str:
        return begin + "".join(cell if cell.startswith("<") else f"<td>{cell}</td>" for cell in cells) + "</tr>"

    head = row("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    first = row("<td rowspan=3>产出指标</td>", "<td rowspan=3>数量指标</td>", "培训人数", "≥20人", "21人", "40", "40")
    kept = row("发放证书", "≥15本", "15本", "40", "40")
    last = row("效益指标", "社会效益指标", "就业率", "≥80%", "82%", "20", "20")
    rows = head + first + row("旧指标", "≥1个", "1个", "5", "5", begin=hidden) + kept + last
    found = contents(f"<p>绩效自评表</p><table>{rows}</table>".encode(), "a.html", Limits())
    lines = [(each.level1, each.name, str(each.filed)) for each in found.forms[0].indicators]
    assert lines == [("产出指标", "培训人数", "40"), ("产出指标", "发放证书", "40"), ("效益指标", "就业率", "20")]
    assert [each.names for each in found.hidden] == [("3",)] and len(found.forms[0].unread) == 1


def word(layout: str, row: int, how: str) -> bytes:
    """The form of a layout as a Word document, one row of its table hidden."""
    made = Word(io.BytesIO(as_docx(LAYOUTS[layout])))
    hidden = made.tables[0].rows[row]._tr
    if how == "hidden":
        hidden.get_or_add_trPr().append(OxmlElement("w:hidden"))
    for each in hidden.iter(qn("w:r")) if how == "vanish" else ():
        each.get_or_add_rPr().append(OxmlElement("w:vanish"))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("how", ["hidden", "vanish"])
def test_a_hidden_row_of_a_word_document_is_named_and_accuses_nobody(how: str) -> None:
    layout = LAYOUTS["national-2020-project"]
    lines = [cell.row for cell in layout.table.cells if cell.text in {row["name"] for row in layout.rows}]
    plain = contents(as_docx(layout), "a.docx", Limits()).forms[0]
    assert len(lines) > 3
    for row in lines:
        found = contents(word(layout.name, row, how), "a.docx", Limits())
        [form] = found.forms
        kept = [(each.name, each.place) for each in plain.lines()]
        del kept[1 + 1 + lines.index(row)]
        assert [(each.name, each.place) for each in form.lines()] == kept
        assert [each.names for each in found.hidden] == [(str(row + 1),)]
        told = [(each.code, each.severity) for each in audit(score(form))]
        assert ("D103", "warning") in told
        assert not [each for each in told if each[1] == "error"], row


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
