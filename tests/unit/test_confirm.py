"""``--confirm``: each figure that a person must read first, asked for one after the other."""

from __future__ import annotations

import json

import pytest

from indicators import loads
from scoring.cli import run
from scoring.jobs import score as job
from scoring.jobs.confirm import confirm

TEXT = """
[form]
kind = "project"
project = "甲"
unread = ["printed_total", "year"]
[budget]
weight = 20
budget = 10
filed = 20
unread = ["spent", "initial"]
candidates = {spent = ["5", "8"]}
[[budget.source]]
name = "其他资金"
budget = 10
unread = ["spent"]
[[group]]
name = "年度目标1"
unread = ["weight"]
[[group.indicator]]
name = "培训"
target = "≥90%"
weight = 80
unread = ["actual", "filed"]
candidates = {actual = ["95%", "85%"], filed = ["80", "60"]}
"""


def answering(*answers: str):
    """Someone who answers in order, and the questions that were asked."""
    left, asked = list(answers), []

    def ask(question: str) -> str:
        asked.append(question)
        return left.pop(0)

    return ask, asked


def test_every_unread_cell_is_asked_for_once():
    ask, asked = answering("88", "2023", "2", "-", "", "=60", "10", "80")
    (form,) = confirm([loads(TEXT)], ask, "en")
    assert form.to_confirm == 0
    assert (form.printed_total.text, form.year) == ("88", 2023)
    assert (form.budget.line.actual, form.budget.initial) == ("8", "")
    assert form.budget.sources[0].spent == "10"
    line = form.groups[0].lines[0]
    assert (line.actual, line.filed.text, form.groups[0].weight.text) == ("95%", "60", "80")
    assert len(asked) == 8
    assert "1: 95%  2: 85%" in asked[4]
    assert "[8 left]" in asked[0]


def test_what_cannot_stand_in_a_cell_is_asked_for_again():
    ask, asked = answering("many", "nan", "88", *"???????")
    (form,) = confirm([loads(TEXT)], ask, "en")
    assert form.printed_total.text == "88"
    assert form.to_confirm == 7
    assert len(asked) == 10


def test_a_cell_passed_over_stays_unread():
    ask, _ = answering(*"????????")
    form = loads(TEXT)
    assert confirm([form], ask, "zh") == [form]


def test_the_command_asks_and_says_so_in_the_receipt(tmp_path, capsys, monkeypatch):
    path = tmp_path / "a.toml"
    path.write_text(TEXT, "utf-8")
    ask, _ = answering("88", "2023", "2", "-", "2", "2", "10", "80")
    monkeypatch.setattr(job, "asks", lambda: ask)
    run([str(path), "--confirm", "--format", "json", "--lang", "en"])
    data = json.loads(capsys.readouterr().out)
    assert data["to_confirm"] == 0
    assert data["receipt"]["options"] == ["--confirm"]
    assert data["forms"][0]["lines"][1]["actual"] == "85%"


def test_without_a_terminal_nobody_is_asked(tmp_path, capsys, monkeypatch):
    path = tmp_path / "a.toml"
    path.write_text(TEXT, "utf-8")
    monkeypatch.setattr(job, "asks", lambda: None)
    assert run([str(path), "--confirm"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("key", ["weight", "filed"])
def test_points_below_0_are_asked_for_again_where_they_cannot_be(key):
    text = f'[form]\nkind = "project"\n[[indicator]]\nname = "a"\nunread = ["{key}"]\n'
    ask, asked = answering("-1", "1")
    (form,) = confirm([loads(text)], ask, "en")
    value = getattr(form.indicators[0], key).text
    assert (value, len(asked)) == (("1", 2) if key == "weight" else ("-1", 1))
