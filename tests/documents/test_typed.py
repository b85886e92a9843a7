"""What is typed into a form (reasons, names, telephones) moves no rulebook, score or total, in any layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from attrs import evolve
from corpus import LAYOUTS, Layout, as_document
from test_remarks import meaning
from tiers import variants

from indicators.form import Form
from indicators.reading.grid import Cell, Document, Grid
from indicators.recognition import headings
from indicators.recognition.recognise import recognise

FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)
HEAD = ("project", "department", "unit", "deviation_reason", "improvement")
FILLED = (
    "因疫情影响，项目延期至2024年3月完成",
    "王小明 13800000000",
    "本单位执行率=执行数/年初预算数，得分=权重*(1-(B-A)/A)，90-100分为优",
    "无",
    "完成率98%，扣2分，建议调整预算50万元",
)
Change = Callable[[list[Cell]], list[str]]


def typed(layout: Layout) -> list[Cell]:
    """The cells of a layout with what somebody typed beside the figures: reasons, improvements, names, telephones."""
    found = recognise(as_document(layout)).forms
    spots = {place for form in found for place in places(form)}
    cells = layout.table.cells
    labels = [cell for cell in cells if headings.label(cell.text) == "ignored"]
    beside = {(cell.row, cell.column + cell.columns) for cell in labels}
    return [cell for cell in cells if str(cell.place) in spots or (cell.row, cell.column) in beside]


def places(form: Form) -> Iterator[str]:
    own = dict(form.places)
    yield from (str(own[key]) for key in HEAD if key in own)
    for line in form.lines():
        spots = dict(line.places)
        if "reason" in spots:
            yield str(spots["reason"])


def retyped(layout: Layout, change: Change) -> Document:
    cells = typed(layout)
    texts = dict(zip((cell.place for cell in cells), change(cells), strict=True))
    own = (evolve(cell, text=texts.get(cell.place, cell.text)) for cell in layout.table.cells)
    return as_document(layout, Grid(tuple(own), layout.table.place))


def deleted(cells: list[Cell]) -> list[str]:
    return [""] * len(cells)


def turned(cells: list[Cell]) -> list[str]:
    """Each cell with the text of the next: names stand where reasons stood, reasons where names."""
    texts = [cell.text for cell in cells]
    return texts[1:] + texts[:1]


def filled(text: str) -> Change:
    return lambda cells: [text] * len(cells)


CHANGES = {"deleted": deleted, "turned": turned} | {text: filled(text) for text in FILLED}


@pytest.mark.parametrize("name", variants(FORMS, 8))
def test_what_is_typed_moves_nothing(name: str) -> None:
    layout = LAYOUTS[name]
    wanted = meaning(as_document(layout))
    for told, change in CHANGES.items():
        assert meaning(retyped(layout, change)) == wanted, told


def test_most_layouts_have_such_cells() -> None:
    assert sum(bool(typed(LAYOUTS[name])) for name in FORMS) > len(FORMS) * 3 // 4
