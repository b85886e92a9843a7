"""A rulebook's file that a form names is found from wherever the form is written to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from attrs import evolve

from indicators.form import Form
from indicators.place import Place
from indicators.reading.load import load
from indicators.writing.convert import moved_to
from scoring import score
from scoring.cli import run
from scoring.rulebook import FOLDER

FORM = """rulebook = "{}"
[form]
kind = "project"
project = "培训"
year = 2023
[[indicator]]
name = "培训人数"
target = "≥100人"
actual = "{}人"
weight = 100
filed = 80
"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two folders of forms that name one rulebook, each by its own path; the work is done beside them."""
    book = (FOLDER / "hongshan-2023.toml").read_text("utf-8").replace('id = "hongshan-2023"', 'id = "own"')
    for name, names in (("a", "../rules/own.toml"), ("b/c", "../../rules/own.toml")):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "x.toml").write_text(FORM.format(names, 80 + len(name)), "utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.toml").write_text(book, "utf-8")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


@pytest.mark.parametrize("output", ["x.toml", "out/x.toml", "../rules/x.toml", "../a/y.toml"])
@pytest.mark.parametrize("inputs", [["../a"], ["../a", "../b"]])
@pytest.mark.parametrize("option", [[], ["--rulebook", "../rules/own.toml"]])
def test_a_consolidated_form_is_read_back(folders: Path, output: str, inputs: list[str], option: list[str]) -> None:
    Path(output).parent.mkdir(exist_ok=True)
    assert run(["consolidate", *inputs, *option, "-o", output]) == 0
    (form,) = load(output)
    assert not Path(form.rulebook or "/").is_absolute()
    assert score(form).rulebook.id == "own"


def test_a_consolidated_form_on_standard_output_names_it_from_here(
    folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["consolidate", "../a", "../b"]) == 0
    assert 'rulebook = "../rules/own.toml"' in capsys.readouterr().out


@pytest.mark.parametrize("output", ["made", "../a/made", "../rules"])
def test_a_converted_form_is_read_back(folders: Path, output: str) -> None:
    assert run(["convert", "../a", "../b", "-o", output]) == 0
    forms = [load(path)[0] for path in sorted(Path(output).glob("[12]-*.toml"))]
    assert [score(form).rulebook.id for form in forms] == ["own", "own"]


def test_on_another_drive_the_whole_path_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def other_drive(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr(os.path, "relpath", other_drive)
    form = Form("project", rulebook="own.toml", place=Place(str(tmp_path / "a.toml")))
    assert moved_to(form, "elsewhere").rulebook == (tmp_path / "own.toml").resolve().as_posix()


def test_a_shipped_rulebook_keeps_its_name(tmp_path: Path) -> None:
    form = Form("project", rulebook="hongshan-2023", place=Place(str(tmp_path / "a.toml")))
    assert moved_to(form, "elsewhere") == form and moved_to(evolve(form, rulebook=None), "x").rulebook is None
