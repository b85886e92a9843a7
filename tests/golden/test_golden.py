"""Golden runs: standard output, error stream and exit code of the command, together.

``UPDATE_GOLDEN=1 pytest tests/golden`` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from commands import command

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXPECTED = HERE / "expected"

# name: arguments; run in tests/golden/input
CASES = {
    "good": ["good.toml"],
    "cells": ["cells.toml"],
    "cells-explain": ["cells.toml", "--explain"],
    "cells-json": ["cells.toml", "--format", "json"],
    "cells-markdown": ["cells.toml", "--format", "markdown"],
    "cells-csv": ["cells.toml", "--format", "csv"],
    "cells-zh": ["cells.toml", "--lang", "zh"],
    "cells-explain-zh": ["cells.toml", "--explain", "--lang", "zh"],
    "chinese-keys": ["chinese-keys.toml"],
    "strict": ["good.toml", "--strict"],
    "exit-zero": ["cells.toml", "--exit-zero", "--select", "S,T404", "--ignore", "S308"],
    "rule": ["--rule", "S302"],
    "bad-all": [
        f"bad/{name}.toml" for name in ("broken", "keys", "types", "numbers", "nokind", "noform", "gbk", "twice")
    ] + ["no-such-file.toml", "empty"],
    "bad-broken": ["bad/broken.toml"],
    "bad-keys": ["bad/keys.toml"],
    "bad-types": ["bad/types.toml"],
    "bad-numbers": ["bad/numbers.toml"],
    "bad-numbers-zh": ["bad/numbers.toml", "--lang", "zh"],
    "bad-encoding": ["bad/gbk.toml"],
    "bad-rulebook": ["bad/rulebook.toml"],
    "bad-rulebook-option": ["good.toml", "--rulebook", "no-such.toml"],
    "bad-folder": ["empty"],
    "bad-missing": ["no-such-file.toml", "good.toml"],
    "bad-beside-good": ["folder"],
    "bad-option": ["good.toml", "--format", "pdf"],
    "bad-rule-code": ["--rule", "Z999"],
    "bad-line": ["good.toml", "--explain", "i99"],
    "bad-output": ["good.toml", "--output", "no-such-folder/report.txt"],
    "good-html": ["good.toml", "--format", "html", "--lang", "zh"],
    "xlsx-nowhere": ["good.toml", "--format", "xlsx"],
    "xlsx-nowhere-zh": ["good.toml", "--format", "workpaper", "--lang", "zh"],
    "fix-help": ["fix", "--help"],
    "fix-help-zh": ["fix", "--help", "--lang", "zh"],
    "fix-no-workbook": ["fix", "good.toml", "-o", "out.xlsx"],
    "fix-onto-itself": ["fix", "good.toml", "-o", "good.toml", "--force"],
    "nothing": [],
    "help": ["--help"],
    "help-zh": ["--help", "--lang", "zh"],
    "help-rulebooks-zh": ["rulebooks", "--lang=zh", "--help"],
    "help-solve-zh": ["solve", "--help", "--lang", "zh"],
    "bad-option-zh": ["good.toml", "--format", "pdf", "--lang", "zh"],
    "bad-unknown-zh": ["good.toml", "--frobnicate", "--lang", "zh"],
    "solve-nothing-zh": ["solve", "--lang", "zh"],
    "solve-both-zh": ["solve", "good.toml", "--total", "90", "--grade", "优", "--lang", "zh"],
    "rulebooks": ["rulebooks"],
    "rulebooks-zh": ["rulebooks", "hongshan-2023", "--lang", "zh"],
    "against": ["cells.toml", "--rulebook", "hongshan-2023", "--against", "system-d1"],
    "against-zh": ["cells.toml", "--rulebook", "hongshan-2023", "--against", "system-d1", "--lang", "zh"],
    "against-json": ["good.toml", "--against", "system-d1", "--format", "json"],
    "against-markdown": ["good.toml", "--against", "system-d1", "--format", "markdown"],
    "against-explain": ["good.toml", "--against", "system-d1", "--explain", "i1"],
    "consolidate": ["consolidate", "consolidate/good"],
    "consolidate-explain": ["consolidate", "consolidate/good", "--explain"],
    "consolidate-explain-zh": ["consolidate", "consolidate/good", "--explain", "--lang", "zh"],
    "consolidate-parent": ["consolidate", "consolidate/good", "--parent", "consolidate/parent.toml"],
    "consolidate-refused": ["consolidate", "consolidate/mixed", "--explain"],
    "consolidate-unreadable": ["consolidate", "consolidate/good", "bad/keys.toml"],
    "consolidate-beside": ["consolidate", "consolidate/good", "consolidate/parent.toml"],
    "consolidate-nothing": ["consolidate", "empty"],
    "consolidate-no-line": ["consolidate", "consolidate/good", "--explain", "i99"],
    "consolidate-there": ["consolidate", "consolidate/good", "-o", "good.toml"],
}  # fmt: skip


def transcript(arguments: list[str], folder: Path) -> str:
    """One run as a text: command, both streams, exit code."""
    done = command(arguments, folder)
    streams = f"--- standard output\n{without_hashes(done.out)}--- standard error\n{done.err}"
    return f"$ score {' '.join(arguments)}\n{streams}--- exit {done.code}\n"


def without_hashes(text: str) -> str:
    """A report whose hashes are left out: they change with every word of a rulebook."""
    return re.sub(r"\b[0-9a-f]{64}\b|(?<= )[0-9a-f]{12}\b", "…", text)


def agrees(name: str, text: str) -> None:
    """Compare with what is kept, or keep it."""
    path = EXPECTED / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_run(name: str) -> None:
    if "help" in name and sys.version_info[:2] != (3, 11):
        pytest.skip("argparse lays out its help otherwise in each version; what is kept is of 3.11")
    agrees(name, transcript(CASES[name], HERE / "input"))


def test_examples() -> None:
    """The nine published forms; the kept output stands beside them."""
    shown = transcript(["examples/hongshan-2023"], ROOT)
    path = ROOT / "examples" / "hongshan-2023" / "expected.txt"
    output = shown.partition("--- standard output\n")[2].partition("--- standard error\n")[0]
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(output, "utf-8")
    assert output == path.read_text("utf-8")
    assert shown.endswith("--- standard error\n--- exit 1\n")


PROJECTS = sorted(f"examples/hongshan-2023/{path.name}" for path in ROOT.glob("examples/hongshan-2023/[1-8]-*.toml"))
DEPARTMENT = ["--parent", "examples/consolidation/department.toml"]


def test_consolidation_example(tmp_path: Path) -> None:
    """The eight projects as the department's lines; form and messages stand beside the example."""
    folder, made = ROOT / "examples" / "consolidation", tmp_path / "made.toml"
    shown = transcript(["consolidate", *PROJECTS, *DEPARTMENT, "-o", str(made)], ROOT)
    told = shown.partition("--- standard error\n")[2].partition("--- exit")[0]
    assert shown.endswith("--- exit 0\n")
    for path, text in ((folder / "hongshan.toml", made.read_text("utf-8")), (folder / "hongshan.txt", told)):
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")
    scored = transcript(["examples/consolidation/hongshan.toml", "--format", "json"], ROOT)
    assert '"low": "91.67"' in scored


