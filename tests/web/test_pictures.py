"""The tutorial, walked through in the browser in both languages: its pictures, and that what they show happens.

``UPDATE_GOLDEN=1`` writes the pictures to docs/pictures/ and the corrected form to examples/tutorial/; look at them
before you commit. Pixels are never compared: fonts differ from machine to machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from tiers import slow

from indicators import loads
from scoring import score
from scoring.audit import audit

from .conftest import REQUIRED, ROOT, chromium
from .pictures import WIDTH, Camera

pytest.importorskip("starlette", reason="the page needs the extra web")
sync_api = pytest.importorskip("playwright.sync_api", reason="the browser is driven by playwright")
pytestmark = pytest.mark.skipif(not REQUIRED and chromium() is None, reason="no chromium")

FORM = ROOT / "examples" / "hongshan-2023" / "2-employment.toml"
MENDED = ROOT / "examples" / "tutorial" / "employment-mended.toml"
KEPT = ROOT / "docs" / "pictures"
TUTORIALS = {"en": ROOT / "docs" / "tutorial.md", "zh": ROOT / "docs" / "zh" / "tutorial.md"}
REASON = "因场地调整，大学生招聘会少办5场；结余0.21万元"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
VIEW = {"viewport": {"width": WIDTH, "height": 900}, "device_scale_factor": 1.5}


def codes(page, place: str) -> list[str]:
    return re.findall(r"[A-Z]\d{3}", page.locator(place).inner_text())


def figures(page) -> list[str]:
    """The line over the form: filed, rule, printed, grade, errors, warnings, notes."""
    return page.locator("#totals dd").all_inner_texts()


def mend(page, cell: str, value: str) -> None:
    with page.expect_response("**/forms/1"):
        page.locator(f"[name='{cell}']").fill(value)
        page.locator(f"[name='{cell}']").press("Tab")
    sync_api.expect(page.locator("#status")).not_to_be_empty()


def on_the_page(page, camera: Camera) -> str:
    """Open, look, mend, take home; the corrected form."""
    expect = sync_api.expect
    camera.take("open", ".bar", "main")
    page.set_input_files("#files", str(FORM))
    page.wait_for_url("**/forms/1")
    assert figures(page) == ["93.94", "97.44", "93.94", "优", "1", "3", "1"]
    assert [codes(page, f"#m-{cell}-filed") for cell in ("goal", "i3", "i6")] == [["S303"]] * 3
    camera.take("form", "h1", ".lines")

    page.locator("#row-i3 .more a").click()
    expect(page.locator("#x-i3")).to_contain_text("10 × 15 ÷ 20 = 7.5")
    camera.take("why", "#row-i3")

    for cell, value in (("goal.filed", "20"), ("i3.filed", "7.5"), ("i6.filed", "10")):
        mend(page, cell, value)
    expect(page.locator("#t-1")).to_have_text("97.44")
    assert figures(page) == ["97.44", "97.44", "93.94", "优", "2", "0", "1"]
    assert sorted(codes(page, "#whole")) == ["R501", "S305", "W105"]
    camera.take("total", ".lines tfoot", "#whole")

    mend(page, "form.printed_total", "97.44")
    mend(page, "form.deviation_reason", REASON)
    expect(page.locator("#whole")).not_to_contain_text("R501")
    assert figures(page) == ["97.44", "97.44", "97.44", "优", "0", "0", "1"]
    assert codes(page, "#whole") == ["W105"]
    camera.take("done", "#totals", "#row-goal")
    camera.take("take", ".reasons", ".take .files")
    with page.expect_download() as download:
        page.get_by_role("link", name="TOML").click()
    return Path(download.value.path()).read_text("utf-8")


def by_command(page, folder: Path, language: str) -> list[str]:
    """The report that the tutorial's last command writes, as the browser shows it."""
    command = ["examples/tutorial/employment-mended.toml", "--format", "html", "--output", str(folder / "report.html")]
    line = [sys.executable, "-m", "scoring.cli", *command, "--lang", language]
    assert subprocess.run(line, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False).returncode == 0
    page.set_content((folder / "report.html").read_text("utf-8"))
    assert "97.44" in page.locator("article.form").inner_text()
    assert REASON in page.locator("article.form").inner_text()
    assert codes(page, ".check > p.note") == ["W105"]
    camera = Camera(page, folder)
    camera.take("official", "article.form")
    camera.take("report", ".check > h3", ".check figure")
    return camera.names


@slow
@pytest.mark.parametrize("language", TUTORIALS)
def test_the_steps_of_the_tutorial_happen(visit, browser, language: str, tmp_path: Path) -> None:
    page = visit(**VIEW)
    camera = Camera(page, tmp_path)
    mended = on_the_page(page, camera)
    if UPDATE:
        MENDED.write_text(mended, "utf-8")
    assert mended == MENDED.read_text("utf-8")
    assert [each.code for each in audit(score(loads(mended)))] == ["W105"]
    with browser.new_context(**VIEW) as context:  # of its own: the page of the server forbids styles in a text
        names = by_command(context.new_page(), tmp_path, language)

    taken = {f"{name}.png" for name in (*camera.names, *names)}
    if UPDATE:
        shutil.rmtree(KEPT / language, ignore_errors=True)
        (KEPT / language).mkdir(parents=True)
        for name in taken:
            shutil.copy(tmp_path / name, KEPT / language / name)
    assert {path.name for path in (KEPT / language).iterdir()} == taken
    told = TUTORIALS[language].read_text("utf-8")
    assert set(re.findall(rf"\]\((?:\.\./)?pictures/{language}/([\w.]+)\)", told)) == taken
    for name in taken:  # the kept picture is of the same part of the page, whatever the fonts
        ours, theirs = size(KEPT / language / name), size(tmp_path / name)
        assert ours[0] == theirs[0] and abs(ours[1] - theirs[1]) <= theirs[1] // 4, name


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        return opened.size


def test_pictures_are_small() -> None:
    assert 0 < sum(path.stat().st_size for path in KEPT.rglob("*.png")) < 1_500_000
