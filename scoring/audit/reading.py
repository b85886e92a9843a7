"""D1xx: what the reading of a document has to say; forms typed as TOML have nothing of it, but for what they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from indicators.form import Form, Other
from indicators.place import Place
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, say
from scoring.audit.printed import noted
from scoring.scorecard import Scorecard

_TELEPHONE = re.compile(r"(?:电话|手机)?[:：]?(?:(?:\+?86)?1\d{10}|0\d{2,3}-\d{7,8})")
_DATED = re.compile(r"^(?:填报|填表|报送|编制|评价)?(?:日期|时间)[:：]?")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def _remarks(card: Scorecard, code: str) -> Iterator[Hit]:
    """The remarks of the reading with this code, each with its line and place."""
    for remark in card.form.remarks:
        line = card.of(remark.line)
        beside = line is not None and line.line.beside  # no total counts it, and words may stand there: 否决
        if remark.code == code and not (beside and code == "cell-unread"):
            yield Hit(remark.message, line, place=remark.place)


@check("D101", "row-realigned", NOTE)
def row_realigned(card: Scorecard) -> Iterator[Hit]:
    """The cells of a row did not stand under their headings and were laid on the columns by their types.

    What it finds: rows of a document whose cells were shifted: lost cells, merged cells broken up.
    Why it matters: what was taken for the completion may be another cell; look at the page.
    Basis: our own reading.
    Example: name, target, completion and score one column too far left.
    Remedy: none where the cells are right; else correct them in the TOML that score convert writes.
    """
    yield from _remarks(card, "row-realigned")


@check("D102", "formula-uncalculated", WARNING)
def formula_uncalculated(card: Scorecard) -> Iterator[Hit]:
    """A cell of the workbook holds a formula that no spreadsheet has calculated, so it has no value.

    What it finds: formulas without a stored result, as programs write them.
    Why it matters: the cell looks filled in and says nothing: its value is missing.
    Basis: our own reading.
    Example: the total =SUM(G5:G9) in a file that was exported and never opened.
    Consequences: F002, B205, S308.
    Remedy: open the workbook in a spreadsheet program, save it, and score it again.
    """
    yield from _remarks(card, "uncalculated")


@check("D103", "part-unread", ERROR)
def part_unread(card: Scorecard) -> Iterator[Hit]:
    """A part of the form could not be read: the form is not whole and its totals are intervals.

    What it finds: rows whose cells cannot be told apart, and pages without text inside a form. Rows and columns that a
    workbook hides are a warning.
    Why it matters: a sum over a part of the form says nothing of the whole.
    Basis: our own reading; nothing is guessed.
    Example: the second page of a form is a scan.
    Consequences: F001, F002, S305, W101, W102, W105.
    Remedy: type what is missing into the TOML that score convert writes, and take out the key unread.
    """
    if any(remark.code == "form-unread" for remark in card.form.remarks):
        return  # D108 says it
    if not card.form.unread:
        return
    from indicators.recognition.remarks import HIDDEN  # most forms are read whole

    hidden = say(HIDDEN).show("zh")
    for part in card.form.unread:
        place, what = _placed(part, card.form.place.file)
        mild = WARNING if what == hidden else ""  # nobody who looks at the form sees it
        yield Hit(say("not read: {part}", part=what), None, recomputed=card.exact, place=place, severity=mild)


def _placed(part: str, file: str) -> tuple[Place | None, str]:
    """A part that was not read, its place apart from what is said of it.

    >>> _placed("a.xlsx:S!A5: 无法辨认", "a.xlsx"), _placed("第二页", "a.xlsx")
    ((Place(file='a.xlsx', spot='S!A5'), '无法辨认'), (None, '第二页'))
    """
    spot, colon, what = part.removeprefix(f"{file}:").partition(": ")
    return (Place(file, spot), what) if file and colon and part.startswith(f"{file}:") else (None, part)


@check("D104", "cell-unread", ERROR)
def cell_unread(card: Scorecard) -> Iterator[Hit]:
    """A cell that must hold a number holds something else; what it is worth is for a person to read (待核对).

    What it finds: scores, weights, totals and amounts of money that are no numbers.
    Why it matters: the value is missing, and missing is not zero.
    Basis: our own reading.
    Example: the score 优 in place of points.
    Consequences: W105.
    Remedy: put in the number.
    """
    yield from _remarks(card, "cell-unread")


@check("D105", "row-carried", NOTE)
def row_carried(card: Scorecard) -> Iterator[Hit]:
    """A row of the form is no line that we know: it is kept as it stands and not scored.

    What it finds: rows of blocks that no rulebook knows, remarks between the tables; told once a form. Not a row that
    is a date, or a person's name with one or with a telephone number, nor one that D109 tells of.
    Why it matters: if the row is an indicator, its points are missing.
    Basis: our own reading.
    Example: a row 绩效结论 with the word 良好.
    Remedy: none where the row is no indicator; else write it as one.
    """
    others = [other for other in card.form.others if not _is_known(other, card.form)]
    if others:
        from scoring.doubts import known_rows  # few forms keep such a row

        known = known_rows(card.form, card.rulebook)
        others = [other for other in others if other not in known]
    if others:
        first, *more = others
        rows = tuple("，".join(other.cells) for other in others) if more else first.cells
        yield Hit(say("kept as it stands and not scored: {cells}", cells=rows), None, place=first.place)


def _is_known(other: Other, form: Form) -> bool:
    """Whether cells are kept that need no word: a column beside the scores, a field of the head such as a telephone."""
    from indicators.recognition.headings import label

    first = other.cells[0] if other.cells else ""
    return first in form.columns or label(first) == "ignored" or _signs(other)


def _signs(other: Other) -> bool:
    """Whether a row is what stands under a form that is signed: a date, a telephone number, a name beside one of them.

    >>> [_signs(Other(cells)) for cells in (("2022年3月10日",), ("张三", "13800001111"), ("良好",), ("张三", "20"))]
    [True, True, False, False]
    """
    from indicators.dates import date

    cells = [cell.strip() for cell in other.cells if cell.strip()]
    marked = [cell for cell in cells if _TELEPHONE.fullmatch(cell) or date(_DATED.sub("", cell))]
    return bool(marked) and all(cell in marked or _NAME.fullmatch(cell) for cell in cells)


@check("D107", "heading-unknown", NOTE)
def heading_unknown(card: Scorecard) -> Iterator[Hit]:
    """Headings of the form's tables are not known, or were told by what stands under them; said once a form.

    What it finds: columns whose heading is no word of our lists, and tables whose headings cannot be read.
    Why it matters: a column that is not known is kept and not scored; if it holds targets or scores, they are missing.
    Basis: our own reading.
    Example: a column 绿色指数 between the completion and the weight.
    Remedy: none where the column is no part of the score; else name its heading as the nearest known word.
    """
    yield from _remarks(card, "heading-unknown")
    yield from _remarks(card, "columns-inferred")
    yield from _remarks(card, "funds-summed")
    yield from _remarks(card, "funds-left")
    yield from _remarks(card, "target-adjusted")


@check("D108", "form-unread", ERROR)
def form_unread(card: Scorecard) -> Iterator[Hit]:
    """A form begins here, with a title and the words of a form, and its table cannot be read.

    What it finds: forms whose table was flattened to text in which nothing can be told apart.
    Why it matters: the file holds a form; that nothing was read of it does not mean that nothing is wrong.
    Basis: our own reading; nothing is guessed.
    Example: a title 项目支出绩效自评表, and below it one paragraph with every cell of the table.
    Consequences: F001, F002, S305, W101, W102.
    Remedy: score the workbook or the document that the text was taken from.
    """
    yield from _remarks(card, "form-unread")


@check("D109", "rule-in-doubt", WARNING)
def rule_in_doubt(card: Scorecard) -> Iterator[Hit]:
    """The form states a rule that nothing is scored by: in a row that may be typed, or in words not understood.

    What it finds: a row 备注 or 说明 with a value that holds a formula, a divisor, bands, a threshold or grade edges;
    a note under the form on points, levels or grades that is not understood, told once a form; as a note where no
    score of the form can be touched by it.
    Why it matters: if the form prints it, it is the form's own rule; if somebody typed it, it is none. Nothing that
    hangs on it is told as an error, and score fix makes no change that hangs on it. The scores that a note may touch
    are open.
    Basis: our own reading.
    Example: 备注 in one cell, 预算执行率=执行数/年初预算数 in the next, under a rulebook that divides by 全年预算数.
    Remedy: where it is the form's own, write it as a note (notes = ["1.…"]) in the TOML that score convert writes, or
    name a rulebook that states it.
    """
    if card.rulebook.unread:
        from scoring.unread_rules import touching

        opening, idle = touching(card)
        if opening:
            message = say(
                "the notes under the form hold a rule that is not understood; what it may touch is left open: {rules}",
                rules=opening,
            )
            yield Hit(message, place=noted(card, opening[0]))
        if idle:
            message = say(
                "the notes under the form hold a rule that is not understood; it can touch no score here: {rules}",
                rules=idle,
            )
            yield Hit(message, None, severity=NOTE, place=noted(card, idle[0]))
    if not card.form.others:
        return
    from scoring.doubts import doubts, in_words  # few forms keep such a row

    alone = [(row.place, doubts(evolve(card.form, others=(row,)), card.rulebook)) for row in card.form.others]
    for each in doubts(card.form, card.rulebook):
        message = say("a row of the form states another rule: {what}; it may be printed or typed", what=in_words(each))
        yield Hit(message, place=next((place for place, found in alone if each in found), None))
