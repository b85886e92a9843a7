"""Cells with line breaks as a sheet puts them on the clipboard: in quotes, over several lines of tab-separated text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENS = re.compile(r'(?:^|\t)"')
_MOST = 40  # lines of one row


def joined(lines: Sequence[str]) -> list[str]:
    r"""The lines, those of one row in the first of them and blank ones in place of the others.

    >>> joined(['"一级\n', '指标"\t得分', '产出\t"'])
    ['"一级\n\n指标"\t得分', '', '产出\t"']
    """
    found = list(lines)
    at = 0
    while at < len(found):
        end = _end(found, at) if '"' in found[at] and _OPENS.search(found[at]) else at
        if end > at and "\t" in (whole := "\n".join(found[at : end + 1])):
            found[at : end + 1] = [whole, *[""] * (end - at)]
        at = max(at, end) + 1
    return found


def bare(cell: str) -> str:
    """A cell without the quotes that its line breaks put it in.

    >>> bare('"一级\\n指标"'), bare('"优"')
    ('一级\\n指标', '"优"')
    """
    quoted = "\n" in cell and len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _end(lines: Sequence[str], at: int) -> int:
    """The line that closes the quotes open at the end of a line; the line itself where none are, or nothing does."""
    count = lines[at].count('"')
    for end in range(at, min(len(lines), at + _MOST)):
        count += lines[end].count('"') if end > at else 0
        if count % 2 == 0:
            return end
    return at
