"""Files that are damaged: what is lost is told, and nothing else; what is whole is read as before."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiers import scaled

pytest.importorskip("pypdfium2")

import tiny_pdf as tiny
from one_page import PACKED, built, named, stream, texts

from indicators.reading.documents import contents
from indicators.reading.grid import Gap
from indicators.reading.limits import Limits
from indicators.reading.pdf import read
from indicators.reading.pdf.damage import is_drawing
from indicators.reading.pdf.streams import Stream, streams, unpacked
from scoring import score
from scoring.audit import examine

FOLDER = Path(__file__).parent / "pdf"
ROOT = Path(__file__).parent.parent.parent
PAGES = tiny.pdf([tiny.text(72, 700, f"page {number}") for number in (1, 2, 3)])


def turned(data: bytes, which: Callable[[Stream], bool], bit: int = 3) -> bytes:
    """The file with a bit turned in the middle of each stream of a kind."""
    changed = bytearray(data)
    for each in streams(data):
        if which(each):
            changed[(each.start + each.end) // 2] ^= 1 << bit
    assert changed != data
    return bytes(changed)


def test_a_damaged_page_is_told_and_the_others_are_read() -> None:
    second = list(streams(PAGES))[1].number
    found = read(turned(PAGES, lambda each: each.number == second), "a.pdf", Limits())
    assert named(found) == [("I301", "p2")]
    assert texts(found) == ["page 1", "page 3"]
    assert [(part.place.spot, part.damaged) for part in found.parts if isinstance(part, Gap)] == [("p2", True)]


KINDS = {
    "content": lambda each: not re.search(rb"/(Length1|Type|CIDInit)", each.about),
    "font": lambda each: b"/Length1" in each.about,
    "every one": lambda each: bool(each.filters) and not re.search(rb"/Type\s*/(ObjStm|XRef)", each.about),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["weasyprint", "chromium", "libreoffice", "cut"])
def test_content_fonts_and_maps_of_characters_are_told(name: str, kind: str) -> None:
    data = (FOLDER / f"{name}.pdf").read_bytes()
    found = read(turned(data, KINDS[kind]), "a.pdf", Limits())
    assert ("I301", "p1") in named(found)
    whole = read(data, "a.pdf", Limits())
    assert all(part in whole.parts for part in found.parts if not isinstance(part, Gap))


@pytest.mark.parametrize("kind", [b"ObjStm", b"XRef"])
def test_a_file_whose_tables_are_damaged_is_refused(kind: bytes) -> None:
    data = (FOLDER / "weasyprint.pdf").read_bytes()
    found = read(turned(data, lambda each: each.is_a(kind)), "a.pdf", Limits())
    assert named(found) == [("I301", "")]
    assert found.parts == ()


def test_many_damaged_pages_are_one_line() -> None:
    data = tiny.pdf([tiny.text(72, 700, f"page {number}") for number in range(40)])
    found = read(turned(data, lambda each: True), "a.pdf", Limits())
    assert named(found) == [("I301", "")]
    assert dict(found.problems[0].message.values)["reason"].values[0] == ("count", 40)
    assert len(found.parts) == 40


# ---------------------------------------------------------------- what is no damage of a page


# ---------------------------------------------------------------- locked without a password

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    state, at = list(range(256)), 0
    for number in range(256):
        at = (at + state[number] + key[number % len(key)]) % 256
        state[number], state[at] = state[at], state[number]
    out, one, two = bytearray(), 0, 0
    for each in data:
        one = (one + 1) % 256
        two = (two + state[one]) % 256
        state[one], state[two] = state[two], state[one]
        out.append(each ^ state[(state[one] + state[two]) % 256])
    return bytes(out)


def locked(content: bytes) -> bytes:
    """A file that anybody may open and nobody may change: its content is encrypted."""
    owner, identity = rc4(hashlib.md5(PAD).digest()[:5], PAD), b"0123456789abcdef"
    key = hashlib.md5(PAD + owner + b"\xfc\xff\xff\xff" + identity).digest()[:5]
    own = hashlib.md5(key + b"\5\0\0\0\0").digest()[:10]
    trailer = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<%s><%s>]" % (
        owner.hex().encode(), rc4(key, PAD).hex().encode(), identity.hex().encode(), identity.hex().encode()
    )  # fmt: skip
    return built([stream(rc4(own, content))], trailer)


def test_a_locked_file_is_read_and_its_damage_told() -> None:
    found = read(locked(PACKED), "a.pdf", Limits())
    assert (found.problems, texts(found)) == ((), ["text"])
    assert named(read(locked(PACKED[:-9] + b"\0" * 9), "a.pdf", Limits())) == [("I301", "p1")]
    assert [each.code for each in read(locked(PACKED), "a.pdf", Limits(unpacked=9)).problems] == ["I302"]


# ---------------------------------------------------------------- forms


@pytest.mark.parametrize("page", [2, 3])
def test_a_form_with_a_damaged_page_is_not_whole_and_accuses_nobody(page: int) -> None:
    """Of what may stand there: what is read of it is still wrong where it is wrong."""
    data = (FOLDER / "cut.pdf").read_bytes()
    contents_of = [each.number for each in streams(data)][:3]
    found = contents(turned(data, lambda each: each.number == contents_of[page - 1]), "a.pdf", Limits())
    assert [(each.code, str(each.place)) for each in found.problems] == [("I301", f"a.pdf:p{page}")]
    (form,) = found.forms
    assert f"a.pdf:p{page}: 页面已损坏" in form.unread
    assert found.gaps == ()
    ((standing, _),), _ = examine([score(form)])
    assert not {"S305", "W101", "F001", "B204"} & {each.code for each in standing}


def test_a_document_of_damaged_pages_has_no_form() -> None:
    data = turned((FOLDER / "weasyprint.pdf").read_bytes(), KINDS["content"])
    found = contents(data, "a.pdf", Limits())
    assert [each.code for each in found.problems] == ["I301"]
    assert found.forms == ()


def test_flips_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long run is ``scripts/flips.py``."""
    monkeypatch.syspath_prepend(ROOT / "scripts")
    flips = importlib.import_module("flips")
    found = flips.run(scaled(2_000), 7)
    assert found["unsaid"] == 0
    assert found["told"] > scaled(2_000) * 9 // 10


