"""The commands of the how-to for printing and filing run, in order, in a folder of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "how-to" / "print-and-file.md"


def test_commands_write_what_they_name(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    commands = [line.split() for block in blocks for line in block.splitlines()]
    assert len(commands) == 8
    for command in commands:
        line = [sys.executable, "-m", "scoring.cli", *command[1:]]
        done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
        target = command[1 + max(command.index(each) for each in ("-o", "--output") if each in command)]
        if done.stdout.startswith("nothing was written"):
            continue
        assert done.returncode in (0, 1) and done.stderr == "", (command, done)
        assert (tmp_path / target).exists() or "--yes" in command, (command, done.stdout)
