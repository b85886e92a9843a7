"""The page in a browser, started as a user starts it. Needs Chromium (CHROMIUM names another); one test axe-core."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tiers import scaled, slow, variants

from indicators import loads
from scoring import score
from scoring.report import FormReport, Report, render

from .conftest import REQUIRED, chromium

pytest.importorskip("starlette", reason="the page needs the extra web")
sync_api = pytest.importorskip("playwright.sync_api", reason="the browser is driven by playwright")
pytestmark = pytest.mark.skipif(
    not REQUIRED and chromium() is None, reason="no chromium: apt-get install chromium, or set CHROMIUM"
)

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "hongshan-2023"
FILES = ROOT / "tests" / "documents" / "files"
SUBSIDY = EXAMPLES / "8-subsidy.toml"
EVIL = "<script>document.title='taken'</script>\"'><img src=http://198.51.100.1/x onerror=\"document.title='taken'\">"


def drop(page, *paths: Path) -> None:
    """Choose files; the page opens them by itself where it has its script."""
    page.set_input_files("#files", [str(path) for path in paths])


def wait_for(page, element: str, text: str) -> None:
    sync_api.expect(page.locator(element)).to_contain_text(text)


def taken(page) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name="TOML").click()
    return Path(download.value.path()).read_text("utf-8")


def printed(browser, source: Path, target: Path) -> Path:
    """A page as the browser prints it: a PDF."""
    page = browser.new_page(java_script_enabled=False)
    page.set_content(source.read_text("utf-8"))
    page.pdf(path=target)
    page.close()
    return target


@pytest.mark.parametrize(
    "path",
    variants([SUBSIDY, *(FILES / f"forms.{kind}" for kind in ("xlsx", "pdf", "docx", "html", "xls", "ods", "txt"))], 1),
    ids=lambda path: path.suffix,
)  # fmt: skip
def test_open_edit_and_take_home(visit, browser, tmp_path, path: Path) -> None:
    if path.suffix == ".pdf":
        path = printed(browser, FILES / "forms.html", tmp_path / path.name)
    page = visit()
    drop(page, path)
    if path != SUBSIDY:
        page.locator("table.forms tbody a").last.click()
    page.wait_for_url("**/forms/*")
    line = page.locator("tr[id^=row-i] input[name$='.filed']").first
    name = line.get_attribute("name").removesuffix(".filed")
    before, findings = page.locator("#t-1").inner_text(), page.locator("#totals").inner_text()
    line.fill("0.5")
    line.press("Enter")
    wait_for(page, "#status", "Recomputed")
    sync_api.expect(page.locator("#t-1")).not_to_have_text(before)
    sync_api.expect(page.locator("#totals")).not_to_have_text(findings)
    form = loads(taken(page))
    assert next(each for each in form.lines() if each.id == name).filed.text == "0.5"


def test_what_is_taken_home_reads_back_equal(visit) -> None:
    page = visit()
    drop(page, SUBSIDY)
    page.wait_for_url("**/forms/*")
    assert loads(taken(page)) == loads(SUBSIDY.read_text("utf-8"))


def test_findings_come_and_go_beside_their_cell(visit) -> None:
    page = visit()
    drop(page, SUBSIDY)
    page.wait_for_url("**/forms/*")
    cell = page.locator("[name='i4.filed']")
    wait_for(page, "#m-i4-filed", "S303")
    cell.fill("3.20")
    cell.press("Tab")  # leaving the cell saves too
    wait_for(page, "#d-i4", "")
    sync_api.expect(page.locator("#m-i4-filed")).to_be_empty()
    cell.fill("abc")
    cell.press("Enter")
    wait_for(page, "#m-i4-filed", "abc")
    assert cell.get_attribute("aria-invalid") == "true"
    assert page.locator("#r-i4").inner_text() == "3.20"
    page.locator("#row-i4").get_by_role("link", name="explain").click()
    wait_for(page, "#x-i4", "4 × 2399 ÷ 3000")


@pytest.mark.parametrize("kind", variants(["xlsx", "toml", "docx", "html", "pdf"], 1))
def test_a_hostile_form_does_nothing(visit, browser, tmp_path, kind: str) -> None:
    """What looks like a script in a cell stays a text of the cell, in whatever format the form comes."""
    text = f"""[form]
