"""Chunks on several threads, in order: NumPy, Arrow and Polars let other threads run while they compute."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2  # chunks that wait, beyond those in work: memory is bounded by them


def ordered(work: Callable[[T], R], chunks: Iterable[T], threads: int | None = None) -> Iterator[R]:
    """``work`` on each chunk, the results in the order of the chunks.

    >>> list(ordered(abs, [-3, 2, -1]))
    [3, 2, 1]
    """
    count = threads or min(4, os.cpu_count() or 1)
    if count < 2:
        yield from map(work, chunks)
        return
    with ThreadPoolExecutor(count) as pool:
        waiting: deque[Future[R]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(work, chunk))
                if len(waiting) >= count + AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


class Behind(Generic[T]):
    """Does something with each chunk on a thread of its own; what goes wrong there is raised here."""

    def __init__(self, work: Callable[[T], None]) -> None:
        self._work, self._pool = work, ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def put(self, chunk: T) -> None:
        """One chunk more, after those before it, when at most a few of them wait."""
        self._waiting.append(self._pool.submit(self._work, chunk))
        while len(self._waiting) > AHEAD:
            self._waiting.popleft().result()

    def __enter__(self) -> Behind[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)
        while kind is None and self._waiting:
            self._waiting.popleft().result()
