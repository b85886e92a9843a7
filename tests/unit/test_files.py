"""Every file that is named or found is accounted for, in every report; the receipt; the exit codes."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import zipfile
from pathlib import Path

import pytest

from indicators.reading.accounts import COPY, FORM, NONE, STATUSES, UNREAD
from indicators.reading.load import read
from scoring.cli import run
from scoring.report import FORMATS

FILED = """
[form]
kind = "project"
project = "甲"
[[indicator]]
name = "场次"
target = "≥3场"
actual = "3场"
weight = 100
filed = 100
"""
TABLE = "<table><tr><td>科目</td><td>金额</td></tr><tr><td>工资</td><td>12</td></tr></table>"
FILES = {
    "1.toml": FILED.encode(),
    "2 副本.toml": FILED.encode(),
    "README.md": b"# notes",
    "rules.toml": b'id = "own"\n[[form]]\nkind = "project"\n',
    "决算.html": TABLE.encode(),
    "坏.docx": b"PK\x03\x04 cut off",
    "坏.toml": b"[form\n",
    "空.xlsx": b"",
    "照片.jpg": b"\xff\xd8\xff\xe0",
    "包.rar": b"Rar!",
    "程序.exe": b"MZ",
    "sub/3.toml": FILED.replace("甲", "乙").encode(),
    ".hidden": b"x",
    "~$1.docx": b"x",
}
EXPECTED = {
    "1.toml": FORM, "2 副本.toml": COPY, "README.md": NONE, "rules.toml": NONE, "决算.html": NONE, "坏.docx": UNREAD,
    "坏.toml": UNREAD, "空.xlsx": UNREAD, "照片.jpg": UNREAD, "包.rar": UNREAD, "程序.exe": NONE, "sub/3.toml": FORM,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "报送"
    for name, data in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = run([*arguments, "--lang", "en"])
    return code, capsys.readouterr().out


def text_of(data: bytes) -> str:
    """Everything that a report says, whatever packs it."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b"".join(package.read(each) for each in package.namelist())
    return html.unescape(data.decode("utf-8", "replace"))


def test_every_file_has_one_status_and_the_counts_add_up(folder, capsys):
    code, text = said([str(folder), "--format", "json", "--jobs", "1"], capsys)
    data = json.loads(text)
    found = {str(Path(each["file"]).relative_to(folder)): each for each in data["files"]}
    assert {name: each["status"] for name, each in found.items()} == EXPECTED
    assert len(data["files"]) == len(EXPECTED)
    assert all(each["status"] in STATUSES for each in found.values())
    assert [each["reason"] != "" for each in found.values()] == [each["status"] != FORM for each in found.values()]
    assert len(data["forms"]) == sum(status == FORM for status in EXPECTED.values())
    assert code == 2  # some are broken


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "docx"])
def test_every_format_names_every_file_that_is_no_form(name, folder, tmp_path, capsys):
    target = tmp_path / "report"
    run([str(folder), "--format", name, "-o", str(target), "--jobs", "1"])
    text = text_of(target.read_bytes()).replace("\\", "")
    assert [file for file, status in EXPECTED.items() if status != FORM and Path(file).name not in text] == []
    assert "jixiao" in text
    capsys.readouterr()


def test_the_summary_counts_the_files(folder, capsys):
    _, text = said([str(folder), "--summary", "--jobs", "1"], capsys)
    (line,) = [each for each in text.splitlines() if each.startswith("files ")]
    assert line == "files 12: form 2, copy 1, not read 5, no form 4"


def test_processes_account_alike(folder):
    one, two = (read(folder, workers=workers) for workers in (1, 2))
    assert one.files == two.files


def test_files_that_are_no_documents_are_one_line(folder, capsys):
    _, text = said([str(folder), "--jobs", "1"], capsys)
    (line,) = [each for each in text.splitlines() if each.startswith("no form in")]
    assert all(name in line for name in ("README.md", "rules.toml", "程序.exe"))


def test_a_copy_is_told_once(folder, capsys):
    _, text = said([str(folder), "--format", "json", "--jobs", "1"], capsys)
    data = json.loads(text)
    assert [each["code"] for each in data["findings"]].count("X806") == 1
    assert len({each["source"]["file"] for each in data["forms"]}) == len(data["forms"])


def test_a_form_whose_rulebook_is_not_there_is_not_read(tmp_path, capsys):
    (tmp_path / "a.toml").write_text('rulebook = "no.toml"\n' + FILED, "utf-8")
    (tmp_path / "b.toml").write_text(FILED.replace("甲", "乙"), "utf-8")
    code, text = said([str(tmp_path), "--format", "json"], capsys)
    assert [each["status"] for each in json.loads(text)["files"]] == [UNREAD, FORM]
    assert code == 2


