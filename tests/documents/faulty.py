"""A workbook with a form that has wrong scores, rates and totals."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.comments import Comment

ROWS = [
    ["2023年度道路养护项目支出绩效自评表"],
    ["单位名称（盖章）：某局", "", "", "", "", "", "", "自评等级：优"],
    ["项目名称", "道路养护"],
    ["主管部门", "某局", "", "", "实施单位", "养护科"],
    ["项目资金（万元）", "", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "", 100, 64, 10, 0.74, 7.4],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["", "产出指标", "数量指标", "养护里程", "≥100公里", "80公里", 50, 45],
    ["", "效益指标", "社会效益指标", "事故", "≤4起", "5起", 30, "27分"],
    ["", "满意度指标", "满意度指标", "居民满意度", "≥90%", "95%", 10, 9],
    ["总分", "", "", "", "", "", 100, 88.4],
]


def workbook(**cells: object) -> bytes:
    """A form as an office has it: merges, a comment, a column hidden by nobody, text and numbers; ``cells`` differ."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附表 1"
    for row in ROWS:
        sheet.append([None if text == "" else text for text in row])
    sheet["G6"].number_format = "0%"
    sheet["H6"].number_format = "0.00"
    sheet["D8"].comment = Comment("核对", "某人")
    sheet.merge_cells("A5:A6")
    for name, value in cells.items():
        sheet[name] = value
    notes = book.create_sheet("说明")
    notes["A1"] = "=SUM(1,2)"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
