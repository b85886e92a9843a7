"""Edges of what the reading of a document has to say: rows that need a word, rules in doubt, parts that are hidden."""

from __future__ import annotations

import pytest
from attrs import evolve
from noted import form as noted_form

from indicators import Form, Line
from indicators.form import Other
from indicators.messages import Message
from indicators.place import Place
from indicators.recognition.remarks import HIDDEN, Remark
from scoring import score
from scoring.audit import by_code
from scoring.audit.reading import _placed, _signs

BOOK = "hongshan-2023"
OWN = Line("i1", "indicator", "培训", "≥10场", "10场", weight=60, filed=60)


def place(spot: object) -> Place:
    return Place("a.docx", str(spot))


def form(*others: tuple[str, ...], **more: object) -> Form:
    rows = tuple(Other(cells, place(at)) for at, cells in enumerate(others, 1))
    return Form("project", indicators=(OWN,), others=rows, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "signs"),
    [
        (("2022年3月10日",), True),
        (("填报日期：2022年3月10日",), True),
        (("日期:2022年3月10日", "张三"), True),
        (("张三", "13800001111"), True),
        (("张三", " ", "13800001111"), True),  # an empty cell is nothing
        (("电话：13800001111",), True),
        (("手机：+8613800001111", "欧阳修文"), True),
        (("027-12345678",), True),
        (("0271-1234567",), True),
        (("张三", "李四", "2022年3月10日"), True),
        (("2022年3月10日", "整改到位后再行支付"), False),
        (("整改到位后再行支付", "2022年3月10日"), False),
        (("张三",), False),  # a name alone
        (("张三", "1380000111"), False),
        (("张三", "20"), False),
        (("", " "), False),
        ((), False),
    ],
)
def test_rows_that_sign_a_form(cells: tuple[str, ...], signs: bool) -> None:
    assert _signs(Other(cells)) is signs


@pytest.mark.parametrize(
    ("rows", "told", "spot"),
    [
        ([], None, None),
        ([("绩效结论", "良好")], ("绩效结论", "良好"), 1),
        ([("绩效结论", "良好"), ("其他", "无")], ("绩效结论，良好", "其他，无"), 1),
        ([("2022年3月10日",), ("绩效结论", "良好")], ("绩效结论", "良好"), 2),
        ([("2022年3月10日",)], None, None),
        ([("备注", "预算执行率=执行数/年初预算数")], None, None),  # D109 tells of it
        ([("备注", "预算执行率=执行数/年初预算数"), ("绩效结论", "良好")], ("绩效结论", "良好"), 2),
        ([("备注", "以上情况属实")], ("备注", "以上情况属实"), 1),
    ],
)
def test_rows_that_are_kept_are_told_once(rows, told, spot) -> None:
    found = [
        (dict(each.message.values)["cells"], each.place) for each in by_code("D105")(score(form(*rows), "mof-2020"))
    ]
    assert found == ([(told, place(spot))] if told else [])


def test_rows_that_the_form_is_scored_by_are_not_told() -> None:
    texts = ("1.反向指标得分=[1-（实际完成值-指标值）/指标值]*分值，低于0分按0分计。", "2.略")
    used = evolve(noted_form(), others=tuple(Other((text,), place(at)) for at, text in enumerate(texts)))
    assert list(by_code("D105")(score(used))) == []
    more = evolve(used, others=(Other(("绩效结论", "良好"), place(9)), *used.others))
    assert [each.place for each in by_code("D105")(score(more))] == [place(9)]


@pytest.mark.parametrize(("code", "finding"), [("row-realigned", "D101"), ("uncalculated", "D102")])
def test_remarks_on_a_row_beside_the_points_are_told(code: str, finding: str) -> None:
    """But for a cell that is no number: words may stand there."""
    beside = Line("i9", "indicator", "获省级表彰", level1="加分项")
    of = evolve(form(), indicators=(OWN, beside))
    for line in ("i1", "i9"):
        remarks = (
            Remark(code, place(1), Message("said"), line),
            Remark("cell-unread", place(2), Message("said"), line),
        )
        card = score(evolve(of, remarks=remarks), BOOK)
        assert [each.line for each in by_code(finding)(card)] == [line]
        assert [each.line for each in by_code("D104")(card)] == ([line] if line == "i1" else [])


def test_parts_that_are_hidden_are_a_warning_and_each_part_has_its_place() -> None:
    hidden = Message(HIDDEN).show("zh")
    of = form(unread=(f"a.docx:S!A5: {hidden}", "a.docx:S!A6: 无法辨认", "第二页"), place=Place("a.docx"))
    found = list(by_code("D103")(score(of, BOOK)))
    assert [(each.severity, each.place.spot) for each in found] == [
        ("warning", "S!A5"),
        ("error", "S!A6"),
        ("error", ""),
    ]
    assert [dict(each.message.values)["part"] for each in found] == [hidden, "无法辨认", "第二页"]
    assert all(each.recomputed == score(of, BOOK).exact for each in found)


@pytest.mark.parametrize(
    ("part", "file", "found"),
    [
        ("a.xlsx:S!A5: 无法辨认", "a.xlsx", ("S!A5", "无法辨认")),
        ("a.xlsx:S!A5: 甲: 乙", "a.xlsx", ("S!A5", "甲: 乙")),
        ("a.xlsx:S!A5: 无法辨认", "b.xlsx", (None, "a.xlsx:S!A5: 无法辨认")),
        ("a.xlsx:S!A5", "a.xlsx", (None, "a.xlsx:S!A5")),
        (":S!A5: 无法辨认", "", (None, ":S!A5: 无法辨认")),
        ("第2页: 扫描", "a.xlsx", (None, "第2页: 扫描")),
    ],
)
def test_the_place_of_a_part_that_was_not_read(part: str, file: str, found: tuple[str | None, str]) -> None:
    where, what = _placed(part, file)
    assert (where and (where.file, where.spot), what) == (found[0] and (file, found[0]), found[1])


def test_a_row_that_states_another_rule_is_shown_where_it_stands() -> None:
    rule = ("备注", "预算执行率=执行数/年初预算数")
    for rows, spots in (
        ([("绩效结论", "良好"), rule], [2]),
        ([rule, ("绩效结论", "良好")], [1]),
        ([rule, ("说明", "优秀：95分（含）以上；良好：80（含）-95分；中：60（含）-80分；差：60分以下")], [1, 2]),
        ([("绩效结论", "良好")], []),
        ([], []),
    ):
        found = list(by_code("D109")(score(form(*rows), "mof-2020")))
        assert [each.place for each in found] == [place(spot) for spot in spots]


def test_notes_that_are_not_understood_are_shown_at_the_first_of_them() -> None:
    notes = ("注：逾期完成的，酌情扣分。", "说明：完成率不足的，根据差距折算得分。")
    own = noted_form(*notes)
    card = score(evolve(own, places=tuple((f"notes.{at}", place(at)) for at in (1, 2))))
    assert len(card.rulebook.unread) == 2
    (told,) = by_code("D109")(card)
    assert told.place == place(1)
    later = noted_form("注：请如实填写。", *notes)
    (told,) = by_code("D109")(score(evolve(later, places=tuple((f"notes.{at}", place(at)) for at in (1, 2, 3)))))
    assert told.place == place(2)
    assert dict(told.message.values)["rules"] == tuple(each.text for each in card.rulebook.unread)
