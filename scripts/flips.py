"""Flip single bits in the packed streams of the tests' PDFs: whatever changes in what is read of them must be told.

Run: python scripts/flips.py [FLIPS [SEED]]   (2000 and 1; what came of it stands in docs/reliability.md)
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDERS = ("tests/documents/pdf", "tests/documents/unlined")
DEFAULTS = ("2000", "1")
LOCKED = "locked"  # nobody reads it


def fixtures() -> dict[str, bytes]:
    """The documents whose bits are flipped."""
    paths = (path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.pdf")))
    return {path.stem: path.read_bytes() for path in paths if path.stem != LOCKED}


def bits(data: bytes) -> list[tuple[int, int]]:
    """From where to where packed streams lie, in bytes."""
    from indicators.reading.pdf.streams import streams

    return [(each.start, each.end) for each in streams(data) if each.filters]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """The document with one bit of one of its packed streams turned, every bit of them as likely."""
    lengths = bits(data)
    at = chance.randrange(sum(end - start for start, end in lengths))
    for start, end in lengths:
        if at < end - start:
            break
        at -= end - start
    changed = bytearray(data)
    changed[start + at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def run(flips: int, seed: int) -> Counter[str]:
    """What came of so many flips: ``same``, ``told``, or ``unsaid``, of which each is shown."""
    from indicators.reading.limits import Limits
    from indicators.reading.pdf import read

    chance = random.Random(seed)
    limits = Limits(seconds=20)
    found: Counter[str] = Counter()
    every = fixtures()
    whole = {name: read(data, name, limits) for name, data in every.items()}
    names = sorted(every)
    for number in range(flips):
        name = names[number % len(names)]
        made = read(flipped(every[name], chance), name, limits)
        outcome = "told" if made.problems else "same" if made == whole[name] else "unsaid"
        found[outcome] += 1
        if outcome == "unsaid":
            print(f"flip {number} of {name}, seed {seed}: changed, and nothing said")
    return found


def main() -> None:
    """Flip, and say what came of it; fails where anything was unsaid."""
    flips, seed = (int(given) for given in [*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]])
    found = run(flips, seed)
    print(f"{flips} flips: {found['told']} told, {found['same']} read as before, {found['unsaid']} unsaid")
    raise SystemExit(1 if found["unsaid"] else 0)


if __name__ == "__main__":
    main()
