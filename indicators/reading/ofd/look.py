"""Colours and lines of objects of OFD: their own, or those of the drawing parameters that they name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.reading.ofd.package import first
from indicators.reading.ofd.values import numbers
from indicators.reading.pdf.shapes import Colour

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LINE = Decimal("0.353")  # the width of a line that gives none


class Look:
    """Colours and line of an object: its own, else those of its drawing parameters."""

    def __init__(self, resources: Mapping[str, Element], each: Element, param: str) -> None:
        self.each, self.chain = each, [each]
        while param in resources and len(self.chain) < 9:
            self.chain.append(resources[param])
            param = resources[param].get("Relative", "")

    def fill(self, usual: str) -> Colour | None:
        """The colour of its inside, None where it has none."""
        return self._colour("Fill", usual)

    def stroke(self, usual: str) -> Colour | None:
        """The colour of its outline, None where it has none."""
        return self._colour("Stroke", usual)

    @property
    def width(self) -> Decimal:
        """The width of its lines."""
        return next((found[0] for each in self.chain if (found := numbers(each.get("LineWidth")))), _LINE)

    def _colour(self, what: str, usual: str) -> Colour | None:
        if self.each.get(what, usual) not in ("true", "1"):
            return None
        given = (first(each, f"{what}Color") for each in self.chain)
        colour = next((each for each in given if each is not None), None)
        return _colour(colour) if colour is not None else (0, 0, 0, 255)


def _colour(element: Element) -> Colour:
    """A colour by how many parts it has: grey, red-green-blue, or the four of printing."""
    parts = [_part(word) for word in (element.get("Value") or "").split()]
    alpha = (numbers(element.get("Alpha")) or [Decimal(255)])[0]
    if len(parts) == 1:
        parts *= 3
    elif len(parts) == 4:
        key = 255 - parts[3]
        parts = [(255 - part) * key // 255 for part in parts[:3]]
    red, green, blue = parts if len(parts) == 3 else (0, 0, 0)
    return red, green, blue, max(0, min(255, int(alpha)))


def _part(word: str) -> int:
    try:
        found = int(word[1:], 16) if word.startswith("#") else int(numbers(word)[0])
    except ValueError:
        return 0
    return max(0, min(255, found))
