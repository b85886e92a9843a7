"""Every job of the command on a system whose n-th call fails, for every n: what holds is in tests/failing_jobs.py.

Run: python scripts/failures.py [JOB …]   (all of them unless told: some minutes; the outcome is in docs/reliability.md)
Once with that call alone failing (input/output error, disk full), once with all that follow, over files and over none.
"""

from __future__ import annotations

import errno
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / folder) for folder in ("tests", "tests/documents")]

if TYPE_CHECKING:
    from failing import Trial


def ways(trial: Trial) -> dict[str, Trial]:
    """In what ways the system fails."""
    bare = {name: data for name, data in trial.files.items() if data != b"old"}
    return {
        "one call": trial,
        "one call, no file there": evolve(trial, files=bare),
        "that call and all after it": evolve(trial, after=True),
        "disk full": evolve(trial, error=errno.ENOSPC, kinds=("write", "fsync", "open", "mkdir"), after=True),
    }


def main() -> None:
    """Run, and say what came of it; fails where anything did that must not."""
    from failing import outcomes
    from failing_jobs import JOBS, wrong

    runs: Counter[str] = Counter()
    faults = 0
    names = sys.argv[1:] or [*JOBS]
    for name in names:
        tried = ways(JOBS[name])
        for (way, each), found in zip(tried.items(), outcomes(*tried.values()), strict=True):
            runs[way] += len(found) - 1
            told = list(wrong(each, found))
            faults += len(told)
            for line in told:
                print(f"{name}, {way}: {line}")
    counts = ", ".join(f"{way}: {count}" for way, count in runs.items())
    print(f"{len(names)} jobs, {runs.total()} runs ({counts}); {faults} not as they must be")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
