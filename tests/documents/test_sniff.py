"""Kinds are told by content; names only part kinds of text."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looks import FILES

from indicators.reading.problems import Problem
from indicators.reading.sniff import kind

KINDS = {
    "forms.xlsx": "xlsx", "traps.xlsx": "xlsx", "forms.docx": "docx", "forms.html": "html", "forms-gbk.html": "html",
    "page.xls": "html", "forms.xls": "xls", "form.et": "xls", "forms.ods": "ods", "forms.txt": "text",
    "forms-gbk.txt": "text", "traps.md": "text", "form.csv": "text", "traps.docx": "docx", "form.doc": "word",
    "form.rtf": "word", "form.odt": "word", "forms.zip": "zip", "form.eml": "mail", "page.mht": "mail",
}  # fmt: skip


@pytest.mark.parametrize(("name", "found"), KINDS.items())
@pytest.mark.parametrize("suffix", ["", ".xls", ".docx", ".pdf", ".txt"])
def test_fixtures_whatever_they_are_called(name: str, found: str, suffix: str) -> None:
    assert kind((FILES / name).read_bytes(), name + suffix) == found


def package(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "<x/>")
    return stream.getvalue()


def ole(*names: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + b"".join(name.encode("utf-16-le") + b"\0\0" for name in names)
    )


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"%PDF-1.7\n", "a", "pdf"),
        (b"\r\n\0junk%PDF-1.4", "a.doc", "pdf"),
        (b"[form]\nkind = 'project'", "a.txt", "toml"),
        ("[表]\n名称 = '一'".encode(), "a", "toml"),
        ("[表]\n名称 = '一'".encode("utf-8-sig"), "a", "toml"),
        ("[表1]的说明".encode(), "a.txt", "text"),
        (b"", "a.toml", "toml"),
        (b"", "a.txt", "text"),
        (b"<table><tr><td>1", "a.toml", "toml"),
        (b'{"form": 1}', "a.json", "text"),
        (b"<table><tr><td>1", "a.xls", "html"),
        (b"<table><tr><td>1", "a.md", "text"),
        (b"<!DOCTYPE html><html>", "a.txt", "html"),
        (b"\xef\xbb\xbf\n<html>", "a.xls", "html"),
        ("<html><body>表".encode("utf-16"), "a.xls", "html"),
        ("得分\t1".encode("utf-16"), "a.txt", "text"),
        ("得分\t1".encode("gbk"), "a.txt", "text"),
        (ole("Workbook"), "a.xls", "xls"),
        (ole("Book"), "a.et", "xls"),
        (package("xl/workbook.xml"), "a.docx", "xlsx"),
        (package("word/document2.xml"), "a.docx", "docx"),
        (package("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a.ods", "ods"),
        (package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "a.doc", "word"),
        (package("OFD.xml", "Doc_0/Document.xml"), "a.pdf", "ofd"),
        (package("a.txt", "b/c.xlsx"), "a.docx", "zip"),
        (package(), "a.zip", "zip"),
        (ole("WordDocument"), "a.wps", "word"),
        (ole("WordDocument", "Workbook"), "a.doc", "word"),  # a table of a workbook lies in it
        (ole("Workbook", "WordDocument"), "a.doc", "xls"),
        (ole("MatOST"), "a.wps", "word"),
        (b"{\\rtf1\\ansi", "a.doc", "word"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\n\r\n", "a.html", "mail"),
        (b"Received: from a\n\tby b\nFrom: a\nSubject: x\n\nFrom: c", "a.txt", "mail"),
        ("From: 甲\n得分: 1\n".encode(), "a.txt", "text"),
        (b"Subject: one field is no mail\n\ntext", "a.txt", "text"),
    ],
)
def test_kinds(data: bytes, name: str, found: str) -> None:
    assert kind(data, name) == found


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04cut", "I301"),
        (package("xl/workbook.bin"), "I310"),
        (b"Rar!\x1a\x07\x01\x00", "I310"),
        (b"7z\xbc\xaf\x27\x1c", "I310"),
        (b"\x1f\x8b\x08", "I310"),
        (ole("__properties_version1.0"), "I310"),
        (ole("EncryptedPackage", "EncryptionInfo"), "I306"),
        (ole(), "I301"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "I310"),
        (b"\x89PNG\r\n\x1a\n\0\0", "I312"),
        (b"\xff\xd8\xff\xe0", "I312"),
        (b"II*\0", "I312"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "I312"),
        (b"\x7fELF\0\0\0", "I108"),
    ],
)
def test_what_is_not_read(data: bytes, code: str) -> None:
    found = kind(data, "a.xlsx")
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.show("zh") != found.show("en")


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"\xff\xfe"]),
)
def test_any_bytes_have_a_kind(data: bytes, head: bytes) -> None:
    assert isinstance(kind(head + data, "a"), (str, Problem))
