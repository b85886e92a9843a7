"""Many forms taken home as one file: made in a process of its own, while a page says how far it has come."""

from __future__ import annotations

from threading import BoundedSemaphore

import pytest
from packed import parts
from tiers import variants

from indicators.place import Place
from scoring.audit.document import Around
from scoring.web.downloads import Download, offered

from .looks import EXAMPLES, SUBSIDY, base_of, upload

taking = pytest.importorskip("scoring.web.taking", reason="the page needs the extra web")


def test_many_forms_are_written_while_the_page_says_how_far(opened, monkeypatch) -> None:
    """The page grows until the file is there, and leads to it; a browser that leaves ends the work."""
    user = opened()
    upload(user, *[SUBSIDY] * (taking.FEW + 1))
    monkeypatch.setattr(taking, "STEP", 0.01)
    page = user.get("/download/xlsx")
    assert page.headers["content-type"].startswith("text/html")
    assert page.text.count("<li>") > 1 and f"of {taking.FEW + 1} forms" in page.text
    assert page.text.rstrip().endswith("</html>")
    base = base_of(page.text).removesuffix("/made")
    assert user.base_url.path == f"{base}/"
    made = user.get("/made")
    assert made.content[:2] == b"PK" and "forms.xlsx" in made.headers["content-disposition"]
    assert user.get("/made").status_code == 404


KINDS = ["json", *(kind for kind, _ in offered() if kind not in ("json", "toml"))]


@pytest.mark.parametrize("kind", variants(KINDS, 2))
def test_a_file_of_many_forms_is_the_one_that_is_made_here(opened, site, monkeypatch, kind: str) -> None:
    """Forms and what stands around them: nothing is lost on the way to the process."""
    monkeypatch.setattr(taking, "FEW", 1)
    user = opened()
    upload(user, *sorted(EXAMPLES.glob("*.toml")))
    session = site.sessions.get(user.base_url.path.strip("/"), user.cookies["jixiao"])
    session.around = Around(gaps=(Place("a.pdf", "p2"),))
    user.get(f"/download/{kind}")
    made, here = user.get("/made"), taking.made(session, kind, "en")
    assert all(here.headers[name] == made.headers[name] for name in ("content-type", "content-disposition"))
    if made.content[:2] == b"PK":
        one, other = parts(made.content), parts(here.body)
        assert one.keys() == other.keys()
        assert [name for name in one if one[name] != other[name]] in ([], ["docProps/core.xml"])  # when it was made
    else:
        assert made.content == here.body


def test_forms_alone_come_at_once(opened, monkeypatch) -> None:
    monkeypatch.setattr(taking, "FEW", 1)
    user = opened()
    upload(user, *sorted(EXAMPLES.glob("*.toml")))
    assert len(parts(user.get("/download/toml").content)) == 9


@pytest.mark.parametrize("fault", ["raise RuntimeError('劳动就业管理局')", "os._exit(1)"])
def test_what_cannot_be_written_is_told_on_the_page_that_grew(opened, monkeypatch, tmp_path, fault: str) -> None:
    user = opened()
    upload(user, *[SUBSIDY] * (taking.FEW + 1))
    (tmp_path / "faulty_writing.py").write_text(f"import os\ndef begin(*_): {fault}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(taking, "WRITING", "faulty_writing")
    page = user.get("/download/xlsx").text
    assert "A fault of this program" in page and "劳动" not in page and "/made" not in page


def test_a_library_that_is_missing_is_told_on_the_page_that_grew(opened, monkeypatch, tmp_path) -> None:
    user = opened()
    upload(user, *[SUBSIDY] * (taking.FEW + 1))
    (tmp_path / "openpyxl.py").write_text("raise ImportError\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert "pip install" in user.get("/download/xlsx").text


def test_nobody_works_for_a_browser_that_is_gone(opened, site, monkeypatch) -> None:
    user = opened()
    upload(user, *[SUBSIDY] * 3)
    monkeypatch.setattr(taking, "STEP", 0.01)
    session = site.sessions.get(user.base_url.path.strip("/"), user.cookies["jixiao"])
    making = taking.Making(session, "xlsx", "en")
    making.left = True
    assert isinstance(making.outcome.get(timeout=60), taking._Left)


def test_a_few_files_are_made_at_once(opened, site, monkeypatch) -> None:
    """No more processes than cores: the next waits, and whoever waits may go."""
    user = opened()
    upload(user, SUBSIDY)
    session = site.sessions.get(user.base_url.path.strip("/"), user.cookies["jixiao"])
    monkeypatch.setattr(taking, "STEP", 0.01)
    monkeypatch.setattr(taking, "_ROOM", BoundedSemaphore(1))
    with taking._ROOM:
        making = taking.Making(session, "xlsx", "en")
        assert making.wait() is None and making.far == 0
    assert isinstance(making.outcome.get(timeout=60), Download)
