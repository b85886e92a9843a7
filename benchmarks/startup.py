"""How long ``score project.toml`` takes beside its floor: the imports that it cannot do without.

Whole processes, interleaved, medians of processor time, which a busy machine leaves nearly alone.

Run: python benchmarks/startup.py
"""

from __future__ import annotations

import compileall
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
LIMIT = 1.4
FLOOR = [sys.executable, "-c", "import attrs, tabulate, wcwidth, argparse, tomllib, fractions"]
SCORE = [sys.executable, "-c", "from scoring.cli import main; main()", "examples/hongshan-2023/1-personnel.toml"]


def used() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def seconds(command: list[str]) -> float:
    """The processor time of a process."""
    before = used()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    spent = used() - before
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return spent


def measured() -> tuple[float, float]:
    """Milliseconds of the floor and of the command."""
    for package in ("indicators", "scoring"):
        compileall.compile_dir(ROOT / package, quiet=2)
    seconds(FLOOR), seconds(SCORE)
    pairs = [(seconds(FLOOR), seconds(SCORE)) for _ in range(ROUNDS)]
    floor, score = (1000 * median(column) for column in zip(*pairs, strict=True))
    return floor, score


def main() -> None:
    """Print the figures."""
    floor, score = measured()
    print(f"floor {floor:.0f} ms  score {score:.0f} ms  ratio {score / floor:.2f}  (limit {LIMIT})")


if __name__ == "__main__":
    main()
