"""Records made in Python: every field takes what it says, and names itself where it is given anything else."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path

import pytest
from attrs import NOTHING, evolve, fields

from indicators import FieldError, Number, Place, load, loads, read
from indicators.form import Accept, Budget, Form, Group, Line, Other, PrintedBlock, Source, Step
from scoring import rulebook, score
from scoring.batch import score_lines
from scoring.consolidate import consolidate

TEN = Number.of("10")
LINE = Line("i1", "indicator", "招聘会", "≥20场", "15场", weight=TEN)
RECORDS = (
    LINE,
    Step("≥20场", TEN),
    Source("财政拨款"),
    Budget(Line("budget", "budget")),
    Group("年度目标1", (LINE,)),
    PrintedBlock("产出指标", TEN),
    Other(("备注",)),
    Accept("S302", "已核实"),
    Form("project", indicators=(LINE,)),
)
FIELDS = [(record, each) for record in RECORDS for each in fields(type(record))]
CHOICES = {
    (Line, "block"), (Line, "kind"), (Line, "level"), (Line, "aggregate"), (Form, "kind"), (Form, "weights"),
}  # fmt: skip


def named(record: object, field) -> str:
    return f"{type(record).__name__}.{field.name}"


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=[named(*each) for each in FIELDS])
def test_no_field_takes_what_it_is_not(record, field):
    """Whatever the field, a thing of no type that it knows is a TypeError that names it; at the start and in evolve."""
    for wrong in (object(), 1.5, b"x", {"a": 1}, ["a"], {1}, float("nan")):
        for make in (lambda value: evolve(record, **{field.name: value}), lambda value: again(record, field, value)):
            with pytest.raises(TypeError, match=rf"^{named(record, field)} must "):
                make(wrong)


def again(record, field, value):
    """The record made anew, not evolved from a right one."""
    given = {each.name: getattr(record, each.name) for each in fields(type(record)) if each.default is NOTHING}
    return type(record)(**given | {field.name: value})


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=[named(*each) for each in FIELDS])
def test_no_field_takes_true_for_a_text_or_a_number(record, field):
    if field.type == "bool":
        assert getattr(evolve(record, **{field.name: True}), field.name) is True
        field_value = 1
    else:
        field_value = True
    with pytest.raises(TypeError, match=rf"^{named(record, field)} must "):
        evolve(record, **{field.name: field_value})


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=[named(*each) for each in FIELDS])
def test_only_what_may_be_missing_may_be_none(record, field):
    if str(field.type).endswith("| None"):
        assert getattr(evolve(record, **{field.name: None}), field.name) is None
    else:
        with pytest.raises(TypeError, match=rf"^{named(record, field)} must .* not None"):
            evolve(record, **{field.name: None})


TUPLES = [(record, each) for record, each in FIELDS if str(each.type).startswith("tuple[") and each.name != "remarks"]


@pytest.mark.parametrize(("record", "field"), TUPLES, ids=[named(*each) for each in TUPLES])
def test_tuples_hold_what_they_say(record, field):
    for wrong in ((object(),), (1,), (*getattr(record, field.name), None)):
        with pytest.raises(TypeError, match=rf"^{named(record, field)} must hold "):
            evolve(record, **{field.name: wrong})
    with pytest.raises(TypeError, match=rf"^{named(record, field)} must be a tuple, not str"):
        evolve(record, **{field.name: "产出"})  # its characters would be taken for texts


@pytest.mark.parametrize("wrong", ["正向", "", "Positive", "项目"])
@pytest.mark.parametrize(("record", "field"), [each for each in FIELDS if (type(each[0]), each[1].name) in CHOICES])
def test_choices_are_told(record, field, wrong):
    with pytest.raises(FieldError, match=rf"^{named(record, field)} must be one of .*, not {wrong}$"):
        evolve(record, **{field.name: wrong})


NUMBERS = [(record, each) for record, each in FIELDS if str(each.type).startswith("Number")]


@pytest.mark.parametrize(("record", "field"), NUMBERS, ids=[named(*each) for each in NUMBERS])
def test_exact_numbers_are_taken_and_no_others(record, field):
    for given in (1, "1", Decimal(1), F(1), Number.of("1")):
        assert getattr(evolve(record, **{field.name: given}), field.name) == Number.of("1")
    for wrong in ("much", "", "1e99999", 10**60, Decimal("NaN")):
        with pytest.raises(FieldError, match=rf"^{named(record, field)}: "):
            evolve(record, **{field.name: wrong})
    below = Number.of(-10)
    if field.name in ("weight", "points", "rate"):
        with pytest.raises(FieldError, match=rf"^{named(record, field)}: "):
            evolve(record, **{field.name: below})
    else:  # a filed score below 0 is a finding, not bad input
        assert getattr(evolve(record, **{field.name: below}), field.name) == below


def test_the_edges_of_what_is_taken():
    assert evolve(LINE, weight=0, rate="1").rate.value == 1
    assert evolve(LINE, rate=0).rate.value == 0
    for rate in ("1.01", "-0.01"):
        with pytest.raises(FieldError):
            evolve(LINE, rate=rate)
    assert [Form("project", year=year).year for year in (1949, 2200)] == [1949, 2200]
    for year in (1948, 2201, 23):
        with pytest.raises(FieldError, match=r"^Form\.year: "):
            Form("project", year=year)


@pytest.mark.parametrize("key", ["exact", "exact_target"])
def test_exact_ends_are_fractions_in_order(key):
    for right in ((F(1), F(1)), (None, F(2)), (F(1), None), (None, None)):
        assert getattr(evolve(LINE, **{key: right}), key) == right
    for wrong in ((1, 2), (F(1),), (F(1), 0.5), (F(1), F(2), F(3)), ("1", "2")):
        with pytest.raises(TypeError, match=key):
            evolve(LINE, **{key: wrong})
    with pytest.raises(FieldError, match=key):
        evolve(LINE, **{key: (F(2), F(1))})


def test_numbers_given_in_python_score_as_those_of_a_file():
    line = 'name = "招聘会"\ntarget = "≥20场"\nactual = "15场"\nweight = 10\nfiled = 7'
    text = f'[form]\nkind = "project"\n[[indicator]]\n{line}'
    made = Form("project", indicators=(Line("i1", "indicator", "招聘会", "≥20场", "15场", weight=10, filed="7"),))
    assert score(made).lines[0].exact == score(loads(text)).lines[0].exact
    assert score(made).lines[0].difference == F(-1, 2)


def test_rules_may_be_an_id_a_path_or_a_rulebook(tmp_path):
    form = Form("project", indicators=(LINE,))
    book = rulebook("mof-2020")
    path = tmp_path / "own.toml"
    path.write_text((Path("scoring/rulebooks") / "mof-2020.toml").read_text("utf-8"), "utf-8")
    for rules in ("mof-2020", book, path, str(path)):
        assert score(form, rules).rulebook.title == book.title
        assert consolidate([form], rules=rules).problems == ()
        columns = {"form": [1], "target": ["≥20场"], "actual": ["15场"], "weight": [10], "filed": [7]}
        assert [str(value) for value in score_lines(columns, rules).lines["rule_low"]] == ["7.50"]
    for wrong in (5, {"id": "mof-2020"}, b"mof-2020"):
        with pytest.raises(TypeError, match="rules must be an id, a file or a Rulebook"):
            score(form, wrong)


@pytest.mark.parametrize("wrong", [Path("form.toml"), "form.toml", None, (Form("project"),)])
def test_score_takes_a_form(wrong):
    with pytest.raises(TypeError, match=rf"score takes a Form, not {type(wrong).__name__}: indicators.load"):
        score(wrong)


def test_read_gives_forms_and_problems(tmp_path):
    (tmp_path / "a.toml").write_text('[form]\nkind = "project"\n[goal]\nactual = "100%"', "utf-8")
    (tmp_path / "b.toml").write_text('[form]\nkind = "no"\n', "utf-8")
    loaded = read(tmp_path)
    assert len(loaded.forms) >= 1
    assert {problem.place.file for problem in loaded.problems} == {str(tmp_path / "b.toml")}
    assert loaded.problems[0].code == "I208"
    assert read(str(tmp_path / "a.toml")).forms == load(tmp_path / "a.toml")


def test_places_are_checked_by_what_holds_them():
    with pytest.raises(TypeError, match=r"^Line\.place must be Place, not str"):
        evolve(LINE, place="form.toml:3")
    assert evolve(LINE, place=Place("form.toml", "3")) == LINE
