"""A PDF file read in this process: only ever called in one that reads for another (``indicators.reading.pdf.read``).

Tables are found by their ruling lines. What looks like a table without a frame is given as its words, with the lines
across and the coloured bands there are: only its headings tell the columns.
"""

from __future__ import annotations

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.grid import Document
from indicators.reading.limits import Limits
from indicators.reading.pdf.damage import Damage
from indicators.reading.pdf.frame import TooMany
from indicators.reading.pdf.reader import Pages
from indicators.reading.pdf.shapes import Damaged, Deep, Dense, Locked
from indicators.reading.problems import problem

KIND = "PDF"
TAIL = 4_096  # the end mark stands in the last bytes, but some writers add to them
TOGETHER = 50  # pages read before the file is opened anew: what pdfium keeps of pages is given back only then


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The document in ``data``; ``file`` is the name for its places. Nothing is raised for bad input."""
    place = Place(file)
    try:
        from indicators.reading.pdf import pdfium
    except ImportError:
        return Document(file, (), (problem("I309", place, kind=KIND),))
    if _is_cut_off(data):
        return _refused(file, Message("its end is missing"))
    reader = Pages(KIND, file, limits)
    try:
        damage = Damage(data, limits.unpacked)
        if damage.is_locked:  # its streams tell nothing: those of a copy without locks do
            damage = Damage(pdfium.unlocked(data), limits.unpacked)
        if damage.large:
            return Document(file, (), (problem("I302", place, limit=limits.unpacked),))
        count = pdfium.pages(data)
        if not count:
            return _refused(file, Message("it has no pages"))
        if count > limits.pages:
            return Document(file, (), (problem("I304", place, limit=limits.pages),))
        if damage.broken:
            return _refused(file, Message("what says where its pages lie is damaged"))
        _read_pages(data, count, damage, reader)
        return Document(file, reader.parts(), tuple(reader.problems))
    except Locked:
        return Document(file, (), (problem("I306", place),))
    except Damaged:
        return _refused(file, Message("it cannot be opened"))
    except TooMany:
        return Document(file, (), (problem("I303", place, limit=limits.cells),))
    except Deep:
        return Document(file, (), (problem("I305", place, limit=limits.depth),))


def _read_pages(data: bytes, count: int, damage: Damage, reader: Pages) -> None:
    from indicators.reading.pdf import pdfium

    damaged = damage.pages(count)
    for start in range(0, count, TOGETHER):
        with pdfium.opened(data) as document:
            for index in range(start, min(start + TOGETHER, count)):
                number = index + 1
                if number in damaged:
                    reader.add(number, None)
                    continue
                try:
                    page = pdfium.page(document, index, reader.limits.depth)
                    nothing = page is not None and page.is_empty and damage.comes_to_nothing(number, count)
                    reader.add(number, None if nothing else page)
                except Dense:
                    reader.miss(number)


def _is_cut_off(data: bytes) -> bool:
    """Whether the end mark is missing. pdfium mends such files silently, with whatever pages are left."""
    return b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-TAIL:]


def _refused(file: str, reason: Message) -> Document:
    return Document(file, (), (problem("I301", Place(file), kind=KIND, reason=reason),))
