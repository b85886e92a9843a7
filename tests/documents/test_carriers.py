"""Documents that come in others: archives, mails, pages saved whole, and what only LibreOffice reads."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looks import FILES, codes, opened
from tiers import variants

from indicators.reading import libreoffice, word
from indicators.reading.attempt import Budget, Refused
from indicators.reading.documents import Contents, contents
from indicators.reading.limits import Limits
from indicators.reading.load import read

REQUIRED = os.environ.get("OFFICE_TESTS") == "required"
needs_office = pytest.mark.skipif(
    libreoffice.program() is None and not REQUIRED, reason="LibreOffice is not installed (OFFICE_TESTS=required in CI)"
)


def file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def packed(files: dict[str, bytes], *, stored: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def found(data: bytes, name: str, limits: Limits | None = None) -> Contents:
    return contents(data, name, limits or Limits())


def problems(each: Contents) -> list[str]:
    return [problem.code for problem in each.problems]


# ---------------------------------------------------------------- LibreOffice


@needs_office
@pytest.mark.parametrize("name", variants(["form.doc", "form.rtf", "form.odt"], 1))
def test_documents_that_libreoffice_reads(name: str) -> None:
    assert opened(word, name).problems == ()
    (form,) = found(file(name), name).forms
    assert form == found(file("form.et"), name).forms[0]


@needs_office
def test_a_time_limit_ends_it_with_its_children(tmp_path: Path) -> None:
    assert codes(word.read(file("form.rtf"), "a.rtf", Limits(seconds=0))) == ["I316"]
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\nsleep 600 & echo $! > {tmp_path}/child\nwait\n", "utf-8")
    slow.chmod(0o755)
    with pytest.raises(Refused), pytest.MonkeyPatch.context() as patch:
        patch.setattr(libreoffice, "program", lambda: str(slow))
        libreoffice.saved_as_docx(b"", ".doc", ".doc", Budget("a.doc", Limits(seconds=1)))
    child = int((tmp_path / "child").read_text("utf-8"))
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in ("", "Z")


def test_without_libreoffice_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    each = found(file("form.doc"), "form.doc")
    assert problems(each) == ["I315"]
    assert ".docx" in each.problems[0].show("zh")


@needs_office
def test_what_libreoffice_cannot_read_is_one_problem() -> None:
    assert codes(word.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "a.doc", Limits())) == ["I301"]


def test_locked_documents_and_macros_are_told_without_libreoffice() -> None:
    data = bytearray(file("form.doc"))
    at = data.index(b"\xec\xa5\x01")
    data[at + 11] |= 1
    assert codes(word.read(bytes(data), "a.doc", Limits())) == ["I306"]
    assert codes(word.read(file("form.doc") + "_VBA_PROJECT".encode("utf-16-le"), "a.doc", Limits())) == ["I307"]


def test_the_program_is_found_on_the_path_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "soffice"
    own.write_text("#!/bin/sh\n", "utf-8")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert libreoffice.program() == shutil.which("soffice") == str(own)


# ---------------------------------------------------------------- archives


def test_an_archive_is_its_files() -> None:
    each = found(file("forms.zip"), "报送.zip")
    assert problems(each) == []
    assert [one.place.file for one in each.forms] == ["报送.zip/乙局/自评表.docx", "报送.zip/甲局/自评表.xlsx"]
    assert each.files == ("报送.zip/乙局/自评表.docx", "报送.zip/照片.jpg", "报送.zip/甲局/自评表.xlsx")
    assert each.skipped == ("报送.zip/照片.jpg",)


def test_archives_of_a_folder_are_opened(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(file("forms.zip"))
    (tmp_path / "b.eml").write_bytes(file("form.eml"))
    (tmp_path / "c.mht").write_bytes(file("page.mht"))
    loaded = read(tmp_path)
    assert len(loaded.forms) == 4
    assert loaded.problems == ()
    assert tuple(each.file for each in loaded.files if each.status == "none") == (f"{tmp_path}/b.eml/说明.txt",)


@given(st.permutations(["forms.docx", "forms.html", "forms.txt"]))
@settings(max_examples=6)
def test_an_archive_reads_as_its_files_do(names: list[str]) -> None:
    each = found(packed({name: file(name) for name in names}), "a.zip")
    alone = [one for name in sorted(names) for one in found(file(name), f"a.zip/{name}").forms]
    assert list(each.forms) == alone
    assert [one.place for one in each.forms] == [one.place for one in alone]


def test_one_broken_file_never_stops_the_rest() -> None:
    each = found(packed({"1.xlsx": b"PK\x03\x04", "2.docx": file("forms.docx"), "3.pdf": b"%PDF-1.4"}), "a.zip")
    assert len(each.forms) == 5
    assert sorted(problem.place.file for problem in each.problems) == ["a.zip/1.xlsx", "a.zip/3.pdf"]


def test_archives_within_archives_are_bounded() -> None:
    data = packed({"form.txt": file("forms.txt")})
    for _ in range(2):
        data = packed({"inner.zip": data})
    assert len(found(data, "a.zip").forms) == 5
    assert problems(found(packed({"inner.zip": data}), "a.zip")) == ["I318"]


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (packed({"a.txt": b" " * (30 << 20)}), Limits(), "I302"),  # the ratio
        (packed({f"{n}.txt": os.urandom(1 << 18) for n in range(9)}), Limits(unpacked=1 << 20), "I302"),  # the sum
        (packed({"a.zip": packed({f"{n}.txt": b"x" * (1 << 19) for n in range(9)})}), Limits(unpacked=1 << 20), "I302"),
        (packed({f"{n}.txt": b"" for n in range(50)}), Limits(members=49), "I317"),
        (packed({"a.txt": b"x" * 2_000}, stored=True), Limits(bytes=1_000), "I103"),
        (file("forms.zip")[:-40], Limits(), "I301"),
    ],
)
def test_hostile_archives(data: bytes, limits: Limits, code: str) -> None:
    each = found(data, "a.zip", limits)
    assert problems(each) == [code]
    assert each.forms == ()


def test_locked_and_lying_entries() -> None:
    data = bytearray(packed({"a.txt": b"text" * 100}))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + flag] |= 1
    assert problems(found(bytes(data), "a.zip")) == ["I306"]
    names = packed({"../../etc/a.txt": file("forms.txt"), "/b.txt": file("forms.txt"), "__MACOSX/._a.txt": b"x"})
    each = found(names, "a.zip")
    assert len(each.forms) == 10
    assert all(one.place.file.startswith("a.zip/") for one in each.forms)


@settings(max_examples=40)
@given(st.integers(0, 8_000), st.binary(min_size=1, max_size=20))
def test_damaged_archives_raise_nothing(at: int, junk: bytes) -> None:
    data = file("forms.zip")
    found(data[:at] + junk + data[at + len(junk) :], "a.zip")


# ---------------------------------------------------------------- mails


def test_a_mail_is_its_text_and_its_attachments() -> None:
    each = found(file("form.eml"), "报送.eml")
    assert problems(each) == []
    assert [one.place.file for one in each.forms] == ["报送.eml/自评表.xlsx"]
    assert each.files == ("报送.eml/自评表.xlsx", "报送.eml/说明.txt")
    assert each.empty == ("报送.eml/说明.txt",)


def test_a_page_saved_whole_is_the_page() -> None:
    each = found(file("page.mht"), "page.mht")
    page = found(file("page.xls"), "page.mht")
    assert each.forms == page.forms
    assert each.files == ()


def test_a_form_in_the_text_of_a_mail() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "a@example.org", "表"
    letter.set_content(file("forms.txt").decode())
    assert len(found(bytes(letter), "a.eml").forms) == 5
    letter.add_alternative(file("forms.html").decode(), subtype="html")
    letter.add_attachment(b"\xff\xd8\xff", "image", "jpeg", filename="照片.jpg")
    each = found(bytes(letter), "a.eml")
    assert len(each.forms) == 5
    assert each.forms[0].place.spot != "1"  # the page, not the text, is read
    assert each.skipped == ("a.eml/照片.jpg",)


def test_a_forwarded_mail_and_an_archive_in_it() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"], inner["Subject"] = "a@example.org", "表"
    inner.set_content("见附件")
    inner.add_attachment(file("forms.zip"), "application", "zip", filename="表.zip")
    outer["From"], outer["Subject"] = "b@example.org", "转发"
    outer.set_content("转发")
    outer.add_attachment(inner)
    assert len(found(bytes(outer), "a.eml").forms) == 2


def test_names_that_are_bytes_of_gbk() -> None:
    head = 'From: a\nSubject: b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="自评表.txt"\n\n'
    each = found(head.encode("gbk") + file("forms-gbk.txt"), "a.eml")
    assert each.files == ("a.eml/自评表.txt",)
    assert len(each.forms) == 5


FIELDS = b"From: a\nSubject: b\nContent-Type: "
PART = b"multipart/mixed; boundary=%d\n\n--%d\nContent-Type: "


def nested(depth: int) -> bytes:
    return FIELDS + b"".join(PART % (number, number) for number in range(depth)) + b"text/plain\n\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (nested(500), "I305"),
        (nested(90) + b"\n" * 990_000, "I302"),
        (FIELDS + b"text/html\n\n" + b"<div>" * 20_000, "I305"),
    ],
)
def test_hostile_mails(data: bytes, code: str) -> None:
    assert problems(found(data, "a.eml")) == [code]


@settings(max_examples=60)
@given(st.sampled_from(["form.eml", "page.mht"]), st.integers(0, 5_000), st.binary(min_size=1, max_size=20))
def test_damaged_mails_raise_nothing(name: str, at: int, junk: bytes) -> None:
    data = file(name)
    found(data[:at] + junk + data[at + len(junk) :], name)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_mail_raises_nothing(data: bytes) -> None:
    found(b"From: a\nSubject: b\n" + data, "a.eml")
