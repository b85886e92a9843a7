"""``score serve`` as a process: what it says, how it ends, what it leaves behind."""

from __future__ import annotations

import os
import queue
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the page needs the extra web")

from .looks import base_of

ROOT = Path(__file__).resolve().parent.parent.parent
SUBSIDY = ROOT / "examples" / "hongshan-2023" / "8-subsidy.toml"


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "scoring.cli", "serve", "--no-browser", *arguments],
        cwd=ROOT, capture_output=True, encoding="utf-8", env=os.environ | {"LC_ALL": "C.UTF-8"}, timeout=60,
    )  # fmt: skip


def entered(address: str) -> tuple[urllib.request.OpenerDirector, str]:
    """A browser that has opened the address, and what the addresses of its session begin with."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    return opener, address.partition("/?")[0] + base_of(opener.open(address).read().decode())


def test_files_are_open_from_the_start(served) -> None:
    address, _ = served("--lang", "zh", str(SUBSIDY), "no-such.toml")
    opener, base = entered(address)
    page = opener.open(base + "/").read().decode()
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


def test_no_command_line_holds_the_address(monkeypatch, tmp_path, capsys) -> None:
    """The browser is called with a file that only this user can read; it goes when the address is used up."""
    import webbrowser

    import scoring.web.command as command
    from scoring.web.app import Site

    opened, called = queue.Queue(), {}
    monkeypatch.setattr(webbrowser, "open", opened.put)
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: called.update(app=self.config.app))
    made = []
    monkeypatch.setattr("scoring.web.app.make_app", lambda site, hosts: made.append(site) or (lambda: None))
    with socket.socket() as listening:
        listening.bind((command.HERE, 0))
        command._serve(listening, tmp_path, tuple, None, "en", browser=True)
    [site] = made
    assert isinstance(site, Site)
    address = opened.get(timeout=10)
    assert site.door.token not in address
    [file] = tmp_path.iterdir()
    assert file.as_uri() == address and site.door.token in file.read_text("utf-8")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    assert site.door.opens(site.door.token)
    assert list(tmp_path.iterdir()) == []


def test_no_other_program_may_hear_on_our_port_on_windows(monkeypatch) -> None:
    import scoring.web.command as command

    asked = []

    class Socket:
        def setsockopt(self, *option: int) -> None:
            asked.append(option)

        def bind(self, _: object) -> None: ...
        def listen(self, _: int) -> None: ...

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", -5, raising=False)
    monkeypatch.setattr(socket, "socket", lambda *_: Socket())
    command._listen(0)
    assert asked == [(socket.SOL_SOCKET, -5, 1)]
