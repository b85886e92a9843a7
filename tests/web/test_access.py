"""Every state of the page, for whoever cannot see it, sees badly or has no mouse: axe-core finds no serious fault."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from .conftest import REQUIRED, axe, chromium
from .looks import EXAMPLES, ROOT, SUBSIDY
from .test_browser import drop, wait_for

pytest.importorskip("starlette", reason="the page needs the extra web")
pytestmark = [
    pytest.mark.skipif(
        not REQUIRED and chromium() is None, reason="no chromium: apt-get install chromium, or set CHROMIUM"
    ),
    pytest.mark.skipif(
        not REQUIRED and axe() is None, reason="no axe-core: npm install axe-core, or AXE_CORE names its folder"
    ),
]


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_serious_fault_in_any_state(visit, served, language: str, scheme: str, width: int) -> None:
    address, process = served("--lang", language, "--limit", "bytes=100000")
    page = visit(address, color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 800})
    base = page.url.rstrip("/")
    faults, states = [], []

    def check(state: str) -> None:
        page.evaluate(axe().read_text("utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        faults.extend(
            (state, each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
        )
        states.append(state)

    check("empty")
    drop(page, *sorted(EXAMPLES.glob("*.toml")), ROOT / "LICENSE")
    page.wait_for_selector("table.forms")
    check("all forms, and a file that is none")
    for number in (8, 9):
        page.goto(f"{base}/forms/{number}")
        check(f"form {number} with its findings")
        page.locator("summary").first.click()
        page.locator("#row-budget .more a").click()
        page.wait_for_selector("#x-budget pre")
        check(f"form {number}, an explanation and more cells open")
        page.locator("[name='budget.filed']").fill("x")
        page.locator("[name='budget.filed']").press("Enter")
        page.wait_for_selector("#m-budget-filed .problem")
        check(f"form {number}, a value refused")
    page.goto(f"{base}/forms/8/lines/i4")
    check("an explanation alone")
    page.goto(f"{base}/forms/99")
    check("nothing there")
    page.goto(f"{base}/")
    for box in page.locator("input[name=form]").all()[2:]:
        box.uncheck()
    page.locator("#all button").click()
    page.wait_for_selector("tbody tr:nth-child(10)")
    check("consolidated")
    page.locator("table.forms tbody a").last.click()
    check("the consolidated form")
    page.goto(f"{base}/")
    with page.expect_navigation():
        page.evaluate(
            """() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(3 << 20)], "a.xlsx"));
            document.getElementById("files").files = data.files; document.getElementById("drop").requestSubmit(); }"""
        )
    check("too large")
    page.goto(f"{base}/forms/8")
    process.terminate()
    process.wait(10)
    page.locator("[name='i4.filed']").fill("3")
    page.locator("[name='i4.filed']").press("Enter")
    page.wait_for_selector("#gone:not([hidden])")
    check("the program gone")
    served("--lang", language, "--port", str(urlsplit(base).port))
    page.reload()
    wait_for(page, "main", SUBSIDY.name)
    check("gone after a restart")
    assert faults == []
    assert len(states) == 15


def test_the_page_is_no_wider_than_a_small_window(visit) -> None:
    """What is wide scrolls in a frame of its own."""
    page = visit(viewport={"width": 390, "height": 800})
    drop(page, *sorted(EXAMPLES.glob("*.toml")))
    page.wait_for_selector("table.forms")
    base = page.url.partition("/forms")[0].rstrip("/")
    for path in ("/", "/forms/8", "/forms/9", "/forms/8/lines/i4", "/forms/99"):
        page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
