"""What a reviewer printed (复核分, 财政审定得分) stands beside the filed score and the rule's in every report."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pytest
from docx import Document as Word

from indicators import Form, loads
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score
from scoring.audit import audit
from scoring.report import FormReport, Report, render

TEXT = """
[form]
kind = "project"
project = "农技推广"
title = "农技推广项目支出绩效自评表"
printed_total = 98.8
{head}
weights = "printed"

[budget]
weight = 10
budget = 100
spent = 100
filed = 10
{budget}

[[indicator]]
level1 = "产出指标"
level2 = "数量指标"
name = "培训人数"
target = "≥100人"
actual = "98人"
weight = 60
filed = 58.8
{first}

[[indicator]]
level1 = "效益指标"
level2 = "社会效益指标"
name = "受益户数"
target = "≥50户"
actual = "50户"
weight = 30
filed = 30
{second}

[[indicator]]
level1 = "加分项"
level2 = "加分项"
name = "获省级表彰"
actual = "1次"
weight = 5
filed = 2
{beside}
"""
NONE = {"head": "", "budget": "", "first": "", "second": "", "beside": ""}
EVERY = {"budget": "9.25", "first": "55.5", "second": "27.25", "beside": "1.75"}


def made(head: str = "", **given: str) -> Form:
    """The form with what a reviewer gave its total and its lines."""
    keys = NONE | {key: f"reviewed = {value}" for key, value in given.items()}
    return loads(TEXT.format(**keys | ({"head": f"复核分 = {head}"} if head else {})))


def report(*forms: Form, language: str = "zh") -> Report:
    cards = map(score, forms)
    return Report(tuple(FormReport(card, tuple(audit(card))) for card in cards), language=language)


def figures(table: str) -> list[list[str]]:
    """The rows of a table in text that hold figures of a reviewer."""
    return [re.split(r"\s{2,}|\s*\|\s*", row.strip("| ")) for row in table.splitlines()]


def test_without_a_review_no_report_speaks_of_one() -> None:
    form = made()
    assert not score(form).has_review
    for kind in ("table", "markdown", "html"):
        told = render(report(form, form), kind).replace("绩效自评复核报告", "").replace("<h3>复核: ", "")
        assert "复核" not in told


@pytest.mark.parametrize(
    ("given", "total"),
    [
        ({"head": "93.5"}, "93.5"),  # as it is printed
        (EVERY, "92.00"),  # the bonus is not among the 100
        (EVERY | {"head": "91.50"}, "91.50"),
        ({"first": "55.5"}, ""),  # nobody knows the rest
        ({"beside": "1.75"}, ""),
    ],
)
def test_every_report_shows_what_a_reviewer_printed(given: dict[str, str], total: str) -> None:
    form = made(**given)
    own = report(form)
    lines = [given.get(key, "") for key in ("budget", "first", "second", "beside")]

    text = render(own, "table")
    rows = [row for row in figures(text) if "复核" in row or row[0] in ("合计",)]
    assert [each for each in rows[0] if each in ("自评", "复核", "规则")] == ["自评", "复核", "规则"]
    assert f"复核 {total or '—'}" in text
    assert total in rows[-1] or not total

    marked = [row.strip("| ").split(" | ") for row in render(own, "markdown").splitlines() if row.startswith("| ")]
    at = marked[0].index("复核")
    assert marked[0][at - 1 : at + 2] == ["自评", "复核", "规则"]
    cells = [row.split("|")[at + 1].strip() for row in render(own, "markdown").splitlines() if row.startswith("| ")]
    assert cells[2:] == [*lines, total]

    table = list(csv.DictReader(io.StringIO(render(own, "csv"))))
    assert [row["reviewed"] for row in table] == lines

    [data] = json.loads(render(own, "json"))["forms"]
    assert [line["reviewed"] for line in data["lines"]] == [each or None for each in lines]
    assert data["totals"]["reviewed"] == (total or None)

    page = render(own, "html")
    assert '<th scope="col">自评</th><th scope="col">复核</th><th scope="col">规则</th>' in page
    assert all(f'<td class="figure">{each}</td>' in page for each in lines if each)
    assert f"复核 <b>{total or '—'}" in page

    paper = openpyxl.load_workbook(io.BytesIO(render(own, "workpaper")))
    summary, sheet = paper.worksheets[:2]
    assert [cell.value for cell in summary[1]][-1] == "表列复核分"
    assert number(summary[2][10].value) == number(total)
    at = [cell.value for cell in sheet[3]].index("表列复核分")
    column = [number(row[at]) for row in sheet.iter_rows(4, 8, values_only=True)]
    assert column == [number(each) for each in (*lines, total)]

    both = render(report(form, made()), "markdown").rpartition("## ")[2]
    assert [row.split("|")[3].strip() for row in both.splitlines() if row.startswith("| ")][2:] == [total, ""]


def number(value: object) -> float | None:
    return float(str(value)) if value not in ("", None) else None


@pytest.mark.parametrize("given", [EVERY, {"first": "55.5"}, EVERY | {"head": "91.50"}])
@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
def test_the_printed_page_keeps_it(kind: str, given: dict[str, str]) -> None:
    """The official page has a column for it, in the funds too, and reads back line by line."""
    form = made(**given)
    data = render(report(form), kind)
    data = data.encode() if isinstance(data, str) else data
    if kind == "docx":
        cells = [cell.text for table in Word(io.BytesIO(data)).tables for row in table.rows for cell in row.cells]
        assert given.get("head", "55.5") in cells
    [again] = contents(data, f"a.{kind}", Limits()).forms
    assert [str(line.reviewed or "") for line in again.lines()] == [str(line.reviewed or "") for line in form.lines()]
    assert [str(line.filed) for line in again.lines()] == [str(line.filed) for line in form.lines()]
    assert str(again.printed_total) == "98.8"


def test_a_reviewed_score_that_nobody_could_read_is_to_confirm() -> None:
    form = loads(TEXT.format(**NONE | {"first": 'unread = ["reviewed"]\ncandidates = {reviewed = ["55", "56"]}'}))
    text = render(report(form), "table")
    assert "待核对: 55 / 56" in text and score(form).reviewed is None and score(form).has_review
    form = loads(TEXT.format(**NONE | {"head": 'unread = ["reviewed"]\ncandidates = {reviewed = ["93"]}'}))
    assert "复核 待核对: 93" in render(report(form), "table")


def test_it_moves_no_score_and_no_finding() -> None:
    """A reviewer's figures are shown; neither the rule nor the audit rests on them."""
    plain, reviewed = score(made()), score(made(**EVERY, head="12"))
    assert (plain.rule, plain.filed, plain.choice.label) == (reviewed.rule, reviewed.filed, reviewed.choice.label)
    assert [each.code for each in audit(plain)] == [each.code for each in audit(reviewed)]
