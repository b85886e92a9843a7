"""Findings stand at the cell that they speak of: never at a form's title, but for what the form lacks altogether."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from corpus import LAYOUTS, as_xlsx

from indicators.exact import Number
from indicators.form import Form
from indicators.reading.load import load
from scoring.audit import Finding, audit
from scoring.rulebook import names
from scoring.scorer import score

FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)
RULE = "备注：偏差较大的酌情扣分。"


def forms(folder: Path, name: str, *below: str) -> list[Form]:
    layout = LAYOUTS[name]
    layout = evolve(layout, facts=layout.facts | {"below": [*layout.below, *below]})
    (path := folder / f"{name}.xlsx").write_bytes(as_xlsx(layout))
    return list(load(path))


def altered(form: Form) -> list[Form]:
    """The form, and what makes it wrong: no weights, other weights, full scores with reasons, hardly any line."""
    lines = form.indicators
    return [
        form,
        evolve(form, indicators=tuple(evolve(line, weight=None) for line in lines), blocks=()),
        evolve(form, indicators=tuple(evolve(line, weight=Number.of("3")) for line in lines)),
        evolve(form, indicators=tuple(evolve(line, filed=line.weight, reason="下雨") for line in lines)),
        evolve(form, indicators=lines[:1], budget=None),
    ]


def at_head(found: Finding, form: Form) -> bool:
    """Whether a finding stands at A1 though its cell does not; what is not there at all (F001) has none."""
    own = {place for _, place in form.places} | {place for line in form.lines() for _, place in line.places}
    return found.place.spot.endswith("!A1") and found.place not in own and found.code != "F001"


@pytest.mark.parametrize("name", FORMS)
def test_no_finding_stands_at_the_title(tmp_path: Path, name: str) -> None:
    for form in forms(tmp_path, name):
        for each in altered(form):
            assert not [(found.code, found.message.show()) for found in audit(score(each)) if at_head(found, form)]
        for book in names():
            assert not [
                (found.code, found.message.show()) for found in audit(score(form, book)) if at_head(found, form)
            ]


@pytest.mark.parametrize("name", FORMS)
def test_a_rule_not_understood_is_told_at_its_note(tmp_path: Path, name: str) -> None:
    for form in forms(tmp_path, name, RULE):
        told = [found for found in audit(score(form)) if found.code == "D109" and RULE[3:-1] in found.message.show()]
        wanted = [place for key, place in form.places if key == f"notes.{len(form.notes)}"]
        assert [found.place for found in told] == wanted
        assert wanted or not form.notes


@pytest.mark.parametrize(("label", "spot"), [("主管部门", "Sheet!C4"), ("实施单位", "Sheet!H4")])
def test_an_empty_field_is_told_at_its_empty_cell(tmp_path: Path, label: str, spot: str) -> None:
    layout = LAYOUTS["anhui-tianchang-project"]
    row = next(line for line in layout.drawing.splitlines() if "主管部门" in line)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    at = cells.index(label)
    value = next(n for n in range(at + 1, len(cells)) if cells[n] != "<")
    cells[value] = ""
    drawing = layout.drawing.replace(row, f"| {' | '.join(cells)} |")
    (path := tmp_path / "a.xlsx").write_bytes(as_xlsx(evolve(layout, drawing=drawing)))
    (form,) = load(path)
    assert spot in [found.place.spot for found in audit(score(form)) if found.code == "F001"]
