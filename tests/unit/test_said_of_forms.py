"""What findings say of forms that differ from the rule in another thing than it seems."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Line, Number, loads
from indicators.form import Other
from indicators.place import Place
from indicators.writing.toml import write_form
from scoring import rulebook, score
from scoring.audit import Finding, audit, by_code
from scoring.interval import Interval
from scoring.report.rows import reviewed_total
from scoring.rulebook import Level, Unsaid

BOOK, MOVABLE = rulebook("hongshan-2023"), rulebook("mof-2020")


def line(at: int, target: str, actual: str, **keys: object) -> Line:
    return Line(f"i{at}", "indicator", target=target, actual=actual, **{"name": "某数", "weight": 60, **keys})  # type: ignore[arg-type]


def funds(spent: str = "60", **keys: object) -> Budget:
    own = Line("budget", "budget", target="100", actual=spent, unit="万元", **{"weight": 20, **keys})  # type: ignore[arg-type]
    return Budget(own, "万元", initial="80")


def found(code: str, form: Form, book=BOOK) -> list[Finding]:
    return list(by_code(code)(score(form, book)))


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        (funds("64", filed="13"), ["四舍五入"]),
        (funds("63.53", filed="12.80", printed_rate="64%"), ["四舍五入后的执行率 64%"]),
        (funds("60", filed="12.80", printed_rate="64%"), ["表列执行率 64%", "不同"]),
        (funds("60", filed="15", printed_rate="75%"), ["表列执行率 75%", "不同"]),  # of the initial budget
    ],
)
def test_an_early_rounding_is_told_from_another_rate(budget: Budget, says: list[str]) -> None:
    (one,) = found("S304", Form("project", year=2023, budget=budget))
    assert all(word in one.message.show("zh") for word in says)
    assert ("提前四舍五入" in one.message.show("zh")) is (says == ["四舍五入"])


def test_a_rounded_score_that_another_formula_gives_names_it() -> None:
    (one,) = found("S304", Form("project", year=2023, indicators=(line(1, "≤10件", "12件", weight=10, filed=8),)))
    assert "线性" in one.message.show("zh") and "四舍五入" in one.message.show("zh")


NATIONAL = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def national(points: dict[str, int], budget: int = 10) -> Form:
    own = (line(at, "≥4件", "4件", weight=has, filed=has, level1=level1)
           for at, (level1, has) in enumerate(points.items(), 1))  # fmt: skip
    return Form("project", year=2021, indicators=tuple(own), budget=funds("100", weight=budget, filed=budget))


@pytest.mark.parametrize(
    ("points", "budget", "codes"),
    [
        (NATIONAL, 10, set()),
        ({"产出指标": 60, "效益指标": 20, "满意度指标": 10}, 10, set()),
        ({"产出指标": 50, "效益指标": 40}, 10, set()),
        ({"产出指标": 50, "效益指标": 30}, 20, set()),
        ({"产出指标": 50, "效益指标": 30}, 10, {"F001", "W101"}),
        ({"产出指标": 40, "效益指标": 30, "满意度指标": 10}, 10, {"W101", "W102"}),
    ],
)
def test_points_that_move_within_the_hundred_are_no_fault(points, budget, codes) -> None:
    told = {each.code for each in audit(score(national(points, budget), MOVABLE)) if each.line is None}
    assert told & {"F001", "W101", "W102"} - ({"F001"} - codes) == codes
    blocks = [each for each in found("F001", national(points, budget), MOVABLE) if "板块" in each.message.show("zh")]
    assert bool(blocks) is ("F001" in codes)


@pytest.mark.parametrize("heading", ["扣分原因", "失分原因及说明"])
def test_the_reason_that_is_missing_is_called_as_the_form_calls_it(heading: str) -> None:
    own = (line(1, "≥4件", "3件", weight=40, filed=30), line(2, "≥4件", "3件", weight=40, filed=30, reason="缓建"))
    form = Form("project", year=2023, indicators=own, columns=("指标", "得分", heading))
    (one,) = found("R501", form, MOVABLE)
    assert heading in one.message.show("zh") and "偏差" not in one.message.show("zh")
    bare = evolve(form, indicators=tuple(evolve(each, reason="") for each in own))
    (one,) = found("R501", bare, MOVABLE)
    assert heading in one.message.show("zh") and "偏差" not in one.message.show("zh")


def test_a_reason_of_the_funds_row_may_explain_that_the_budget_was_adjusted() -> None:
    own = funds("100", filed=20, reason="年中追加")
    assert found("R503", Form("project", year=2023, budget=own)) == []
    assert len(found("R503", Form("project", year=2023, budget=evolve(own, initial="100万元")))) == 1
    assert len(found("R503", Form("project", year=2023, budget=evolve(own, initial="")))) == 1


def test_a_form_keeps_the_reason_of_its_funds() -> None:
    form = Form("project", year=2023, budget=funds(filed=20, reason='年中追加"甲"'))
    assert loads(write_form(form)).budget.line.reason == '年中追加"甲"'


@pytest.mark.parametrize(
    ("target", "actual", "over", "short"),
    [
        ("≥50公里", "50公里", False, False), ("≥50公里", "60公里", True, False), ("≥50公里", "40公里", False, True),
        ("≤10件", "10件", False, False), ("≤10件", "8件", True, False), ("≤10件", "12件", False, True),
        ("=4件", "4件", False, False), ("=4件", "5件", True, False), ("5-8件", "6件", False, False),
        ("5-8件", "9件", True, False), ("≥50公里", "", True, True), ("有效", "达成", False, False),
    ],
)  # fmt: skip
def test_a_clause_in_words_touches_the_lines_that_it_speaks_of(target, actual, over, short) -> None:
    for touches, wanted in (("over", over), ("short", short)):
        book = evolve(BOOK, unsaid=(Unsaid("酌情扣分", touches),))
        (own,) = score(Form("project", year=2023, indicators=(line(1, target, actual),)), book).lines
        assert any(each.code == "unsaid" for each in own.notes) is wanted


def test_rows_that_are_kept_are_told_once() -> None:
    others = (Other(("评价结论", "较好")), Other(("张三",)), Other(("电话", "1")))
    (one,) = found("D105", Form("project", year=2023, indicators=(line(1, "≥4件", "4件"),), others=others))
    assert all(word in one.message.show("zh") for word in ("评价结论", "较好", "张三"))


def test_a_level_of_the_rulebooks_own_is_declared() -> None:
    own = (Level("良好", Interval(F(0), F(9, 10)), words=("良好",)), Level("优秀", Interval(F(9, 10), F(1)), "both"))
    form = Form("project", year=2023, indicators=(line(1, "优秀", "良好", filed=40),))
    assert [each.code for each in found("Q601", form)] == ["Q601"]
    assert found("Q601", form, evolve(BOOK, levels=own)) == []


def test_rows_beside_the_points_are_named_with_a_wrong_total() -> None:
    aside = line(2, "—", "1个", weight=None, filed=Number.of("-2"), level1="扣分项")
    form = Form("project", year=2023, indicators=(line(1, "≥4件", "4件", filed=60), aside), printed_total=Number.of(50))
    (one,) = found("S305", form)
    assert "扣分项" in one.message.show("zh") and "2" in one.message.show("zh")
    assert found("S305", evolve(form, printed_total=Number.of(58))) == []


@pytest.mark.parametrize("named", [True, False])
def test_a_batch_says_under_which_rulebook_nobody_asked_for(named: bool, tmp_path, capsys) -> None:
    pytest.importorskip("pyarrow")
    from scoring.jobs import batch

    (tmp_path / "in.csv").write_text("form,weight,filed,target,actual\na,20,16,≥50公里,40公里\n", "utf-8")
    options = ["--rulebook", "hongshan-2023"] if named else []
    assert batch.run([str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv"), *options], "zh") == 0
    told = capsys.readouterr().out
    assert ("未指定 --rulebook" in told, "hongshan-2023" in told) == (not named, True)


def test_a_part_that_was_not_read_is_told_at_its_own_place_once() -> None:
    form = Form("project", year=2023, budget=funds(), unread=("a.xlsx:S!A9: 无法辨认",), place=Place("a.xlsx", "S!A1"))
    (one,) = found("D103", form)
    assert (one.place.spot, "a.xlsx" in one.message.show("zh")) == ("S!A9", False)


@pytest.mark.parametrize(("given", "says"), [((None, 50), "预算执行行"), ((18, None), "第1行"), ((18, 50), "")])
def test_a_review_that_leaves_lines_out_names_them(given: tuple[int | None, ...], says: str) -> None:
    own = line(1, "≥4件", "4件", filed=60, reviewed=given[1])
    shown = reviewed_total(score(Form("project", year=2023, budget=funds(reviewed=given[0]), indicators=(own,)), BOOK),
                           "zh", "—")  # fmt: skip
    assert (says in shown) if says else shown == "68.00"


@pytest.mark.parametrize(("filed", "single"), [((10, 10), True), ((9, 8), False)])
def test_a_total_that_no_weights_change_is_no_range(filed: tuple[int, int], *, single: bool) -> None:
    own = (line(1, "≥4件", "4件", weight=None, filed=filed[0]), line(2, "≥4件", "2件", weight=None, filed=filed[1]))
    every = evolve(own[1], actual="4件") if single else own[1]
    form = Form("project", year=2023, budget=funds(), indicators=(own[0], every))
    said = [each.message.show("zh") for each in found("W105", form) if "取决于" in each.message.show("zh")]
    assert all(("均为" in each) is single for each in said) and said
