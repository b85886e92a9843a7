"""The site builds, strictly: every page is in its nav, every link leads somewhere, nothing is fetched from outside."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="the site needs the extra docs")
ROOT = Path(__file__).resolve().parent.parent.parent
# what a browser fetches by itself; links that a reader follows may lead outside
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\ssrc="?([^\s">]+)|<link\b[^>]*\shref="?([^\s">]+)"""
)


def build(target: Path, config: Path = ROOT / "mkdocs.yml") -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(target)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("site")
    done = build(target)
    assert done.returncode == 0, done.stderr
    return target


def test_every_page_is_built(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    made = {path.relative_to(site) for path in site.rglob("*.html")} - {Path("404.html")}
    assert made == {page.with_name("index.html") if page.stem == "README" else page for page in pages}


def test_pages_fetch_nothing_from_outside(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    fetched = [one or other for page in pages for one, other in FETCHED.findall(page.read_text("utf-8"))]
    assert len(fetched) > len(pages)
    assert [each for each in fetched if each.startswith(("http:", "https:", "//"))] == []
    styles = [path.read_text("utf-8") for path in site.rglob("*.css")]
    assert styles and not any(re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", each) for each in styles)


def test_formulas_need_no_script(site: Path) -> None:
    text = (site / "rules.html").read_text("utf-8")
    assert text.count("<math") == (ROOT / "docs" / "rules.md").read_text("utf-8").count("$$") // 2 > 0
    assert "arithmatex" not in text


def test_chinese_pages_say_so(site: Path) -> None:
    assert all('<html lang="zh-CN"' in path.read_text("utf-8") for path in (site / "zh").glob("*.html"))
    assert '<html lang="en"' in (site / "index.html").read_text("utf-8")


FAULTY = {  # a page with a fault, and what the build says of it
    "left-out.md": ("\n# A page that is in no nav\n", "left-out.md"),
    "tutorial.md": ("\n# A link to nowhere\n\n[gone](gone.md)\n", "gone.md"),
    "rules.md": ("\n# A link to no heading\n\n[gone](how-to/fill.md#no-heading)\n", "no-heading"),
    "batch.md": ("\n# A link out of the pages\n\n[out](../README.md)\n", "../README.md"),
}


def test_any_fault_ends_the_build(tmp_path: Path) -> None:
    """All at once, as a build takes two seconds; strict, it ends for any warning."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "site_hooks.py", tmp_path / "scripts")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name, (text, _) in FAULTY.items():
        with (tmp_path / "docs" / name).open("a", encoding="utf-8") as page:
            page.write(text)
    done = build(tmp_path / "site", tmp_path / "mkdocs.yml")
    warnings = re.split(r"^(?:INFO|WARNING) ", done.stderr, flags=re.M)
    assert done.returncode == 1
    for name, (_, told) in FAULTY.items():
        assert [each for each in warnings if name in each and told in each], (name, done.stderr)
