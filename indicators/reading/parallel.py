"""Many files read on all cores; one that brings its process down never stops the rest, and no process outlives us."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, cast

from indicators.reading.documents import Contents
from indicators.reading.limits import Limits
from indicators.reading.reader_pool import broke_down
from indicators.reading.reader_process import Broken, ReaderProcess

if TYPE_CHECKING:
    from indicators.reading.load import Progress

JOB = "indicators.reading.documents:read_file"
AWAKE = 0.2  # seconds after which a wait looks up: on Windows Ctrl+C is heard only then
Task = tuple[Path, "Future[Contents]"]


def shared_out(files: list[Path], limits: Limits | None, workers: int, progress: Progress | None) -> Iterator[Contents]:
    """The contents of every file in the order of ``files``, read by ``workers`` processes."""
    tasks: SimpleQueue[Task | None] = SimpleQueue()
    waiting: list[Task] = [(file, Future()) for file in files]
    for task in waiting:
        tasks.put(task)
    readers = [ReaderProcess() for _ in range(min(workers, len(files)))]
    threads = [Thread(target=_work, args=(reader, tasks, limits), daemon=True) for reader in readers]
    for thread in threads:
        tasks.put(None)
        thread.start()
    try:
        for done, (file, future) in enumerate(waiting, 1):
            yield _result(future)
            if progress:
                progress(done, len(files), str(file))
    finally:
        with suppress(Empty):  # of a run that was stopped
            while True:
                tasks.get_nowait()
        for _ in threads:
            tasks.put(None)
        ends = [Thread(target=reader.end) for reader in readers]
        for each in ends:
            each.start()
        for each in ends:
            each.join()


def _work(reader: ReaderProcess, tasks: SimpleQueue[Task | None], limits: Limits | None) -> None:
    """Have a reader do one task after the other."""
    while (task := tasks.get()) is not None:
        file, future = task
        try:
            future.set_result(cast(Contents, reader.ask(JOB, (file, limits))))
        except Broken as broken:
            future.set_result(Contents(problems=(broke_down(str(file), f"{broken}"),)))
        except BaseException as error:
            future.set_exception(error)


def _result(future: Future[Contents]) -> Contents:
    while True:
        try:
            return future.result(AWAKE)
        except TimeoutError:
            if future.done():
                raise
