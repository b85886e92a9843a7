"""What the words before a figure say: work that was done, a quantity, or something that no list knows."""

from __future__ import annotations

from functools import lru_cache

from indicators.words import ADVERBS, DOING, QUANTITY, UNDONE

_ENDS = "了为是达:、"


@lru_cache(maxsize=4096)
def bare(subject: str) -> str:
    """The words before a figure without those that say only that, or how far, something was done.

    >>> bare("全年共培训"), bare("资金到位率为"), bare("仅完成")
    ('培训', '资金到位率', '')
    """
    while word := next((word for word in ADVERBS if subject.startswith(word)), ""):
        subject = subject[len(word) :].lstrip(_ENDS)
    return subject.rstrip(_ENDS)


@lru_cache(maxsize=4096)
def is_known(subject: str) -> bool:
    """Whether the words before a figure are work that was done, a quantity, or a share of good: 培训班, 群众满意度.

    >>> is_known("培训班"), is_known("共组织培训"), is_known("群众满意度"), is_known("取消"), is_known("故障率")
    (True, True, True, False, False)
    """
    if any(word in subject for word in UNDONE):
        return False
    rest = bare(subject)
    return not rest or rest.startswith(DOING) or rest.endswith(QUANTITY)
