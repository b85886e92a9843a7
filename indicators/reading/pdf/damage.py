"""Which pages of a PDF are damaged: pdfium draws what it can of them and says nothing.

A page is, if a packed stream that it is made of (what is drawn, a font, a map of characters) breaks off or fails its
checksum, or if it is drawn by something that comes to nothing.
"""

from __future__ import annotations

import re
from functools import cached_property

from indicators.reading.pdf.objects import Leaf, Objects, contents, leaves, made_of, missing, objects
from indicators.reading.pdf.streams import Stream, streams, unpacked

MAX_CONTENT = 16 << 20  # bytes of a page's drawing that are looked through for what it draws
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d{1,9}\s+\d{1,5}\s+R\b|<<)")
_NOTHING = re.compile(rb"(?:\(\s*\)|<\s*>)\s*Tj|\[\s*\]\s*TJ|%[^\r\n]*")
_OPERATOR = re.compile(rb"(?<![\w/*'\"])([A-Za-z]{1,3}[*01]?|'|\")(?![\w*'\"])")
_DRAWING = frozenset(b"Tj TJ ' \" S s f F f* B B* b b* sh Do BI".split())
_OTHERS = frozenset(
    b"q Q cm w J j M d ri i gs re m l c v y h n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* g G rg RG k K cs CS sc SC "
    b"scn SCN BMC BDC EMC MP DP BX EX d0 d1 ID EI".split()
)


class Damage:
    """What is damaged in a file: ``broken`` says that nothing in it can be relied on; ``pages`` are numbers from 1.

    ``large`` says that its streams, but for pictures, come to more than ``most`` bytes: then nothing else is known.
    """

    def __init__(self, data: bytes, most: int) -> None:
        self._data, self._most = data, most
        self._streams: list[Stream] = []
        self._damaged: list[Stream] = []
        self.large = self.broken = False
        left = most
        for stream in streams(data):
            self._streams.append(stream)
            if stream.is_image:
                continue
            size, whole, _ = unpacked(data, stream, left)
            left -= size
            if left < 0:
                self.large = True
                return
            if whole is False:
                self._damaged.append(stream)
                self.broken = self.broken or stream.is_a(b"ObjStm") or stream.is_a(b"XRef")

    @cached_property
    def is_locked(self) -> bool:
        """Whether its streams are encrypted."""
        before, between = 0, []
        for stream in self._streams:
            between.append(self._data[before : stream.start])
            before = stream.end
        return any(_ENCRYPTED.search(each) for each in (*between, self._data[before:]))

    @cached_property
    def _objects(self) -> Objects:
        return objects(self._data, self._streams)

    def pages(self, count: int) -> set[int]:
        """The damaged ones of so many pages; all, where it cannot be told which."""
        found = self._objects
        standing = {each.number for each in self._damaged if each.number < 0 or found.streams.get(each.number) == each}
        lost = standing | missing(found)
        if not lost:
            return set()
        pages = self._leaves(count)
        if len(pages) != count or -1 in standing:
            return set(range(1, count + 1)) if standing else set()
        return made_of(found, pages, lost)

    def comes_to_nothing(self, number: int, count: int) -> bool:
        """Whether a page of which nothing came is drawn by something: an empty page is no damage."""
        pages = self._leaves(count)
        if len(pages) != count:
            return False
        drawn = [self._objects.streams.get(each) for each in contents(self._objects, pages[number - 1])]
        texts = [b"?" if each is None else unpacked(self._data, each, MAX_CONTENT, keep=True).text for each in drawn]
        return is_drawing(b"\n".join(texts))

    def _leaves(self, count: int) -> list[Leaf]:
        return leaves(self._objects, count + 1)


def is_drawing(content: bytes) -> bool:
    """Whether something would be seen of a content: it draws, or it breaks off, or is no content at all.

    >>> [is_drawing(each) for each in (b"", b"q 0 0 9 9 re W n Q", b"BT (a) Tj ET", b"BT () Tj ET", b"\\x8f\\x01")]
    [False, False, True, False, True]
    """
    bare = _NOTHING.sub(b" ", content)
    operators = set(_OPERATOR.findall(bare))
    if operators & _DRAWING or (b"BT" in operators and b"ET" not in operators):
        return True
    return bool(bare.strip()) and not operators & _OTHERS
