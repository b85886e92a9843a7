"""Which lines a rule in a note opens that is not understood: those that meet its condition, or may meet it, alone."""

from __future__ import annotations

import pytest
from attrs import evolve
from noted import opened

from indicators import Form, loads
from scoring import score
from scoring.audit import audit
from scoring.scorecard import Scorecard
from scoring.understood import understood
from scoring.unread_rules import unread_rules

LINES = (
    ("short", "数量指标", "≥20场", "12场", 6),
    ("met", "数量指标", "≥100场", "100场", 6),
    ("over", "质量指标", "≥1000册", "1300册", 6),
    ("far", "质量指标", "≥1000册", "3000册", 6),
    ("missed", "成本指标", "≤500元", "600元", 10),
    ("kept", "成本指标", "≤500元", "450元", 6),
    ("words", "社会效益指标", "有效改善", "有效改善", 15),
    ("partly", "社会效益指标", "有效改善", "部分达成预期指标", 15),
    ("late", "时效指标", "2022年6月底前", "2022年9月", 5),
    ("timely", "时效指标", "2022年6月底前", "2022年5月", 5),
    ("liked", "满意度指标", "≥90%", "95%", 5),
    ("disliked", "满意度指标", "≥90%", "85%", 5),
)
UNMET = {"short", "missed", "disliked", "late"}
EVERY = {name for name, *_ in LINES}


def form(*notes: str) -> Form:
    """A form with a line of each kind, and notes."""
    said = ", ".join(f'"{each}"' for each in notes)
    text = f'[form]\nkind = "project"\nyear = 2022\nnotes = [{said}]\n'
    text += 'columns = ["年初预算数", "全年预算数", "全年执行数", "分值"]\n'
    text += "[budget]\nweight = 10\nbudget = 100\nspent = 100\nfiled = 10\n"
    for name, level, target, actual, weight in LINES:
        first = "满意度指标" if "满意" in level else "效益指标" if "效益" in level else "产出指标"
        text += f'[[indicator]]\nlevel1 = "{first}"\nlevel2 = "{level}"\nname = "{name}"\n'
        text += f'target = "{target}"\nactual = "{actual}"\nweight = {weight}\nfiled = {weight}\n'
    return loads(text)


def opened_by(note: str) -> set[str]:
    """The lines that a note opens, by name; ``budget`` is its own."""
    card = score(form(note))
    assert card.choice.id == "mof-2020"
    names = {each.line.id: each.line.name for each in card.lines}
    return {names[each] or each if each != "budget" else each for each in opened(card)}


CONDITIONS = [
    ("未达成指标值的，每低1个百分点扣0.5分，扣完为止。", UNMET | {"partly"}),
    ("未完成指标值的，每低于目标值1%扣0.2分。", UNMET | {"partly"}),
    ("未达到年度指标值的，酌情扣分。", UNMET | {"partly"}),
    ("指标值未完成的，每少1%扣1分。", UNMET),
    ("定量指标达不到指标值的，每低1%扣1分。", UNMET),
    ("定量指标未达到指标值的不得分。", UNMET),
    ("指标完成率=实际完成值/目标值×100%，完成率大于150%的视为目标设置偏低，扣5%分值。", {"far"}),
    ("完成率超过120%的，按分值的一半计分。", {"over", "far"}),
    ("超额完成50%以上的，按分值的80%计分。", {"far"}),
    ("超额完成20%以上的，扣该指标分值的10%。", {"over", "far", "missed"}),  # 600 of ≤500 may be meant
    ("超出年度指标值20%以上的，得分=分值×（1-超出比例）。", {"over", "far", "missed"}),
    ("实际完成值为指标值200%以上的，得该项分值的80%。", {"far"}),
    ("超过150%-200%扣10%；200%-300%（含）扣20%；300%以上扣30%", {"far"}),
    ("超额完成30%-50%的扣10%；50%-100%扣20%；100%以上扣30%", {"over", "far"}),
    ("偏差率超过±30%的，扣该项分值的一半。", {"short", "far"}),
    ("完成率低于80%的扣一半。", {"short"}),
    ("完成率低于60%（不含）的扣一半；60%-90%扣20%", {"short", "missed"}),
    ("满意度指标低于80%的不得分。", set()),
    ("满意度低于88%的扣2分。", {"disliked"}),
    ("满意度低于98%的扣2分。", {"liked", "disliked"}),  # of itself, not of its target
    ("数量指标每少一场扣1分。", {"short"}),
    ("成本指标超支的不得分。", {"missed"}),
    ("反向指标：实际值超过目标值的，得0分。", {"missed"}),
    ("反向指标得分=A/B×权重×90%。", {"missed", "kept"}),
    ("正向指标得分=90%×权重×B/A", {"short", "met", "over", "far", "liked", "disliked"}),
    ("时效指标逾期的不得分", {"late"}),
    ("逾期完成的，酌情扣分。", {"budget", *EVERY} - {"timely"}),
    ("各指标得分由评价组综合研判后，在分值基础上视情酌减。", {"budget", *EVERY}),
    ("单位自评总分90分（含）以上的，预算执行率须达到90%。", set()),
]


