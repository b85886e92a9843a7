"""What goes out: figures with every digit, text that never runs, pages set up to print, names that sheets may have."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from packed import parts
from running import HOSTILE, hostile, made
from tiers import examples, variants

from indicators import Number, load
from indicators.reading.grid import Grid
from indicators.reading.limits import Limits
from indicators.reading.problems import InputError
from indicators.reading.xstring import escaped, unescaped
from scoring.report import BINARY, FORMATS
from scoring.report.official.words import text_of
from scoring.report.workbook import MAX_TEXT, Book, cut, number
from scoring.rounding import decimal

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "hongshan-2023"
SOME = variants(sorted(HOSTILE, key=len)[-2::-2] + sorted(HOSTILE, key=len)[::-2], 7)


@pytest.mark.parametrize("kind", ["xlsx", "workpaper"])
@pytest.mark.parametrize("text", SOME, ids=range(len(SOME)))
def test_no_text_of_a_workbook_is_a_formula(kind: str, text: str) -> None:
    data = made(hostile(text), hostile(text), kind=kind, scores="rule")
    for name, content in parts(data).items():
        ElementTree.fromstring(content)
        assert b"<f>" not in content and b"<f " not in content and b"hyperlink" not in content, name
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for cell in sheet._cells.values():
            assert cell.data_type in ("s", "n") and len(str(cell.value or "")) <= MAX_TEXT


@pytest.mark.parametrize("text", SOME, ids=range(len(SOME)))
def test_a_word_document_is_whole(text: str) -> None:
    for content in parts(made(hostile(text), kind="docx", scores="rule")).values():
        if content.startswith(b"<?xml"):
            ElementTree.fromstring(content)
    assert b"w:instrText" not in parts(made(hostile(text), kind="docx"))["word/document.xml"]  # no field codes


# texts as people type them and as programs leave them: codes that Excel reads, controls, line ends, spaces at the ends
_INVISIBLE = "[\\xad\\u200b-\\u200f\\u2060\\ufeff]"
_CODES = st.from_regex(
    rf"(_x[0-9A-Fa-f]{{4}}_?|_|x00|\r|\n|\t| |[=+@-]|[\x00-\x1f]|[甲乙]|{_INVISIBLE})*", fullmatch=True
)
_ANY = _CODES | st.text() | st.sampled_from(HOSTILE)


@given(_ANY)
def test_a_text_of_a_workbook_is_what_excel_shows(text: str) -> None:
    stored = escaped(text_of(text))
    assert unescaped(stored) == unescaped(escaped(unescaped(stored))) == controls(text_of(text))


def controls(text: str) -> str:
    """As XML may hold them and a page does not show them."""
    return re.sub("[\x7f-\x9f]", "\ufffd", text)


@settings(max_examples=examples(60))
@given(st.lists(_ANY, min_size=1, max_size=6))
def test_texts_of_a_workbook_read_back_equal(texts: list[str]) -> None:
    from indicators.reading import xlsx

    book = Book()
    page = book.sheet("_x0041_", [20])
    for at, text in enumerate(texts, 1):
        page.put(text, at, 1)
        page.put("x", at, 2)
    document = xlsx.read(book.bytes(), "a", Limits())
    (grid,) = document.parts
    shown = {cell.row: cell.text for cell in grid.cells if cell.column == 0 and cell.text}
    wanted = {at: controls(cut(text)) for at, text in enumerate(texts) if text}
    assert document.problems == ()
    assert {at: text for at, text in shown.items() if text.strip()} == {
        at: text for at, text in wanted.items() if text.strip()
    }


@settings(max_examples=examples(40))
@given(st.lists(_ANY, min_size=1, max_size=6))
@example(["\xad", "\u200b", "9\xad5%"])
def test_texts_of_a_word_document_read_back_equal(texts: list[str]) -> None:
    """But for line ends around them, and for cells of spaces alone, which no page shows."""
    from docx import Document

    from indicators.reading import docx
    from scoring.report.word import _fill

    made, stream = Document(), io.BytesIO()
    table = made.add_table(len(texts), 2)
    for at, text in enumerate(texts):
        _fill(table.rows[at].cells[0], text, "text")
        _fill(table.rows[at].cells[1], "x", "text")
    made.save(stream)
    document = docx.read(stream.getvalue(), "a", Limits())
    assert document.problems == ()
    (grid,) = [part for part in document.parts if isinstance(part, Grid)]
    shown = {cell.row: cell.text for cell in grid.cells if cell.column == 0 and cell.text}
    wanted = {at: text_of(text) for at, text in enumerate(texts)}
    assert {at: text.strip("\n") for at, text in wanted.items() if text.strip()} == {
        at: text for at, text in shown.items() if text.strip()
    }


@given(st.integers(-(10**17), 10**17), st.integers(0, 6), st.sampled_from(["", "%"]), st.booleans())
def test_figures_are_stored_with_the_digits_that_are_shown(count: int, places: int, sign: str, marks: bool) -> None:
    value = Number.of(decimal(Number.of(count).value / 10**places, places)).value
    whole, dot, part = decimal(value, places).partition(".")
    text = f"{int(whole):,}{dot}{part}{sign}" if marks and value > 0 else f"{whole}{dot}{part}{sign}"
    stored = number(text)
    if stored is None:
        return
    digits, shown = stored
    assert Number.of(digits).value == value / (100 if sign else 1)
    assert len(digits.strip("-").replace(".", "").strip("0")) <= 15
    assert shown == "General" or shown.count("0", shown.find(".") if "." in shown else len(shown)) == places


@given(
    st.lists(st.text(max_size=40) | st.sampled_from(["", "History", "'", "a" * 40, "A" * 40, "[]:*?/\\"]), max_size=8)
)
def test_sheets_have_names_that_sheets_may_have(names: list[str]) -> None:
    book = Book()
    for name in names:
        book.sheet(name, (10,))
    found = [sheet.title for sheet in book._book.worksheets]
    assert len({name.casefold() for name in found}) == len(names)
    for name in found:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31 and not re.search(r"[\[\]:*?/\\]", name)
        assert name.strip("'") == name and name.lower() != "history"


def test_a_workbook_is_set_up_to_print() -> None:
    [form] = load(EXAMPLES / "9-department.toml")
    book = openpyxl.load_workbook(io.BytesIO(made(form, kind="xlsx")))
    sheet = book.worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth == 1
    assert sheet.print_title_rows and "&P" in sheet.oddFooter.center.text
    figures = {cell.coordinate: cell for cell in sheet._cells.values() if cell.value in (1811.56, 3.1189)}
    assert {cell.number_format for cell in figures.values()} == {"0.00", "0.00%"}
    assert {cell.alignment.horizontal for cell in figures.values()} == {"right"}
    assert {cell.font.name for cell in sheet._cells.values() if cell.value} == {"宋体"}
    [short] = load(EXAMPLES / "8-subsidy.toml")
    assert openpyxl.load_workbook(io.BytesIO(made(short, kind="xlsx"))).worksheets[0].page_setup.fitToHeight == 1


def texts(data: bytes, sheet: int) -> list[list[str]]:
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True)
    return [[str(value) for value in row if value is not None] for row in rows]


def test_the_rules_scores_come_with_a_list_of_what_was_changed() -> None:
    [form] = load(EXAMPLES / "8-subsidy.toml")
    for scores, filed in (("filed", "2"), ("rule", "0.73")):
        data = made(form, kind="xlsx", scores=scores)
        assert [row[-1] for row in texts(data, 0) if "283" in row] == [filed]
    changes = texts(data, 1)
    assert changes[2][3:6] == ["2", "0.73", "4 × 283 ÷ 1550 = 0.7303… → 0.73"]
    assert changes[-1][2:4] == ["88.77", "88.70"] or "88.70" in changes[-1]


def test_the_work_paper_has_a_sheet_a_project() -> None:
    forms = load(EXAMPLES)
    book = openpyxl.load_workbook(io.BytesIO(made(*forms, kind="workpaper")))
    assert len(book.worksheets) == len(forms) + 2
    heads = [cell.value for cell in book.worksheets[8][3]]
    assert heads[4:] == ["自评完成值", "自评得分", "复核完成值", "复核得分", "差额", "备注"]
    row = next(row for row in book.worksheets[8].iter_rows(values_only=True) if row[0] == "第6行")
    assert row[4:9] == (283, 2, 283, 0.73, 1.27)
    assert "4 × 283 ÷ 1550" in row[9]


def test_charts_carry_their_numbers_and_a_title() -> None:
    page = made(*load(EXAMPLES), kind="html").decode()
    charts = re.findall(r"(?s)<svg.*?</svg>", page)
    assert len(charts) == 1 + 2 * 9
    assert all('role="img"' in chart and "<title>" in chart for chart in charts)
    assert "2 | 0.73 / 4" in page and "88.77 | 88.70" in page


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    line = [sys.executable, "-m", "scoring.cli", *arguments]
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(BINARY))
def test_documents_go_to_files(kind: str, tmp_path: Path) -> None:
    form = str(EXAMPLES / "1-personnel.toml")
    done = command(tmp_path, form, "--format", kind)
    assert (done.returncode, done.stdout) == (2, "") and "--output" in done.stderr
    assert command(tmp_path, form, "--format", kind, "--output", "a").returncode in (0, 1)
    assert zipfile.is_zipfile(tmp_path / "a")
    assert command(tmp_path, form, "--format", kind, "--output", "b", "--explain").returncode == 2


def test_formats_are_known() -> None:
    assert set(FORMATS) >= BINARY


@pytest.mark.parametrize(("kind", "library"), [("xlsx", "openpyxl"), ("docx", "docx"), ("workpaper", "openpyxl")])
def test_a_missing_library_is_told_with_the_command(kind: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("workbook", "word", "xlsx", "workpaper"):
        monkeypatch.delitem(sys.modules, f"scoring.report.{name}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InputError, match="pip install"):
        made(*load(EXAMPLES / "1-personnel.toml"), kind=kind)
