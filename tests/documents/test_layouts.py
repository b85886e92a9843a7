"""Printed layouts of many places, in every kind of file, read back row by row."""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from corpus import (
    LAYOUTS,
    Layout,
    as_document,
    as_docx,
    as_html,
    as_xlsx,
    categories,
    plain,
    read_rows,
    wanted_rows,
)  # fmt: skip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_nothing_lost import texts_of

from indicators.form import Form
from indicators.reading.documents import contents
from indicators.reading.grid import Cell, Grid
from indicators.reading.limits import Limits
from indicators.recognition import headings
from indicators.recognition.recognise import recognise
from indicators.recognition.shapes import sign

FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)
NONE = sorted(LAYOUTS.keys() - set(FORMS))


def test_every_layout_says_where_it_is_from() -> None:
    assert len(LAYOUTS) >= 60
    for each in LAYOUTS.values():
        assert each.fact("place") and each.fact("source") and each.fact("level") in ("seen", "remembered")
        assert each.rows or each.fact("stage")


def check(layout: Layout, form: Form) -> None:
    """Every row with all its cells, no further row, the head, the budget and the total."""
    assert read_rows(form) == wanted_rows(layout)
    wanted = [row for row in layout.rows if row["weight"] or row["filed"]] or layout.rows
    for found, row in zip(categories(form), wanted, strict=True):
        for text, key in zip(found, ("level1", "level2"), strict=True):
            assert not row[key] or text == headings.heading(row[key])
    assert form.kind == layout.fact("kind")
    assert str(form.printed_total or "") == layout.fact("total")
    for key in ("project", "department", "unit"):
        if layout.fact(key):
            own = {plain(getattr(form, key))} | ({plain(form.department)} if form.kind == "department" else set())
            assert plain(layout.fact(key)) in own
    if layout.fact("year"):
        assert str(form.year or "") in ("", layout.fact("year"))
    if layout.fact("budget"):
        initial, budget, spent, rate, filed = (text.strip() for text in layout.fact("budget").split("|"))
        line = form.budget.line
        assert plain(line.target) == plain(budget or initial) and plain(line.actual) == plain(spent)
        assert str(line.filed or "") == filed and (not rate or plain(line.printed_rate) == plain(rate))
    assert form.unread == ()


@pytest.mark.parametrize("name", FORMS)
def test_a_layout_is_read(name: str) -> None:
    [form] = recognise(as_document(LAYOUTS[name])).forms
    check(LAYOUTS[name], form)


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_form_is_none(name: str) -> None:
    found = recognise(as_document(LAYOUTS[name]))
    stage = LAYOUTS[name].fact("stage")
    assert found.forms == ()
    assert [table.stage for table in found.tables] == ([] if stage == "none" else [stage])


@pytest.mark.parametrize("name", FORMS)
def test_pages_and_workbooks_read_alike(name: str) -> None:
    layout = LAYOUTS[name]
    for kind, made in (("html", as_html(layout)), ("xlsx", as_xlsx(layout))):
        [form] = contents(made, f"a.{kind}", Limits()).forms
        check(layout, form)


@pytest.mark.parametrize("name", FORMS[::4])
def test_word_documents_read_alike(name: str) -> None:
    [form] = contents(as_docx(LAYOUTS[name]), "a.docx", Limits()).forms
    check(LAYOUTS[name], form)


def is_word(text: str) -> bool:
    """Whether a cell holds a heading, a label, a category or a mark: what a table is made of, not what it says."""
    if headings.is_heading(text) or headings.label(text) or headings.is_block(text) or headings.is_category(text):
        return True
    if headings.is_goal(text) or headings.tail(text) or headings.goal_block(text) or headings.is_money_unit(text):
        return True
    words = headings.FUNDS_TOTALS | headings.TOTALS | headings.NUMBERING
    if sign(text) or text in ("正向", "反向", "定性", "定量"):
        return True
    return headings.heading(text) in words or headings.is_part(text) or headings.points(text) != ""


