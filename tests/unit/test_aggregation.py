"""Which values are added up, which averaged and which asked for: names and units of published forms, and others."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from children import filed, pair

from scoring.consolidate import consolidate


def test_declared_both_ways_is_refused_unless_the_parent_declares():
    children = [filed(each, "≥10个", "9个", more=f'aggregate = "{each}"') for each in ("sum", "mean")]
    assert [problem.code for problem in consolidate(children).problems] == ["C901"]
    for how in ("sum", "mean"):
        parent = filed("p", "≥9个", "", more=f'aggregate = "{how}"')
        assert consolidate(children, parent).explanation[0].how == how


# name:unit
AMOUNTS = """
    培训人数:人 招聘会:场 发放金额:万元 治理面积:亩 管网长度:公里 水位站建设数量:座 等级公路里程:公里
    志愿服务总时长:小时 重大安全事故: 新增床位数:张 出台制度:项 产量:吨 数字化页数:万页 活动次数:
    每年培训人数:人 采购数量（台）:台 排放量:吨 铺设管道:米 扶持资金:万元 项目总成本:元 名额:个 储备粮:吨
    参会:人次
"""
NO_AMOUNTS = """
    粮食单产:公斤 粮食单产:公斤/亩 水稻:公斤/亩 办结时限:天/件 办理:天/件 全省考核名次:名 全省排名:位
    综合考核:名次 设备质保期:年 质保:年 汛期水位:米 控制水位:m 生师比: 生师比:人 人均住房面积:平方米 户均增收:元
    亩均产值:万元 每万人拥有病床数:张 服务半径:公里 到最近学校距离:米 增长倍数:倍 带动投资:倍 建设工期:天
    工期:个月 公路等级:级 景区:级 海拔:米 细颗粒物浓度:微克/立方米 氨氮浓度: 绿化密度:株 冷库温度:℃ 室温:度
    发展指数: 考核得分:分 考核得分: 开放天数:天 响应时间:分钟 使用年限:年 服务对象年龄:岁 监测频次:次
    每月巡查次数:次 日处理量:吨 最高水位:米 最低工资标准:元 补贴:元 培训成本:元 农民收入:元 路面宽度:米
    围墙高:米 工程质量: 补贴标准:元 人均标准: 供水水价:元 单次培训人数:人 班额:人 培训学时:学时 地震烈度:度
    噪声:分贝 某项指标: 某项指标:怪 贷款额度:万元 合格率: 满意度:分 覆盖率:个 万元工业增加值用水量:吨 间距:米
    房屋层数:层 平均办理时间:天 月均发放人数:人 日均客流量:人 时均产量:吨 床位周转次数:次 周均巡查次数:次
"""


@pytest.mark.parametrize("indicator", AMOUNTS.split())
def test_amounts_are_added_up(indicator):
    name, unit = indicator.split(":")
    result = pair(name, (f"≥20{unit}", f"10{unit}"), (f"≥20{unit}", f"30{unit}"))
    assert (result.problems, result.explanation[0].how, result.explanation[0].value.low) == ((), "sum", F(40))


@pytest.mark.parametrize("indicator", NO_AMOUNTS.split())
@pytest.mark.parametrize("where", ["cells", "heading", "name"])
def test_nothing_else_is_added_up(indicator, where):
    """The unit in the cells, in a column of its own or in brackets after the name: averaged, or asked for."""
    name, unit = indicator.split(":")
    own, apart = (unit, "") if where == "cells" else ("", f'unit = "{unit}"' if unit and where == "heading" else "")
    name = f"{name}（{unit}）" if unit and where == "name" else name
    result = pair(name, (f"≥20{own}", f"10{own}"), (f"≥20{own}", f"30{own}"), apart)
    (made,) = result.explanation
    assert made.how in ("mean", "refused")
    if made.how == "mean":
        assert made.value.low == F(25)  # 100 and 300 are the funds
    else:
        assert [problem.code for problem in result.problems] == ["C901"]
    said = apart + '\naggregate = "sum"\n'
    assert pair(name, (f"≥20{own}", f"10{own}"), (f"≥20{own}", f"30{own}"), said).explanation[0].value.low == F(40)


@pytest.mark.parametrize(
    ("one", "two", "how"),
    [
        (("每月至少一次", "12次"), ("每月至少一次", "13次"), "sum"),
        (("每月至少一次", "每月一次"), ("每月至少一次", "每月两次"), "refused"),
        (("≥1次/月", "1次/月"), ("≥12次", "12次"), "refused"),
    ],
)
def test_how_often_is_no_amount(one, two, how):
    """Two units that check monthly do not check 24 times a year; how many checks there were is a sum."""
    assert pair("安全检查次数", one, two).explanation[0].how == how


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [
        ("师生比", ("1:18", "1:17"), ("1:18", "1:19")),
        ("师资", ("1:18", "1:18"), ("1:18", "1:18")),
        ("等级", ("二级", "二级"), ("二级", "三级")),
        ("水质", ("Ⅲ类", "Ⅲ类"), ("Ⅲ类", "Ⅱ类")),
        ("全省排名", ("前10名", "第8名"), ("前10名", "第9名")),
        ("全省排名", ("前10名", "第8名"), ("前10名", "第12名")),
    ],
)
def test_grades_ratios_and_places_are_asked_for(name, one, two):
    result = pair(name, one, two)
    assert ([problem.code for problem in result.problems], result.form.indicators[0].actual) == (["C901"], "")


def test_words_of_a_level_are_no_grades():
    result = pair("等级评定工作", ("达成", "达成"), ("达成", "达成"))
    assert result.problems == ()
