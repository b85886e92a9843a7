"""Signs that turn or join the text around them: codes wherever a person reads; what is data keeps them."""

from __future__ import annotations

import json
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest

from indicators import loads
from indicators.messages import HIDDEN, SEEN, seen_as
from indicators.writing.toml import write_form
from scoring.cli import run

TURNED = "道路\u202e养护\u2066\u200b\ufeff\u2028\U000e0041"
FORM = f"""
[form]
kind = "project"
project = "{TURNED}"
printed_total = 9
[[indicator]]
level1 = "产出指标"
name = "{TURNED}培训"
target = "≥20场"
actual = "15场"
weight = 10
filed = 10
"""
EACH = [chr(code) for code in HIDDEN]


def test_every_sign_of_its_kind_is_known() -> None:
    of_unicode = {
        code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Cf", "Zl", "Zp")
    }  # fmt: skip
    assert of_unicode <= set(HIDDEN)
    assert {unicodedata.category(chr(code)) for code in HIDDEN} <= {"Cf", "Zl", "Zp", "Cn", "Mn"}
    assert {unicodedata.category(chr(code)) for code in set(SEEN) - set(HIDDEN)} == {"Cc"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a\u202elmot.toml").write_text(FORM, "utf-8")
    (tmp_path / "b\u2067.txt").write_text("notes", "utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", ["table", "markdown", "html", "csv", "json"])
@pytest.mark.parametrize("to_file", [False, True])
def test_no_report_holds_one(folder: Path, capsys, kind: str, to_file: bool) -> None:
    code = run([".", "--format", kind, *(["-o", "report"] if to_file else [])])
    said = "".join(capsys.readouterr())
    text = (folder / "report").read_text("utf-8-sig") if to_file else said
    assert code in (1, 2)
    assert not [each for each in EACH if each in text + said]
    if kind == "json":
        form = json.loads(text if to_file else text[text.index("{") : text.rindex("}") + 1])["forms"][0]
        assert TURNED in json.dumps(form, ensure_ascii=False)  # data: the same text, escaped
    else:
        assert "[U+202E]" in text


@pytest.mark.parametrize(
    "job", [["nothing\u202e.toml"], ["x", "--li\u202emit"], ["solve", "f\u202e.toml"], ["\u202e", "--format", "x"]]
)
def test_no_complaint_holds_one(folder: Path, capsys, job: list[str]) -> None:
    with suppress(SystemExit):
        run(job)
    said = "".join(capsys.readouterr())
    assert said and not [each for each in EACH if each in said]


def test_a_form_written_out_holds_them_escaped_and_reads_back_equal() -> None:
    form = loads(FORM)
    text = write_form(form)
    assert not [each for each in EACH if each in text]
    assert loads(text) == form
    assert loads(text).project == TURNED


def test_the_page_shows_codes_and_a_cell_left_alone_keeps_its_text() -> None:
    from scoring.web.edits import edit, shown

    form = loads(FORM)
    cell = shown(form.indicators[0].name)
    assert "[U+202E]" in cell and not [each for each in EACH if each in cell]
    kept = edit(form, {"i1.name": cell, "i1.actual": "16场"})
    assert kept.changed == ("i1.actual",) and kept.form.indicators[0].name == form.indicators[0].name


def test_text_without_them_stays() -> None:
    text = "表\t1\r\n🙂 98.50 ％"
    assert seen_as(text) == seen_as(text, "json") == text
