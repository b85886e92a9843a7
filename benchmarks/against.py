"""User time beside another tree of this repository: python benchmarks/against.py OTHER_TREE.

Whole processes of both trees in turn, so that a busy machine is as slow for the one as for the other; of each task the
least of several runs is held against the other's. Each tree runs its own code on this tree's data.
"""

from __future__ import annotations

import compileall
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
LIMIT = 1.1
COMMAND = "from scoring.cli import main; main()"


def user_seconds(tree: Path, arguments: Sequence[str]) -> float:
    """The user time of one process that runs the code of a tree."""
    for left in Path(arguments[-1]).parent.glob("out.csv"):
        left.unlink()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}
    done = subprocess.run([sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1, 4):
        raise SystemExit(done.stderr.decode())
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def tasks(folder: Path) -> dict[str, list[str]]:
    """What is measured, each as the arguments of Python."""
    lines = folder / "lines.csv"
    rows = (f"f{n // 10},指标{n % 10},≥{50 + n % 70}人,{40 + n % 80}人,10,{n % 11}" for n in range(100_000))
    lines.write_text("form,name,target,actual,weight,filed\n" + "\n".join(rows), "utf-8")
    examples = ROOT / "examples" / "hongshan-2023"
    return {
        "one form (TOML)": ["-c", COMMAND, str(examples / "1-personnel.toml")],
        "nine forms (TOML)": ["-c", COMMAND, "--jobs", "1", *map(str, sorted(examples.glob("*.toml")))],
        "a folder with texts": ["-c", COMMAND, "--jobs", "1", str(examples)],
        "batch, 100 000 lines": ["-c", COMMAND, "batch", str(lines), "-o", str(folder / "out.csv")],
    }


def main() -> None:
    """Print a row a task; exit 1 where one takes more than the limit."""
    other = Path(sys.argv[1]).resolve()
    worst = 0.0
    for tree in (other, ROOT):
        for package in ("indicators", "scoring"):
            compileall.compile_dir(tree / package, quiet=2)
    with tempfile.TemporaryDirectory() as name:
        for task, arguments in tasks(Path(name)).items():
            pairs = [(user_seconds(other, arguments), user_seconds(ROOT, arguments)) for _ in range(ROUNDS)]
            was, now = (min(column) for column in zip(*pairs, strict=True))
            worst = max(worst, now / was)
            print(f"{task:24} {1000 * was:8.0f} ms → {1000 * now:8.0f} ms  × {now / was:.2f}", flush=True)
    raise SystemExit(worst > LIMIT)


if __name__ == "__main__":
    main()
