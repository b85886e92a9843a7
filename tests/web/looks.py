"""What the tests of the page look at: fixtures, and what a page shows, read as a browser without script does."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "hongshan-2023"
FILES = ROOT / "tests" / "documents" / "files"
SUBSIDY = EXAMPLES / "8-subsidy.toml"


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


def base_of(page: str) -> str:
    """What the addresses of a session begin with, as its first page leads there."""
    from lxml import html

    [refresh] = html.fromstring(page).xpath("//meta[@http-equiv='refresh']/@content")
    return refresh.partition("url=")[2].rstrip("/")
