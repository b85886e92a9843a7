"""The jobs that are run on a system that fails, and what must hold however each run ends."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve
from failing import Outcome, Trial
from faulty import workbook

ROOT = Path(__file__).resolve().parents[1]
FORM = (ROOT / "examples" / "hongshan-2023" / "8-subsidy.toml").read_bytes()
PDF = (ROOT / "tests" / "documents" / "pdf" / "reportlab.pdf").read_bytes()
FOLDER = ROOT / "tests" / "golden" / "input" / "consolidate"
WORD = (ROOT / "tests" / "documents" / "files" / "forms.docx").read_bytes()
OLD = (ROOT / "tests" / "documents" / "files" / "forms.xls").read_bytes()
CHILDREN = {name: (FOLDER / name).read_bytes() for name in ("good/east.toml", "good/west.toml", "parent.toml")}
LINES = "form,weight,filed,target,actual\na,4,2,≥1550人,283\n".encode()
STRAY = 'form,weight,filed,target,actual\na,4,2,≥1550人,"283\n'.encode()
OWN = b'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\nextends = "hongshan-2023"\n'
WORDS, WRITES = ("--lang", "en"), ("--force",)  # of every job; of those that write
ARROW = "/arrow/cpp/"  # how a line of Arrow's own begins: of a file that was read and cannot be closed either


def packed(**files: bytes) -> bytes:
    """An archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in files.items():
            package.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def job(files: dict[str, bytes], line: str) -> Trial:
    """A job by its files and its arguments, with files where it writes."""
    arguments = line.split()
    old = {name: b"old" for name in arguments if name.startswith("out")}
    return Trial({**files, **old}, (*arguments, *WORDS, *(WRITES if old else ())))


BOOK = workbook()
JOBS = {
    "score": job({"form.toml": FORM}, "form.toml -o out"),
    "score by one's own": job({"form.toml": FORM, "own.toml": OWN}, "form.toml --rulebook own.toml -o out"),
    "score a workbook": job({"form.xlsx": BOOK}, "form.xlsx --format workpaper -o out"),
    "score a PDF": job({"form.pdf": PDF}, "form.pdf --format json -o out"),
    "score an archive": job({"a.zip": packed(a_toml=FORM, b_xlsx=BOOK)}, "a.zip --format html -o out"),
    "score a folder": job({"in/a.toml": FORM, "in/b.xlsx": BOOK, "in/c/d.toml": FORM}, "in --format json -o out"),
    "score a Word file": job({"form.docx": WORD}, "form.docx --format docx -o out"),
    "score an old workbook": job({"form.xls": OLD}, "form.xls --format xlsx -o out"),
    "solve": job({"form.toml": FORM}, "solve form.toml --total 90"),
    "check a rulebook": job({"own.toml": OWN}, "rulebooks check own.toml"),
    "fix": job({"form.xlsx": BOOK}, "fix form.xlsx --what raises,scores,rates,totals -o out"),
    "convert": job({"form.toml": FORM}, "convert form.toml -o out"),
    "consolidate": job(CHILDREN, "consolidate good --parent parent.toml -o out"),
    "begin a rulebook": job({}, "rulebooks new -o out.toml"),
    "batch": job({"lines.csv": LINES}, "batch lines.csv -o out.parquet"),
    "batch with totals": job({"lines.csv": LINES}, "batch lines.csv -o out.csv --totals out2.csv"),
    "batch with a stray quote": job({"lines.csv": STRAY}, "batch lines.csv --quotes lenient -o out.csv"),
}  # fmt: skip
JOBS["convert"] = evolve(JOBS["convert"], files={"form.toml": FORM})  # its output is a folder
QUICK = ("score", "score a folder", "fix", "convert")


def wrong(trial: Trial, found: Sequence[Outcome]) -> Iterator[str]:
    """What was not as it must be, run by run; the last of ``found`` is the one in which nothing failed."""
    clean = found[-1]
    for each in found[:-1]:
        faults = list(_faults(trial, each, clean))
        if faults:
            yield f"n = {each.nth}, {each.failed}: {'; '.join(faults)}"


def _faults(trial: Trial, ended: Outcome, clean: Outcome) -> Iterator[str]:
    usual = clean.err.splitlines()
    said = [line for line in ended.err.splitlines() if line not in usual and not line.startswith(ARROW)]
    if "Traceback" in ended.err or ended.code not in (2, clean.code):
        yield f"exit {ended.code}: {ended.err[-300:]}"
    elif ended.code == 2:
        most = len(trial.files) + 1 if trial.after else 1  # where all is gone each file is told, and the output
        if not 1 <= len(said) <= most:
            yield f"{len(said)} lines: {said}"
    elif said or ended.out != clean.out:
        yield f"it says something else: {ended.err or ended.out}"
    for name in ended.files.keys() - clean.files.keys():
        yield f"{name} is left"
    for name in clean.files.keys() - ended.files.keys() - (clean.files.keys() - trial.files.keys()):
        yield f"{name} is gone"
    for name, data in ended.files.items():
        whole = {_shown(files[name]) for files in (trial.files, clean.files) if name in files}
        if whole and _shown(data) not in whole and not _partial(ended, data):
            yield f"{name} is neither the old nor the new"
    if ended.code != 2 and {*ended.files} != {*clean.files}:
        yield "it says that all is well, and a file is not there"


def _shown(made: str | bytes) -> object:
    """An output without the time at which it was made, which workbooks carry."""
    if isinstance(made, bytes) and made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            return tuple((name, package.read(name)) for name in package.namelist() if name != "docProps/core.xml")
    return made


def _partial(ended: Outcome, data: bytes) -> bool:
    """Whether it is a whole report of what could be read, with a word in it on what could not."""
    if ended.code != 2:
        return False
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(b"I107" in package.read(name) for name in package.namelist())
    return data.rstrip().endswith((b"}", b"</html>")) and b"I107" in data
