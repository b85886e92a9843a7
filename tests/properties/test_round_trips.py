"""What is written reads back: forms through TOML, scorecards through JSON and CSV, figures through every table."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction as F
from pathlib import Path

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from indicators import (
    Accept,
    Budget,
    Form,
    Group,
    Line,
    Number,
    NumberError,
    Other,
    PrintedBlock,
    Source,
    Step,
    load,
    loads,
    strategies,
)
from indicators.exact import number
from indicators.writing.toml import write_form
from scoring import score
from scoring.audit import audit
from scoring.report import FormReport, Report, render
from scoring.rounding import decimal
from scoring.rulebook import rulebook

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "hongshan-2023").glob("*.toml"))
BOOK = rulebook("hongshan-2023")
# a file can hold every character but the halves of surrogate pairs; spreadsheets have signs of their own
SIGNS = "\"'\\\n\r\t\0\x7f\x1f#=+-@,;|`*_<&＝ 分"
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.text(SIGNS)
SPELLINGS = ("+5", "-0", "-0.0", "+0.50", "007", "1e1", ".5", "５", "5万", "50%", " 5 ", "二十", "1 000")
WRITTEN = strategies.numbers(high=40) | st.sampled_from(SPELLINGS).map(lambda text: Number(text, number(text)))


def reads_back(form: Form) -> None:
    text = write_form(form)
    assert loads(text) == form
    assert write_form(loads(text)) == text


@given(strategies.forms())
def test_a_form_written_as_toml_reads_back_equal(form):
    reads_back(form)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_reads_back(one, other, third):
    prose = "说明" + other  # a cell that is no number out of bounds
    line = Line("g1.i1", "indicator", one, prose, level1=other, level2=third, unit=one, reason=third, group="g" + one)
    reads_back(Form(
        "department", one, other, third, title=one, deviation_reason=other, improvement=third, basic_expenditure=one,
        project_expenditure=other, printed_grade=third,
        budget=Budget(Line("budget", "budget", "预算执行情况", "5", unit="万元", printed_rate=one), "万元",
                      sources=(Source("源" + other, "1", "2万元"),)),
        goal=Line("goal", "goal", "绩效总目标", prose), groups=(Group("g" + one, (line,), text=third),),
        accepts=(Accept("S303" + one, "因" + other, third),),
    ))  # fmt: skip


@given(WRITTEN, WRITTEN, WRITTEN)
def test_any_spelling_of_a_number_reads_back_as_it_was_written(weight, filed, total):
    line = Line("i1", "indicator", "a", weight=weight if weight.value >= 0 else None, filed=filed,
                steps=(Step("≥1", weight),) if weight.value >= 0 else ())  # fmt: skip
    reads_back(Form("project", indicators=(line,), printed_total=total))


@pytest.mark.parametrize("text", ["+5", "-0", "-0.0", "+5.0", "12.50", "0.10", "5万", "７"])
def test_an_amount_reads_back_as_it_was_written(text):
    line = Line("budget", "budget", "预算执行情况", text, text, filed=Number(text, number(text)), unit="元")
    reads_back(Form("project", budget=Budget(line, "元", text, (Source("s", text, text),))))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_published_forms_read_back_equal(path):
    reads_back(load(path)[0])


ONE = Number.of(1)
BUDGET = Line("budget", "budget", "预算执行情况", "5", "4", weight=ONE, filed=ONE, unit="元", printed_rate="80%")
FULL = Line(
    "i1", "indicator", "n", "≥1", "1", "a", "b", ONE, ONE, "positive", "个", "met", Number.of("0.9"), "z", "sum", True,
    (Step("≥1", ONE),), exact=(F(1), F(1)), exact_target=(F(1), None), funds="2万元", standard="每少1个扣1分",
    reviewed=ONE,
)  # fmt: skip
UNREAD = Line(
    "i2", "indicator", "m", unread=("target", "actual", "weight", "filed"), candidates=(("filed", ("9", "4")),)
)
FORM = Form(
    "project", "p", "d", "u", 2023, "t", "r", Number.of("9.0"), "优", "printed", "x", "", "1", "2",
    Budget(BUDGET, "元", "6", (Source("s", "2", "3"), Source("r", unread=("spent",), candidates=(("spent", ("3",)),)))),
    Line("goal", "goal", "总目标", "t"), (FULL, UNREAD),
    (Group("g", (evolve(FULL, id="g1.i1", group="g"),), ONE, "w"),
     Group("h", (evolve(FULL, id="g2.i1", group="h"),), unread=("weight",), candidates=(("weight", ("1",)),))),
    (Accept("S303", "v", "i1"),), (Other(("n", "1")),), ("p3: a scan",), ("improvement",),
    (("improvement", ("y",)),),
    columns=("c",), notes=("n",), blocks=(PrintedBlock("b", ONE),), reviewed=ONE,
)  # fmt: skip


def test_a_form_with_every_field_reads_back():
    lines = (evolve(FULL, group="g", printed_rate="1%"), UNREAD)
    for parts in ((FORM, evolve(FORM, improvement="y")), (FORM.budget,), FORM.budget.sources, lines, FORM.groups):
        kept = [each for each in fields(type(parts[0])) if each.eq]
        assert [each.name for each in kept if all(getattr(part, each.name) == each.default for part in parts)] == []
    reads_back(FORM)


def test_what_may_be_empty_may_be_empty_again():
    text = '[form]\nkind = "project"\n[budget]\nbudget = 5\n[[budget.source]]\nname = ""\n'
    reads_back(loads(text + '[[indicator]]\nname = ""\n[[accept]]\ncode = "S303"\nreason = ""\n'))


def reported(form: Form) -> Report:
    card = score(form, BOOK)
    return Report((FormReport(card, audit(card)),))


TOP_KEYS = ["version", "forms", "findings", "to_confirm", "files", "receipt"]
FORM_KEYS = ["kind", "title", "project", "department", "unit", "year", "source", "rulebook", "rulebook_status",
             "candidates", "columns", "notes", "points", "totals", "grade", "lines", "unread", "unread_parts",
             "findings", "folded"]  # fmt: skip
LINE_KEYS = ["id", "block", "group", "level1", "level2", "name", "kind", "target", "actual", "standard", "weight",
             "weight_source", "filed", "reviewed", "rule", "difference", "status", "assumed", "unread", "candidates",
             "formula", "notes"]  # fmt: skip
FINDING_KEYS = ["code", "name", "severity", "line", "lines", "indicator", "place", "filed", "recomputed", "message",
                "rule"]  # fmt: skip
SPAN_KEYS = ["low", "high", "exact_low", "exact_high"]


def is_span(span: dict, exact, shown=None, natural=None) -> None:
    """A span of the report; with ``natural``, exact and rounded, where the weight is inferred."""
    assert list(span) == [*SPAN_KEYS, *(["natural"] if natural else [])]
    if natural:
        is_span(span["natural"], *natural)
    ends = [f"{end.numerator}/{end.denominator}" for end in (exact.low, exact.high)]
    assert [span["exact_low"], span["exact_high"]] == ends
    shown = shown or exact
    assert [span["low"], span["high"]] == [decimal(shown.low), decimal(shown.high)]


def no_bare_numbers(value, key="") -> None:
    if isinstance(value, dict):
        for inner, each in value.items():
            no_bare_numbers(each, inner)
    elif isinstance(value, list):
        for each in value:
            no_bare_numbers(each)
    else:
        assert isinstance(value, str) or value is None or key in ("year", "version", "to_confirm")


@given(strategies.forms())
def test_the_json_report_has_the_keys_and_the_numbers_of_the_scorecard(form):
    report = reported(form)
    card, data = report.forms[0].card, json.loads(render(report, "json"))
    assert (list(data), data["version"], data["findings"]) == (TOP_KEYS, 1, [])
    (shown,) = data["forms"]
    no_bare_numbers(data)
    assert [key for key in shown if key != "accepted"] == FORM_KEYS
    for key in ("kind", "title", "project", "department", "unit", "year"):
        assert shown[key] == getattr(form, key)
    assert (shown["source"], shown["rulebook"]) == ({"file": "", "place": ""}, "hongshan-2023")
    assert (shown["rulebook_status"], [each["id"] for each in shown["candidates"]]) == ("named", ["hongshan-2023"])
    assert (shown["columns"], shown["notes"]) == ([*form.columns], [*form.notes])
    assert shown["points"] == {block.name: block.points.text for block in form.blocks}
    assert list(shown["totals"]) == ["filed", "rule", "printed", "reviewed"]
    ends = {"low": decimal(card.filed.low), "high": decimal(card.filed.high)}
    assert {key: value for key, value in shown["totals"]["filed"].items() if key != "implied"} == ends
    is_span(shown["totals"]["rule"], card.exact, card.rule, card.natural and (card.natural_exact, card.natural))
    assert shown["totals"]["printed"] == (form.printed_total and form.printed_total.text)
    assert shown["totals"]["reviewed"] == (None if card.reviewed is None else decimal(card.reviewed))
    grades = (form.printed_grade or None, BOOK.grade(card.filed), BOOK.grade(card.exact))
    assert shown["grade"] == dict(zip(("printed", "filed", "rule"), grades, strict=True))
    assert [line["id"] for line in shown["lines"]] == ids(form)
    for line, told in zip(card.lines, shown["lines"], strict=True):
        own = line.line
        assert list(told) == LINE_KEYS
        for key in ("block", "group", "level1", "level2", "name", "target", "actual"):
            assert told[key] == getattr(own, key)
        assert (told["weight"], told["filed"]) == (own.weight and own.weight.text, own.filed and own.filed.text)
        assert told["kind"] in (None, "positive", "reverse", "exact", "within", "deadline", "qualitative")
        assert told["weight_source"] in ("printed", "declared", "reconstructed")
        assert told["status"] in ("scored", "judgement", "refused")
        solved = line.solution
        is_span(told["rule"], line.exact, line.shown, solved and (solved.exact, solved.shown))
        rule = (solved or line).shown
        single = own.filed is not None and rule.low == rule.high
        assert told["difference"] == (decimal(own.filed.value - rule.low) if single else None)
        assert told["assumed"] == list(line.assumed)
        assert len(told["notes"]) == len(line.notes)
    for finding, told in zip(report.forms[0].findings, shown["findings"], strict=True):
        assert list(told) == FINDING_KEYS
        assert [told[key] for key in ("code", "name", "line", "filed")] == [
            finding.code, finding.name, finding.line, finding.filed,
        ]  # fmt: skip
        assert told["severity"] in ("error", "warning", "note")
        assert told["line"] is None or told["line"] in ids(form)
        if finding.recomputed is None:
            assert told["recomputed"] is None
        else:
            is_span(told["recomputed"], finding.recomputed)


def ids(form: Form) -> list[str]:
    """The ids in printed order, by the rule of their making."""
    own = ["budget"] * bool(form.budget) + ["goal"] * bool(form.goal)
    own += [f"i{number}" for number in range(1, len(form.indicators) + 1)]
    return own + [f"g{at}.i{n}" for at, group in enumerate(form.groups, 1) for n in range(1, len(group.lines) + 1)]


def test_a_row_of_detail_has_no_difference_whatever_was_filed_on_it():
    detail = Line("i1", "indicator", "其中", "≥1个", "1个", weight=Number.of(5), filed=Number.of(5), sub=True)
    report = reported(Form("project", indicators=(detail,)))
    assert json.loads(render(report, "json"))["forms"][0]["lines"][0]["difference"] is None


FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@given(strategies.forms(), TEXTS, TEXTS)
def test_the_csv_report_reads_back_and_runs_no_formula(form, name, target):
    rows = [evolve(line, name=name, target=target + line.target, level2=target) for line in form.indicators]
    report = reported(evolve(form, indicators=tuple(rows), project=name))
    card = report.forms[0].card
    head, *read = csv.reader(io.StringIO(render(report, "csv"), newline=""))
    assert len(read) == len(card.lines)
    for line, cells in zip(card.lines, read, strict=True):
        told, own = dict(zip(head, cells, strict=True)), line.line
        for key in ("name", "target", "actual", "level1", "level2", "group"):
            assert told[key] in (getattr(own, key) or "", f"'{getattr(own, key)}")
        assert (told["line"], told["status"]) == (own.id, line.status)
        assert [F(told[key]) for key in ("exact_low", "exact_high")] == [line.exact.low, line.exact.high]
        assert [told[f"rule_{end}"] for end in ("low", "high")] == [decimal(line.shown.low), decimal(line.shown.high)]
        assert [told["weight"], told["filed"]] == [each.text if each else "" for each in (own.weight, own.filed)]
        for cell in cells:
            assert not cell.startswith(FORMULA) or is_number(cell)


@pytest.mark.parametrize("text", ["a\rb", "a\nb", "a\r\nb", 'a"b', "a,b", "\r", "=1+1", "@a", "'a"])
def test_a_text_breaks_no_row_of_the_csv_report(text):
    report = reported(Form("project", indicators=(Line("i1", "indicator", text, "≥1个", "1个", weight=ONE),)))
    rows = list(csv.reader(io.StringIO(render(report, "csv"), newline="")))
    assert [len(row) for row in rows] == [len(rows[0])] * 2
    assert rows[1][rows[0].index("name")].removeprefix("'") == text.removeprefix("'")


def is_number(text: str) -> bool:
    try:
        number(text)
    except NumberError:
        return False
    return text[0] in "+-"


FIGURES = ["12.50", "0.10", "20", "20.0", "0", "007.0", "1e1", "5.000", "0.00001"]


@given(st.lists(st.tuples(st.sampled_from(FIGURES), st.sampled_from(FIGURES)), min_size=1, max_size=5))
def test_tables_show_every_figure_as_it_was_written(figures):
    rows = [
        Line(f"i{at}", "indicator", "a", f"≥{weight}个", filed, weight=Number.of(weight), filed=Number.of(filed))
        for at, (weight, filed) in enumerate(figures, 1)
    ]
    report = reported(Form("project", indicators=tuple(rows), printed_total=Number.of("12.50")))
    card = report.forms[0].card
    for name in ("table", "markdown"):
        text = render(report, name).replace("\\", "")
        for line in card.lines:
            (row,) = (row for row in text.splitlines() if re.match(rf"(\| )?{line.line.id} ", row))
            cells = [cell for cell in re.split(r"[ |]+", row) if cell]
            own, difference = line.line, [] if not line.difference else [decimal(line.difference)]
            ends = dict.fromkeys((decimal(line.shown.low), decimal(line.shown.high)))
            assert cells[:len(cells) - len(line.assumed)] == [
                own.id, "a", own.target, own.actual, own.weight.text, own.filed.text, "–".join(ends), *difference,
            ]  # fmt: skip
        assert re.search(r"printed \**12\.50\b", text)
