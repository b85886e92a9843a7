"""Hostile and broken PDFs: one problem, or read as far as they go; never a crash."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import tiny_pdf as tiny
from hypothesis import given
from hypothesis import strategies as st
from tiny_pdf import stroked

from indicators.reading.grid import Document, Gap, Paragraph
from indicators.reading.limits import Limits
from indicators.reading.pdf import read

FOLDER = Path(__file__).resolve().parent / "pdf"


def document(name: str) -> Document:
    return read((FOLDER / f"{name}.pdf").read_bytes(), f"{name}.pdf", Limits())


PLAIN = tiny.pdf([tiny.text(72, 700, "text")] * 3)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"", Limits(), "I301"),
        (b"%PDF-1.7\n%%EOF", Limits(), "I301"),
        (b"PK\x03\x04 something else", Limits(), "I301"),
        (PLAIN[: len(PLAIN) // 2], Limits(), "I301"),
        (tiny.pdf([]), Limits(), "I301"),
        (PLAIN, Limits(pages=2), "I304"),
        (
            tiny.pdf([stroked((50, 50, 90, 90)) + stroked((90, 50, 130, 90)) + tiny.text(60, 60, "a")]),
            Limits(cells=1),
            "I303",
        ),
        (tiny.pdf([tiny.text(72, 700, "text") + " " * 100_000]), Limits(unpacked=50_000), "I302"),
        (tiny.pdf(["/X0 Do"], forms=["/X1 Do", "/X2 Do", "0 0 m 9 9 l S"]), Limits(depth=2), "I305"),
    ],
)
def test_refused_with_one_problem(data: bytes, limits: Limits, code: str) -> None:
    found = read(data, "x.pdf", limits)
    assert [problem.code for problem in found.problems] == [code]
    assert found.parts == ()


def test_encrypted() -> None:
    assert [problem.code for problem in document("locked").problems] == ["I306"]


def test_a_page_of_too_many_marks_is_a_gap() -> None:
    dense = "".join(f"{x} 0 m {x} 9 l S\n" for x in range(120_000))
    found = read(tiny.pdf([dense, tiny.text(72, 700, "text")]), "x.pdf", Limits())
    assert [type(part) for part in found.parts] == [Gap, Paragraph]


@pytest.mark.parametrize("page", ["1e38 1e38 m -1e38 1e38 l S", "1e38 0 0 1e38 0 0 cm 9 9 m 99 9 l S", "/X0 Do"])
def test_nonsense_is_read_without_a_word(page: str) -> None:
    found = read(tiny.pdf([page + tiny.text(72, 700, "text")], (14_400, 1), forms=["/X0 Do"]), "x.pdf", Limits())
    assert found.problems == ()


@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=8))
def test_damage_raises_nothing(at: int, junk: bytes) -> None:
    read(PLAIN[:at] + junk + PLAIN[at + len(junk) :], "x.pdf", Limits())


@cache
def _fixture() -> bytes:
    return (FOLDER / "reportlab.pdf").read_bytes()


@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=30))
def test_damage_to_a_real_file_raises_nothing(at: int, junk: bytes) -> None:
    data = _fixture()
    read(data[:at] + junk + data[at + len(junk) :], "x.pdf", Limits())
