"""The known heading that is most like an unknown one."""

from __future__ import annotations

from indicators.recognition import headings


def nearest(text: str) -> str:
    """The known heading with the most characters of ``text`` in their order; empty where none has half of them.

    >>> nearest("绩效完成数值"), nearest("甲乙丙")
    ('完成值', '')
    """
    plain = headings.heading(text)
    known = [word for kind in ("table", "funds") for word in headings.COLUMNS[kind]]
    best = max(known, key=lambda word: (2 * _common(plain, word) - len(word), -len(word), word))
    return best if 2 * _common(plain, best) >= min(len(plain), len(best)) + 1 else ""


def _common(left: str, right: str) -> int:
    """The length of the longest common subsequence."""
    lengths = [0] * (len(right) + 1)
    for char in left:
        before = lengths[:]
        for at, other in enumerate(right):
            lengths[at + 1] = before[at] + 1 if char == other else max(before[at + 1], lengths[at])
    return lengths[-1]