@pytest.mark.parametrize(("note", "lines"), CONDITIONS)
def test_a_rule_opens_the_lines_that_may_meet_its_condition(note: str, lines: set[str]) -> None:
    assert unread_rules([f"1.{note}"])
    assert opened_by(f"1.{note}") == lines


@pytest.mark.parametrize(("note", "lines"), CONDITIONS)
def test_it_is_told_that_lines_are_open_only_where_they_are(note: str, lines: set[str]) -> None:
    card = score(form(f"1.{note}"))
    told = {each.severity for each in audit(card) if each.code == "D109"}
    whole = any({"total", "grades"} & {*each.parts} for each in card.rulebook.unread)
    assert told == {"warning"} if lines or whole else told == {"note"}


HARMLESS = [
    "总分=预算执行率得分+指标得分，超过100分的按100分计。",
    "正向指标超额完成不加分。",
    "各指标得分合计为总分。",
    "完成值高于指标值的，得分不超过分值。",
    "得分=完成率×分值，完成率=实际完成值/指标值×100%。",
    "得分保留两位小数。",
    "扣分须说明理由。",
    "完成率低于60%的不得分，60%（含）以上按比例得分。",
    "执行率=执行数÷调整后预算数×100%，执行率得分=10分×执行率。",
    "预算执行率得分=预算执行率×10分。",
]


@pytest.mark.parametrize("note", HARMLESS)
def test_what_every_rulebook_has_is_no_rule_of_its_own(note: str) -> None:
    assert unread_rules([f"1.{note}"]) == ()


TELLING = [
    f"{subject}{verb}"
    for subject in ("存在问题的指标", "由主管部门综合研判后的得分", "未提供佐证材料的")
    for verb in ("扣2分", "酌减", "减半", "不予计分", "得该项分值的80%", "按分值的一半计分")
]


@pytest.mark.parametrize("note", TELLING)
def test_whatever_does_anything_to_points_is_told(note: str) -> None:
    assert not understood(note)


ROUNDING = [
    ("得分保留整数。", {"missed": (8, "8.33")}),
    ("各项得分四舍五入保留一位小数。", {"missed": ("8.3", "8.33")}),
    ("得分取整。", {"missed": (8, 9)}),
]


@pytest.mark.parametrize(("note", "scores"), ROUNDING)
def test_a_rounding_of_its_own_allows_both_scores(note: str, scores: dict[str, tuple[object, object]]) -> None:
    def codes(card: Scorecard) -> set[str]:
        return {each.code for each in audit(card) if each.line == "i5" and each.code[0] == "S"}

    own = form(f"注：{note}")
    for name, filed in scores.items():
        for value in (*filed, "5"):
            lines = tuple(
                evolve(each, filed=loads_number(str(value))) if each.name == name else each for each in own.indicators
            )
            card = score(evolve(own, indicators=lines))
            assert bool(codes(card)) is (value == "5")
            assert [each.severity for each in audit(card) if each.code == "D109"] == ["warning"]


def loads_number(text: str):
    from indicators.exact import Number

    return Number.of(text)
