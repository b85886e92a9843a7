"""Forms in which all is right, under any rulebook: its blocks, points, bands and reasons; scores filed by its rules.

Loaded by ``test_audit``; nothing of the audit is used here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st

from indicators import Budget, Form, Group, Line, Number
from indicators.form import Source, Step
from scoring import score
from scoring.interval import Interval
from scoring.rounding import decimal, half_up, plain
from scoring.rulebook import Block, FormRule, Rulebook, names, rulebook

ZERO, ONE, CENT = Fraction(0), Fraction(1), Fraction(1, 100)
REASON = "受政策调整影响"
PROSE = ("有效保障", "规范有序", "及时")
SHARES = ("覆盖率", "合格率", "满意度")
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标",),
    "满意度指标": ("满意度指标",),
}


def number(value: Fraction) -> Number:
    return Number.of(plain(value, 9))


def near(draw, wanted: int, met: bool | None, up: bool = True) -> int:
    """A completion that meets a target, misses it, or either; never 20 % beyond it, which some rulebooks ask about."""
    meets = draw(st.booleans()) if met is None else met
    if up:
        return draw(st.integers(wanted, wanted + wanted // 6) if meets else st.integers(0, wanted - 1))
    return draw(st.integers(0, wanted) if meets else st.integers(wanted + 1, 3 * wanted))


def counted(draw, met: bool | None) -> dict:
    """A number of something: at least, at most, exactly, a range, or bare."""
    wanted, unit = draw(st.integers(10, 500)), draw(st.sampled_from(["人", "家", "项", "场", "万元"]))
    shape = draw(st.sampled_from(["≥{}", "≤{}", "={}", "{}-{}", "{}", "不少于{}", "＞{}"]))
    if shape == "≤{}":
        done = near(draw, wanted, met, up=False)
    elif shape == "{}-{}":
        done = wanted if met else draw(st.integers(wanted // 2, 2 * wanted + wanted // 4))
    elif shape == "={}":
        done = wanted if met else near(draw, wanted, met=False)
    else:
        done = max(near(draw, wanted, met), wanted + 1 if met and shape == "＞{}" else 0)
    copied = draw(st.booleans()) and shape == "≥{}" and bool(met)
    own = draw(st.sampled_from([unit, unit, ""])) if not copied else unit
    return {"target": shape.format(wanted, 2 * wanted) + unit, "actual": ("≥" if copied else "") + f"{done}{own}"}


def share(draw, met: bool | None) -> dict:
    """A percentage that stays below 100 %."""
    wanted = draw(st.integers(50, 100))
    done = min(100, near(draw, wanted, met))
    name = draw(st.sampled_from(SHARES))
    return {"name": name, "target": draw(st.sampled_from(["≥{}%", "{}%"])).format(wanted), "actual": f"{done}%"}


def dated(draw, met: bool | None) -> dict:
    last, done = draw(st.integers(2, 11)), draw(st.integers(1, 12))
    return {"target": f"2023年{last}月底前", "actual": f"2023年{min(done, last) if met else done}月"}


def zero(draw, met: bool | None) -> dict:
    return {"name": "安全事故", "target": "0起", "actual": "0起" if met else f"{draw(st.integers(0, 3))}起"}


def often(draw, met: bool | None) -> dict:
    return {"target": "每月至少一次", "actual": f"{max(near(draw, 12, met), 3)}次"}


def prose(draw, met: bool | None) -> dict:
    """A level that is declared, a stock phrase, or the same text; or a percentage for words."""
    text = draw(st.sampled_from(PROSE))
    full = [{"actual": "达成"}, {"actual": text}, {"actual": "情况良好", "level": "met"}, {"actual": "100%"}]
    others = [
        {"actual": "部分达成"}, {"actual": "未完成"}, {"actual": "87%"}, {"actual": "情况一般", "level": "part"},
        {"actual": "情况较差", "level": "unmet"}, {"actual": "较好", "level": "met", "rate": Number.of("95%")},
    ]  # fmt: skip
    return {"target": text, **draw(st.sampled_from(full if met else [*full, *others]))}


CELLS: tuple[Callable, ...] = (counted, share, dated, zero, often, prose)


def split(draw, points: Fraction, most: int = 3) -> list[Fraction]:
    """Positive weights in halves that add to ``points``."""
    halves = int(points * 2)
    cuts = sorted(draw(st.sets(st.integers(1, halves - 1), max_size=most - 1))) if halves > 1 else []
    return [Fraction(high - low, 2) for low, high in zip([0, *cuts], [*cuts, halves], strict=True)]


@st.composite
def rows(draw, points: Fraction, heads: tuple[str, str], met: bool | None, judged: bool = False) -> list[Line]:
    """Lines that share ``points``; ids and names are given later."""
    found = []
    fitting = [each for each in CELLS if each is not dated or "质量" not in heads[1]]
    for weight in split(draw, points):
        cells = {} if judged else draw(st.sampled_from(fitting))(draw, met)
        if "成本" in "".join(heads) and re.fullmatch(r"[1-9]\d*[^\d%]+", cells.get("target", "")):
            cells["target"] = "≥" + cells["target"]  # a bare number is in doubt here
        steps = ()
        if not judged and met is not False and draw(st.integers(0, 9)) == 0:
            cells = {"target": "≥90%", "actual": "85%" if met is None else "90%"}
            steps = (Step("≥90%", number(weight)), Step("≥80%", number(weight / 2)))
        line = Line("", "indicator", level1=heads[0], level2=heads[1], weight=number(weight), steps=steps)
        found.append(evolve(line, **{"name": "工作", **cells}))
    return found


def homes(draw, rule: FormRule) -> Iterator[tuple[tuple[str, str], Fraction, bool]]:
    """Headings, points and kind of every block of indicator lines, parts apart; one that may be left out may be."""
    left = {each.name: each for each in rule.blocks if each.absent_to and draw(st.booleans())}
    for block in rule.blocks:
        if block.name in ("budget", "goal", "group") or block.name in left:
            continue
        moved = sum((each.points for each in left.values() if each.absent_to == block.name), ZERO)
        yield from of_block(draw, block, moved)


def of_block(draw, block: Block, moved: Fraction) -> Iterator[tuple[tuple[str, str], Fraction, bool]]:
    rest = (block.points or Fraction(40)) + moved - sum((part.points or ZERO for part in block.parts), ZERO)
    level1 = draw(st.sampled_from(["产出指标", *LEVELS])) if block.name == "indicator" else block.heading
    if rest:
        yield (level1, draw(st.sampled_from(LEVELS.get(level1, ("",))))), rest, block.judged
    for part in block.parts:
        if part.name != "budget" and part.points:
            yield (level1, part.heading), part.points, block.judged


def numbered(lines: list[Line], tag: str, prefix: str = "", group: str | None = None) -> tuple[Line, ...]:
    """Lines with ids and names of their own; a rate, which must end its name, has the number before it."""
    return tuple(
        evolve(line, id=f"{prefix}i{at}", name=f"{tag}{prefix}第{at}项{line.name}", group=group)
        for at, line in enumerate(lines, 1)
    )


def budget_line(draw, points: Fraction | None, rate: Fraction) -> Budget:
    """A budget, what was spent of it, and the rate printed with some places."""
    amount, places = draw(st.integers(1001, 9999)), draw(st.integers(0, 2))  # no indicator has as much: F004
    spent = half_up(amount * rate, 2)
    printed = draw(st.sampled_from(["", decimal(spent / amount * 100, places) + "%"]))
    line = Line("budget", "budget", "预算执行情况", str(amount), plain(spent), unit="万元", printed_rate=printed)
    parts = (Source("财政拨款", str(amount), plain(spent)), Source("其他资金", "0", "0"))
    weight = None if points is None else number(points)
    return Budget(evolve(line, weight=weight), sources=draw(st.sampled_from([(), parts])))


@st.composite
def right_forms(
    draw, book: Rulebook | None = None, kind: str = "", met: bool | None = None, tag: str = "", scored: bool = False
) -> tuple[Form, Rulebook]:
    """A form under ``book`` (any that is shipped, if None) with the rulebook; ``met``: every target and all points."""
    known = [each for each in map(rulebook, names()) if not kind or each.form(kind)]
    known = [each for each in known if not (scored and all(form.unscored for form in each.forms))]
    book = book or draw(st.sampled_from(known))
    rule = next((each for each in book.forms if each.kind == kind), None) or draw(
        st.sampled_from([each for each in book.forms if not (scored and each.unscored)])
    )
    points = {each.name: each.points for block in rule.blocks for each in block.all()}
    limited = book.limit("unspent") is not None
    rate = ONE if met else Fraction(draw(st.integers(99 if limited else 0, 100)), 100)
    project = f"{tag}技能提升" if rule.kind == "project" else ""
    form = Form(rule.kind, project, "市人社局", "就业科", 2023, title=f"{tag}自评表", rulebook=book.id)
    if "budget" in points:
        form = evolve(form, budget=budget_line(draw, points["budget"], rate))
    if "goal" in points:
        words = {"target": "完成全年任务", "actual": "100%" if met else draw(st.sampled_from(["100%", "96%", "达成"]))}
        form = evolve(form, goal=Line("goal", "goal", "绩效总目标", weight=number(points["goal"]), **words))
    if "group" in points:
        parts = enumerate(split(draw, points["group"]), 1)
        form = evolve(form, groups=tuple(draw(annual_goals(at, part, met, tag)) for at, part in parts))
    lines = [line for heads, own, judged in homes(draw, rule) for line in draw(rows(own, heads, met, judged))]
    form = evolve(form, indicators=numbered(lines, tag))
    if rule.unscored:
        return evolve(form, indicators=tuple(evolve(line, weight=None, steps=()) for line in form.indicators)), book
    filed = filed_by_rule(form, book, draw(st.integers(0, 100)) if not met else 100)
    return settled(filed, book, printed=draw(st.booleans()), graded=draw(st.booleans())), book


@st.composite
def annual_goals(draw, at: int, points: Fraction, met: bool | None, tag: str) -> Group:
    name = f"年度目标{at}"
    own = draw(rows(points, ("产出指标", "数量指标"), met))
    return Group(name, numbered(own, tag, f"g{at}.", name), number(points), "完成任务")


def changed(form: Form, change: Callable[[Line], Line]) -> Form:
    """The form with every line changed."""
    return evolve(
        form,
        budget=evolve(form.budget, line=change(form.budget.line)) if form.budget else None,
        goal=change(form.goal) if form.goal else None,
        indicators=tuple(map(change, form.indicators)),
        groups=tuple(evolve(group, lines=tuple(map(change, group.lines))) for group in form.groups),
    )


def filed_by_rule(form: Form, book: Rulebook, part: int = 100) -> Form:
    """Every score filed as the rule gives it; where that is a range, ``part`` hundredths of the way up."""
    card = score(form, book)

    def scored(line: Line) -> Line:
        own = card.of(line.id)
        if own is None or line.weight is None or line.sub:
            return line
        return evolve(line, filed=number(within(own, own.exact, book, part)))

    return changed(form, scored)


def within(own, span: Interval, book: Rulebook, part: int) -> Fraction:
    """A score with two decimals in a range that may be open above."""
    if span.value is not None:
        return own.shown.low
    low, high = -(-span.low // CENT), span.high // CENT
    level = getattr(own.measure, "level", None)
    if level and not book.in_band(level, high * CENT / own.points) and level in book.bands:
        high -= 1
    return (low + (high - low) * part // 100) * CENT


def settled(form: Form, book: Rulebook, printed: bool = True, graded: bool = False, reasons: bool = True) -> Form:
    """The form with what follows from its scores: the total, the grade, and a reason wherever points were lost."""
    lost = {line.id for line in form.lines() if line.weight and line.filed and line.filed.value < line.weight.value}
    total = sum((line.filed.value for line in form.lines() if line.filed and not line.sub), ZERO)
    if reasons and book.reason == "line":
        form = changed(form, lambda line: evolve(line, reason=REASON) if line.id in lost else line)
    grade = book.grade(Interval.point(total)) if graded else None
    own = lost & {"budget", "goal"} if book.reason == "line" else lost or (form.budget and form.budget.initial)
    return evolve(
        form,
        printed_total=number(total) if printed else None,
        printed_grade=grade or "",
        deviation_reason=REASON if reasons and own else "",
    )
