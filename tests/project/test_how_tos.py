"""The ``sh`` blocks of the tutorial and the how-tos run as they are written, each page in a folder of its own."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from commands import command
from tiers import variants

from indicators import load, loads
from scoring import score
from scoring.audit import audit

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
# page: how many commands it has, so that none is lost unseen
PAGES = {
    "tutorial.md": 2, "zh/tutorial.md": 2, "how-to/fill.md": 2, "zh/fill.md": 2, "how-to/review.md": 4,
    "zh/review.md": 4, "how-to/print-and-file.md": 8, "how-to/consolidate.md": 2,
}  # fmt: skip


@pytest.mark.parametrize("page", variants(sorted(PAGES, key=lambda page: page.startswith("zh/")), 5))
def test_commands_write_what_they_name(page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copy(ROOT / "tests" / "documents" / "pdf" / "two-forms.pdf", tmp_path / "department.pdf")
    blocks = re.findall(r"^```sh\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.M | re.S)
    lines = [line.split() for block in blocks for line in block.splitlines()]
    jobs = [line[1:] for line in lines if line[0] == "score" and line[1] != "serve"]
    assert len(jobs) == PAGES[page]
    for line in jobs:
        done = command([each for part in line for each in expanded(part, tmp_path)], tmp_path)
        if done.out.startswith("nothing was written"):
            continue
        assert done.code in (0, 1) and (line[0] == "consolidate" or done.err == ""), (line, done)
        targets = [after for option, after in pairwise(line) if option in ("-o", "--output")]
        assert all((tmp_path / target).exists() for target in targets) or "--yes" in line, (line, done.out)
        assert targets or done.out


def expanded(argument: str, folder: Path) -> list[str]:
    """What a shell makes of a pattern."""
    if "*" not in argument:
        return [argument]
    found = sorted(str(path.relative_to(folder)) for path in folder.glob(argument))
    assert found, argument
    return found


# the cells that the page for filling in calls wrong, as it names them: target, completion, unit or name
WRONG = {
    "T406": ("≥98%", "≥98%"),
    "T405": ("≥98%", "0.986"),
    "T404": ("≥3000人", "2850户"),
    "T402": ("≥0次", "0次"),
    "T407": ("230人次", "200人次"),
    "T408": ("≥20场", "基本完成"),
    "S303": ("≥90%", "93%"),
}


@pytest.mark.parametrize("code", WRONG)
def test_cells_that_are_often_wrong_are_found(code: str) -> None:
    target, actual = WRONG[code]
    form = f"""[form]
kind = "project"
[[indicator]]
level1 = "成本指标"
name = "事故"
target = "{target}"
actual = "{actual}"
weight = 10
filed = 9
"""
    assert code in {finding.code for finding in audit(score(loads(form)))}
    for page in ("how-to/fill.md", "zh/fill.md"):
        rows = [line for line in (DOCS / page).read_text("utf-8").splitlines() if f"[{code}]" in line]
        assert len(rows) == 1 and (target in rows[0] or code in ("S303", "T408"))


def test_the_filled_form_can_be_handed_in() -> None:
    before, after = (load(str(ROOT / "examples" / "tutorial" / f"new-form{end}.toml"))[0] for end in ("", "-filled"))
    assert [each.code for each in audit(score(before)) if each.severity == "error"] == ["F002"]
    assert [each.code for each in audit(score(after)) if each.severity != "note"] == []
    cells = [[(line.name, line.target, line.actual, line.weight) for line in form.lines()] for form in (before, after)]
    assert cells[0] == cells[1]
