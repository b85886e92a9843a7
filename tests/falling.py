"""Readers that come down, swell or never end: the tests have reader processes call them."""

from __future__ import annotations

import os
import time
from pathlib import Path

from indicators.reading.documents import Contents
from indicators.reading.documents import read_file as read_whole
from indicators.reading.grid import Document
from indicators.reading.limits import Limits


def read_file(path: Path, limits: Limits | None) -> Contents:
    """As the reader does; ``1.xlsx`` ends the process, ``slow`` in a name has it wait, ``said`` tells that it came."""
    if path.name == "1.xlsx":
        os._exit(1)
    if path.stem == "slow":
        path.with_name("said").write_text(str(os.getpid()), "utf-8")
        time.sleep(600)
    return read_whole(path, limits)


def at_once(data: bytes, file: str, limits: Limits) -> Document:
    """Come down."""
    os._exit(1)


def for_ever(data: bytes, file: str, limits: Limits) -> Document:
    """Never answer."""
    while True:
        time.sleep(1)


def more_and_more(data: bytes, file: str, limits: Limits) -> Document:
    """Take memory until somebody objects."""
    taken = []
    while True:
        taken.append(bytearray(b"x") * (8 << 20))


def wrongly(data: bytes, file: str, limits: Limits) -> Document:
    """Raise what no reader should."""
    return Document(file[1 // len(data)])


def aloud(data: bytes, file: str, limits: Limits) -> Document:
    """Print, as libraries do."""
    print("a warning", flush=True)
    os.write(1, b"another")
    return Document(file)


def number(data: bytes, file: str, limits: Limits) -> int:
    """The number of the process."""
    return os.getpid()
