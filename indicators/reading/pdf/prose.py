"""Lines outside tables → paragraphs; page numbers and running heads are told from text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from indicators.reading.pdf.shapes import Box
from indicators.reading.pdf.text import TextLine, joined

RIM = 12  # percent of the page's height, above and below, where page numbers and running heads stand
SHIFT = 300  # a running head stands at the same height on each page, but for so much
HEAD_SIZE = 1_200  # running heads are in small type; titles are not
SHORT_OF = (300, 120)  # percent of a character's size: a line that ends nearer to the margin is full; after a full stop
INDENT = 50  # and one that starts farther in than the line before it begins a paragraph
LEADING = 260  # the widest distance from line to line in one paragraph

_NUMBER = re.compile(r"[\s\t—–\-－·.~]*第?\s*\d{1,4}\s*页?\s*([/／,，]?\s*共?\s*\d{1,4}\s*页?)?[\s\t—–\-－·.~]*")
_MARK = re.compile(r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[（(]?[一二三四五六七八九十]{1,3}[)）、]|[①-⑳]")


@frozen
class Prose:
    """A paragraph and where it stands; ``open`` if its last line is full, so that it may go on."""

    text: str
    page: int
    box: Box
    size: int
    last: TextLine
    last_page: int
    open: bool


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of its page.

    >>> [is_page_number(text) for text in ("— 12 —", "第 3 页 共 10 页", "3/11", "2023年")]
    [True, True, True, False]
    """
    return _NUMBER.fullmatch(text) is not None


def without_furniture(
    lines: Sequence[TextLine], height: int, heads: Sequence[TextLine]
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of a page that are text, and those at its rims, which may be running heads of the next page.

    ``heads`` are the lines at the rims of the page before.
    """
    kept: list[TextLine] = []
    rims: list[TextLine] = []
    for line in lines:
        middle = (line.box[1] + line.box[3]) // 2
        if height * RIM // 100 < middle < height - height * RIM // 100:
            kept.append(line)
            continue
        rims.append(line)
        if not is_page_number(line.text) and not any(_same_head(line, head) for head in heads):
            kept.append(line)
    return kept, rims


def _same_head(line: TextLine, head: TextLine) -> bool:
    return (
        line.text == head.text
        and abs(line.box[1] - head.box[1]) <= SHIFT
        and line.size <= HEAD_SIZE
        and not line.text.endswith("表")
        and "\t" not in line.text
    )


def begun(line: TextLine, page: int, margin: int) -> Prose:
    """A paragraph of one line. ``margin`` is where the full lines of its page end."""
    return Prose(line.text, page, line.box, line.size, line, page, _is_full(line, margin))


def goes_on(before: Prose, line: TextLine, page: int) -> bool:
    """Whether a line goes on with the paragraph before it, as far as the look of both tells."""
    near = before.last_page == page - 1 or (
        before.last_page == page and line.box[1] - before.last.box[1] <= line.size * LEADING // 100
    )
    return (
        near
        and before.open
        and "\t" not in line.text
        and abs(before.size - line.size) * 10 <= line.size
        and line.box[0] <= before.last.box[0] + line.size * INDENT // 100
        and not _MARK.match(line.text)
    )


def extended(before: Prose, line: TextLine, page: int, margin: int) -> Prose:
    """The paragraph with one more line; its box is that of its lines on its first page."""
    box = before.box
    if page == before.page:
        box = min(box[0], line.box[0]), min(box[1], line.box[1]), max(box[2], line.box[2]), max(box[3], line.box[3])
    text = joined([evolve(before.last, text=before.text), line])
    return evolve(before, text=text, box=box, last=line, last_page=page, open=_is_full(line, margin))


def _is_full(line: TextLine, margin: int) -> bool:
    short = SHORT_OF[line.text.endswith(("。", "；", "：", "！", "？"))]
    return "\t" not in line.text and line.box[2] >= margin - line.size * short // 100
