"""Cells typed over: what is taken, what is refused, what the page shows of it."""

from __future__ import annotations

import pytest

from indicators import loads

from .looks import EXAMPLES, FILES, SUBSIDY, cells, figure, status, upload


def test_a_page_posted_back_unchanged_changes_nothing(opened, site) -> None:
    user = opened()
    upload(user, *sorted(EXAMPLES.glob("*.toml")), FILES / "forms.docx", FILES / "forms.xlsx")
    session = site.sessions.get(user.cookies["jixiao"])
    assert len(session.entries) > 9
    for entry in list(session.entries.values()):
        page = user.get(f"/forms/{entry.number}").text
        assert user.post(f"/forms/{entry.number}", data=cells(page)).status_code == 200
        assert session.entries[entry.number].version == 0


def test_an_edit_changes_score_totals_and_findings(opened) -> None:
    user = opened()
    page = upload(user, SUBSIDY).text
    assert figure(page, "r-i4") == "3.20" and "S303" in figure(page, "n-i4")
    posted = cells(page) | {"i4.actual": "3000", "i4.filed": "4"}
    page = user.post("/forms/1", data=posted).text
    assert figure(page, "r-i4") == "4.00" and "S303" not in figure(page, "n-i4")
    assert figure(page, "t-1") == "90.77"
    taken = loads(user.get("/forms/1/download/toml").text)
    assert next(line for line in taken.lines() if line.id == "i4").actual == "3000"


@pytest.mark.parametrize(
    ("cell", "value", "field"),
    [
        ("budget.target", "8000", lambda form: form.budget.line.target),
        ("budget.actual", "7000万元", lambda form: form.budget.line.actual),
        ("budget.weight", "10", lambda form: form.budget.line.weight.text),
        ("goal.actual", "90%", lambda form: form.goal.actual),
        ("i1.name", "新名", lambda form: form.indicators[0].name),
        ("i1.level", "part", lambda form: form.indicators[0].level),
        ("i1.rate", "0.8", lambda form: form.indicators[0].rate.text),
        ("i1.kind", "reverse", lambda form: form.indicators[0].kind),
        ("i1.reason", "一\n二", lambda form: form.indicators[0].reason),
        ("i1.filed", "", lambda form: form.indicators[0].filed or ""),
        ("i1+i2+i3.level1", "成本", lambda form: form.indicators[2].level1),
        ("form.year", "2024", lambda form: str(form.year)),
        ("form.printed_total", "90.5", lambda form: form.printed_total.text),
        ("form.rulebook", "hongshan-2023", lambda form: form.rulebook),
        ("form.improvement", "改", lambda form: form.improvement),
    ],
)
def test_any_cell_can_be_edited(opened, cell: str, value: str, field) -> None:
    user = opened()
    posted = cells(upload(user, SUBSIDY).text)
    assert cell in posted
    user.post("/forms/1", data=posted | {cell: value})
    assert field(loads(user.get("/forms/1/download/toml").text)) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("i1.filed", "优"), ("i1.weight", "-1"), ("i1.weight", "1e999999999"), ("i1.rate", "2"), ("i1.kind", "no"),
        ("form.year", "20x4"), ("form.year", "999"), ("budget.actual", "many"), ("form.rulebook", "../x.toml"),
    ],
)  # fmt: skip
def test_a_refused_value_stays_in_its_cell_with_the_reason(opened, cell: str, value: str) -> None:
    user = opened()
    before = cells(upload(user, SUBSIDY).text)
    answer = user.post("/forms/1", data=before | {cell: value, "i2.filed": "1"})
    assert answer.status_code == 422
    assert "Not taken over" in status(answer.text)
    taken = cells(user.get("/forms/1").text)
    assert taken[cell] == before[cell] and taken["i2.filed"] == "1"


def test_a_script_gets_the_figures_alone(opened) -> None:
    user = opened()
    posted = cells(upload(user, SUBSIDY).text)
    answer = user.post("/forms/1", data=posted | {"i4.actual": "3000"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.text and 'hx-swap-oob="true"' in answer.text
    assert "Recomputed" in status(answer.text)
    assert figure(answer.text, "r-i4") == "4.00"
    posted |= {"i4.actual": "3000", "version": "1"}
    again = user.post("/forms/1", data=posted, headers={"HX-Request": "true"})
    assert 'id="status"' not in again.text  # Enter sends twice: what was said stays


def test_an_old_page_cannot_undo_a_new_one(opened) -> None:
    user = opened()
    old = cells(upload(user, SUBSIDY).text)
    user.post("/forms/1", data=old | {"i4.actual": "3000"})
    answer = user.post("/forms/1", data=old | {"i5.actual": "1"})
    assert answer.status_code == 409
    assert cells(answer.text)["i4.actual"] == "3000"
    assert cells(user.get("/forms/1").text)["i5.actual"] == "7484"
