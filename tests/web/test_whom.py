"""Whom the page answers, what it lets a form do, and how long it knows somebody."""

from __future__ import annotations

import urllib.request

import pytest

from .looks import EXAMPLES, ROOT, SUBSIDY, cells, status, upload

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>javascript:alert(1)"
HOSTILE = f"""
[form]
kind = "project"
project = '''{EVIL}'''
deviation_reason = '''</textarea>{EVIL}'''
[[indicator]]
level1 = '''{EVIL}'''
name = '''{{{{ 7*7 }}}} {EVIL}'''
target = "≥20场"
actual = "15场"
weight = 10
filed = 10
"""


def test_texts_of_a_form_are_never_markup(opened) -> None:
    user = opened()
    page = user.post("/upload", files=[("files", (f"{EVIL}.toml", HOSTILE.encode()))])
    for text in (page.text, user.get("/").text, user.get("/forms/1").text, user.get("/forms/1/lines/i1").text):
        assert "<img" not in text and "<script>" not in text and "{{" not in text.replace("{{ 7*7 }}", "")
    assert cells(user.get("/forms/1").text)["form.project"] == EVIL


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html", "txt"])
def test_texts_of_a_document_are_never_markup(opened, kind: str) -> None:
    """What stands in a cell of an uploaded document is a text of the page, and an edit keeps it one."""
    user = opened()
    user.post("/upload", files=[("files", ("a.toml", HOSTILE.encode()))])
    data = user.get(f"/forms/1/download/{'markdown' if kind == 'txt' else kind}").content
    other = opened()
    page = other.post("/upload", files=[("files", (f"{EVIL}.{kind}", data))])
    assert page.status_code == 200
    numbers = [1] if kind != "txt" else []
    for text in (page.text, *(other.get(f"/forms/{number}").text for number in numbers)):
        assert "<img" not in text and "<script>" not in text
    for number in numbers:
        now = cells(other.get(f"/forms/{number}").text)
        assert EVIL in now["i1.level1"]
        part = other.post(f"/forms/{number}", data=now | {"i1.actual": EVIL}, headers={"HX-Request": "true"}).text
        assert "<img" not in part and "<script>" not in part


