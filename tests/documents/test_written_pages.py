"""What goes out as a page or as CSV: nothing in it runs."""

from __future__ import annotations

import csv
import html
import io
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from running import ANY, BEGINNINGS, HOSTILE, hostile, made, report
from tiers import examples

from scoring.report import render


class _Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "col", "rect", "line"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


KNOWN = """
html head meta title style body main h1 h2 h3 section article p b span table colgroup col thead tbody tr th td div
figure figcaption svg rect line text
"""


GIVEN = """
lang charset http-equiv content name class style colspan rowspan scope role viewbox x y x1 x2 y1 y2 width height
"""


TAGS, ATTRIBUTES = set(KNOWN.split()), set(GIVEN.split())


@settings(max_examples=examples(40))
@given(ANY, ANY)
def test_html_is_escaped_everywhere(one: str, other: str) -> None:
    page = made(hostile(one), hostile(other), kind="html", scores="rule").decode()
    seen = _Tags()
    seen.feed(page)
    assert seen.open == [] and seen.tags <= TAGS and seen.attributes <= ATTRIBUTES
    assert "default-src 'none'" in html.unescape(page) and 'lang="zh-CN"' in page
    assert not re.search(
        r'(?:src|href|url\()\s*[=(]?\s*["\']?\s*(?:https?:)?//',
        re.sub(r"(?s)<(td|th|p|text|span|title|h\d|b)\b[^>]*>[^<]*", "", page),
    )


def test_a_csv_runs_nothing() -> None:
    for text in HOSTILE[: len(BEGINNINGS)]:
        found = render(report(hostile(text)), "csv")
        assert isinstance(found, str)
        cells = [cell for row in csv.reader(io.StringIO(found, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "＝", "＋", "－", "＠"))]
