"""Two forms beside each other on one sheet are two forms, whatever stands between them."""

from __future__ import annotations

import pytest
from attrs import evolve
from layouts import NATIONAL, grid
from recognised import cells, one, read

from indicators.reading.grid import Cell, Grid

TITLED = "| 项目支出绩效自评表 |" + " < |" * 9 + NATIONAL
OTHER = TITLED.replace("高标准农田建设", "村道养护").replace("田间道路", "村道").replace("| 950 |", "| 800 |")


def beside(*tables: Grid, gap: int) -> Grid:
    found: list[Cell] = []
    at = 0
    for table in tables:
        found += (evolve(cell, column=cell.column + at) for cell in table.cells)
        at = max(cell.column + cell.columns for cell in found) + gap
    return Grid(tuple(sorted(found, key=lambda cell: (cell.row, cell.column))))


@pytest.mark.parametrize("gap", [0, 1, 3])
@pytest.mark.parametrize("titled", [True, False])
def test_each_is_read_as_if_it_stood_alone(gap: int, titled: bool) -> None:
    texts = [TITLED, OTHER, TITLED] if titled else [NATIONAL, OTHER.partition("\n")[2], NATIONAL]
    alone = [one(grid(text)) for text in texts]
    forms = read(beside(*map(grid, texts), gap=gap))
    assert [form.project for form in forms] == ["高标准农田建设", "村道养护", "高标准农田建设"]
    for form, wanted in zip(forms, alone, strict=True):
        assert cells(form) == cells(wanted) and form.printed_total == wanted.printed_total
        assert form.budget and wanted.budget
        assert (form.budget.line.target, form.budget.line.actual) == (
            wanted.budget.line.target,
            wanted.budget.line.actual,
        )


def test_categories_twice_in_one_table_part_nothing() -> None:
    assert len(cells(one(grid(NATIONAL.replace("| 偏差原因分析及改进措施 |", "| 一级指标 |"))))) == 8
