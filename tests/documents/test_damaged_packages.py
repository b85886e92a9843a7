"""Packages and workbooks that are damaged: what is lost is told; repeats beyond the sheet are no damage unsaid."""

from __future__ import annotations

import importlib
import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tiers import scaled

from indicators.reading.documents import contents
from indicators.reading.limits import Limits

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHEET = "xl/worksheets/sheet1.xml"
XLS_RECORDS = (HERE / "files" / "form.et").read_bytes()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("files/forms.docx", "word/document.xml"),
        ("files/forms.xlsx", "xl/workbook.xml"),
        ("files/forms.ods", "mimetype"),
        ("ofd/plain.ofd", "OFD.xml"),
        ("ofd/plain.ofd", "Doc_0/Document.xml"),
        ("ofd/turned.ofd", "Doc_0/PublicRes.xml"),
        ("ofd/plain.ofd", "Doc_0/Pages/Page_1/Content.xml"),
    ],
)
def test_a_package_that_lacks_a_part_is_told(name: str, part: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(HERE / name) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            if each != part:
                new.writestr(each, old.read(each))
    found = contents(stream.getvalue(), Path(name).name, Limits())
    assert [each.code for each in found.problems] == ["I301"]
    assert not found.forms or all(form.unread for form in found.forms)


def test_a_package_whose_list_is_empty_is_told() -> None:
    data = (HERE / "files" / "forms.xlsx").read_bytes()
    found = contents(data[:-22] + b"PK\5\6" + bytes(18), "a.xlsx", Limits())
    assert [each.code for each in found.problems] == ["I301"]


def repacked(name: str, changes: dict[str, Callable[[bytes], bytes] | None]) -> bytes:
    """A fixture with parts changed, or (None) left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(HERE / "files" / name) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            change = changes.get(each, bytes)
            if change is not None:
                new.writestr(each, change(old.read(each)))
    return stream.getvalue()


def codes_of(data: bytes, name: str) -> list[str]:
    found = contents(data, name, Limits())
    assert not found.problems or not found.forms
    return [each.code for each in found.problems]


@pytest.mark.parametrize(
    "change",
    [
        None,
        lambda text: re.sub(rb"<(/?)worksheet\b", rb"<\1chartsheet", text),
        lambda text: re.sub(rb"<(/?)sheetData\b", rb"<\1sheetDate", text),
        lambda text: text.replace(b'r="A3"', b'r="A2"'),
    ],
    ids=["not there", "another root", "no cells", "a cell twice"],
)
def test_a_sheet_that_is_none_is_told(change: Callable[[bytes], bytes] | None) -> None:
    assert codes_of(repacked("forms.xlsx", {}), "a.xlsx") == []
    assert codes_of(repacked("forms.xlsx", {SHEET: change}), "a.xlsx") == ["I301"]


def test_a_sheet_of_a_chart_is_no_damage() -> None:
    from openpyxl import load_workbook

    book = load_workbook(HERE / "files" / "forms.xlsx")
    book.create_chartsheet("图")
    stream = io.BytesIO()
    book.save(stream)
    assert codes_of(stream.getvalue(), "a.xlsx") == []


@pytest.mark.parametrize("share", [0.5, 0.9, 0.97])
@pytest.mark.parametrize("name", ["form.et", "forms.xls", "traps.xls"])
def test_records_that_are_cut_are_told(name: str, share: float) -> None:
    """The stream of records alone, as some programs write it, and as it lies in a container."""
    from indicators.reading import xls

    stream = xls._stream((HERE / "files" / name).read_bytes(), io.StringIO())
    assert [each.code for each in xls.read(stream, "a.xls", Limits()).problems] == []
    assert [each.code for each in xls.read(stream[: int(len(stream) * share)], "a.xls", Limits()).problems] == ["I301"]


def test_a_length_that_swallows_records_is_told() -> None:
    from indicators.reading import xls

    stream = bytearray(xls._stream(XLS_RECORDS, io.StringIO()))
    at, places = 0, []
    while at + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, at)
        places += [at] if record in (0xFD, 0x203, 0x27E, 0x208) else []
        at += 4 + size
    ends = [*places[1:], len(stream)]
    for place, end in list(zip(places, ends, strict=True))[:: max(1, len(places) // 40)]:
        for length in (0, 3, end - place + 8, 700, 9_000, 65_535):  # the third ends where another begins
            changed = bytes(stream[: place + 2]) + struct.pack("<H", length) + bytes(stream[place + 4 :])
            assert [each.code for each in xls.read(changed, "a.xls", Limits()).problems] == ["I301"], (place, length)


def test_documents_of_every_format_lose_nothing_unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long run is ``scripts/damage.py``."""
    monkeypatch.syspath_prepend(ROOT / "scripts")
    damage = importlib.import_module("damage")
    found = damage.run(scaled(3_600), 5)
    assert found["crash"] + found["bounds"] + found["lost"] == 0
    assert found["told"] > found["read"]


@pytest.mark.parametrize(
    ("count", "code"),
    [("1048575", []), *((each, ["I301"]) for each in ("99999999", "100000000000", "x", "0", "-3", "9" * 40))],
)
def test_repeats_beyond_the_sheet_are_told(count: str, code: list[str]) -> None:
    row = f'<table:table-row table:number-rows-repeated="{count}"><table:table-cell/></table:table-row>'.encode()
    last = b'<table:table-row><table:table-cell><t:p xmlns:t="x">1</t:p></table:table-cell></table:table-row>'

    def beyond(text: bytes) -> bytes:
        return text.replace(b"</table:table>", row + (last if count != "1048575" else b"") + b"</table:table>", 1)

    assert codes_of(repacked("forms.ods", {"content.xml": beyond}), "a.ods") == code
