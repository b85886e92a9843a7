"""Make docs/findings/ from the docstrings of the checks: one page a code, and an index.

Run: python scripts/findings.py
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs" / "findings"

from scoring.audit import Check, every_check  # noqa: E402

FAMILIES = {
    "F": "what is missing or misplaced", "W": "weights", "B": "the budget line", "S": "scores and totals",
    "T": "target and completion cells", "R": "reasons", "Q": "qualitative lines", "G": "grades",
    "X": "figures beside each other", "C": "consolidation", "D": "what the reading of a document met",
}  # fmt: skip


def page(check: Check) -> str:
    """The page of one code."""
    summary, _, body = check.doc.partition("\n\n")
    body = re.sub(r"^(\w[\w ]+):", r"**\1.**", re.sub(r"\n(?!\w[\w ]+: )", " ", body), flags=re.M)
    return (
        f"# {check.code} {check.name}\n\n{summary} Severity: {check.severity}.\n\n" + body.replace("\n", "\n\n") + "\n"
    )


def index() -> str:
    """The list of all codes by family."""
    lines = ["# Findings", "", "Made from the docstrings of the checks; `score --rule CODE` shows the same."]
    for letter, title in FAMILIES.items():
        checks = [check for check in every_check() if check.code[0] == letter]
        lines += ["", f"## {letter}: {title}", "", "| code | name | severity | |", "|---|---|---|---|"]
        for each in checks:
            summary = each.doc.partition("\n")[0]
            lines.append(f"| [{each.code}]({each.code}.md) | {each.name} | {each.severity} | {summary} |")
    lines += ["", "A901 waiver-unused (note): an `[[accept]]` table of the form accepts nothing.", ""]
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {"README.md": index()} | {f"{check.code}.md": page(check) for check in every_check()}


def main() -> None:
    """Write the pages, and drop those of codes that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
