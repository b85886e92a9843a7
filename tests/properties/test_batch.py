"""A batch gives what the scalar engine gives, line by line and form by form, whatever the split of its lines."""

from __future__ import annotations

from fractions import Fraction as F

import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, Line, Number, strategies
from indicators.form import Budget
from scoring import rulebook, score
from scoring.audit import CHECKS
from scoring.batch import score_lines
from scoring.batch.findings import CODES
from scoring.batch.numbers import written

BOOKS = st.sampled_from(["hongshan-2023", "system-d1", "mof-2020"]).map(rulebook)
WHOLE_FORM = ("W101", "S305")
CHECKED = [check for check in CHECKS if check.code in CODES]


def bare(line: Line, **changes: object) -> Line:
    """A line with what the columns of a batch carry, and no more."""
    kept = ("id", "block", "name", "target", "actual", "weight", "filed", "printed_rate")
    return evolve(Line(**{key: getattr(line, key) for key in kept}), **changes)


def stripped(form: Form) -> Form:
    lines = [bare(line) for line in form.lines() if not line.sub]
    budget = next((line for line in lines if line.block == "budget"), None)
    goal = next((line for line in lines if line.block == "goal"), None)
    rest = tuple(
        evolve(line, id=f"i{number}")
        for number, line in enumerate((each for each in lines if each.block == "indicator"), 1)
    )
    return Form(
        "project", budget=budget and Budget(budget), goal=goal, indicators=rest, printed_total=form.printed_total
    )


def rows(forms: list[Form]) -> list[dict[str, object]]:
    return [
        {
            "form": f"form {number}", "line": line.id, "block": line.block, "name": line.name,
            "target": line.target, "actual": line.actual,
            "weight": str(line.weight), "filed": None if line.filed is None else str(line.filed),
            "printed_rate": line.printed_rate,
            "printed_total": None if form.printed_total is None else str(form.printed_total),
        }
        for number, form in enumerate(forms)
        for line in form.lines()
    ]  # fmt: skip


TEXT = pa.string()
SCHEMA = pa.schema(
    [(name, TEXT) for name in ("form", "line", "block", "name", "target", "actual", "weight", "filed",
                               "printed_rate", "printed_total")]
)  # fmt: skip


def expected(forms: list[Form], book) -> tuple[list[tuple], list[tuple]]:
    lines, totals = [], []
    for form in forms:
        card = score(form, book)
        found = [finding for check in CHECKED for finding in check(card)]
        for line in card.lines:
            codes = [each.code for each in found if each.line == line.line.id and each.code not in WHOLE_FORM]
            lines.append((line.shown.low, line.shown.high, line.status, codes))
        codes = [each.code for each in found if each.code in WHOLE_FORM]
        totals.append(
            (card.rule.low, card.rule.high, card.filed.low, card.filed.high, book.grade(card.exact),
             book.grade(card.filed), codes)
        )  # fmt: skip
    return lines, totals


def got(table: pa.Table, book, size: int = 10**6) -> tuple[list[tuple], list[tuple]]:
    done = score_lines(table, book, totals=True, rows=size)
    lines = done.lines.select(["rule_low", "rule_high", "status", "findings"]).to_pylist()
    totals = done.totals.select(
        ["rule_low", "rule_high", "filed_low", "filed_high", "grade_rule", "grade_filed", "findings"]
    ).to_pylist()
    return [tuple(each.values()) for each in lines], [tuple(each.values()) for each in totals]


@given(st.lists(strategies.forms().map(stripped), min_size=1, max_size=3), BOOKS)
def test_batch_is_scalar_for_texts(forms, book) -> None:
    table = pa.Table.from_pylist(rows(forms), SCHEMA)
    assert got(table, book) == expected(forms, book)


@given(st.lists(strategies.forms().map(stripped), min_size=1, max_size=3), st.integers(1, 7), st.randoms())
def test_any_split_gives_the_same(forms, size, random) -> None:
    book = rulebook("hongshan-2023")
    order = list(range(len(rows(forms))))
    random.shuffle(order)
    table = pa.Table.from_pylist(rows(forms), SCHEMA)
    lines, totals = got(table, book)
    cut, cut_totals = got(table.take(order), book, size)
    assert [lines[at] for at in order] == cut
    assert sorted(totals, key=str) == sorted(cut_totals, key=str)


# small whole numbers make ties, zeros and met targets common
VALUES = (
    st.integers(0, 40).map(F) | st.integers(-3, 10**6).map(lambda count: F(count, 1000)) | st.integers(0, 10**22).map(F)
)
WEIGHTS = (
    st.integers(0, 40).map(F)
    | st.integers(0, 4000).map(lambda count: F(count, 100))
    | st.integers(1, 10**7).map(lambda count: F(count, 10**6))
)
SHARES = st.sampled_from([F(1), F(1, 2), F(0), F(11, 10)]) | st.integers(0, 1000).map(lambda count: F(count, 1000))


