"""Streams of a page of a PDF: which are damaged, and which are not."""

from __future__ import annotations

import base64
import zlib

import pytest
from one_page import PACKED, TEXT, built, named, stream, texts

from indicators.reading.limits import Limits
from indicators.reading.pdf import read

HEX = b"/Filter[/ASCIIHexDecode/FlateDecode]"
A85 = b"/Filter [ /ASCII85Decode /FlateDecode ]"


@pytest.mark.parametrize(
    "content",
    [
        stream(PACKED),
        stream(PACKED, length=7),
        stream(PACKED, length=700),
        stream(PACKED + b"\0\0\r\n"),
        stream(PACKED[:-4]),  # without its checksum, as some writers leave it
        stream(TEXT, b""),
        stream(base64.a85encode(PACKED) + b"~>", A85),
        stream(base64.a85encode(PACKED, wrapcol=20) + b"~>", A85),
        stream(PACKED.hex().encode() + b">", HEX),
        stream(zlib.compress(PACKED), b"/Filter[/FlateDecode/FlateDecode]"),
        stream(zlib.compress(b"text " * 9 + TEXT), b"/Filter/FlateDecode"),
    ],
)  # fmt: skip
def test_whole_streams_are_whole_however_they_are_packed(content: bytes) -> None:
    found = read(built([content]), "a.pdf", Limits())
    assert (found.problems, texts(found)[-1:]) == ((), ["text"])


@pytest.mark.parametrize(
    "content",
    [
        stream(PACKED[:-9]),
        stream(PACKED[:-1] + b"\0"),
        stream(b"\0" + PACKED),
        stream(base64.a85encode(PACKED)[:9] + b"}" + base64.a85encode(PACKED)[10:] + b"~>", A85),
        stream(base64.a85encode(PACKED)[:-9] + b"~>", A85),
        stream(b"zz" + PACKED.hex().encode() + b">", HEX),
        stream(zlib.compress(PACKED[:-9]), b"/Filter[/FlateDecode/FlateDecode]"),
        stream(b"\x8f\x01\x7f garbage", b""),
        stream(b"BT /F 9 Tf (text", b""),
    ],
)
def test_broken_streams_are_told(content: bytes) -> None:
    assert named(read(built([content]), "a.pdf", Limits())) == [("I301", "p1")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"q Q",
        b"0.1 w\nq 0 0.028 595.275 841.861 re\nW* n\nQ ",
        b"% nothing",
        b"BT /F 9 Tf () Tj ET",
        b"BT ( ) Tj ET",
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_an_empty_page_is_no_damage(content: bytes, packed: bool) -> None:
    made = stream(zlib.compress(content)) if packed else stream(content, b"")
    found = read(built([made]), "a.pdf", Limits())
    assert (found.problems, found.parts) == ((), ())


def test_a_page_whose_content_is_not_there_is_told() -> None:
    assert named(read(built([]), "a.pdf", Limits())) == [("I301", "p1")]


@pytest.mark.parametrize("trailer", [b"/Info 6 0 R", b"/Metadata 6 0 R", b""])
def test_what_no_page_is_made_of_may_be_damaged(trailer: bytes) -> None:
    broken = stream(PACKED[:-9] + b"123456789")
    found = read(built([stream(PACKED), broken], trailer), "a.pdf", Limits())
    assert (found.problems, texts(found)) == ((), ["text"])


def test_an_earlier_state_of_an_object_may_be_damaged() -> None:
    data = built([stream(PACKED[:-9] + b"123456789")])
    start = len(data)
    again = b"5 0 obj\n%s\nendobj\n" % stream(PACKED)
    table = b"xref\n5 1\n%010d 00000 n \ntrailer<</Size 6/Root 1 0 R/Prev %d>>\n" % (start, data.rindex(b"xref\n0 "))
    data += again + table + b"startxref\n%d\n%%%%EOF\n" % (start + len(again))
    found = read(data, "a.pdf", Limits())
    assert (found.problems, texts(found)) == ((), ["text"])
