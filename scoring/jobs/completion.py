"""``score completion SHELL``: the script that completes the command in a shell."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.completion import script
from scoring.console import OK, say
from scoring.options import asked


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code."""
    say(script(asked("completion", arguments, language).shell, language))
    return OK
