"""The objects of one page of OFD → characters and paths as the finder of tables wants them.

The file counts millimetres from the top left corner; the finder hundredths of a point, y upwards. A character's width
is that of its font, which we do not open: Chinese is as wide as high, other characters half as wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from indicators.reading.ofd.look import Look
from indicators.reading.ofd.package import Book, Files, first, named
from indicators.reading.ofd.values import FAR, ONE, ZERO, Frame, deltas, numbers
from indicators.reading.pdf.shapes import MAX_MARKS, Box, Char, Colour, Deep, Dense, Path, Point, Raw, Style

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HUNDREDTHS = Decimal(7200) / Decimal("25.4")  # of a point in a millimetre
_A4 = (ZERO, ZERO, Decimal(210), Decimal(297))
_ABOVE, _BELOW = Decimal("0.88"), Decimal("0.12")  # of its size: how far a character reaches from its base line
_WIDTH = Decimal("0.5")  # of its size, of a character that is not Chinese
_POINTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # numbers behind each sign of a path
_CURVES = frozenset("QBA")
_SIDEWAYS = {"90": (ZERO, ONE), "180": (-ONE, ZERO), "270": (ZERO, -ONE)}  # which way text runs, but onwards


def raw(book: Book, path: str, depth: int) -> Raw | None:
    """The page in a file, its templates below it; None where any of these, or what they draw, is not in the package.

    Raises Dense, or Deep beyond ``depth`` objects within each other.
    """
    if not book.has(path):
        return None
    root = book.page(path)
    area = first(root, "Area")
    box = _box(first(area if area is not None else book.area, "PhysicalBox"))
    drawing = _Drawing(book, box, depth)
    over: list[Element] = []
    for template in named(root, "Template"):
        content = first(book.files.root(book.templates.get(template.get("TemplateID", ""), "")), "Content")
        if content is not None and template.get("ZOrder") == "Foreground":
            over.append(content)
        elif content is not None:
            drawing.layers(content)
    for content in (*named(root, "Content"), *over):
        drawing.layers(content)
    if drawing.lost:
        return None
    left, top, wide, high = box
    bounds = drawing.point(left, top + high) + drawing.point(left + wide, top)
    return Raw(bounds, drawing.chars, drawing.paths, drawing.pictures)


def _box(element: Element | None) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    found = numbers(element.text if element is not None else None)
    if len(found) != 4 or not (0 < found[2] <= FAR and 0 < found[3] <= FAR):
        return _A4
    return found[0], found[1], found[2], found[3]


class _Drawing:
    """What one page has been found to hold so far."""

    def __init__(self, book: Book, box: tuple[Decimal, Decimal, Decimal, Decimal], depth: int) -> None:
        self.book, self.bottom, self.depth = book, box[1] + box[3], depth
        self.chars: list[Char] = []
        self.paths: list[Path] = []
        self.pictures: list[Box] = []
        self.marks = 0
        self.lost = False

    def point(self, x: Decimal, y: Decimal) -> Point:
        """A point of the page, given in millimetres, as the finder counts."""
        x, y = max(-FAR, min(FAR, x)), max(-FAR, min(FAR, y))
        return int(x * _HUNDREDTHS), int((self.bottom - y) * _HUNDREDTHS)

    def layers(self, content: Element) -> None:
        """Everything in the layers of a page or template."""
        for layer in named(content, "Layer"):
            self._objects(layer, Frame(), 0, layer.get("DrawParam", ""))

    def _objects(self, group: Element, outer: Frame, level: int, param: str) -> None:
        if level > self.depth:
            raise Deep
        for each in group:
            if each.get("Visible") in ("false", "0"):
                continue
            name = Files.name(each)
            if name == "PageBlock":
                self._objects(each, outer, level + 1, param)
                continue
            frame = _frame(each).within(outer)
            look = Look(self.book.resources, each, each.get("DrawParam") or param)
            if name == "TextObject":
                self._text(each, frame, look)
            elif name == "PathObject":
                self._path(each, frame, look)
            elif name == "ImageObject":
                wide, high = (ONE, ONE) if each.get("CTM") else _size(each)  # a matrix is that of the unit square
                self.pictures.append(self._bounds(frame, wide, high))
            elif name == "CompositeObject":
                unit = self.book.resources.get(each.get("ResourceID", ""))
                self.lost = self.lost or unit is None
                inner = first(unit, "Content")
                if inner is not None:
                    self._objects(inner, frame, level + 1, param)

    def _bounds(self, frame: Frame, wide: Decimal, high: Decimal) -> Box:
        corners = [self.point(*frame.at(x, y)) for x in (ZERO, wide) for y in (ZERO, high)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _count(self, marks: int) -> None:
        self.marks += marks
        if self.marks > MAX_MARKS:
            raise Dense

    def _text(self, text: Element, frame: Frame, look: Look) -> None:
        size = (numbers(text.get("Size")) or [ZERO])[0]
        stretch = (numbers(text.get("HScale")) or [ONE])[0]
        fill = look.fill("true")
        if fill is None and look.stroke("false") is None:
            return
        along = _SIDEWAYS.get(text.get("CharDirection", "0"), (ONE, ZERO))
        style = _style(frame, along, size, fill or look.stroke("false") or (0, 0, 0, 255))
        down = text.get("ReadDirection", "0") in ("90", "270")
        x = y = ZERO
        for code in named(text, "TextCode"):
            x = (numbers(code.get("X")) or [x])[0]
            y = (numbers(code.get("Y")) or [y])[0]
            shown = code.text or ""
            self._count(len(shown))
            for char, right, at_x, at_y, spaced in _set(shown, x, y, code, size * stretch, down):
                corners = [(at_x, at_y - size * _ABOVE), (right, at_y + size * _BELOW)]
                (left, low), (far, high) = (self.point(*frame.at(*corner)) for corner in corners)
                origin = self.point(*frame.at(at_x, at_y))
                box = min(left, far), min(low, high), max(left, far), max(low, high)
                self.chars.append(Char(char, *box, *origin, style, spaced))

    def _path(self, path: Element, frame: Frame, look: Look) -> None:
        stroke, fill = look.stroke("true"), look.fill("false")
        data = first(path, "AbbreviatedData")
        if data is None or (stroke is None and fill is None):
            return
        subpaths, curved = self._subpaths(data.text or "", frame)
        if subpaths:
            width = int(look.width * frame.scale * _HUNDREDTHS)
            self.paths.append(Path(tuple(subpaths), curved, width, stroke, fill))

    def _subpaths(self, data: str, frame: Frame) -> tuple[list[tuple[Point, ...]], bool]:
        """The corners of each subpath, and whether any piece is curved."""
        words = data.split()
        self._count(len(words))
        found: list[list[Point]] = []
        curved, at = False, 0
        while at < len(words):
            sign = words[at]
            count = _POINTS.get(sign)
            if count is None:
                at += 1
                continue
            values = [numbers(word)[0] for word in words[at + 1 : at + 1 + count]]
            at += 1 + count
            if sign == "C":
                if found and len(found[-1]) > 1:
                    found[-1].append(found[-1][0])
                continue
            if len(values) < count:
                break
            point = self.point(*frame.at(values[-2], values[-1]))
            curved |= sign in _CURVES
            if sign in "SM" or not found:
                found.append([point])
            else:
                found[-1].append(point)
        return [tuple(points) for points in found if len(points) > 1], curved


def _frame(each: Element) -> Frame:
    """Where an object stands in what it lies in: its own matrix, then the corner of its boundary."""
    corner = numbers(each.get("Boundary"))[:2]
    x, y = corner if len(corner) == 2 else (ZERO, ZERO)
    matrix = numbers(each.get("CTM"))
    own = Frame(*matrix) if len(matrix) == 6 else Frame()
    return own.within(Frame(e=x, f=y))


def _size(each: Element) -> tuple[Decimal, Decimal]:
    found = numbers(each.get("Boundary"))
    return (found[2], found[3]) if len(found) == 4 else (ONE, ONE)


def _set(
    shown: str, x: Decimal, y: Decimal, code: Element, size: Decimal, down: bool
) -> Iterator[tuple[str, Decimal, Decimal, Decimal, bool]]:
    """Each character with its right side, the start of its base line, and whether a space stood before it."""
    across, along = deltas(code.get("DeltaX"), len(shown)), deltas(code.get("DeltaY"), len(shown))
    spaced = False
    for number, char in enumerate(shown):
        width = size if east_asian_width(char) in "WFA" else size * _WIDTH  # Chinese fonts have ≥ and — as wide as 中
        step = across[number] if number < len(across) else ZERO if along or down else width
        fall = along[number] if number < len(along) else size if down and not along else ZERO
        if char.isspace():
            spaced = True
        else:
            yield char, x + (min(width, step) if step > 0 else width), x, y, spaced
            spaced = False
        x, y = x + step, y + fall


def _style(frame: Frame, along: tuple[Decimal, Decimal], size: Decimal, colour: Colour) -> Style:
    right, fall = frame.a * along[0] + frame.c * along[1], frame.b * along[0] + frame.d * along[1]
    length = (right * right + fall * fall).sqrt() or ONE
    height = int(min(FAR, size * frame.scale) * _HUNDREDTHS)
    return Style(int(100 * right / length), int(-100 * fall / length), height, colour)