def test_files_in_an_archive_are_named_by_their_paths(tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("in/form.toml", FILED)
        package.writestr("in/photo.jpg", b"\xff\xd8\xff")
    _, text = said([str(tmp_path), "--format", "json"], capsys)
    found = {each["file"].partition("a.zip/")[2]: each["status"] for each in json.loads(text)["files"]}
    assert found == {"in/form.toml": FORM, "in/photo.jpg": UNREAD}


def test_the_receipt_can_be_checked_by_hand(tmp_path, capsys):
    path = tmp_path / "a.toml"
    path.write_text('rulebook = "hongshan-2023"\n' + FILED, "utf-8")
    _, text = said([str(path), "--format", "json", "--ignore", "F001", "--strict"], capsys)
    receipt = json.loads(text)["receipt"]
    assert receipt["input"] == hashlib.sha256(path.read_bytes()).hexdigest()
    book = Path(__file__).parents[2] / "scoring" / "rulebooks" / "hongshan-2023.toml"
    assert receipt["rulebooks"] == [
        {"id": "hongshan-2023", "status": "verified", "sha256": hashlib.sha256(book.read_bytes()).hexdigest()}
    ]
    assert receipt["options"] == ["--ignore F001", "--strict"]


def test_the_receipt_of_several_files_is_the_hash_of_their_list(tmp_path, capsys):
    names = ("a.toml", "b.toml")
    for name in names:
        (tmp_path / name).write_text(FILED.replace("甲", name), "utf-8")
    _, text = said([str(tmp_path), "--format", "json"], capsys)
    lines = [f"{hashlib.sha256((tmp_path / each).read_bytes()).hexdigest()}  {tmp_path / each}\n" for each in names]
    assert json.loads(text)["receipt"]["input"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_another_text_of_a_rulebook_has_another_hash():
    from scoring.rulebook import FOLDER, loads

    text = (FOLDER / "mof-2020.toml").read_text("utf-8")
    assert loads(text).digest != loads(text + "\n").digest


UNREAD_FORM = FILED.replace('actual = "3场"\n', 'unread = ["actual"]\ncandidates = {actual = ["3场", "8场"]}\n')


def test_figures_to_confirm_have_an_exit_code_of_their_own(tmp_path, capsys):
    path = tmp_path / "a.toml"
    path.write_text('rulebook = "hongshan-2023"\n' + UNREAD_FORM, "utf-8")
    calm = ["--ignore", "F,W"]
    assert said([str(path), *calm], capsys)[0] == 4
    assert said([str(path)], capsys)[0] == 1  # errors come first
    assert said([str(path), *calm, "--exit-zero"], capsys)[0] == 0
    assert said([str(path), str(tmp_path / "none"), *calm], capsys)[0] == 2
    assert "1 figure to confirm" in said([str(path), *calm], capsys)[1]
    run([str(path), *calm, "--lang", "zh"])
    assert "1 个数字待核对" in capsys.readouterr().out


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "json"])
def test_every_format_marks_what_is_to_confirm(name, tmp_path, capsys):
    path, target = tmp_path / "a.toml", tmp_path / "report"
    path.write_text(UNREAD_FORM, "utf-8")
    run([str(path), "--format", name, "-o", str(target), "--lang", "zh"])
    text = text_of(target.read_bytes())
    if name == "csv":
        (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        assert (row["actual"], row["unread"]) == ("", "actual")
    else:
        assert "待核对" in text
    capsys.readouterr()


ROWS = "<tr><td>产出指标</td><td>数量指标</td><td>培训人次</td><td>≥280人次</td></tr>"
HEADS = "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"


@pytest.mark.parametrize(
    ("title", "status", "says"),
    [
        ("项目支出绩效目标申报表", "targets", "这是绩效目标申报表，没有完成值"),
        ("项目支出绩效目标批复表", "targets", "这是绩效目标申报表，没有完成值"),
        ("2023年度项目绩效运行监控表", "monitoring", "这是绩效运行监控表"),
    ],
)
def test_a_table_of_another_stage_asked_alone(title, status, says, tmp_path, capsys):
    path = tmp_path / "a.html"
    path.write_text(f"<p>{title}</p><table>{HEADS}{ROWS}</table>", "utf-8")
    assert run([str(path), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert (len(out.strip().splitlines()), err) == (1, "")
    assert says in out
    code, text = said([str(path), "--format", "json"], capsys)
    data = json.loads(text)
    assert (code, data["forms"], [each["status"] for each in data["files"]]) == (0, [], [status])
    assert data["files"][0]["place"] != ""


def test_our_own_work_paper_is_no_form(tmp_path, capsys):
    form, paper = tmp_path / "a.toml", tmp_path / "paper.xlsx"
    form.write_text(FILED, "utf-8")
    for language in ("zh", "en"):
        run([str(form), "--format", "workpaper", "-o", str(paper), "--lang", language, "--force"])
        capsys.readouterr()
        code, text = said([str(paper), "--format", "json"], capsys)
        data = json.loads(text)
        assert (code, data["forms"], [each["status"] for each in data["files"]]) == (0, [], ["workpaper"])


def test_the_official_form_with_a_cell_to_confirm_reads_back_so(tmp_path, capsys):
    form, page = tmp_path / "a.toml", tmp_path / "a.xlsx"
    form.write_text(UNREAD_FORM.replace("weight = 100", "weight = 60") + OTHER, "utf-8")
    run([str(form), "--format", "xlsx", "-o", str(page)])
    capsys.readouterr()
    (found,) = read(page).forms
    assert [line.unread for line in found.indicators] == [("actual",), ("filed",)]


OTHER = """
[[indicator]]
name = "合格率"
target = "≥90%"
actual = "95%"
weight = 40
unread = ["filed"]
"""


def test_several_unread_weights_have_together_what_is_left(tmp_path):
    from indicators import loads
    from scoring import score

    line = '[[indicator]]\nname = "{}"\ntarget = "≥3场"\nactual = "3场"\nfiled = 30\nunread = ["weight"]\n'
    form = loads('[form]\nkind = "project"\n' + line.format("a") + line.format("b"))
    card = score(form)
    assert card.has_points
    assert (card.rule.low, card.rule.high) == (0, 100)


@pytest.mark.parametrize("job", [["convert", "-o", "out"], ["solve"]])
def test_other_jobs_say_what_a_file_is_too(job, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text(f"<p>项目支出绩效目标申报表</p><table>{HEADS}{ROWS}</table>", "utf-8")
    assert run([job[0], "a.html", *job[1:], "--lang", "zh"]) == 0
    assert "这是绩效目标申报表，没有完成值" in capsys.readouterr().err
