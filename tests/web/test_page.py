"""What the page does, without a browser: opening, editing, taking home, and whom it refuses."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest

from indicators import loads
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "hongshan-2023"
FILES = ROOT / "tests" / "documents" / "files"
SUBSIDY = EXAMPLES / "8-subsidy.toml"
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


def upload(user, *paths: Path):
    return user.post("/upload", files=[("files", (path.name, path.read_bytes())) for path in paths])


def cells(page: str) -> dict[str, str]:
    """The cells of a page's form, as a browser without script would post them."""
    from lxml import html

    form = html.fromstring(page).get_element_by_id("edit")
    return {name: (value or "").removeprefix("\n") for name, value in form.form_values()}


def status(page: str) -> str:
    from lxml import html

    return " ".join(html.fromstring(page).get_element_by_id("status").text_content().split())


def figure(page: str, name: str) -> str:
    from lxml import html

    return html.fromstring(page).get_element_by_id(name).text_content().strip()


@pytest.mark.parametrize("path", sorted(FILES.glob("form*")), ids=lambda path: path.name)
def test_every_format_opens_with_the_forms_that_the_command_reads(opened, path: Path) -> None:
    user = opened()
    wanted = contents(path.read_bytes(), path.name, Limits()).forms
    upload(user, path)
    for number, form in enumerate(wanted, 1):
        page = user.get(f"/forms/{number}")
        assert page.status_code == 200
        taken = loads(user.get(f"/forms/{number}/download/toml").text)
        assert [line.target for line in taken.lines()] == [line.target for line in form.lines()]
        assert score(taken).filed == score(form).filed


def test_a_page_posted_back_unchanged_changes_nothing(opened, site) -> None:
    user = opened()
    upload(user, *sorted(EXAMPLES.glob("*.toml")), FILES / "forms.docx", FILES / "forms.xlsx")
    session = site.sessions.get(user.cookies["jixiao"])
    assert len(session.entries) > 9
    for entry in list(session.entries.values()):
        page = user.get(f"/forms/{entry.number}").text
        assert user.post(f"/forms/{entry.number}", data=cells(page)).status_code == 200
        assert session.entries[entry.number].version == 0


def test_an_edit_changes_score_totals_and_findings(opened) -> None:
    user = opened()
    page = upload(user, SUBSIDY).text
    assert figure(page, "r-i4") == "3.20" and "S303" in figure(page, "n-i4")
    posted = cells(page) | {"i4.actual": "3000", "i4.filed": "4"}
    page = user.post("/forms/1", data=posted).text
    assert figure(page, "r-i4") == "4.00" and "S303" not in figure(page, "n-i4")
    assert figure(page, "t-1") == "90.77"
    taken = loads(user.get("/forms/1/download/toml").text)
    assert next(line for line in taken.lines() if line.id == "i4").actual == "3000"


@pytest.mark.parametrize(
    ("cell", "value", "field"),
    [
        ("budget.target", "8000", lambda form: form.budget.line.target),
        ("budget.actual", "7000万元", lambda form: form.budget.line.actual),
        ("budget.weight", "10", lambda form: form.budget.line.weight.text),
        ("goal.actual", "90%", lambda form: form.goal.actual),
        ("i1.name", "新名", lambda form: form.indicators[0].name),
        ("i1.level", "part", lambda form: form.indicators[0].level),
        ("i1.rate", "0.8", lambda form: form.indicators[0].rate.text),
        ("i1.kind", "reverse", lambda form: form.indicators[0].kind),
        ("i1.reason", "一\n二", lambda form: form.indicators[0].reason),
        ("i1.filed", "", lambda form: form.indicators[0].filed or ""),
        ("i1+i2+i3.level1", "成本", lambda form: form.indicators[2].level1),
        ("form.year", "2024", lambda form: str(form.year)),
        ("form.printed_total", "90.5", lambda form: form.printed_total.text),
        ("form.rulebook", "hongshan-2023", lambda form: form.rulebook),
        ("form.improvement", "改", lambda form: form.improvement),
    ],
)
def test_any_cell_can_be_edited(opened, cell: str, value: str, field) -> None:
    user = opened()
    posted = cells(upload(user, SUBSIDY).text)
    assert cell in posted
    user.post("/forms/1", data=posted | {cell: value})
    assert field(loads(user.get("/forms/1/download/toml").text)) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("i1.filed", "优"), ("i1.weight", "-1"), ("i1.weight", "1e999999999"), ("i1.rate", "2"), ("i1.kind", "no"),
        ("form.year", "20x4"), ("form.year", "999"), ("budget.actual", "many"), ("form.rulebook", "../x.toml"),
    ],
)  # fmt: skip
def test_a_refused_value_stays_in_its_cell_with_the_reason(opened, cell: str, value: str) -> None:
    user = opened()
    before = cells(upload(user, SUBSIDY).text)
    answer = user.post("/forms/1", data=before | {cell: value, "i2.filed": "1"})
    assert answer.status_code == 422
    assert "Not taken over" in status(answer.text)
    taken = cells(user.get("/forms/1").text)
    assert taken[cell] == before[cell] and taken["i2.filed"] == "1"


