"""The page as the tests open it: in this process, and as a process of its own with a browser before it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .looks import base_of

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIRED = os.environ.get("BROWSER_TESTS") == "required"  # in CI nothing of the browser may be skipped
BASE = "http://127.0.0.1:8000"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
def site():
    """A page with its sessions, without a server."""
    pytest.importorskip("starlette", reason="the page needs the extra web")
    from indicators.reading.limits import Limits
    from scoring.web.app import Site
    from scoring.web.door import Door
    from scoring.web.pages import Pages
    from scoring.web.sessions import Sessions

    return Site(Door(), Sessions(), Pages("en"), Limits())


def entered(client, site):
    """``client`` in a session of its own, whose addresses are asked for without their key."""
    page = client.get(f"/?token={site.door.token}")
    assert page.status_code == 200
    client.base_url = client.base_url.join(base_of(page.text) + "/")
    return client


@pytest.fixture
def opened(site):
    """Gives users: each call is another browser that has opened the address."""
    from starlette.testclient import TestClient

    from scoring.web.app import make_app

    app = make_app(site, frozenset({"127.0.0.1:8000"}))

    def user(enter: bool = True) -> TestClient:
        client = TestClient(app, base_url=BASE)
        return entered(client, site) if enter else client

    return user


@pytest.fixture
def served() -> Iterator:
    """Starts ``score serve`` as a user does; the address that it prints."""
    running = []

    def start(*arguments: str, folder: Path | None = None) -> tuple[str, subprocess.Popen]:
        command = [sys.executable, "-m", "scoring.cli", "serve", "--no-browser", *arguments]
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | ({"TMPDIR": str(folder)} if folder else {})
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment, cwd=ROOT
        )
        running.append(process)
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, process.stderr.read()
        return found[0], process

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=60)


def chromium() -> str | None:
    """The browser: Debian's, unless CHROMIUM names another."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def axe() -> Path | None:
    """The script of axe-core; npm has put it under the folder that AXE_CORE names, or beside the project."""
    folders = (os.environ.get("AXE_CORE", ""), str(ROOT / "node_modules" / "axe-core"))
    found = (Path(folder) / "axe.min.js" for folder in folders if folder)
    return next((path for path in found if path.is_file()), None)


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser is driven by playwright")
    sync_api.expect.set_options(timeout=60_000)  # a busy machine is no fault
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def language() -> str:
    """The language of the page."""
    return "en"


@pytest.fixture
def visit(browser, served, language):
    """Gives pages of users of their own; no request of any of them may leave the machine, and no script may fail."""
    contexts, asked, failed = [], [], []
    address, process = served("--lang", language)
    addresses = [address]  # each is good once, and the next one follows

    def user(url: str | None = None, **options):
        size = {"width": 1400, "height": 900}
        context = browser.new_context(**{"accept_downloads": True, "viewport": size} | options)
        context.set_default_timeout(60_000)
        context.on("request", lambda request: asked.append(request.url))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("dialog", lambda dialog: failed.append(dialog.message))
        if url is None:
            url = addresses.pop()
            page.goto(url)
            addresses.append(re.search(r"http://\S+", process.stdout.readline())[0])
        else:
            page.goto(url)
        page.wait_for_selector("#drop")
        page.wait_for_load_state()  # its script, too, is there
        return page

    yield user
    for context in contexts:
        context.close()
    assert {urlsplit(url).hostname for url in asked if not url.startswith("file:")} == {"127.0.0.1"}
    assert failed == []
