"""``score solve``: the answers of ``scoring.solve`` as text for the terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from attrs import frozen

from indicators.exact import Number, NumberError
from indicators.form import Form
from indicators.measure import Bounds
from indicators.messages import Message, translate
from indicators.record import Record
from scoring.interval import Interval
from scoring.reconstruct import Reconstruction
from scoring.report import Report, why
from scoring.report.found import books as books_of
from scoring.report.receipt import as_data, in_words, receipt
from scoring.report.rows import SHOWN, clauses
from scoring.rounding import decimal, plain
from scoring.rulebook import Rulebook
from scoring.scorecard import Scorecard
from scoring.scorer import score
from scoring.show import span, total_of
from scoring.slope import Slope
from scoring.solve import (
    Completion,
    Implied,
    Reach,
    SolveError,
    completion_for,
    completion_for_total,
    missing_scores,
    sensitivity,
)

if TYPE_CHECKING:
    from indicators.reading.accounts import FileStatus

FULL = Fraction(100)  # a total up to here is answered line by line
DECIMALS = 6  # of completions and slopes in JSON, beside the exact value


class Answer(Protocol):
    """What is told of one line."""

    @property
    def line(self) -> str:
        """The line's id."""

    @property
    def says(self) -> Message:
        """The answer in words."""


A = TypeVar("A", bound=Answer)


@frozen(repr=False)
class Answers(Record):
    """All that was asked of one form."""

    card: Scorecard
    missing: tuple[Implied, ...] = ()
    weights: tuple[Reconstruction, ...] = ()
    completions: tuple[Completion, ...] = ()
    reaches: tuple[Reach, ...] = ()
    slopes: tuple[Slope, ...] = ()


def run_solve(
    forms: Iterable[Form],
    *,
    rulebook: Rulebook | None = None,
    line: str = "",
    points: str = "",
    total: str = "",
    grade: str = "",
    format: str = "table",
    language: str = "en",
    files: Sequence[FileStatus] = (),
    options: Sequence[str] = (),
) -> str:
    """The answers for ``forms`` as ``table`` or ``json``, with the line end, and the receipt over ``files``.

    ``points``: the completions that earn so much, on ``line`` or on each line. ``total`` or ``grade``: those that bring
    the whole form there. Neither: lost scores, inferred weights, and what a unit of completion is worth. ``line`` alone
    asks for its full weight. Raises SolveError for a question that makes no sense, InputError for a bad rulebook.

    >>> from indicators import loads
    >>> form = loads('[form]\\nkind="project"\\nproject="招聘"\\n[[indicator]]\\ntarget="≥20场"\\nactual="15场"\\n'
    ...              'weight=10\\nfiled=7')
    >>> print(run_solve([form], line="i1", points="9").split("\\n\\n")[1])
    completions for 9 points, rounded
      i1: at least 17.99场, for example 18场
    """
    wanted = _value(points) if points else None
    goal = _value(total) if total else None
    if wanted is not None and (goal is not None or grade):
        raise SolveError(Message("ask for points of a line or for a total, not for both"))
    for asked in (wanted, goal):
        if asked is not None and asked < 0:
            raise SolveError(Message("{points} points are asked for: there are none below 0", {"points": plain(asked)}))
    every = [_answers(form, rulebook, line, wanted, goal, grade) for form in forms]
    _within_reach([answers.card for answers in every if answers.card.has_points], line, wanted, goal)
    if line and not any(answers.card.of(line) for answers in every):
        raise SolveError(Message("no form has a line {line}", {"line": line}))
    books = (book for answers in every for book in (answers.card.rulebook, *answers.card.choice.rivals))
    own = receipt(books, files, options)
    if format == "json":
        shown = {"version": 1, "forms": [_as_dict(answers, language) for answers in every], "receipt": as_data(own)}
        return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
    told = [*("\n".join(_text(answers, language)) for answers in every), in_words(own, language)]
    return "\n\n".join(told) + "\n"


def _within_reach(cards: Sequence[Scorecard], line: str, points: Fraction | None, total: Fraction | None) -> None:
    """Refuse points that no line, and a total that no form, has at all. Raises SolveError."""
    lines = [each for card in cards for each in card.counted]
    if not lines or any(each.weight is None or each.line.steps for each in lines):
        return  # a step may earn more than its weight
    most = max((each.weight.high for each in lines if each.weight and line in ("", each.line.id)), default=None)
    if points is not None and most is not None and points > most:
        text = {"points": plain(points), "most": plain(most)}
        raise SolveError(Message("no line has {points} points: at most {most}", text))
    whole = max(sum((each.weight.high for each in card.counted if each.weight), Fraction(0)) for card in cards)
    if total is not None and total > max(whole, FULL):
        text = {"total": plain(total), "most": plain(whole)}
        raise SolveError(Message("no total of {total} is possible: the form has {most} points", text))


def _value(text: str) -> Fraction:
    try:
        return Number.of(text).value
    except NumberError as error:
        raise SolveError(error.message) from None


def _answers(
    form: Form, rulebook: Rulebook | None, line: str, points: Fraction | None, total: Fraction | None, grade: str
) -> Answers:
    """What was asked, answered for one form."""
    card = score(form, rulebook)
    if not card.has_points:
        return Answers(card)
    asked = [each for each in card.counted if line in ("", each.line.id)]
    if total is not None or grade:
        return Answers(card, reaches=_of(line, completion_for_total(card, total, grade or None)))
    if line or points is not None:
        full = [(each, points if points is not None else each.likely.points or Fraction(0)) for each in asked]
        found = tuple(completion_for(card, each.line.id, wanted) for each, wanted in full)
        slopes = _of(line, sensitivity(card)) if points is None else ()
        return Answers(card, _of(line, missing_scores(card)), completions=found, slopes=slopes)
    return Answers(card, missing_scores(card), card.inferred, slopes=sensitivity(card))