def test_an_uploaded_form_has_no_file_of_this_machine_read(opened, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text("secret = 1", "utf-8")
    user = opened()
    text = 'rulebook = "mine.toml"\n[form]\nkind = "project"\n[goal]\nactual = "100%"'
    page = user.post("/upload", files=[("files", ("a.toml", text.encode()))]).text
    assert "I209" in status(page) and "secret" not in page


def test_two_users_never_see_each_other(opened) -> None:
    one, other = opened(), opened()
    upload(one, SUBSIDY)
    assert "补助" not in other.get("/").text
    assert other.get("/forms/1").status_code == 404
    assert other.get("/forms/1/download/toml").status_code == 404
    upload(other, EXAMPLES / "1-personnel.toml")
    assert cells(one.get("/forms/1").text)["form.project"] != cells(other.get("/forms/1").text)["form.project"]


def test_without_the_token_there_is_no_page(opened) -> None:
    stranger = opened(enter=False)
    for answer in (
        stranger.get("/"),
        stranger.get("/?token=wrong"),
        stranger.get("/some-key/forms/1"),
        stranger.post("/some-key/upload", files=[("files", (SUBSIDY.name, SUBSIDY.read_bytes()))]),
    ):
        assert answer.status_code == 403
        assert "gone" in answer.text  # also after a restart: what is lost, and what is not


def test_a_session_ends(opened, site) -> None:
    user = opened()
    upload(user, SUBSIDY)
    assert "gone" in user.post("/end").text
    assert len(site.sessions) == 0
    assert user.get("/").status_code == 403


def test_sessions_expire_and_none_goes_for_another() -> None:
    from scoring.web.sessions import IDLE, MAX_SESSIONS, Sessions

    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    opened = [sessions.start() for _ in range(MAX_SESSIONS)]
    assert None not in opened
    assert sessions.start() is None and sessions.full()
    assert all(sessions.get(each.key, each.secret) is each for each in opened)
    now[0] += IDLE + 1
    assert sessions.get(opened[0].key, opened[0].secret) is None
    assert not sessions.full() and sessions.start() is not None


def test_one_browser_too_many_is_told_and_keeps_its_address(opened, site) -> None:
    from scoring.web.sessions import MAX_SESSIONS

    first, *_ = [opened() for _ in range(MAX_SESSIONS)]
    upload(first, SUBSIDY)
    stranger = opened(enter=False)
    address = f"/?token={site.door.token}"
    refused = stranger.get(address)
    assert refused.status_code == 503 and "no room" in refused.text
    assert first.get("/forms/1").status_code == 200
    first.post("/end")
    assert stranger.get(address).status_code == 200


def test_an_address_is_good_once(opened, site) -> None:
    used = site.door.token
    opened()
    assert opened(enter=False).get(f"/?token={used}").status_code == 403
    assert site.door.token != used


def test_a_cookie_that_another_server_hears_is_good_for_nothing(opened, site) -> None:
    """A browser sends cookies of 127.0.0.1 to every port: none of ours is for a path that another server can name."""
    user = opened()
    upload(user, SUBSIDY)
    assert {each.path for each in user.cookies.jar} == {user.base_url.path.rstrip("/")}
    asked = urllib.request.Request("http://127.0.0.1:9999/forms/1")
    user.cookies.jar.add_cookie_header(asked)
    assert not asked.has_header("Cookie")
    secrets = {each.name: each.value for each in user.cookies.jar}
    thief, other = opened(enter=False), opened()
    thief.cookies.update(secrets)
    for path in ("/", "/forms/1", f"{other.base_url.path}forms/1"):
        assert thief.get(path).status_code in (403, 404)
    # nor is the path alone
    assert other.get(f"http://127.0.0.1:8000{user.base_url.path}").status_code == 403


@pytest.mark.parametrize("host", ["LOCALHOST:8000", "LocalHost:8000", "localhost:8000", "127.0.0.1:8000"])
def test_the_machine_is_known_however_its_name_is_written(site, host: str) -> None:
    from starlette.testclient import TestClient

    from scoring.web.app import make_app

    user = TestClient(make_app(site, frozenset({"127.0.0.1:8000", "localhost:8000"})), base_url=f"http://{host}")
    headers = {"host": host, "origin": f"http://{host}"}
    assert user.get(f"/?token={site.door.token}", headers=headers).status_code == 200
    assert user.post("/x/upload", headers=headers).status_code == 403
    assert "session has ended" in user.post("/x/upload", headers=headers).text  # not refused for its name


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"}, {"host": "127.0.0.1:8001"}, {"origin": "http://evil.example"}, {"origin": "null"},
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    ],
)  # fmt: skip
def test_other_sites_are_refused(opened, headers: dict[str, str]) -> None:
    user = opened()
    assert user.post("/upload", files=[("files", ("a.toml", b""))], headers=headers).status_code == 403
    assert user.post("/upload", files=[("files", ("a.toml", b""))]).status_code == 200


def test_every_answer_carries_the_policy(opened) -> None:
    user = opened()
    for path in ("/", "/forms/9", "http://127.0.0.1:8000/static/page.css"):
        headers = user.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_templates_have_no_inline_script_or_style_and_no_address_outside() -> None:
    import re

    for path in (ROOT / "scoring" / "web" / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script>|https?://|\|\s*safe", text), path


def test_a_fault_of_ours_is_one_sentence(opened, monkeypatch) -> None:
    import scoring.web.forms as forms

    user = opened()
    upload(user, SUBSIDY)

    def broken(*_: object) -> None:
        raise RuntimeError("劳动就业管理局")

    monkeypatch.setattr(forms, "sheet", broken)
    answer = user.get("/forms/1")
    assert answer.status_code == 500
    assert "A fault of this program" in answer.text and "劳动" not in answer.text
