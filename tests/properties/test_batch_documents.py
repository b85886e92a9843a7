"""S307 in columns is S307 of the audit, document by document, whatever the split and the type of the lines."""

from __future__ import annotations

from fractions import Fraction as F

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, Line, Number
from scoring import rulebook, score
from scoring.audit.across import same_line_scored_differently
from scoring.batch import score_lines
from scoring.batch.numbers import written

BOOKS = st.sampled_from(["hongshan-2023", "system-d1", "mof-2020"]).map(rulebook)
NAMES = st.sampled_from(["满意度", "满意度", "满 意度", "单价", "资金（万元）", ""])
# few figures, spelled in many ways: what is compared are readings
SPELLED = st.sampled_from(
    [("≥5万元", "4万元"), ("≥50000元", "40000元"), ("≥5", "4"), ("≥5万元", "40000元"), ("≥5人", "4"), ("≥5", "4个"),
     ("≥90%", "95%"), ("不低于90%", "95.0%"), ("及时", "达成预期指标"), ("及时", "及时"), ("-5", "4"), ("5元", "4元")]
)  # fmt: skip
TARGETS = st.sampled_from(["≥5", "5", "≤5", "有效保障", "", "=5", "2023年12月底前", "≥0.5"])
ACTUALS = st.sampled_from(["4", "5", "95", "", "≥4", "2023年11月", "4.0", "200余人"])
CELLS = SPELLED | st.tuples(TARGETS, ACTUALS)
WEIGHTS, SHARES = st.sampled_from([F(10), F(4), F("0.4"), F(0)]), st.sampled_from([F(1), F(1, 2), F("0.8"), F(0)])


def lines(cells) -> st.SearchStrategy[Line]:
    @st.composite
    def line(draw) -> Line:
        weight = draw(WEIGHTS)
        filed = weight * draw(SHARES)
        return Line(
            "i1", "indicator", draw(NAMES), **draw(cells), weight=Number(written(weight), weight),
            filed=draw(st.none() | st.just(Number(written(filed), filed))),
        )  # fmt: skip

    return line()


def documents(cells) -> st.SearchStrategy[list[list[list[Line]]]]:
    """Documents of forms of lines."""
    form = st.lists(lines(cells), min_size=1, max_size=4)
    return st.lists(st.lists(form, min_size=2, max_size=5), min_size=1, max_size=2)


TEXTS = CELLS.map(lambda pair: dict(zip(("target", "actual"), pair, strict=True)))
NUMBERS = st.sampled_from(["5", "5", "2.5", "-5", "", "9" * 25])
TYPED = st.fixed_dictionaries({"target": NUMBERS, "actual": NUMBERS, "kind": st.sampled_from(["positive", "reverse"])})


def expected(made, book) -> list[bool]:
    """Whether each line has S307 by the audit of its document."""
    told: list[bool] = []
    for document in made:
        cards = [
            score(Form("project", project=f"p{at}", indicators=tuple(own)), book) for at, own in enumerate(document)
        ]
        hits = [hit.line for hit in same_line_scored_differently.find(cards)]
        told += [any(line is hit for hit in hits) for card in cards for line in card.lines]
    return told


def table(made, typed: bool) -> pa.Table:
    rows = [
        {"document": f"d{number}", "form": f"d{number} f{at}", "name": line.name, "weight": str(line.weight),
         "filed": None if line.filed is None else str(line.filed), "kind": line.kind,
         **({"a": line.target or None, "b": line.actual or None} if typed
            else {"target": line.target, "actual": line.actual})}
        for number, document in enumerate(made) for at, form in enumerate(document) for line in form
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in rows[0]]))


def got(lines: pa.Table, book, size: int) -> list[bool]:
    done = score_lines(lines, book, rows=size)
    assert "S307" not in dict(done.not_run)
    return ["S307" in codes for codes in done.lines["findings"].to_pylist()]


@given(documents(TEXTS), BOOKS, st.integers(1, 30))
def test_batch_compares_as_the_audit_does(made, book, size) -> None:
    assert got(table(made, typed=False), book, size) == expected(made, book)


@given(documents(TYPED), BOOKS, st.integers(1, 30))
def test_typed_lines_too(made, book, size) -> None:
    assert got(table(made, typed=True), book, size) == expected(made, book)


def test_what_cannot_be_compared_is_said_or_left_out() -> None:
    given = {
        "document": ["d", "d", None, None], "form": [1, 2, 3, 4], "name": ["满意度"] * 4, "weight": ["10"] * 4,
        "filed": ["8", "10", "8", "10"], "target": ["≥90%"] * 4, "actual": ["93.5%", "93.50%"] * 2,
    }  # fmt: skip
    codes = [[code for code in each if code == "S307"] for each in score_lines(given).lines["findings"]]
    assert codes == [["S307"], [], [], []]
    for name in ("document", "name"):
        assert dict(score_lines({key: column for key, column in given.items() if key != name}).not_run)["S307"] == name
    coded = pa.table(given).set_column(0, "document", pa.array(given["document"]).dictionary_encode())
    assert score_lines(coded).lines["findings"].to_pylist()[0] == ["S303", "S307"]
    one = score_lines(given | {"form": [1, 1, 3, 4]})
    assert not any("S307" in each for each in one.lines["findings"])  # one form alone contradicts no other
