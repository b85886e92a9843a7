"""Files that cost a reader everything, each in a process of its own: one clear line, and the next file is read."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from looks import codes
from tiers import repeats, scaled, variants

pytest.importorskip("pypdfium2")

import bombs
import tiny_pdf as tiny

from indicators.reading import pdf, reader_pool
from indicators.reading.documents import contents
from indicators.reading.grid import Document, Paragraph
from indicators.reading.limits import Limits
from indicators.reading.load import read
from indicators.reading.reader_pool import Readers, read_apart
from indicators.reading.reader_process import Broken, ReaderFault, ReaderProcess, TooLarge, TooSlow

FOLDER = Path(__file__).parent / "pdf"
PLAIN = tiny.pdf([tiny.text(72, 700, "text")])
SMALL = Limits(memory=200 << 20)
WINDOWS = os.name == "nt"


def plain(found: Document) -> bool:
    return found.problems == () and [part.text for part in found.parts if isinstance(part, Paragraph)] == ["text"]


@pytest.mark.skipif(WINDOWS, reason="the memory of a process is not told there")
@pytest.mark.parametrize("data", [bombs.nested_tenfold(7), bombs.saved_states(60 << 20)], ids=["nested", "states"])
def test_a_reader_that_swells_is_ended(data: bytes) -> None:
    assert len(data) < 200_000
    assert codes(pdf.read(data, "x.pdf", SMALL)) == ["I321"]
    assert plain(pdf.read(PLAIN, "y.pdf", SMALL))


def test_a_reader_that_takes_too_long_is_ended() -> None:
    long = bombs.listed_often(2_000, bombs.LINE * 20_000)
    found = pdf.read(long, "x.pdf", Limits(seconds=1))
    assert codes(found) == ["I320"]
    assert "--limit seconds" in found.problems[0].show("en")
    assert plain(pdf.read(PLAIN, "y.pdf", Limits()))


@pytest.mark.parametrize(
    "data",
    [
        bombs.listed_often(2_000),
        bombs.text_operators(scaled(1_500_000)),
        bombs.text_of(scaled(60 << 20)),
        bombs.nested_tenfold(4),
    ],
    ids=["listed", "operators", "text", "nested a little"],
)
def test_what_is_much_and_can_be_borne_is_read(data: bytes) -> None:
    assert set(codes(pdf.read(data, "x.pdf", Limits()))) <= {"I303", "I320", "I321"}


@pytest.mark.parametrize("workers", variants([2, 1], 1))
def test_the_other_files_of_a_folder_are_read(tmp_path: Path, workers: int) -> None:
    for number, data in enumerate((bombs.listed_often(2_000, bombs.LINE * 20_000), PLAIN, b"%PDF-1.7")):
        (tmp_path / f"{number}.pdf").write_bytes(data)
    (tmp_path / "3.pdf").write_bytes((FOLDER / "reportlab.pdf").read_bytes())
    loaded = read(tmp_path, Limits(seconds=repeats(2, 1)), workers=workers)
    assert [(Path(each.place.file).name, each.code) for each in loaded.problems] == [
        ("0.pdf", "I320"),
        ("2.pdf", "I301"),
    ]
    assert [Path(form.place.file).name for form in loaded.forms] == ["3.pdf"]


# ---------------------------------------------------------------- the process itself


def test_a_reader_that_comes_down_is_one_line() -> None:
    assert codes(read_apart("falling:at_once", b"", "a.pdf", Limits())) == ["I107"]
    assert plain(pdf.read(PLAIN, "y.pdf", Limits()))


def test_what_is_raised_in_a_reader_is_raised_here_with_its_place() -> None:
    with pytest.raises(ReaderFault, match=r"falling\.py(.|\n)*ZeroDivisionError"):
        read_apart("falling:wrongly", b"", "a.pdf", Limits())


def test_what_readers_print_is_no_answer() -> None:
    assert read_apart("falling:aloud", b"", "a.pdf", Limits()) == Document("a.pdf")


@pytest.mark.parametrize(
    ("job", "seconds", "memory", "raised"),
    [
        ("falling:for_ever", 1, 0, TooSlow),
        ("falling:more_and_more", 0, 200 << 20, TooLarge),
        ("falling:at_once", 9, 0, Broken),
    ],
)
def test_bounds_of_a_process(job: str, seconds: int, memory: int, raised: type[Exception]) -> None:
    if WINDOWS and memory:
        pytest.skip("the memory of a process is not told there")
    reader = ReaderProcess()
    with pytest.raises(raised):
        reader.ask(job, (b"", "a", Limits()), seconds=seconds, memory=memory)
    assert reader.ask("operator:add", (1, 2)) == 3
    reader.end()
    with pytest.raises(Broken):
        reader.ask("operator:add", (1, 2))


def test_a_reader_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    monkeypatch.setattr(reader_pool, "_READERS", Readers())
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    found = pdf.read(PLAIN, "y.pdf", Limits())
    assert codes(found) == ["I107"]
    assert "cannot be started" in found.problems[0].show("en")


def test_a_reader_serves_many_files_and_one_that_grew_serves_no_more() -> None:
    readers = Readers()
    for _ in range(3):
        readers.read("falling:number", b"", "a", Limits())
    (reader,) = readers.idle
    first = reader.ask("os:getpid", ())
    assert plain(readers.read("indicators.reading.pdf.document:read", PLAIN, "y.pdf", Limits()))
    assert reader.ask("os:getpid", ()) == first
    readers.read("falling:number", b"", "a", Limits(memory=8 << 20 if WINDOWS else reader.held * 2))
    assert WINDOWS or reader.ask("os:getpid", ()) != first
    readers.end()


def test_many_threads_read_as_one_does() -> None:
    files = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.pdf"))[:8]}
    alone = {name: pdf.read(data, name, Limits()) for name, data in files.items()}
    wrong: list[str] = []

    def reads() -> None:
        wrong.extend(name for name, data in files.items() if pdf.read(data, name, Limits()) != alone[name])

    threads = [threading.Thread(target=reads) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []
    assert len(reader_pool._READERS.idle) <= reader_pool.MOST


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_process_that_was_forked_has_readers_of_its_own() -> None:
    assert plain(pdf.read(PLAIN, "y.pdf", Limits()))
    child = os.fork()
    if not child:
        try:
            os._exit(0 if not reader_pool._READERS.idle and plain(pdf.read(PLAIN, "y.pdf", Limits())) else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    assert plain(pdf.read(PLAIN, "y.pdf", Limits()))


def test_pages_in_archives_are_read_apart_too(tmp_path: Path) -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("1.pdf", bombs.listed_often(2_000, bombs.LINE * 20_000))
        package.writestr("2.pdf", (FOLDER / "reportlab.pdf").read_bytes())
    found = contents(stream.getvalue(), "a.zip", Limits(seconds=repeats(2, 1)))
    assert [(each.place.file, each.code) for each in found.problems] == [("a.zip/1.pdf", "I320")]
    assert [form.place.file for form in found.forms] == ["a.zip/2.pdf"]
