"""Blank forms, as notices have them attached: headings, categories and points, and nothing that a unit filled in; or
nothing but the head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.recognition.draft import Draft
from indicators.recognition.headings import squeeze
from indicators.recognition.shapes import shape
from indicators.recognition.values import is_blank

# what a blank form prints where something is to be filled in: ≥××%, 目标1：……, （填写）, XX万元
_PLACEHOLDER = re.compile(
    r"(?:(?:年度)?目标\d{0,2}:?)*[≥≤<>=±]?[x×✕*○〇□_….、/—-]*[%元万个项次人家户天]{0,2}"
    r"|指标\d{0,2}[:、.]*|\((?:请|此处)?填[^()]*\)|(?:请|此处)填写.{0,20}",
    re.IGNORECASE,
)
_TO_FILL = re.compile(r"[x×✕○〇_]{2,}|填写|样表|示例", re.IGNORECASE)  # XX项目, ××局
_HEAD = ("project", "department", "unit", "holder", "basic_expenditure", "project_expenditure")
_HAN = re.compile("[\u4e00-\u9fff]")
_AMOUNTS = ("initial", "budget", "spent", "rate", "filed", "reviewed")


def is_blank_form(draft: Draft) -> bool:
    """Whether the tables of a form were found and no target, completion, amount or score is in them.

    >>> from indicators.form import Line
    >>> from indicators.place import Place
    >>> lines = [Line("i1", "indicator", "指标1", target="≥××%"), Line("i1", "indicator", "人数", target="≥5人")]
    >>> [is_blank_form(Draft(Place(), "自评表", headed=True, roles={"actual"}, lines=[line])) for line in lines]
    [True, False]
    """
    if not draft.headed or not draft.roles & {"actual", "filed"}:
        return False
    if draft.unread or draft.doubtful or any(draft.beside.get(title) for title in draft.unknown):
        return False
    return all(map(_is_unfilled, _filled(draft))) and draft.text("total") in ("", draft.text("points"), "100")


def head_of(draft: Draft) -> str:
    """What the head of a form says, where a unit has filled it in: its project, department and unit.

    >>> from indicators.place import Place
    >>> from indicators.reading.grid import Cell
    >>> [head_of(Draft(Place(), head={"project": Cell(text, 0, 1)})) for text in ("农业保险补贴", "XX项目")]
    ['农业保险补贴', '']
    """
    said = (draft.text(role) for role in _HEAD)
    filled = (text for text in said if text and not _is_unfilled(text) and not _TO_FILL.search(squeeze(text)))
    return "，".join(dict.fromkeys(filled))


def _filled(draft: Draft) -> Iterator[str]:
    """Every text of the form that a unit fills in."""
    for line in draft.every_line():
        yield from (line.target, line.actual, line.reason)
        yield from (text for text in (line.name, line.level1, line.level2) if _is_figure(text))
        yield from (str(number) for number in (line.filed, line.reviewed) if number is not None)
    for row in draft.funds:
        yield from (row.cells.text(role) for role in _AMOUNTS)
    if draft.goal is not None:
        yield from (draft.goal.text(role) for role in ("target", "adjusted", "actual", "filed"))
    yield from (group.text for group in draft.groups)
    for other in draft.others:  # it may be a line, or a part of one, that nobody could read
        yield from (text for text in other.cells if shape(text) in ("figure", "points"))


def _is_figure(text: str) -> bool:
    """Whether a text is a figure and not the name of something: ≥95%, not 1290.3平方米冷库."""
    return shape(text) in ("figure", "points") and len(_HAN.findall(text)) < len("冷库建设")


def _is_unfilled(text: str) -> bool:
    return is_blank(text) or _PLACEHOLDER.fullmatch(squeeze(text)) is not None
