"""Which of the texts under a form are its own rules, and which are remarks that somebody typed.

A note is printed with a number (备注：1.…), or begins with its label (备注：…) in a row or paragraph of its own below
the table. What speaks of the one who files, of what came of the year or of what no longer holds is a remark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from indicators.form import Form
from indicators.itself import speaks_of_itself

_DASHES = str.maketrans("—–~−至，[]{}【】〔〕", "-----,()()()()")
_LABEL = re.compile(r"\W{0,4}(?:备注|注|说明|填表说明|填报说明|填写说明|评分说明|计分说明)(?:\([^()]{0,6}\))?:\W{0,3}")
_NUMBER = r"\d{1,2}(?:、|[.)](?!\d(?!\d?\d分)))|\(\d{1,2}\)|\(?[一二三四五六七八九十][、)]"
_NUMBERED = re.compile(rf"\W{{0,4}}(?:(?:备注|注|说明|填表说明|填报说明)\W{{0,4}})?(?:{_NUMBER})+")
_ITEM = re.compile(r"(?<![\dA-Za-z.])\d{1,2}[.、](?!\d)|(?<=[。;])\d{1,2}\.(?=\d{2,3}分)")
_GONE = re.compile(r"不再|不按|停止|停用|废止|取消|此前|以往|去年|今年|改为")
_SENTENCE = re.compile(r"[。\n]")
# What came of the year: a total, a grade or points lost as somebody filed them (总分88分, 等级为优, 扣1分).
_RESULT = re.compile(
    r"(?:总分|自评得分|自评分|得分|合计)(?:为|是|共|计)?(?!100(?:分|%))\d+(?:\.\d+)?(?:分|%)(?=[,;。、)]|$)"
    r"|执行率(?:为|是)?(?!100%)\d+(?:\.\d+)?%(?=[,;。、)]|$)"
    r"|(?<!不得)(?<!不能)(?:等级|等次|结果|评)[为是定][优良中差]|(?:^|(?<!的)[,;。])[^,;。每]*(?<!的)扣\d+(?:\.\d+)?分(?=[,;。]|$)"
)


def notes_of(form: Form) -> tuple[str, ...]:
    """The notes under a form, with numbered ones at its end that stand there without the first of them.

    >>> from indicators.form import Other
    >>> notes_of(Form("project", others=(Other(("1.略", "x")), Other(("2.得分=权重×B/A",)))))
    ('2.得分=权重×B/A',)
    """
    rows = [each for each in form.others if each.cells and each.cells[0] not in form.columns]  # no cells beside a score
    last = takewhile(lambda each: len(each.cells) == 1 and _NUMBERED.match(squeezed(each.cells[0])), rows[::-1])
    return (*form.notes, *(each.cells[0] for each in reversed([*last])))


def squeezed(text: str) -> str:
    """A text without spaces, in plain signs: every bracket is ``()``, every dash ``-``."""
    return re.sub(r"\s|\\(?=[*_])", "", unicodedata.normalize("NFKC", text)).translate(_DASHES)


def rules_in(note: str) -> Iterator[str]:
    """The items of a note in which the form states its rules, squeezed.

    >>> list(rules_in("备注：执行率=执行数/年初预算数")), list(rules_in("注：1.本单位得分=权重×B/A；2.得分=权重×B/A"))
    (['执行率=执行数/年初预算数'], ['得分=权重×B/A'])
    >>> list(rules_in("执行率=执行数/年初预算数")), list(rules_in("备注：执行率=执行数/预算数，总分88分"))
    ([], [])
    """
    first, *lines = note.split("\n")
    yield from _items(first)
    own = squeezed(first)
    printed = _NUMBERED.match(own) or (_LABEL.match(own) and not _remark(own))
    for line in lines if printed else ():
        text = squeezed(line)
        yield from _items(line) if _NUMBERED.match(text) else () if _remark(text) else _kept(text)


def _items(note: str) -> Iterator[str]:
    text = squeezed(note)
    number = _NUMBERED.match(text)
    label = None if number else _LABEL.match(text)
    if number:
        items = [item for item in _ITEM.split(text[number.end() :]) if not _remark(item)]
    elif label and not _remark(text):
        items = _ITEM.split(text[label.end() :])
    else:
        return
    for item in items:
        yield from _kept(item)


def _kept(item: str) -> Iterator[str]:
    kept = "。".join(each for each in _SENTENCE.split(item) if not _GONE.search(each))
    if kept:
        yield kept


def _remark(text: str) -> bool:
    return speaks_of_itself(text) or _RESULT.search(text) is not None
