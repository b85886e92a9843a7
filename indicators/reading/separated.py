"""Text whose cells are parted by full-width bars, lines of boxes, commas or semicolons → the same with tabs.

Bars part cells wherever they stand in lines below each other. Commas do so only where lines hold as many as headings
have: prose has some too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BARS = "|｜│┃¦‖║"
_MARKS = "，、；;,"
_BORDER = re.compile(r"[\s─━═┄┅┈┉\-=+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝]*[─━═┄┅┈┉][\s─━═┄┅┈┉\-=+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝]*")
_MARKDOWN = re.compile(r"[-:] ?\|[-: ]|^\s*\||\| | \||\|\s*$", re.MULTILINE)  # bars that part cells as they are
_LINES = 3  # lines with as many marks
_MANY = {**dict.fromkeys(_BARS, 2), **dict.fromkeys(_MARKS, 5)}
_LONG = 60  # characters: a longer text between commas is prose


def tabbed(lines: Sequence[str]) -> list[str]:
    """The lines, with tabs where such marks part cells; borders between them are blank.

    >>> tabbed(["自评表", "│指标│分值│得分│", "├──┼──┤", "│人数│10│10│", "│次数│20│20│"])
    ['自评表', '指标\\t分值\\t得分', '', '人数\\t10\\t10', '次数\\t20\\t20']
    """
    text = "\n".join(lines)
    marks = [mark for mark in _MANY if text.count(mark) >= _LINES * _MANY[mark]]
    if _MARKDOWN.search(text):
        marks = [mark for mark in marks if mark != "|"]
    found = list(lines)
    for mark in marks:
        at = 0
        while at < len(found):
            end, rich = _end(found, at, mark)
            if rich:
                found[at:end] = [_parted(line, mark) for line in found[at:end]]
            at = max(end, at + 1)
    return found


def _end(lines: Sequence[str], at: int, mark: str) -> tuple[int, bool]:
    """Where the lines that a mark parts end, and whether enough of them hold as many as headings have."""
    rich, end = 0, at
    while end < len(lines) and (mark in lines[end] or (end > at and mark in _BARS and _BORDER.fullmatch(lines[end]))):
        line = lines[end]
        prose = mark in _MARKS and ("。" in line or max(map(len, line.split(mark))) > _LONG)
        if prose or "\t" in line or (mark != "|" and "|" in line):
            break
        rich += line.count(mark) >= _MANY[mark]
        end += 1
    return end, rich >= _LINES


def _parted(line: str, mark: str) -> str:
    if mark not in line:
        return ""  # a border
    cells = [cell.strip() for cell in line.split(mark)]
    if mark in _BARS and len(cells) > 2:  # at both ends, they are the frame
        cells = cells[1 if not cells[0] else 0 :]
        cells = cells[: -1 if not cells[-1] else None]
    return "\t".join(cells)
