"""Pages a second of processor time through the PDF reader, and its peak memory, on pages of the fixtures repeated; and
what it costs to read many files in a process of their own, its start included, beside reading them in the same process.

Run: python benchmarks/pdf.py
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pypdfium2 import PdfDocument  # noqa: E402

from indicators.reading import reader_pool  # noqa: E402
from indicators.reading.grid import Grid  # noqa: E402
from indicators.reading.limits import Limits  # noqa: E402
from indicators.reading.pdf.document import read  # noqa: E402

FOLDER = ROOT / "tests" / "documents" / "pdf"
MAKES = ("weasyprint", "chromium", "libreoffice", "reportlab")
PAGES, GOAL, MEMORY = 800, 40, 150
FILES, ROUNDS, APART = 200, 5, 1.3
YARDSTICK = 3_000_000  # 0.2 s on an idle core of 2024: on a busy machine processor time is longer for everything


def repeated(name: str, pages: int) -> bytes:
    """The pages of a fixture over and over."""
    source, target = PdfDocument(FOLDER / f"{name}.pdf"), PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source)
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def measure(path: str) -> None:
    """In a process of its own: pages a second of processor time, and the peak memory."""
    data = Path(path).read_bytes()
    start = time.process_time()
    document = read(data, path, Limits())
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(spent, peak, sum(isinstance(part, Grid) for part in document.parts))


def many(apart: bool) -> None:
    """In a process of its own: the seconds that many files take in one run, from the first import on, and those of
    processor time, which a busy machine leaves alone.
    """
    start = time.perf_counter()
    if apart:
        from indicators.reading.pdf import read as reads
    else:
        reads = read
    files = [path.read_bytes() for path in sorted(FOLDER.glob("*.pdf"))]
    for number in range(FILES):
        reads(files[number % len(files)], "a.pdf", Limits())
    wall = time.perf_counter() - start
    reader_pool.end()
    print(wall, sum(os.times()[:4]))


def compare() -> float:
    """Many files in the same process and apart, by turns: the best of each; how many times the processor time."""
    taken: dict[str, list[tuple[float, ...]]] = {"here": [], "apart": []}
    for _ in range(ROUNDS):
        for way, runs in taken.items():
            done = subprocess.run([sys.executable, __file__, way], capture_output=True, check=True, text=True)
            runs.append(tuple(map(float, done.stdout.split())))
    for at, what in enumerate(("on the clock", "of processor time")):
        here, apart = (min(run[at] for run in taken[way]) for way in taken)
        print(f"{FILES} files, {what}: {here:.2f} s here, {apart:.2f} s apart, {apart / here:.2f} times (goal {APART})")
    return apart / here


def main() -> None:
    """Print the figures."""
    if len(sys.argv) > 1:
        if sys.argv[1] in ("here", "apart"):
            many(sys.argv[1] == "apart")
        else:
            measure(sys.argv[1])
        return
    began = time.process_time()
    sum(number * number % 7 for number in range(YARDSTICK))
    print(f"load {os.getloadavg()[0]:.1f}; {YARDSTICK:,} steps of Python: {time.process_time() - began:.2f} s")
    compare()
    for name in MAKES:
        for pages in (20, PAGES):
            with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
                file.write(repeated(name, pages))
                file.flush()
                size = Path(file.name).stat().st_size >> 10
                done = subprocess.run([sys.executable, __file__, file.name], capture_output=True, check=True, text=True)
            spent, peak, tables = done.stdout.split()
            rate = pages / float(spent)
            print(
                f"{name}, {pages} pages, {size} kB, {tables} tables: "
                f"{rate:,.0f} pages/s (goal {GOAL}), peak {peak} MB (goal {MEMORY})"
            )


if __name__ == "__main__":
    main()
