"""What a correction changes: a cell, the old and the new text, the sum and the rule. Findings decide, nothing else.

Five kinds. ``rates``: the printed execution rate. ``scores``: line scores above what the rule gives, the budget line's
either way, and cells left empty. ``totals``: the printed total, and the grade with it. These three are arithmetic.
Two are not, and nobody makes them unasked: ``raises``, scores below the rule (a unit may know why it gives points
away), and ``inferred``, whatever rests on a weight that the form does not print, on a reading that it does not say, or
on no one rulebook. Where a weight is inferred here, nothing is proposed unless no weight makes the filed score right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from types import MappingProxyType

from attrs import evolve, frozen

from indicators.exact import Number
from indicators.form import Form, Line
from indicators.place import Place
from indicators.record import Record
from scoring.audit import Finding
from scoring.audit.finding import ERROR, WARNING, rests_on_guess
from scoring.audit.printed import prints
from scoring.audit.totals import contradicts
from scoring.interval import Interval
from scoring.rounding import decimal, plain
from scoring.scorecard import LineScore, Scorecard
from scoring.show import decimals, printed_rates, sum_of

RATES, SCORES, RAISES, INFERRED, TOTALS = "rates", "scores", "raises", "inferred", "totals"
KINDS = (RATES, SCORES, RAISES, INFERRED, TOTALS)
CERTAIN = (RATES, SCORES, TOTALS)
_SPOT = re.compile(r"(.*!)([A-Z]{1,3})(\d+)")
_KEYS = MappingProxyType(
    {"B201": "printed_rate", "B206": "printed_rate", "S305": "printed_total", "G701": "printed_grade"}
    | dict.fromkeys(("S301", "S302", "S303", "S304", "S306", "B202"), "filed")
)
_CHOICES = MappingProxyType({"Q602": "filed", "S308": "filed"})  # a score that only a person can say
_OF_RATES = frozenset({"B201", "B206"})
_OF_SCORES = frozenset({"S301", "S302", "S303", "S304", "S306", "B202"})

# What the cells that change are called.
SHOWN = MappingProxyType(
    {
        "filed": "filed score",
        "printed_rate": "execution rate",
        "printed_total": "printed total",
        "printed_grade": "printed grade",
    }
)


@frozen(repr=False)
class Change(Record):
    """One cell that changes. ``line`` is empty for a cell of the form; ``place`` is None where the form has no cell."""

    kind: str
    line: str
    key: str
    place: Place | None
    old: str
    new: str
    sum: str
    rule: str

    @property
    def value(self) -> Fraction | None:
        """The new score or total; None for a rate or a grade."""
        return Number.of(self.new).value if self.key in ("filed", "printed_total") else None


def changes(card: Scorecard, findings: Iterable[Finding], kinds: Collection[str] = KINDS) -> tuple[Change, ...]:
    """Every change of ``kinds`` that the standing ``findings`` of a form ask for, the totals last.

    >>> from indicators import loads
    >>> from scoring import score
    >>> from scoring.audit import audit
    >>> card = score(loads('[form]\\nkind = "project"\\n[budget]\\nweight = 20\\nbudget = 10\\nspent = 5\\nfiled = 12'))
    >>> [(each.line, each.old, each.new, each.sum) for each in changes(card, audit(card))]
    [('budget', '12', '10.00', '20 × 5 ÷ 10 = 10')]
    """
    found = tuple(each for each in _lines(card, tuple(findings)) if each.kind in kinds)
    return (*found, *(totals(card, found) if TOTALS in kinds else ()))


def _lines(card: Scorecard, findings: Sequence[Finding]) -> Iterator[Change]:
    none, in_doubt = card.choice.how in ("none", "tied"), in_doubt_of(card)
    for line in card.counted:
        unsettled = none or ("B202" if line.line.block == "budget" else "S302") in in_doubt
        own = [each for each in findings if each.line == line.line.id]
        wrong = next((each for each in own if each.code in _OF_RATES), None)
        if wrong is not None and wrong.recomputed is not None and wrong.recomputed.value is not None:
            sure = wrong.code == "B201" or (wrong.severity == ERROR and not none and not {"B202", "B206"} & in_doubt)
            yield _rate(line, wrong, wrong.recomputed.value, sure=sure)
        if line.line.is_unread("filed"):
            continue  # a score that stands for several rows, or that a person must read, is not put right unseen
        if not card.has_points or (line.line.filed is None and prints(card.form, "filed") is False):
            continue  # there is no score to put right
        wrong = next((each for each in own if each.code in _OF_SCORES), None)
        value = line.likely.shown.value
        if value is None or (wrong is None and line.line.filed is not None):
            continue
        if line.shown.value is None and (line.line.filed is None or line.line.filed.value in line.shown):
            continue  # on another weight the filed score may be right, and an empty one anything
        old = line.line.filed
        rule = wrong.rule if wrong is not None else card.rulebook.id
        new = decimal(value, card.rulebook.places)
        place = _cell(card, line.line, "filed")
        yield Change(
            _kind(line, value, unsettled=unsettled),
            line.line.id,
            "filed",
            place,
            old.text if old else "",
            new,
            sum_of(line, card),
            rule,
        )


def in_doubt_of(card: Scorecard) -> frozenset[str]:
    """The codes of findings that a row of the form may contradict: no change that follows one of them is certain."""
    if not card.form.others or card.choice.how == "named":
        return frozenset()
    from scoring.doubts import doubted  # few forms keep such a row

    return doubted(card.form, card.rulebook)


def _kind(line: LineScore, value: Fraction, *, unsettled: bool) -> str:
    """How sure it is that the filed score of a line is to become ``value``; ``unsettled``: no one rulebook holds."""
    old = line.line.filed
    if rests_on_guess(line) or unsettled:
        return INFERRED
    return RAISES if old is not None and old.value < value and line.line.block != "budget" else SCORES


def _rate(line: LineScore, wrong: Finding, rate: Fraction, *, sure: bool) -> Change:
    """The rate, with as many places as it was printed with; a share where a share was printed.

    One that divides by another budget than the rule's (B206) changes with the score, so that the two agree.
    """
    old = line.line.printed_rate
    sign = old.strip()[-1:]
    read = printed_rates(old)
    if not read or sign in ("%", "％"):
        new = decimal(100 * rate, decimals(old) if read else 2) + (sign if read else "%")
    else:  # bare: a share or a percentage, whichever is nearer
        new = decimal(min((rate, 100 * rate), key=lambda each: abs(each - read[0])), decimals(old))
    spent, budget = line.line.actual, line.line.target
    text = f"{spent} ÷ {budget} = {plain(100 * rate)}%"
    kind = RATES if sure and not line.assumed else INFERRED
    return Change(
        kind, line.line.id, "printed_rate", dict(line.line.places).get("printed_rate"), old, new, text, wrong.rule
    )


def totals(card: Scorecard, made: Iterable[Change]) -> tuple[Change, ...]:
    """The printed total, once the scores ``made`` stand, and the grade that goes with it."""
    form, book = card.form, card.rulebook
    scores = {each.line: each.value for each in made if each.key == "filed"}
    parts = [scores.get(line.line.id, line.line.filed.value if line.line.filed else None) for line in card.counted]
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts):
        return ()
    whole = sum(known, Fraction(0))
    total = card.capped(Interval.point(whole)).value
    if total is None or card.aside:  # how much was spent, or what 加分项 are worth in the total, is not known
        return ()
    if total < whole and book.unverified("caps"):
        return ()
    if book.noted or any("total" in each.parts for each in book.unread) or "S305" in in_doubt_of(card):
        return ()
    found = []
    if form.printed_total and form.printed_total.value != total:
        text = " + ".join(plain(part) for part in known) + (f" = {plain(whole)} → {plain(total)}" * (total < whole))
        new, place = decimal(total, book.places), _of_form(form, "printed_total")
        found.append(Change(TOTALS, "", "printed_total", place, form.printed_total.text, new, text, book.id))
    grade = card.grade(Interval.point(total))
    sure = not book.unverified("grades") and "G701" not in in_doubt_of(card)
    if grade and sure and contradicts(book, form.printed_grade, grade):
        place, text = _of_form(form, "printed_grade"), f"{plain(total)} → {grade}"
        found.append(Change(TOTALS, "", "printed_grade", place, form.printed_grade, grade, text, book.basis("grades")))
    return tuple(found)


def _cell(card: Scorecard, line: Line, key: str) -> Place | None:
    """Where a cell of a line stands; of an empty one, where its row meets the column of the others."""
    own = dict(line.places)
    if key in own or not own:
        return own.get(key)
    rows = {found.group(1, 3) for each in own.values() if (found := _SPOT.fullmatch(each.spot))}
    beside = (dict(each.line.places).get(key) for each in card.lines if each.line.block == line.block)
    columns = {found.group(1, 2) for each in beside if each and (found := _SPOT.fullmatch(each.spot))}
    if len(rows) != 1 or len(columns) != 1:
        return None
    (sheet, row), (other, column) = rows.pop(), columns.pop()
    return Place(line.place.file, f"{sheet}{column}{row}") if sheet == other else None


def unmended(card: Scorecard, findings: Iterable[Finding], made: Iterable[Change]) -> Iterator[Finding]:
    """What no change puts right, so that a person must: every error, and the warnings of scores, totals and grades."""
    put = {(each.line, each.key) for each in made}
    for each in findings:
        key = _KEYS.get(each.code) or _CHOICES.get(each.code)
        of_figures = each.severity == WARNING and key is not None
        if (each.severity == ERROR or of_figures) and (each.line or "", key) not in put:
            yield each


def _of_form(form: Form, key: str) -> Place | None:
    return dict(form.places).get(key)


def corrected(form: Form, made: Iterable[Change]) -> Form:
    """``form`` with the changes in it."""
    by_line: dict[str, dict[str, str]] = {}
    for each in made:
        by_line.setdefault(each.line, {})[each.key] = each.new

    def put(line: Line) -> Line:
        new = by_line.get(line.id, {})
        filed = Number.of(new["filed"]) if "filed" in new else line.filed
        return evolve(line, filed=filed, printed_rate=new.get("printed_rate", line.printed_rate))

    own = by_line.get("", {})
    total = Number.of(own["printed_total"]) if "printed_total" in own else form.printed_total
    return evolve(
        form,
        budget=evolve(form.budget, line=put(form.budget.line)) if form.budget else None,
        goal=put(form.goal) if form.goal else None,
        indicators=tuple(map(put, form.indicators)),
        groups=tuple(evolve(group, lines=tuple(map(put, group.lines))) for group in form.groups),
        printed_total=total,
        printed_grade=own.get("printed_grade", form.printed_grade),
    )
