"""``score completion``: the command's own parsers (``walk``) → a script for each shell, one module a shell."""

from __future__ import annotations

from importlib import import_module

from scoring.completion.walk import jobs

__all__ = ["script"]


def script(shell: str, language: str = "en") -> str:
    """The script that completes ``score`` in ``shell``, one of ``scoring.options.SHELLS``; the helps in ``language``.

    >>> script("bash").splitlines()[-1]
    'complete -o filenames -F _score score'
    """
    made: str = import_module(f"scoring.completion.{shell}").script(jobs(language))
    return made
