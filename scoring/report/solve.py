"""``score solve``: the answers of ``scoring.solve`` as text for the terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

from attrs import frozen

from indicators.exact import Number, NumberError
from indicators.form import Form
from indicators.measure import Bounds
from indicators.messages import Message
from indicators.record import Record
from scoring.interval import Interval
from scoring.reconstruct import Reconstruction, reconstruct
from scoring.rounding import decimal, plain
from scoring.rulebook import Rulebook
from scoring.scorecard import Scorecard
from scoring.scorer import score
from scoring.show import span
from scoring.solve import (
    Completion,
    Implied,
    Reach,
    Slope,
    SolveError,
    completion_for,
    completion_for_total,
    missing_scores,
    sensitivity,
)

DECIMALS = 6  # of completions and slopes in JSON, beside the exact value


class Answer(Protocol):
    """What is told of one line."""

    @property
    def line(self) -> str:
        """The line's id."""

    @property
    def says(self) -> Message:
        """The answer in words."""


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
) -> str:
    """The answers for ``forms`` as ``table`` or ``json``, with the line end.

    ``points``: the completions that earn so much, on ``line`` or on each line. ``total`` or ``grade``: those that bring
    the whole form there. Neither: lost scores, inferred weights, and what a unit of completion is worth. ``line`` alone
    asks for its full weight. Raises SolveError for a question that makes no sense, InputError for a bad rulebook.

    >>> from indicators import loads
    >>> form = loads('[form]\\nkind="project"\\nproject="招聘"\\n[[indicator]]\\ntarget="≥20场"\\nactual="15场"\\n'
    ...              'weight=10\\nfiled=7')
    >>> print(run_solve([form], line="i1", points="9").partition("\\n\\n")[2], end="")
    completions for 9 points
      i1: at least 17.99场, for example 18场
    """
    wanted = _value(points) if points else None
    goal = _value(total) if total else None
    every = [_answers(form, rulebook, line, wanted, goal, grade) for form in forms]
    if line and not any(answers.card.of(line) for answers in every):
        raise SolveError(Message("no form has a line {line}", {"line": line}))
    if format == "json":
        shown = {"version": 1, "forms": [_as_dict(answers, language) for answers in every]}
        return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
    return "\n\n".join("\n".join(_text(answers, language)) for answers in every) + "\n"


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
    asked = [each for each in card.counted if line in ("", each.line.id)]
    if total is not None or grade:
        return Answers(card, reaches=_of(line, completion_for_total(card, total, grade or None)))
    if line or points is not None:
        full = [(each, points if points is not None else each.points or Fraction(0)) for each in asked]
        found = tuple(completion_for(card, each.line.id, wanted) for each, wanted in full)
        slopes = _of(line, sensitivity(card)) if points is None else ()
        return Answers(card, _of(line, missing_scores(card)), completions=found, slopes=slopes)
    return Answers(card, missing_scores(card), reconstruct(form, card.rulebook), slopes=sensitivity(card))


def _of[A: Answer](line: str, answers: Sequence[A]) -> tuple[A, ...]:
    return tuple(each for each in answers if line in ("", each.line))
