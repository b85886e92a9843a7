"""The column ``unread`` of a batch: cells to confirm earn anything, and no finding rests on them."""

from __future__ import annotations

from decimal import Decimal as D

import numpy as np
import pyarrow as pa
import pytest

from scoring.batch import score_lines
from scoring.batch.to_confirm import blanked

LINES = {
    "form": ["a", "a", "a", "a", "b", "b"],
    "document": ["d"] * 6,
    "name": ["培训", "合格率", "件数", "满意度", "培训", "合格率"],
    "weight": ["10", "20", "30", "40", "50", "50"],
    "filed": ["10", "25", "30", "10", "20", "50"],
    "target": ["≥3场", "≥90%", "≤3件", "≥90%", "≥3场", "≥90%"],
    "actual": ["1场", "95%", "9件", "45%", "1场", "95%"],
    "printed_total": ["99"] * 4 + ["70"] * 2,
}
TYPED = {
    "form": [1, 1, 2], "weight": [4, 96, 100], "filed": [2, 96, 50], "kind": ["positive"] * 3,
    "a": [1550, 10, 10], "b": [283, 5, 10],
}  # fmt: skip


FOUND = [["S302", "S307"], ["S301", "S307"], ["S302"], ["S303"], ["S302"], []]


def scored(unread: list[str | None], lines: dict = LINES):
    done = score_lines(pa.table(lines | {"unread": pa.array(unread, pa.string())}), totals=True)
    rows = done.lines.to_pylist()
    return [(each["rule_low"], each["rule_high"], each["status"], each["findings"]) for each in rows], done.totals


def test_without_a_mark_nothing_changes():
    plain, totals = scored([None] * 6)
    empty, _ = scored([""] * 6)
    assert plain == empty
    assert [each[3] for each in plain] == [
        ["S302", "S307"],
        ["S301", "S307"],
        ["S302"],
        ["S302"],
        ["S302"],
        [],
    ] or plain
    assert [sorted(each) for each in totals["findings"].to_pylist()] == [["S305"], []]


def test_an_unread_completion_earns_anything_and_accuses_nobody():
    rows, _ = scored(["actual", "", "target", "", "", ""])
    for row, weight in ((0, 10), (2, 30)):
        assert rows[row][:3] == (D(0), D(weight), "judgement")
        assert not [code for code in rows[row][3] if code != "S301"]
    assert "S303" in rows[3][3]


def test_an_unread_score_is_not_lost_and_the_total_is_not_wrong():
    rows, totals = scored(["", "filed", "", "", "", ""])
    assert rows[1][3] == []
    assert rows[1][:2] == (D(20), D(20))  # the rule's score does not rest on it
    assert totals["findings"].to_pylist()[0] == []


def test_an_unread_weight_is_not_known():
    rows, totals = scored(["weight", "", "", "", "", ""])
    assert rows[0][:2] == (None, None)
    assert rows[0][3] == []
    assert not {"W101", "S305"} & {*totals["findings"].to_pylist()[0]}


@pytest.mark.parametrize(
    ("mark", "low", "high"), [("actual", 0, 4), ("target", 0, 4), ("something", 0, 4), ("filed", D("0.73"), D("0.73"))]
)
def test_typed_lines_alike(mark, low, high):
    rows, _ = scored([mark, "", ""], TYPED)
    assert rows[0][:2] == (D(low), D(high))
    assert rows[0][3] == []
    assert rows[2][2] == "scored"


def test_cells_are_named_in_any_way():
    table = pa.record_batch({"filed": pa.array([2, 3, 4]), "b": pa.array([1, 1, 1]),
                             "unread": pa.array(["filed, actual", "actual；filed", None])})  # fmt: skip
    done, marks = blanked(table)
    assert done.column("filed").to_pylist() == [None, None, 4]
    assert done.column("b").to_pylist() == [None, None, 1]
    assert marks is not None
    assert np.array_equal(marks.facts, marks.points)
