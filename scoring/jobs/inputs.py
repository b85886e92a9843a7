"""What every job that reads documents shares: files, limits, cores, progress."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from indicators.reading.load import Loaded, read
from scoring.console import Progress


def loaded(options: Namespace) -> Iterator[Loaded]:
    """Each file or folder of the options, read under their limits. Raises InputError for a limit that is none."""
    limits = None
    if options.limit:
        from indicators.reading.limits import Limits

        limits = Limits.of(options.limit)
    progress = Progress()
    for path in options.files:
        yield read(path, limits, workers=options.jobs, progress=progress)
