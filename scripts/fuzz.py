"""Fuzz the readers and the recognition: whatever the bytes or the grid, nothing is raised. Not a part of the test run.

Run: python scripts/fuzz.py bytes SECONDS   (pip install atheris; mutates the kept documents of every format)
     python scripts/fuzz.py grids SECONDS   (Hypothesis; random tables of the words that forms are made of)
What was run, and with what outcome, stands in docs/fuzzing.md.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
KEPT = ("tests/documents/files", "tests/documents/pdf", "tests/documents", "tests/cases/D106", "examples/hongshan-2023")
SLOW = 5  # seconds of one input that are told


def seeds() -> list[Path]:
    """The documents that mutation starts from."""
    return sorted(path for folder in KEPT for path in (ROOT / folder).rglob("*") if path.is_file())


def one(data: bytes) -> None:
    """Read bytes as whatever they are, score what is found; anything raised is a fault."""
    from indicators.reading.documents import contents
    from indicators.reading.limits import Limits
    from scoring import score
    from scoring.audit import examine

    start = time.process_time()
    found = contents(data, "fuzzed.bin", Limits(cells=20_000, pages=50))
    examine([score(form) for form in found.forms[:20]])
    if time.process_time() - start > SLOW:
        print(f"slow: {time.process_time() - start:.1f} s, {len(data)} bytes", file=sys.stderr)


def fuzz_bytes(seconds: int) -> None:
    """Mutate kept documents, guided by what code they reach."""
    import tempfile

    import atheris

    with atheris.instrument_imports(include=["indicators"]):
        import indicators.reading.documents
        import indicators.recognition.recognise  # noqa: F401
    corpus = tempfile.mkdtemp(prefix="fuzz-corpus-")
    for number, path in enumerate(seeds()):
        if path.stat().st_size < 200_000:
            Path(corpus, str(number)).write_bytes(path.read_bytes())
    atheris.Setup([sys.argv[0], corpus, f"-max_total_time={seconds}", "-max_len=200000", "-timeout=60"], one)
    atheris.Fuzz()


def fuzz_grids(seconds: int) -> None:
    """Random tables out of the vocabulary, ruled and not."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    from indicators.place import Place
    from indicators.reading.grid import Cell, Document, Gap, Grid, Paragraph
    from indicators.recognition.headings import COLUMNS, LABELS, LEVEL1, LEVEL2
    from indicators.recognition.recognise import recognise
    from scoring import score
    from scoring.audit import examine

    words = sorted({*LABELS, *LEVEL1, *LEVEL2, *(word for kind in COLUMNS.values() for word in kind)})
    texts = st.sampled_from(
        [*words, "", "≥90%", "95%", "7.5", "2023年度自评表", "备注：", "年度目标1（20分）：就业"]
    ) | st.text(max_size=8)
    sizes = st.integers(1, 3)
    cells = st.builds(Cell, texts, st.integers(0, 12), st.integers(0, 9), sizes, sizes, st.just(Place("a", "1")))
    grids = st.builds(Grid, st.lists(cells, max_size=60).map(tuple), st.just(Place("a")), st.booleans())
    parts = grids | st.builds(Paragraph, texts) | st.builds(Gap, st.just(Place("a", "p2")))
    count, end = 0, time.monotonic() + seconds

    @settings(max_examples=2000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(parts, max_size=6).map(tuple))
    def never_fails(found: tuple[Grid | Paragraph | Gap, ...]) -> None:
        nonlocal count
        count += 1
        examine([score(form) for form in recognise(Document("a", found)).forms])

    while time.monotonic() < end:
        never_fails()
    print(f"{count} documents of random grids in {seconds} s, nothing raised")


if __name__ == "__main__":
    {"bytes": fuzz_bytes, "grids": fuzz_grids}[sys.argv[1]](int(sys.argv[2]))
