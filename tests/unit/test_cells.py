"""The table of cell shapes, one row of a test for every example of the contract; codes and values, never wording."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from indicators import words
from indicators.cells import read_cell
from indicators.form import Line
from indicators.measure import Dated, Levelled, Measure, Numeric, Refused, measure
from indicators.units import unit

Bound = str | None


def line(target: str, actual: str = "", **keys: str) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)


def number(text: Bound) -> Fraction | None:
    return None if text is None else Fraction(text)


def codes(found: Measure) -> list[str]:
    return sorted(note.code for note in found.notes)


# target, completion, kind, A, B, notes
MEASURED: list[tuple[str, str, str, tuple[Bound, Bound], tuple[Bound, Bound], list[str]]] = [
    ("100%", "98%", "positive", ("100", None), ("98", "98"), []),
    ("≤0.24万元", "0.15", "reverse", (None, "0.24"), ("0.15", "0.15"), ["multiplier-doubt", "unit-assumed"]),
    ("＜3次", "3次", "reverse", (None, "3"), ("3", "3"), []),
    ("=100%", "100%", "exact", ("100", "100"), ("100", "100"), []),
    ("0起", "1起", "reverse", (None, "0"), ("1", "1"), ["zero-is-reverse"]),
    ("90%-95%", "92%", "within", ("90", "95"), ("92", "92"), []),
    ("18—54周岁", "30周岁", "within", ("18", "54"), ("30", "30"), []),
    ("±10%", "-3%", "within", ("-10", "10"), ("-3", "-3"), []),
    ("每月至少一次", "12次", "positive", ("12", None), ("12", "12"), ["per-year"]),
    ("1次/月", "12次", "positive", ("12", None), ("12", "12"), ["per-year"]),
    ("每季度≥2次", "8次", "positive", ("8", None), ("8", "8"), ["per-year"]),
    ("1次/周", "1次/月", "positive", ("52", None), ("12", "12"), ["per-year", "per-year", "weeks-and-months"]),
    ("每亩300", "310元/亩", "positive", ("300", None), ("310", "310"), ["unit-assumed"]),
    ("提升10%", "提升12%", "positive", ("10", None), ("12", "12"), ["words-stripped"] * 2),
    ("100%覆盖", "100%覆盖", "positive", ("100", None), ("100", "100"), ["words-stripped"] * 2),
    ("≥98%", "≥98%", "positive", ("98", None), ("98", None), ["comparator-copied"]),
    ("≤3起", "≤3起", "reverse", (None, "3"), (None, "3"), ["comparator-copied"]),
    ("=100%", "=100%", "exact", ("100", "100"), ("100", "100"), ["equals-copied"]),
    ("≥150人", "200余人", "positive", ("150", None), ("200", None), ["at-least"]),
    ("≥300", "约300", "positive", ("300", None), ("300", "300"), ["about"]),
    ("充分", "100%", "positive", ("100", None), ("100", "100"), ["percent-for-text"]),
    ("≥1万元", "12000元", "positive", ("1", None), ("1.2", "1.2"), ["unit-converted"]),
    ("≥1亿元", "9000千元", "positive", ("1", None), ("0.09", "0.09"), ["unit-converted"]),
    ("≥1%", "9‰", "positive", ("1", None), ("0.9", "0.9"), ["unit-converted"]),
    ("≤1天", "1日", "reverse", (None, "1"), ("1", "1"), []),
    ("≥80%", "80百分比", "positive", ("80", None), ("80", "80"), []),
    ("≥2公里", "1500米", "positive", ("2", None), ("1.5", "1.5"), ["unit-converted"]),
    ("≥15亩", "1公顷", "positive", ("15", None), ("15", "15"), ["unit-converted"]),
    ("≤2小时", "90分钟", "reverse", (None, "2"), ("1.5", "1.5"), ["unit-converted"]),
    ("≤1周", "6天", "reverse", (None, "1"), ("6/7", "6/7"), ["unit-converted"]),
    ("≥3次", "4场", "positive", ("3", None), ("4", "4"), ["event-words"]),
    ("≥3期", "4次", "positive", ("3", None), ("4", "4"), ["event-words"]),
    ("≥3方队", "4方队", "positive", ("3", None), ("4", "4"), []),
    ("≥3人", "4", "positive", ("3", None), ("4", "4"), ["unit-assumed"]),
    ("≥3", "4人", "positive", ("3", None), ("4", "4"), ["unit-assumed"]),
    ("≥5万", "60000", "positive", ("50000", None), ("60000", "60000"), []),
    ("≥5万", "6万人", "positive", ("50000", None), ("60000", "60000"), ["unit-assumed"]),
    ("≥5万人", "6万", "positive", ("5", None), ("6", "6"), ["unit-assumed"]),
    ("≥95%", "98", "positive", ("95", None), ("98", "98"), ["percent-supplied"]),
    ("≥95%", "0", "positive", ("95", None), ("0", "0"), ["percent-supplied"]),
]


@pytest.mark.parametrize(
    ("target", "actual", "kind", "a", "b", "notes"), MEASURED, ids=[f"{row[0]} {row[1]}" for row in MEASURED]
)
def test_numbers_that_face_each_other(
    target: str, actual: str, kind: str, a: tuple[Bound, Bound], b: tuple[Bound, Bound], notes: list[str]
) -> None:
    found = measure(line(target, actual))
    assert isinstance(found, Numeric) and found.actual is not None
    assert (found.kind, found.low, found.high) == (kind, number(a[0]), number(a[1]))
    assert (found.actual.low, found.actual.high) == (number(b[0]), number(b[1]))
    assert codes(found) == notes


@pytest.mark.parametrize(
    ("target", "actual", "code"),
    [
        ("±10%", "达标", "T408"), ("≥95%", "已完成", "T408"), ("充分", "5次", "T408"), ("11月底前", "较好", "T408"),
        ("≥95%", "0.98", "T405"), ("≥95%", "1", "T405"), ("≤5%", "0.5", "T405"), ("90%-95%", "0.92", "T405"),
        ("≥3件", "3家", "T404"), ("≥3人", "3人次", "T404"), ("≥3场", "3批次", "T404"), ("≥3方队", "3方阵", "T404"),
        ("≥5元", "5个", "T404"), ("≤5天", "5工作日", "T404"), ("≥5%", "5百分点", "T404"), ("≥10人", "10%", "T404"),
        ("≥5米", "5亩", "T404"), ("530元/人*月", "530元/人", "T404"), ("≥98%", "≤98%", "T406"), ("", "5人", "F002"),
    ],
)  # fmt: skip
def test_cells_that_are_refused(target: str, actual: str, code: str) -> None:
    found = measure(line(target, actual))
    assert isinstance(found, Refused) and found.code == code


@pytest.mark.parametrize(
    ("target", "actual", "year", "met", "notes"),
    [
        ("2023年12月底前", "2023年12月31日", None, True, []),
        ("2023年12月底前", "2024年1月1日", None, False, []),
        ("11月底前", "10月", None, True, ["month-and-day"]),
        ("11月底前", "12月31日", 2023, False, ["month-and-day"]),
        ("2021年12月完成", "2021年12月完成", None, True, []),
        ("11月底前", "2023年12月1日", 2023, False, ["year-assumed"]),
        ("11月底前", "2024年1月", 2023, False, ["year-assumed"]),
        ("11月底完成100%", "11月20日", None, None, ["date-unchecked"]),
        ("11月底完成100%", "100%", None, None, ["date-unchecked"]),
        ("11月底前", "按时", None, None, ["word-for-done"]),
    ],
)
def test_a_deadline(target: str, actual: str, year: int | None, met: bool, notes: list[str]) -> None:
    found = measure(line(target, actual), year)
    assert isinstance(found, Dated) and found.met is met
    assert codes(found) == notes


@pytest.mark.parametrize(
    ("target", "actual", "level", "notes"),
    [
        ("及时", "及时", "met", ["level-by-text"]), ("有效保障", "达成预期指标", "met", ["level-by-phrase"]),
        ("一般45天,延长不超过60天", "一般45天， 延长不超过60天", "met", ["level-by-text"]),
        ("有效保障", "部分达成", "part", ["level-by-phrase"]), ("有效保障", "未完成", "unmet", ["level-by-phrase"]),
        ("有效保障", "较好", None, []), ("有效保障", "", None, []),
    ],
)  # fmt: skip
def test_a_level(target: str, actual: str, level: str | None, notes: list[str]) -> None:
    found = measure(line(target, actual))
    assert isinstance(found, Levelled) and found.level == level
    assert codes(found) == notes


@pytest.mark.parametrize(
    ("name", "level1", "target", "doubtful"),
    [
        ("补贴标准", "", "530元/人*月", True), ("补贴", "", "530元/人*月", True), ("办结", "", "2小时", True),
        ("培训", "", "3个月", True), ("服务", "", "2年", True), ("印刷", "成本指标", "300元", True),
        ("预算控制率", "成本指标", "95%", True), ("群体性事件", "", "3起", True), ("森林病虫害受害率", "", "3%", True),
        ("投诉办结率", "", "95%", False), ("满意度", "", "95%", False), ("培训人数", "", "64", False),
        ("总投入", "", "1100万元", False), ("重大安全事故", "", "0起", False), ("补贴标准", "", "≤530元/人*月", False),
        *((word, "", "3", True) for group in ("cost", "duration", "harm") for word in words.DOUBT[group]),
        *((f"{word}率", "", "3%", True) for group in ("harm", "harm_share") for word in words.DOUBT[group]),
        *((word, "", "3%", True) for word in words.DOUBT["rate"]),
        *((f"失业人员{word}数", "", "3", False) for word in words.DOUBT["service"]),
    ],
)  # fmt: skip
def test_where_the_direction_is_in_doubt(name: str, level1: str, target: str, doubtful: bool) -> None:
    found = measure(line(target, target.removeprefix("≤"), name=name, level1=level1))
    assert isinstance(found, Numeric)
    assert bool(found.doubt) == doubtful


COLUMNS = ({"name": "种植面积（万亩）"}, {"name": "种植面积(单位：万亩)"}, {"unit": "万亩"})


@pytest.mark.parametrize("keys", COLUMNS, ids=["brackets", "unit", "column"])
def test_a_unit_in_brackets_or_in_a_column_counts(keys: dict[str, str]) -> None:
    for actual, done in (("60", 60), ("500000亩", 50), ("60万亩", 60)):
        found = measure(line("≥50", actual, **keys))
        assert isinstance(found, Numeric) and found.actual is not None
        assert (found.unit, found.low, found.actual.low) == ("万亩", 50, done)


def test_a_comparator_in_the_name_never_scores() -> None:
    found = measure(line("", "60", name="培训人数≥50人"))
    assert isinstance(found, Refused) and found.code == "F002"
    bare = measure(line("40", "60", name="培训人数（≥50人）"))
    assert isinstance(bare, Numeric) and (bare.low, bare.unit) == (40, "")


def test_the_closed_lists() -> None:
    """What the contract lists is there; each further word has a row in the table of cells."""
    assert {*["完成", "完成时间为", "完成率", "达到", "达", "实现", "覆盖"]} <= {*words.STRIPPED}
    assert {*["提升", "提高", "增长", "增加"]} <= words.UPWARD and {*["下降", "降低", "减少"]} <= words.DOWNWARD
    doubt = {
        "cost": "成本 费用 单价 价格 标准 人均 经费 支出",
        "duration": "时间 时长 时限 耗时 周期 天数",
        "harm": "事故 事件 投诉 死亡 受伤 受害 成灾 违规 违法 舞弊 差错 延误 逾期 损失 失业 发病 辍学 漏报 空置 "
        "返工 损耗 超支 贫困 缺勤 排放 能耗 火灾",
    }
    for group, listed in doubt.items():
        assert set(listed.split()) == set(words.DOUBT[group])
    levels = {
        "met": "达成预期指标 达成年度指标 全部或基本达成 基本达成 基本达到 达成 达标 已完成 完成",
        "part": "部分达成预期指标并具有一定效果 部分达成年度指标并具有一定效果 部分达成 部分完成 部分达标",
        "unmet": "未达成预期指标且效果较差 未达成年度指标且效果较差 未达成 未完成 未达标",
    }
    longer = {  # the same levels with what they are of, as cells name them
        "met": "达成预期目标 达成年度目标 全部达成预期指标 "
        "全部或基本达成预期指标 基本达成预期指标 基本达成年度指标 基本达成预期目标",
        "part": "部分达成预期指标 部分达成年度指标 部分达成预期目标 部分达成年度目标",
        "unmet": "未达成预期指标 未达成年度指标 未达成预期目标 未达成年度目标",
    }
    rows = (*levels.items(), *longer.items())
    assert {phrase: level for level, row in rows for phrase in row.split()} == dict(words.LEVELS)
    for phrase, level in words.LEVELS.items():
        found = measure(line("有效保障", phrase))
        assert isinstance(found, Levelled) and (found.level, found.source) == (level, "phrase")
    for word in words.STRIPPED:
        assert read_cell(f"{word}100%").amount == read_cell(f"100%{word}").amount == read_cell("100%").amount


PARTS = words.LEVEL_PARTS
SAID = [
    *((f"{before}{verb}{kind}目标", "met") for before in ("", *PARTS["met"]) for verb in PARTS["verb"]
      for kind in ("", "年度", "预期")),
    *((f"{before}{verb}", "met") for before in PARTS["met"] for verb in PARTS["alone"]),
    *((f"已达成{kind}{goal}", "met") for kind in PARTS["kind"] for goal in PARTS["goal"]),
    *((f"{before}达成目标", "part") for before in PARTS["part"]),
    *((f"{before}{verb}目标", "unmet") for before in PARTS["unmet"] for verb in PARTS["verb"]),
    ("部分达成年度目标并具有一定效果", "part"), ("未达成目标且效果较差", "unmet"), ("达成目标。", "met"),
    ("完成年度工作任务", "met"), ("完成了各项目标任务", "met"),
    ("有效保障，达成预期指标", "met"), ("达成预期目标，有效保障。", "met"), ("有效保障，已全部完成年度目标", "met"),
]  # fmt: skip
UNSAID = [
    "达到预期效果", "未全部达成目标", "部分未达成", "达到", "实现", "有效保障，部分达成预期指标",
    "有效提升，达成预期指标", "拟完成目标", "完成目标的80%", "超过目标", "完成招标", "基本", "未", "目标",
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "level"), SAID)
def test_a_level_is_told_by_the_parts_of_its_phrase(phrase: str, level: str) -> None:
    found = measure(line("有效保障", phrase))
    assert isinstance(found, Levelled) and (found.level, found.source) == (level, "phrase")


@pytest.mark.parametrize("phrase", UNSAID)
def test_a_phrase_that_says_more_or_less_is_no_level(phrase: str) -> None:
    assert getattr(measure(line("有效保障", phrase)), "level", None) is None


def test_the_closed_list_of_events() -> None:
    data = tomllib.loads((Path(words.__file__).parent / "data" / "units.toml").read_text("utf-8"))
    assert data["events"].split() == ["次", "场", "期", "场次"]
    assert {name for name in data["counts"].split() if unit(name).dimension == "event"} == set()


@pytest.mark.parametrize("down", ["下降", "降低", "减少"])
@pytest.mark.parametrize("up", ["提升", "提高", "增长", "增加"])
def test_words_that_point_opposite_ways_are_refused(up: str, down: str) -> None:
    for target, actual in ((up, down), (down, up)):
        found = measure(line(f"{target}10%", f"{actual}10%"))
        assert isinstance(found, Refused) and found.code == "T406"
    for word in (up, down):
        assert isinstance(measure(line(f"{word}10%", f"{word}12%")), Numeric)
    assert isinstance(measure(line(f"{up}10%", "12%")), Numeric)
    alone = measure(line(f"{down}10%", "12%"))  # a fall or a rise: it does not say
    assert isinstance(alone, Refused) and alone.code == "T408"
    for turned in (measure(line(f"{down}10%", "-12%")), measure(line(f"{down}10%", "12%", name=f"能耗{down}率"))):
        assert isinstance(turned, Numeric) and turned.actual is not None and turned.actual.low == 12
