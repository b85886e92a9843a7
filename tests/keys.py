"""Every key that a file of a rulebook may hold: a small rulebook that says it, and what each engine makes of it.

``HOLDS``: the engine gives what ``score`` gives. ``REFUSED``: it says, by the key, that it does not. ``GIVEN``: what
the key says stands in a column of its input. ``FORMS``: findings of whole forms rest on it, which are not looked for,
and the key is named. ``NOTHING``: there is nothing there that the key could change.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction as F
from typing import Any

from attrs import frozen
from own import HEAD, own

from indicators import Form, loads
from indicators.measure import Numeric
from scoring.rounding import plain as written
from scoring.rulebook import Rulebook
from scoring.scorecard import LineScore, Scorecard

HOLDS, REFUSED, GIVEN, FORMS, NOTHING = "holds", "refused", "given", "single forms", "—"


@frozen
class Case:
    """A key in a rulebook of its own: what batch and Spark, solve, and the proofs with the formulas make of it.

    ``shows``: that it changes what ``score`` or its audit gives for the lines, against the rulebook without ``text``.
    """

    text: str
    batch: str = NOTHING
    solve: str = NOTHING
    proofs: str = NOTHING
    shows: bool = True
    form: str = ""
    head: str = ""

    @property
    def book(self) -> Rulebook:
        """The rulebook that says it."""
        return own(self.text, self.head or HEAD + (self.form or PLAIN))

    @property
    def without(self) -> Rulebook:
        """The rulebook that does not."""
        return own("", HEAD + PLAIN)


PLAIN = '[[form]]\nkind = "project"\nblocks = [{block = "budget", points = 10}, {block = "indicator", points = 90}]\n'
SPENT = 75


def blocks(budget: str = "points = 10", indicator: str = "points = 90", more: str = "", also: str = "") -> str:
    """A form of two blocks."""
    return (
        f'[[form]]\nkind = "project"\n{also}\n'
        f'blocks = [{{block = "budget", {budget}}}, {{block = "indicator", {indicator}}}{more}]\n'
    )


# name, category, target, completion, weight, filed: met, short, over, far over; texts; what cannot be compared
LINES = (
    ("培训人数", "产出指标", "≥100人", "59人", "10", "5.9"),
    ("培训期数", "产出指标", "≥10期", "14期", "10", "9"),
    ("场次", "产出指标", "≥10场", "11场", "10", "9"),
    ("投诉数", "产出指标", "≤4件", "5件", "10", "7.5"),
    ("事故数", "产出指标", "≤4起", "2起", "10", "8"),
    ("套数", "产出指标", "=4套", "5套", "10", "10"),
    ("台数", "产出指标", "3-5台", "7台", "5", "3"),
    ("完成时间", "时效指标", "2023年6月底前", "2023年7月", "5", "0"),
    ("保障", "效益指标", "有效保障", "较好", "5", "4"),
    ("影响", "效益指标", "有效保障", "达成预期指标", "5", "5"),
    ("满意度", "满意度指标", "≥95%", "85%", "8", "7.16"),
    ("其他", "效益指标", "", "3个", "2", "2"),
)


def form(spent: int = SPENT, lines: tuple[tuple[str, ...], ...] = LINES) -> Form:
    """The form that every key is tried on: 3/4 of its budget spent, of the first budget half."""
    text = (
        '[form]\nkind = "project"\nproject = "甲"\nyear = 2023\nprinted_total = 80\nprinted_grade = "良"\n'
        f'[budget]\nweight = 10\nfiled = 7.5\ninitial = 150\nbudget = 100\nspent = {spent}\n'
    )  # fmt: skip
    for name, category, target, actual, weight, filed in lines:
        text += f'[[indicator]]\nname = "{name}"\nlevel1 = "{category}"\ntarget = "{target}"\nactual = "{actual}"\n'
        text += f"weight = {weight}\nfiled = {filed}\n"
    return loads(text)


GRADES = '[grades]\nedges = [["优", 75], ["良", 60], ["差", 0]]\n'
LEVELS = """[bands]
level = [
  {name = "好", share = ["9/10", 1], words = ["好"], closed = "low", stands_for = "met"},
  {name = "较好", share = ["3/4", "9/10"], words = ["良好"], stands_for = "met"},
  {name = "差", share = [0, "3/4"], stands_for = "unmet"},
]
"""
LEVEL = Case(LEVELS, REFUSED, REFUSED, REFUSED)
STEPS = Case('[[steps]]\ncategory = "满意度"\nrows = [{at = "≥80%", share = "1/2"}]\n', REFUSED, REFUSED, REFUSED)
CAPS = Case('[[caps]]\nexecution_below = "4/5"\nat_most = 60\n', REFUSED, REFUSED, REFUSED)
NEEDS = Case(GRADES + 'needs = [{grade = "优", execution = "9/10"}]\n', REFUSED, REFUSED, REFUSED)
BANDS = Case('[bands]\nmet = ["1/2", 1]\npart = ["1/4", "1/2"]\nunmet = [0, "1/4"]\n', HOLDS)
UNSAID = Case('[[unsaid]]\ntext = "酌情扣分"\ntouches = "over"\n', HOLDS)
NAMED = Case("", HOLDS, HOLDS, shows=False)
DEDUCTED = '[limits]\nover_effect = "deduction"\n'

KEYS: dict[str, Case] = {
    **dict.fromkeys(("id", "title", "document", "year", "source", "url", "region", "format"), NAMED),
    "status": Case("", HOLDS, HOLDS, shows=False, head=HEAD.replace("verified", "unverified") + PLAIN),
    "extends": Case("", HOLDS, HOLDS, HOLDS, head='extends = "system-d1"\n' + HEAD),
    "valid.from": Case("", shows=False, head=HEAD + "valid = {from = 2020}\n" + PLAIN),
    "valid.to": Case("", shows=False, head=HEAD + "valid = {to = 2024}\n" + PLAIN),
    "form.kind": Case("", shows=False, head=HEAD + PLAIN),
    "form.movable": Case("", form=blocks(also="movable = true"), shows=False),
    "form.unscored": Case("", form=blocks("", "", also="unscored = true").replace(", }", "}"), shows=False),
    **{
        f"form.columns.{key}": Case("", form=blocks(also=f'columns = {{{key} = ["甲"]}}'), shows=False)
        for key in ("requires", "excludes", "typical")
    },
    "form.blocks.block": Case("", form=PLAIN.replace('"indicator"', '"产出"')),
    "form.blocks.points": Case("", FORMS, form=blocks("points = 20", "points = 80")),
    "form.blocks.free": Case("", form=blocks(indicator="free = true"), shows=False),
    "form.blocks.judged": Case("", HOLDS, form=blocks(indicator="points = 90, judged = true")),
    "form.blocks.headings": Case("", form=blocks('points = 10, headings = ["甲"]'), shows=False),
    "form.blocks.parts": Case(
        "",
        form=blocks().replace(
            '"indicator", points = 90', '"产出", points = 90, parts = [{block = "cost", points = 9}]'
        ),
    ),
    "form.blocks.absent_to": Case(
        "",
        shows=False,
        form=blocks(indicator="points = 80", more=', {block = "goal", points = 10, absent_to = "indicator"}'),
    ),
    "budget.divides_by": Case('[budget]\ndivides_by = "initial"\n', GIVEN, HOLDS),
    "budget.carry_over": Case("[budget]\ncarry_over = true\n", shows=False),
    "rules.positive": Case('[rules]\npositive = "ratio"\n', HOLDS, HOLDS, HOLDS, shows=False),
    "rules.reverse": Case('[rules]\nreverse = "linear"\n', HOLDS, HOLDS, HOLDS),
    "rules.exact_above": Case('[rules]\nexact_above = "symmetric"\n', HOLDS, HOLDS, HOLDS),
    "rules.pass_threshold": Case('[rules]\npass_threshold = "3/5"\n', REFUSED, REFUSED, REFUSED),
    "rules.all_or_nothing": Case('[rules]\nall_or_nothing = ["产出指标"]\n', REFUSED, REFUSED, REFUSED),
    **dict.fromkeys(("bands.met", "bands.part", "bands.unmet"), BANDS),
    "bands.level": LEVEL,
    **{f"bands.level.{key}": LEVEL for key in ("name", "share", "words", "closed", "stands_for")},
    "rounding.places": Case("[rounding]\nplaces = 1\n", REFUSED, HOLDS),
    "rounding.mode": Case('[rounding]\nmode = "half-up"\n', HOLDS, HOLDS, shows=False),
    "grades.edges": Case(GRADES, HOLDS, HOLDS),
    "grades.needs": NEEDS,
    **{f"grades.needs.{key}": NEEDS for key in ("grade", "execution")},
    "required.categories": Case('[required]\ncategories = ["成本指标"]\n', FORMS),
    "required.reason": Case('[required]\nreason = "line"\n', FORMS),
    "required.adjustment_reason": Case("[required]\nadjustment_reason = true\n", FORMS),
    "required.level_column": Case("[required]\nlevel_column = true\n", FORMS),
    "required.least": Case('[required]\nleast = {"效益指标" = 9}\n', FORMS),
    "limits.over_completion": Case(DEDUCTED + "over_completion = '21/20'\n", HOLDS),
    "limits.over_effect": Case(DEDUCTED, HOLDS),
    "limits.execution_reason": Case('[limits]\nexecution_reason = "9/10"\n', FORMS),
    "limits.gap": Case('[limits]\ngap = "1/100"\n', FORMS),
    "limits.unspent": Case('[limits]\nunspent = "1/5"\n', FORMS),
    "limits.line_weight": Case('[limits]\nline_weight = "1/20"\n', FORMS),
    "consolidation.weights": Case('[consolidation]\nweights = "initial"\n', GIVEN, shows=False),
    "steps": STEPS,
    **{f"steps.{key}": STEPS for key in ("category", "rows", "rows.at", "rows.share")},
    "caps": CAPS,
    **{f"caps.{key}": CAPS for key in ("execution_below", "at_most")},
    "unsaid": UNSAID,
    **{f"unsaid.{key}": UNSAID for key in ("text", "touches")},
}


def plain(card: Scorecard) -> Iterator[tuple[LineScore, Numeric]]:
    """The lines that a formula scores."""
    for line in card.counted:
        read = line.measure
        if isinstance(read, Numeric) and not (read.alternatives or read.doubt) and read.actual is not None:
            yield line, read


def texts(card: Scorecard) -> dict[str, list[Any]]:
    """The lines as columns of cells; the budget that divides is the one that the rulebook says."""
    initial = card.rulebook.divides_by == "initial"
    lines = [each.line for each in card.lines]
    return {
        "form": [1] * len(lines), "line": [each.id for each in lines], "block": [each.block for each in lines],
        "name": [each.name for each in lines], "weight": [str(each.weight) for each in lines],
        "filed": [str(each.filed) for each in lines], "actual": [each.actual for each in lines],
        "target": ["150" if initial and each.block == "budget" else each.target for each in lines],
    }  # fmt: skip


def numbers(card: Scorecard) -> dict[str, list[Any]]:
    """The same of lines of two numbers, and of one without a target."""
    taken = [(each.line, read) for each, read in plain(card) if read.kind in ("positive", "reverse")]
    bounds = [read.high if read.low is None else read.low for _, read in taken]
    lines = [line for line, _ in taken]
    bare = next(each.line for each in card.lines if not each.line.target)
    return {
        "form": [1] * (len(lines) + 1), "line": [each.id for each in (*lines, bare)],
        "block": [each.block for each in (*lines, bare)], "weight": [str(each.weight) for each in (*lines, bare)],
        "filed": [str(each.filed) for each in (*lines, bare)], "kind": [*(read.kind for _, read in taken), "positive"],
        "a": [*(decimal(each) for each in bounds), None],
        "b": [*(decimal(read.actual.low if read.actual else None) for _, read in taken), "3"],
    }  # fmt: skip


def decimal(value: F | None) -> str:
    """A number of few decimals, written."""
    assert value is not None
    return written(value)
