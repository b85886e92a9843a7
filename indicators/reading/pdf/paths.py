"""The paths and pictures of a page, through all form objects, asked of pdfium."""

from __future__ import annotations

from ctypes import byref, c_float, c_int, c_size_t, c_uint
from typing import Any

import pypdfium2.raw as pdfium

from indicators.reading.pdf.shapes import MAX_MARKS, Box, Colour, Deep, Dense, Matrix, Path, Point, hundredths

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def paint(handle: Any, depth: int, paths: list[Path], pictures: list[Box]) -> bool:
    """Append a page's paths and pictures in the order of painting; whether it has form objects.

    Raises Dense, or Deep beyond ``depth`` forms.
    """
    left = MAX_MARKS
    forms = False
    stack: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(handle, index), _SAME, 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(handle), MAX_MARKS) - 1, -1, -1)
    ]
    while stack:
        each, outer, level = stack.pop()
        kind = pdfium.FPDFPageObj_GetType(each)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            left -= pdfium.FPDFPath_CountSegments(each)
            if left < 0:
                raise Dense
            painted = _path(each, outer)
            if painted is not None:
                paths.append(painted)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            forms = True
            if level >= depth:
                raise Deep
            inner = times(matrix_of(each), outer)
            count = pdfium.FPDFFormObj_CountObjects(each)
            left -= count
            if left < 0:
                raise Dense
            stack += [
                (pdfium.FPDFFormObj_GetObject(each, c_size_t(index).value), inner, level + 1)
                for index in range(count - 1, -1, -1)
            ]
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            pictures.append(_bounds(each, outer))
    return forms


def matrix_of(each: Any) -> Matrix:
    """The matrix of a page object, within its form object or its page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(each, byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(one: Matrix, two: Matrix) -> Matrix:
    """First ``one``, then ``two``."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _bounds(each: Any, outer: Matrix) -> Box:
    sides = [c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(each, *map(byref, sides))
    left, bottom, right, top = (side.value for side in sides)
    a, b, c, d, e, f = outer
    xs = [hundredths(a * x + c * y + e) for x in (left, right) for y in (bottom, top)]
    ys = [hundredths(b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def _path(each: Any, outer: Matrix) -> Path | None:
    mode, stroked = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(each, byref(mode), byref(stroked))
    if not mode.value and not stroked.value:
        return None  # a clip
    matrix = times(matrix_of(each), outer)
    try:
        subpaths, curved = _subpaths(each, matrix)
    except (OverflowError, ValueError):  # infinitely far away, or nowhere
        return None
    width = c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(each, byref(width))
    scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    return Path(
        subpaths,
        curved,
        hundredths(width.value * scale),
        _colour(pdfium.FPDFPageObj_GetStrokeColor, each) if stroked.value else None,
        _colour(pdfium.FPDFPageObj_GetFillColor, each) if mode.value else None,
    )


def _subpaths(each: Any, matrix: Matrix) -> tuple[tuple[tuple[Point, ...], ...], bool]:
    """The corners of each subpath, and whether any piece is curved."""
    a, b, c, d, e, f = (100 * part for part in matrix)
    x, y = c_float(), c_float()
    to_x, to_y = byref(x), byref(y)
    subpaths: list[tuple[Point, ...]] = []
    points: list[Point] = []
    curved = False
    for index in range(pdfium.FPDFPath_CountSegments(each)):
        segment = pdfium.FPDFPath_GetPathSegment(each, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, to_x, to_y)
        u, v = x.value, y.value
        point = int(a * u + c * v + e), int(b * u + d * v + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                subpaths.append(tuple(points))
            points = []
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != point:
            points.append(points[0])
    if len(points) > 1:
        subpaths.append(tuple(points))
    return tuple(subpaths), curved


def _colour(getter: Any, each: Any) -> Colour:
    parts = [c_uint() for _ in range(4)]
    if not getter(each, *map(byref, parts)):
        return 0, 0, 0, 255
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha
