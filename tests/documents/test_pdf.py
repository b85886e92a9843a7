"""PDF files → grids: a fixture for each make and trap, grids drawn at random, and hostile files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tiny_pdf as tiny
from hypothesis import given
from hypothesis import strategies as st
from one_page import texts
from tiny_pdf import sides, stroked

from indicators.reading.grid import Document, Gap, Grid, Paragraph
from indicators.reading.limits import Limits

pytest.importorskip("pypdfium2")

from indicators.reading.pdf import read

FOLDER = Path(__file__).resolve().parent / "pdf"
SAMPLE = json.loads((FOLDER / "sample.json").read_text("utf-8"))
WHOLE = sorted(path.stem for path in FOLDER.glob("*.pdf") if path.stem not in ("locked", "scan", "two-forms"))


def document(name: str) -> Document:
    return read((FOLDER / f"{name}.pdf").read_bytes(), f"{name}.pdf", Limits())


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells]


def expected(form: str) -> list[tuple[int, int, int, int, str]]:
    return sorted(tuple(cell) for cell in SAMPLE[form]["cells"])


def grids(read_document: Document) -> list[Grid]:
    return [part for part in read_document.parts if isinstance(part, Grid)]


@pytest.mark.parametrize("name", WHOLE)
def test_every_make_and_trap_is_read_whole(name: str) -> None:
    found = document(name)
    assert found.problems == ()
    assert [shape(grid) for grid in grids(found)] == [expected("first")]
    assert texts(found)[-3] == SAMPLE["first"]["title"]
    assert texts(found)[-2].split("\t")[0] == SAMPLE["first"]["left"]
    assert texts(found)[-1] == SAMPLE["note"]
    assert [type(part) for part in found.parts[-4:]] == [Paragraph, Paragraph, Grid, Paragraph]
    assert not any(cell.flaw for cell in grids(found)[0].cells)


def test_two_forms_on_a_page() -> None:
    found = document("two-forms")
    assert [shape(grid) for grid in grids(found)] == [expected("first"), expected("second")]
    kinds = [type(part) for part in found.parts]
    assert kinds == [Paragraph, Paragraph, Grid, Paragraph] * 2


def test_two_texts_on_a_line_stay_apart() -> None:
    assert f"{SAMPLE['first']['left']}\t{SAMPLE['first']['right']}" in texts(document("chromium"))


def test_lines_of_a_paragraph_are_joined() -> None:
    assert texts(document("weasyprint"))[0] == SAMPLE["prose"]


def test_places_name_page_and_box() -> None:
    grid = grids(document("reportlab"))[0]
    assert str(grid.place) == "reportlab.pdf:p1"
    assert grid.cells[0].place.spot == "p1 (39,100,155,118)"
    pages = {cell.place.spot.split()[0] for cell in grids(document("cut"))[0].cells}
    assert pages > {"p1", "p2"}


def test_a_page_that_is_a_picture_is_a_gap_and_a_blank_one_is_nothing() -> None:
    found = document("scan")
    assert texts(found) == ["第一页有文字"]
    assert [part.place.spot for part in found.parts if isinstance(part, Gap)] == ["p2"]
    assert len(found.parts) == 2


# ---------------------------------------------------------------- drawn by ourselves


@st.composite
def layouts(draw: st.DrawFn) -> list[tuple[int, int, int, int, str]]:
    """A grid of spanning cells with their texts; every row and column begins somewhere."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = draw(st.integers(1, 3))
            while column + wide > columns or any((row, at) in taken for at in range(column, column + wide)):
                wide -= 1
            high = min(draw(st.integers(1, 3)), rows - row)
            taken |= {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
            shown = draw(st.from_regex(r"[A-Z0-9]{0,3}(\.[0-9]{1,2}%?)?", fullmatch=True))
            cells.append((row, column, high, wide, shown))
    used_rows, used_columns = sorted({cell[0] for cell in cells}), sorted({cell[1] for cell in cells})

    def at(used: list[int], edge: int) -> int:
        return sum(each < edge for each in used)

    closed = []
    for row, column, high, wide, shown in cells:
        r, c = at(used_rows, row), at(used_columns, column)
        closed.append((r, c, at(used_rows, row + high) - r, at(used_columns, column + wide) - c, shown))
    return closed


def frame(cell: tuple[int, int, int, int, str], left: int, top: int, wide: int, high: int) -> tuple[int, int, int, int]:
    row, column, rows, columns, _ = cell
    return left + column * wide, top - (row + rows) * high, left + (column + columns) * wide, top - row * high


def filled(box: tuple[int, int, int, int]) -> str:
    return "".join(f"{x - 0.3} {y - 0.3} {u - x + 0.6} {v - y + 0.6} re f\n" for x, y, u, v in sides(box))


def boxed(box: tuple[int, int, int, int]) -> str:
    x, y, u, v = box
    return f"{x + 0.7} {y + 0.7} {u - x - 1.4} {v - y - 1.4} re S\n"


def doubled(box: tuple[int, int, int, int]) -> str:
    x, y, u, v = box
    return f"0.4 w {x - 1} {y - 1} {u - x + 2} {v - y + 2} re S {x + 1} {y + 1} {u - x - 2} {v - y - 2} re S\n"


def dotted(box: tuple[int, int, int, int]) -> str:
    dots = []
    for x, y, u, v in sides(box):
        steps = max(u - x, v - y) // 2
        dots += [
            f"{x + (u - x) * k / steps - 0.4} {y + (v - y) * k / steps - 0.4} .8 .8 re f\n" for k in range(steps + 1)
        ]
    return "".join(dots)


STYLES = [stroked, filled, boxed, doubled, dotted]
LOOKS = ["0.5 w", "[2 2] 0 d 0.5 w", "0 0 1 RG 0 0 1 rg 1 w", "0.7 G 0.7 g 0.25 w", "3 w"]
TURNS = ["1 0 0 1 0 0 cm", "0 1 -1 0 842 0 cm", "-1 0 0 -1 842 842 cm", "0 -1 1 0 0 842 cm", ".5 0 0 .5 99 99 cm"]


@given(
    layouts(),
    st.sampled_from(STYLES),
    st.sampled_from(LOOKS),
    st.sampled_from(TURNS),
    st.integers(30, 90),
    st.integers(700, 780),
    st.booleans(),
    st.sampled_from([0, 90, 180, 270]),
)
def test_a_drawn_grid_is_read_back(
    cells: list[tuple[int, int, int, int, str]],
    style: object,
    look: str,
    turn: str,
    left: int,
    top: int,
    within_form: bool,
    rotate: int,
) -> None:
    drawn = [f"q {turn} {look}\n"]
    for cell in cells:
        box = frame(cell, left, top, 60, 24)
        drawn.append(style(box))  # type: ignore[operator]
    drawn.append("[] 0 d 0 g\n")
    drawn += [
        tiny.text(frame(cell, left, top, 60, 24)[0] + 5, frame(cell, left, top, 60, 24)[1] + 8, cell[4])
        for cell in cells
    ]
    drawn.append(f"{tiny.text(left, 40, 'upright text, more than a word')}Q\n")
    content = "".join(drawn)
    data = tiny.pdf(["q /X0 Do Q" if within_form else content], (842, 842), rotate, [content] if within_form else [])
    found = read(data, "drawn.pdf", Limits())
    assert found.problems == ()
    assert [shape(grid) for grid in grids(found)] == ([sorted(cells)] if len(cells) > 1 else [])


def test_a_figure_that_spills_over_a_wall_is_not_torn() -> None:
    page = "".join(stroked((x, 700, x + 40, 720)) for x in (100, 140, 180))
    page += tiny.text(102, 706, "1") + tiny.text(136, 706, "12345678.90") + tiny.text(201, 706, "7")
    assert [cell.text for cell in grids(read(tiny.pdf([page]), "x.pdf", Limits()))[0].cells] == [
        "1",
        "12345678.90",
        "7",
    ]


def test_pale_slanted_and_hidden_text_is_left_out() -> None:
    page = "".join(stroked((x, 700, x + 60, 720)) for x in (100, 160, 220)) + tiny.text(105, 706, "A")
    page += f"q 0.85 g {tiny.text(165, 706, 'PALE')}Q q 3 Tr {tiny.text(165, 706, 'HIDDEN')}Q "
    page += "BT /F 30 Tf .7 .7 -.7 .7 120 690 Tm (DRAFT) Tj ET "
    page += f"0 0 .4 rg 220 700 60 20 re f 1 g {tiny.text(225, 706, 'white')}"
    assert [cell.text for cell in grids(read(tiny.pdf([page]), "x.pdf", Limits()))[0].cells] == ["A", "", "white"]


def test_table_cut_by_a_page_is_joined_and_page_numbers_are_no_text() -> None:
    def page(rows: int, top: int, word: str, number: int) -> str:
        drawn = stroked((60, top - rows * 20, 160, top)) + tiny.text(65, top - 12, word)
        for row in range(rows):
            drawn += stroked((160, top - row * 20 - 20, 260, top - row * 20)) + tiny.text(
                165, top - row * 20 - 12, f"r{row}"
            )
        return drawn + tiny.text(290, 30, f"- {number} -")

    whole = tiny.pdf([page(5, 162, "label", 1), page(3, 780, "other", 2)])
    found = read(whole, "x.pdf", Limits())
    assert texts(found) == []
    assert [cell.row for cell in grids(found)[0].cells if cell.column == 1] == list(range(8))
    apart = tiny.pdf([page(5, 162, "label", 1), tiny.text(60, 800, "A title") + page(3, 780, "other", 2)])
    assert len(grids(read(apart, "x.pdf", Limits()))) == 2
