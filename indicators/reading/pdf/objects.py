"""The objects of a PDF as their text: which of them a page is made of, as far as references tell.

Objects are found in the bytes, not by the file's table of them, so that a broken table hides none. The last of several
with one number counts, as in files that were saved again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indicators.reading.pdf.streams import Stream, unpacked

MAX_PACKED = 64 << 20  # bytes of objects that are packed together
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+R\b")
_ROOT = re.compile(rb"/Root\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_PAGES = re.compile(rb"/Pages\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_KIDS = re.compile(rb"/Kids\s*(?:\[([^\]]*)\]|(\d{1,9})\s+\d{1,5}\s+R\b)")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d{1,9}\s+\d{1,5}\s+R\b))")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_FONTS = re.compile(rb"/Font\s*(?:<<(.*?)>>|(\d{1,9}\s+\d{1,5}\s+R\b))", re.DOTALL)
_FONT = re.compile(rb"/Type\s*/Font(?:Descriptor)?\b|/DescendantFonts\b|/BaseFont\b")
_NUMBER = re.compile(rb"\d+")
# What a page refers to and does not show: pages above it, notes on it, what is said about it.
_ASIDE = re.compile(rb"/(?:Parent|Annots|Metadata|Thumb|PieceInfo|B|AA)\s*(?:\[[^\]]*\]|\d{1,9}\s+\d{1,5}\s+R\b)")


class Leaf(NamedTuple):
    """A page: its object, its text, and the objects that it and the nodes above it refer to."""

    number: int
    text: bytes
    refers: frozenset[int]


class Objects(NamedTuple):
    """The text of every object by its number, and the streams that are the last of their number."""

    texts: dict[int, bytes]
    streams: dict[int, Stream]
    root: int


def objects(data: bytes, found: Sequence[Stream]) -> Objects:
    """The objects of a file whose streams are ``found``, those that are packed together too."""
    texts: dict[int, bytes] = {}
    last: dict[int, Stream] = {}
    roots: list[bytes] = []
    left = MAX_PACKED
    before = 0
    for stream in [*found, None]:
        between = data[before : stream.at if stream else len(data)]
        roots += _ROOT.findall(between)
        starts = list(_OBJECT.finditer(between))
        ends = [*(each.start() for each in starts[1:]), len(between)]
        for one, end in zip(starts, ends, strict=False):
            texts[int(one[1])] = between[one.end() : end]
            last.pop(int(one[1]), None)
        if stream is None:
            break
        before = stream.end
        last[stream.number] = stream
        if stream.is_a(b"ObjStm"):
            inner = unpacked(data, stream, left, keep=True)
            left -= inner.size
            texts.update(_together(stream.about, inner.text))
    return Objects(texts, last, int(roots[-1]) if roots else -1)


def _together(about: bytes, text: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects that are packed in one stream: pairs of numbers first, an object's and where it starts."""
    first = re.search(rb"/First\s+(\d+)", about)
    if not first:
        return
    start = int(first[1])
    pairs = [int(each) for each in _NUMBER.findall(text[:start])]
    ends = [*pairs[3::2], len(text) - start]
    for number, at, end in zip(pairs[::2], pairs[1::2], ends, strict=False):
        yield number, text[start + at : start + end]


def leaves(found: Objects, most: int) -> list[Leaf]:
    """The pages in their order, as far as ``most``."""
    pages = _PAGES.search(found.texts.get(found.root, b""))
    made: list[Leaf] = []
    none: frozenset[int] = frozenset()
    stack = [(int(pages[1]), none, none)] if pages else []  # a node, those above it, what those refer to
    while stack and len(made) < most:
        number, above, given = stack.pop()
        text = found.texts.get(number)
        if text is None or number in above:
            continue
        kids = _KIDS.search(text)
        refers = given | references(_KIDS.sub(b"", text) if kids else text)
        if not kids:
            made.append(Leaf(number, text, refers))
            continue
        listed = kids[1] if kids[1] is not None else found.texts.get(int(kids[2]), b"")
        below = [int(each) for each in _REFERENCE.findall(listed)]
        stack += [(each, above | {number}, refers) for each in reversed(below)]
    return made


def references(text: bytes) -> frozenset[int]:
    """The objects that a text refers to, but for what no page shows.

    >>> sorted(references(b"<</Parent 1 0 R/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"))
    [3, 4]
    """
    return frozenset(int(each) for each in _REFERENCE.findall(_ASIDE.sub(b" ", text)))


def made_of(found: Objects, pages: Sequence[Leaf], wanted: Iterable[int]) -> set[int]:
    """The numbers of the pages, from 1, that lead to any of the ``wanted`` objects, through whatever others."""
    tree = {each.number for each in pages}
    from_: dict[int, list[int]] = {}
    for number, text in found.texts.items():
        if number not in tree:
            for each in references(text):
                from_.setdefault(each, []).append(number)
    reached = set(wanted)
    stack = list(reached)
    while stack:
        for each in from_.get(stack.pop(), ()):
            if each not in reached:
                reached.add(each)
                stack.append(each)
    return {at for at, page in enumerate(pages, 1) if not reached.isdisjoint((page.number, *page.refers))}


def missing(found: Objects) -> set[int]:
    """Objects that are not in the file, and that text would be read by: fonts, and what fonts are made of.

    Nothing else that is not there is missed: readers take it for nothing, and writers leave such references behind.
    """
    wanted: set[int] = set()
    for text in found.texts.values():
        if _FONT.search(text):
            wanted |= references(text)
        for inside, alone in _FONTS.findall(text):
            wanted |= references(inside or alone)
            wanted |= references(found.texts.get(int(alone.split()[0]), b"")) if alone else frozenset()
        wanted |= {int(each) for each in _RESOURCES.findall(text)}
    return wanted - found.texts.keys()


def contents(found: Objects, page: Leaf) -> list[int]:
    """The streams that a page is drawn by, in order; they may be listed in an object of their own."""
    listed = _CONTENTS.search(page.text)
    numbers = _REFERENCE.findall(listed[1] or listed[2] or b"") if listed else []
    if len(numbers) == 1 and int(numbers[0]) not in found.streams:
        numbers = _REFERENCE.findall(found.texts.get(int(numbers[0]), b"")) or numbers
    return [int(each) for each in numbers]
