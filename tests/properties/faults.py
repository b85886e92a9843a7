"""For each code of the audit a single fault, planted into a form (or a document) that is right.

Loaded by ``test_audit``. What follows from a fault's scores is put right again: total, grade and reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction as F

import right_forms as right
from attrs import evolve, frozen

from indicators import Form, Line
from indicators.form import Other, Source
from indicators.place import Place
from indicators.recognition.remarks import remark
from indicators.recognition.statements import Statement
from scoring.audit.document import Around
from scoring.rounding import half_up
from scoring.rulebook import Rulebook, names, rulebook

Change = Callable[[Form, Rulebook], Form]


def computed(book: Rulebook) -> bool:
    """Whether every form of a rulebook has a row of funds and lines that are computed, and points alike or none."""
    blocks = [form.blocks for form in book.forms]
    funds = all(form.block("budget") for form in book.forms)
    lines = all(any(not block.judged and block.name != "budget" for block in each) for each in blocks)
    return funds and lines and len({form.unscored for form in book.forms}) == 1


BOOKS = tuple(filter(computed, map(rulebook, names())))
SCORED = tuple(book for book in BOOKS if not book.forms[0].unscored)
FIXED = tuple(book for book in SCORED if not book.forms[0].movable)  # points may not move between its blocks
HONGSHAN, HUBEI, SICHUAN = map(rulebook, ("hongshan-2023", "hubei-project-2020", "sichuan-2023"))


@frozen
class Fault:
    """What it does to a form that is right, under which rulebooks, and whether all points must be filed before it."""

    plant: Change
    books: tuple[Rulebook, ...] = SCORED
    met: bool | None = None


def target(form: Form) -> Line:
    """The line that takes the fault: the first that no person judges and that is no cost."""
    lines = (line for line in form.lines() if line.block == "indicator" and line.level1 not in ("决策", "管理"))
    return next(line for line in lines if "成本" not in line.level1 + line.level2)


def put(form: Form, line: Line) -> Form:
    """The form with its line of this id exchanged."""
    return right.changed(form, lambda old: line if old.id == line.id else old)


def remarked(code: str) -> Change:
    """What a reader says of a line."""
    return lambda form, book: evolve(form, remarks=(remark(code, Place("a"), target(form).id, **REMARKS[code]),))


def cells(wanted: str, done: str, points: Callable[[F, F], F] | None = None, **more) -> Change:
    """Other cells on one line; filed by the rule, or what ``points`` makes of the weight and the rule's score."""

    def plant(form: Form, book: Rulebook) -> Form:
        line = target(form)
        clean = {"level": None, "rate": None, "steps": (), "reason": "", "kind": None, "unit": ""}
        clean["name"] = re.sub(r"(第\d+项).*", r"\1工作", line.name)
        form = put(form, evolve(line, target=wanted, actual=done, **(clean | more)))
        form = right.filed_by_rule(form, book)
        if points is not None:
            line = target(form)
            form = put(form, evolve(line, filed=right.number(points(line.weight.value, line.filed.value))))
        return right.settled(form, book)

    return plant


def budget(
    filed: Callable[[F], F] | None = None, initial: str = "", sources: tuple[Source, ...] = (), **more
) -> Change:
    """Other cells on the budget line: 97 of 100, unless said otherwise; ``filed`` is made of the rule's score."""

    def plant(form: Form, book: Rulebook) -> Form:
        line = evolve(form.budget.line, **({"target": "100", "actual": "97", "printed_rate": ""} | more))
        form = evolve(form, budget=evolve(form.budget, line=line, initial=initial, sources=sources))
        form = right.filed_by_rule(form, book)
        if filed is not None:
            line = form.budget.line
            form = put(form, evolve(line, filed=right.number(filed(line.filed.value))))
        return right.settled(form, book)

    return plant


def weights(change: Callable[[Form], Form]) -> Change:
    """Other weights, and scores filed by the rule for them."""
    return lambda form, book: right.settled(right.filed_by_rule(change(form), book), book)


def heavier(form: Form) -> Form:
    line = target(form)
    return put(form, evolve(line, weight=right.number(line.weight.value + 1)))


