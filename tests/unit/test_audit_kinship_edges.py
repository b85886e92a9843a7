"""Edges of which forms belong together: copies of files, forms of one unit or project, a department over its own."""

from __future__ import annotations

import pytest
from across import form, found, line
from attrs import evolve

from indicators import Form
from indicators.place import Place
from scoring import score
from scoring.audit import by_code, every_check
from scoring.audit.catalogue import CHECKS, document_checks, reading_checks
from scoring.audit.kinship import belongs, by_unit, copies, without_copies
from scoring.scorecard import Scorecard


def cards(*forms: Form) -> list[Scorecard]:
    return [score(each) for each in forms]


def at(file: str, spot: str, actual: str = "10场", **more: object) -> Form:
    return form(line(actual=actual), **{"place": Place(file, spot), **more})


ONE = at("一.xlsx", "A"), at("一.xlsx", "B", "11场")
COPY = at("二.xlsx", "A"), at("二.xlsx", "B", "11场")
THIRD = at("三.xlsx", "A"), at("三.xlsx", "B", "11场")
PART = (at("四.xlsx", "A"),)
TURNED = at("五.xlsx", "A", "11场"), at("五.xlsx", "B")


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        (ONE, []),
        ((*ONE, *COPY), [("二.xlsx", "A", "一.xlsx")]),
        ((*COPY, *ONE), [("一.xlsx", "A", "二.xlsx")]),
        ((*ONE, *COPY, *THIRD), [("二.xlsx", "A", "一.xlsx"), ("三.xlsx", "A", "一.xlsx")]),
        ((*ONE, *PART), []),  # one of its forms alone is no copy of the file
        ((*ONE, *TURNED), []),
        ((*PART, *ONE, *COPY), [("二.xlsx", "A", "一.xlsx")]),
        ((at("一.xlsx", "A"), at("一.xlsx", "B")), []),  # twice in one file is X804
    ],
)
def test_copies_are_whole_files(forms: tuple[Form, ...], told: list[tuple[str, str, str]]) -> None:
    pairs = [(own.form.place, first.form.place) for own, first in copies(cards(*forms))]
    assert [(own.file, own.spot, first.file) for own, first in pairs] == told
    assert {first.spot for _, first in pairs} <= {"A"}
    left = [(each.form.place.file, each.form.place.spot) for each in without_copies(cards(*forms))]
    gone = {file for file, _, _ in told}
    assert left == [(each.place.file, each.place.spot) for each in forms if each.place.file not in gone]
    assert [(each.place.file, each.place.spot) for each in found("X806", *forms)] == [each[:2] for each in told]


def groups(*forms: Form) -> list[list[str]]:
    """The files of the forms in each group of lines of one name."""
    return [[each.card.form.place.file for each in group] for _, found_ in by_unit(cards(*forms)) for group in found_]


def own(file: str, **more: object) -> Form:
    return form(line(), **{"project": "", "department": "", "place": Place(file), **more})


def over(file: str, **more: object) -> Form:
    return own(file, kind="department", **more)


@pytest.mark.parametrize(
    ("forms", "together"),
    [
        ((own("1", unit="甲"), own("2", unit="甲")), ["12"]),
        ((own("1", unit="甲"), own("2", unit="乙")), []),
        ((own("1", unit="甲", project="路"), own("2", unit="乙", project="路")), ["12"]),  # one project of two units
        ((own("1", unit="甲", project="路"), own("2", unit="甲", project="桥")), ["12"]),
        ((own("1", unit="甲", department="局"), own("2", unit="乙", department="局")), []),
        ((own("1", department="局"), own("2", department="局")), ["12"]),
        ((own("1", project="路", unit="甲"), own("2", project="路", unit="乙"), own("3", unit="乙")), ["123"]),
        ((own("1", unit="甲"), own("2", unit="乙"), own("3", unit="甲"), own("4", unit="乙")), ["13", "24"]),
        ((own("1", unit="甲"), own("2", unit=" 甲 ")), ["12"]),
        ((own("1"), own("2")), []),  # of files that name nobody
        ((own("1"), own("1")), ["11"]),  # of one such file
        ((own("1", project="路"), own("1", project="桥")), ["11"]),
        ((over("9", department="局"), own("1", department="局")), ["19"]),
        ((over("9", department="局"), own("1", department="厅")), []),
        ((over("9", department="局"), own("1", unit="甲"), own("2", unit="局")), ["29"]),
        ((over("8", department="局"), over("9", department="局")), ["89"]),
        ((over("8", department="局"), over("9", department="厅")), []),
        ((over("8", department="局"), over("9", department="局"), own("1", unit="局")), ["189", "89"]),
        ((own("1", department="局", unit="甲"), own("2", unit="甲"), over("9", department="局")), ["129"]),
    ],
)
def test_who_is_compared_with_whom(forms: tuple[Form, ...], together: list[str]) -> None:
    assert groups(*forms) == [list(each) for each in together]


@pytest.mark.parametrize(
    ("child", "parent", "fits"),
    [
        ({}, {"department": "局"}, True),
        ({"department": "局"}, {}, True),
        ({"unit": "甲", "department": "局"}, {"department": "局"}, True),
        ({"unit": "局"}, {"department": "局"}, True),
        ({"department": "局"}, {"unit": "局"}, True),
        ({"department": "局"}, {"unit": "甲"}, False),
        ({"unit": "甲", "department": "厅"}, {"unit": "乙", "department": "局"}, False),
        ({"department": " "}, {"department": "局"}, True),
    ],
)
def test_a_department_and_its_own(child: dict, parent: dict, fits: bool) -> None:
    assert belongs(Form("project", **child), Form("department", **parent)) is fits


# ---- X804


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ["2"]),
        ({"year": 2022}, []),
        ({"project": "乙"}, []),
        ({"project": " 甲 "}, ["2"]),
        ({"project": ""}, []),
        ({"kind": "department"}, []),
    ],
)
def test_one_project_has_one_form_a_year(change: dict, told: list[str]) -> None:
    first = form(line(), project="甲", place=Place("1"), places=(("project", Place("1", "B2")),))
    second = evolve(form(line(actual="9场"), project="甲", place=Place("2")), **change)
    last = form(line(actual="8场"), project="丙", place=Place("3"))
    found_ = found("X804", first, last, second)
    assert [each.place.file for each in found_] == told
    assert [str(dict(each.message.values)["place"]) for each in found_] == ["1"] * len(told)
    nobody = evolve(first, project="")
    assert [each.place.file for each in found("X804", nobody, first, second)] == told


# ---- the catalogue


def test_checks_stand_in_the_order_of_their_families_and_codes() -> None:
    every = [each.code for each in every_check()]
    assert every == sorted(every, key=lambda code: ("FWBSTRQGXCD".index(code[0]), code))
    assert len(every) == len(set(every)) == len(CHECKS) + len(reading_checks()) + len(document_checks())
    assert {each.code[0] for each in reading_checks()} == {"D"}
    assert {each.code for each in document_checks()} >= {"S307", "X802", "C901", "C902", "X803", "D106"}


def test_a_check_is_found_by_its_code_however_it_is_written() -> None:
    assert [by_code(code).code for code in ("s301", "S301", "x802", "d106")] == ["S301", "S301", "X802", "D106"]
    assert by_code("Z999") is by_code("") is None
