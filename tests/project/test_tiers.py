"""The quick tier leaves out what it says, and CI leaves out nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# files with tests that are slow
LEFT_OUT = {
    "test_browser.py", "test_docs.py", "test_keys.py", "test_means.py", "test_pictures.py", "test_plan.py",
    "test_same.py", "test_site_viewed.py",
}  # fmt: skip
EXAMPLE = """
from hypothesis import given, settings, strategies
from tiers import SLOW, examples, repeats, scaled, slow, variants

tried = []

@slow
def test_slow(): pass

def test_cases(): assert variants("abc", 1) == list("abc") and repeats(9, 1) == examples(9) == 9 and scaled(600) >= 60

@given(strategies.integers())
def test_law(number): tried.append(number)

@SLOW
@given(strategies.integers())
def test_slow_law(number): tried.append(number)

def test_tried(): assert len(tried) >= 100

def test_no_clock(): assert settings().deadline is SLOW.deadline is None

def test_examples(): assert settings().max_examples == SLOW.max_examples >= 50
"""


def ran(folder: Path, profile: str) -> str:
    """What pytest says last of the example under a profile."""
    (folder / "test_example.py").write_text(EXAMPLE, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = slow\n", "utf-8")
    for name in ("conftest.py", "tiers.py"):
        shutil.copy(ROOT / "tests" / name, folder)
    environment = os.environ | {"HYPOTHESIS_PROFILE": profile, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(folder)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return re.sub(r" in [\d.]+s", "", done.stdout)


def test_the_quick_tier_says_what_it_leaves_out(tmp_path: Path) -> None:
    said = ran(tmp_path, "quick")
    assert re.findall(r"FAILED \S+::(\w+)", said) == ["test_cases", "test_tried", "test_examples"]
    assert said.splitlines()[-1] == "3 failed, 3 passed, 1 skipped"
    assert "1 slow tests are left to CI; HYPOTHESIS_PROFILE=ci runs them too" in said


@pytest.mark.parametrize("profile", ["ci", "deep"])
def test_ci_and_the_deep_tier_leave_out_nothing(tmp_path: Path, profile: str) -> None:
    assert ran(tmp_path, profile).splitlines()[-1] == "7 passed"


def test_ci_runs_every_test() -> None:
    """Its profile, over all paths, without a word that selects; what needs other programs may not be skipped."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(r"^export .*\bHYPOTHESIS_PROFILE=ci$", script, re.M)
    assert re.search(r"^export BROWSER_TESTS=required SHELL_TESTS=required OFFICE_TESTS=required ", script, re.M)
    assert "SPARK_TESTS=required" in script
    command = next(line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.endswith("pytest"))
    assert command.endswith(".venv/bin/python -m pytest")
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    assert set(options["testpaths"]) == {"tests", "indicators", "scoring"}
    assert not re.search(r"(?:^| )(?:-m|-k|--deselect|--ignore)", options["addopts"])


def test_the_deep_tier_runs_all_that_takes_long() -> None:
    script = (ROOT / "scripts" / "deep.sh").read_text("utf-8")
    once = {"deep.sh", "update-golden.sh"}
    others = {path.name for path in (ROOT / "scripts").glob("*.sh")} - once
    measured = {
        path.name for path in (ROOT / "scripts").glob("*.py") if "raise SystemExit(1 if" in path.read_text("utf-8")
    }
    assert measured >= {"damage.py", "failures.py", "flips.py", "promises.py", "uploads.py"}
    assert {each for each in others | measured if each not in script} == set()


def test_few_files_are_left_out_in_part() -> None:
    marked = {
        path.name
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"import .*\bslow\b", path.read_text("utf-8"))
    }
    assert marked - {Path(__file__).name} == LEFT_OUT
