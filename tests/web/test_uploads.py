"""Files that are posted: large, hostile, many at once; nothing of them is left, however the run ends."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tiers import repeats

from indicators.reading.limits import Limits
from scoring.web.folder import PREFIX

from .conftest import ROOT
from .conftest import entered as session
from .looks import FILES, SUBSIDY, status
from .test_command import entered

MARK = "boundary"


def posted(base: str, *files: tuple[str, bytes]) -> urllib.request.Request:
    """A post of files as a browser makes it."""
    body = b""
    for name, data in files:
        head = f'--{MARK}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    body += f"--{MARK}--\r\n".encode()
    return urllib.request.Request(f"{base}/upload", body, {"Content-Type": f"multipart/form-data; boundary={MARK}"})


def everything(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


@pytest.mark.parametrize("end", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_many_uploads_leave_nothing(served, tmp_path, end: str) -> None:
    address, process = served("--lang", "en", folder=tmp_path)
    opener, base = entered(address)
    (own,) = tmp_path.iterdir()
    assert own.name.startswith(f"{PREFIX}{process.pid}-")
    assert own.stat().st_mode & 0o777 == 0o700
    small, page = (FILES / "form.csv").read_bytes(), ""
    for number in range(repeats(200, 20) if end == "SIGTERM" else 5):
        large = b"\x00" * (3 << 20 if number % 20 == 0 else 9)
        page = opener.open(posted(base, (f"{number}.csv", small), ("large.bin", large))).read().decode()
        assert everything(own) == []
    assert "large.bin" in page
    with pytest.raises(urllib.error.HTTPError):
        opener.open(f"{base}/forms/777")
    process.send_signal(getattr(signal, end))
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, complained) == (0, "")
    assert re.fullmatch(r"http://\S+  \(for another browser.*\)\n", said)
    assert everything(tmp_path) == []


def test_a_large_upload_passes_through_the_folder_of_the_run(opened, tmp_path, monkeypatch) -> None:
    """Where else would it go: with no folder to go to it fails."""
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    one = opened()
    assert one.post("/upload", files=[("files", ("a.bin", b"\x00" * 9))]).status_code == 200
    assert one.post("/upload", files=[("files", ("a.bin", b"\x00" * (3 << 20)))]).status_code == 500


def test_the_folder_of_a_killed_run_goes_with_the_next(served, tmp_path) -> None:
    _, first = served(folder=tmp_path)
    first.kill()
    first.wait(10)
    left = {path.name for path in tmp_path.iterdir()}
    _, second = served(folder=tmp_path)
    _, third = served(folder=tmp_path)
    now = [path.name for path in tmp_path.iterdir()]
    assert len(left) == 1 and not left & set(now)
    assert sorted(name.split("-")[2] for name in now) == sorted(str(each.pid) for each in (second, third))


SWALLOWED = """
import os, signal, sys, weakref
from indicators.reading.limits import Limits
from scoring.web import command
sys.unraisablehook = lambda told: None
class Lock: pass
def stop(_):
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(1000): pass
def told(text):
    lock = Lock()
    gone = weakref.ref(lock, stop)
    del lock
