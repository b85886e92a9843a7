"""What runs in a process that reads for another: it answers one question after the other until its pipe is closed."""

from __future__ import annotations

import _thread
import os
import pickle
import signal
import time
import traceback
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from types import FrameType
from typing import Any, BinaryIO

from indicators.reading.process_use import bound, held

LAST = 1  # seconds in which work that was under way may clear up after our parent has ended
_ended: list[bool] = []


def main() -> None:
    """Answer until the pipe is closed. Nothing else may write to the pipe: what prints, prints to nowhere."""
    signal.signal(signal.SIGINT, _interrupted)  # Ctrl+C is for the parent, who ends us
    inward, outward = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    questions: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(inward, questions), daemon=True).start()
    _say(outward, ("ready", None, 0))
    while (question := questions.get()) is not None:
        _say(outward, _answer(*question))


def _interrupted(number: int, frame: FrameType | None) -> None:
    if _ended:
        raise SystemExit


def _listen(inward: BinaryIO, questions: SimpleQueue[Any]) -> None:
    """Take in questions. When no more can come, nobody waits for an answer: end, whatever is under way."""
    try:
        while True:
            questions.put(pickle.load(inward))
    except (EOFError, OSError, pickle.UnpicklingError):
        _ended.append(True)
        questions.put(None)
        _thread.interrupt_main()
        time.sleep(LAST)
        os._exit(0)


def _answer(job: str, args: tuple[object, ...], seconds: int, memory: int) -> tuple[str, object, int]:
    bound(seconds, memory)
    module, _, name = job.partition(":")
    try:
        return "done", getattr(import_module(module), name)(*args), held()
    except MemoryError:
        return "memory", None, 0
    except Exception:  # a fault of ours: told where it can be
        return "fault", traceback.format_exc(), held()


def _say(outward: BinaryIO, answer: object) -> None:
    try:
        pickle.dump(answer, outward, pickle.HIGHEST_PROTOCOL)
        outward.flush()
    except OSError:  # nobody listens any more
        os._exit(0)
