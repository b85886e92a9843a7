"""The mutator: which faults it makes, what it leaves alone, and that it can tell a weak test from a strong one."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import mutations
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def faulty(source: str) -> list[str]:
    """The last line of each mutant."""
    count = len(mutations.mutants(source))
    return [ast.unparse(mutations.mutated(source, number)).splitlines()[-1].strip() for number in range(count)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = a < b", {"x = a <= b", "x = a >= b"}),
        ("x = a == b", {"x = a != b"}),
        ("x = a in b", {"x = a not in b"}),
        ("x = a is None", {"x = a is not None"}),
        ("x = a + b", {"x = a - b"}),
        ("x = a and b", {"x = a or b"}),
        ("x = not a", {"x = a"}),
        ("x = a[1]", {"x = a[2]", "x = a[0]"}),
        ("x = True", {"x = False"}),
        ("x = min(a)", {"x = max(a)"}),
        ("x = a if b else c", {"x = a if not b else c"}),
        ("x = [a for a in b if a]", {"x = [a for a in b]"}),
        ("f(a)", {"pass"}),
        ("x += a", {"pass", "x -= a"}),
        ("raise a", {"pass"}),
        ("x = -a", {"x = a"}),
    ],
)
def test_each_fault(line, expected):
    assert set(faulty(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "'text'",
        "x: int = y",
        "x = 'text'",
        "x = f'{a + 1}'",
        "__all__ = [1]",
        "if TYPE_CHECKING:\n    x = 1",
        "x = None",
    ],
)
def test_words_are_left_alone(line):
    assert faulty(line) == []
    assert (
        faulty(f"@cache(1)\ndef f(a: x[1]) -> y[2]:\n    {line.splitlines()[0] if 'if ' not in line else 'pass'}") == []
    )


@pytest.mark.parametrize(
    ("returned", "value", "left_alone"),
    [
        ("bool", "False", True), ("str", "''", True), ("tuple[str, ...]", "()", True), ("int", "0", True),
        ("bool", "True", False), ("str | None", "''", False), ("object", "()", False), ("Any", "0", False),
        ("tuple[str, ...]", "(a,)", False), ("tuple[int, None] | bool", "False", False),
    ],
)  # fmt: skip
def test_none_is_not_returned_where_mypy_refuses_it_and_nothing_else_tells(returned, value, left_alone):
    source = f"def f(a) -> {returned}:\n    return {value}\n"
    assert ("return → None" not in [each.what for each in mutations.mutants(source)]) == left_alone
    bare = f"def f(a):\n    return {value}\n"
    assert "return → None" in [each.what for each in mutations.mutants(bare)]
    inner = f"def f(a) -> {returned}:\n    def g() -> bool | None:\n        return False\n    return {value}\n"
    assert [each.what for each in mutations.mutants(inner)].count("return → None") == (1 if left_alone else 2)


def test_places_of_faults():
    """The outermost function whose code holds a fault; none for a default, which is made with the function."""
    source = "class C:\n at = 1\n def m(self, a=2):\n  if a:\n   def g(): return 3\n   return g\n"
    found = {(each.what, each.function, each.line, each.span) for each in mutations.mutants(source)}
    assert ("1 → 2", "", 2, (2, 2)) in found
    assert ("2 → 3", "", 3, (3, 3)) in found
    assert ("3 → 4", "C.m", 5, (5, 5)) in found
    assert ("condition turned", "C.m", 4, (4, 4)) in found
    assert ("return → None", "C.m", 6, (6, 6)) in found


@pytest.mark.parametrize("path", sorted((ROOT / "scoring" / "rules").glob("*.py")), ids=lambda path: path.stem)
def test_every_fault_is_one_and_compiles(path):
    source = path.read_text("utf-8")
    whole = ast.unparse(ast.parse(source))
    for each in mutations.mutants(source):
        changed = mutations.mutated(source, each.number)
        assert ast.unparse(changed) != whole
        compile(changed, str(path), "exec")


MODULE = """from functools import cache

LIMIT = 3


@cache
def capped(a):
    if a > LIMIT:
        a = LIMIT
    return a


def unused(a):
    return a
"""
STRONG = "from own.m import capped\n\ndef test_it():\n    assert [capped(a) for a in (0, 3, 4, 9)] == [0, 3, 3, 3]\n"
WEAK = "from own.m import capped\n\ndef test_it():\n    assert capped(0) == 0\n"


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, str(ROOT / "scripts" / "mutate.py"), "own/m.py", *arguments]
    environment = os.environ | {"MUTATE_ROOT": str(folder), "PYTHONPATH": str(folder)}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def outcomes(folder: Path) -> list[dict]:
    path = folder / ".mutation" / "outcomes.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_strong_test_notices_what_a_weak_one_does_not(tmp_path):
    for name, text in {"own/__init__.py": "", "own/m.py": MODULE, "tests/test_m.py": STRONG}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    code, shown = run(tmp_path)
    found = {(each["what"], each["line"]): each["outcome"] for each in outcomes(tmp_path)}
    assert found.pop(("return → None", 14)) == "no test reaches it"
    assert found[("3 → 4", 3)] == "killed"  # in the module's own code
    assert found[("return → None", 10)] == "killed"  # behind a cache
    assert found.pop(("> → >=", 8)) == "survived"  # it is no fault at all
    assert set(found.values()) == {"killed"}
    assert code == 1 and "| own/m.py | `return a` | return → None (no test reaches it) |" in shown
    assert run(tmp_path) == (code, shown[shown.index("own/m.py") :])  # nothing is run again
    (tmp_path / "docs").mkdir()
    rows = [f"{row} why |" for row in shown.splitlines() if row.startswith("|")]
    (tmp_path / "docs" / "mutation.md").write_text("\n".join(rows), "utf-8")
    assert run(tmp_path, "--report")[0] == 0
    (tmp_path / "tests" / "test_m.py").write_text(WEAK, "utf-8")
    assert run(tmp_path, "--again", "--sample", "4", "--seed", "2")[0] == 1
    assert {each["outcome"] for each in outcomes(tmp_path)[-4:]} & {"survived", "no test reaches it"}


KEEPER = """import subprocess
import sys
import warnings

warnings.simplefilter("error")


def twice(a):
    \"\"\"Twice.

    >>> twice(0)
    0
    \"\"\"
    return a * 2


def once(a):
    return a


CHILD = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
"""
ODD = """import gc

from own import m

RUNS = []


def test_it():
    m.CHILD = None
    gc.collect()
    assert m.once(3) == 3


def test_that_runs_but_once():
    RUNS.append(m.once(0))
    assert RUNS == [0]
"""


def test_what_would_fail_without_a_fault_notices_none(tmp_path):
    """Examples that run again, a process that a fork drops, and a test that cannot run twice are no notice."""
    for name, text in {"own/__init__.py": "", "own/m.py": KEEPER, "tests/test_m.py": ODD}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    run(tmp_path)
    found = {(each["what"], each["line"]): each["outcome"] for each in outcomes(tmp_path) if each["function"]}
    assert found == {
        ("return → None", 14): "killed",
        ("* → /", 14): "killed",  # 0.0
        ("2 → 3", 14): "survived",  # 0 is 0 either way
        ("2 → 1", 14): "survived",
        ("return → None", 18): "killed",
    }
