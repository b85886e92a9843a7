"""Cells typed over: what is taken, what is refused, what the page shows of it."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from tiers import variants

from indicators import Form, Line, loads
from scoring.web.edits import edit

from .looks import EXAMPLES, FILES, SUBSIDY, cells, figure, status, upload


def test_a_page_posted_back_unchanged_changes_nothing(opened, site) -> None:
    user = opened()
    upload(user, *sorted(EXAMPLES.glob("*.toml")), FILES / "forms.docx", FILES / "forms.xlsx")
    session = site.sessions.get(user.base_url.path.strip("/"), user.cookies["jixiao"])
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


CELLS = [
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
    ("form.printed_grade", "优", lambda form: form.printed_grade),
    ("form.title", "新表", lambda form: form.title),
    ("form.project", "新项目", lambda form: form.project),
    ("form.unit", "新单位", lambda form: form.unit),
    ("budget.money_unit", "元", lambda form: form.budget.money_unit),
    ("budget.initial", "9000", lambda form: form.budget.initial),
    ("form.rulebook", "hongshan-2023", lambda form: form.rulebook),
    ("form.improvement", "改", lambda form: form.improvement),
]


@pytest.mark.parametrize(("cell", "value", "field"), variants(CELLS[::2] + CELLS[1::2], 9))
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


def test_the_names_and_points_of_annual_goals_can_be_edited(opened) -> None:
    user = opened()
    posted = cells(upload(user, EXAMPLES / "9-department.toml").text)
    user.post("/forms/1", data=posted | {"g1.name": "稳就业", "g2.weight": "10", "g3.name": "", "g4.text": "新"})
    groups = loads(user.get("/forms/1/download/toml").text).groups
    assert [group.name for group in groups] == ["稳就业", *(f"年度目标{number}" for number in (2, 3, 4))]
    assert {line.group for line in groups[0].lines} == {"稳就业"}
    assert groups[1].weight.text == "10" and groups[3].text == "新"
    now = cells(user.get("/forms/1").text)
    assert user.post("/forms/1", data=now | {"g3.name": ""}).status_code == 200
    assert cells(user.get("/forms/1").text)["version"] == now["version"]  # no name is the number: nothing was changed


def test_the_money_unit_is_scored_by(opened) -> None:
    user = opened()
    text = SUBSIDY.read_text("utf-8").replace("spent = 4809.87", 'spent = "4809.87万元"')
    page = user.post("/upload", files=[("files", ("a.toml", text.encode()))]).text
    before = figure(page, "r-budget")
    after = user.post("/forms/1", data=cells(page) | {"budget.money_unit": "亿元"}).text
    # 7532.21亿元 beside 4809.87万元: as it stands next to nothing, in one unit what it was
    assert figure(after, "r-budget") == f"0.00–{before}"


def test_what_is_not_edited_is_shown(opened) -> None:
    """A line's own step table, and the sources of the budget."""
    text = """
[form]
kind = "project"
[budget]
weight = 10
budget = 100
spent = 90
[[budget.source]]
name = "上年结转"
budget = "17.5"
[[indicator]]
name = "合格率"
target = "≥90%"
actual = "86%"
weight = 10
steps = [{at = "≥90%", points = 10}, {at = "≥85%", points = 7.25}]
"""
    user = opened()
    page = user.post("/upload", files=[("files", ("a.toml", text.encode()))]).text
    assert "≥85% → 7.25" in figure(page, "n-i1")
    assert "上年结转" in figure(page, "n-budget") and "17.5" in figure(page, "n-budget")
    user.post("/forms/1", data=cells(page) | {"i1.actual": "95%"})
    assert len(loads(user.get("/forms/1/download/toml").text).indicators[0].steps) == 2


def test_the_title_follows_its_cell(opened) -> None:
    user = opened()
    posted = cells(upload(user, SUBSIDY).text) | {"form.title": "新的自评表"}
    part = user.post("/forms/1", data=posted, headers={"HX-Request": "true"}).text
    assert figure(part, "label") == "新的自评表" == figure(user.get("/forms/1").text, "label")


UNREAD = """
[form]
kind = "project"
unread = ["printed_total"]
[budget]
weight = 20
spent = 5
filed = 20
unread = ["budget"]
[[indicator]]
name = "培训"
target = "≥90%"
weight = 80
filed = 80
unread = ["actual"]
candidates = {actual = ["95%", "85%"]}
"""


def test_a_cell_to_confirm_says_what_it_may_be_until_it_is_typed(opened) -> None:
    user = opened()
    user.post("/upload", files={"files": ("a.toml", UNREAD.encode())})
    page = user.get("/forms/1").text
    assert "3 figures to confirm" in page
    assert "to confirm: 95% / 85%" in figure(page, "m-i1-actual")
    assert figure(page, "r-i1") == "0.00–80.00"
    page = user.post("/forms/1", data=cells(page) | {"i1.actual": "85%"}).text
    assert figure(page, "m-i1-actual") == "" and figure(page, "r-i1") == "75.56"
    page = user.post("/forms/1", data=cells(page) | {"budget.target": "5", "form.printed_total": "100"}).text
    assert "to confirm" not in page
    taken = loads(user.get("/forms/1/download/toml").text)
    assert taken.to_confirm == 0


def test_a_cell_left_alone_stays_to_confirm(opened, site) -> None:
    user = opened()
    user.post("/upload", files={"files": ("a.toml", UNREAD.encode())})
    page = user.get("/forms/1").text
    assert user.post("/forms/1", data=cells(page)).status_code == 200
    (entry,) = site.sessions.get(user.base_url.path.strip("/"), user.cookies["jixiao"]).entries.values()
    assert (entry.version, entry.form.to_confirm) == (0, 3)


@pytest.mark.parametrize(("key", "exact"), [("actual", "exact"), ("target", "exact_target")])
def test_a_cell_typed_anew_drops_the_exact_number_behind_the_old_one(key, exact):
    line = Line("i1", "indicator", target="≥3", actual="0.33", exact=(F(1, 3), F(1, 3)), exact_target=(F(3), None))
    done = edit(Form("project", indicators=(line,)), {f"i1.{key}": "5"}).form.indicators[0]
    other = {"exact": "exact_target", "exact_target": "exact"}[exact]
    assert (getattr(done, key), getattr(done, exact), getattr(done, other)) == ("5", None, getattr(line, other))