kind = "project"
project = '''{EVIL}'''
improvement = '''</textarea>{EVIL}'''
[budget]
weight = 20
budget = 10
spent = 10
[[indicator]]
level1 = '''{EVIL}'''
name = '''{EVIL}'''
target = "≥20场"
actual = "15场"
reason = "javascript:alert(1)"
weight = 80
filed = 10
"""
    path = tmp_path / f"evil.{kind}"
    if kind == "toml":
        path.write_text(text, "utf-8")
    else:
        report = Report((FormReport(score(loads(text)), ()),))
        made = render(report, "html" if kind == "pdf" else kind)
        path.write_bytes(made if isinstance(made, bytes) else made.encode())
    if kind == "pdf":
        source = path.rename(tmp_path / "evil.html")
        path = printed(browser, source, tmp_path / "evil.pdf")
    page = visit()
    drop(page, path)
    page.wait_for_url("**/forms/*")
    assert "<script>" in page.locator("[name='i1.name']").input_value()
    page.locator("[name='i1.filed']").fill(EVIL)
    page.locator("[name='i1.filed']").press("Enter")
    wait_for(page, "#status", "Not taken over")
    base = page.url.partition("/forms")[0].rstrip("/")
    for address in ("/", "/forms/1", "/forms/1/lines/i1"):
        page.goto(base + address)
        assert page.locator("img").count() == 0
        assert page.title() != "taken"


def test_works_without_script(visit) -> None:
    page = visit(java_script_enabled=False)
    drop(page, SUBSIDY)
    page.get_by_role("button", name="Open").click()
    assert page.url.endswith("/forms/1")
    page.locator("[name='i4.actual']").fill("3000")
    page.get_by_role("button", name="Save and recompute").first.click()
    assert page.locator("#r-i4").inner_text() == "4.00"
    page.locator("[name='i4.filed']").fill("x")
    page.locator("[name='i4.filed']").press("Enter")
    wait_for(page, "#m-i4-filed", "x is not a number")
    assert "3000" in taken(page)


@slow
def test_the_keyboard_is_enough(visit) -> None:
    page = visit()
    drop(page, SUBSIDY)
    page.wait_for_url("**/forms/*")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "i4.actual":
            break
    assert page.evaluate("document.activeElement.name") == "i4.actual"
    page.keyboard.press("Control+A")
    page.keyboard.type("3000")
    page.keyboard.press("Enter")
    wait_for(page, "#r-i4", "4.00")
    assert page.evaluate("document.activeElement.name") == "i4.actual"  # the place is kept
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "i4.filed"
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    wait_for(page, "#t-1", "90.77")


@slow
def test_quick_edits_are_all_taken_over(visit) -> None:
    page = visit()
    drop(page, SUBSIDY)
    page.wait_for_url("**/forms/*")
    for number in range(1, 9):
        page.locator(f"[name='i{number}.filed']").fill("1")
    page.locator("[name='i8.filed']").press("Enter")
    wait_for(page, "#t-1", "73.77")
    page.reload()
    assert [page.locator(f"[name='i{number}.filed']").input_value() for number in range(1, 9)] == ["1"] * 8


def test_files_chosen_before_the_script_had_come_are_opened(visit) -> None:
    """A slow machine shows the page while its script is on the way."""
    page = visit()
    held: list = []
    page.route("**/page.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    drop(page, SUBSIDY)
    held.pop().continue_()
    page.unroute("**/page.js")
    page.wait_for_url("**/forms/1")
    page.go_back()
    wait_for(page, "table.forms", "8-subsidy.toml")
    assert page.locator("#files").evaluate("files => files.files.length") == 0


@slow
def test_two_users_at_once(visit) -> None:
    one, other = visit(), visit()
    drop(one, SUBSIDY)
    drop(other, EXAMPLES / "1-personnel.toml")
    one.wait_for_url("**/forms/1")
    other.wait_for_url("**/forms/1")
    assert one.locator("h1").inner_text() != other.locator("h1").inner_text()


@slow
@pytest.mark.parametrize("script", [True, False])
def test_a_restart_says_what_is_gone(visit, served, script: bool) -> None:
    address, first = served("--lang", "en")
    port = urlsplit(address).port
    page = visit(address, java_script_enabled=script)
    drop(page, SUBSIDY, EXAMPLES / "1-personnel.toml")
    if not script:
        page.get_by_role("button", name="Open").click()
    page.wait_for_selector("table.forms")
    page.locator("table.forms tbody a").first.click()
    first.terminate()
    first.wait(10)
    if script:
        page.locator("[name='i4.filed']").fill("3")
        page.locator("[name='i4.filed']").press("Enter")
        sync_api.expect(page.locator("#gone")).to_be_visible()
    again, _ = served("--lang", "en", "--port", str(port))
    page.reload()
    for name in ("8-subsidy.toml", "1-personnel.toml"):
        wait_for(page, "main", name)
    page.goto(again)
    wait_for(page, "main", "Choose forms")


@slow
def test_too_large_a_file_is_told(visit, served, tmp_path) -> None:
    address, _ = served("--lang", "en", "--limit", "bytes=1000")
    (tmp_path / "large.xlsx").write_bytes(b"x" * max(2 << 20, scaled(40 << 20)))
    page = visit(address)
    with page.expect_navigation() as answer:
        drop(page, tmp_path / "large.xlsx")
    assert answer.value.status == 413
    wait_for(page, "main", "too large")
    page.get_by_role("link", name="To all forms").click()
    wait_for(page, "main", "Choose forms")


@slow
@pytest.mark.parametrize("script", [True, False])
def test_a_file_leads_into_the_page(visit, served, tmp_path, script: bool) -> None:
    """As the command opens it: from a file, whose cookies a browser would not send with a redirection."""
    from scoring.web.door import leading

    address, _ = served("--lang", "en")
    page = visit(leading(tmp_path, address).as_uri(), java_script_enabled=script)
    wait_for(page, "main", "Choose forms")
    assert "token" not in page.url


@slow
@pytest.mark.parametrize("script", [True, False])
def test_many_forms_are_taken_home_with_a_word_on_the_way(visit, script: bool) -> None:
    from scoring.web.taking import FEW

    page = visit(java_script_enabled=script)
    for number in range(1, FEW // 9 + 2):
        drop(page, *sorted(EXAMPLES.glob("*.toml")))
        if not script:
            page.get_by_role("button", name="Open").click()
        page.wait_for_selector(f"table.forms tbody tr:nth-child({9 * number})")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    wait_for(page, "main", "The file is ready")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