def moved(form: Form) -> Form:
    """A point of the budget line given to an indicator, and to its annual goal."""
    line = form.budget.line
    form = heavier(put(form, evolve(line, weight=right.number(line.weight.value - 1))))
    own = target(form).group
    groups = (evolve(each, weight=right.number(each.weight.value + (each.name == own))) for each in form.groups)
    return evolve(form, groups=tuple(groups))


def alone(form: Form) -> Form:
    """One line with all the points of its block."""
    line, whole = target(form), sum(line.weight.value for line in form.lines() if line.block == "indicator")
    line = evolve(line, weight=right.number(whole), id="g1.i1" if form.groups else "i1", steps=())
    if not form.groups:
        return evolve(form, indicators=(line,))
    return evolve(form, groups=(evolve(form.groups[0], lines=(line,), weight=right.number(whole)),))


def hundred(form: Form) -> Form:
    return put(form, evolve(form.budget.line, weight=right.number(F(100))))


def rounded(form: Form, book: Rulebook) -> Form:
    """A score with one decimal where two are due."""
    weight = target(form).weight.value
    done = next(b for b in range(1, 197) if half_up(weight * b / 197, 1) not in (half_up(weight * b / 197), weight, 0))
    return cells("≥197场", f"{done}场", lambda weight, rule: half_up(weight * done / 197, 1))(form, book)


def other_base(form: Form, book: Rulebook) -> Form:
    printed = "97%" if book.divides_by == "initial" else "98.98%"
    return budget(initial="98", printed_rate=printed)(form, book)


def unexplained(form: Form, book: Rulebook) -> Form:
    form = right.changed(cells("≥10场", "5场")(form, book), lambda line: evolve(line, reason=""))
    return right.settled(form, book, reasons=False)


def other_total(form: Form, book: Rulebook) -> Form:
    form = right.settled(form, book)
    return evolve(form, printed_total=right.number(form.printed_total.value + 1))


def other_grade(form: Form, book: Rulebook) -> Form:
    form = right.settled(form, book, graded=True)
    return evolve(form, printed_grade="差" if form.printed_grade != "差" else "优")


def lost(form: Form, book: Rulebook) -> Form:
    return put(right.settled(form, book), evolve(target(form), filed=None))


LITTLE = F(13, 100)
STATED = tuple(book for book in SCORED if book.pass_threshold != "line")  # elsewhere it may be a line's own
FAULTS = {
    "F001": Fault(lambda form, book: evolve(form, department=""), BOOKS),
    "F002": Fault(cells("≥3场", ""), BOOKS),
    "F003": Fault(cells("64", "64"), BOOKS),
    "F004": Fault(cells("≥90%", "95%", name="资金使用率", level1="产出指标", level2="数量指标"), BOOKS),
    "W101": Fault(weights(heavier)),
    "W102": Fault(weights(moved), FIXED),
    "W103": Fault(weights(heavier), (HUBEI,)),
    "W104": Fault(weights(alone), (HONGSHAN, HUBEI, SICHUAN)),
    "W105": Fault(lambda form, book: evolve(form, weights="reconstructed")),
    "B201": Fault(budget(printed_rate="96%"), BOOKS),
    "B202": Fault(budget(lambda rule: rule - F(37, 100))),
    "B203": Fault(budget(actual="120"), BOOKS),
    "B204": Fault(budget(sources=(Source("财政拨款", "60", "97"), Source("其他资金", "30", "0"))), BOOKS),
    "B205": Fault(budget(target="0", actual="0"), BOOKS),
    "B206": Fault(other_base, tuple(book for book in BOOKS if book.divides_by)),
    "B207": Fault(lambda form, book: evolve(budget(actual="80")(form, book), deviation_reason=""), (SICHUAN,)),
    "B208": Fault(weights(hundred)),
    "S301": Fault(cells("≥3场", "3场", lambda weight, rule: weight + F(1, 100))),
    "S302": Fault(cells("≥10场", "5场", lambda weight, rule: weight / 2 + LITTLE)),
    "S303": Fault(cells("≥10场", "5场", lambda weight, rule: weight / 2 - LITTLE)),
    "S304": Fault(rounded),
    "S305": Fault(other_total),
    "S306": Fault(cells("≥9场", "10场", lambda weight, rule: half_up(weight * 9 / 10))),
    "S308": Fault(lost),
    "T401": Fault(cells("=10场", "15场", reason="超额完成"), BOOKS),
    "T402": Fault(cells("≥0场", "3场"), BOOKS),
    "T403": Fault(cells("≥90%", "105%", name="覆盖率"), BOOKS),
    "T404": Fault(cells("≥3件", "3家"), BOOKS),
    "T405": Fault(cells("≥98%", "0.98"), BOOKS),
    "T406": Fault(cells("≥98%", "≤98%"), BOOKS),
    "T407": Fault(cells("2小时", "3小时"), BOOKS),
    "T408": Fault(cells("±10%", "达标"), BOOKS),
    "T409": Fault(cells("290%", "92%", name="满意度"), BOOKS),
    "R501": Fault(unexplained, tuple(book for book in SCORED if book.reason != "none")),
    "R502": Fault(cells("=10场", "15场"), tuple(book for book in BOOKS if book.limit("over_completion")), met=True),
    "R503": Fault(cells("≥10场", "10场", reason="未完成")),
    "Q601": Fault(cells("有效保障", "情况良好"), BOOKS),
    "Q602": Fault(cells("有效保障", "良好", lambda weight, rule: weight * F(7, 10), level="met"),
                  tuple(book for book in SCORED if book.states("bands"))),
    "G701": Fault(other_grade, tuple(book for book in SCORED if book.grades)),
    "D101": Fault(remarked("row-realigned")),
    "D102": Fault(remarked("uncalculated")),
    "D103": Fault(lambda form, book: evolve(form, unread=("第2页",))),
    "D104": Fault(remarked("cell-unread")),
    "D107": Fault(remarked("heading-unknown")),
    "D108": Fault(remarked("form-unread")),
    "D109": Fault(lambda form, book: evolve(form, others=(Other(("备注", "完成值低于指标值55%的，不得分")),)), STATED),
    "D105": Fault(lambda form, book: evolve(form, others=(Other(("绩效结论", "良好")),))),
    "X801": Fault(budget(actual="50"), tuple(book for book in SCORED if book.limit("unspent"))),
}  # fmt: skip

