"""The ``sh`` blocks of the tutorial and the how-tos run as they are written, each page in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
# page: how many commands it has, so that none is lost unseen
PAGES = {
    "tutorial.md": 2, "zh/tutorial.md": 2, "how-to/fill.md": 2, "zh/fill.md": 2, "how-to/review.md": 4,
    "zh/review.md": 4, "how-to/print-and-file.md": 8,
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_commands_write_what_they_name(page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copy(ROOT / "tests" / "documents" / "pdf" / "two-forms.pdf", tmp_path / "department.pdf")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    blocks = re.findall(r"^```sh\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.M | re.S)
    lines = [line.split() for block in blocks for line in block.splitlines()]
    commands = [line[1:] for line in lines if line[0] == "score" and line[1] != "serve"]
    assert len(commands) == PAGES[page]
    for command in commands:
        line = [sys.executable, "-m", "scoring.cli", *command]
        done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
        if done.stdout.startswith("nothing was written"):
            continue
        assert done.returncode in (0, 1) and done.stderr == "", (command, done)
        targets = [after for option, after in pairwise(command) if option in ("-o", "--output")]
        assert all((tmp_path / target).exists() for target in targets) or "--yes" in command, (command, done.stdout)
        assert targets or done.stdout
