"""Many files read on all cores; one that brings its process down never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.documents import Contents, read_file
from indicators.reading.limits import Limits
from indicators.reading.problems import problem

if TYPE_CHECKING:
    from indicators.reading.load import Progress


def shared_out(files: list[Path], limits: Limits | None, workers: int, progress: Progress | None) -> Iterator[Contents]:
    """The contents of every file in the order of ``files``, read by ``workers`` processes."""
    with ProcessPoolExecutor(workers) as pool:
        waiting = [pool.submit(read_file, file, limits) for file in files]
        for done, (file, future) in enumerate(zip(files, waiting, strict=True), 1):
            yield _result(file, future, limits)
            if progress:
                progress(done, len(files), str(file))


def _result(file: Path, future: Future[Contents], limits: Limits | None) -> Contents:
    try:
        return future.result()
    except BrokenProcessPool:  # some file ended the process: each of those left gets one of its own
        return _alone(file, limits)


def _alone(file: Path, limits: Limits | None) -> Contents:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(read_file, file, limits).result()
        except BrokenProcessPool:
            reason = Message("its reader broke down")
            return Contents(problems=(problem("I107", Place(str(file)), reason=reason),))
