"""What a form has room for, as far as it keeps its columns and fields, and where on it a finding stands.

Nothing is asked for where no cell is. A finding stands at a cell that it speaks of, not at the head of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from types import MappingProxyType

from indicators.form import Form
from indicators.messages import Message
from indicators.place import Place
from scoring.audit.finding import named
from scoring.scorecard import LineScore, Scorecard

_WEIGHED = ("weight", "filed", "name")  # where no weight is printed, the score that is given in place of it
# Words by which the heading of a column is known where the vocabulary of headings has not that very heading.
_WORDS = MappingProxyType(
    {
        "target": ("目标", "指标值", "计划值", "标准值"),
        "actual": ("完成", "实际值", "执行情况"),
        "weight": ("分值", "权重", "满分", "标准分"),
        "filed": ("得分", "自评分", "评分"),
        "reason": ("原因", "改进措施", "偏差", "情况说明"),
    }
)
_LOST = r"(?:扣|失|丢)分.*(?:原因|理由|说明)"
_POINTS = r"(\d{1,3}(?:\.\d{1,4})?)分?"


def prints(form: Form, column: str) -> bool | None:
    """Whether the form prints a column: target, actual, weight, filed, reason. None where its columns are not known.

    >>> own = Form("project", columns=("三级指标", "年度指标值", "全年完成值", "分值", "得分", "责任科室"))
    >>> prints(own, "reason"), prints(own, "weight"), prints(Form("project"), "reason")
    (False, True, None)
    """
    if not form.columns:
        return None
    from indicators.recognition.headings import heading, role  # most forms are typed, and keep no columns

    for text in form.columns:
        plain, known = heading(text), role(text, "table")
        unsure = known in ("", "improvement")  # 偏差率 is no room for reasons, 完成率 none for what was done
        if known == column or (unsure and any(word in plain for word in _WORDS[column])):
            return True
    return False


def column_named(form: Form, cell: str) -> Message:
    """What a form calls a column of its indicators: the only heading that it prints for it, else the usual name.

    >>> columns = ("预期目标", "实际完成情况", "一级指标", "三级指标", "年度指标值", "实际完成值")
    >>> column_named(Form("project", columns=columns), "target").show()
    '年度指标值'
    """
    if not form.columns:
        return named(cell)
    from indicators.recognition.headings import role

    roles = [(role(text, "table"), text) for text in form.columns]
    first = next((at for at, (known, _) in enumerate(roles) if known in ("level1", "level2", "name")), 0)
    printed = {text for known, text in roles[first:] if known == cell}
    return Message("{heading}", {"heading": printed.pop()}) if len(printed) == 1 else named(cell)


def own_heading(form: Form) -> str:
    """The heading of the column for reasons, where the form calls it by points lost (扣分原因); else empty.

    >>> own_heading(Form("department", columns=("评分标准", "自评得分", "扣分原因")))
    '扣分原因'
    """
    return next((each for each in form.columns if re.search(_LOST, each)), "")


def reason_field(form: Form) -> bool | None:
    """Whether the form has one field for its reasons. None where that is not known."""
    if form.deviation_reason or "deviation_reason" in dict(form.places):
        return True
    return False if form.columns else None


def whole(form: Form) -> bool:
    """Whether the form was read whole: nobody is blamed for what may stand in a part that was not."""
    return not form.unread


def kept_aside(form: Form, points: Fraction) -> bool:
    """Whether a row that was kept as it stands holds just these points: they may be a line's that was not known.

    >>> from indicators.form import Other
    >>> rows = Form("project", others=(Other(("600", "580", "10分", "9.5")),))
    >>> kept_aside(rows, Fraction(10)), kept_aside(rows, Fraction(9))
    (True, False)
    """
    for other in form.others:
        for text in other.cells:
            found = re.fullmatch(_POINTS, text.strip())
            if found and Fraction(found[1]) == points:
                return True
    return False


def where(card: Scorecard, key: str, lines: Iterable[LineScore] = (), cells: Iterable[str] = _WEIGHED) -> Place | None:
    """The place of a field of the form; else that of the first of ``cells`` that a line has, else None.

    >>> from indicators.form import Form, Line
    >>> from scoring.scorer import score
    >>> line = Line("i1", "indicator", "n", "≥5", "5", places=(("filed", Place("a.xlsx", "S!F5")),))
    >>> card = score(Form("project", indicators=(line,), places=(("points", Place("a.xlsx", "S!E9")),)))
    >>> str(where(card, "points", card.lines)), str(where(card, "weights", card.lines)), where(card, "weights")
    ('a.xlsx:S!E9', 'a.xlsx:S!F5', None)
    """
    own = dict(card.form.places).get(key)
    if own is not None:
        return own
    every = [dict(line.line.places) for line in lines]
    return next((places[cell] for cell in cells for places in every if cell in places), None)


def noted(card: Scorecard, text: str) -> Place | None:
    """The place of the note that says this.

    >>> from indicators.form import Form
    >>> from scoring.scorer import score
    >>> form = Form("project", notes=("备注：偏差较大的酌情 扣分。",), places=(("notes.1", Place("a.xlsx", "S!A9")),))
    >>> str(noted(score(form), "偏差较大的酌情扣分"))
    'a.xlsx:S!A9'
    """
    places = dict(card.form.places)
    for number, note in enumerate(card.form.notes, 1):
        lines = note.split("\n")  # a note of several rows
        row = next((at for at, line in enumerate(lines, 1) if _bare(text) in _bare(line)), 0)
        if row or _bare(text) in _bare(note):
            return places.get(f"notes.{number}.{row}") or places.get(f"notes.{number}") or places.get("notes")
    other = next(
        (each.place for each in card.form.others if any(_bare(text) in _bare(cell) for cell in each.cells)), None
    )
    return other or places.get("notes.1") or places.get("notes")


def _bare(text: str) -> str:
    from scoring.own_notes import squeezed  # few forms print notes that a finding speaks of

    return squeezed(text)
