"""Tables written as people see them: ``<`` continues the cell at the left, ``^`` the cell above."""

from __future__ import annotations

from indicators.place import Place
from indicators.reading.grid import Cell, Grid


def grid(text: str, file: str = "form.xlsx") -> Grid:
    """The grid of a table drawn with ``|`` between columns, one line a row."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    cells = []
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            columns = rows_down = 1
            while column + columns < width and row[column + columns] == "<":
                columns += 1
            while at + rows_down < len(rows) and rows[at + rows_down][column] == "^":
                rows_down += 1
            cells.append(Cell(cell, at, column, rows_down, columns, Place(file, f"r{at + 1}c{column + 1}")))
    return Grid(tuple(cells), Place(file))


def unruled(text: str, file: str = "report.txt", first: int = 1) -> Grid:
    """The grid of tab-separated lines: only the order of the cells in a row is known."""
    lines = text.strip("\n").splitlines()
    cells = [
        Cell(cell.strip(), at, column, place=Place(file, str(first + at)))
        for at, line in enumerate(lines)
        for column, cell in enumerate(line.split("\t"))
    ]
    return Grid(tuple(cells), Place(file, str(first)), ruled=False)


NATIONAL = """
| 项目名称 | < | 高标准农田建设 | < | < | < | < | < | < | < |
| 主管部门 | < | 某县农业农村局 | < | < | 实施单位 | 农田建设科 | < | < | < |
| 项目资金（万元） | < | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | < |
| ^ | 年度资金总额 | < | 1200 | 1000 | 950 | 10 | 95% | 9.5 | < |
| ^ | 其中：当年财政拨款 | < | 1000 | 800 | 750 | — | 93.75% | — | < |
| ^ | 上年结转资金 | < | 200 | 200 | 200 | — | 100% | — | < |
| ^ | 其他资金 | < | 0 | 0 | 0 | — | — | — | < |
| 年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | < |
| ^ | 建成高标准农田。 | < | < | < | 已建成，质量合格。 | < | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | < |
| ^ | 产出指标（50分） | 数量指标 | 新建高标准农田面积 | ≥50万亩 | 45万亩 | 20 | 18 | 雨季施工推迟 | < |
| ^ | ^ | ^ | 田间道路 | ≥120公里 | 130公里 | 10 | 10 | | < |
| ^ | ^ | 质量指标 | 工程验收合格率 | ≥95% | 100% | 10 | 10 | | < |
| ^ | ^ | 时效指标 | 完工时间 | 2022年12月底前 | 2022年11月 | 5 | 5 | | < |
| ^ | ^ | 成本指标 | 亩均投资 | ≤2000元 | 1950元 | 5 | 5 | | < |
| ^ | 效益指标（30分） | 社会效益指标 | 受益人口 | ≥3万人 | 3万人 | 15 | 15 | | < |
| ^ | ^ | 生态效益指标 | 农田生态 | 有所改善 | 有所改善 | 15 | 14 | | < |
| ^ | ^ | ^ | 指标2： | | | | | | < |
| ^ | 满意度指标（10分） | 服务对象满意度指标 | 农户满意度 | ≥90% | 92% | 10 | 10 | | < |
| 总分 | < | < | < | < | < | 100 | 96.5 | | < |
"""
THREE_COLUMNS = """
| 项目名称 | 造林补助 | < | < | < | < | < | < | < |
| 主管部门 | 某市林业局 | < | < | 实施单位 | 造林科 | < | < | < |
| 预算执行情况（10分） | 年初预算数 | 调整后预算数 | 预算执行数 | 执行数 | 预算执行率 | 得分 | < | < |
| ^ | 300 | 300 | | 294 | 98% | 9.8 | < | < |
| 绩效指标（90分） | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 全年完成值 | 得分 |
| ^ | ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位 | ^ | ^ |
| ^ | 产出指标 | 数量指标 | 人工造林面积 | ≥ | 50 | 万亩 | 48 | 43.2 |
| ^ | ^ | 质量指标 | 成活率 | ＝ | 85 | % | 85 | 30 |
| ^ | 效益指标 | 生态效益指标 | 森林覆盖 | 定性 | 持续改善 | | 持续改善 | 15 |
"""
TRANSFER = """
| 项目名称 | 中央就业补助资金 | < | < | < | < |
| 主管部门 | 某省人社厅 | < | 实施单位 | 就业处 | < |
| 资金情况（万元） | | 全年预算数（A） | 全年执行数（B） | 执行率（B/A） | < |
| ^ | 年度资金总额 | 5000 | 4800 | 96% | < |
| ^ | 其中：中央补助 | 3000 | 2900 | 96.67% | < |
| ^ | 地方资金 | 2000 | 1900 | 95% | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 |
| ^ | 产出指标 | 数量指标 | 培训人次 | ≥10000人次 | 9500人次 | 疫情影响 |
| ^ | ^ | 质量指标 | 补贴发放准确率 | 100% | 100% | |
"""
