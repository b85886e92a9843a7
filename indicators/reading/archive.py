"""Archives of forms (.zip): their files one after the other, by their names, each unpacked under bounds."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.attempt import Budget, Refused
from indicators.reading.kinds import is_hidden
from indicators.reading.problems import Problem, problem

KIND = ".zip"
RATIO = 200  # texts come to a tenth or twentieth; what unpacks to more than so many times its size is made to hurt
SMALL = 1 << 20  # bytes of which the ratio is not asked
_CHUNK = 1 << 16
_UTF8 = 1 << 11  # the flag of a name in UTF-8
_LOCKED = 1

Member = tuple[str, bytes | Problem]


def members(data: bytes, file: str, budget: Budget) -> Iterator[Member]:
    """Name and bytes of every file in an archive, or the problem that keeps it from being unpacked. Raises Refused.

    ``file`` is the archive's own name. The bytes of all archives within each other are counted together, in ``budget``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            named = [(name, entry) for entry in entries if not is_hidden(name := _name(entry))]
            budget.members(len(named))
            for name, entry in sorted(named, key=lambda each: natural(each[0])):
                yield name, _unpacked(package, entry, f"{file}/{name}", budget)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, IndexError) as error:
        raise budget.refuse("I301", kind=KIND, reason=Message("the zip package is broken or cut off")) from error


def natural(name: str) -> tuple[tuple[str | int, ...], ...]:
    """A sort key that puts 2-x before 10-x.

    >>> sorted(["10.xlsx", "2.xlsx"], key=natural)
    ['2.xlsx', '10.xlsx']
    """
    return tuple(
        tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", each)) for each in name.split("/")
    )


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: Chinese Windows writes GBK, without saying so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "".join(char for char in name.replace("\\", "/") if char.isprintable()).lstrip("/")


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, budget: Budget) -> bytes | Problem:
    """The bytes of one entry, unpacked in steps: a header may say less than there is. Raises Refused (I302)."""
    place = Place(file)
    if entry.flag_bits & _LOCKED:
        return problem("I306", place)
    if entry.file_size > budget.limits.bytes:
        return problem("I103", place, limit=budget.limits.bytes)
    chunks, size = [], 0
    try:
        with package.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > SMALL and size > RATIO * max(1, entry.compress_size):
                    return problem("I302", place, limit=RATIO * entry.compress_size)
                budget.text(len(chunk))
                chunks.append(chunk)
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        return problem("I301", place, kind=KIND, reason=Message("the zip package is broken or cut off"))
    return b"".join(chunks)