@st.composite
def typed_forms(draw) -> Form:
    """Lines with a kind and two numbers, filed as some formula gives it or at random."""
    made = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        block = draw(st.sampled_from(["indicator", "indicator", {1: "budget", 2: "goal"}.get(number, "indicator")]))
        kind = "positive" if block == "budget" else draw(st.sampled_from(["positive", "reverse"]))
        a, b, weight = draw(VALUES), draw(VALUES), draw(WEIGHTS)
        worth = [weight * share for share in (draw(SHARES), a / b if b else F(1), b / a if a else F(1))]
        value, places = draw(st.sampled_from(worth)), draw(st.sampled_from([0, 1, 2, 2, 3, 6]))
        scaled = value * 10**places
        filed = F((2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator), 10**places)
        lost = draw(st.integers(0, 5)) == 0 or filed >= 10**9
        rate = draw(st.sampled_from(["", "64%", "50%", "0.5", "100%", "75.0%"])) if block == "budget" else ""
        made.append(
            Line(f"i{number}" if block == "indicator" else block, block, target=written(a) + "%" * (block == "goal"),
                 actual=written(b) + "%" * (block == "goal"),
                 kind=kind, weight=Number(written(weight), weight),
                 filed=None if lost else Number(written(filed), filed),
                 printed_rate=rate)
        )  # fmt: skip
    budget = next((Budget(line) for line in made if line.block == "budget"), None)
    total = sum((line.filed.value for line in made if line.filed), F(0))
    printed = draw(st.sampled_from([None, Number(written(total), total), Number("50", F(50))]))
    goal = next((line for line in made if line.block == "goal"), None)
    lines = tuple(
        evolve(line, id=f"i{at}") for at, line in enumerate((each for each in made if each.block == "indicator"), 1)
    )
    return Form("project", budget=budget, goal=goal, indicators=lines, printed_total=printed)


def typed(forms: list[Form]) -> pa.Table:
    made = [
        each
        | {"kind": line.kind or "positive", "a": str(each["target"]).rstrip("%"), "b": str(each["actual"]).rstrip("%")}
        for form, each, line in zip(
            [form for form in forms for _ in form.lines()], rows(forms),
            [line for form in forms for line in form.lines()],
            strict=True,
        )
    ]  # fmt: skip
    schema = pa.schema([field for field in SCHEMA if field.name not in ("target", "actual")])
    for name in ("kind", "a", "b"):
        schema = schema.append(pa.field(name, TEXT))
    return pa.Table.from_pylist(made, schema)


@given(st.lists(typed_forms(), min_size=1, max_size=4), BOOKS)
def test_batch_is_scalar_for_typed_lines(forms, book) -> None:
    assert got(typed(forms), book) == expected(forms, book)


ANY = strategies.target_cells() | strategies.actual_cells() | st.sampled_from(
    ["≥5", "5%", "0", "0%", "1", "1%", "0.5", "2023.5", "≤2023.12", "#3", "3#", "≥3人", "3年", "≥5万", "5万元", "-3",
     "3-5", "=0", "=5人", "<0", ">0", "98%以上", "不超过3起", "1,000", "1e3", "٣", "三", "5.", ".5", "00012.50",
     "9" * 30]
)  # fmt: skip


@given(st.lists(st.tuples(ANY, ANY, st.sampled_from(["", "成本（万元）", "投诉率", "人数(人)", "办理时间"]),
                          st.sampled_from(["budget", "goal", "indicator"]), st.integers(0, 30)), min_size=1,
                max_size=8), BOOKS)  # fmt: skip
def test_any_two_cells_are_read_as_the_grammar_reads_them(cells, book) -> None:
    forms = []
    for target, actual, name, block, filed in cells:
        line = Line("i1" if block == "indicator" else block, block, name, target, actual, weight=Number("20", F(20)),
                    filed=Number(str(filed), F(filed)))  # fmt: skip
        budget, goal = (Budget(line) if block == "budget" else None), (line if block == "goal" else None)
        forms.append(Form("project", budget=budget, goal=goal, indicators=(line,) if block == "indicator" else ()))
    table = pa.Table.from_pylist(rows(forms), SCHEMA)
    assert got(table, book) == expected(forms, book)


@pytest.mark.parametrize("kind", ["int", "float", "decimal"])
@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 10**6), st.integers(0, 10**6), st.booleans()), min_size=1)
)
def test_the_type_of_a_column_changes_nothing(kind, lines) -> None:
    texts = {
        "form": ["f"] * len(lines), "filed": [None] * len(lines),
        "kind": ["reverse" if r else "positive" for *_, r in lines],
        "weight": [written(F(w, 100)) for w, *_ in lines], "a": [str(a) for _, a, *_ in lines],
        "b": [str(b) for _, _, b, _ in lines],
    }  # fmt: skip
    into = {"int": pa.int64(), "float": pa.float64(), "decimal": pa.decimal128(30, 4)}[kind]
    weights = pa.float64() if kind == "float" else pa.decimal128(10, 2)
    given = dict(texts, weight=pa.array(texts["weight"]).cast(weights), a=pa.array(texts["a"]).cast(into),
                 b=pa.array(texts["b"]).cast(into))  # fmt: skip
    want, have = (score_lines(pa.table(each)).lines for each in (texts, given))
    assert want["rule_low"].to_pylist() == have["rule_low"].to_pylist()
    assert want["status"].to_pylist() == have["status"].to_pylist()
