"""The paths and pictures of a page, through all form objects, asked of pdfium."""

from __future__ import annotations

from ctypes import addressof, byref, c_float, c_int, c_uint
from typing import Any

import pypdfium2.raw as pdfium

from indicators.reading.pdf import calls
from indicators.reading.pdf.shapes import MAX_MARKS, Box, Colour, Deep, Dense, Matrix, Path, Point, hundredths

MOVE, CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO
# Where pdfium puts its answers. It knows no threads, so that nobody else asks meanwhile.
_MATRIX, _MODE, _STROKED, _WIDTH = pdfium.FS_MATRIX(), c_int(), c_int(), c_float()
_TO_MATRIX, _TO_MODE, _TO_STROKED, _TO_WIDTH = map(addressof, (_MATRIX, _MODE, _STROKED, _WIDTH))
_X, _Y = c_float(), c_float()
_TO_X, _TO_Y = addressof(_X), addressof(_Y)
_PARTS = (c_uint * 4)()
_TO_PARTS = tuple(addressof(_PARTS) + 4 * at for at in range(4))
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def paint(handle: Any, depth: int, paths: list[Path], pictures: list[Box]) -> bool:
    """Append a page's paths and pictures in the order of painting; whether it has form objects.

    Raises Dense, or Deep beyond ``depth`` forms.
    """
    left = MAX_MARKS
    forms = False
    page = calls.address(handle)
    stack: list[tuple[Any, Matrix, int]] = [
        (calls.page_object(page, index), _SAME, 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(handle), MAX_MARKS) - 1, -1, -1)
    ]
    while stack:
        each, outer, level = stack.pop()
        kind = calls.object_kind(each)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            left -= calls.segments(each)
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
            count = calls.form_objects(each)
            left -= count
            if left < 0:
                raise Dense
            stack += [(calls.form_object(each, index), inner, level + 1) for index in range(count - 1, -1, -1)]
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            pictures.append(_bounds(each, outer))
    return forms


def matrix_of(each: Any) -> Matrix:
    """The matrix of a page object, within its form object or its page."""
    calls.object_matrix(each, _TO_MATRIX)
    matrix = _MATRIX
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(one: Matrix, two: Matrix) -> Matrix:
    """First ``one``, then ``two``."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _bounds(each: Any, outer: Matrix) -> Box:
    sides = [c_float() for _ in range(4)]
    calls.object_bounds(each, *map(byref, sides))
    left, bottom, right, top = (side.value for side in sides)
    a, b, c, d, e, f = outer
    xs = [hundredths(a * x + c * y + e) for x in (left, right) for y in (bottom, top)]
    ys = [hundredths(b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def _path(each: Any, outer: Matrix) -> Path | None:
    calls.draw_mode(each, _TO_MODE, _TO_STROKED)
    filled, stroked = _MODE.value, _STROKED.value
    if not filled and not stroked:
        return None  # a clip
    matrix = matrix_of(each) if outer is _SAME else times(matrix_of(each), outer)
    try:
        subpaths, curved = _subpaths(each, matrix)
    except (OverflowError, ValueError):  # infinitely far away, or nowhere
        return None
    calls.stroke_width(each, _TO_WIDTH)
    scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    return Path(
        subpaths,
        curved,
        hundredths(_WIDTH.value * scale),
        _colour(calls.stroke_colour, each) if stroked else None,
        _colour(calls.fill_colour, each) if filled else None,
    )


def _subpaths(each: Any, matrix: Matrix) -> tuple[tuple[tuple[Point, ...], ...], bool]:
    """The corners of each subpath, and whether any piece is curved."""
    a, b, c, d, e, f = (100 * part for part in matrix)
    x, y, to_x, to_y = _X, _Y, _TO_X, _TO_Y
    subpaths: list[tuple[Point, ...]] = []
    points: list[Point] = []
    curved = False
    segment_of, kind_of, point_of, closes = (
        calls.segment_of, calls.segment_kind, calls.segment_point, calls.segment_closes,
    )  # fmt: skip
    for index in range(calls.segments(each)):
        segment = segment_of(each, index)
        kind = kind_of(segment)
        point_of(segment, to_x, to_y)
        u, v = x.value, y.value
        point = int(a * u + c * v + e), int(b * u + d * v + f)
        if kind == MOVE:
            if len(points) > 1:
                subpaths.append(tuple(points))
            points = []
        elif kind == CURVE:
            curved = True
        points.append(point)
        if closes(segment) and points[0] != point:
            points.append(points[0])
    if len(points) > 1:
        subpaths.append(tuple(points))
    return tuple(subpaths), curved


def _colour(getter: Any, each: Any) -> Colour:
    if not getter(each, *_TO_PARTS):
        return 0, 0, 0, 255
    red, green, blue, alpha = _PARTS
    return red, green, blue, alpha
