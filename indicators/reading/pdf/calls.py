"""The functions of pdfium that are called for every mark of a page, with addresses as plain numbers.

pypdfium2 makes an object of every pointer that comes back and looks at the type of each that goes in: half of the time
that asking takes. A page or its text goes in as ``address`` gives it.
"""

from __future__ import annotations

from ctypes import c_double, c_int, c_size_t, c_uint, c_void_p, cast
from typing import Any

import pypdfium2.raw as pdfium


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function, called in the same way, with other types."""
    made = type(function)(cast(function, c_void_p).value)
    made.restype, made.argtypes = result, arguments
    return made


def address(pointer: Any) -> c_void_p:
    """Where a pointer leads, as the functions here take it."""
    return cast(pointer, c_void_p)


_AT, _TO = c_void_p, c_void_p  # a handle; where a result goes

code_of = _plain(pdfium.FPDFText_GetUnicode, c_uint, _AT, c_int)
owner_of = _plain(pdfium.FPDFText_GetTextObject, _AT, _AT, c_int)
box_of = _plain(pdfium.FPDFText_GetLooseCharBox, c_int, _AT, c_int, _TO)
origin_of = _plain(pdfium.FPDFText_GetCharOrigin, c_int, _AT, c_int, _TO, _TO)
is_generated = _plain(pdfium.FPDFText_IsGenerated, c_int, _AT, c_int)
is_unmapped = _plain(pdfium.FPDFText_HasUnicodeMapError, c_int, _AT, c_int)
is_hyphen = _plain(pdfium.FPDFText_IsHyphen, c_int, _AT, c_int)
char_matrix = _plain(pdfium.FPDFText_GetMatrix, c_int, _AT, c_int, _TO)
char_size = _plain(pdfium.FPDFText_GetFontSize, c_double, _AT, c_int)
char_colour = _plain(pdfium.FPDFText_GetFillColor, c_int, _AT, c_int, _TO, _TO, _TO, _TO)
render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, c_int, _AT)
object_matrix = _plain(pdfium.FPDFPageObj_GetMatrix, c_int, _AT, _TO)
object_kind = _plain(pdfium.FPDFPageObj_GetType, c_int, _AT)
page_object = _plain(pdfium.FPDFPage_GetObject, _AT, _AT, c_int)
form_objects = _plain(pdfium.FPDFFormObj_CountObjects, c_int, _AT)
form_object = _plain(pdfium.FPDFFormObj_GetObject, _AT, _AT, c_size_t)
object_bounds = _plain(pdfium.FPDFPageObj_GetBounds, c_int, _AT, _TO, _TO, _TO, _TO)
draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, c_int, _AT, _TO, _TO)
stroke_width = _plain(pdfium.FPDFPageObj_GetStrokeWidth, c_int, _AT, _TO)
stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor, c_int, _AT, _TO, _TO, _TO, _TO)
fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, c_int, _AT, _TO, _TO, _TO, _TO)
segments = _plain(pdfium.FPDFPath_CountSegments, c_int, _AT)
segment_of = _plain(pdfium.FPDFPath_GetPathSegment, _AT, _AT, c_int)
segment_kind = _plain(pdfium.FPDFPathSegment_GetType, c_int, _AT)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, c_int, _AT, _TO, _TO)
segment_closes = _plain(pdfium.FPDFPathSegment_GetClose, c_int, _AT)
clip_of = _plain(pdfium.FPDFPageObj_GetClipPath, _AT, _AT)
clip_paths = _plain(pdfium.FPDFClipPath_CountPaths, c_int, _AT)
clip_segments = _plain(pdfium.FPDFClipPath_CountPathSegments, c_int, _AT, c_int)
clip_segment = _plain(pdfium.FPDFClipPath_GetPathSegment, _AT, _AT, c_int, c_int)
