"""The edges of what stands round a figure: words of doing and of change, aims, subjects, quotients, second aims."""

from __future__ import annotations

import pytest

from indicators.phrase import MAX_SUBJECT, Phrase, read_phrase


@pytest.mark.parametrize(
    ("text", "words", "change", "aims", "second", "remark", "subject"),
    [
        ("力争95%", "力争", "", "", "", "", "力争"), ("5,力争3", "", "", "", ",力争3", "", ""),
        ("95%,力争98%", "", "", "", ",力争98%", "", ""), ("5%力争3%", "", "", "", "力争3%", "", ""),
        ("95%,且力争98%", "", "", "", ",且力争98%", "", ""),
        ("提升达到95%以上", "提升达到", "", ">=", "", "", ""),
        ("药品占比例5%", "药品占比例", "", "", "", "", "药品占比例"),
        ("比例5%", "比例", "", "", "", "", "比例"), ("比重5%", "比重", "", "", "", "", "比重"),
        ("投资比率5%", "投资比率", "", "", "", "", "投资比率"), ("某某5个", "某某", "", "", "", "", "某某"),
        ("较上年下降5%", "较上年 下降", "down", "", "", "", ""),
        ("较上年增加100人", "较上年 增加", "up", "", "", "", ""),
        ("完成5%增加", "完成 增加", "up", "", "", "", ""), ("5%增加", "增加", "up", "", "", "", ""),
        ("5%完成增加", "完成 增加", "up", "", "", "", ""), ("增加5%增加", "增加 增加", "up", "", "", "", ""),
        ("完成较上年增加5%", "完成 较上年 增加", "up", "", "", "", ""),
        ("年均完成5%提升", "年均 完成 提升", "up", "", "", "", ""),
        ("较上年增加5%增加", "较上年 增加 增加", "up", "", "", "", ""),
        ("降低率5%下降", "降低率 下降", "down!", "", "", "", ""), ("下降5%", "下降", "down", "", "", "", ""),
        ("降幅5%", "降幅", "down!", "", "", "", ""), ("增幅5%", "增幅", "up", "", "", "", ""),
        ("5%", "", "", "", "", "", ""), ("98%(98995/100000)", "", "", "", "", "", ""),
        ("98%(86/88)", "", "", "", "", "", ""), ("97%(97/100)", "", "", "", "", "", ""),
        ("较2022年下降5%", "较上年 下降", "down", "", "", "", ""),
        ("比2022年增长5%", "较上年 增长", "up", "", "", "", ""),
        ("与2022年相比下降5%", "较上年 下降", "down", "", "", "", ""),
        ("较2022年度同期增长5%", "较上年 增长", "up", "", "", "", ""), ("95%(含)", "", "", "", "", "", ""),
        ("无人机2架", "无人机", "", "", "", "", "无人机"),
        ("无业人员2人", "无业人员", "", "", "", "", "无业人员"),
        ("不定期检查2次", "不定期检查", "", "", "", "", "不定期检查"),
        ("全年累计共完成5个", "全年累计 共完成", "", "", "", "", ""),
        ("降低至3%以下", "降低至", "", "<=", "", "", ""), ("保持在3%以上", "保持在", "", "held", "", "", ""),
        ("满意度:95%", "满意度", "", "", "", "", "满意度"), ("5个完成", "完成", "", "", "", "", ""),
        ("(甲)5个", "(甲)", "", "", "", "", "(甲)"), ("完成5个(甲)", "完成", "", "", "", "甲", ""),
        ("100≤X≤200", "", "", "", "", "", ""), ("x≥5", "", "", "", "", "", ""),
    ],
)  # fmt: skip
def test_what_stands_round_a_figure(
    text: str, words: str, change: str, aims: str, second: str, remark: str, subject: str
) -> None:
    """A change that is named (降幅) has a mark."""
    found = read_phrase(text)
    assert found is not None
    shown = found.change + ("!" if found.named else "")
    assert (" ".join(found.words), shown, found.aims) == (words, change, aims)
    assert (found.second, found.remark, found.subject) == (second, remark, subject)


@pytest.mark.parametrize(
    "text",
    [
        "恢复达到95%以下", "提升达到95%以下", "降低至3%以上", "药占比5%", "占5%", "甲占5%", "对比5", "某5个",
        "Z5个", "较上年5%增加", "较上年5%增长", "完成较上年5%增加", "≥98%(86/88)", "98%(99/100)", "98%(97/100)",
        "98%(9901/10000)", "98%(100/101)", "98个(98/100)", "98(98/100)", "2022年较2021年增加5%", "95%(不含)",
        "不检查2次", "较", "良好", "95%(含90%)", "甲,5",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_read(text: str) -> None:
    assert read_phrase(text) is None


def test_a_subject_has_a_length() -> None:
    found = read_phrase("甲" * MAX_SUBJECT + "5个")
    assert MAX_SUBJECT == 24 and found is not None and found.subject == "甲" * 24
    assert read_phrase("甲" * 25 + "5个") is None


def test_each_place_is_looked_at_once() -> None:
    """已完成 is 已 and 完成 too: thirty of them have a thousand million ways."""
    assert read_phrase("已完成" * 30 + "甲5") is None


def test_nothing_is_named_that_is_not() -> None:
    figure = read_phrase("5%")
    assert figure is not None and Phrase(figure.amount) == figure and not figure.named
