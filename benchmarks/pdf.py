"""Pages a second of processor time through the PDF reader, and its peak memory, on pages of the fixtures repeated.

Run: python benchmarks/pdf.py
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pypdfium2 import PdfDocument  # noqa: E402

from indicators.reading.grid import Grid  # noqa: E402
from indicators.reading.limits import Limits  # noqa: E402
from indicators.reading.pdf import read  # noqa: E402

FOLDER = ROOT / "tests" / "documents" / "pdf"
MAKES = ("weasyprint", "chromium", "libreoffice", "reportlab")
PAGES, GOAL, MEMORY = 800, 40, 150


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


def main() -> None:
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
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
