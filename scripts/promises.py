"""What is promised of seconds and bytes, measured by the benchmarks one after the other; fails where one is not kept.

Run: python scripts/promises.py [PROMISE …]   (start, pdf, page, totals, suite; all unless told, on a quiet machine)
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
LINES = 100_000_000


def start() -> float:
    """One form, as a multiple of the imports that cannot be done without."""
    import startup

    floor, score = startup.measured()
    return score / floor


def pdf() -> float:
    """Many files read in a process of their own, as a multiple of the processor time of reading them here."""
    import pdf as benchmark

    return benchmark.compare()


def page() -> float:
    """Seconds that the slowest edit takes while 500 forms are opened and taken home in every format."""
    import web

    return web.many(500)


def totals() -> float:
    """GiB for the totals of forms in no order."""
    import batch_files

    return float(max(row[-1] for row in batch_files.unsorted(LINES)["rows"])) / 1024


def suite() -> float:
    """Minutes of the tests as README has them."""
    begun = time.monotonic()
    quick = os.environ | {"HYPOTHESIS_PROFILE": "quick"}
    subprocess.run([sys.executable, "-m", "pytest"], cwd=ROOT, env=quick, stdout=sys.stderr, check=True)
    return (time.monotonic() - begun) / 60


PROMISES: MappingProxyType[str, tuple[Callable[[], float], float]] = MappingProxyType(
    {"start": (start, 1.4), "pdf": (pdf, 1.3), "page": (page, 1.0), "totals": (totals, 2.0), "suite": (suite, 3.0)}
)


def main() -> None:
    """Measure what is asked."""
    broken = []
    for name in sys.argv[1:] or PROMISES:
        measure, limit = PROMISES[name]
        found = measure()
        print(f"{name}: {found:.2f}, promised {limit}", flush=True)
        broken += [name] if found > limit else []
    print(f"{len(broken)} promises not kept {' '.join(broken)}".strip())
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
