"""Where a value stood in its source, so that every message can point at it."""

from __future__ import annotations

from attrs import frozen


@frozen
class Place:
    """A file and a spot in it: a line of a text, ``sheet!C7`` of a workbook, a page and row of a document.

    >>> str(Place("form.toml", "12")), str(Place("form.toml"))
    ('form.toml:12', 'form.toml')
    """

    file: str = ""
    spot: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.spot}" if self.spot else self.file

    @property
    def order(self) -> tuple[str, int, str]:
        """A sort key that puts line 9 before line 12."""
        return self.file, int(self.spot) if self.spot.isdigit() else 0, self.spot
