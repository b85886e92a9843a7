"""Tables without lines down: words on a page → the rows of the form, by lines across, bands or heights."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_pdf as tiny
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import grid
from test_flat import SCORED, TITLE, said

from indicators.form import Form
from indicators.place import Place
from indicators.reading.documents import contents
from indicators.reading.grid import Cell, Document, Grid, Paragraph, Word, Words
from indicators.reading.limits import Limits
from indicators.recognition import zones
from indicators.recognition.gaps import Spot
from indicators.recognition.heads import read_heading
from indicators.recognition.recognise import recognise

PLAIN = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 新建高标准农田面积 | ≥50万亩 | 45万亩 | 20 | 18 |
| ^ | ^ | 田间道路 | ≥120公里 | 130公里 | 20 | 20 |
| ^ | 质量指标 | 工程验收合格率 | ≥95% | 100% | 20 | 20 |
| 效益指标 | 社会效益指标 | 受益人口 | ≥3万人 | 3万人 | 15 | 15 |
| ^ | 生态效益指标 | 农田生态 | 有所改善 | 有所改善 | 15 | 14 |
| 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 92% | 10 | 10 |
"""
SIZE, PAD, LEFT, TOP = 900, 400, 4_000, 8_000
FOLDER = Path(__file__).resolve().parent / "unlined"


