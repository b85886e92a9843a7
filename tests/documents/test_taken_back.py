"""What a page strikes out, raises or sets apart makes no other figure of the one beside it."""

from __future__ import annotations

import io
import re

import docx
import pytest
from layouts import NATIONAL, grid
from recognised import one

from indicators import Form
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score
from scoring.audit import audit

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "培训人数", "≥20人", "13人", "20", "13"]


def page(cell: str) -> Form:
    rows = (HEAD, [*ROW[:-1], cell])
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    data = f"<html><body><p>项目支出绩效自评表</p><table>{body}</table></body></html>"
    return contents(data.encode(), "a.html", Limits()).forms[0]


def word(*runs: tuple[str, str]) -> Form:
    made = docx.Document()
    made.add_paragraph("项目支出绩效自评表")
    table = made.add_table(2, len(HEAD))
    for at, (head, text) in enumerate(zip(HEAD, ROW, strict=True)):
        table.cell(0, at).text, table.cell(1, at).text = head, text
    last = table.cell(1, len(HEAD) - 1).paragraphs[0]
    last.clear()
    for text, look in runs:
        run = last.add_run(text)
        if look:
            setattr(run.font, look, True)
    stream = io.BytesIO()
    made.save(stream)
    return contents(stream.getvalue(), "a.docx", Limits()).forms[0]


def filed(form: Form) -> str:
    [line] = form.indicators
    return str(line.filed) if line.filed is not None else "unread" if line.is_unread("filed") else "empty"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("<s>20</s>13", "13"), ("<strike>20</strike>13", "13"), ("<del>20</del>13", "13"),
        ("<span style='text-decoration: line-through'>20</span> 13", "13"), ("<s>20</s>", "20"),
        ("13<sup>2</sup>", "13"), ("13.5<sup>①</sup>", "unread"), ("1<sup>2</sup>3", "unread"),
        ("<input value='13'>", "13"), ("<input type='hidden' value='20'>13", "13"), ("<textarea>13</textarea>", "13"),
        ("20<br>13", "unread"), ("9.5 10", "unread"), ("10\u3000.5", "10.5"), ("1 3", "13"), ("10.<br>5", "10.5"),
    ],
)  # fmt: skip
def test_on_a_page(cell: str, wanted: str) -> None:
    form = page(cell)
    assert filed(form) == wanted
    if wanted == "unread":
        found = {each.code for each in audit(score(form)) if each.severity == "error"}
        assert "D104" in found and not found & {"F002", "S301", "S302", "S305", "S308"}


@pytest.mark.parametrize("look", ["strike", "double_strike"])
def test_struck_out_in_word(look: str) -> None:
    assert filed(word(("20", look), ("13", ""))) == "13"
    assert filed(word(("20", look))) == "20"


def test_raised_in_word() -> None:
    assert filed(word(("13", ""), ("2", "superscript"))) == "13"


@pytest.mark.parametrize(("weight", "cell", "wanted"), [("20", "65%", ""), ("20%", "13%", "13"), ("20%", "65%", "")])
def test_points_in_percent_are_points_where_the_weight_can_hold_them(weight: str, cell: str, wanted: str) -> None:
    form = one(grid(re.sub(r"≥50万亩 \| 45万亩 \| 20 \| 18", f"≥50万亩 | 45万亩 | {weight} | {cell}", NATIONAL)))
    line = form.indicators[0]
    assert (str(line.filed or ""), line.is_unread("filed")) == (wanted, not wanted)


@pytest.mark.parametrize("cell", ["13（扣7）", "13分（扣7分）", "13(减7)"])
def test_what_was_lost_may_stand_behind_a_score(cell: str) -> None:
    (line,) = page(cell).indicators
    assert line.filed is not None and line.filed.value == 13


@pytest.mark.parametrize("cell", ["13（7）", "13（原20）", "（13）"])
def test_another_figure_behind_a_score_is_for_a_person(cell: str) -> None:
    (line,) = page(cell).indicators
    assert line.filed is None and "filed" in line.unread
