"""What ``score fix`` leaves to a person it says, and ends with 1; an empty cell is filled in where it stands."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from faulty import workbook

from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score
from scoring.audit import audit
from scoring.fix.changes import KINDS
from scoring.fix.command import run_fix

RIGHT = {"G6": 0.64, "H6": 6.4, "H8": 40, "H9": 24, "H10": 10, "H11": 80.4, "H2": "自评等级：良"}


def fix(folder: Path, data: bytes, *options: str) -> tuple[object, str, Path]:
    source, output, told = folder / "in.xlsx", folder / "out.xlsx", []
    source.write_bytes(data)
    done = run_fix([str(source), "-o", str(output), "--force", *options], "zh", told.append, None)  # type: ignore[func-returns-value]
    return done, "".join(told), output


def with_rows(*rows: tuple[object, ...], **cells: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook(**(RIGHT | cells))))
    for row in rows:
        book.worksheets[0].append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def noted(text: str, **cells: object) -> bytes:
    data = with_rows((text,), **cells)
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[0].merge_cells("A12:H12")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("options", [("--yes",), ("--what", ",".join(KINDS))])
def test_a_right_form_needs_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert fix(tmp_path, with_rows(), *options)[:2] == (0, "无需改动\n")


def test_a_total_that_a_row_beside_the_points_may_move_is_for_a_person(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(**(RIGHT | {"H11": 60}))))
    sheet = book.worksheets[0]
    sheet.insert_rows(11)
    for column, value in enumerate(["", "扣分项", "", "审计发现问题", "—", "1个", "—", -2], 1):
        sheet.cell(11, column, value)
    stream = io.BytesIO()
    book.save(stream)
    done, told, output = fix(tmp_path, stream.getvalue(), "--yes")
    assert (done, output.exists()) == (1, False)
    assert "S305" in told and "扣分项" in told and "无需改动" not in told


@pytest.mark.parametrize("cell", ["H8", "H10"])
def test_an_empty_score_is_filled_in_where_it_stands(tmp_path: Path, cell: str) -> None:
    value = RIGHT[cell]
    done, told, output = fix(tmp_path, with_rows(**{cell: None}), "--yes")
    assert (done, cell in told) == (0, True)
    assert openpyxl.load_workbook(output).worksheets[0][cell].value == value


def test_nothing_is_written_below_a_merged_cell(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(with_rows(H10=None)))
    book.worksheets[0].merge_cells("H9:H10")
    stream = io.BytesIO()
    book.save(stream)
    _, _, output = fix(tmp_path, stream.getvalue(), "--what", ",".join(KINDS))
    assert not output.exists() or openpyxl.load_workbook(output).worksheets[0]["H10"].value is None


ROWS = {
    "备注：": ("备注", "反向指标得分=分值×（1-（实际完成值-年度指标值）/年度指标值）"),
    "说明：": ("说明", "1.完成值低于指标值85%的，不得分。2.定性指标按100-80%、80-50%、50-0%计分"),
    "注：": ("注", "得分99分以上为优，85-99分为良，70-85分为中，70分以下为差"),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_rule_in_a_row_with_a_label_is_in_doubt(tmp_path: Path, row: tuple[str, ...]) -> None:
    """It moves nothing, as it may be typed; it is told, and no change that hangs on it is made unasked."""
    wrong = {"H9": 27, "H11": 83.4} if "优" not in row[1] else {"H2": "自评等级：优"}
    data = with_rows(row, **wrong)
    plain = fix(tmp_path, with_rows(**wrong), "--yes")
    assert (plain[0], plain[2].exists()) == (0, True)
    plain[2].unlink()
    done, _, output = fix(tmp_path, data, "--yes")
    assert (done, output.exists()) == (1, False) if "优" not in row[1] else not output.exists()
    [before], [after] = (contents(each, "a.xlsx", Limits()).forms for each in (with_rows(**wrong), data))
    assert (score(before).exact, score(before).choice.id) == (score(after).exact, score(after).choice.id)
    found = audit(score(after))
    assert "D109" in {each.code for each in found}
    assert not {each.code for each in found if each.severity == "error"} & {"S302", "S306", "G701"}


@pytest.mark.parametrize(
    "note",
    [
        "备注：反向指标得分=分值×（1-（实际完成值-年度指标值）/年度指标值）",
        "注：1.反向指标得分=权重×(2-B/A)",
        "填报说明：完成值低于指标值85%的，不得分。",
        "备注：得分99分以上为优，85-99分为良，70-85分为中，70分以下为差",
    ],
)
def test_under_a_note_of_its_own_nothing_is_certain(tmp_path: Path, note: str) -> None:
    """What the form says of its rules is followed, and no change that rests on it is made unasked."""
    done, told, output = fix(tmp_path, noted(note, H9=20, H11=76.4, H2="自评等级：中"), "--yes")
    assert not output.exists()
    assert done in (0, 1) and "已改动" not in told


def column(name: str, *texts: str, **cells: object) -> bytes:
    """A form with one more column: reasons."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(**(RIGHT | cells))))
    sheet = book.worksheets[0]
    for row, text in enumerate((name, *texts), 7):
        sheet.cell(row, 9, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("options", [(), ("--yes",), ("--what", ",".join(KINDS))])
@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (
            {"E9": "有效提升", "F9": "部分达成预期指标并具有一定效果", "H9": 30, "H11": 86.4, "H2": "自评等级：良"},
            "Q602",
        ),
        ({"E9": "有效提升", "F9": "有效提升", "H9": 27, "H11": 83.4, "H2": "自评等级：良"}, "R501"),
        ({"E10": None}, "F002"),
    ],
)
def test_what_a_person_must_put_right_or_decide_is_listed(
    tmp_path: Path, cells: dict[str, object], code: str, options: tuple[str, ...]
) -> None:
    reasons = ("偏差原因分析及改进措施",)
    done, told, output = fix(tmp_path, column(*reasons, **cells), *options)
    found = [
        each.code for each in audit(score(contents((tmp_path / "in.xlsx").read_bytes(), "in.xlsx", Limits()).forms[0]))
    ]
    assert code in found
    assert (done, output.exists()) == (1, False) and f"  {code}  " in told and "无需改动" not in told
