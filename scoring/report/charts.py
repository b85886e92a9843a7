"""Charts as SVG with the numbers beside them: drawn from exact numbers, nothing fetched, nothing run."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from attrs import frozen

from indicators.record import Record
from scoring.interval import Interval
from scoring.report.official.words import text_of
from scoring.rounding import decimal

LABEL, BAR, FIGURES, ROW = 220, 300, 180, 26  # pixels
MAX_LABEL = 15  # characters


@frozen(repr=False)
class Bar(Record):
    """One row: what was filed and what the rule gives, out of ``whole``; ``told`` is the numbers as text."""

    label: str
    filed: Interval
    rule: Interval
    whole: Fraction
    told: str


def escaped(text: str) -> str:
    """``text`` for HTML, content or attribute.

    >>> escaped('<script>"&\\x00')
    '&lt;script&gt;&quot;&amp;�'
    """
    return escape(text_of(text))


def bars(title: str, names: tuple[str, str], rows: Sequence[Bar], edges: Sequence[Fraction] = ()) -> str:
    """A chart of ``rows``: a full bar for what was filed, an open one for the rule. ``edges`` are marked, in 100ths.

    >>> row = Bar("i1", Interval.point(Fraction(2)), Interval.point(Fraction(3)), Fraction(4), "2 | 3")
    >>> bars("scores", ("filed", "rule"), [row]).count("<rect")
    5
    """
    high = ROW * len(rows) + 34
    parts = [
        f'<svg role="img" viewBox="0 0 {LABEL + BAR + FIGURES} {high}" class="chart">',
        f"<title>{escaped(title)}</title>",
        _key(names),
    ]
    for edge in edges:
        x = LABEL + BAR * edge / 100
        parts.append(f'<line class="edge" x1="{_px(x)}" x2="{_px(x)}" y1="28" y2="{high - 2}"/>')
    for number, row in enumerate(rows):
        parts.append(_row(row, 30 + ROW * number))
    return "".join((*parts, "</svg>"))


def _key(names: tuple[str, str]) -> str:
    filed, rule = map(escaped, names)
    return (
        f'<rect class="filed" x="{LABEL}" y="8" width="14" height="9"/><text x="{LABEL + 20}" y="17">{filed}</text>'
        f'<rect class="rule" x="{LABEL + 120}" y="8" width="14" height="9"/>'
        f'<text x="{LABEL + 140}" y="17">{rule}</text>'
    )


def _row(row: Bar, top: int) -> str:
    label = row.label if len(row.label) <= MAX_LABEL else row.label[: MAX_LABEL - 1] + "…"
    return (
        f'<text class="label" x="{LABEL - 8}" y="{top + 14}"><title>{escaped(row.label)}</title>{escaped(label)}</text>'
        f'<rect class="track" x="{LABEL}" y="{top + 2}" width="{BAR}" height="{ROW - 6}"/>'
        f"{_span('filed', row.filed, row.whole, top + 4)}{_span('rule', row.rule, row.whole, top + 13)}"
        f'<text class="figures" x="{LABEL + BAR + 8}" y="{top + 14}">{escaped(row.told)}</text>'
    )


def _span(kind: str, value: Interval, whole: Fraction, top: int) -> str:
    """A bar from 0, or, of an interval, up to its low end and on, paler, to its high one."""
    low, high = (BAR * min(max(end / whole, Fraction(0)), Fraction(1)) if whole else Fraction(0) for end in
                 (value.low, value.high))  # fmt: skip
    bar = f'<rect class="{kind}" x="{LABEL}" y="{top}" width="{_px(low)}" height="7"/>'
    if high > low:
        x, width = _px(LABEL + low), _px(high - low)
        bar += f'<rect class="{kind} open" x="{x}" y="{top}" width="{width}" height="7"/>'
    return bar


def _px(value: Fraction) -> str:
    return decimal(value, 1)
