"""Names of sources that hold a figure (省级补助2期) are names, not amounts under a heading that nobody knows."""

from __future__ import annotations

import pytest

from indicators.reading.documents import contents
from indicators.reading.limits import Limits

TABLE = """<p>项目支出绩效自评表（2023年度）</p><table>
<tr><td>预算执行情况（万元）</td>{corner}<td>全年预算数</td><td>全年执行数</td><td>分值</td><td>执行率</td><td>得分</td></tr>
<tr><td></td><td>年度资金总额</td>{whole}<td>100</td><td>90</td><td>10</td><td>90%</td><td>9</td></tr>
<tr><td></td><td>{name}</td>{part}<td>100</td><td>90</td><td></td><td></td><td></td></tr></table>"""
NAMES = ("财政拨款", "财政拨款2", "2023年财政拨款", "财政拨款0", "省级补助2期")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_a_figure_is_the_name_of_its_row(name: str) -> None:
    page = TABLE.format(corner="<td></td>", whole="", part="", name=name)
    [form] = contents(page.encode(), "a.html", Limits()).forms
    assert form.budget is not None and [each.name for each in form.budget.sources] == [name]
    assert form.others == ()


def test_an_amount_beside_the_name_is_kept() -> None:
    cells = {"corner": "<td></td><td>上级下达甲</td>", "whole": "<td>77</td>", "part": "<td>66</td>"}
    [form] = contents(TABLE.format(name="财政拨款", **cells).encode(), "a.html", Limits()).forms
    assert form.budget is not None and [each.name for each in form.budget.sources] == ["财政拨款"]
    assert {"77", "66"} <= {text for other in form.others for text in other.cells}
