"""The page: from the command to its first answer, one edit, and 500 forms taken home.

Run: python benchmarks/web.py [FORMS [KIND …]]   (500, of 40 lines each, in every format)
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile
from collections.abc import Sequence
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from lxml import html

ROOT = Path(__file__).resolve().parent.parent
LINES, ROUNDS = 40, 30
MARK = "figures"
KINDS = ("xlsx", "workpaper", "docx", "html", "json", "csv", "toml")


def form(project: str = "道路养护") -> str:
    """A form of 40 lines, a third of them scored wrongly."""
    head = f'[form]\nkind = "project"\nproject = "{project}"\nprinted_total = 90\n[budget]\nweight = 20\n'
    lines = [
        f'[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nname = "路段{number}"\ntarget = "≥{number + 10}公里"'
        f'\nactual = "{number + 9 + number % 3}公里"\nweight = 2\nfiled = 2'
        for number in range(LINES - 1)
    ]
    return head + "budget = 100\nspent = 90\nfiled = 18\n" + "\n".join(lines) + "\n"


def fields_of(page: bytes) -> dict[str, str]:
    """The cells of a form on its page."""
    return dict(html.fromstring(page).get_element_by_id("edit").form_values())


class Page:
    """A server with one browser before it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "scoring.cli", "serve", "--no-browser", "--lang", "zh"]
        self.server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
        found = re.search(r"http://\S+", self.server.stdout.readline() if self.server.stdout else "")
        address = found[0] if found else ""
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = self.opener.open(address).read().decode()
        self.host = address.partition("/?")[0]
        self.base = self.host + re.findall(r"url=(/[^/]+)/", page)[0]
        self.opener.open(f"{self.base}/").read()

    def post(self, name: str, data: bytes) -> bytes:
        """Upload a file; the page that follows."""
        head = f'--{MARK}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{MARK}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={MARK}"}
        found: bytes = self.opener.open(urllib.request.Request(f"{self.base}/upload", body, kind)).read()
        return found

    def edit(self, fields: dict[str, str], number: int, form: int = 1) -> float:
        """Edit a cell; how long the answer took."""
        fields |= {"i5.actual": f"{number}公里", "version": str(number)}
        ask = urllib.request.Request(f"{self.base}/forms/{form}", urlencode(fields).encode(), {"HX-Request": "true"})
        begun = time.perf_counter()
        self.opener.open(ask).read()
        return time.perf_counter() - begun

    def end(self) -> None:
        """Stop it."""
        self.server.terminate()
        self.server.wait()


def take_all(page: Page, kind: str) -> str:
    """All forms as one file: the first word, the longest silence, the file."""
    begun = last = time.perf_counter()
    first, silence, data = 0.0, 0.0, b""
    with page.opener.open(f"{page.base}/download/{kind}") as answer:
        while piece := answer.read1(1 << 16):
            now = time.perf_counter()
            first, silence, last = first or now - begun, max(silence, now - last), now
            data += piece
    steps = data.count(b"<li>")
    if steps:  # else it is the file itself
        data = page.opener.open(page.host + re.findall(r"0;url=(\S+)\"", data.decode())[0]).read()
    whole = time.perf_counter() - begun
    return (
        f"{kind}: {whole:.1f} s, first word after {first:.2f} s, longest silence {silence:.2f} s, {steps} steps, "
        f"{len(data) / 1e6:.1f} MB"
    )


def many(count: int, kinds: Sequence[str] = KINDS) -> float:
    """So many forms uploaded and taken home, while one is edited; the seconds that the slowest edit took."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(count):
            package.writestr(f"{number}.toml", form(f"道路养护{number}"))
    page = Page()
    begun = time.perf_counter()
    page.post("forms.zip", stream.getvalue())
    print(f"{count} forms of {LINES} lines uploaded in one archive: {time.perf_counter() - begun:.1f} s")
    fields = dict(
        html.fromstring(page.opener.open(f"{page.base}/forms/1").read()).get_element_by_id("edit").form_values()
    )
    waits: list[float] = []
    over = threading.Event()

    def edits() -> None:
        while not over.wait(0.5):
            waits.append(page.edit(fields, len(waits)))

    editor = threading.Thread(target=edits, daemon=True)
    editor.start()
    for kind in kinds:
        before = len(waits)
        told = take_all(page, kind)
        load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        print(f"{told}; worst edit meanwhile {max(waits[before:], default=0):.2f} s; {load}", flush=True)
    over.set()
    editor.join()
    print(f"edits meanwhile: {len(waits)}, median {median(waits) * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms")
    page.end()
    return max(waits)


def main() -> None:
    """Print the figures."""
    starts = []
    for at in range(5):
        begun = time.perf_counter()
        page = Page()
        starts.append(time.perf_counter() - begun)
        if at < 4:
            page.end()
    fields = fields_of(page.post("a.toml", form().encode()))
    edits = [page.edit(fields, number) for number in range(ROUNDS)]
    page.end()
    print(f"command to first page: median {median(starts):.2f} s, worst {max(starts):.2f} s (goal 1.5 s)")
    print(
        f"one edit of {LINES} lines, asked to answered: median {median(edits) * 1000:.1f} ms, "
        f"worst {max(edits) * 1000:.1f} ms (goal 50 ms)"
    )
    many(int(sys.argv[1]) if len(sys.argv) > 1 else 500, sys.argv[2:] or KINDS)


if __name__ == "__main__":
    main()