def test_a_script_gets_the_figures_alone(opened) -> None:
    user = opened()
    posted = cells(upload(user, SUBSIDY).text)
    answer = user.post("/forms/1", data=posted | {"i4.actual": "3000"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.text and 'hx-swap-oob="true"' in answer.text
    assert "Recomputed" in status(answer.text)
    assert figure(answer.text, "r-i4") == "4.00"
    posted |= {"i4.actual": "3000", "version": "1"}
    again = user.post("/forms/1", data=posted, headers={"HX-Request": "true"})
    assert 'id="status"' not in again.text  # Enter sends twice: what was said stays


def test_an_old_page_cannot_undo_a_new_one(opened) -> None:
    user = opened()
    old = cells(upload(user, SUBSIDY).text)
    user.post("/forms/1", data=old | {"i4.actual": "3000"})
    answer = user.post("/forms/1", data=old | {"i5.actual": "1"})
    assert answer.status_code == 409
    assert cells(answer.text)["i4.actual"] == "3000"
    assert cells(user.get("/forms/1").text)["i5.actual"] == "7484"


def test_texts_of_a_form_are_never_markup(opened) -> None:
    user = opened()
    page = user.post("/upload", files=[("files", (f"{EVIL}.toml", HOSTILE.encode()))])
    for text in (page.text, user.get("/").text, user.get("/forms/1").text, user.get("/forms/1/lines/i1").text):
        assert "<img" not in text and "<script>" not in text and "{{" not in text.replace("{{ 7*7 }}", "")
    assert cells(user.get("/forms/1").text)["form.project"] == EVIL


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"PK\x03\x04", b"%PDF-1.7", b"[form]\nkind = 7", "无".encode() * 9])
def test_bad_files_are_told_with_their_name(opened, data: bytes) -> None:
    user = opened()
    page = user.post("/upload", files=[("files", ("bad.xlsx", data))])
    assert page.status_code == 200
    assert "bad.xlsx" in status(page.text)
    assert status(user.get("/").text) == ""


def test_an_uploaded_form_has_no_file_of_this_machine_read(opened, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text("secret = 1", "utf-8")
    user = opened()
    text = 'rulebook = "mine.toml"\n[form]\nkind = "project"\n[goal]\nactual = "100%"'
    page = user.post("/upload", files=[("files", ("a.toml", text.encode()))]).text
    assert "I209" in status(page) and "secret" not in page


def test_several_forms_are_one_document(opened) -> None:
    user = opened()
    page = upload(user, *sorted(EXAMPLES.glob("*.toml"))).text
    assert "S307" in page and "/forms/9" in page
    with zipfile.ZipFile(io.BytesIO(user.get("/download/toml").content)) as package:
        assert len(package.namelist()) == 9
    assert '"version": 1' in user.get("/download/json").text


def test_forms_are_consolidated(opened) -> None:
    user = opened()
    upload(user, EXAMPLES / "4-inspection.toml", EXAMPLES / "5-rectification.toml")
    user.post("/consolidate", data={"form": ["1", "2"]})
    assert "<h1" in user.get("/forms/3").text and '/forms/3"></a>' not in user.get("/").text
    assert "two forms" in status(user.post("/consolidate", data={"form": ["1"]}).text)


def test_every_report_can_be_taken_home(opened) -> None:
    from scoring.web.downloads import offered

    user = opened()
    upload(user, SUBSIDY)
    assert {"toml", "json", "markdown", "csv"} <= set(dict(offered()))
    for kind, _ in offered():
        answer = user.get(f"/forms/1/download/{kind}")
        assert answer.status_code == 200 and answer.content
        assert answer.headers["content-disposition"].startswith("attachment")
    assert user.get("/forms/1/download/csv").content.startswith(b"\xef\xbb\xbf")
    for kind in {"xlsx", "docx", "html"} & set(dict(offered())):
        data = user.get(f"/forms/1/download/{kind}").content
        (form,) = contents(data, f"a.{kind}", Limits()).forms
        assert [line.actual for line in form.lines()] == [
            line.actual for line in loads(SUBSIDY.read_text("utf-8")).lines()
        ]


def test_the_first_form_of_a_few_is_closed(opened) -> None:
    user = opened()
    upload(user, SUBSIDY)
    assert "Close" in user.get("/forms/1").text
    user.post("/forms/1/close")
    assert user.get("/forms/1").status_code == 404
    assert "Traceback" not in user.get("/forms/1").text


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
        stranger.get("/forms/1"),
        upload(stranger, SUBSIDY),
    ):
        assert answer.status_code == 403
        assert "gone" in answer.text  # also after a restart: what is lost, and what is not


