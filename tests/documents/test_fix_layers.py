"""Below ``score fix``: entries of a package and cells of a sheet, as bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from faulty import workbook
from hypothesis import given
from hypothesis import strategies as st
from packed import parts, raw

from scoring.fix.sheet import patched, stored, with_text, with_value
from scoring.fix.zipped import replaced

_NAMES = st.text("abc/.中", min_size=1, max_size=6)
_COMMENTS = st.binary(max_size=100).filter(lambda comment: b"PK\5\6" not in comment)  # with it, see below


@given(st.dictionaries(_NAMES, st.binary(max_size=60), min_size=1, max_size=5), st.data(), st.booleans(), _COMMENTS)
def test_a_package_keeps_all_other_entries(
    files: dict[str, bytes], data: st.DataObject, seek: bool, comment: bytes
) -> None:
    stream = io.BytesIO()
    target = stream if seek else _Pipe(stream)  # without seeking, sizes follow the data
    with zipfile.ZipFile(
        target, "w", data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
    ) as package:
        package.comment = comment
        for name, content in files.items():
            package.writestr(name, content)
    old = stream.getvalue()
    new = {name: data.draw(st.binary(max_size=80)) for name in data.draw(st.sets(st.sampled_from(sorted(files))))}
    made = replaced(old, new)
    assert parts(made) == files | new
    assert list(parts(made)) == list(files)
    assert {name: each for name, each in raw(made).items() if name not in new} == {
        name: each for name, each in raw(old).items() if name not in new
    }
    if not new:
        assert made == old


class _Pipe(io.RawIOBase):
    def __init__(self, stream: io.BytesIO) -> None:
        self.stream = stream

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self.stream.write(data)  # type: ignore[arg-type]


def _ending_twice() -> bytes:
    """A package whose comment looks like the end of one: nobody can tell which of the two is meant."""
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as package:
        package.comment = b"PK\5\6"
    return stream.getvalue()


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"junk" + workbook(), _ending_twice()])
def test_unusual_packages_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, zipfile.BadZipFile)):
        replaced(data, {"xl/worksheets/sheet1.xml": b""})


SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<x:worksheet xmlns:x="u"><!-- <c r="A1"><v>9</v></c> --><x:sheetData><x:row r="1">
 <x:c t='s' s="4" r="A1" ><x:v>7</x:v></x:c><x:c r="B1" s="2"><x:v >1.5</x:v><x:extLst a=">"/></x:c><x:c r="C1"/>
 <x:c r="D1" t="inlineStr"><x:is><x:r><x:t>甲</x:t></x:r><x:r><x:t>乙</x:t></x:r></x:is></x:c>
 <x:c r="E1" t="str"><x:f>A1&amp;"&lt;c r='B1'&gt;"</x:f><x:v>中&#x4e2d;</x:v></x:c></x:row></x:sheetData></x:worksheet>
""".encode()


def test_cells_are_found_as_bytes() -> None:
    found = stored(SHEET, {"A1", "B1", "C1", "D1", "E1", "F1"})
    assert {name: (each.kind, each.value, each.formula) for name, each in found.items()} == {
        "A1": ("s", "7", False), "B1": ("n", "1.5", False), "C1": ("n", None, False),
        "D1": ("inlineStr", "甲乙", False), "E1": ("str", "中中", True),
    }  # fmt: skip
    assert SHEET[found["C1"].start : found["C1"].end] == b'<x:c r="C1"/>'
    number = with_value(SHEET, found["B1"], "2")
    assert number == b'<x:c r="B1" s="2"><x:v >2</x:v><x:extLst a=">"/></x:c>'
    text = with_text(SHEET, found["A1"], "<&")
    assert text.startswith(b'<x:c s="4" r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">&lt;&amp;</x:t>')
    spans = {(found[name].start, found[name].end): new for name, new in (("A1", text), ("B1", number))}
    new = patched(SHEET, spans)
    again = stored(new, {"A1", "B1", "C1", "D1", "E1"})
    assert (again["A1"].value, again["B1"].value, again["D1"].value) == ("<&", "2", "甲乙")


@pytest.mark.parametrize(
    "xml", [b"<a", b"<!DOCTYPE a><a/>", '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")]
)
def test_sheets_that_are_no_plain_xml_are_refused(xml: bytes) -> None:
    with pytest.raises(ValueError):
        stored(xml, {"A1"})
