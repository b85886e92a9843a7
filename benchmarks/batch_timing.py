"""How the benchmarks of the batch measure: jobs that take turns in one process, and whole processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
Job = Callable[[], object]
Table = dict[str, Any]  # title, heads, rows, note


def measured(jobs: dict[str, Job], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Seconds of each job in each round; the jobs take turns."""
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for number in range(rounds):
        for name in list(jobs) if number % 2 else list(jobs)[::-1]:
            start = time.perf_counter()
            jobs[name]()
            spent[name].append(time.perf_counter() - start)
    return spent


def ratio(spent: dict[str, list[float]], name: str, to: str) -> float:
    """The median of what a job took over what another took in the same round."""
    return median(one / other for one, other in zip(spent[name], spent[to], strict=True))


def table(title: str, heads: tuple[str, ...], rows: list[tuple[object, ...]], note: str = "") -> Table:
    return {"title": title, "heads": heads, "rows": rows, "note": note}


def shown(one: Table) -> str:
    def cell(value: object) -> str:
        return f"{value:.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)

    lines = "".join(f"| {' | '.join(map(cell, row))} |\n" for row in one["rows"])
    note = f"{one['note']}\n\n" if one["note"] else ""
    return f"## {one['title']}\n\n{note}| {' | '.join(one['heads'])} |\n|{'---|' * len(one['heads'])}\n{lines}"


def process(command: list[str]) -> tuple[float, float, float]:
    """Seconds, CPU seconds and peak MiB of a process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