def _of(line: str, answers: Sequence[A]) -> tuple[A, ...]:
    return tuple(each for each in answers if line in ("", each.line))


def _text(answers: Answers, language: str) -> Iterator[str]:
    """One form for the terminal."""
    card = answers.card
    form, totals = card.form, {"rule": total_of(card), "filed": span(card.filed, card)}
    printed = form.printed_total.text if form.printed_total else "—"
    yield f"{form.label}  [{form.place}]"
    how = translate(SHOWN[card.choice.how], language)
    head = {"rulebook": books_of(card.choice, language), "how": how, "printed": printed, **totals}
    yield Message("rulebook {rulebook}, {how}; filed {filed}, rule {rule}, printed {printed}", head).show(language)
    yield from clauses(card, language)
    if not card.has_points:
        yield translate("This form has no points: there is nothing to solve.", language)
    for heading, lines in _sections(answers):
        yield ""
        yield heading.show(language)
        yield from (f"  {each.show(language)}" for each in lines)


def _sections(answers: Answers) -> Iterator[tuple[Message, list[Message]]]:
    """Each heading with its sentences; nothing is said of what was not asked."""
    if answers.missing:
        yield Message("lost scores"), [_named(answers, each) for each in answers.missing]
    if answers.weights:
        yield Message("inferred weights"), [each.says for each in answers.weights]
    if answers.completions:
        points = {each.points for each in answers.completions}
        heading = Message("completions for {points} points, rounded", {"points": plain(min(points))})
        yield (
            heading if len(points) == 1 else Message("completions for the full weights, rounded"),
            [_named(answers, each, each.cell) for each in answers.completions],
        )
    if answers.reaches:
        total = {"total": plain(answers.reaches[0].total)}
        yield (
            Message("what one line alone must complete for a total of {total}", total),
            [_named(answers, each, each.worst.cell) for each in answers.reaches],
        )
    if answers.slopes:
        open_ones = [each for each in answers.slopes if each.to_gain.high > 0 or len(answers.slopes) == 1]
        says = [_named(answers, each) for each in open_ones] or [Message("every line has its full weight")]
        yield Message("what a unit of completion is worth, where points are left to gain"), says


def _named(answers: Answers, answer: Answer, cell: str = "") -> Message:
    """An answer with the line that it is about."""
    found = answers.card.of(answer.line)
    name = " ".join(part for part in (answer.line, found.line.name if found else "") if part)
    text = {"line": name, "says": answer.says, "cell": cell}
    return Message("{line}: {says}, for example {cell}", text) if cell else Message("{line}: {says}", text)


def _as_dict(answers: Answers, language: str) -> dict[str, Any]:
    """One form as JSON: numbers are strings, exact ones ``n/d``."""
    card, places = answers.card, answers.card.rulebook.places
    return {
        "form": card.form.label,
        "source": {"file": card.form.place.file, "place": card.form.place.spot},
        "rulebook": card.choice.id,
        "rulebook_status": card.choice.how,
        "candidates": why.as_data(Report((), language=language), card),
        "unsaid": list(card.unsaid),
        "missing": [
            {"line": each.line, "score": _interval(each.range, places), "message": each.says.show(language)}
            for each in answers.missing
        ],
        "weights": [_weights(each, language) for each in answers.weights],
        "completions": [_completion(each, places, language) for each in answers.completions],
        "totals": [
            {
                "line": each.line,
                "total": _number(each.total, places),
                "best": _completion(each.best, places, language),
                "worst": _completion(each.worst, places, language),
                "most": _number(each.most, places),
                "message": each.says.show(language),
            }
            for each in answers.reaches
        ],
        "sensitivity": [
            {
                "line": each.line,
                "completion": _number(each.done, DECIMALS),
                "unit": each.unit,
                "left": _number(each.left, DECIMALS),
                "right": _number(each.right, DECIMALS),
                "to_gain": _interval(each.to_gain, places),
                "assumed": list(each.assumed),
                "message": each.says.show(language),
            }
            for each in answers.slopes
        ],
    }


def _weights(found: Reconstruction, language: str) -> Mapping[str, object]:
    return {
        "block": found.block,
        "points": _number(found.points, 2),
        "step": _number(found.step, 2),
        "weights": None if found.weights is None else {line: plain(weight) for line, weight in found.weights},
        "ways": str(found.ways),
        "unique": found.unique,
        "others": found.others,
        "allowed": str(found.allowed),
        "message": found.says.show(language),
    }


def _completion(found: Completion, places: int, language: str) -> Mapping[str, object]:
    return {
        "line": found.line,
        "points": _number(found.points, places),
        "compared": "exact" if found.exact else "rounded",
        "completion": _bounds(found.range),
        "unit": found.unit,
        "cell": found.cell or None,
        "most": _number(found.most, places),
        "assumed": list(found.assumed),
        "message": found.says.show(language),
    }


def _bounds(value: Bounds | None) -> Mapping[str, object] | None:
    if value is None:
        return None
    low, high = _number(value.low, DECIMALS), _number(value.high, DECIMALS)
    return {"low": low, "high": high, "strict_low": value.strict_low, "strict_high": value.strict_high}


def _interval(value: Interval | None, places: int) -> Mapping[str, object] | None:
    return None if value is None else {"low": _number(value.low, places), "high": _number(value.high, places)}


def _number(value: Fraction | None, places: int) -> Mapping[str, str] | None:
    return None if value is None else {"decimal": decimal(value, places), "exact": str(value)}
