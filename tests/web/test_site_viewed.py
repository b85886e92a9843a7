"""The site in a browser: nothing leaves the machine, pictures are there, and a search in Chinese finds its page."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from tiers import slow

from .conftest import REQUIRED, ROOT, chromium

pytest.importorskip("mkdocs", reason="the site needs the extra docs")
sync_api = pytest.importorskip("playwright.sync_api", reason="the browser is driven by playwright")
pytestmark = [slow, pytest.mark.skipif(not REQUIRED and chromium() is None, reason="no chromium")]

PAGES = [
    "index.html", "tutorial.html", "zh/tutorial.html", "how-to/fill.html", "rules.html", "findings/index.html",
    "reference/python.html",
]  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-q",
        "-f",
        str(ROOT / "mkdocs.yml"),
        "-d",
        str(folder),
    ]
    subprocess.run(command, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser, address):
    """A page whose every request must stay on this machine and be answered."""
    asked, lost = [], []
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        context.set_default_timeout(60_000)
        context.on("request", lambda request: asked.append(request.url))
        context.on("response", lambda response: response.status < 400 or lost.append(response.url))
        context.on("requestfailed", lambda request: lost.append(request.url))
        opened = context.new_page()
        opened.on("pageerror", lambda error: lost.append(str(error)))
        yield opened
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    assert lost == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(page, address, name: str) -> None:
    page.goto(address + name, wait_until="networkidle")
    assert page.locator("article h1").count() == 1
    assert page.evaluate("[...document.images].every(each => each.complete && each.naturalWidth > 0)")
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)  # wide tables and code scroll in themselves


def test_pictures_are_on_the_tutorial(page, address) -> None:
    for name, folder in (("tutorial.html", "en"), ("zh/tutorial.html", "zh")):
        page.goto(address + name, wait_until="networkidle")
        assert page.locator("article img").count() == len(list((ROOT / "docs" / "pictures" / folder).iterdir()))


@pytest.mark.parametrize(("words", "found"), [("复核底稿", "zh/review.html"), ("reconstruct", "findings/W105.html")])
def test_search_finds(page, address, words: str, found: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").fill(words)
    page.keyboard.press("End")
    sync_api.expect(page.locator(f".md-search-result a[href*='{found}']").first).to_be_attached()
