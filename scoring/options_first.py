"""Options before the job's name: ``score --lang zh rulebooks list`` is ``score rulebooks list --lang zh``."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.options import PARSERS, Action

MAIN = "score"
ASKED_OF_NO_JOB = frozenset({"version", "rule"})


def job_behind(arguments: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The job that stands behind options, and all that is said to it; the main job where there is none.

    A word that is the value of an option names no job, and behind a file every word is a file.

    >>> job_behind(["--lang", "zh", "rulebooks", "list"])
    ('rulebooks', ['--lang', 'zh', 'list'])
    >>> job_behind(["--rulebook", "fix", "form.toml"])
    ('score', ['--rulebook', 'fix', 'form.toml'])
    >>> job_behind(["--strict", "form.toml", "fix"])[0]
    'score'
    """
    for place, word in enumerate(arguments):
        before = arguments[:place]
        if word in PARSERS and word != MAIN and _whole_options(before, word):
            return word, [*before, *arguments[place + 1 :]]
    return MAIN, arguments


def _whole_options(words: Sequence[str], job: str) -> bool:
    """Whether the words are options, each with its value, of the job or, for it to complain of, of the main job.

    A value that may be left out (``--explain``) is never the name of a job.
    """
    value = ""  # "must" or "may" follow
    for word in words:
        if value == "must" or (value == "may" and not word.startswith("-")):
            value = ""
            continue
        flag, given, _ = word.partition("=")
        option = _option(flag, job)
        if option is None or option.dest in ASKED_OF_NO_JOB:
            return False
        apart = not given and bool(_spellings(option, flag))
        takes = "must" if option.nargs is None else "may" if option.nargs == "?" else ""
        value = takes if apart else ""
    return value != "must"


def _option(flag: str, job: str) -> Action | None:
    """The option that a word names: whole, shortened as argparse allows, or with its value in one word (``-oFILE``)."""
    if not flag.startswith("-") or flag in {"-", "--"}:
        return None
    options = [each for name in (job, MAIN) for each in PARSERS[name]("en").asks if each.option_strings]
    whole = [each for each in options if flag in each.option_strings]
    return next(
        iter(whole or [each for each in options if _spellings(each, flag[:2] if flag[1] != "-" else flag)]), None
    )


def _spellings(option: Action, flag: str) -> list[str]:
    """The spellings of an option that a word may be short for."""
    return [each for each in option.option_strings if each == flag or (len(flag) > 2 and each.startswith(flag))]
