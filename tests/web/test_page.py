"""What the page does, without a browser: opening, taking home, consolidating, closing."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve
from tiers import variants

from indicators import loads
from indicators.form import Accept
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score

from .conftest import entered
from .looks import EXAMPLES, FILES, SUBSIDY, status, upload

# those that LibreOffice converts last: it takes three seconds for each
FORMATS = sorted(FILES.glob("form*"), key=lambda path: (path.suffix in (".doc", ".odt", ".rtf"), path))


@pytest.mark.parametrize("path", variants(FORMATS, 7), ids=lambda path: path.name)
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


def test_what_a_reviewer_printed_stands_on_the_page(opened, tmp_path: Path) -> None:
    user, text = opened(), SUBSIDY.read_text("utf-8")
    user_file = tmp_path / "reviewed.toml"
    user_file.write_text(text.replace("filed = 12.77", "filed = 12.77\nreviewed = 11.25"), "utf-8")
    page = upload(user, user_file).text
    assert "reviewed score: 11.25" in page and "<dt>reviewed</dt><dd>—" in page
    assert '<th scope="col">reviewed</th>' in user.get("/").text
    again = loads(user.get("/forms/1/download/toml").text)
    assert str(again.budget.line.reviewed) == "11.25"


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
    assert '<html lang="zh-CN">' in entered(user, site).get("/").text
    upload(user, SUBSIDY)
    known = {"subsidy", "toml", "Excel", "Word", "HTML", "TOML", "Markdown", "JSON", "Enter", "Shift"}
    known.update(part for name in names() for part in name.split("-"))
    for path in ("/", "/forms/1"):
        words = " ".join(html.fromstring(user.get(path).text).body.itertext())
        assert set(re.findall(r"[A-Za-z]{4,}", words)) <= known


@pytest.mark.parametrize("path", ["/forms/1/close", "/forms/1", "/forms/1/lines/i1", "/forms/1/download/json"])
def test_nothing_waits_for_a_form_in_the_loop(opened, site, path: str) -> None:
    """Whatever takes a session's lock or audits does it in a thread: the loop serves everybody else meanwhile."""
    import asyncio

    from scoring.web.sessions import Session

    user = opened()
    upload(user, SUBSIDY)
    seen = []

    class Watched:
        def __init__(self, lock) -> None:
            self.lock = lock

        def __enter__(self) -> None:
            seen.append(in_a_loop())
            self.lock.__enter__()

        def __exit__(self, *error: object) -> None:
            self.lock.__exit__(*error)

    def in_a_loop() -> bool:
        try:
            return asyncio.get_running_loop() is not None
        except RuntimeError:
            return False

    def report(self: Session, *arguments: object, **more: object) -> object:
        seen.append(in_a_loop())
        return real(self, *arguments, **more)

    session = site.sessions.get(user.base_url.path.strip("/"), user.cookies["jixiao"])
    session.lock, real = Watched(session.lock), Session.report
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Session, "report", report)
        answer = user.post(path) if path.endswith("close") else user.get(path)
    assert answer.status_code == 200
    assert seen and not any(seen)


@pytest.mark.parametrize("path", ["/", "/download/json", "/forms/1/download/json"])
def test_nobody_waits_while_all_forms_are_audited(opened, site, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    from scoring.web import reported

    held, real = [], reported.examine

    def examined(*args):
        held.extend(session.lock.locked() for session in site.sessions._open.values())
        return real(*args)

    user = opened()
    upload(user, *sorted(EXAMPLES.glob("*.toml")))
    monkeypatch.setattr(reported, "examine", examined)
    assert user.get(path).status_code == 200
    assert held == [False]


def test_nobody_waits_while_forms_are_scored_or_consolidated(opened, site, monkeypatch: pytest.MonkeyPatch) -> None:
    import scoring.consolidate
    from scoring.web import sessions

    user, held = opened(), []

    def watched(real):
        def call(*args):
            held.extend(session.lock.locked() for session in site.sessions._open.values())
            return real(*args)

        return call

    monkeypatch.setattr(sessions, "score", watched(sessions.score))
    monkeypatch.setattr(scoring.consolidate, "consolidate", watched(scoring.consolidate.consolidate))
    upload(user, *[SUBSIDY] * 2)
    user.post("/consolidate", data={"form": ["1", "2"]})
    assert held == [False] * 4  # two forms, what is made of them, and its score


def test_what_is_open_is_not_looked_through_for_garbage(opened, site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not form after form, which would take longer with each; and when a session ends, all is looked through again."""
    from scoring.web import sessions

    done = []
    collector = SimpleNamespace(**{name: partial(done.append, name) for name in ("collect", "freeze", "unfreeze")})
    monkeypatch.setattr(sessions, "gc", collector)
    monkeypatch.setattr(sessions, "SETTLED", 3)
    user = opened()
    upload(user, *[SUBSIDY] * 7)
    assert done == ["collect", "freeze"] * 2
    user.post("/end")
    assert done[4:] == ["unfreeze"]


def test_a_form_that_was_closed_meanwhile_is_still_reported(opened, site) -> None:
    """What accepts findings is audited among all forms, and may be none of them any more."""
    user = opened()
    upload(user, *[SUBSIDY] * 2)
    session = site.sessions.get(user.base_url.path.strip("/"), user.cookies["jixiao"])
    entry = evolve(session.entries[1], form=evolve(session.entries[1].form, accepts=(Accept("S301", "抽查过", "i1"),)))
    session.remove(1)
    (own,) = session.report("en", entry).forms
    assert own.card is entry.card


def test_a_long_report_is_made_fit_to_be_seen_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece is one call in C, in which no other thread runs; whatever stands where two meet is seen alike."""
    from scoring.web import downloads

    sizes, real = [], downloads.seen_as
    monkeypatch.setattr(downloads, "seen_as", lambda text, kind: (sizes.append(len(text)), real(text, kind))[1])
    text = "\u202e甲\x1b" * 50_000
    for kind in ("json", "html"):
        assert downloads._seen(text, kind) == real(text, kind)
    assert max(sizes) <= 1 << 16 and sum(sizes) == 2 * len(text)
