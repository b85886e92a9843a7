"""Printed layouts flattened to text: cells that may have slipped are for a person, and never certain."""

from __future__ import annotations

import pytest
from corpus import LAYOUTS, Layout, plain, read_rows, wanted_rows

from indicators.reading.documents import contents
from indicators.reading.limits import Limits

FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)


def as_lines(layout: Layout, how: str) -> bytes:
    """The layout as text: its rows parted by tabs or by bars, or each cell that holds anything on a line of its own."""
    lines = list(layout.above)
    for row in range(1 + max(cell.row for cell in layout.table.cells)):
        texts = [cell.text.replace("\n", "") for cell in layout.table.cells if cell.row == row]
        cells = {"bars": [" | ".join(texts) + " |"], "tabs": ["\t".join(texts)], "lines": list(filter(None, texts))}
        lines += cells[how]
    return "\n".join([*lines, *layout.below]).encode()


@pytest.mark.parametrize("how", ["bars", "tabs", "lines"])
def test_text_of_layouts_is_read_and_no_cell_is_certain_and_wrong(how: str) -> None:
    """Cells that may have slipped are for a person; a row that is not read whole is told."""
    whole = count = 0
    for layout in (LAYOUTS[name] for name in FORMS):
        found = contents(as_lines(layout, how), "a.txt", Limits()).forms
        rows, wanted = [row for form in found for row in read_rows(form)], wanted_rows(layout)
        whole += sum(row in rows for row in wanted)
        count += len(wanted)
        lines = {plain(line.name): line for form in found for line in form.lines() if line.block == "indicator"}
        for name, *cells in wanted:
            line = lines.get(plain(name))
            if line is None:
                continue
            read = (plain(line.target).lstrip("="), plain(line.actual), str(line.weight or ""), str(line.filed or ""))
            for key, ours, theirs in zip(("target", "actual", "weight", "filed"), read, cells, strict=True):
                assert ours == theirs or key in line.unread or not ours, (layout.name, name, key, ours, theirs)
    assert whole * 100 >= count * (90 if how == "lines" else 97)