def lost(layout: Layout, table: Grid) -> list[str]:
    """The cells of a table that are in no form, in nothing kept beside it and in no finding."""
    found = recognise(as_document(layout, table))
    kept = plain(" ".join(text for form in found.forms for text in texts_of(form)))
    numbers = set(re.findall(r"\d+(?:\.\d+)?", kept)) | {"100"}  # of the row that sums up
    numbers |= {str(each.points) for form in found.forms for each in form.blocks} | {str(f.year) for f in found.forms}
    missing = [cell.text for cell in table.cells if plain(cell.text) and plain(cell.text) not in kept]
    template = re.compile(r"指标\d?:?/?|列次|行次|\d")
    labels = {cell.text for cell in table.cells if cell.column == 0 and cell.rows > 1}  # down the left
    return [
        text
        for text in missing
        if plain(text) not in numbers and not (is_word(text) or template.fullmatch(plain(text)) or text in labels)
    ]


@pytest.mark.parametrize("name", FORMS)
def test_every_cell_of_a_table_is_in_the_form(name: str) -> None:
    """In the form, in what is kept beside it, or in a finding: counted cell by cell."""
    assert lost(LAYOUTS[name], LAYOUTS[name].table) == []


@pytest.mark.parametrize("text", ["甲乙丙", ""])
@pytest.mark.parametrize(
    "name", sorted({*FORMS} - {"jilin-customs"})
)  # the points of its first category alone are lost
def test_no_cell_is_lost_whichever_heading_nobody_knows(name: str, text: str) -> None:
    """Each heading in turn is unknown, or dropped: the form may be half read, and nothing of it is gone."""
    table = LAYOUTS[name].table
    for at, cell in enumerate(table.cells):
        if headings.is_heading(cell.text):
            changed = evolve(table, cells=(*table.cells[:at], evolve(cell, text=text), *table.cells[at + 1 :]))
            assert [each for each in lost(LAYOUTS[name], changed) if each != text] == [], cell.text


@given(st.data())
def test_no_cell_is_lost_among_further_columns(data: st.DataObject) -> None:
    layout = LAYOUTS[data.draw(st.sampled_from(FORMS))]
    table = layout.table
    heads = [cell.row for cell in table.cells if headings.role(cell.text, "table") == "name"]
    if not heads:
        return
    width = max(cell.column + cell.columns for cell in table.cells)
    changed = with_column(table, data.draw(st.integers(1, width - 1)), heads[-1])
    assert [each for each in lost(layout, changed) if each not in ("甲乙丙丁", "戊")] == []


def with_span(layout: Layout, at: int, rows: int, columns: int) -> bytes:
    """A web page of the layout, one cell of which says a size of its own."""
    table = layout.table
    cells = list(table.cells)
    cells[at] = evolve(cells[at], rows=rows or cells[at].rows, columns=columns or cells[at].columns)
    return as_html(layout, Grid(tuple(cells), table.place))


@pytest.mark.parametrize(("rows", "columns"), [(1000, 0), (0, 1000), (1000, 1000)])
@given(st.data())
def test_a_span_far_larger_than_the_table_changes_nothing(rows: int, columns: int, data: st.DataObject) -> None:
    """Whichever cell says it: it ends where the rows below, or its own, have no room for it."""
    names = ("national-2020-project", "fujian-three-blocks", "sichuan-project")
    layout = LAYOUTS[data.draw(st.sampled_from(names))]
    at = data.draw(st.integers(0, len(layout.table.cells) - 1))
    found, wanted = (
        [(tuple(form.lines()), form.unread) for form in contents(made, "a.html", Limits()).forms]
        for made in (with_span(layout, at, rows, columns), as_html(layout))
    )
    assert found == wanted


def split(table: Grid) -> Grid:
    """The table with each category said again in every row, as sheets without merged cells have it."""
    cells: list[Cell] = []
    for cell in table.cells:
        again = cell.rows > 1 and headings.is_level(cell.text)
        cells += [evolve(cell, row=cell.row + at, rows=1) for at in range(cell.rows)] if again else [cell]
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), table.place)


@pytest.mark.parametrize("name", FORMS)
def test_repeated_labels_read_as_merged_ones(name: str) -> None:
    layout = LAYOUTS[name]
    [form] = recognise(as_document(layout, split(layout.table))).forms
    check(layout, form)


