"""What a unit typed beside a form (备注) moves neither its rulebook, nor a score, nor a total, in every layout."""

from __future__ import annotations

import pytest
from attrs import evolve
from corpus import LAYOUTS, Layout, as_document
from tiers import variants

from indicators.place import Place
from indicators.reading.grid import Cell, Document, Grid, Paragraph
from indicators.recognition.recognise import recognise
from scoring import score

FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)
REMARKS = (
    "无",
    "本项目调整后预算50万元",
    "1.本单位按100-80%（含80%）、80-50%（含50%）、50-0%打分；2.本项目执行率=执行数/年初预算数",
    "得分=权重×(1-(B-A)/A)，90-100分为优，70-90分为良，50-70分为中，总分88分",
)
PRINTED = "1.反向指标得分=权重×(1-(B-A)/A)"


def meaning(document: Document) -> list[object]:
    """What must not move: the forms, their rulebooks, scores and totals."""
    found: list[object] = []
    for form in recognise(document).forms:
        card = score(form)
        lines = [(each.line.name, each.weight, each.exact, each.status) for each in card.lines]
        found.append((card.choice.label, card.choice.how, card.rule, card.exact, card.filed, form.printed_total, lines))
    return found


def with_row(table: Grid, at: int, texts: tuple[str, ...]) -> Grid:
    """The table with a further row before row ``at``: a label and a value, or one cell over the whole width."""
    width = max(cell.column + cell.columns for cell in table.cells)
    moved = [evolve(cell, row=cell.row + (cell.row >= at)) for cell in table.cells]
    sizes = (1, width - 1) if len(texts) == 2 else (width,)
    place = evolve(table.place, spot="remark")
    moved += [Cell(text, at, each, 1, sizes[each], place) for each, text in enumerate(texts)]
    return Grid(tuple(sorted(moved, key=lambda cell: (cell.row, cell.column))), table.place)


def seams(table: Grid) -> list[int]:
    """The rows before which a row may stand without cutting a cell, below the table's middle; the end is one."""
    last = max(cell.row + cell.rows for cell in table.cells)
    cut = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.rows)}
    return [row for row in range(last // 2, last + 1) if row not in cut and row > 0][-3:]


def remarked(layout: Layout, remark: str) -> list[Document]:
    own = layout.table
    shapes = (("备注", remark), ("说明", PRINTED), (f"备注：{remark}",))
    rows = [with_row(own, at, texts) for at in seams(own) for texts in shapes]
    below = Paragraph(f"备注：{remark}", Place(layout.name, "remark"))
    plain = as_document(layout)
    return [*(as_document(layout, each) for each in rows), evolve(plain, parts=(*plain.parts, below))]


@pytest.mark.parametrize("name", variants(FORMS[::-1], 6))
def test_a_remark_moves_nothing(name: str) -> None:
    """Changing it, or deleting it again, moves nothing either: each stands against the form without one."""
    wanted = meaning(as_document(LAYOUTS[name]))
    for remark in REMARKS:
        for document in remarked(LAYOUTS[name], remark):
            assert meaning(document) == wanted


def test_a_printed_note_speaks() -> None:
    """The same words as a numbered note below the table contradict a rulebook that states another formula."""
    layout = LAYOUTS["hubei-huanggang-two-goals"]
    plain = as_document(layout)
    noted = evolve(plain, parts=(*plain.parts, Paragraph(PRINTED, Place(layout.name, "note"))))
    assert [each.notes[-1] for each in recognise(noted).forms] == [PRINTED]
    assert meaning(noted) != meaning(plain)


TYPED = (
    "备注：1.反向指标得分=权重×(1-(B-A)/A)",
    "备注：预算执行率=执行数/年初预算数×10",
    "说明：一级指标分值统一设置为：产出指标40分、效益指标40分、满意度10分、预算执行率10分",
    "注：预算执行率低于100%的，不得评为优；预算执行率低于100%的，总分不得超过59分",
)


def in_column(table: Grid, column: int, text: str) -> Grid:
    """The table with a last row in which only the cell of one column holds anything."""
    width = max(cell.column + cell.columns for cell in table.cells)
    row = max(cell.row + cell.rows for cell in table.cells)
    made = [
        Cell(text if at == column else "", row, at, place=evolve(table.place, spot=f"x{at}")) for at in range(width)
    ]
    return Grid((*table.cells, *made), table.place)


@pytest.mark.parametrize("name", variants(FORMS, 6))
def test_a_rule_typed_into_a_cell_of_a_column_moves_nothing(name: str) -> None:
    """Under a further column of the table it is typed, whatever label and number it begins with."""
    layout = LAYOUTS[name]
    wanted, width = meaning(as_document(layout)), max(cell.column + cell.columns for cell in layout.table.cells)
    for text in TYPED:
        for column in range(width // 2, width):
            assert meaning(as_document(layout, in_column(layout.table, column, text))) == wanted


@pytest.mark.parametrize("name", variants(FORMS[::-1], 6))
def test_a_rule_typed_as_the_reason_of_a_line_moves_nothing(name: str) -> None:
    layout = LAYOUTS[name]
    plain = as_document(layout)
    reasons = {dict(line.places).get("reason") for form in recognise(plain).forms for line in form.lines()} - {None}
    bare = [evolve(cell, text="" if cell.place in reasons else cell.text) for cell in layout.table.cells]
    wanted = meaning(as_document(layout, Grid(tuple(bare), layout.table.place)))
    for text in TYPED:
        cells = [evolve(cell, text=text if cell.place in reasons else cell.text) for cell in layout.table.cells]
        assert meaning(as_document(layout, Grid(tuple(cells), layout.table.place))) == wanted