# ---------------------------------------------------------------- the parts


@given(st.binary(max_size=300), st.booleans())
def test_text_of_85_letters_is_read_as_it_is_written(data: bytes, framed: bool) -> None:
    written = base64.a85encode(data, adobe=framed, wrapcol=40) + (b"" if framed else b"~>")
    file = b"1 0 obj<</Filter/ASCII85Decode>>stream\n" + written + b"\nendstream"
    assert unpacked(file, next(streams(file)), 1 << 20, keep=True).text == data


@pytest.mark.parametrize(
    ("content", "drawn"),
    [
        (b"/Im0 Do", True),
        (b"[()] TJ", True),
        (b"[ ] TJ", False),
        (b"<> Tj", False),
        (b"0 0 9 9 re f*", True),
        (b"0 g n", False),
    ],
)
def test_what_draws(content: bytes, drawn: bool) -> None:
    assert is_drawing(content) is drawn


@pytest.mark.parametrize("name", ["reportlab", "libreoffice", "turned"])
def test_a_page_that_lacks_its_fonts_is_told(name: str) -> None:
    """Its letters would be others, or none."""
    data = (FOLDER / f"{name}.pdf").read_bytes()
    fonts = re.compile(rb"(?<!\d)\d+ 0 obj\b(?:(?!endobj).)*?/BaseFont.*?\bendobj", re.DOTALL)
    found = [each.group() for each in fonts.finditer(data)]
    assert found
    for each in found:
        lacking = read(data.replace(each, b" " * len(each)), "a.pdf", Limits())
        assert ("I301", "p1") in named(lacking)
