"""What every job that reads documents shares: files, limits, cores, progress."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator

from indicators.reading.accounts import MONITORING, TARGETS, WORKPAPER
from indicators.reading.load import Loaded, read
from scoring.console import Progress, complain


def loaded(options: Namespace) -> Iterator[Loaded]:
    """Each file or folder of the options, read under their limits. Raises InputError for a limit that is none."""
    limits = None
    if options.limit:
        from indicators.reading.limits import Limits

        limits = Limits.of(options.limit)
    progress = Progress()
    for path in options.files:
        yield read(path, limits, workers=options.jobs, progress=progress)


def tell_other_tables(documents: Iterable[Loaded], language: str) -> None:
    """Say which files hold a table that is no self-evaluation: targets, monitoring, a work paper of ours."""
    for document in documents:
        for each in document.files:
            if each.reason and each.status in (TARGETS, MONITORING, WORKPAPER):
                where = each.place if each.place.file else each.file
                complain(f"{where}: {each.reason.show(language)}\n")
