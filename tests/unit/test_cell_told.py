"""What is told of cells: why a line is refused, why its direction is in doubt, what its other reading is."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.cells import read_cell
from indicators.form import Line
from indicators.measure import Numeric, Refused, measure
from indicators.otherwise import is_for_one_period, other_meaning, speaks_otherwise


def line(target: str, actual: str = "", **keys: object) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)  # type: ignore[arg-type]


REFUSED = [
    ("≥5人", "4户", {}, "T404", "户 cannot be compared with 人"),
    ("300个", "100%", {}, "T404", "% cannot be compared with 个"),
    ("≥95%", "5万", {}, "T404", "万 cannot be compared with %"),
    ("5", "9O", {}, "T404", "O in 9O may be no unit of 5"),
    ("9未完成", "5", {}, "T404", "未 in 9未完成 may be no unit of 5"),
    ("300", "100%", {"name": "检查家数"}, "T404", "100% is a share, 300 may be a number of things"),
    ("每月2次", "1次", {}, "T404", "1次 may be of one period or of the whole year: 每月2次"),
    ("≥95%", "0.9", {}, "T405", "0.9 against ≥95%: percentage or fraction? Write the % sign"),
    ("0.9", "95%", {"unit": "%"}, "T405", "95% against 0.9: percentage or fraction? Write the % sign"),
    ("≥90%", "≤95%", {}, "T406", "the completion ≤95% points against the target ≥90%"),
    ("下降5%", "上升3%", {}, "T406", "the completion 上升3% runs against the target 下降5%"),
    ("≥5个", "6个", {"kind": "reverse"}, "T406", "the kind reverse contradicts the target ≥5个"),
    ("下降5%", "3%", {}, "T408", "one of 下降5% and 3% is a fall, the other does not say"),
    ("0个", "2个", {"name": "培训人数"}, "T408", "nothing was planned (0个), and 2个 was done"),
    ("≥40个", "40个（计划）", {}, "T408", "the completion 40个（计划） holds words that may turn its figure: 计划"),
    ("≥40个", "取消40个", {}, "T408", "the completion 取消40个 holds words that may turn its figure: 取消"),
    ("前3名", "第4名", {}, "T408", "第4名 misses the place 前3名, and no rule gives a share of the points for it"),
    ("零事故", "100%", {}, "T408", "100% may be how far the aim 零事故 was reached"),
    ("100%", "0", {"name": "零事故率"}, "T408", "0 may be how often it happened, 100% how far it was avoided"),
    ("提升至90%", "30%", {}, "T408", "30% may be how much it rose, 提升至90% is the level to be reached"),
    ("≥90%", "—5%", {"name": "满意度"}, "T408", "the sign in front of —5% may be a dash"),
    ("12月底前", "较差", {}, "T408", "the target 12月底前 is a date, the completion 较差 is none"),
    ("11月底前完成5个", "较差", {}, "T408", "the target 11月底前完成5个 is a date, the completion 较差 is none"),
    ("≥5个", "较好", {}, "T408", "the target ≥5个 is a number, the completion 较好 is none"),
    ("较好", "5个", {}, "T408", "the target 较好 is in words, the completion 5个 is a number"),
    ("第3批", "5个", {}, "T408", "the figures of the target 第3批 cannot be compared with 5个"),
    ("1.100人", "1人", {}, "T408", "the point in 1.100人 may be a mark of thousands"),
    ("≥3个村", "3个社区", {"name": "村和社区"}, "T408", "社区 may be something else than 村"),
    ("较好", "5个", {"kind": "positive"}, "T408", "the target 较好 is no number and no date"),
    ("5个", "6个", {"kind": "deadline"}, "T408", "the target 5个 is no date"),
    ("90%-80%", "1%", {}, "T408", "the bounds cross: nothing is both ≥ 90 and ≤ 80"),
    ("W90%", "92%", {}, "T409", "a figure or letter stands where W90% must have a comparator"),
    ("290%", "92%", {}, "T409", "290% may be ≥90% or ≤90%"),
    ("290", "92", {"name": "满意度"}, "T409", "290 may be ≥90 or ≤90"),
]


@pytest.mark.parametrize(("target", "actual", "keys", "code", "text"), REFUSED)
def test_why_a_line_is_refused(target: str, actual: str, keys: dict[str, str], code: str, text: str) -> None:
    found = measure(line(target, actual, **keys), 2023)
    assert isinstance(found, Refused) and (found.code, found.message.show()) == (code, text)
    assert found.assumed == (("percent",) if code == "T405" else ())


@pytest.mark.parametrize(
    ("target", "actual", "keys", "word"),
    [
        ("人数保持在100人", "99人", {}, "保持在"),
        ("人数保持在100人", "99人", {"kind": "positive"}, ""),
        ("维持在100人", "99", {}, "维持在"),
        ("稳定在5%", "4%", {}, "稳定在"),
        ("零增长", "1%", {}, "增长"),
        ("增长5%", "4%", {}, ""),
        ("100人以内", "99", {}, ""),
        ("5（上限）", "4", {}, "上限"),
        ("约100人", "99人", {}, "约"),
        ("100人左右", "99人", {}, "左右"),
        ("大概100人", "99人", {}, "大概"),
        ("大约100人", "99人", {}, "大约"),
        ("-5", "-4", {}, "-"),
        ("-5天", "-4天", {}, "天"),
        ("风险5", "4", {}, "风险"),
        ("培训5", "4", {}, ""),
        ("5%", "3%", {"name": "线损率"}, "线损率"),
        ("5个", "3个", {"name": "线损率"}, ""),
        ("5%", "3%", {"name": "投诉率"}, "投诉率"),
        ("5", "3%", {"name": "线损率"}, "线损率"),
        ("5%", "3%", {"name": "无投诉率"}, ""),
        ("5", "4", {"level1": "成本指标"}, "成本指标"),
        ("=5天", "4天", {"level1": "成本指标"}, "天"),
        ("=5个", "4个", {"level1": "成本指标"}, ""),
        ("5-7天", "4天", {}, "天"),
        ("5-7天", "5天", {}, ""),
        ("5-7天", "≥6天", {}, ""),
        ("=5天", "≥5天", {}, ""),
        ("提前10天", "提前9天", {}, "天"),
        ("提前10天", "提前10天", {}, ""),
    ],
)
def test_why_the_direction_is_in_doubt(target: str, actual: str, keys: dict[str, str], word: str) -> None:
    found = measure(line(target, actual, **keys))
    assert isinstance(found, Numeric) and (found.doubt, found.assumed) == (word, ("direction",) if word else ())


@pytest.mark.parametrize(
    ("target", "actual", "done", "other"),
    [
        ("≥1次/周", "47次", 47, F(47 * 52, 48)),
        ("≥1次/周", "3次/月", 36, 39),
        ("≥1次/月", "1次/周", 52, 48),
        ("≥5万人", "4", 4, F(4, 10000)),
        ("≥5", "4万人", 4, 40000),
        ("100%", "1.05", F("1.05"), 105),
        ("105%", "1.05", F("1.05"), 105),
    ],
)
def test_the_other_reading_of_a_completion(target: str, actual: str, done: F | int, other: F | int) -> None:
    found = measure(line(target, actual))
    assert isinstance(found, Numeric) and found.actual is not None and found.actual.low == found.actual.high == done
    (second,) = found.alternatives
    assert second.actual is not None and second.actual.low == second.actual.high == other


def test_only_one_figure_beside_another_may_mean_something_else() -> None:
    own = line("", name="安全事故")
    for target, actual in (("≥5次", "较好"), ("≥5次", "5-6次"), ("较好", "100%"), ("较好", "较好"), ("零事故", "")):
        assert other_meaning(own, read_cell(target), read_cell(actual)) is None
    assert other_meaning(own, read_cell("零事故"), read_cell("100%")) is not None


def test_only_a_figure_beside_a_frequency_may_be_of_one_period() -> None:
    for target, actual, may in (
        ("每月2次", "1次", True),
        ("每月2次", "1-2次", False),
        ("2次", "1次", False),
        ("2", "1", False),
    ):
        done = read_cell(actual).amount
        assert done is not None and is_for_one_period(read_cell(target).amount, done) == may
        assert not is_for_one_period(None, done)


def test_a_completion_that_is_said_to_exceed_a_target_without_a_figure() -> None:
    for target, said in (("≥40个", "超额完成"), ("较好", ""), ("≤40个", ""), ("≥40人", "")):
        assert speaks_otherwise(line(target), read_cell(target), read_cell("40个（超额完成）")) == said


NOTED = [
    ("≤5%，力争3%", "4%", {}, [("second-aim", {"text": "力争3%"})]),
    ("≥40个", "41个（已完成）", {}, [("remark-left-out", {"text": "已完成"})]),
    ("10个", "10个（其中新建2个）", {}, [("remark-left-out", {"text": "其中新建2个"})]),
    ("≥35000", "3.4", {}, [("fits-better", {"target": "≥35000", "actual": "3.4", "times": 10000})]),
    ("≥5万人", "40000人", {}, [("unit-converted", {"source": "人", "target": "万人"})]),
    ("≥5次", "4场", {}, [("event-words", {"source": "场", "target": "次"})]),
    ("≥95%", "96", {}, [("percent-supplied", {"text": "96"})]),
    ("95", "96%", {}, [("percent-supplied", {"text": "95"})]),
    ("95", "96", {"name": "满意度"}, [("percent-by-name", {})]),
    ("≥5万", "4万人", {}, [("unit-assumed", {"unit": "人"})]),
    ("≥100万元/年", "90万元", {}, [("unit-assumed", {"unit": "万元/年"})]),
    ("≥95%", "98%（98/100）", {}, []),
    ("零投诉", "无", {}, [("zero-words", {"text": "零投诉"}), ("zero-is-reverse", {}), ("zero-words", {"text": "无"})]),
    ("≥5个", "≥6个", {}, [("comparator-copied", {"text": "≥6个"})]),
    ("≥5个", "=6个", {}, [("equals-copied", {"text": "=6个"})]),
    ("≥5个", "6-7个", {}, [("range-completion", {"text": "6-7个"})]),
    ("约5个", "5个", {}, [("about", {"text": "约5个", "value": 5})]),
    ("≥5个", "6余个", {}, [("at-least", {"text": "6余个", "value": 6})]),
    ("5%", "下降4%", {"name": "能耗下降率"}, [
        ("words-stripped", {"words": ("下降",)}),
        ("fall-in-name", {"text": "5%"}),
    ]),
    ("6.30", "6.20", {}, [("day-or-number", {"target": "6.30", "actual": "6.20"})]),
    ("10月前", "2023年10月5日", {}, [
        ("year-assumed", {"text": "10月前", "year": 2023}),
        ("before-or-within", {"target": "10月前", "actual": "2023年10月5日"}),
    ]),
    ("12月底前", "11月完成5个", {}, [("date-unchecked", {"text": "11月完成5个"})]),
    ("11月底前完成5个", "5个", {}, [("date-unchecked", {"text": "11月底前完成5个"})]),
    ("≥1次/周", "3次/月", {}, [
        ("per-year", {"text": "≥1次/周", "value": 52}),
        ("per-year", {"text": "3次/月", "value": 36}),
        ("weeks-and-months", {"source": "次/月", "target": "次/周"}),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "keys", "told"), NOTED)
def test_what_is_noted_of_a_reading(
    target: str, actual: str, keys: dict[str, str], told: list[tuple[str, dict[str, object]]]
) -> None:
    assert [
        (note.code, dict(note.message.values)) for note in measure(line(target, actual, **keys), 2023).notes
    ] == told
