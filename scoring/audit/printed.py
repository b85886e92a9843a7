"""What a form has room for: its columns and fields, as far as it keeps them. Nothing is asked for where no cell is."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType

from indicators.form import Form
from indicators.messages import Message
from scoring.audit.finding import named

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
