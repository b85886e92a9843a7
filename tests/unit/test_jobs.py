"""The jobs around documents: convert, limits, one row a form, many files on several cores."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from attrs import evolve

from indicators.form import Form
from indicators.reading import parallel
from indicators.reading.load import load, read
from scoring import score
from scoring.cli import run

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "documents" / "report.txt"
BOOK = ROOT / "documents" / "files" / "forms.xlsx"


def bare(form: Form) -> Form:
    """A form without what only its document has."""
    return evolve(form, remarks=())


@pytest.mark.parametrize("source", [REPORT, BOOK], ids=lambda path: path.name)
def test_what_is_converted_reads_back_equal(source, tmp_path, capsys):
    assert run(["convert", str(source), "-o", str(tmp_path / "out")]) == 0
    made = sorted((tmp_path / "out").iterdir())
    forms = load(source)
    assert len(capsys.readouterr().out.splitlines()) == len(made) == len(forms) > 1
    assert [bare(form) for form in load(*made)] == [bare(form) for form in forms]
    assert [score(form).rule for form in load(*made)] == [score(form).rule for form in forms]
    places = made[0].read_text("utf-8")
    assert f"# {forms[0].lines().__next__().at('filed').spot}" in places  # where each value stood


def test_convert_never_writes_over_a_file_unasked(tmp_path, capsys):
    arguments = ["convert", str(BOOK), "-o", str(tmp_path)]
    assert run(arguments) == 0
    first = sorted(tmp_path.iterdir())[0]
    first.write_text("mine", "utf-8")
    assert run(arguments) == 2
    assert first.read_text("utf-8") == "mine" and str(first) in capsys.readouterr().err
    assert run([*arguments, "--force"]) == 0
    assert first.read_text("utf-8") != "mine"


def test_a_part_that_was_not_read_stays_unread_in_the_converted_form(tmp_path):
    text = REPORT.read_text("utf-8").replace("\t职业培训补贴 人均标准\t≤0.24万元\t0.15\t1", "\t9\t4\t7\t7\t8\t1\t3\t2")
    source = tmp_path / "report.txt"
    source.write_text(text, "utf-8")
    form = load(source)[0]
    assert form.unread and score(form).filed.high == 100
    assert run(["convert", str(source), "-o", str(tmp_path / "out")]) == 0
    again = load(sorted((tmp_path / "out").iterdir())[0])[0]
    assert again.unread == form.unread and score(again).filed == score(form).filed


@pytest.mark.parametrize("limit", ["cells", "cells=-1", "cells=x", "cell=5", "cells=" + "9" * 40])
def test_a_limit_that_is_none_is_told(limit, capsys):
    assert run([str(BOOK), "--limit", limit]) == 2
    assert "I208" in capsys.readouterr().err


def test_limits_bound_a_file(capsys):
    assert run([str(BOOK), "--limit", "cells=10"]) == 2
    assert "I303" in capsys.readouterr().err


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        shutil.copy(BOOK, tmp_path / f"{number}.xlsx")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (tmp_path / "letter.txt").write_text("附件见后。", "utf-8")
    return tmp_path


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_file_never_stops_the_rest(folder, workers):
    seen: list[tuple[int, int]] = []
    loaded = read(folder, workers=workers, progress=lambda done, total, name: seen.append((done, total)))
    assert len(loaded.forms) == 3 * len(load(BOOK))
    assert [Path(each.place.file).name for each in loaded.problems] == ["broken.pdf"]
    assert [Path(each.file).name for each in loaded.files if each.status == "none"] == ["letter.txt"]
    assert seen == [(done, 5) for done in range(1, 6)]


def test_a_file_that_brings_its_reader_down_never_stops_the_rest(folder, monkeypatch):
    monkeypatch.setattr(parallel, "JOB", "falling:read_file")
    loaded = read(folder, workers=2)
    assert len(loaded.forms) == 2 * len(load(BOOK))
    assert {(Path(each.place.file).name, each.code) for each in loaded.problems} == {
        ("1.xlsx", "I107"), ("broken.pdf", "I301"),
    }  # fmt: skip


def test_one_row_a_form(folder, capsys):
    assert run([str(folder), "--summary", "--jobs", "1", "--lang", "en"]) == 2
    out = capsys.readouterr().out
    assert all(f"{number}.xlsx" in out for number in range(3))
    assert "S303 warning i" not in out.partition("across the forms")[0]
    assert "letter.txt" in out
