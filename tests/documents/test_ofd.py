"""OFD files → grids: every way to write a page, and hostile packages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looks import Shape, codes, form, grids, paragraphs, shapes

from indicators.reading.documents import contents
from indicators.reading.grid import Document, Gap
from indicators.reading.limits import Limits
from indicators.reading.ofd import read
from indicators.reading.ofd.values import Frame, deltas, numbers

FOLDER = Path(__file__).resolve().parent / "ofd"
PROJECT, DEPARTMENT, NATIONAL = range(3)


def opened(name: str, limits: Limits | None = None) -> Document:
    return read((FOLDER / f"{name}.ofd").read_bytes(), f"{name}.ofd", limits or Limits())


def drawn(number: int) -> list[Shape]:
    """The cells of a form as a page has them: lines broken to fit are joined."""
    return [(*shape[:4], shape[4].replace("\n", "")) for shape in form(number)]


def changed(name: str, part: str, change: Callable[[bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(FOLDER / f"{name}.ofd") as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if each.endswith(part) else content)
        for each, content in (more or {}).items():
            new.writestr(each, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("plain", [PROJECT, DEPARTMENT]),
        ("single", [PROJECT]),
        ("turned", [NATIONAL]),
        ("cut", [PROJECT]),
        ("parameters", [NATIONAL]),
    ],
)
def test_every_way_to_write_a_page_is_read_whole(name: str, forms: list[int]) -> None:
    found = opened(name)
    assert found.problems == ()
    assert [shapes(grid) for grid in grids(found)] == [drawn(number) for number in forms]
    assert all("看不见" not in text and "仅供参考" not in text for text in paragraphs(found))


def test_forms_are_those_of_the_other_formats() -> None:
    data = (FOLDER / "plain.ofd").read_bytes()
    found = contents(data, "plain.pdf", Limits())  # whatever it is called
    assert [len(form.indicators) + sum(len(group.lines) for group in form.groups) for form in found.forms] == [6, 5]
    assert found.forms[0].budget is not None
    assert found.forms[0].budget.line.place.spot.startswith("p1 (")


def test_pages_elsewhere_and_missing() -> None:
    moved = changed("plain", "Document.xml", lambda text: text.replace(b'"Pages/Page_1', b'"/Doc_0/Pages/Page_1'))
    assert len(grids(read(moved, "a.ofd", Limits()))) == 2
    missing = changed("plain", "Document.xml", lambda text: text.replace(b"Pages/Page_1", b"Pages/Page_9"))
    assert len(grids(read(missing, "a.ofd", Limits()))) == 1
    none = changed("plain", "Document.xml", lambda text: text.replace(b"ofd:Page ", b"ofd:None "))
    assert codes(read(none, "a.ofd", Limits())) == ["I301"]


def test_a_scan_is_a_gap() -> None:
    picture = (
        b'<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="3"/></ofd:Layer></ofd:Content>'
    )
    scan = changed(
        "plain", "Page_1/Content.xml", lambda text: text[: text.index(b"<ofd:Text")] + picture + b"</ofd:Page>"
    )
    found = contents(scan, "a.ofd", Limits())
    assert len(found.forms) == 1
    assert [gap.spot for gap in found.gaps] == ["p2"]


def test_steps() -> None:
    assert deltas("3 g 2 1.5 x 4", 9) == [Decimal(each) for each in ("3", "1.5", "1.5", "0", "4")]
    assert len(deltas("g 9999 1", 5)) == 5
    assert deltas("g", 5) == deltas("", 5) == deltas(None, 5) == []
    assert numbers("inf -inf nan 1e99999999 7") == [0, 0, 0, 0, 7]


@given(st.lists(st.integers(-9, 9).map(Decimal), min_size=14, max_size=14))
def test_frames_within_frames(parts: list[Decimal]) -> None:
    inner, outer = Frame(*parts[:6]), Frame(*parts[6:12])
    assert inner.within(outer).at(*parts[12:]) == outer.at(*inner.at(*parts[12:]))


# ---------------------------------------------------------------- hostile files

LOOP = b'<ofd:Content><ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>'
HEAD, TAIL = (
    b'<ofd:TextObject Boundary="0 0 9 9" Size="3"><ofd:TextCode X="0" Y="0">',
    b"</ofd:TextCode></ofd:TextObject>",
)
FIRST = "Page_0/Content.xml"


def within(text: bytes) -> bytes:
    return text.replace(b"<ofd:Content>", LOOP)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (changed("plain", "OFD.xml", lambda text: b"<!DOCTYPE a><a/>"), Limits(), "I308"),
        (changed("plain", "OFD.xml", lambda text: text[:-9]), Limits(), "I301"),
        (changed("plain", FIRST, lambda text: text + b" " * (50 << 20)), Limits(unpacked=40 << 20), "I302"),
        (changed("plain", "OFD.xml", lambda text: b"<a>" * 10_000 + b"</a>" * 10_000), Limits(), "I305"),
        (changed("turned", "PublicRes.xml", within), Limits(), "I305"),
        (changed("plain", "OFD.xml", bytes), Limits(pages=1), "I304"),
        (changed("plain", "OFD.xml", bytes), Limits(cells=100), "I303"),
        (b"PK\x03\x04", Limits(), "I301"),
    ],
)  # fmt: skip
def test_refused_with_one_problem(data: bytes, limits: Limits, code: str) -> None:
    found = read(data, "a.ofd", limits)
    assert codes(found) == [code]
    assert found.parts == ()


def test_a_page_of_too_many_marks_is_a_gap() -> None:
    many = HEAD + b"a" * 300_000 + TAIL + b"</ofd:Layer>"
    found = read(changed("plain", FIRST, lambda text: text.replace(b"</ofd:Layer>", many)), "a.ofd", Limits())
    assert len(grids(found)) == 1
    assert isinstance(found.parts[0], Gap)


@settings(max_examples=60)
@given(st.sampled_from(["plain", "single", "turned"]), st.data())
def test_changed_xml_raises_nothing(name: str, data: st.DataObject) -> None:
    def change(text: bytes) -> bytes:
        content = bytearray(text)
        for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
            content[at : at + 1] = data.draw(st.sampled_from([b"", b"<", b'"', b"9", b"-", b"e", b" ", b"\xff"]))
        return bytes(content)

    assert len(read(changed(name, FIRST, change), "a.ofd", Limits()).problems) <= 1


@settings(max_examples=60)
@given(st.integers(0, 2_600), st.binary(min_size=1, max_size=30))
def test_damage_raises_nothing(at: int, junk: bytes) -> None:
    data = (FOLDER / "turned.ofd").read_bytes()
    assert len(read(data[:at] + junk + data[at + len(junk) :], "a.ofd", Limits()).problems) <= 1