def test_a_session_ends(opened, site) -> None:
    user = opened()
    upload(user, SUBSIDY)
    assert "gone" in user.post("/end").text
    assert len(site.sessions) == 0
    assert user.get("/").status_code == 403


def test_sessions_expire_and_are_bounded() -> None:
    from scoring.web.sessions import IDLE, MAX_SESSIONS, Sessions

    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    first = sessions.start()
    for _ in range(MAX_SESSIONS):
        now[0] += 1
        last = sessions.start()
    assert len(sessions) == MAX_SESSIONS and sessions.get(first) is None
    now[0] += IDLE + 1
    assert sessions.get(last) is None


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
    for path in ("/", "/forms/9", "/static/page.css"):
        headers = user.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_templates_have_no_inline_script_or_style_and_no_address_outside() -> None:
    import re

    for path in (ROOT / "scoring" / "web" / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script>|https?://|\|\s*safe", text), path


def test_an_upload_over_the_limit_is_told(site, opened) -> None:
    from attrs import evolve
    from starlette.testclient import TestClient

    from scoring.web.app import make_app

    small = evolve(site, limits=Limits(bytes=1000))
    user = TestClient(make_app(small, frozenset({"127.0.0.1:8000"})), base_url="http://127.0.0.1:8000")
    user.get("/?token=the-token")
    assert "I103" in status(user.post("/upload", files=[("files", ("a.toml", b"x" * 2000))]).text)
    answer = user.post("/upload", files=[("files", ("a.toml", b"x" * (2 << 20)))])
    assert answer.status_code == 413 and "too large" in answer.text


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


def test_two_hundred_uploads_leave_no_file(opened, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    user = opened()
    data = (FILES / "form.csv").read_bytes()
    for number in range(200):
        files = [
            ("files", (f"{number}.csv", data)),
            ("files", ("large.bin", b"\x00" * (3 << 20 if number % 50 == 0 else 9))),
        ]
        assert user.post("/upload", files=files, follow_redirects=False).status_code == 303
    assert list(tmp_path.iterdir()) == []


def test_chinese_throughout(site) -> None:
    import re

    from attrs import evolve
    from lxml import html
    from starlette.testclient import TestClient

    from scoring.rulebook import names
    from scoring.web.app import make_app
    from scoring.web.pages import Pages

    app = make_app(evolve(site, pages=Pages("zh")), frozenset({"127.0.0.1:8000"}))
    user = TestClient(app, base_url="http://127.0.0.1:8000")
    assert '<html lang="zh-CN">' in user.get("/?token=the-token").text
    upload(user, SUBSIDY)
    known = {"subsidy", "toml", "Excel", "Word", "HTML", "TOML", "Markdown", "JSON", "Enter", "Shift"}
    known.update(part for name in names() for part in name.split("-"))
    for path in ("/", "/forms/1"):
        words = " ".join(html.fromstring(user.get(path).text).body.itertext())
        assert set(re.findall(r"[A-Za-z]{4,}", words)) <= known
