"""What a restart has lost, by name: the browser keeps the names, and the page tells them."""

from __future__ import annotations

import base64
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="the page needs the extra web")

from starlette.testclient import TestClient

from scoring.web.app import Site, make_app
from scoring.web.door import Door
from scoring.web.gone import MAX_BYTES, MAX_NAME, MAX_TEXT, packed, unpacked
from scoring.web.sessions import Sessions

from .looks import EXAMPLES, SUBSIDY, base_of, cells, upload

PART = {"HX-Request": "true"}


def restarted(site, user):
    """The same browser before the program started anew."""
    again = Site(Door(), Sessions(), site.pages, site.limits)
    client = TestClient(make_app(again, frozenset({"127.0.0.1:8000"})), base_url=str(user.base_url))
    client.cookies = user.cookies
    return client


def test_after_a_restart_the_page_names_what_is_gone(opened, site) -> None:
    user = opened()
    upload(user, SUBSIDY, EXAMPLES / "1-personnel.toml", EXAMPLES / "2-employment.toml")
    user.post("/forms/2/close")
    posted = cells(user.get("/forms/3").text)
    user.post("/forms/3", data=posted | {"form.title": "改过的表"})
    again = restarted(site, user)
    for page in (again.get("/"), again.get("/forms/1"), again.post("/forms/3", data=posted, headers=PART)):
        assert page.status_code == 403
        assert "8-subsidy.toml" in page.text and "改过的表" in page.text
        assert "1-personnel" not in page.text


def test_what_was_closed_or_ended_is_not_gone(opened, site) -> None:
    user = opened()
    upload(user, SUBSIDY)
    user.post("/end")
    assert "subsidy" not in restarted(site, user).get("/").text
    assert not user.cookies


@given(st.lists(st.text(max_size=120), max_size=600))
def test_the_names_fit_the_cookie(names: list[str]) -> None:
    value = packed(names)
    back = unpacked(value)
    assert len(value) <= MAX_BYTES and re.fullmatch(r"[\w=-]*", value, re.ASCII)
    assert len(back.names) + back.more == len(names)
    assert all(len(name) <= MAX_NAME and "\n" not in name for name in back.names)
    assert back.names or not names or not value


@given(st.text() | st.binary().map(lambda data: base64.urlsafe_b64encode(zlib.compress(data)).decode()))
def test_any_cookie_is_survived(value: str) -> None:
    back = unpacked(value)
    assert len("".join(back.names)) <= MAX_TEXT and back.more < 10_000


def test_a_cookie_is_for_this_browser_alone(opened, site) -> None:
    user = opened(enter=False)
    entered = user.get(f"/?token={site.door.token}")
    user.base_url = user.base_url.join(base_of(entered.text) + "/")
    files = [("files", (SUBSIDY.name, SUBSIDY.read_bytes()))]
    for answer in (entered, user.post("/upload", files=files, follow_redirects=False)):
        given = answer.headers["set-cookie"].lower()
        assert "httponly" in given and "samesite=strict" in given
        assert "expires" not in given and "max-age" not in given
