"""Several people upload every PDF of the tests to one page, again and again, while another edits a form.

Run: python scripts/uploads.py [SECONDS [PEOPLE]]   (120 and 8; what came of it stands in docs/reliability.md)
Every reading must be that of one alone, the page must live, and nobody may wait more than a second for an edit.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from typing import IO
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "documents" / "pdf"
MARK, DEFAULTS, WAIT = "boundary", ("120", "8"), 1.0
FORM = """[form]
kind = "project"
project = "道路养护"
[[indicator]]
name = "里程"
target = "≥100公里"
actual = "80公里"
weight = 10
filed = 8
"""


class Addresses:
    """What the server prints: each address is good for one browser, and the next one follows."""

    def __init__(self, printed: IO[str]) -> None:
        self._printed, self._lock = printed, threading.Lock()

    def entered(self) -> tuple[urllib.request.OpenerDirector, str]:
        """A browser with a session of its own, and what its addresses begin with."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with self._lock:
            [address] = re.findall(r"http://\S+", self._printed.readline())
            page = opener.open(address).read().decode()
        return opener, address.partition("/?")[0] + re.findall(r"url=(/[^/]+)/", page)[0]


def post(base: str, files: dict[str, bytes]) -> urllib.request.Request:
    """A post of files."""
    body = b""
    for name, data in files.items():
        head = f'--{MARK}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    body += f"--{MARK}--\r\n".encode()
    return urllib.request.Request(f"{base}/upload", body, {"Content-Type": f"multipart/form-data; boundary={MARK}"})


class People:
    """What the people of one run have seen."""

    def __init__(self, addresses: Addresses, files: dict[str, bytes], until: float) -> None:
        self.addresses, self.files, self.until = addresses, files, until
        self.alone = self.reading()
        self.rounds, self.wrong = 0, 0
        self.waits: list[float] = []
        self.errors: list[str] = []

    def reading(self) -> bytes:
        """All files uploaded in a session of their own, and what was read of them."""
        opener, base = self.addresses.entered()
        opener.open(post(base, self.files)).read()
        found: bytes = opener.open(f"{base}/download/json").read()
        opener.open(urllib.request.Request(f"{base}/end", b"")).read()
        return found

    def upload(self) -> None:
        """Upload until the time is up."""
        while time.monotonic() < self.until:
            try:
                self.wrong += self.reading() != self.alone
                self.rounds += 1
            except OSError as error:
                self.errors.append(f"{error}")

    def edit(self) -> None:
        """Edit a form again and again."""
        opener, base = self.addresses.entered()
        page = opener.open(post(base, {"a.toml": FORM.encode()})).read().decode()
        names = re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', page)
        fields = dict(names)
        version = 0
        while time.monotonic() < self.until:
            fields |= {"i1.actual": f"{version % 90}公里", "version": str(version)}
            ask = urllib.request.Request(f"{base}/forms/1", urlencode(fields).encode(), {"HX-Request": "true"})
            begun = time.monotonic()
            try:
                opener.open(ask).read()
            except OSError as error:
                self.errors.append(f"edit: {error}")
            self.waits.append(time.monotonic() - begun)
            version += 1
            time.sleep(0.2)


def main() -> None:
    """Run, and say what came of it; fails where anything did that must not."""
    seconds, count = (int(given) for given in [*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]])
    files = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.pdf"))}
    command = [sys.executable, "-m", "scoring.cli", "serve", "--no-browser", "--lang", "zh"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as server:
        if server.stdout is None:
            raise SystemExit("nothing is printed")
        people = People(Addresses(server.stdout), files, time.monotonic() + seconds)
        threads = [threading.Thread(target=people.upload) for _ in range(count)]
        threads.append(threading.Thread(target=people.edit))
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        died = server.poll() is not None
        server.terminate()
    worst = max(people.waits)
    print(
        f"{count} people, {seconds} s: {people.rounds} uploads of {len(files)} files, {people.wrong} read otherwise, "
        f"{len(people.errors)} errors, {'died' if died else 'lives'}; "
        f"{len(people.waits)} edits, median {median(people.waits) * 1000:.0f} ms, worst {worst * 1000:.0f} ms"
    )
    raise SystemExit(1 if died or people.wrong or people.errors or worst > WAIT else 0)


if __name__ == "__main__":
    main()
