"""CSV in and out of a batch: no row is lost to a stray quote, no honest cell is accused, no text runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyarrow.csv as pv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.batch import ColumnError, csv_lines, csv_quotes, score_file
from scoring.cli import run

NAMES = ("form", "weight", "filed", "target", "actual", "name")
PLAIN = st.text(st.sampled_from("甲乙丙 ab≥5%;'"), max_size=6)
HONEST = st.text(st.sampled_from('甲乙5,"\n; '), max_size=12)  # at most as many commas as make no row of it
FIGURES = st.sampled_from(["4", "20", "0.5", "", " 7 ", "1,000"])


def rows(texts: st.SearchStrategy[str], figures: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    row = st.tuples(st.just("f"), figures, figures, texts, texts, texts)
    return st.lists(row.filter(lambda cells: any(cells[1:3])), min_size=1, max_size=6)


def written(table: list[tuple[str, ...]], quoting: int, end: str = "\n") -> str:
    stream = io.StringIO()
    csv.writer(stream, quoting=quoting, lineterminator=end).writerows([NAMES, *table])
    return stream.getvalue()


def read(path: Path, quotes: str = "check") -> tuple[list[tuple[str, ...]], csv_lines.CsvSource]:
    source = csv_lines.CsvSource(path, quotes)
    batches = [batch for batch in source.batches() if len(batch)]
    return [tuple(value or "" for value in row.values()) for batch in batches for row in batch.to_pylist()], source


def is_row(text: str) -> bool:
    return csv_quotes._is_row(text, NAMES)


@given(rows(HONEST, FIGURES), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]), st.data())
def test_cells_with_quotes_commas_and_line_ends_are_believed(tmp_path_factory, table, quoting, data) -> None:
    table = [row for row in table if not any(map(is_row, written([row], quoting).split("\n", 1)[1].split("\n")[1:]))]
    path = tmp_path_factory.getbasetemp() / "honest.csv"
    text = written(table, quoting, data.draw(st.sampled_from(["\n", "\r\n"])))
    path.write_bytes(text.encode(data.draw(st.sampled_from(["utf-8", "utf-8-sig"]))))
    for quotes in csv_lines.QUOTES:
        found, source = read(path, quotes)
        assert found == table
        assert (source.mended, source.text_lines) == (0, len(re.findall("\r\n|\r|\n", text)))


@given(rows(PLAIN, st.sampled_from(["4", "20", "0.5"])), st.data())
def test_a_stray_quote_is_named_with_its_line_and_can_be_a_letter(tmp_path_factory, table, data) -> None:
    """Wherever a cell of text begins, whether another stray closes it or nothing does."""
    path = tmp_path_factory.getbasetemp() / "stray.csv"
    table = [tuple(cell.strip() for cell in row) for row in table]
    spots = st.tuples(st.integers(0, len(table) - 1), st.sampled_from([0, 3, 4, 5]))
    strays = data.draw(st.lists(spots, min_size=1, max_size=3, unique_by=lambda spot: spot[0]))
    marked = [[f'"{cell}' if (at, column) in strays else cell for column, cell in enumerate(row)]
              for at, row in enumerate(table)]  # fmt: skip
    path.write_text("\n".join([",".join(NAMES), *(",".join(row) for row in marked)]) + "\n", "utf-8")
    with pytest.raises(ColumnError) as told:
        read(path)
    assert dict(told.value.message.values)["line"] == min(row for row, _ in strays) + 2
    found, source = read(path, "lenient")
    assert found == [tuple(row) for row in marked]
    assert (source.mended, source.text_lines) == (len(strays), len(table) + 1)


@given(st.binary(max_size=60) | st.text(st.sampled_from('a"\r\n'), max_size=40).map(str.encode), st.integers(1, 9))
def test_lines_and_quotes_are_counted_whatever_the_blocks(data: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csv_quotes, "_READ", size)
        patched.setattr("builtins.open", lambda *_: io.BytesIO(data))
        ends = len(re.findall(b"\r\n|\r|\n", data))
        assert csv_quotes.survey("a") == (ends + (data[-1:] not in (b"", b"\r", b"\n")), data.count(b'"'))


@pytest.mark.parametrize("quotes", csv_lines.QUOTES)
@pytest.mark.parametrize("at", [0, 1, 5, 40])
@pytest.mark.parametrize("cell", ["x" * 3000, '"' + "x" * 3000 + '"', '"' + "x\n" * 1500 + '"'])
def test_a_row_too_long_is_told_with_its_line(cell: str, at: int, quotes: str, tmp_path: Path, monkeypatch) -> None:
    for name, size in (("BLOCK", 2000), ("_READ", 700)):
        monkeypatch.setattr(csv_quotes, name, size)
    monkeypatch.setattr(csv_lines, "BLOCK", 2000)
    lines = ["f,4,2,a,b,c"] * 50
    lines[at] = f"f,4,2,a,{cell},c"
    lines = lines if at else [f"form,weight,filed,target,actual,{cell}", *lines[1:]]
    (tmp_path / "in.csv").write_text("\n".join([",".join(NAMES), *lines] if at else lines) + "\n", "utf-8")
    if quotes == "trust" and "\n" in cell:
        return  # the parser alone judges that
    with pytest.raises(ColumnError) as told:
        read(tmp_path / "in.csv", quotes)
    assert dict(told.value.message.values)["line"] == (at + 2 if at else 1)


@pytest.mark.parametrize("at", [1, 2, 40])
@pytest.mark.parametrize("cell", ["x" * (3 << 20), '"' + "x" * (3 << 20) + '"', "1" * (3 << 20)])
def test_a_long_row_that_fits_is_read(cell: str, at: int, tmp_path: Path) -> None:
    lines = [",".join(NAMES), *["f,4,2,a,b,c"] * 50]
    lines[at] = f"f,4,2,a,{cell},c"
    (tmp_path / "in.csv").write_text("\n".join(lines), "utf-8")
    found, source = read(tmp_path / "in.csv")
    assert [len(row[4]) for row in found] == [len(line.split(",")[4].strip('"')) for line in lines[1:]]
    assert source.text_lines == 51


HEADINGS = [
    "form,weight,filed,target,actual,name",
    '"form","weight",filed,target,actual,"na\nme"',
    'form,weight,filed,target,actual,5"',
    'form,weight,filed,target,"a""b","""\r\n"""',
]


@pytest.mark.parametrize("before", ["", "\n", "\r\n\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("heading", HEADINGS)
def test_the_heading_is_the_first_row(heading: str, end: str, mark: str, before: str, tmp_path: Path) -> None:
    """However its cells are quoted and its lines end: as the parser has it that reads the rest."""
    rest = end.join(["f,4,2,a,b,c"] * 3)
    path = tmp_path / "in.csv"
    path.write_bytes(f"{mark}{before}{heading}{end}{rest}".encode())
    options = pv.ParseOptions(newlines_in_values=True)
    given = pv.read_csv(path, parse_options=options).column_names
    text = csv_quotes.heading_text(str(path))
    assert pv.read_csv(io.BytesIO(text), parse_options=options).column_names == given
    assert b"f,4,2" not in text
    assert read(path)[1].schema.names == given


LINES = 'form,weight,filed,target,actual,=name\na,4,2,"=1+1",283,-5\na,4,2,≥3,283,"@x"\na,4,2,≥3,+283,-5+6\n'


def test_no_text_of_a_csv_file_runs_and_the_mark_of_excel_is_there_if_asked(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(LINES, "utf-8")
    for bom in (False, True):
        score_file(tmp_path / "in.csv", tmp_path / "out.csv", totals=tmp_path / "t.csv", bom=bom)
        assert all((tmp_path / each).read_bytes().startswith(b"\xef\xbb\xbf") == bom for each in ("out.csv", "t.csv"))
    found = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert found[0][5] == "'=name"
    assert [row[3:6] for row in found[1:]] == [
        ["'=1+1", "283", "-5"], ["≥3", "283", "'@x"], ["≥3", "+283", "'-5+6"],
    ]  # fmt: skip


def test_the_command_refuses_mends_or_trusts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["form,weight,filed,target,actual", *["a,4,2,≥3,283"] * 9]
    lines[4] = 'a,4,2,"≥3,283'
    (tmp_path / "in.csv").write_text("\n".join(lines), "utf-8")
    given = ["batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv"), "--force", "--lang", "en"]
    assert run(given) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1) and "line 5:" in told.err
    assert not (tmp_path / "out.csv").exists()
    assert run([*given, "--quotes", "lenient"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("9 lines, ") and "10 lines of text" in told and "letters: 1" in told
