"""What every job that reads documents shares: files, limits, cores, progress."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator

from indicators.reading.accounts import APPRAISAL, BLANK, HEAD, HIDDEN, MONITORING, TARGETS, WORKPAPER
from indicators.reading.load import Loaded, read
from scoring.choice import Choice
from scoring.console import Progress, complain
from scoring.rulebook import Rulebook


def loaded(options: Namespace) -> Iterator[Loaded]:
    """Each file or folder of the options, read under their limits. Raises InputError for a limit that is none."""
    limits = None
    if options.limit:
        from indicators.reading.limits import Limits

        limits = Limits.of(options.limit)
    progress = Progress()
    for path in options.files:
        yield read(path, limits, workers=options.jobs, progress=progress)


def given(options: Namespace, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the options ``names`` that were given, as they can be typed again."""
    found = []
    for name in names:
        value = getattr(options, name)
        if value:
            texts = value if isinstance(value, list) else [value]
            found += [f"--{name}" if value is True else f"--{name} {text}" for text in texts]
    return tuple(found)


def ruling(choices: Iterable[Choice]) -> Iterator[Rulebook]:
    """The rulebooks of several forms, those that are tied with them too."""
    for each in choices:
        yield from (each.rulebook, *each.rivals)


def tell_other_tables(documents: Iterable[Loaded], language: str) -> None:
    """Say which files hold a table that is no form: targets, monitoring, an appraisal, a blank form, our work paper."""
    for document in documents:
        for each in document.files:
            if each.reason and each.status in (TARGETS, MONITORING, APPRAISAL, BLANK, HEAD, HIDDEN, WORKPAPER):
                where = each.place if each.place.file else each.file
                complain(f"{where}: {each.reason.show(language)}\n")
