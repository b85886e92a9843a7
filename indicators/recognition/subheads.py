"""Headings below a heading: 名称 and 分值 under a level, 符号, 值 and 单位 under a target or a completion."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from attrs import evolve

from indicators.reading.grid import Cell
from indicators.recognition import headings

_PARTS = {
    "name": "名称 指标名称 指标 内容",
    "value": "值 数值 内容 数量 数 指标内容",
    "sign": "符号 运算符号 运算符 计算符号 比较符号 比较符 关系符号 指标性质 性质",
    "unit": "单位 计量单位 度量单位 指标单位",
}
_PART = MappingProxyType({word: part for part, words in _PARTS.items() for word in words.split()})
_LEVELS = ("level1", "level2", "name", "name4")
_UNDER = MappingProxyType(
    {
        **{(level, "name"): level for level in _LEVELS},
        ("target", "value"): "target",
        ("target", "sign"): "comparator",
        ("target", "unit"): "unit",
        ("adjusted", "value"): "adjusted",
        ("adjusted", "sign"): "other",
        ("adjusted", "unit"): "other",
        ("actual", "value"): "actual",
        ("actual", "sign"): "done_sign",
        ("actual", "unit"): "done_unit",
    }
)
_SHOWN = MappingProxyType({"sign": "运算符号", "unit": "计量单位"})


def under(text: str, above: str) -> str:
    """The role of a heading that stands below another; empty where it is not told by that.

    >>> under("名称", "一级指标"), under("值", "年度指标值"), under("单位（文字描述）", "实际完成指标值")
    ('level1', 'target', 'done_unit')
    >>> under("分值", "一级指标"), under("值", "预算")
    ('', '')
    """
    plain = headings.heading(text)
    part = _PART.get(plain, "")
    over = headings.role(above, "table") if part else ""
    if part == "name" and plain in ("内容", "指标") and over in ("target", "actual", "adjusted"):
        part = "value"
    return _UNDER.get((over, part), "")


def is_part(text: str) -> bool:
    """Whether a text may stand below another heading and says nothing by itself."""
    return headings.heading(text) in _PART


def spelled(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """Headings of a second line as they would be called alone, each by the one of the first that it stands below.

    >>> above = [Cell("三级指标", 0, 0), Cell("年度指标值", 0, 1), Cell("", 0, 2)]
    >>> [cell.text for cell in spelled(above, [Cell("", 1, 0), Cell("符号", 1, 1), Cell("值", 1, 2)])]
    ['', '运算符号', '年度指标值']
    """
    found = []
    for cell in lower:
        said = [each for each in upper if each.column <= cell.column and each.text.strip()]
        above = said[-1].text if said else ""
        role = under(cell.text, above)
        text = cell.text
        if role.startswith("done_"):
            text = "完成值的" + _SHOWN[_PART[headings.heading(text)]]
        elif role:
            text = _SHOWN.get(_PART[headings.heading(text)], above) if role in ("comparator", "unit") else above
        found.append(evolve(cell, text=text))
    return found