def test_a_consolidated_file_is_written_over_only_by_force(tmp_path: Path) -> None:
    run = ["consolidate", str(HERE / "input" / "consolidate" / "good"), "-o", "made.toml"]
    assert transcript(run, tmp_path).endswith("exit 0\n")
    first = (tmp_path / "made.toml").read_text("utf-8")
    (tmp_path / "made.toml").write_text("mine", "utf-8")
    assert transcript(run, tmp_path).endswith("exit 2\n")
    assert (tmp_path / "made.toml").read_text("utf-8") == "mine"
    assert transcript([*run, "--force"], tmp_path).endswith("exit 0\n")
    assert (tmp_path / "made.toml").read_text("utf-8") == first
    assert [path.name for path in tmp_path.iterdir()] == ["made.toml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nested-arrays", "a = " + "[" * 5_000_000 + "]" * 5_000_000),
        ("nested-tables", "a = " + "{a=" * 200_000),
        ("dotted-keys", "a" + ".a" * 400_000 + " = 1"),
        ("long-number", "[form]\nyear = " + "9" * 100_000),
        ("too-large", "# " + "x" * 2_000_000),
        ("nested-in-bounds", "a = " + "[" * 400_000),
    ],
)
def test_hostile(name: str, text: str, tmp_path: Path) -> None:
    """Ten megabytes of nesting and the like: one line, exit 2, no traceback."""
    (tmp_path / "form.toml").write_text(text, "utf-8")
    shown = transcript(["form.toml"], tmp_path)
    agrees(f"hostile-{name}", shown)
    assert "Traceback" not in shown


def test_every_expectation_has_its_run() -> None:
    kept = {path.stem for path in EXPECTED.glob("*.txt")}
    hostile = {name for name in kept if name.startswith("hostile-")}
    assert kept - hostile == set(CASES)


def test_output_file(tmp_path: Path) -> None:
    """A report is written whole, and what was printed is what is written."""
    printed = transcript([str(HERE / "input" / "good.toml"), "--format", "json"], tmp_path)
    written = transcript([str(HERE / "input" / "good.toml"), "--format", "json", "--output", "report.json"], tmp_path)
    assert without_hashes((tmp_path / "report.json").read_text("utf-8")) in printed
    assert written.endswith("--- standard output\n--- standard error\n--- exit 0\n")
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