command._say = told
print(command.serve(lambda: (), Limits(), "en", port=0, browser=False))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_run_that_is_stopped_while_it_begins_ends(tmp_path) -> None:
    """An exception in a callback, as imports have them, is swallowed; the signal is not."""
    done = subprocess.run(
        [sys.executable, "-c", SWALLOWED], env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("0\n", "") and not list(tmp_path.iterdir())


def test_an_upload_over_the_limit_is_told(site) -> None:
    from attrs import evolve
    from starlette.testclient import TestClient

    from scoring.web.app import make_app

    small = evolve(site, limits=Limits(bytes=1000))
    user = TestClient(make_app(small, frozenset({"127.0.0.1:8000"})), base_url="http://127.0.0.1:8000")
    session(user, small)
    assert "I103" in status(user.post("/upload", files=[("files", ("a.toml", b"x" * 2000))]).text)
    answer = user.post("/upload", files=[("files", ("a.toml", b"x" * (2 << 20)))])
    assert answer.status_code == 413 and "too large" in answer.text


@pytest.mark.parametrize("known", [True, False])
def test_a_browser_that_sends_too_much_hears_why(served, known: bool) -> None:
    """As browsers do, it looks at the answer only when all is sent; to a stranger it says what is gone."""
    address, _ = served("--lang", "en", "--limit", "bytes=1000")
    there = urlsplit(address)
    cookie, base = b"", "/x"
    if known:
        jar, base = entered(address)
        base = urlsplit(base).path
        kept = next(each for each in jar.handlers if hasattr(each, "cookiejar")).cookiejar
        cookie = b"Cookie: " + "; ".join(f"{each.name}={each.value}" for each in kept).encode() + b"\r\n"
    size, start = 40 << 20, posted("http://x", ("a", b"x")).data.partition(b"x")[0]
    head = (
        f"POST {base}/upload HTTP/1.1\r\nHost: {there.netloc}\r\nContent-Type: multipart/form-data; boundary={MARK}\r\n"
    )
    with socket.create_connection((there.hostname, there.port), timeout=60) as connection:
        connection.sendall(head.encode() + cookie + f"Content-Length: {size + len(start)}\r\n\r\n".encode() + start)
        for _ in range(size >> 20):
            connection.sendall(b"x" * (1 << 20))
        answer = connection.recv(65536).decode()
    assert answer.startswith("HTTP/1.1 413" if known else "HTTP/1.1 403")
    assert "content-length" in answer.lower()


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"PK\x03\x04", b"%PDF-1.7", b"[form]\nkind = 7", "无".encode() * 9])
def test_bad_files_are_told_with_their_name(opened, data: bytes) -> None:
    user = opened()
    page = user.post("/upload", files=[("files", ("bad.xlsx", data))])
    assert page.status_code == 200
    assert "bad.xlsx" in status(page.text)
    assert status(user.get("/").text) == ""


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(FILES / "forms.xlsx") as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + b" " * (50 << 20) * name.endswith("sheet1.xml"))
    return stream.getvalue()


def entities(file: str, part: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(FILES / file) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            start = text.index(b"?>") + 2 if text.startswith(b"<?xml") else 0
            doctype = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" if name == part else b""
            new.writestr(name, text[:start] + doctype + text[start:])
    return stream.getvalue()


HOSTILE = {
    "bomb.xlsx": bomb,
    "entities.xlsx": lambda: entities("forms.xlsx", "xl/worksheets/sheet1.xml"),
    "entities.docx": lambda: entities("forms.docx", "word/document.xml"),
    "deep.html": lambda: b"<div>" * 20_000,
    "cut.xlsx": lambda: (FILES / "forms.xlsx").read_bytes()[:-400],
    "cut.docx": lambda: (FILES / "forms.docx").read_bytes()[:2000],
    "cut.xls": lambda: (FILES / "forms.xls").read_bytes()[:3000],
    "cut.pdf": lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n",
    "loop.pdf": lambda: b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
    "form.toml": lambda: b"a" + b".a" * 100_000 + b" = 1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_told_beside_the_good(site, opened, name: str) -> None:
    from attrs import evolve
    from starlette.testclient import TestClient

    from scoring.web.app import make_app

    app = make_app(evolve(site, limits=Limits(unpacked=40 << 20)), frozenset({"127.0.0.1:8000"}))
    one = TestClient(app, base_url="http://127.0.0.1:8000")
    session(one, site)
    files = [("files", (name, HOSTILE[name]())), ("files", (SUBSIDY.name, SUBSIDY.read_bytes()))]
    page = one.post("/upload", files=files)
    assert page.status_code == 200
    assert name in status(page.text) and "root:" not in page.text
    assert one.get("/forms/1").status_code == 200


TARGETS = """<p>项目支出绩效目标申报表</p><table>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>培训人次</td><td>≥280人次</td></tr></table>"""


def test_a_table_of_targets_is_named_for_what_it_is(opened) -> None:
    user = opened()
    page = user.post("/upload", files={"files": ("a.html", TARGETS.encode())}).text
    assert "a table of targets" in page and "I311" not in page
