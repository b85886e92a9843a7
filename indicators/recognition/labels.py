"""The labels of a form's head with what stands behind them, and the year of a form."""

from __future__ import annotations

import re

from indicators.recognition.headings import BODIES, LABELS, heading, squeeze

_YEAR = re.compile(r"(20\d\d)年?度?")
_YEAR_IN_WORDS = re.compile(r"二([〇○零])([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_DIGITS = {"〇": "0", "○": "0", "零": "0"} | {word: str(digit) for digit, word in enumerate("一二三四五六七八九", 1)}
_YEAR_ALONE = re.compile(r"\(?(?:20\d\d|二[〇○零]..)年度?\)?")
_YEAR_BEHIND = re.compile(r"(\S+)\s+([(（]?20\d\d\s*年度?[)）]?)")
_BODY = re.compile(rf"[^\d,。;:%()]{{2,24}}(?:{'|'.join(BODIES)})(?:\([^()]*\))?")
_BRACKET = {"(": "[(（]", ")": "[)）]"}
_SPACED = (
    r"\s*".join(_BRACKET.get(sign, re.escape(sign)) for sign in each) for each in sorted(LABELS, key=len, reverse=True)
)
_LABEL_AT = re.compile(
    rf"({'|'.join(_SPACED)})"
    r"\s*(?:[(（][^()（）]{0,12}[)）])?\s*[:：]"
)


def year(text: str) -> int | None:
    """The year in a title or label.

    >>> year("（2022年度）"), year("二〇二二年度"), year("二十年")
    (2022, 2022, None)
    """
    plain = squeeze(text)
    found = _YEAR.search(plain)
    if found is None and "年" in plain and (words := _YEAR_IN_WORDS.search(plain)):
        return int("2" + "".join(_DIGITS[word] for word in words.groups()))
    return int(found[1]) if found else None


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else: 2022年度, （二〇二二年度）."""
    return _YEAR_ALONE.fullmatch(squeeze(text)) is not None


def is_body(text: str) -> bool:
    """Whether a text is the name of one that files, not a unit of money or of a count.

    >>> is_body("某县农业农村局"), is_body("万元"), is_body("公里"), is_body("白石镇人民政府（本级）")
    (True, False, False, True)
    """
    return _BODY.fullmatch(squeeze(text)) is not None


def labelled(text: str) -> tuple[tuple[str, str], ...]:
    """The labels with a colon in a text and what stands behind each: role and value.

    >>> labelled("单位名称(盖章): 某局 自评得分: 88.77")
    (('holder', '某局'), ('total', '88.77'))
    >>> labelled("编制单位：某县农业农村局   2022年   单位：万元")
    (('holder', '某县农业农村局'), ('year', '2022年'), ('ignored', '万元'))
    """
    found = list(_LABEL_AT.finditer(text))
    if not found or text[: found[0].start()].strip():
        return ()
    ends = [each.start() for each in found[1:]] + [len(text)]
    pairs = zip(found, ends, strict=True)
    return tuple(pair for each, end in pairs for pair in _said(squeeze(each[1]), text[each.end() : end].strip()))


def filing(label: str, value: str) -> str:
    """The role of a label for what stands behind it: 单位 is one that files, where the name of one does.

    >>> filing("单位", "某县农业农村局"), filing("单位", "万元"), filing("主管部门", "某局")
    ('holder', 'ignored', 'department')
    """
    return "holder" if label == "单位" and is_body(value) else LABELS.get(label, "")


def _said(label: str, value: str) -> tuple[tuple[str, str], ...]:
    """What a label with a colon says; a year may stand behind its value: 编制单位：某局  2022年度."""
    behind = _YEAR_BEHIND.fullmatch(value)
    if behind and is_body(behind[1]):
        return ((filing(label, behind[1]), behind[1]), ("year", behind[2]))
    return ((filing(label, value), value),)


def label_before(text: str) -> tuple[str, str] | None:
    """A label and its value in one cell, apart by a space: ``项目实施单位 某中心``."""
    first, _, rest = " ".join(text.split()).partition(" ")
    found = LABELS.get(heading(first), "")
    return (found, rest) if found and rest else None
