"""``score fix``: the cells that are wrong, and not one byte beside them."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from faulty import workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from packed import parts, raw

from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring.fix.changes import KINDS
from scoring.fix.command import run_fix
from scoring.fix.zipped import replaced

ROOT = Path(__file__).parents[2]


def cells(data: bytes, sheet: str = "xl/worksheets/sheet1.xml") -> tuple[dict[str, bytes], bytes]:
    """The ``<c>`` of a sheet by name, and what is left of the sheet without them."""
    xml = parts(data)[sheet]
    found = {match[1].decode(): match[0] for match in re.finditer(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', xml)}
    return found, re.sub(rb'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', b"", xml)


def fix(folder: Path, data: bytes, *options: str, ask: object = None) -> tuple[int | str | tuple[object, ...], str]:
    (folder / "in.xlsx").write_bytes(data)
    told: list[str] = []
    arguments = [str(folder / "in.xlsx"), "-o", str(folder / "out.xlsx"), *options]
    done = run_fix(arguments, "en", told.append, ask)  # type: ignore[arg-type]
    assert (folder / "in.xlsx").read_bytes() == data
    return done, "".join(told)


def test_what_is_certain_changes_and_nothing_else(tmp_path: Path) -> None:
    data = workbook()
    done, told = fix(tmp_path, data, "--yes")
    new = (tmp_path / "out.xlsx").read_bytes()
    assert done == 1 and "50 × 80 ÷ 100 = 40" in told and "--what raises" in told  # H10 waits for a choice
    before, after = parts(data), parts(new)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}
    packed, again = raw(data), raw(new)
    assert {name for name in packed if packed[name] != again[name]} == {"xl/worksheets/sheet1.xml"}
    old, rest = cells(data)
    made, same = cells(new)
    assert rest == same
    changed = {name: made[name] for name in old if old[name] != made[name]}
    assert changed.keys() == {"G6", "H6", "H8", "H9", "H11", "H2"}
    assert re.sub(rb"<v>.*?</v>", b"", changed["H6"]) == re.sub(rb"<v>.*?</v>", b"", old["H6"])  # the style is kept
    assert b'<is><t xml:space="preserve">24.00' in changed["H9"]
    [form] = contents(new, "out.xlsx", Limits()).forms
    assert [str(line.filed) for line in form.lines()] == ["6.40", "40", "24.00", "9"]
    assert (form.budget.line.printed_rate, str(form.printed_total)) == ("64%", "79.4")


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("rates", {"G6"}),
        ("scores", {"H6", "H8", "H9"}),
        ("totals", {"H2"}),
        ("raises", {"H10"}),
        ("rates,raises", {"G6", "H10"}),
        ("scores,totals", {"H6", "H8", "H9", "H11", "H2"}),
        (",".join(KINDS), {"G6", "H6", "H8", "H9", "H10", "H11", "H2"}),
    ],
)
def test_what_was_named_changes(what: str, changed: set[str], tmp_path: Path) -> None:
    data = workbook()
    fix(tmp_path, data, "--what", what)
    if (tmp_path / "out.xlsx").exists():
        new = (tmp_path / "out.xlsx").read_bytes()
        assert {name for name, each in cells(data)[0].items() if cells(new)[0][name] != each} <= changed
        assert changed - {"H2"} <= {name for name, each in cells(data)[0].items() if cells(new)[0][name] != each}
    else:
        assert changed == set()


def test_what_waits_for_a_choice_is_told(tmp_path: Path) -> None:
    """Nothing is certain and one score is lower than the rule's: --yes writes nothing, says which, and is not done."""
    waiting = workbook(G6=0.64, H6=6.4, H8=40, H9=24, H11=79.4, H2=None)
    done, told = fix(tmp_path, waiting, "--yes")
    assert done == 1 and "H10" in told and "--what raises" in told and "nothing to change" not in told
    assert not (tmp_path / "out.xlsx").exists()
    assert fix(tmp_path, waiting, "--what", "raises,totals")[0] == 0


def test_nobody_asked_nothing_written(tmp_path: Path) -> None:
    done, told = fix(tmp_path, workbook())
    assert done == 1 and "--yes" in told and not (tmp_path / "out.xlsx").exists()


