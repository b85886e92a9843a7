"""What the prose of a report says of its projects: budget, executed amount and rate (绩效自评综述)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from indicators.place import Place
from indicators.reading.grid import Document, Paragraph
from indicators.recognition.headings import squeeze

MARK = "绩效自评综述"
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)(亿元|万元|千元|元)"
_BUDGET = re.compile(rf"(?:全年|调整后|年初)?预算(?:数)?(?:为|:)?{_NUMBER}")
_SPENT = re.compile(rf"(?:全年|实际)?(?:执行|支出)(?:数)?(?:为|:)?{_NUMBER}")
_RATE = re.compile(r"(?<!未)完成预算(?:的)?(\d+(?:\.\d+)?%)|执行率(?:为|:)?(\d+(?:\.\d+)?%)")


@frozen
class Statement:
    """One project as the prose has it; an amount or rate that is not said is empty.

    ``budget`` and ``spent`` hold their unit; ``rate`` is a percentage as written.
    """

    project: str
    budget: str
    spent: str
    rate: str
    place: Place


def statements(document: Document) -> tuple[Statement, ...]:
    """Every project that a paragraph with 绩效自评综述 speaks of.

    >>> text = "道路养护项目绩效自评综述：项目全年预算数为 58.19 万元，执行数为 57.28 万元，完成预算 98%。"
    >>> (found,) = statements(Document("report.txt", (Paragraph(text),)))
    >>> found.project, found.budget, found.spent, found.rate
    ('道路养护项目', '58.19万元', '57.28万元', '98%')
    """
    return tuple(_statements(part for part in document.parts if isinstance(part, Paragraph)))


def _statements(paragraphs: Iterable[Paragraph]) -> Iterable[Statement]:
    for paragraph in paragraphs:
        if MARK not in "".join(paragraph.text.split()):
            continue
        name, _, said = squeeze(paragraph.text).partition(MARK)
        said = said[:400]  # the figures come first; what follows tells of the work
        budget, spent, rate = _BUDGET.search(said), _SPENT.search(said), _RATE.search(said)
        name = re.sub(r"^.*[。;)、]", "", name)
        if name and (budget or spent):
            yield Statement(
                name, _amount(budget), _amount(spent), (rate[1] or rate[2]) if rate else "", paragraph.place
            )


def _amount(found: re.Match[str] | None) -> str:
    return found[1].replace(",", "") + found[2] if found else ""


def stem(name: str) -> str:
    """A project's name without the words that prose and forms add or leave out at its end.

    >>> stem("公共人事管理项目") == stem("公共人事管理工作经费")
    True
    """
    plain = squeeze(name)
    while plain.endswith(("项目", "工作", "经费", "专项")):
        plain = plain[:-2]
    return plain
