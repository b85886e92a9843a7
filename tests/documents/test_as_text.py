"""Tables as tools write them to text: spaces between columns, grid tables, bars with and without ends."""

from __future__ import annotations

from functools import cache

import pytest
from as_text import as_bars, as_grid_table, as_spaced
from corpus import LAYOUTS, as_html, plain, read_rows, wanted_rows
from tiers import variants

from indicators.form import Form
from indicators.reading.documents import contents
from indicators.reading.grid import Grid, Paragraph, Words
from indicators.reading.limits import Limits
from indicators.reading.text import read
from scoring import score
from scoring.audit import audit

FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)


def each_in_turn(ways: list[object]) -> list[tuple[str, object]]:
    """Every layout each way; in the quick tier one way for each, in turn."""
    number = len(ways)
    cases = [(name, ways[(at + turn) % number]) for turn in range(number) for at, name in enumerate(FORMS)]
    return variants(cases, len(FORMS))


def form_of(data: bytes) -> Form:
    [form] = contents(data, "a.txt", Limits()).forms
    return form


def errors(form: Form) -> set[str]:
    return {each.code for each in audit(score(form)) if each.severity == "error"}


@cache
def errors_of_page(name: str) -> set[str]:
    [page] = contents(as_html(LAYOUTS[name]), "a.html", Limits()).forms
    return errors(page)


def check(name: str, form: Form, *, budget: bool = True) -> None:
    """Every row and the budget as they stand in the layout, and no error that the layout itself does not have."""
    layout = LAYOUTS[name]
    assert read_rows(form) == wanted_rows(layout)
    if budget and layout.fact("budget"):
        initial, last, spent, *_ = (text.strip() for text in layout.fact("budget").split("|"))
        assert (plain(form.budget.line.target), plain(form.budget.line.actual)) == (
            plain(last or initial),
            plain(spent),
        )
    assert errors(form) <= errors_of_page(name)


@pytest.mark.parametrize(("name", "outer"), each_in_turn([True, False]))
def test_tables_of_bars(name: str, outer: bool) -> None:
    check(name, form_of(as_bars(LAYOUTS[name], outer=outer)))


@pytest.mark.parametrize(("name", "wide"), each_in_turn(["WF", ""]))
def test_grid_tables(name: str, wide: str) -> None:
    check(name, form_of(as_grid_table(LAYOUTS[name], wide)))


@pytest.mark.parametrize(("name", "wide"), each_in_turn(["WF", "WFA", ""]))
def test_columns_parted_by_spaces(name: str, wide: str) -> None:
    """Whatever width the tool thought that characters have; every row is noted."""
    form = form_of(as_spaced(LAYOUTS[name], wide))
    check(name, form, budget=False)
    noted = {remark.line for remark in form.remarks if remark.code == "row-realigned"}
    assert noted >= {line.id for line in form.lines() if line.block == "indicator"}


def parts(text: str) -> list[type]:
    return [type(part) for part in read(text.encode(), "a.txt", Limits()).parts]


@pytest.mark.parametrize(
    "text",
    [
        "单位名称：某局    自评得分：88.77",
        "一  总则\n二  细则\n三  附则",
        "    第一段。\n    第二段。\n    第三段。",
        "甲  乙\n丙  丁  戊\n己  庚",
    ],
)
def test_few_gaps_are_no_columns(text: str) -> None:
    assert set(parts(text)) == {Paragraph}


def test_tables_of_another_kind_are_none_of_spaces() -> None:
    lines = "甲  乙  丙\n丁  戊  己\n一级指标 | 目标值 |\n庚  辛  壬\n"
    assert Words not in parts(lines)
    assert parts("甲  乙  丙\n丁  戊  己\n庚  辛  壬\n| 子 | 丑 |\n|---|---|\n| 寅 | 卯 |") == [Words, Grid]


@pytest.mark.parametrize(
    "text",
    [
        "+---+---+\n| 甲 |",  # no end
        "+---+\n",
        "+----+----+\n| 甲 | 乙乙乙乙乙 |\n+----+----+",  # its lines do not meet
        "+----+\nprose\n+----+",
    ],
)
def test_what_is_no_grid_table(text: str) -> None:
    """Nothing is lost: it is read as it was, line by line."""
    found = read(text.encode(), "a.txt", Limits()).parts
    assert not [part for part in found if isinstance(part, Grid) and part.ruled]
    assert ("甲" in repr(found)) == ("甲" in text)


def test_places_in_a_grid_table_are_lines() -> None:
    text = "题\n\n+----+----+\n| 甲 | 乙 |\n|    +----+\n|    | 丙 |\n|    | 丁 |\n+----+----+\n"
    [_, table] = read(text.encode(), "a.txt", Limits()).parts
    assert [(cell.text, cell.row, cell.column, cell.rows, cell.place.spot) for cell in table.cells] == [
        ("甲", 0, 0, 2, "4"), ("乙", 0, 1, 1, "4"), ("丙\n丁", 1, 1, 1, "6"),
    ]  # fmt: skip


NONE = sorted(name for name, each in LAYOUTS.items() if each.fact("stage") == "none")
WAYS = {
    "page": as_html,
    "bars": lambda layout: as_bars(layout, outer=True),
    "bare bars": lambda layout: as_bars(layout, outer=False),
    "grid table": as_grid_table,
    "spaces": as_spaced,
    "tabs": lambda layout: as_spaced(layout, gap=2).replace(b"  ", b"\t"),
}


@pytest.mark.parametrize("name", NONE)
@pytest.mark.parametrize("way", WAYS)
def test_public_tables_that_are_no_form_are_none(name: str, way: str) -> None:
    """Final accounts, budgets, lists of projects, appraisals of persons, bids, notices: at least 20 kinds."""
    assert len(NONE) >= 20
    found = contents(WAYS[way](LAYOUTS[name]), "a.html" if way == "page" else "a.txt", Limits())
    assert (found.forms, found.tables) == ((), ())
