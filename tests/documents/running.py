"""Texts that would run where they are shown, and forms full of them."""

from __future__ import annotations

from attrs import evolve
from hypothesis import strategies as st

from indicators import Budget, Form, Line, Number
from scoring import score
from scoring.audit import audit
from scoring.report import FormReport, Report, render

BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", "'=", " =", "=cmd|' /C calc'!A0")

HOSTILE = [
    *(f"{each}1+1" for each in BEGINNINGS),
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'\"&<>", "]]>", "<!--", "&lt;", "a\0b\x07c\x1b",
    "\ud800", "\udfff\ud800", "\ufffe\uffff", "長" * 40_000, "多\n行\r\n字", "_x0041_",
    "_x0041_x0042_", "_x005F_", "🏛️", "https://example.org/",
]  # fmt: skip

ANY = st.sampled_from(HOSTILE) | st.text(max_size=8)


def hostile(text: str) -> Form:
    line = Line(
        "i1", "indicator", text, "≥5人", text, text, text, weight=Number.of(80), filed=Number.of(3), reason=text
    )
    budget = Line("budget", "budget", "预算执行情况", "5", "4", weight=Number.of(20), filed=Number.of(16), unit="万元",
                  printed_rate=text)  # fmt: skip
    return Form(
        "project", text, text, text, 2023, text, deviation_reason=text, improvement=text, printed_grade=text,
        budget=Budget(budget), indicators=(line, evolve(line, id="i2")),
    )  # fmt: skip


def report(*forms: Form, scores: str = "filed") -> Report:
    cards = [score(form, "hongshan-2023") for form in forms]
    return Report(tuple(FormReport(card, audit(card)) for card in cards), (), "zh", scores=scores)


def made(*forms: Form, kind: str, scores: str = "filed") -> bytes:
    found = render(report(*forms, scores=scores), kind)
    return found if isinstance(found, bytes) else found.encode()
