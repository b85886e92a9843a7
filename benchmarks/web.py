"""The page: from the command to its first answer, and one edit of a form of 40 lines. Run: python benchmarks/web.py"""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from lxml import html

ROOT = Path(__file__).resolve().parent.parent
LINES, ROUNDS = 40, 30


def form() -> str:
    """A form of 40 lines, a third of them scored wrongly."""
    head = '[form]\nkind = "project"\nproject = "道路养护"\nprinted_total = 90\n[budget]\nweight = 20\n'
    lines = [
        f'[[indicator]]\nlevel1 = "产出指标"\nlevel2 = "数量指标"\nname = "路段{number}"\ntarget = "≥{number + 10}公里"'
        f'\nactual = "{number + 9 + number % 3}公里"\nweight = 2\nfiled = 2'
        for number in range(LINES - 1)
    ]
    return head + "budget = 100\nspent = 90\nfiled = 18\n" + "\n".join(lines) + "\n"


def main() -> None:
    """Print the figures."""
    starts = []
    for _ in range(5):
        begun = time.perf_counter()
        command = [sys.executable, "-m", "scoring.cli", "serve", "--no-browser", "--lang", "zh"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
        found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
        address = found[0] if found else ""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = opener.open(address).read().decode()
        base = address.partition("/?")[0] + re.findall(r"url=(/[^/]+)/", page)[0]
        opener.open(f"{base}/").read()
        starts.append(time.perf_counter() - begun)
        if len(starts) < 5:
            server.terminate()
            server.wait()
    mark = "figures"
    body = (
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="a.toml"\r\n\r\n{form()}\r\n--{mark}--\r\n'
    ).encode()
    post = urllib.request.Request(f"{base}/upload", body, {"Content-Type": f"multipart/form-data; boundary={mark}"})
    page = opener.open(post).read()
    fields = dict(html.fromstring(page).get_element_by_id("edit").form_values())
    edits = []
    for number in range(ROUNDS):
        fields |= {"i5.actual": f"{number}公里", "version": str(number)}
        ask = urllib.request.Request(f"{base}/forms/1", urlencode(fields).encode(), {"HX-Request": "true"})
        begun = time.perf_counter()
        opener.open(ask).read()
        edits.append(time.perf_counter() - begun)
    server.terminate()
    server.wait()
    print(f"command to first page: median {median(starts):.2f} s, worst {max(starts):.2f} s (goal 1.5 s)")
    print(
        f"one edit of {LINES} lines, asked to answered: median {median(edits) * 1000:.1f} ms, "
        f"worst {max(edits) * 1000:.1f} ms (goal 50 ms)"
    )


if __name__ == "__main__":
    main()
