"""Damage the tests' documents of every format, and see: no crash, nothing over its bounds, no row lost without a word.

Run: python scripts/damage.py [DOCUMENTS [SEED]]   (20000 and 1; what came of it stands in docs/reliability.md)
Documents that LibreOffice converts (.doc, .rtf, .odt) are left out: each takes seconds.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
FOLDERS = ("files", "pdf", "ofd", "unlined")
KINDS = {
    ".pdf": "pdf", ".xlsx": "xlsx", ".docx": "docx", ".ods": "ods", ".ofd": "ofd", ".zip": "zip",
    ".xls": "xls", ".et": "xls", ".html": "text", ".txt": "text", ".md": "text", ".csv": "text", ".mht": "text",
    ".eml": "text",
}  # fmt: skip
DEFAULTS = ("20000", "1")
SECONDS, MEMORY = 30, 1 << 30
Look = tuple[int, frozenset[str]]  # how many lines forms have, and what is said of what was not read


def documents() -> dict[str, bytes]:
    """The documents that are damaged, by their place; those that are what their name says."""
    paths = (path for folder in FOLDERS for path in sorted((ROOT / "tests" / "documents" / folder).iterdir()))
    found = {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths if path.suffix in KINDS}
    return {name: data for name, data in found.items() if name not in ("files/page.xls", "pdf/locked.pdf")}


def look(data: bytes, name: str) -> Look:
    """What is read of a document, by a process of its own."""
    from indicators.reading.documents import contents
    from indicators.reading.limits import Limits
    from scoring import score
    from scoring.audit import examine

    found = contents(data, name, Limits(seconds=SECONDS // 2))
    own, _ = examine([score(form) for form in found.forms])
    said = [each.show() for each in found.problems]
    said += [str(each) for each in (*found.gaps, *found.tables)]
    said += [each for form in found.forms for each in form.unread]
    said += [f"to confirm {form.to_confirm}" for form in found.forms]
    said += [str(each) for standing, _ in own for each in standing if each.code.startswith("D")]
    return sum(1 for form in found.forms for _ in form.lines()), frozenset(said)


def run(count: int, seed: int) -> Counter[str]:
    """What came of so many documents: ``told``, ``read``, and of what must not be ``crash``, ``bounds``, ``lost``."""
    from damagers import ANY, TOLD

    from indicators.reading.reader_process import Broken, ReaderFault, ReaderProcess, TooLarge, TooSlow

    chance = random.Random(seed)
    every = documents()
    reader = ReaderProcess()
    whole = {name: reader.ask("damage:look", (data, Path(name).name)) for name, data in every.items()}
    found: Counter[str] = Counter()
    names = sorted(every)
    for number in range(count):
        name = names[number % len(names)]
        kind = KINDS[Path(name).suffix]
        ways = TOLD[kind] | ANY[kind]
        way = chance.choice(sorted(ways))
        data = ways[way](every[name], chance)
        try:
            lines, said = reader.ask("damage:look", (data, Path(name).name), seconds=SECONDS, memory=MEMORY)
            news = said - whole[name][1]
            lost = way in TOLD[kind] and lines < whole[name][0] and not news
            outcome = "lost" if lost else "told" if news else "read"
        except (Broken, ReaderFault) as error:
            outcome = f"crash {error}"
        except (TooSlow, TooLarge) as error:
            outcome = f"bounds {type(error).__name__}"
        found[outcome.split()[0]] += 1
        if outcome not in ("told", "read"):
            print(f"document {number}, {name}, {way}, seed {seed}: {outcome}")
    reader.end()
    return found


def main() -> None:
    """Damage, and say what came of it; fails where anything did that must not."""
    count, seed = (int(given) for given in [*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]])
    found = run(count, seed)
    bad = found["crash"] + found["bounds"] + found["lost"]
    print(
        f"{count} documents: {found['told']} told, {found['read']} read, {found['crash']} crashes, "
        f"{found['bounds']} over bounds, {found['lost']} lost unsaid"
    )
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
