"""A camera for the tutorial: parts of a page as small PNG files."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

WIDTH = 1100  # of the window: what is shown fits a page of the site without becoming too small to read
MARGIN, ABOVE = 6, 1  # beside, and above and below
COLOURS = 64


class Camera:
    """Takes pictures of one page into a folder."""

    def __init__(self, page, folder: Path) -> None:
        self._page, self._folder = page, folder
        self.names: list[str] = []

    def take(self, name: str, first: str, last: str | None = None) -> None:
        """The page from the top of ``first`` to the bottom of ``last``, over the whole width of both."""
        self._page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")  # what sticks lies over nothing
        boxes = [self._page.locator(each).first.bounding_box() for each in (first, last or first)]
        left, top = min(box["x"] for box in boxes), boxes[0]["y"]
        right = max(box["x"] + box["width"] for box in boxes)
        bottom = max(box["y"] + box["height"] for box in boxes)
        clip = {
            "x": max(0, left - MARGIN),
            "y": max(0, top - ABOVE),
            "width": right - left + 2 * MARGIN,
            "height": bottom - top + 2 * ABOVE,
        }
        picture = Image.open(io.BytesIO(self._page.screenshot(clip=clip, full_page=True)))
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(self._folder / f"{name}.png", optimize=True)
        self.names.append(name)
