"""The texts of a page: figures as plain digits, texts in the characters that every format can hold."""

from __future__ import annotations

import re
from fractions import Fraction

from indicators.exact import Number
from indicators.form import Form, Line
from indicators.recognition import headings
from scoring.report.official import styles
from scoring.rounding import half_up, plain
from scoring.rulebook import LEVELS_UP, Rulebook

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MAX_PLACES = 40


def text_of(text: str) -> str:
    """``text`` in characters that XML can hold; another is shown as the sign for an unknown one.

    >>> text_of("a\\x00b\\r\\nc\\ud800")
    'a�b\\nc�'
    """
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def figure(number: Number | None) -> str:
    """A number in plain digits: as written where it is written so, else its exact decimal where it has one.

    >>> figure(Number.of("20.00")), figure(Number.of("２．５")), figure(None)
    ('20.00', '2.5', '')
    """
    if number is None:
        return ""
    if _PLAIN.fullmatch(number.text):
        return number.text
    if half_up(number.value, MAX_PLACES) == number.value:
        return plain(number.value, MAX_PLACES)
    return text_of(number.text)


def with_unit(line: Line) -> str:
    """The target; with its unit, where that was declared apart and the target is a bare number."""
    bare = line.unit and line.block == "indicator" and _PLAIN.fullmatch(headings.squeeze(line.target))
    return line.target + line.unit if bare else line.target


def title(form: Form, suffix: str) -> str:
    """The form's title, or the one that it would have."""
    if form.title:
        return text_of(form.title)
    year = f"{form.year}年度" if form.year else ""
    name = form.department if form.kind == "department" else form.project
    if suffix.startswith("项目") and name.endswith("项目"):
        suffix = suffix.removeprefix("项目")
    made = text_of(f"{year}{name}{suffix}")
    return made if headings.is_title(made) else f"{year}{suffix}"


def notes(book: Rulebook | None, *, scored: bool = True) -> tuple[str, ...]:
    """The notes under the table: what ``book`` itself says, so far as it is not remembered only.

    >>> from scoring.rulebook import rulebook
    >>> len(notes(rulebook("hongshan-2023"))), notes(rulebook("sichuan-2023"))[0][:23]
    (3, '1.预算执行情况口径：预算数为调整后财政资金总')
    """
    if book is None:
        return ()
    budget, rules, bands, sums = (
        book.states(table) and not book.unverified(table) for table in ("budget", "rules", "bands", "consolidation")
    )
    found = []
    if budget and book.divides_by:
        found.append(styles.BUDGETS[book.divides_by].format(carried=styles.CARRIED if book.carry_over else ""))
    quantities = [styles.SUMS] if sums else []
    if rules and scored:
        given = {kind: styles.FORMULAS.get(f"{kind} {book.variant(kind)}", "") for kind in ("positive", "reverse")}
        quantities += [styles.QUANTITIES.format(**given)] if all(given.values()) else []
        quantities += [styles.SUMS_FIRST] if sums else []
    found.append("".join(quantities))
    if bands and scored and all(level in book.bands for level in LEVELS_UP):
        shown = {level: _band(book.bands[level].high, book.bands[level].low, level) for level in LEVELS_UP}
        found.append(styles.QUALITIES.format(**shown) + (styles.QUALITIES_TOGETHER if sums else ""))
    return tuple(f"{number}.{text}" for number, text in enumerate(filter(None, found), 1))


def _band(high: Fraction, low: Fraction, level: str) -> str:
    """100-80%（含80%）: the lower edge belongs to the band."""
    edge = "" if level == "unmet" else f"（含{plain(100 * low)}%）"
    return f"{plain(100 * high)}-{plain(100 * low)}%{edge}"
