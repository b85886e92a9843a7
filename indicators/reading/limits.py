"""How large a document may be: bounds on time and memory that a hostile file cannot pass."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, fields, frozen

from indicators.place import Place
from indicators.reading.problems import InputError, problem


@frozen
class Limits:
    """Bounds on one file. All are counts; ``bytes`` and ``unpacked`` are bytes, before and after unpacking.

    ``macros`` of 1 lets files with macros be read; macros are never run. ``members`` are the files of an archive or the
    attachments of a mail, those of archives within it included; ``lines`` are those of a text. ``seconds`` and
    ``memory`` (bytes) are what a program that reads for us, LibreOffice or the reader of PDF, may take for a file.
    """

    bytes: int = 64 << 20
    unpacked: int = 256 << 20
    cells: int = 300_000
    pages: int = 2_000
    depth: int = 100
    macros: int = 0
    members: int = 2_000
    lines: int = 1_000_000
    seconds: int = 60
    memory: int = 1 << 30

    @classmethod
    def of(cls, options: Iterable[str]) -> Limits:
        """The default limits but for those that ``NAME=NUMBER`` texts give. Raises InputError.

        >>> Limits.of(["pages=10"]).pages
        10
        """
        names = [each.name for each in fields(cls)]
        changes = {}
        for option in options:
            name, _, value = option.partition("=")
            if name not in names or not (value.isascii() and value.isdecimal() and len(value) < 16):
                raise InputError([problem("I208", Place("--limit"), key=name, choices=names, found=option)])
            changes[name] = int(value)
        return evolve(cls(), **changes)
