"""``score fix FILE.xlsx -o OUT.xlsx``: the user's own workbook with the wrong cells put right."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.console import asks, say, tell, trouble
from scoring.fix.command import run_fix


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code."""
    done = run_fix(arguments, language, say, asks())
    return trouble(done) if isinstance(done, str) else tell(done, language) if isinstance(done, tuple) else done
