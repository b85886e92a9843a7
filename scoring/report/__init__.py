"""Renderers, one a file. They format and never decide; each is imported only when asked for."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from indicators.messages import translate
from scoring.audit import Finding
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from indicators.reading.accounts import FileStatus
    from scoring.audit.waivers import Accepted
    from scoring.report.receipt import Receipt

FORMATS = MappingProxyType(
    {
        "table": "table", "json": "json_report", "markdown": "markdown", "csv": "csv_report", "html": "html_report",
        "xlsx": "xlsx", "docx": "word", "workpaper": "workpaper",
    }
)  # fmt: skip
BINARY = frozenset({"xlsx", "docx", "workpaper"})
SCORES = ("filed", "rule")
VERSION = "0.1.0"  # of the product


@frozen(eq=False, repr=False)
class FormReport:
    """One form's scorecard and what was found in it."""

    card: Scorecard
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()


@frozen(eq=False, repr=False)
class Report:
    """What one run tells: the forms, the findings that concern several, and the language to tell them in.

    ``brief`` asks for one row a form in place of every line; ``files`` is what became of every file.
    ``scores`` says which scores the official form carries: those ``filed``, or those that the ``rule`` gives.
    """

    forms: tuple[FormReport, ...]
    findings: tuple[Finding, ...] = ()
    language: str = "en"
    brief: bool = False
    files: tuple[FileStatus, ...] = ()
    scores: str = "filed"
    receipt: Receipt | None = None

    def say(self, text: str) -> str:
        """A heading or label in the report's language."""
        return translate(text, self.language)

    @property
    def to_confirm(self) -> int:
        """How many cells of all forms a person must read first (待核对)."""
        return sum(form.card.form.to_confirm for form in self.forms)

    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding of the run."""
        return (*(finding for form in self.forms for finding in form.findings), *self.findings)


def render(report: Report, name: str) -> str | bytes:
    """The report in the format ``name``, one of FORMATS; bytes if it is one of BINARY. Raises InputError.

    The error names the command that brings a library which is not there.
    """
    made: str | bytes = import_module(f"scoring.report.{FORMATS[name]}").render(report)
    return made
