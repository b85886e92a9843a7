"""The house keeps its walls: who may import what, and what starts with the command."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = sorted(path for package in ("indicators", "scoring") for path in (ROOT / package).rglob("*.py"))
EXTRAS = {
    "numpy", "polars", "pyarrow", "pyspark", "openpyxl", "docx", "pypdfium2", "lxml", "xlrd", "starlette",
    "uvicorn", "jinja2", "python_multipart", "hypothesis", "numba",
}  # fmt: skip


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def imports(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def importers(*packages: str) -> set[str]:
    return {name(path) for path in MODULES if any(each.split(".")[0] in packages for each in imports(path))}


def calls(*functions: str) -> set[str]:
    return {
        name(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in functions
    }


def test_indicators_know_nothing_of_scoring() -> None:
    assert not {module for module in importers("scoring") if module.startswith("indicators")}


def test_sympy_has_one_importer() -> None:
    assert importers("sympy") == {"scoring/symbolic.py"}


def test_tabulate_has_one_importer() -> None:
    assert importers("tabulate") == {"scoring/report/table.py"}


def test_pdfium_is_asked_in_few_modules() -> None:
    assert importers("pypdfium2") == {f"indicators/reading/pdf/{each}.py" for each in ("calls", "paths", "pdfium")}


def test_hypothesis_is_for_users_tests_only() -> None:
    assert importers("hypothesis") == {"indicators/strategies.py"}
    strategies = {name(path) for path in MODULES for each in imports(path) if each == "indicators.strategies"}
    assert strategies == set()


@pytest.mark.parametrize(
    ("library", "readers", "writers"),
    [
        ("openpyxl", {"xlsx"}, {"workbook"}),
        ("docx", {"docx"}, {"word"}),
        ("xlrd", {"xls"}, set()),
        ("lxml", {"docx", "html", "ods", "ofd/look", "ofd/package", "ofd/page"}, set()),
    ],
)
def test_libraries_of_formats_stay_with_their_readers(library: str, readers: set[str], writers: set[str]) -> None:
    reading = {f"indicators/reading/{reader}.py" for reader in readers}
    assert importers(library) == reading | {f"scoring/report/{writer}.py" for writer in writers}


def test_reports_of_text_load_no_writer_of_documents() -> None:
    modules = loaded("from scoring.cli import run; run(['examples/hongshan-2023', '--format', 'markdown'])")
    assert not {each for each in modules if each.startswith(("scoring.fix", "scoring.report.official"))}
    assert not modules & {"scoring.report.workbook", "scoring.report.word", "scoring.report.html_report", "zipfile"}


def test_libraries_of_the_page_stay_with_the_page() -> None:
    users = importers("starlette", "uvicorn", "jinja2", "python_multipart")
    assert users and all(module.startswith("scoring/web/") for module in users)
    page = {name(path) for path in MODULES for each in imports(path) if each.startswith("scoring.web")}
    assert {module for module in page if not module.startswith("scoring/web/")} == {"scoring/jobs/serve.py"}


def test_readers_load_no_library_before_they_read() -> None:
    readers = ("xlsx", "docx", "html", "xls", "ods", "text", "sniff")
    modules = loaded("; ".join(f"import indicators.reading.{reader}" for reader in readers))
    assert modules & (EXTRAS | {"sympy"}) == set()


def test_readers_know_nothing_of_forms() -> None:
    formats = ("docx", "html", "markdown", "ods", "text", "xls", "xlsx")
    readers = ("attempt", "decode", "package", "placing", "sniff", *formats)
    used = {each for reader in readers for each in imports(ROOT / "indicators" / "reading" / f"{reader}.py")}
    ours = {each.removeprefix("indicators.") for each in used if each.startswith("indicators.")}
    assert {each for each in ours if not each.startswith("reading")} <= {"messages", "place"}
    assert "reading.toml_form" not in ours


def test_only_the_command_touches_arguments_and_streams() -> None:
    used = {
        name(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in ("argv", "stdout", "stderr", "stdin")
    }
    pipes = {f"indicators/reading/{each}.py" for each in ("libreoffice", "reader_process")}  # of processes of their own
    assert used <= {"scoring/cli.py", "scoring/console.py", "scoring/derivation.py", *pipes}
    assert {path for path in importers("argparse") if not path.startswith("scoring/jobs/")} == {"scoring/options.py"}


def test_reading_is_where_files_are_opened() -> None:
    # data of the package itself (units, words) is no input; parts of a package are opened in its bytes
    packages = {f"indicators/reading/{each}.py" for each in ("archive", "package", "sniff", "docx")}
    system = {f"indicators/reading/{each}.py" for each in ("process_use", "reader_main")}  # what it says of processes
    assert calls("open", "read_bytes") - packages - system <= {
        "indicators/reading/files.py",
        "scoring/cli.py",
        "scoring/console.py",  # the place where nothing is written
        "scoring/batch/files.py",  # files of columns are read chunk by chunk
        "scoring/batch/csv_lines.py",
        "scoring/batch/csv_quotes.py",
        "scoring/output.py",
    }
    assert calls("read_text") <= {
        "indicators/aggregation.py",
        "indicators/itself.py",
        "indicators/units.py",
        "indicators/words.py",
        "indicators/recognition/headings.py",
    } | {"indicators/reading/glyphs.py"}


def test_no_floats_and_no_rounding_outside_its_place() -> None:
    assert calls("float", "round") == set()


def test_columns_stay_with_the_batch() -> None:
    places = {Path(each).parts[:2] for each in importers("numpy", "polars", "pyarrow") - {"scoring/jobs/batch.py"}}
    assert places == {("scoring", "batch")}
    users = {name(path) for path in MODULES for each in imports(path) if each.startswith("scoring.batch")}
    assert {each for each in users if not each.startswith("scoring/batch/")} <= {"scoring/jobs/batch.py"}


def test_no_bare_assert() -> None:
    asserting = {name(path) for path in MODULES for node in nodes(path) if isinstance(node, ast.Assert)}
    assert asserting == set()


CLOCKS = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "monotonic", "monotonic_ns", "time_ns"}


def is_time(node: ast.Attribute) -> bool:
    return node.attr == "time" and isinstance(node.value, ast.Name) and node.value.id == "time"


def test_no_test_reads_a_clock() -> None:
    """A busy machine is no fault: work is counted (``tests/counting.py``), times are for ``benchmarks/``."""
    reading = set()
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in nodes(path):
            called = isinstance(node, ast.Attribute) and (node.attr in CLOCKS or is_time(node))
            named = isinstance(node, ast.ImportFrom) and node.module == "time"
            if called or (named and {alias.name for alias in node.names} - {"sleep"}):
                reading.add(name(path))
    assert reading == set()


def test_files_are_one_idea_long() -> None:
    others = [path for folder in ("tests", "scripts", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    assert [name(path) for path in (*MODULES, *others) if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_every_package_is_listed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in MODULES}
    assert set(listed) == there


def loaded(code: str) -> set[str]:
    """The modules that a fresh process has after ``code``."""
    shown = f"{code}\nimport sys; print('LOADED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.rpartition("LOADED ")[2].split())


@pytest.mark.parametrize(
    "code",
    [
        "import scoring",
        "from scoring.cli import run; run(['examples/hongshan-2023/1-personnel.toml'])",
        "from scoring.cli import run; run(['examples/hongshan-2023', '--format', 'json'])",
    ],
)
def test_start_loads_neither_sympy_nor_extras(code: str) -> None:
    modules = loaded(code)
    assert "scoring" in modules
    assert modules & (EXTRAS | {"sympy", "mpmath"}) == set()


def test_scoring_a_form_loads_few_modules() -> None:
    """Start-up is a promise: a new import on the way shows here first."""
    before = loaded("import attrs, tabulate, wcwidth, argparse, tomllib, fractions")
    after = loaded("from scoring.cli import run; run(['examples/hongshan-2023/1-personnel.toml'])")
    ours = {module for module in after if module.split(".")[0] in ("indicators", "scoring")}
    assert after - before - ours <= {"encodings.utf_8_sig", "gc", "_sha256", "_sha2", "locale", "_locale"}
    assert len(ours) <= 87  # one idea a file: a module costs some 0.2 ms
