"""Documents that only LibreOffice reads (.doc, .wps, .rtf, .odt) saved as .docx, by a process of its own under bounds.

The process has a profile folder of its own, in which macros, active content and links to elsewhere are off; it is ended
with its children when its time is up or we end, and can write no more than the limits allow. The folder of a run that
was killed goes with the next conversion.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indicators.messages import Message
from indicators.reading.attempt import Budget, Refused
from indicators.reading.files import bytes_of
from indicators.reading.leftovers import named, sweep

PREFIX = "jixiao-office-"
_FILTER = "docx:MS Word 2007 XML"
_USUAL = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# The shell's input is closed when we end, however that is: then all that it began is ended, itself too.
_BOUNDED = """ulimit -f "$1" 2>/dev/null; shift; exec 3<&0
{ cat <&3 >/dev/null; kill -9 0; } 2>/dev/null &
exec "$@" 3<&- </dev/null"""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}


def program() -> str | None:
    """The path of LibreOffice's program; None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _USUAL if Path(path).is_file()), None)


def saved_as_docx(data: bytes, suffix: str, kind: str, budget: Budget) -> bytes:
    """The document in ``data``, a file of the format ``suffix`` (``.doc``), as a Word package. Raises Refused.

    ``kind`` is what messages call the format. Raises I315 where LibreOffice is not installed, I316 where it takes more
    than ``limits.seconds``, I301 where it makes nothing of the file.
    """
    soffice = program()
    if soffice is None:
        raise budget.refuse("I315", kind=kind)
    sweep(PREFIX)
    with tempfile.TemporaryDirectory(prefix=named(PREFIX), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        items = (_ITEM.format(name=key, value=value) for key, value in _SETTINGS.items())
        settings.write_text(_PROFILE.format(items="\n".join(items)), "utf-8")
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        _run(_command(soffice, folder, source, budget.limits.unpacked), folder, budget)
        made = folder / "out" / "document.docx"
        if not made.is_file():
            reason = Message("LibreOffice cannot read it")
            raise budget.refuse("I301", kind=kind, reason=reason)
        saved, problems = bytes_of(made, budget.file, budget.limits.bytes)
        if problems:
            raise Refused(problems[0])
        return saved


def _command(soffice: str, folder: Path, source: Path, most: int) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", _FILTER]
    command = [soffice, profile, *options, "--outdir", str(folder / "out"), str(source)]
    if os.name == "posix":  # blocks of 512 bytes: what a hostile file may make it write
        return ["/bin/sh", "-c", _BOUNDED, "sh", str(max(1, most // 512)), *command]
    return command


def _run(command: list[str], folder: Path, budget: Budget) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SAL_")}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    with _started(command, environment) as process:
        try:
            process.wait(budget.limits.seconds)
        except subprocess.TimeoutExpired:
            raise budget.refuse("I316", limit=budget.limits.seconds) from None


@contextmanager
def _started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that does not outlive its block, nor do its children."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)  # its children too: the session is its own
        except ProcessLookupError:
            pass  # all have ended
        except PermissionError:
            pass  # macOS says so of a group that has ended
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
