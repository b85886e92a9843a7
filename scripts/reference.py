"""Make the reference pages: the command from what ``--help`` prints, the Python API from signatures and docstrings.

Run: python scripts/reference.py
"""

from __future__ import annotations

import inspect
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DOCS = ROOT / "docs"

from scoring.cli import JOBS, run  # noqa: E402

MODULES = (
    "indicators", "scoring", "scoring.audit", "scoring.report", "scoring.consolidate", "scoring.batch",
    "indicators.strategies",
)  # fmt: skip
PARTLY = {  # modules without __all__, or with more in it than users need
    "scoring.audit": ("audit", "audit_document", "weigh", "examine", "chosen", "by_code", "every_check", "Finding"),
    "scoring.report": ("Report", "FormReport", "render"),
    "indicators.strategies": (
        "numbers", "units", "target_cells", "actual_cells", "cell_pairs", "Pair", "spellings", "lines", "groups",
        "forms",
    ),
}  # fmt: skip
COMMAND = {
    "en": "# The command\n\nWhat `--help` prints, job by job.\n",
    "zh": "# 命令参考\n\n各项任务的 `--help` 输出。\n",
}


def command_page(language: str) -> str:
    """The page of the command."""
    return "\n".join([COMMAND[language], *(_help(job, language) for job in ("", *JOBS))])


def _help(job: str, language: str) -> str:
    arguments = [*([job] if job else []), "--help", "--lang", language]
    printed = io.StringIO()
    with patch.dict(os.environ, {"COLUMNS": "100"}), redirect_stdout(printed), suppress(SystemExit):
        run(arguments)
    return f"## {f'score {job}'.strip()}\n\n```text\n{printed.getvalue()}```\n"


def python_page() -> str:
    """The page of the Python API."""
    lines = ["# The Python API", "", "Made from signatures and docstrings; the examples in them are tested.", ""]
    for name in MODULES:
        module = import_module(name)
        lines += [f"## `{name}`", "", _text(module), ""]
        for each in PARTLY.get(name) or tuple(module.__all__):
            lines += _entry(each, getattr(module, each))
    return "\n".join(lines)


def _entry(name: str, thing: Callable[..., object]) -> Iterator[str]:
    """One public name: how it is called, what it says of itself, and of a class its own methods."""
    kind = "class " if inspect.isclass(thing) else ""
    yield from (f"### `{name}`", "", "```py", f"{kind}{name}{_signature(thing)}", "```", "", _text(thing), "")
    if inspect.isclass(thing):
        own = [(key, value) for key, value in vars(thing).items() if not key.startswith("_")]
        parts = [f"- `{_called(key, value)}`: {_summary(value)}" for key, value in own if _is_method(value)]
        yield from (*parts, "") if parts else ()


def _is_method(value: object) -> bool:
    return isinstance(value, (property, classmethod, staticmethod)) or inspect.isfunction(value)


def _called(name: str, value: object) -> str:
    if isinstance(value, (classmethod, staticmethod)):
        value = value.__func__
    return f"{name}{_signature(value)}" if callable(value) else name


def _signature(thing: Callable[..., object]) -> str:
    """The signature as the source has it, one parameter a line where it is long."""
    found = inspect.signature(thing)
    parts: list[str] = []
    for each in found.parameters.values():
        if each.name in ("self", "cls"):
            continue
        if each.kind is each.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        star = "*" if each.kind is each.VAR_POSITIONAL else ""
        default = "" if each.default is each.empty else f" = {_default(each.default)}"
        parts.append(f"{star}{each.name}: {_type(each.annotation)}{default}")
    given = found.return_annotation
    after = "" if given in (None, "None", found.empty) else f" -> {_type(given)}"
    short = f"({', '.join(parts)}){after}"
    return short if len(short) < 100 else "(\n" + "".join(f"    {part},\n" for part in parts) + f"){after}"


def _type(annotation: object) -> str:
    """An annotation as it is written; Hypothesis wraps those of its composites."""
    if isinstance(annotation, str):
        return annotation
    wrapped = re.search(r"ForwardRef\('(\w+)'", str(annotation))
    return f"SearchStrategy[{wrapped[1]}]" if wrapped else str(getattr(annotation, "__name__", annotation))


def _default(value: object) -> str:
    """A default as text; dots for what has none of its own."""
    return "..." if callable(value) or " object at 0x" in repr(value) else repr(value)


def _summary(thing: object) -> str:
    return " ".join(_text(thing).partition("\n\n")[0].split())


def _text(thing: object) -> str:
    """A docstring as Markdown: its doctests as blocks, which would be quotations else; single backticks."""
    parts = re.split(r"^(>>> .*?)(?=\n\n(?!>>>)|\Z)", inspect.getdoc(thing) or "", flags=re.M | re.S)
    return "".join(f"```pycon\n{part}\n```" if part.startswith(">>> ") else part.replace("``", "`") for part in parts)


def pages() -> dict[str, str]:
    """Every page by its path under docs/."""
    return {
        "reference/command.md": command_page("en"),
        "zh/command.md": command_page("zh"),
        "reference/python.md": python_page(),
    }


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
