"""HTML pages: spans as browsers lay them, text as they show it."""

from __future__ import annotations

import html as escaping

import pytest
from drawing import size, tables
from hypothesis import given
from hypothesis import strategies as st
from looks import TRUTH, Shape, form, grids, opened, paragraphs, shapes

from indicators.reading import html
from indicators.reading.grid import Document, Grid, Paragraph
from indicators.reading.limits import Limits


def read(text: str, charset: str = "utf-8") -> Document:
    document = html.read(text.encode(charset), "a.html", Limits())
    assert document.problems == ()
    return document


def page(cells: list[Shape]) -> str:
    rows = []
    for row in range(size(cells)[0]):
        drawn = (
            f"<td rowspan={rows_} colspan={columns}>{escaping.escape(text).replace(chr(10), '<br>')}</td>"
            for at, _, rows_, columns, text in cells
            if at == row
        )
        rows.append(f"<tr>{''.join(drawn)}</tr>")
    return f"<meta charset=utf-8><table>{''.join(rows)}</table>"


@given(tables())
def test_spanning_cells_come_back(cells: list[Shape]) -> None:
    [grid] = grids(read(page(cells)))
    assert shapes(grid) == cells


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4), min_size=1, max_size=5))
def test_cells_never_overlap_nor_pass_the_end(rows: list[list[tuple[int, int]]]) -> None:
    drawn = "".join(f"<tr>{''.join(f'<td rowspan={r} colspan={c}>x</td>' for r, c in row)}</tr>" for row in rows)
    found = [cell for grid in grids(read(f"<table>{drawn}</table>")) for cell in grid.cells]
    taken = [
        (r, c)
        for cell in found
        for r in range(cell.row, cell.row + cell.rows)
        for c in range(cell.column, cell.column + cell.columns)
    ]
    assert len(taken) == len(set(taken))
    assert len(found) == sum(map(len, rows))
    assert all(cell.row + cell.rows <= len(rows) for cell in found)


@pytest.mark.parametrize("name", ["forms.html", "forms-gbk.html"])
def test_forms(name: str) -> None:
    document = opened(html, name)
    assert [shapes(grid) for grid in grids(document)] == [form(number) for number in range(5)]
    assert paragraphs(document) == [each["title"] for each in TRUTH["forms"]]
    assert [type(part) for part in document.parts] == [Paragraph, Grid] * 5


def test_traps() -> None:
    document = opened(html, "traps.html")
    assert paragraphs(document) == TRUTH["page"]["paragraphs"]
    assert [list(shape) for grid in grids(document) for shape in shapes(grid)] == TRUTH["page"]["cells"]


def test_places() -> None:
    document = opened(html, "traps.html")
    [grid] = grids(document)
    assert grid.place.spot == "table 1"
    assert [cell.place.spot for cell in grid.cells][-1] == "table 1 r3 c3"
    assert document.parts[0].place.spot == "paragraph 1"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("a<b>b</b>c", "abc"),
        ("a <i> b</i>", "a b"),
        ("a<br/>b<br><br>c", "a\nb\nc"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("&lt;1&nbsp;万元&gt;&#8805;&ge;", "<1 万元>≥≥"),
        ("<!-- x -->a<script>b</script><style>c</style>", "a"),
        ("<del>3</del><ins>4</ins>", "4"),
        ("<span style='DISPLAY: NONE'>a</span>b<span hidden>c</span>", "b"),
        ("<select><option>≥</option></select>a", "a"),
        ("　≥98%　", "　≥98%　"),
    ],
)
def test_text_of_a_cell(inside: str, text: str) -> None:
    [grid] = grids(read(f"<table><tr><td>{inside}</td></tr></table>"))
    assert grid.cells[0].text == text


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ("<meta charset=gb2312>", "gbk"),  # ㎡ and 镕 are in GBK only
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gb18030"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gbk"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("<meta charset=utf-8>", "utf-8-sig"),
        ("<meta charset=utf-8>", "gbk"),  # a lie
        ("<meta charset=gb2312>", "utf-16"),  # the mark wins
        ("<meta charset=big5>", "big5"),
    ],
)
def test_encodings(head: str, charset: str) -> None:
    assert paragraphs(read(f"{head}<p>得分</p>", charset)) == ["得分"]


def test_tables_in_tables_follow_their_own() -> None:
    inner = "<table><tr><td>内</td></tr></table>"
    outer, within = grids(read(f"<table><tr><td>标题{inner}说明</td></tr></table>"))
    assert (shapes(outer), shapes(within)) == ([(0, 0, 1, 1, "标题\n说明")], [(0, 0, 1, 1, "内")])


def test_spans_end_with_their_group() -> None:
    [grid] = grids(
        read("<table><thead><tr><td rowspan=9>a<td>b</thead><tbody><tr><td rowspan=0>c<td>d<tr><td>e</tbody></table>")
    )
    assert [shape[2] for shape in shapes(grid)] == [1, 1, 2, 1, 1]