def test_it_asks_kind_by_kind(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "y" if "rates" in question else ""

    done, _ = fix(tmp_path, workbook(), ask=ask)
    assert done == 0 and len(asked) == 4
    made = cells((tmp_path / "out.xlsx").read_bytes())[0]
    assert {name for name, each in cells(workbook())[0].items() if made[name] != each} == {"G6"}


def with_formula(data: bytes, cell: str, formula: bytes, value: bytes) -> bytes:
    """``data`` with a formula in a cell that a spreadsheet has worked out."""
    xml = parts(data)["xl/worksheets/sheet1.xml"]
    old = cells(data)[0][cell]
    new = b'<c r="' + cell.encode() + b'"><f>' + formula + b"</f><v>" + value + b"</v></c>"
    return replaced(data, {"xl/worksheets/sheet1.xml": xml.replace(old, new)})


def test_a_formula_for_the_total_stays_and_its_result_follows(tmp_path: Path) -> None:
    data = with_formula(workbook(), "H11", b"H6+H8+27+H10", b"88.4")
    done, told = fix(tmp_path, data, "--what", "scores")
    made = cells((tmp_path / "out.xlsx").read_bytes())[0]["H11"]
    assert made == b'<c r="H11"><f>H6+H8+27+H10</f><v>79.4</v></c>'
    assert done == 0 and "the formula stays" in told


def test_other_formulas_are_left(tmp_path: Path) -> None:
    data = with_formula(with_formula(workbook(), "H8", b"G8*0.9", b"45"), "H11", b"SUM(A1:A2)", b"90")
    done, told = fix(tmp_path, data, "--yes")
    made = cells((tmp_path / "out.xlsx").read_bytes())[0]
    assert done == 1 and told.count("holds a formula") == 2
    assert made["H8"] == cells(data)[0]["H8"] and made["H11"] == cells(data)[0]["H11"]


def test_the_total_follows_what_could_be_changed(tmp_path: Path) -> None:
    fix(tmp_path, with_formula(workbook(), "H8", b"G8*0.9", b"45"), "--yes")
    [form] = contents((tmp_path / "out.xlsx").read_bytes(), "out.xlsx", Limits()).forms
    assert form.printed_total and str(form.printed_total) == "84.4"


def test_a_text_keeps_its_label_and_one_of_several_fonts_is_left(tmp_path: Path) -> None:
    done, _ = fix(tmp_path, workbook(H2="自评得分：88.4", A11=None, G11=None, H11=None), "--yes")
    made = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert done == 1 and made["H2"].value == "自评得分：79.40"
    rich = CellRichText("自评得分：", TextBlock(InlineFont(b=True), "88.4"))
    done, told = fix(tmp_path, workbook(H2=rich, A11=None, G11=None, H11=None), "--yes", "--force")
    assert done == 1 and "several fonts" in told


def test_a_number_format_that_hides_places_is_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.worksheets[0]["H6"].number_format = "0"
    stream = io.BytesIO()
    book.save(stream)
    done, told = fix(tmp_path, stream.getvalue(), "--what", "scores,totals")
    assert done == 0 and "its number format shows fewer places" in told


def test_a_right_form_needs_nothing(tmp_path: Path) -> None:
    right = workbook(G6=0.64, H6=6.4, H8=40, H9=24, H10=10, H11=80.4, H2=None)
    assert fix(tmp_path, right, "--yes") == (0, "nothing to change\n")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("name", ["_xmlsignatures/sig1.xml", "xl/vbaProject.bin"])
def test_macros_and_signatures_are_refused(name: str, tmp_path: Path) -> None:
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, b"x")
    done, _ = fix(tmp_path, stream.getvalue(), "--yes")
    assert isinstance(done, tuple) and not (tmp_path / "out.xlsx").exists()


def test_files_are_kept(tmp_path: Path) -> None:
    data = workbook()
    fix(tmp_path, data, "--yes")
    done, _ = fix(tmp_path, data, "--yes")
    assert isinstance(done, str) and "--force" in done
    assert fix(tmp_path, data, "--what", "rates", "--force")[0] == 0
    source = str(tmp_path / "in.xlsx")
    told = run_fix([source, "-o", source, "--yes", "--force"], "en", print, None)
    assert isinstance(told, str) and "input" in told
    assert isinstance(run_fix([source, "-o", str(tmp_path / "o"), "--what", "grades"], "en", print, None), str)
    (tmp_path / "text.xlsx").write_text("no workbook")
    assert isinstance(run_fix([str(tmp_path / "text.xlsx"), "-o", str(tmp_path / "o")], "en", print, None), tuple)


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(workbook())

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        line = [sys.executable, "-m", "scoring.cli", "fix", *arguments]
        return subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")

    assert run("in.xlsx").returncode == 2
    listed = run("in.xlsx", "-o", "out.xlsx")
    assert listed.returncode == 1 and "附表 1!H8" in listed.stdout
    assert run("in.xlsx", "-o", "out.xlsx", "--yes", "--lang", "zh").returncode == 1  # a higher score waits
    again = run("out.xlsx", "-o", "again.xlsx", "--what", "rates,scores,totals")
    assert (again.returncode, again.stdout) == (0, "nothing to change\n")
    assert run("nothing.xlsx", "-o", "x.xlsx", "--yes").returncode == 2
