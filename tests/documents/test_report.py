"""A whole published report as extracted text, with its shifted rows, its lost cell and its broken headings."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from indicators.cells import plain
from indicators.form import Form
from indicators.reading.load import Loaded, load, read
from scoring import score

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples" / "hongshan-2023"
REPORT = HERE / "report.txt"
CELLS = ("level1", "level2", "name", "target", "actual")


@pytest.fixture(scope="module")
def report() -> Loaded:
    return read(REPORT)


def squeezed(text: str) -> str:
    return plain(text).replace(" ", "")


@cache
def published() -> dict[str, Form]:
    """The same forms as kept in the examples, under the titles of this text."""
    return {squeezed(form.title).replace("武汉市洪山区", "某区"): form for form in load(EXAMPLES)}


def test_every_form_is_found_with_its_total(report):
    assert report.problems == ()
    assert [form.printed_total.text for form in report.forms] == [
        "95", "99", "93.94", "97.93", "96.75", "76", "100", "98.69", "88.77",
    ]  # fmt: skip
    assert {form.year for form in report.forms} == {2023}


def test_every_row_has_its_name_target_completion_and_score(report):
    rows = 0
    for form in report.forms:
        kept = published()[squeezed(form.title)]
        for line, own in zip(form.lines(), kept.lines(), strict=True):
            assert (line.filed and line.filed.value) == (own.filed and own.filed.value), line
            if line.block == "indicator":
                rows += 1
                for key in CELLS:
                    assert squeezed(getattr(line, key)) == squeezed(getattr(own, key)), (line.id, key)
    assert rows == 97


def test_cells_stand_as_printed(report):
    """A truncated name stays truncated, the lost cell is missing, a row stands under the category above it."""
    by_total = {form.printed_total.text: form for form in report.forms}
    assert by_total["93.94"].unit == "人才发展服务中"
    lost = [line.id for line in by_total["95"].lines() if line.filed is None]
    assert lost == ["g2.i1"]
    last = by_total["88.77"].indicators[-1]
    assert (last.name, last.level1) == ("就业创业补贴政策覆盖率", "满意度指标")
    assert (last.place.spot, last.at("filed").file) == ("310", str(REPORT))


def test_the_totals_are_those_of_the_forms_typed_by_hand(report):
    for form in report.forms:
        card, own = score(form), score(published()[squeezed(form.title)])
        natural = (card.natural, card.natural_exact)  # the report prints no weights
        assert (card.filed, *natural) == (own.filed, own.rule, own.exact)


def test_every_row_that_was_moved_is_noted(report):
    moved = [
        (form.printed_total.text, r.line) for form in report.forms for r in form.remarks if r.code == "row-realigned"
    ]
    assert len(moved) == len(set(moved)) == 34
    assert {total for total, _ in moved} == {"95", "93.94", "88.77"}
    assert all(not form.unread and not form.others for form in report.forms)


def test_the_prose_is_kept_with_its_places(report):
    found = {each.project: (each.budget, each.spent, each.rate) for each in report.statements}
    assert len(found) == 7
    assert found["公共人事管理项目"] == ("44.16万元", "44.16万元", "100%")
    assert found["排查整治专项工作"] == ("0.24万元", "0万元", "")
    form = next(form for form in report.forms if form.project == "公共人事管理工作经费")
    assert Fraction(form.budget.line.target) == 60