Document = tuple[Form, ...]
REMARKS = {
    "row-realigned": {"cells": ()},
    "uncalculated": {"role": "得分"},
    "cell-unread": {"role": "得分", "text": "优"},
    "heading-unknown": {"headings": ("绿色指数",)},
    "form-unread": {},
}


def _each(*plants: Change) -> Callable[[Document, Rulebook], Document]:
    return lambda forms, book: tuple(plant(form, book) for plant, form in zip(plants, forms, strict=True))


def same(wanted: str, done: str, share: F = F(1), name: str = "培训活动次数", **more) -> Change:
    """A line that stands in several forms, filed at a share of its points."""
    return cells(wanted, done, lambda weight, rule: half_up(weight * share), name=name, **more)


def project(form: Form, book: Rulebook) -> Form:
    return evolve(form, project="同一项目")


def funds(amount: str, plant: Change) -> Change:
    """The same with another budget, all of it spent."""
    return lambda form, book: budget(target=amount, actual=amount)(plant(form, book), book)


TWO = ("project", "project")
# kinds of the forms, and what is done to them; all are full before
ACROSS = {
    "S307": (TWO, _each(same("有效保障", "达成"), same("有效保障", "达成", F(9, 10)))),
    "X802": (TWO, _each(same("≥10场", "10场"), same("≥10场", "11场"))),
    "X804": (TWO, _each(project, project)),
    "X806": (TWO, lambda forms, book: tuple(evolve(forms[0], place=Place(name)) for name in "ab")),
    "X805": ((*TWO, "project"), lambda forms, book: forms),
    "C901": (
        (*TWO, "department"),
        _each(same("≥30场", "30场"), same("≥40场", "40场"), same("≥70场", "80场")),
    ),
    "C902": (
        (*TWO, "department"),
        _each(
            funds("100", same("≥80%", "90%", name="合格率")),
            funds("300", same("≥80%", "80%", name="合格率")),
            same("≥80%", "85%", name="合格率"),
        ),
    ),
}
# what stands beside a form that is right
AROUND = {
    "X803": lambda form: Around(statements=(Statement(form.project, "123456元", "", "", Place("a")),)),
    "D106": lambda form: Around(gaps=(Place("a.pdf", "p7"),)),
}
