"""The batch beside what a user would write instead, with the count of wrong lines of each: docs/performance.md.

Run: python benchmarks/batch.py                 (every section, some twenty-five minutes, 12 GB of disk)
     python benchmarks/batch.py kernels means   (these sections; the others keep what they had)
     python benchmarks/batch.py --quick         (a hundredth of the lines, shown and not kept)

Each section runs in a process of its own; its tables go to benchmarks/results/batch.json, and the page is made of that
file. Peers that are no dependency of ours are left out where they are missing: pip install duckdb openfisca-core
zen-engine numba. Ratios are medians over interleaved rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from batch_timing import Table, shown  # noqa: E402

KEPT, PAGE = ROOT / "benchmarks" / "results" / "batch.json", ROOT / "docs" / "performance.md"
# the allocator keeps its memory: whole arrays cost no page faults, which favours the naive kernels
WARM = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "34359738368", "MALLOC_TOP_PAD_": "268435456"}
# module, function, lines, warm
SECTIONS: dict[str, tuple[str, str, int, bool]] = {
    "kernels": ("batch_arrays", "kernels", 10**7, True),
    "totals": ("batch_arrays", "totals", 10**7, False),
    "totals-warm": ("batch_arrays", "totals", 10**7, True),
    "means": ("batch_arrays", "means", 10**7, False),
    "files": ("batch_files", "files", 10**8, False),
    "unsorted": ("batch_files", "unsorted", 10**8, False),
    "csv": ("batch_files", "csv", 4 * 10**6, False),
    "texts": ("batch_files", "texts", 10**7, False),
    "records": ("batch_arrays", "records", 2 * 10**4, True),
    "others": ("batch_arrays", "others", 10**6, True),
    "stages": ("batch_arrays", "stages", 10**6, False),
    "growth": ("batch_arrays", "growth", 10**7, True),
}
HEAD = """# Performance of the batch

Made by `benchmarks/batch.py`, which says how to run it; nothing here is promised for another machine. Ratios hold
within a row of one run; load of other work moves them, and seconds mean little. About a tenth of the lines are exact
ties; values have four digits and go to 10⁵ (narrow), or six and go to 10⁹ (wide). *Wrong* counts against Python's
integers. The floats of the kernel are exact, [proved and checked](batch.md).

"""
TAIL = """
`score_lines` reads, checks, scores and audits each line: most of its time goes to what the bare kernel does not do.
From text, the cells cost more than all else together. Long CSV files cost mostly their parsing.
"""


def machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "polars", "pyarrow"))
    return f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, {libraries}"


def run(name: str, quick: bool) -> Table:
    """One section in a process of its own."""
    module, function, lines, warm = SECTIONS[name]
    count = max(lines // 100, 10**4) if quick else lines
    code = (
        f"import sys, json; sys.path[:0] = {[str(ROOT), str(ROOT / 'benchmarks')]!r}; import {module}; "
        f"print(json.dumps({module}.{function}({count})))"
    )
    environment = os.environ | (WARM if warm else {})
    done = subprocess.run([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, check=True)
    made: Table = json.loads(done.stdout.splitlines()[-1])
    if name == "totals-warm":
        made["title"] += ", warm heap"
    return made | {"machine": machine()}


def page(kept: dict[str, Table]) -> str:
    """The page of all sections that have been run."""
    known = [kept[name] for name in SECTIONS if name in kept and kept[name]["rows"]]
    machines = "; ".join(dict.fromkeys(each["machine"] for each in known))
    return HEAD + f"Measured on: {machines}.\n\n" + "\n".join(map(shown, known)) + TAIL


def keep(kept: dict[str, Table]) -> None:
    """What is measured so far, and its page."""
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(kept), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="a hundredth of the lines; shown, not kept")
    options = parser.parse_args()
    if unknown := set(options.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    kept: dict[str, Table] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    for name in options.sections or SECTIONS:
        kept[name] = run(name, options.quick)
        print(shown(kept[name]), flush=True)
        if not options.quick:
            keep(kept)


if __name__ == "__main__":
    main()
