"""Text: tab-separated lines, Markdown, CSV, and tables of HTML inside text. Places are line numbers.

In tab-separated text only the order of the cells can be relied on (``ruled=False``): extracted text loses columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from indicators.place import Place
from indicators.reading import grid_table, html, markdown, pasted, separated, spaced
from indicators.reading.attempt import Budget, attempt
from indicators.reading.decode import decode
from indicators.reading.grid import Cell, Document, Grid, Paragraph, Part
from indicators.reading.limits import Limits
from indicators.reading.repeats import spans

KIND = ".txt"
_ROW = 1 << 20  # letters of a line in which commas are looked for
_QUOTED = 20  # commas in quotes, for one that parts cells: a line of more is not split to see
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_END = re.compile(r"</table\s*>", re.IGNORECASE)


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The tables and lines of a text.

    >>> read("数量指标\\t≥3场\\n\\n备注".encode(), "a.txt", Limits()).parts[1]
    Paragraph(text='备注', place=Place(file='a.txt', spot='3'))
    """
    return attempt(KIND, file, limits, lambda budget: parts(decode(data), budget))


def parts(text: str, budget: Budget) -> Iterator[Part]:
    """The tables and lines of a text that is decoded. Lines and cells are counted before any is looked at."""
    budget.lines(text.count("\n") + text.count("\r") - text.count("\r\n"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if _is_csv(lines, budget.file):
        yield from _csv(text, budget)
        return
    lines = separated.tabbed(pasted.joined(lines) if '"' in text and "\t" in text else lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if "\t" in line:
            while end < len(lines) and "\t" in lines[end]:
                end += 1
            _ask(lines[at:end], "\t", budget)
            rows = [(at + index, _tabbed(each)) for index, each in enumerate(lines[at:end])]
            yield _grid(rows, budget, ruled=False)
        elif "|" in line and (own := _bars(line)) and end < len(lines) and markdown.is_rule(lines[end]):
            while end < len(lines) and (own(lines[end]) or end == at + 1):
                end += 1
            _ask(lines[at:end], "|", budget)
            numbered = [(at + index, each) for index, each in enumerate(lines[at:end]) if index != 1]
            bare = not line.strip().startswith("|")
            yield _spanning([(number, markdown.cells(each, bare=bare)) for number, each in numbered], budget)
        elif markdown.is_piped(line):
            while end < len(lines) and markdown.is_piped(lines[end]):
                end += 1
            _ask(lines[at:end], "|", budget)
            barred = [(at + index, each) for index, each in enumerate(lines[at:end]) if not markdown.is_rule(each)]
            split = markdown.rows([each for _, each in barred])
            yield _grid([(number, each) for (number, _), each in zip(barred, split, strict=True)], budget, ruled=False)
        elif "+" in line and (drawn := _drawn(lines, at)):
            end, cells = drawn
            yield _bordered(cells, at + 1, budget)
        elif _TABLE.search(line):
            end = _closed(lines, at)
            yield from html.parts("\n".join(lines[at:end]), budget, _spots(at))
        elif spaced.end(lines, at) > at:
            end = spaced.end(lines, at)
            yield _spaced(lines, at, end, budget)
        elif line.strip():
            shown = markdown.plain(line).strip()
            if shown:
                budget.paragraph(len(shown))
                yield Paragraph(shown, Place(budget.file, str(at + 1)))
        at = end


def _ask(lines: Sequence[str], mark: str, budget: Budget) -> None:
    """Raise Refused where there is no room for the cells that marks part, before they are made."""
    budget.asked().cells(sum(line.count(mark) for line in lines))


def _bars(line: str) -> Callable[[str], bool] | None:
    """What tells the rows of a table that begins with such a line: bars at both ends, or between cells."""
    return next((test for test in (markdown.is_row, markdown.is_piped) if test(line)), None)


def _spaced(lines: Sequence[str], at: int, end: int, budget: Budget) -> Part:
    """Lines whose columns spaces part: as many everywhere, as a tab, or so many that columns stand below each other."""
    found = [markdown.plain(each) for each in lines[at:end]]
    if step := spaced.step(found):
        mark = " " * step
        _ask(found, mark, budget)
        split = [(at + index, [cell.strip() for cell in each.split(mark)]) for index, each in enumerate(found)]
        return _grid(split, budget, ruled=False)
    budget.text(sum(map(len, found)))
    return spaced.words(found, at + 1, budget.file)


def _tabbed(line: str) -> list[str]:
    return [markdown.plain(pasted.bare(cell)) for cell in line.split("\t")]


def _closed(lines: Sequence[str], at: int) -> int:
    """The line after the one that closes the tables opened from ``at`` on; one line if nothing does."""
    open_ = 0
    for number in range(at, len(lines)):
        open_ += len(_TABLE.findall(lines[number])) - len(_END.findall(lines[number]))
        if open_ <= 0:
            return number + 1
    return len(lines)


def _spots(before: int) -> Callable[[int, str], str]:
    """Places inside a table of HTML: lines counted in the file."""
    return lambda line, _: str(before + max(line, 1))


def _grid(rows: Sequence[tuple[int, Sequence[str]]], budget: Budget, *, ruled: bool) -> Grid:
    """Rows with the number of their line."""
    cells = []
    for row, (line, texts) in enumerate(rows):
        budget.cells(len(texts))
        place = Place(budget.file, str(line + 1))
        for column, text in enumerate(texts):
            budget.text(len(text))
            cells.append(Cell(text, row, column, place=place))
    return Grid(tuple(cells), Place(budget.file, str(rows[0][0] + 1)), ruled)


def _spanning(rows: Sequence[tuple[int, list[str]]], budget: Budget) -> Grid:
    """A ruled table whose merged cells may be repeated."""
    places = [Place(budget.file, str(line + 1)) for line, _ in rows]
    budget.cells(sum(len(texts) for _, texts in rows))
    budget.text(sum(len(text) for _, texts in rows for text in texts))
    cells = (
        Cell(text, row, column, high, wide, places[row])
        for row, column, high, wide, text in spans([texts for _, texts in rows])
    )
    return Grid(tuple(cells), places[0])


def _drawn(lines: Sequence[str], at: int) -> tuple[int, tuple[tuple[grid_table.Drawn, int], ...]] | None:
    """The grid table that begins at a line: where it ends, and its cells; None where none begins."""
    end = grid_table.end(lines, at) if grid_table.is_border(lines[at]) else at
    cells = grid_table.cells(lines[at:end]) if end > at else ()
    return (end, cells) if cells else None


def _bordered(drawn: Sequence[tuple[grid_table.Drawn, int]], first: int, budget: Budget) -> Grid:
    """A grid table; where none of its cells is merged, those that were are blank, and the columns are not certain."""
    budget.cells(len(drawn))
    budget.text(sum(len(text) for (text, *_), _ in drawn))
    cells = (
        Cell(markdown.plain(text.replace("\\\n", "\n")), row, column, high, wide, Place(budget.file, str(first + at)))
        for (text, row, column, high, wide), at in drawn
    )
    merged = any(rows > 1 or columns > 1 for (_, _, _, rows, columns), _ in drawn)
    return Grid(tuple(cells), Place(budget.file, str(first)), ruled=merged)


def _is_csv(lines: Sequence[str], file: str) -> bool:
    """Whether the name says so, or the first three lines with something in them have as many commas, two at least.

    Prose has commas too, but not in step.
    """
    first = list(islice((line for line in lines if line.strip()), 3))
    if any("\t" in line for line in first):
        return False
    counts = {_commas(line[:_ROW]) for line in first}
    return file.lower().endswith(".csv") or (len(first) == 3 and len(counts) == 1 and max(counts) > 1)


def _commas(line: str) -> int:
    return re.sub(r'"(?:[^"]|"")*("|$)', "", line).count(",")


def _csv(text: str, budget: Budget) -> Iterator[Grid]:
    import csv
    import io

    budget.asked().cells(max(line.count(",") for line in text.split("\n")) // _QUOTED)
    asked = budget.asked()
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""))
    before = 0
    for row in reader:
        asked.cells(len(row))
        if any(cell.strip() for cell in row):
            rows.append((before, row))
        before = reader.line_num
    if rows:
        yield _grid(rows, budget, ruled=True)
