"""Every row of the table of cells: what ten points are worth under the printed rules, and what the reading assumes."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from indicators.exact import Number
from indicators.form import Form, Line
from scoring.rounding import half_up
from scoring.scorer import score

TABLE = tomllib.loads((Path(__file__).parent / "cells.toml").read_text("utf-8"))["kind"]
ROWS = [(kind["why"], *row[:3], row[3] if len(row) > 3 else {}) for kind in TABLE for row in kind["rows"]]
TEN = Number.of(10)
SAID = {"assumed", "code", "note"}  # of a row: what the reading says of it; other keys are the line's


def test_the_table_is_large_and_says_nothing_twice() -> None:
    assert len(ROWS) >= 400
    seen = [(target, actual, *sorted(keys.items())) for _, target, actual, _, keys in ROWS]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("why", [kind["why"] for kind in TABLE])
def test_cells_of_a_kind(why: str) -> None:
    wrong = []
    for kind, target, actual, allowed, keys in ROWS:
        if kind != why:
            continue
        own = {"name": "事项"} | {key: value for key, value in keys.items() if key not in SAID}
        line = Line("i1", "indicator", target=target, actual=actual, weight=TEN, filed=TEN, **own)
        scored = score(Form("project", year=2023, indicators=(line,)), "hongshan-2023").lines[0]
        single = scored.shown.value if scored.status != "refused" else None
        wanted = None if allowed == "open" else half_up(10 * Fraction(allowed) / (10 if allowed == "10" else 1), 2)
        code, notes = getattr(scored.measure, "code", ""), [note.code for note in scored.measure.notes]
        told = {"assumed": scored.assumed, "code": (code,), "note": notes}
        if single != wanted or any(keys[key] not in told[key] for key in SAID & set(keys)):
            wrong.append((target, actual, allowed, str(scored.shown), scored.status, told))
    assert wrong == []


def test_the_batch_reads_every_row_of_the_table_as_the_scalar_engine_does() -> None:
    """Statuses, scores and what is assumed, of rows whose name alone says something on the line."""
    batch = pytest.importorskip("scoring.batch", reason="the extra batch is not installed")
    rows = [row for row in ROWS if not set(row[4]) - {"name", *SAID} and not row[1].startswith("2022年")]
    names = [row[4].get("name", "事项") for row in rows]
    frame = {
        "form": list(range(len(rows))), "weight": ["10"] * len(rows), "filed": ["10"] * len(rows),
        "target": [row[1] for row in rows], "actual": [row[2] for row in rows], "name": names,
    }  # fmt: skip
    done = batch.score_lines(frame).lines
    wrong = []
    for at, (_, target, actual, _, _) in enumerate(rows):
        line = Line("i1", "indicator", target=target, actual=actual, weight=TEN, filed=TEN, name=names[at])
        scored = score(Form("project", indicators=(line,)), "hongshan-2023").lines[0]
        own = (scored.shown.low, scored.shown.high, scored.status, scored.measure.assumed)
        got = (done["rule_low"][at], done["rule_high"][at], done["status"][at], tuple(done["assumed"][at]))
        if own != (Fraction(got[0]), Fraction(got[1]), *got[2:]):
            wrong.append((target, actual, own, got))
    assert wrong == []
