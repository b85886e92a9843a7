"""What Markdown puts round a text, taken off: people see the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"[#*_$\\<&]")
_RULE = re.compile(r":?-+:?")
_CELL = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|b|i|u|em|strong|span|sub|sup|font|center)\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_BOLD = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*|__(?=\S)([^_]+)(?<=\S)__")
_FORMULA = re.compile(r"\$(?=\S)([^$\n]+)(?<=\S)\$(?!\d)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~$%-])")
_COMMANDS = {
    "geqslant": "≥", "leqslant": "≤", "geq": "≥", "leq": "≤", "ge": "≥", "le": "≤", "gt": ">", "lt": "<",
    "times": "×", "pm": "±", "approx": "≈", "sim": "~", "neq": "≠", "cdot": "·", "div": "÷", "circ": "°", "quad": " ",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+) ?")
_WRAPPED = re.compile(r"\\(?:text|mathrm|mathbf|mathit|textbf)\s*\{([^{}]*)\}")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&ge;": "≥", "&le;": "≤", "&quot;": '"', "&amp;": "&"}


def plain(text: str) -> str:
    """The text that a person sees.

    >>> plain("## **总分**：95"), plain("$\\\\geq 98\\\\%$"), plain("≥3\\\\*2<br>项"), plain("<p>经济</p>")
    ('总分：95', '≥98%', '≥3*2\\n项', '经济')
    """
    if not _MARK.search(text):
        return text
    heading = _HEADING.match(text)
    shown = heading[1] if heading else text
    shown = _TAG.sub("", _BREAK.sub("\n", shown))
    shown = _FORMULA.sub(_formula, shown)
    shown = _ESCAPE.sub(r"\1", _BOLD.sub(r"\1\2", shown))
    for entity, sign in _ENTITIES.items():
        shown = shown.replace(entity, sign)
    return shown


def is_row(line: str) -> bool:
    """Whether a line is a row between pipes.

    >>> is_row("| 一级指标 | 得分 |"), is_row("a | b")
    (True, False)
    """
    inside = line.strip()
    return len(inside) > 2 and inside.startswith("|") and inside.endswith("|")


def is_piped(line: str) -> bool:
    """Whether a line holds cells that bars part: it ends with one, or bars stand alone in it.

    >>> is_piped("总分 | 99 |"), is_piped("数量指标 | 人数 | ≥3"), is_piped("a|b"), is_piped("表 |")
    (True, True, False, True)
    """
    inside = line.strip()
    return len(inside) > 2 and (inside.endswith("|") or " | " in inside)


def is_rule(line: str) -> bool:
    """Whether a line is the rule below a heading row; bars at its ends may be left out.

    >>> is_rule("|---|:-:|"), is_rule("--- | ---"), is_rule("| a |"), is_rule("---")
    (True, True, False, False)
    """
    inside = line.strip()
    parts = inside.removeprefix("|").removesuffix("|").split("|")
    barred = is_row(line) or len(parts) > 1
    return barred and all(_RULE.fullmatch(cell.strip()) for cell in parts)


def cells(line: str, *, bare: bool = False) -> list[str]:
    r"""The cells of a row between pipes; in a ``bare`` table none stands before the first cell, which may be blank.

    >>> cells(r"| ≥3\|4 |  | 得分 |"), cells(" | 得分 | 5", bare=True)
    (['≥3|4', '', '得分'], ['', '得分', '5'])
    """
    inside = line.strip()
    inside = inside if bare else inside.removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    return [plain(cell.strip()) for cell in _CELL.split(inside)]


def rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of lines between bars. A bar at an end that not every line has may part a blank cell there.

    >>> rows(["合计 | 300 | 说明", "小计 | 300 |", " | 20 | 无"])
    [['合计', '300', '说明'], ['小计', '300', ''], ['', '20', '无']]
    >>> rows(["| 合计 | 300 |", "| 小计 | 20 |"]), rows(["总分 | 99 |"])
    ([['合计', '300'], ['小计', '20']], [['总分', '99']])
    """
    inside = [line.strip() for line in lines]
    first, last = all(line.startswith("|") for line in inside), all(map(_is_closed, inside))
    bare = [_bared(line, first=first, last=last) for line in inside]
    whole = (line for line in bare if (first or not line.startswith("|")) and (last or not _is_closed(line)))
    widths = {len(_CELL.split(line)) for line in whole}
    found = [_CELL.split(line) for line in bare]
    for at, line in enumerate(bare):
        if len(found[at]) not in widths:
            found[at] = _CELL.split(_bared(line, first=not first, last=not last))
    return [[plain(cell.strip()) for cell in each] for each in found]


def _is_closed(line: str) -> bool:
    return line.endswith("|") and not line.endswith("\\|")


def _bared(line: str, *, first: bool, last: bool) -> str:
    """A line without the bars at its ends."""
    line = line[1:] if first and line.startswith("|") else line
    return line[:-1] if last and _is_closed(line) else line


def _formula(found: re.Match[str]) -> str:
    """A formula as text: only when every command in it is known. Money (``$5``) is no formula."""
    inside = _WRAPPED.sub(r"\1", found[1])
    shown = _COMMAND.sub(lambda command: _COMMANDS.get(command[1], command[0]), inside)
    shown = re.sub(r"\^\{?\\?°\}?", "°", shown)
    if _COMMAND.search(shown):
        return found[0]
    return re.sub(r"\\([%$#&_{}, ])", r"\1", shown).strip()
