"""The algebra that tells its steps: a score is the value at the root of a tree, so sum and explanation agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import frozen

from indicators.messages import Message
from indicators.record import Record
from scoring.interval import Interval
from scoring.rounding import plain

YES, NO = Message("{left} {sign} {right}: yes").template, Message("{left} {sign} {right}: no").template


@frozen(repr=False)
class Step(Record):
    """One operation, its parts and its value.

    ``op`` is ``number``, an arithmetic sign, ``when`` (a condition and the branch that it chose), ``judgement``,
    ``band``, ``hull`` (several possible values), ``inferred`` (everything that an inferred weight allows, its part the
    natural one), ``round`` or ``sum``.
    """

    op: str
    value: Interval
    parts: tuple[Step, ...] = ()
    says: Message | None = None  # a condition in numbers, a label, a reason

    @property
    def formula(self) -> str:
        """The sum in numbers, as one line: ``4 × 2399 ÷ 3000``."""
        return _FORMULA.get(self.op, _whole)(self)

    def labels(self) -> Iterator[Message]:
        """Everything that is said on the way, from the root on."""
        if self.says is not None:
            yield self.says
        for part in self.parts:
            yield from part.labels()

    def conditions(self) -> Iterator[Message]:
        """The questions that were asked on the way, each with its answer."""
        if self.op == "when" and self.says is not None:
            yield self.says
        for part in self.parts:
            yield from part.conditions()


def number(value: Fraction) -> Step:
    """A leaf."""
    return Step("number", Interval(value, value))


def _range(value: Interval) -> str:
    return plain(value.low) if value.value is not None else f"[{plain(value.low)}, {plain(value.high)}]"


def _whole(step: Step) -> str:
    return _range(step.value)


def _infix(step: Step) -> str:
    left, right = step.parts
    inner = f"({right.formula})" if right.op in ("×", "÷", "−") else right.formula
    first = f"({left.formula})" if left.op == "−" and step.op in ("×", "÷") else left.formula
    return f"{first} {step.op} {inner}"


def _chosen(step: Step) -> str:
    return step.parts[-1].formula


def _positive_part(step: Step) -> str:
    inner = step.parts[0]
    return f"max({inner.formula}, 0)" if inner.value.low < 0 or inner.op != "number" else inner.formula


def _hull(step: Step) -> str:
    every = dict.fromkeys(
        part.formula for part in sorted(step.parts, key=lambda part: (part.value.low, part.value.high))
    )
    return " … ".join(every)


_FORMULA: dict[str, Callable[[Step], str]] = {
    "×": _infix,
    "÷": _infix,
    "−": _infix,
    "when": _chosen,
    "max": _positive_part,
    "round": _chosen,
    "inferred": _chosen,
    "hull": _hull,
    "band": lambda step: f"{step.parts[0].formula} × {step.parts[1].formula}",
}


class Trace:
    """The algebra over steps, for a line of weight ``w``."""

    zero = number(Fraction(0))
    one = number(Fraction(1))

    def __init__(self, weight: Fraction) -> None:
        self.weight = weight

    @staticmethod
    def _ask(sign: str, holds: bool, left: Step, right: Step) -> tuple[bool, Message]:
        numbers = (("left", plain(left.value.low)), ("sign", sign), ("right", plain(right.value.low)))
        return holds, Message(YES if holds else NO, numbers)

    def at_least(self, left: Step, right: Step) -> tuple[bool, Message]:
        """``left ≥ right``."""
        return self._ask("≥", left.value.low >= right.value.low, left, right)

    def above(self, left: Step, right: Step) -> tuple[bool, Message]:
        """``left > right``."""
        return self._ask(">", left.value.low > right.value.low, left, right)

    def equal(self, left: Step, right: Step) -> tuple[bool, Message]:
        """``left = right``."""
        return self._ask("=", left.value.low == right.value.low, left, right)

    def not_below_zero(self, value: Step) -> Step:
        """``max(value, 0)``."""
        return Step("max", Interval.point(max(value.value.low, Fraction(0))), (value,))

    def times(self, left: Step, right: Step) -> Step:
        """``left × right``."""
        return Step("×", Interval.point(left.value.low * right.value.low), (left, right))

    def over(self, left: Step, right: Step) -> Step:
        """``left ÷ right``."""
        return Step("÷", Interval.point(left.value.low / right.value.low), (left, right))

    def minus(self, left: Step, right: Step) -> Step:
        """``left − right``."""
        return Step("−", Interval.point(left.value.low - right.value.low), (left, right))

    def when(self, condition: tuple[bool, Message], then: Callable[[], Step], otherwise: Callable[[], Step]) -> Step:
        """The chosen branch under its condition."""
        chosen = then() if condition[0] else otherwise()
        return Step("when", chosen.value, (chosen,), condition[1])

    def judgement(self) -> Step:
        """Anywhere from 0 to the weight."""
        return Step(
            "judgement", Interval(Fraction(0), self.weight), says=Message("no rule gives this score: judgement")
        )
