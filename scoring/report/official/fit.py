"""How high the rows of a page must be, where the format does not tell: guessed from the length of the texts."""

from __future__ import annotations

from scoring.report.official.sheet import Sheet

SIZE = 10  # points of the letters; a Chinese character is as wide as it is high
LEADING, PADDING = 14, 6  # points a line, and what a cell needs beside its lines
PER_MM = 72 / 25.4
HIGH = (297 - 30) * 72 // 25  # points that an A4 page has between its margins


def lines(text: str, width: int, size: int = SIZE) -> int:
    """The lines that ``text`` takes in a cell ``width`` millimetres wide.

    >>> lines("单位", 20), lines("偏差大或目标未完成原因分析", 20), lines("a\\nb", 20)
    (1, 3, 2)
    """
    room = max(1, int((width - 3) * PER_MM / size * 2))  # in half characters
    return sum(max(1, -(-sum(1 + (char > "\u2e7f") for char in part) // room)) for part in text.split("\n"))


def heights(sheet: Sheet) -> list[int]:
    """The height of every row of the table, in points; what a tall cell lacks goes to its last row."""
    table = sheet.table
    high = [LEADING + PADDING] * table.rows
    for box in sorted(table.boxes, key=lambda box: box.rows):
        need = lines(box.text, sum(sheet.widths[box.column : box.column + box.columns])) * LEADING + PADDING
        rows = range(box.row, box.row + box.rows)
        lack = need - sum(high[row] for row in rows)
        share, rest = divmod(max(0, lack), len(rows))
        for row in rows:
            high[row] += share
        high[rows[-1]] += rest
    return [min(each, 409) for each in high]  # a row of a workbook is no higher
