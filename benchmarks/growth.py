"""How time grows with what there is to do. Run: python benchmarks/growth.py

Twice as much may take a little over twice as long: reading a TOML file of many lines, solving for a total, comparing
many forms with an indicator of one name.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from statistics import median
from typing import Any

from indicators import Form, Line, Number, loads
from scoring import score
from scoring.audit import audit_document
from scoring.report.solve import run_solve

ROUNDS = 3


def text(lines: int) -> str:
    """A form of so many lines as TOML."""
    line = '[[indicator]]\nname = "指标{0}"\ntarget = "≥{0}个"\nactual = "{0}个"\nweight = 1\nfiled = 0\n'
    return '[form]\nkind = "project"\nproject = "甲"\n' + "".join(line.format(at + 1) for at in range(lines))


def form(lines: int) -> Form:
    """A form of so many lines, none of them met."""
    share = Number.of(Fraction(100, lines))
    every = (
        Line(f"i{at}", "indicator", f"指标{at}", "≥100个", "80个", weight=share, filed=Number.of(0))
        for at in range(lines)
    )
    return Form("project", "甲", year=2023, indicators=tuple(every))


def cards(forms: int) -> list[Any]:
    """Scored forms of one project, with one indicator whose completions are all written otherwise."""
    made = []
    for at in range(forms):
        line = Line("i1", "indicator", "人数", "≥100个", f"{100 + at}-99999个", weight=Number.of(60))
        made.append(score(Form("project", "甲", year=2023, indicators=(line,))))
    return made


WORK: dict[str, tuple[int, Callable[[int], Any], Callable[[Any], Any]]] = {
    "read a TOML file, lines": (1_250, text, loads),
    "solve for a total, lines": (1_250, form, lambda one: run_solve([one], total="90")),
    "compare forms of one name": (500, cards, audit_document),
}


def main() -> None:
    """Print seconds of processor time at one, two and four times the size, and the growth from each to the next."""
    print("| what | size | seconds | twice | four times |\n|---|---|---|---|---|")
    for name, (size, make, work) in WORK.items():
        taken = []
        for factor in (1, 2, 4):
            made, times = make(size * factor), []
            for _ in range(ROUNDS):
                begun = time.process_time()
                work(made)
                times.append(time.process_time() - begun)
            taken.append(median(times))
        one, two, four = taken
        print(f"| {name} | {size:,} | {one:.2f} | {two:.2f} ({two / one:.2f} ×) | {four:.2f} ({four / two:.2f} ×) |")


if __name__ == "__main__":
    main()