def with_column(table: Grid, at: int, titled: int) -> Grid:
    """The table with a further column: its heading in row ``titled``, words below it."""
    cells, taken = [], set()
    for cell in table.cells:
        if cell.column < at < cell.column + cell.columns:
            taken |= set(range(cell.row, cell.row + cell.rows))
            cells.append(evolve(cell, columns=cell.columns + 1))
        else:
            cells.append(evolve(cell, column=cell.column + (cell.column >= at)))
    for row in range(1 + max(cell.row for cell in table.cells)):
        if row not in taken:
            text = "甲乙丙丁" if row == titled else "戊" if row > titled else ""
            cells.append(Cell(text, row, at, place=evolve(table.place, spot=f"new {row}")))
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), table.place)


NATIONAL = "national-2020-project"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.integers(4, 9))
def test_an_unknown_column_costs_nothing(at: int) -> None:
    """Wherever it stands it is kept under its heading, which is told once."""
    layout = LAYOUTS[NATIONAL]
    titled = next(cell.row for cell in layout.table.cells if headings.heading(cell.text) == "三级指标")
    [form] = recognise(as_document(layout, with_column(layout.table, at, titled))).forms
    check(layout, form)
    assert [remark.code for remark in form.remarks] == ["heading-unknown"]
    assert [other.cells[0] for other in form.others if "戊" in other.cells] == ["甲乙丙丁"]


def renamed(table: Grid, names: dict[str, str]) -> Grid:
    cells = (evolve(cell, text=names.get(headings.heading(cell.text), cell.text)) for cell in table.cells)
    return Grid(tuple(cells), table.place)


UNKNOWN = {"一级指标": "甲甲", "二级指标": "乙乙", "三级指标": "丙丙", "年度指标值": "丁丁", "实际完成值": "戊戊"}


@pytest.mark.parametrize(
    "names", [UNKNOWN, {"年度指标值": "丁丁", "实际完成值": "戊戊"}, UNKNOWN | {"偏差原因分析及改进措施": "己"}]
)
def test_columns_are_told_by_what_they_hold_where_nobody_knows_their_headings(names: dict[str, str]) -> None:
    layout = LAYOUTS[NATIONAL]
    [form] = recognise(as_document(layout, renamed(layout.table, names))).forms
    check(layout, form)
    assert "columns-inferred" in [remark.code for remark in form.remarks]


def test_points_are_told_by_the_total_that_they_add_to() -> None:
    """The points of the funds have the same headings in their own table: only the lines' are unknown."""
    layout = LAYOUTS[NATIONAL]
    titled = next(cell.row for cell in layout.table.cells if headings.heading(cell.text) == "三级指标")
    names = {"年度指标值": "丁丁", "实际完成值": "戊戊", "分值": "庚", "得分": "辛"}
    cells = (
        evolve(cell, text=names.get(headings.heading(cell.text), cell.text)) if cell.row == titled else cell
        for cell in layout.table.cells
    )
    [form] = recognise(as_document(layout, Grid(tuple(cells), layout.table.place))).forms
    assert read_rows(form) == wanted_rows(layout)


def test_a_table_whose_columns_nobody_can_tell_is_said() -> None:
    """No row of it is lost in silence: the form is not whole."""
    layout = LAYOUTS[NATIONAL]
    names = UNKNOWN | {"分值": "庚庚", "得分": "辛辛", "总分": "壬壬"}
    [form] = recognise(as_document(layout, renamed(layout.table, names))).forms
    assert form.unread and not form.indicators
    assert {"投放车辆数", "市民满意度"} <= {text for other in form.others for text in other.cells}


@given(st.permutations(range(4, 9)))
def test_columns_stand_in_any_order(order: list[int]) -> None:
    layout = LAYOUTS[NATIONAL]
    titled = next(cell.row for cell in layout.table.cells if headings.heading(cell.text) == "三级指标")
    last = max(cell.row for cell in layout.table.cells)
    moved = tuple(
        evolve(cell, column=order[cell.column - 4]) if titled <= cell.row < last and cell.column >= 4 else cell
        for cell in layout.table.cells
    )
    table = Grid(tuple(sorted(moved, key=lambda cell: (cell.row, cell.column))), layout.table.place)
    [form] = recognise(as_document(layout, table)).forms
    assert read_rows(form) == wanted_rows(layout)
