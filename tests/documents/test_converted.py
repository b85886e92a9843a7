"""A form of a document, written as TOML and read again: every finding on what it leaves empty survives."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from corpus import LAYOUTS, as_xlsx
from tiers import variants

from indicators import loads
from indicators.form import Form
from indicators.reading.load import read
from indicators.writing.toml import write_form
from scoring import score
from scoring.audit import audit
from scoring.audit.catalogue import reading_checks

FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows)
READING = {check.code for check in reading_checks()}  # what the reading itself had to say stays with the document


def findings(form: Form) -> list[tuple[str, str | None, str, str]]:
    found = (each for each in audit(score(form)) if each.code not in READING)
    return sorted((each.code, each.line or "", each.severity, each.message.show()) for each in found)


def emptied(form: Form) -> Form:
    """The form with its labels, and nothing behind those that ask for words."""
    form = evolve(form, project="", department="", unit="", deviation_reason="")
    if form.budget:
        form = evolve(form, budget=evolve(form.budget, line=evolve(form.budget.line, reason="")))
    if form.goal:
        form = evolve(form, goal=evolve(form.goal, reason=""))
    return evolve(form, indicators=tuple(evolve(line, reason="") for line in form.indicators))


@pytest.mark.parametrize("name", variants(FORMS, 12))
def test_findings_on_what_is_empty_survive_the_writing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(as_xlsx(LAYOUTS[name]))
    for form in read(path).forms:
        for each in (form, emptied(form)):
            again = loads(write_form(each))
            assert again == each
            assert findings(again) == findings(each)
            assert write_form(again) == write_form(each)


@pytest.mark.parametrize("key", ["project", "department", "unit"])
@pytest.mark.parametrize("title", ["", "某市教育局自评表"])
def test_an_empty_field_is_told_where_the_form_has_its_label(key: str, title: str) -> None:
    """With the columns of a document a field that is named nowhere is not asked for, but one with a label is (F001)."""
    rest = {"project": "甲", "department": "教育局", "unit": "一中", "title": title}
    said = "".join(f'{name} = "{text}"\n' for name, text in rest.items() if name != key)
    lines = 'columns = ["指标名称", "目标值", "完成值", "分值", "得分"]\n[[indicator]]\nname = "某项"\nweight = 100\n'
    for label in ("", f'{key} = ""\n'):
        form = loads(f'[form]\nkind = "project"\n{said}{label}{lines}')
        again = loads(write_form(form))
        assert (f'{key} = ""' in write_form(form)) is bool(label)
        assert findings(again) == findings(form)
        assert not label or any(code == "F001" and "is empty" in text for code, _, _, text in findings(again))


@pytest.mark.parametrize("table", ["budget", "goal"])
@pytest.mark.parametrize("reason", ["", "年中追加"])
def test_the_reason_of_a_row_apart_is_kept(table: str, reason: str) -> None:
    said = f'reason = "{reason}"\n'
    budget = "[budget]\nweight = 10\nbudget = 9\nspent = 8\n" + said * (table == "budget")
    form = loads('[form]\nkind = "project"\n' + budget + "[goal]\nweight = 9\n" + said * (table == "goal"))
    again = loads(write_form(form))
    assert again == form
    doubtful = loads(write_form(form).replace(said, "unread = ['reason']\n"))
    assert loads(write_form(doubtful)) == doubtful
    for line in (form, again):
        own = line.budget.line if table == "budget" and line.budget else line.goal
        assert own is not None and own.reason == reason and "reason" in dict(own.places)
