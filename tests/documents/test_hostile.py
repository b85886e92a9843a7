"""Files made to hurt: one clear problem, in bounded time and memory, never an exception."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest
from hostile import FORMS, PACKAGES, PART, changed, declared, read, whole
from hypothesis import given, settings
from hypothesis import strategies as st
from looks import FILES, codes
from tiers import examples

from indicators.reading.limits import Limits

LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>".encode() for n in range(9)
)


@pytest.mark.parametrize("reader", PACKAGES)
@pytest.mark.parametrize("doctype", [LAUGHS + b"]>", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>", b"<!DOCTYPE x>"])
def test_entities_are_never_expanded(reader: str, doctype: bytes) -> None:
    assert codes(read(reader, changed(reader, lambda text: declared(text, doctype)))) == ["I308"]


@pytest.mark.parametrize("reader", PACKAGES)
def test_zip_bomb(reader: str) -> None:
    data = changed(reader, lambda text: text + b" " * (50 << 20))
    assert len(data) < 1 << 20
    tracemalloc.start()
    assert codes(read(reader, data, Limits(unpacked=40 << 20))) == ["I302"]
    assert tracemalloc.get_traced_memory()[1] < 10 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("reader", PACKAGES)
def test_zip_bomb_with_a_lying_header(reader: str) -> None:
    data = bytearray(changed(reader, lambda text: text + b" " * (40 << 20)))
    size = struct.pack("<I", len(zipfile.ZipFile(io.BytesIO(bytes(data))).read(PART[reader])))
    assert data.count(size) >= 2  # in both headers
    assert codes(read(reader, bytes(data).replace(size, struct.pack("<I", 1000)))) == ["I301"]


@pytest.mark.parametrize("reader", PACKAGES)
def test_deep_nesting(reader: str) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    data = changed(reader, lambda text: text[: text.rindex(b"</")] + deep + text[text.rindex(b"</") :])
    assert codes(read(reader, data)) == ["I305"]


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "span"])
def test_deep_pages(tag: str) -> None:
    assert codes(read("html", f"<{tag}>".encode() * 20_000)) == ["I305"]


@pytest.mark.parametrize("depth", [500, 100_000])
def test_a_raised_limit_on_depth_is_survived(depth: int) -> None:
    nested = b"<div>" * 5_000 + "得分".encode()
    assert set(codes(read("html", nested, Limits(depth=depth)))) <= {"I305"}


@pytest.mark.parametrize(
    ("reader", "part"),
    [
        ("xlsx", "xl/vbaProject.bin"),
        ("xlsx", "xl/macrosheets/sheet1.xml"),
        ("docx", "word/vbaProject.bin"),
        ("ods", "Basic/Standard/Module1.xml"),
    ],
)
def test_macros(reader: str, part: str) -> None:
    data = changed(reader, bytes, {part: b"<x/>"})
    assert codes(read(reader, data)) == ["I307"]
    assert read(reader, data, Limits(macros=1)).parts == read(reader, whole(reader)).parts


def test_macros_of_old_workbooks() -> None:
    assert codes(read("xls", whole("xls") + "_VBA_PROJECT_CUR".encode("utf-16-le"))) == ["I307"]


@pytest.mark.parametrize("reader", PACKAGES)
def test_encrypted_entries(reader: str) -> None:
    data = bytearray(whole(reader))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(mark, at + 4)
    assert codes(read(reader, bytes(data))) == ["I306"]


def test_encrypted_opendocument() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("encrypted-package", b"\x01\x02")
    assert codes(read("ods", stream.getvalue())) == ["I306"]
    manifest = b'<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
    data = changed("ods", lambda _: b"\x90\x91", {})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream := io.BytesIO(), "w") as new:
        for name in ("content.xml", "mimetype"):
            new.writestr(name, old.read(name))
        new.writestr("META-INF/manifest.xml", manifest)
    assert codes(read("ods", stream.getvalue())) == ["I306"]


@pytest.mark.parametrize("reader", FORMS)
def test_cut_anywhere(reader: str) -> None:
    data = whole(reader)
    for end in range(0, len(data), max(1, len(data) // 60)):
        document = read(reader, data[:end])
        assert reader in ("html", "text") or codes(document) or document == read(reader, data), end


@pytest.mark.parametrize("reader", FORMS)
@pytest.mark.parametrize("other", FORMS.values())
def test_wrong_reader(reader: str, other: str) -> None:
    document = read(reader, (FILES / other).read_bytes())
    assert reader in ("html", "text") or FORMS[reader] == other or codes(document) == ["I301"]


@settings(max_examples=examples(60))
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_changed_bytes(reader: str, data: st.DataObject) -> None:
    content = bytearray(whole(reader))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    read(reader, bytes(content))


@settings(max_examples=examples(60))
@given(st.sampled_from(PACKAGES), st.data())
def test_changed_xml(reader: str, data: st.DataObject) -> None:
    """The same below the package's checksums."""

    def change(text: bytes) -> bytes:
        content = bytearray(text)
        for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
            content[at : at + 1] = data.draw(
                st.sampled_from([b"", b"<", b">", b'"', b"&", b"9", b"\x00", b"\xff", b"<a>"])
            )
        return bytes(content)

    read(reader, changed(reader, change))


@settings(max_examples=examples(100))
@given(st.sampled_from(["html", "text", *FORMS]), st.binary(max_size=400))
def test_any_bytes(reader: str, data: bytes) -> None:
    read(reader, data)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for reader, library in (("xlsx", "openpyxl"), ("docx", "docx"), ("ods", "lxml"), ("xls", "xlrd"), ("html", "lxml")):
        for name in [name for name in sys.modules if name.split(".")[0] == library]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, library, None)
        assert codes(read(reader, whole(reader))) == ["I309"]


def test_a_ring_of_sectors_is_not_followed() -> None:
    from indicators.reading import xls

    xls._check_chain([1, 2, -2], 0)
    with pytest.raises(ValueError, match="ring"):
        xls._check_chain([1, 2, 0], 0)
