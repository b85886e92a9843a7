"""All that we ask of pdfium: a document from bytes, and the characters and paths of its pages in page coordinates.

Every number that leaves this module is an integer in hundredths of a point; y runs upwards, as in the file.
Memory that pdfium holds is given back when the generators end. pdfium knows no threads: one at a time in a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import addressof, byref, c_double, c_float, c_uint
from io import BytesIO
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from indicators.reading.pdf import calls
from indicators.reading.pdf.paths import matrix_of, paint, times
from indicators.reading.pdf.shapes import (
    MAX_MARKS,
    UNMAPPED,
    Box,
    Char,
    Damaged,
    Dense,
    Locked,
    Matrix,
    Path,
    Raw,
    Style,
    bounds,
    hundredths,
)

SPACES = frozenset(
    map(ord, " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
)
NOTHING = frozenset((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))  # characters without a width
MAX_CLIP = 100
UNSEEN = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


@contextmanager
def opened(data: bytes) -> Iterator[PdfDocument]:
    """The document in ``data``, closed at the end. Raises Locked or Damaged."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Locked from error
        raise Damaged from error
    try:
        yield document
    finally:
        document.close()


def pages(data: bytes) -> int:
    """How many pages the document has. Raises Locked or Damaged."""
    with opened(data) as document:
        return len(document)


def unlocked(data: bytes) -> bytes:
    """The document without its locks, its streams as they are, for one that opens without a password.

    Raises Locked or Damaged.
    """
    copy = BytesIO()
    with opened(data) as document:
        try:
            document.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
        except PdfiumError as error:
            raise Damaged from error
    return copy.getvalue()


def page(document: PdfDocument, index: int, depth: int) -> Raw | None:
    """The page, or None if pdfium cannot read it. Raises Dense or Deep."""
    handle = pdfium.FPDF_LoadPage(document.raw, index)
    if not handle:
        return None
    try:
        left, bottom, right, top = _box(handle)
        paths: list[Path] = []
        pictures: list[Box] = []
        forms = paint(handle, depth, paths, pictures)
        is_empty = not pdfium.FPDFPage_CountObjects(handle)
        return Raw((left, bottom, right, top), list(_chars(handle, forms)), paths, pictures, is_empty)
    finally:
        pdfium.FPDF_ClosePage(handle)


def _box(handle: Any) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, byref(rect))
    return hundredths(rect.left), hundredths(rect.bottom), hundredths(rect.right), hundredths(rect.top)


def _chars(handle: Any, forms: bool) -> Iterator[Char]:
    loaded = pdfium.FPDFText_LoadPage(handle)
    if not loaded:
        return
    try:
        count, text = pdfium.FPDFText_CountChars(loaded), calls.address(loaded)
        if count > MAX_MARKS:
            raise Dense
        rect, x, y = pdfium.FS_RECTF(), c_double(), c_double()
        to_rect, to_x, to_y = addressof(rect), addressof(x), addressof(y)
        box_of, origin_of, code_of, owner_of = calls.box_of, calls.origin_of, calls.code_of, calls.owner_of
        is_unmapped = calls.is_unmapped
        style_of = _Styles(text, forms)
        spaced = False
        high = 0  # the first half of a character that takes two UTF-16 units
        for index in range(count):
            code = code_of(text, index)
            if code in SPACES:
                spaced = spaced or calls.is_generated(text, index) != 1
                continue
            if code in NOTHING:
                continue
            if 0xD800 <= code < 0xE000:
                if code < 0xDC00:
                    high = code
                    continue
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0
            high = 0
            owner = owner_of(text, index)
            if not owner:  # made up by pdfium
                continue
            style = style_of(index, owner)
            box_of(text, index, to_rect)
            origin_of(text, index, to_x, to_y)
            left, bottom, right, top, base_x, base_y = rect.left, rect.bottom, rect.right, rect.top, x.value, y.value
            if style.moved:
                left, bottom = _moved(left, bottom, style.moved)
                right, top = _moved(right, top, style.moved)
                base_x, base_y = _moved(base_x, base_y, style.moved)
            try:
                box = int(left * 100), int(bottom * 100), int(right * 100), int(top * 100)
                base = int(base_x * 100), int(base_y * 100)
            except (OverflowError, ValueError):  # infinitely far away, or nowhere
                continue
            plain = (32 <= code < 0x7F or 0xA0 <= code < 0xFFFE) and is_unmapped(text, index) != 1
            yield Char(chr(code) if plain else _shown(text, index, code), *box, *base, style, spaced)
            spaced = False
    finally:
        pdfium.FPDFText_ClosePage(loaded)


class _Styles:
    """The style of each text object, asked once; a page has as few text objects as lines, or as many as characters."""

    def __init__(self, text: Any, forms: bool) -> None:
        self.text = text
        self.forms = forms
        self.known: dict[int, Style] = {}
        self.matrix = pdfium.FS_MATRIX()
        self.to_matrix = addressof(self.matrix)
        self.parts = [c_uint() for _ in range(4)]
        self.to_parts = [addressof(part) for part in self.parts]

    def __call__(self, index: int, owner: int) -> Style:
        style = self.known.get(owner)
        if style is None:
            style = self.known[owner] = self._ask(index, owner)
        return style

    def _ask(self, index: int, owner: int) -> Style:
        matrix = self.matrix
        calls.char_matrix(self.text, index, self.to_matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        along = (a * a + b * b) ** 0.5 or 1.0
        size = calls.char_size(self.text, index) * abs(a * d - b * c) / along
        calls.char_colour(self.text, index, *self.to_parts)
        red, green, blue, alpha = self.parts
        return Style(
            hundredths(a / along),
            hundredths(b / along),
            hundredths(size),
            (red.value, green.value, blue.value, alpha.value),
            calls.render_mode(owner) not in UNSEEN,
            self._clip(owner),
            self._forgotten(index, owner) if self.forms else None,
        )

    def _forgotten(self, index: int, owner: int) -> Matrix | None:
        """How to move characters that pdfium leaves where they stand in their form object: text told by ActualText."""
        x, y = c_double(), c_double()
        calls.origin_of(self.text, index, byref(x), byref(y))
        to = self.matrix
        a, b, c, d, e, f = matrix_of(owner)
        area = a * d - b * c
        if not area or abs(x.value - e) + abs(y.value - f) > 0.1 or abs(to.e - e) + abs(to.f - f) < 1:
            return None
        back = (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)
        return times(back, (to.a, to.b, to.c, to.d, to.e, to.f))

    def _clip(self, owner: int) -> Box | None:
        """The box that the text object is clipped to. Unknown within form objects, whose clips move with them."""
        path = calls.clip_of(owner)
        if calls.clip_paths(path) != 1:
            return None
        if matrix_of(owner)[4:] != (self.matrix.e, self.matrix.f):
            return None
        x, y = c_float(), c_float()
        points = []
        for index in range(min(calls.clip_segments(path, 0), MAX_CLIP)):
            calls.segment_point(calls.clip_segment(path, 0, index), byref(x), byref(y))
            points.append((hundredths(x.value), hundredths(y.value)))
        return bounds(points) if len(points) > 2 else None


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _shown(text: Any, index: int, code: int) -> str:
    if code in (2, 0xFFFE) and calls.is_hyphen(text, index) == 1:
        return "-"  # pdfium marks the hyphen at the end of a line
    if code < 32 or 0x7F <= code < 0xA0 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return UNMAPPED
    return UNMAPPED if calls.is_unmapped(text, index) == 1 else chr(code)
