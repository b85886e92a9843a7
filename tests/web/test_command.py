"""``score serve`` as a process: what it says, how it ends, what it leaves behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the page needs the extra web")

ROOT = Path(__file__).resolve().parent.parent.parent
SUBSIDY = ROOT / "examples" / "hongshan-2023" / "8-subsidy.toml"


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "scoring.cli", "serve", "--no-browser", *arguments],
        cwd=ROOT, capture_output=True, encoding="utf-8", env=os.environ | {"LC_ALL": "C.UTF-8"}, timeout=60,
    )  # fmt: skip


def user() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def test_files_are_open_from_the_start(served) -> None:
    address, _ = served("--lang", "zh", str(SUBSIDY), "no-such.toml")
    page = user().open(address).read().decode()
    assert "就业补助资金专项" in page and "no-such.toml" in page


def test_only_this_machine_is_heard(served) -> None:
    address, _ = served()
    port = int(address.partition("/?")[0].rpartition(":")[2])
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for other in others:
        with pytest.raises(OSError):
            socket.create_connection((other, port), timeout=2).close()


@pytest.mark.parametrize(
    "arguments", [("--limit", "pages=x"), ("--port", "99999"), ("--port", "x"), ("--nothing",), ("--port", "-1")]
)
def test_bad_arguments_are_told(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr and "Traceback" not in done.stderr


def test_a_port_in_use_is_told(served) -> None:
    address, _ = served()
    port = address.partition("/?")[0].rpartition(":")[2]
    done = run("--port", port)
    assert done.returncode == 2 and port in done.stderr


def test_a_missing_library_is_named_with_its_command(monkeypatch, capsys) -> None:
    import scoring.web.command as command
    from scoring.jobs import serve

    monkeypatch.setattr(command, "missing", lambda: True)
    assert serve.run([], "en") == 2
    assert "pip install 'jixiao[web]'" in capsys.readouterr().err
