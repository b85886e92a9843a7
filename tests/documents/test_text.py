"""Text: tabs, Markdown, commas, and the encodings that offices use."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looks import TRUTH, grids, opened, paragraphs, shapes

from indicators.reading import text
from indicators.reading.grid import Document, Grid, Paragraph
from indicators.reading.limits import Limits
from indicators.reading.markdown import plain

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='#*_$\\<&|,"`'), max_size=5
)


def read(source: str, name: str = "a.txt") -> Document:
    return text.read(source.encode(), name, Limits())


@given(st.lists(st.lists(WORDS, min_size=2, max_size=6), min_size=1, max_size=6))
def test_tabbed_lines_come_back_with_their_blanks(rows: list[list[str]]) -> None:
    [grid] = grids(read("\n".join("\t".join(row) for row in rows)))
    assert not grid.ruled
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [
        (number, column, cell) for number, row in enumerate(rows) for column, cell in enumerate(row)
    ]


@pytest.mark.parametrize("name", ["forms.txt", "forms-gbk.txt"])
def test_forms(name: str) -> None:
    document = opened(text, name)
    assert paragraphs(document) == TRUTH["lines"]
    rows: list[list[str]] = []
    for grid in grids(document):
        for number in range(grid.cells[-1].row + 1):
            rows.append([cell.text for cell in grid.cells if cell.row == number])
    assert rows == TRUTH["rows"]


def test_markdown() -> None:
    found = []
    for part in opened(text, "traps.md").parts:
        if isinstance(part, Paragraph):
            found.append([part.place.spot, part.text])
        elif isinstance(part, Grid):
            found.append([part.place.spot, part.ruled, [list(shape) for shape in shapes(part)]])
    assert found == TRUTH["markdown"]


def test_places_are_lines() -> None:
    places = [cell.place.spot for grid in grids(opened(text, "traps.md")) for cell in grid.cells]
    assert places == ["3"] * 3 + ["5"] * 3 + ["6"] * 3 + ["9"] * 2 + ["10"] + ["13"] * 3 + ["14"] * 3


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("## 第六部分 附件", "第六部分 附件"),
        ("2\\. 说明", "2. 说明"),
        ("得分=权重\\*B/A", "得分=权重*B/A"),
        ("权重*B/A，权重*A/B", "权重*B/A，权重*A/B"),
        ("目标值为 $\\geq X$ ，得分 $B/A$", "目标值为 ≥X ，得分 B/A"),
        ("$\\leqslant 2.4\\text{万元}$", "≤2.4万元"),
        ("$98\\%$", "98%"),
        ("$5 与 $6", "$5 与 $6"),
        ("$\\frac{1}{2}$", "$\\frac{1}{2}$"),  # not half read
        ("**总分**：95", "总分：95"),
        ("<p><b>成本</b></p>", "成本"),
        ("<1 万元", "<1 万元"),
        ("&lt;3 &amp; &gt;1", "<3 & >1"),
        ("a<br>b", "a\nb"),
        ("3 < 5 > 2", "3 < 5 > 2"),
    ],
)
def test_signs_of_markdown(written: str, shown: str) -> None:
    assert plain(written) == shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    document = text.read("数量指标\t≥3场\r\n备注：一".encode(encoding), "a.txt", Limits())
    assert [shape[4] for grid in grids(document) for shape in shapes(grid)] == ["数量指标", "≥3场"]
    assert paragraphs(document) == ["备注：一"]


def test_utf_16_from_the_other_end() -> None:
    data = codecs.BOM_UTF16_BE + "得分".encode("utf-16-be")
    assert paragraphs(text.read(data, "a.txt", Limits())) == ["得分"]


def test_commas() -> None:
    [grid] = grids(opened(text, "form.csv"))
    assert [shape[4] for shape in shapes(grid)] == [
        "指标",
        "目标",
        "得分",
        "场次,大型",
        "≥24场",
        "15",
        "合格率\n（%）",
        "≥98%",
        "",
    ]
    assert [cell.place.spot for cell in grid.cells][::3] == ["1", "2", "3"]
    assert grid.ruled


def test_prose_with_commas_is_no_table() -> None:
    assert paragraphs(read("一般 45 天, 延长, 不超过\n说明, 完\n其他")) == [
        "一般 45 天, 延长, 不超过",
        "说明, 完",
        "其他",
    ]


def test_unclosed_tables_and_broken_lines() -> None:
    assert [shape[4] for grid in grids(read("<table><tr><td>a\nb")) for shape in shapes(grid)] == ["a b"]
    assert read("").parts == read("\n \n").parts == ()
    document = read("| a | b |\n没有线")
    assert [(grid.ruled, [shape[4] for shape in shapes(grid)]) for grid in grids(document)] == [(False, ["a", "b"])]
    assert paragraphs(document) == ["没有线"]


@given(st.lists(st.lists(WORDS, min_size=6, max_size=6), min_size=1, max_size=6), st.integers(2, 6), st.booleans())
def test_rows_between_bars_need_no_rule(rows: list[list[str]], wide: int, begun: bool) -> None:
    kept = [row[:wide] for row in rows if any(row[:wide])] or [["a", "b"]]  # a bar at one end tells as much as others
    [grid] = grids(read("\n".join(("| " if begun or not row[0] else "") + " | ".join(row) + " |" for row in kept)))
    assert not grid.ruled
    assert [cell.text for cell in grid.cells] == [cell for row in kept for cell in row]
