"""The fields of a form's head: labels with their values, in one cell or in a cell behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from indicators.reading.grid import Cell
from indicators.recognition import headings, labels

Field = tuple[str, Cell, str]  # role, value, the label as printed
UNKNOWN = "unknown"


def fields(cells: Sequence[Cell], *, ruled: bool = False) -> list[Field] | None:
    """The fields that a row of labels and values gives; None where one of its cells is neither.

    In a ruled row a label that nobody knows is one as well, if another is known: it and its value have no role.

    >>> cells = (Cell("主管部门", 0, 0), Cell("某局", 0, 1), Cell("自评得分：99", 0, 3))
    >>> [(role, cell.text) for role, cell, _ in fields(cells)]
    [('department', '某局'), ('total', '99')]
    >>> cells = (Cell("项目名称", 0, 0), Cell("某项目", 0, 1), Cell("项目概况", 0, 2), Cell("修路", 0, 3))
    >>> [(role, cell.text) for role, cell, _ in fields(cells, ruled=True)]
    [('project', '某项目'), ('unknown', '项目概况'), ('unknown', '修路')]
    """
    found: list[Field] = []
    at, known = 0, False
    while at < len(cells):
        cell, following = cells[at], cells[at + 1] if at + 1 < len(cells) else None
        own = _own(cell)
        if own is None and labels.is_year(cell.text):
            found.append(("year", cell, ""))
            at += 1
            continue
        if own is None:
            if not ruled:
                return None
            found.append((UNKNOWN, cell, ""))
            at += 1
            continue
        known = True
        label = headings.heading(cell.text) if len(own) == 1 and not own[0][1] else ""
        within = _before(cell.text)
        found += [(role, evolve(cell, text=value), within if role == "ignored" else "") for role, value in own if value]
        role, value = own[-1]
        if not value and following is not None and _own(following) is None:
            found.append((labels.filing(label, following.text) if label == "单位" else role, following, label))
            at += 1
        at += 1
    return found if known else None


def _before(text: str) -> str:
    """The label that a text begins with, where it holds its value too; empty where it begins with none.

    >>> _before("填报人：张三"), _before("联系人 张三"), _before("某局")
    ('填报人', '联系人', '')
    """
    first = re.split(r"[:：\s]", text.strip(), maxsplit=1)[0]
    return headings.heading(first) if headings.label(first) else ""


def _own(cell: Cell) -> tuple[tuple[str, str], ...] | None:
    """The labels in a cell with the values in it; a bare label has none. None where the cell is no label."""
    within = labels.labelled(cell.text)
    if within:
        return within
    role = headings.label(cell.text)
    if role:
        return ((role, ""),)
    apart = labels.label_before(cell.text)
    return (apart,) if apart else None
