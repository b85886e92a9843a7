"""Rows whose cells stand beside their headings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from layouts import unruled
from recognised import TITLE, cells, one

from indicators.place import Place

SHIFTED = "\n".join(
    (
        "项目年度绩效指标(60分)\t一级指标\t二级指标\t指标名称\t年初目标值 (A)\t实际完成值 (B)\t得分",
        "\t产出指标\t数量指标\t\t考核覆盖率\t100%\t100%",  # the score is lost
        "数量指标\t\t\t工资审核备案率\t100%\t100%\t3",
        "\t\t时效指标\t及时率\t100%\t98%\t4",
        "就业人数\t\t\t≥1500人\t2060\t3\t",
        "重大事件数量\t\t\t0\t0\t3\t",
        "满意度指标\t服务对象满意度指标\t服务对象满意度指标\t≥90%\t90%\t8\t",
        "\t\t处置时间\t及时\t及时\t2\t",
    )
)


def test_shifted_rows_are_laid_anew_and_each_is_noted():
    form = one(TITLE, unruled(SHIFTED, first=10))
    assert cells(form) == [
        ("数量指标", "考核覆盖率", "100%", "100%", "", ""),
        ("数量指标", "工资审核备案率", "100%", "100%", "", "3"),
        ("时效指标", "及时率", "100%", "98%", "", "4"),
        ("时效指标", "就业人数", "≥1500人", "2060", "", "3"),
        ("时效指标", "重大事件数量", "0", "0", "", "3"),
        ("服务对象满意度指标", "服务对象满意度指标", "≥90%", "90%", "", "8"),
        ("服务对象满意度指标", "处置时间", "及时", "及时", "", "2"),
    ]
    moved = [remark.line for remark in form.remarks if remark.code == "row-realigned"]
    assert moved == ["i1", "i2", "i4", "i5", "i6", "i7"]  # i3 stands under its headings
    assert {remark.place for remark in form.remarks} <= {Place("report.txt", str(line)) for line in range(11, 18)}


ROW = ("产出指标", "数量指标", "培训场次", "≥20场", "15场", "7.5")


@given(st.integers(0, 3), st.lists(st.integers(0, 5), max_size=2, unique=True), st.data())
def test_a_row_reads_alike_wherever_its_cells_were_pushed(lead, blanks, data):
    """Blanks put in anywhere, and category cells lost: name, target, completion and score stay themselves."""
    lost = data.draw(st.integers(0, 2))
    texts = list(ROW[lost:])
    for at in blanks:
        texts.insert(min(at, len(texts)), "")
    heading = "\t".join(("块", "一级指标", "二级指标", "指标名称", "年初目标值", "实际完成值", "得分"))
    row = "\t".join([""] * lead + texts)
    form = one(TITLE, unruled(f"{heading}\n{row}"))
    assert [each[1:4] + each[5:] for each in cells(form)] == [("培训场次", "≥20场", "15场", "7.5")]


def test_a_blank_cell_is_no_shift():
    """Where every cell can be what its heading says, a blank among them is a missing cell."""
    row = "\t产出指标\t数量指标\t培训人数\t\t95%\t7.5"
    form = one(
        TITLE,
        unruled("\t".join(("块", "一级指标", "二级指标", "指标名称", "年初目标值", "实际完成值", "得分")) + "\n" + row),
    )
    assert cells(form) == [("数量指标", "培训人数", "", "95%", "", "7.5")]
    assert form.remarks == ()
