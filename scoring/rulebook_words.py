"""The words that a person writes for a key or a value of a rulebook file: told which one is meant."""

from __future__ import annotations

from types import MappingProxyType

# another word → the keys and values that it may mean
WORDS = MappingProxyType(
    {
        word: tuple(meant.split())
        for words, meant in (
            ("编号 规则编号", "id"),
            ("名称 标题 规则名称", "title name headings"),
            ("文号 文件 文件名 发文文件", "document"),
            ("年份 年度 规则年份", "year"),
            ("状态 核实情况", "status"),
            ("来源 依据 出处", "source"),
            ("网址 链接", "url"),
            ("地区 适用地区", "region"),
            ("适用年度 适用年份", "valid"),
            ("自评表 表", "form"),
            ("类型 种类 表类", "kind"),
            ("板块 板块及分值", "blocks block"),
            ("分值 分数 权重", "points weights"),
            ("栏目 列", "columns"),
            ("预算 预算执行 预算执行情况", "budget"),
            ("公式 计分公式 规则 评分规则", "rules"),
            ("分档 档次 定性指标", "bands level"),
            ("等级", "grades grade"),
            ("限值", "limits"),
            ("汇总", "consolidation"),
            ("要求 填报要求", "required"),
            ("小数 取舍 小数取舍", "rounding"),
            ("小数位数 位数", "places"),
            ("比例 占比 得分比例", "share ratio"),
            ("类别 指标类别", "category categories"),
            ("条件 标准", "at"),
            ("原因 偏差原因", "reason"),
            ("年初预算数 年初预算 年初数", "initial"),
            ("调整后预算数 调整后预算 调整预算数", "adjusted"),
            ("全年预算数 全年预算", "full-year"),
            ("线性 线性公式", "linear"),
            ("满分 得满分", "full"),
            ("对称", "symmetric"),
            ("已核实 已核对 原文", "verified"),
            ("转引", "second-hand"),
            ("未核实 凭记忆", "unverified"),
            ("项目 项目支出", "project"),
            ("部门 部门整体 部门整体支出 整体支出", "department"),
            ("逐项 逐行", "line"),
            ("全表", "form"),
            ("不要求 无 不需要", "none"),
            ("四舍五入", "half-up"),
            ("达成", "met"),
            ("部分达成", "part"),
            ("未达成", "unmet"),
        )
        for word in words.split()
    }
)