def broken(text: str, wide: int) -> list[str]:
    """Lines of a text in a column so wide."""
    most = max(2, wide // SIZE)
    return [text[at : at + most] for at in range(0, len(text), most)] or [""]


def page(drawn: Grid, wide: list[int], look: str, *, centred: bool) -> Words:
    """The words of a table as a page shows them."""
    xs = [LEFT]
    for each in wide:
        xs.append(xs[-1] + each)
    texts = {id(cell): broken(cell.text, sum(wide[cell.column : cell.column + cell.columns])) for cell in drawn.cells}
    rows = max(cell.row + cell.rows for cell in drawn.cells)
    ys = [TOP]
    for row in range(rows):
        lines = max(len(texts[id(cell)]) for cell in drawn.cells if cell.row == row and cell.rows == 1)
        ys.append(ys[-1] + lines * SIZE * 5 // 4 + 2 * PAD)
    words = []
    for cell in drawn.cells:
        lines, left, right = texts[id(cell)], xs[cell.column], xs[cell.column + cell.columns]
        room = ys[cell.row + cell.rows] - ys[cell.row] - len(lines) * SIZE * 5 // 4
        top = ys[cell.row] + (room // 2 if centred else PAD)
        for number, line in enumerate(lines):
            if not line:
                continue
            length = sum(SIZE if ord(char) > 255 else SIZE // 2 for char in line)
            x = (left + right - length) // 2 if centred else left + 100
            y = top + number * SIZE * 5 // 4
            words.append(Word(line, x, y, x + length, y + SIZE, Place("a.pdf", f"p1 ({x},{y})")))
    words.sort(key=lambda word: (word.top, word.left))
    rules = []
    if look == "rules":
        for row, y in enumerate(ys):
            edges = [at for at in range(len(wide)) if not any(_over(cell, row, at) for cell in drawn.cells)]
            start = None
            for at in range(len(wide) + 1):
                if at in edges and start is None:
                    start = at
                elif at not in edges and start is not None:
                    rules.append((y, xs[start], xs[at]))
                    start = None
    bands = tuple(y for at in range(1, rows, 2) for y in ys[at : at + 2]) if look == "bands" else ()
    return Words(tuple(words), tuple(rules), tuple(dict.fromkeys(bands)), place=Place("a.pdf", "p1"))


def _over(cell: object, row: int, column: int) -> bool:
    """Whether a cell lies over the line above a row."""
    return cell.row < row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns  # type: ignore[attr-defined]


def form_of(*parts: Words | Grid) -> Form:
    (form,) = recognise(Document("a.pdf", (Paragraph(TITLE), *parts))).forms
    return form


@settings(max_examples=60)
@given(
    st.lists(st.integers(4, 9).map(lambda each: each * 1_000), min_size=7, max_size=7),
    st.sampled_from([("rules", True), ("rules", False), ("bands", True), ("bands", False), ("none", True)]),
)
def test_rows_come_back_whatever_parts_them(wide: list[int], drawing: tuple[str, bool]) -> None:
    look, centred = drawing  # without lines and bands, only cells in the middle of their rows tell where these are
    drawn = grid(PLAIN)
    wide[0] = wide[1] = max(wide[0], 6_000)
    found, expected = form_of(page(drawn, wide, look, centred=centred)), form_of(drawn)
    keep = slice(0, 7) if look == "rules" else slice(2, 7)  # where nothing bounds categories they may be told wrong
    names = [line[keep] for line in said(found)]
    assert names == [line[keep] for line in said(expected)]
    noted = {remark.line for remark in found.remarks if remark.code == "row-realigned"}
    assert noted == {line.id for line in found.indicators}


def test_lines_across_and_labels_of_blocks() -> None:
    drawn = grid(SCORED)
    found, expected = (
        form_of(page(drawn, [4_000, 5_000, 6_500, 9_000, 7_500, 7_500, 5_000], "rules", centred=True)),
        form_of(drawn),
    )
    assert said(found) == said(expected)
    assert found.budget is not None
    assert expected.budget is not None
    assert (found.budget.line.target, found.budget.line.filed) == (
        expected.budget.line.target,
        expected.budget.line.filed,
    )


def test_a_figure_between_two_columns_is_unread() -> None:
    drawn = grid(PLAIN)
    whole = page(drawn, [6_000, 6_000, 9_000, 7_000, 7_000, 4_000, 4_000], "rules", centred=True)
    moved = []
    for word in whole.words:
        step = 2_600 if word.text == "130公里" else 0  # over the edge to the weight
        moved.append(Word(word.text, word.left + step, word.top, word.right + step, word.bottom, word.place))
    found = form_of(Words(tuple(moved), whole.rules, whole.bands, place=whole.place))
    line = next(each for each in found.indicators if each.name == "田间道路")
    assert line.is_unread("actual") or line.actual == "130公里"
    assert line.filed is None or line.filed.value == 20


FUNDS = """
| 项目资金（万元） | 年度资金总额 | 全年预算数 | 全年执行数 | 分值 | 得分 |
| ^ | 年度资金总额 | 88.88 | 80.5 | 10 | 9.06 |
| ^ | 其中：财政拨款 | 88.88 | 80.5 | — | — |
| ^ | 其他资金 | 0 | 0 | — | — |
"""


@pytest.mark.parametrize("look", ["rules", "bands"])
@pytest.mark.parametrize("gap", [9_000, 16_000, 30_000])
def test_names_of_rows_of_funds_under_no_heading_join_no_amount(gap: int, look: str) -> None:
    drawn = grid(FUNDS)
    drawn = Grid(
        tuple(evolve(cell, text="") if (cell.row, cell.column) == (0, 1) else cell for cell in drawn.cells), drawn.place
    )
    lines = page(grid(PLAIN), [9_000] * 7, "rules", centred=False)
    funds = page(drawn, [8_000, gap, 6_000, 6_000, 4_000, 4_000], look, centred=True)
    right = 4_000 + 8_000 + gap - 400  # the names end close by the amounts
    names = {"年度资金总额", "其中：财政拨款", "其他资金"}
    words = (
        evolve(each, left=right - each.right + each.left, right=right) if each.text in names else each
        for each in funds.words
    )
    funds = evolve(funds, words=tuple(words))
    form = form_of(funds, lines)
    assert form.budget is not None
    line = form.budget.line
    assert (line.target, line.actual, str(line.weight), str(line.filed)) == ("88.88", "80.5", "10", "9.06")
    assert form.budget.sources[0].budget == "88.88"


@pytest.mark.parametrize("rules", [False, True])
def test_lines_above_a_table_are_lines_of_their_own(*, rules: bool) -> None:
    """Each is short beside the table, however long beside each other."""
    above = ["A form of Some Office", "(2022)", "Total: 60"]
    rows = [tiny.text(60 + 110 * at, 640 - 20 * row, f"c{row}{at}") for row in range(6) for at in range(4)]
    rows += [tiny.line(50, 652 - 20 * row, 500, 652 - 20 * row) for row in range(7) if rules]
    shown = "\n".join([*(tiny.text(200, 760 - 20 * at, text) for at, text in enumerate(above)), *rows])
    pdf = pytest.importorskip("indicators.reading.pdf", exc_type=ImportError)
    parts = pdf.read(tiny.pdf([shown]), "a.pdf", Limits()).parts
    assert [part.text for part in parts if isinstance(part, Paragraph)] == above


def test_lines_outside_the_lines_across_are_rows_of_their_own() -> None:
    whole = page(grid(PLAIN), [9_000] * 7, "rules", centred=False)
    above = ["2023年度项目自评表", "（2022年度）", "自评总分：97"]
    words = [
        Word(text, 20_000, 1_000 + 1_500 * at, 20_000 + SIZE * len(text), 1_900 + 1_500 * at, Place("a.pdf", "p1"))
        for at, text in enumerate(above)
    ]
    form = form_of(Words((*words, *whole.words), whole.rules, whole.bands, place=whole.place))
    assert (form.title, str(form.printed_total)) == (above[0], "97")


@pytest.mark.parametrize("name", ["across", "zebra", "bare"])
def test_pages_of_a_browser(name: str) -> None:
    pytest.importorskip("pypdfium2")
    found = contents((FOLDER / f"{name}.pdf").read_bytes(), f"{name}.pdf", Limits())
    expected = contents((FOLDER / "form.html").read_bytes(), "form.html", Limits())
    assert found.problems == ()
    (form,), (own,) = found.forms, expected.forms
    assert [line[2:7] for line in said(form)] == [line[2:7] for line in said(own)]
    assert form.budget is not None
    assert own.budget is not None
    assert (form.budget.line.target, form.budget.line.actual) == (own.budget.line.target, own.budget.line.actual)


@pytest.mark.parametrize(
    ("titles", "rest", "row"),
    [
        (
            "一级指标 二级指标 三级指标 年度目标 实际完成 分值 得分",
            {3: "值", 4: "值"},
            "产出 数量指标 里程 ≥18公里 18公里 10 9",
        ),
        (
            "一级指标 二级指标 三级指标 年度指标值 实际完成 分值 得",
            {6: "分"},
            "产出 数量指标 里程 ≥18公里 18公里 10 9",
        ),
        (
            "项目资金（万元） 年初预算 全年预算 全年执行 分值 得分",
            {1: "数", 2: "数", 3: "数"},
            "总额 310.5 300 288.77 10 9.6",
        ),
        (
            "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分",
            {2: "新建"},
            "产出 数量指标 公厕12座 ≥12座 12座 10 9",
        ),
    ],
)
def test_the_last_line_of_a_heading_joins_no_figure(titles: str, rest: dict[int, str], row: str) -> None:
    """Where no line parts the rows, 值 above ≥18公里 is the end of 年度指标; 新建 above 公厕 ends no heading."""
    heading = read_heading([Cell(text, 0, at) for at, text in enumerate(titles.split())])
    assert heading is not None

    def spot(text: str, at: int, top: int, start: int) -> Spot:
        return Spot(Word(text, 9_000 * at, top, 9_000 * at + 4_000, top + SIZE, Place("a.pdf", "p1")), start, start + 1)

    words = [spot(text, at, 0, 0) for at, text in enumerate(titles.split())]
    words += [spot(text, at, 1_200, 1) for at, text in rest.items()]
    words += [spot(text, at, 2_400, 1) for at, text in enumerate(row.split())]
    edges = [9_000 * at - 1_000 for at in range(len(titles.split()) + 1)]
    [found] = zones.grid(zones.Zone(heading, edges, [0, 1_100, 3_500], words), 0)
    assert isinstance(found, Grid)
    wanted = row.split()
    if "新建" in rest.values():
        wanted[2] = "新建公厕12座"
    assert [cell.text for cell in found.cells if cell.row == 1] == wanted
