"""Lines a second through the scalar rules, with steps and without, from parsed (measured) lines.

Also a thousand forms of 15 lines scored and audited, alone and as one document. Run: python benchmarks/scalar.py
"""

from __future__ import annotations

import random
import sys
import time
from fractions import Fraction
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from attrs import evolve  # noqa: E402

from indicators import Line, Number  # noqa: E402
from indicators.form import Budget, Form  # noqa: E402
from indicators.measure import Measure, measure  # noqa: E402
from scoring import rulebook, score  # noqa: E402
from scoring.audit import audit, audit_document  # noqa: E402
from scoring.rounding import half_up_interval  # noqa: E402
from scoring.worth import EXPLAINED, FAST, worth  # noqa: E402

LINES, ROUNDS, FORMS = 20_000, 7, 1000
GOALS = {"with steps": 20_000, "without steps": 100_000}


def line(draw: random.Random, number: int) -> Line:
    """A line as forms have them: mostly ≥, some ≤, =, ranges, words."""
    target = draw.randint(50, 5000)
    actual = draw.randint(target * 3 // 4, target * 5 // 4)
    cell = draw.choice(["≥{}人", "≥{}人", "≥{}人", "≤{}件", "={}%", "{}", "{}-9000", "有效保障"]).format(target)
    done = "有效保障" if cell == "有效保障" else f"{actual}%" if cell.endswith("%") else str(actual)
    return Line(f"i{number}", "indicator", f"指标{number}", cell, done, weight=Number.of(4), filed=Number.of(4))


def rate(count: int, run: object) -> float:
    """Median of things done a second."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()  # type: ignore[operator]
        spent.append(time.perf_counter() - start)
    return count / median(spent)


def main() -> None:
    draw = random.Random(20240917)
    lines = [line(draw, number) for number in range(LINES)]
    parsed: list[tuple[Measure, Fraction]] = [(measure(each), Fraction(4)) for each in lines]
    book = rulebook("hongshan-2023")
    jobs = {
        "with steps": lambda: [half_up_interval(worth(m, w, book, EXPLAINED).value) for m, w in parsed],
        "without steps": lambda: [half_up_interval(worth(m, w, book, FAST)) for m, w in parsed],
    }
    for name, job in jobs.items():
        print(f"{name}: {rate(LINES, job):,.0f} lines/s (goal {GOALS[name]:,})")
    budget = Budget(Line("budget", "budget", target="100", actual="98", weight=Number.of(20), filed=Number.of(20)))
    goal = Line("goal", "goal", target="完成", actual="100%", weight=Number.of(20), filed=Number.of(20))
    forms = [
        Form(
            "project", f"项目{at}", budget=budget, goal=goal, deviation_reason="见附件",
            indicators=tuple(draw.sample(lines, 15)),
        )
        for at in range(FORMS)
    ]  # fmt: skip
    done = rate(FORMS, lambda: [audit(score(form)) for form in forms])
    print(f"forms of 15 lines, scored and audited: {done:,.0f} forms/s (goal 150)")
    done = rate(FORMS, lambda: document(forms))
    print(f"the same, as one document: {done:,.0f} forms/s (goal 150)")


def document(forms: list[Form]) -> None:
    """Every form, then all of them against each other; each name stands in all of them."""
    named = [evolve(each, indicators=tuple(map(numbered, each.indicators, range(15)))) for each in forms]
    cards = [score(form) for form in named]
    for card in cards:
        audit(card)
    audit_document(cards)


def numbered(of: Line, number: int) -> Line:
    return evolve(of, id=f"i{number}", name=f"指标{number}")


if __name__ == "__main__":
    main()
