"""Forms as a page can carry them, drawn at random, and what reading such a page gives."""

from __future__ import annotations

from attrs import evolve
from hypothesis import strategies as st

from indicators import strategies
from indicators.form import Budget, Form, Group, Line, Source
from indicators.recognition import labels
from indicators.recognition.align import UNFIT, fit
from indicators.recognition.values import clean


def said(prefix: str, text: str) -> str:
    """A text that is no heading, label or figure, with what a page keeps of its spaces; empty stays empty."""
    return clean(prefix + text) if text else ""


def _fitting(role: str, text: str, other: str) -> str:
    return text if fit(role, text) < UNFIT else other


def _line(line: Line) -> Line:
    """The line as a page has it: a category is never empty below another, a cell can be what its heading says."""
    return Line(
        line.id, "indicator", _fitting("name", said("培训", line.name or "甲"), "培训人数"),
        _fitting("target", clean(line.target), "≥5人"), _fitting("actual", clean(line.actual), "6人"),
        line.level1 or "效益指标", _fitting("level2", said("类别", line.level2 or "乙"), "数量指标"),
        weight=line.weight, filed=line.filed, reason=_fitting("reason", said("因为", line.reason), "因为下雨"),
    )  # fmt: skip


def _group(number: int, group: Group) -> Group:
    name = f"年度目标{number}"
    lines = tuple(evolve(_line(line), group=name) for line in group.lines)
    return Group(name, lines, group.weight, said("稳定就业", group.text))


def _budget(budget: Budget) -> Budget:
    line = evolve(budget.line, target=clean(budget.line.target), actual=clean(budget.line.actual))
    sources = tuple(
        Source(f"财政拨款{clean(each.name)}", clean(each.budget), clean(each.spent)) for each in budget.sources
    )
    return Budget(line, budget.money_unit, clean(budget.initial), sources)


@st.composite
def printed_forms(draw: st.DrawFn) -> Form:
    """Forms of every layout: 20/20/60, n annual goals, 10/50/30/10 with weights, and without points."""
    form = draw(strategies.forms())
    year, named = form.year, draw(st.booleans())
    suffix = "整体绩效自评表" if form.kind == "department" else "项目自评表"
    goal = form.goal
    if goal:
        goal = Line("goal", "goal", "绩效总目标", said("做好", goal.target), clean(goal.actual), weight=goal.weight,
                    filed=goal.filed)  # fmt: skip
    made = Form(
        form.kind, said("某项目", form.project), said("某局", form.department), said("某科", form.unit), year,
        f"{year or 2020}年度某{suffix}" if named else "", weights=form.weights, printed_total=form.printed_total,
        printed_grade=draw(st.sampled_from(["", "良"])), deviation_reason=said("因为", form.deviation_reason),
        improvement=said("加快", form.improvement), budget=_budget(form.budget) if form.budget else None, goal=goal,
        indicators=tuple(map(_line, form.indicators)),
        groups=tuple(_group(number, group) for number, group in enumerate(form.groups, 1)),
    )  # fmt: skip
    kind = draw(st.sampled_from(["whole", "no goal", "goal without points", "no points"]))
    if form.kind == "project" and kind != "whole":
        free = evolve(goal, weight=None, filed=None, sub=True) if goal and kind == "goal without points" else None
        made = evolve(made, goal=free)
    if form.kind == "project" and kind == "no points" and made.budget:
        bare = evolve(made.budget.line, weight=None, filed=None)
        rows = tuple(evolve(line, weight=None, filed=None) for line in made.indicators)
        made = evolve(made, budget=evolve(made.budget, line=bare), indicators=rows, printed_total=None)
    return evolve(made, year=year or (2020 if named else None))


def read_back(form: Form, title: str) -> Form:
    """What reading the page of a form gives: weights are printed or lost, an empty title was given one."""
    shown = form.weights != "reconstructed"

    def line(each: Line) -> Line:
        return each if shown else evolve(each, weight=None)

    return evolve(
        form,
        title=title,
        weights="printed",
        indicators=tuple(map(line, form.indicators)),
        groups=tuple(evolve(group, lines=tuple(map(line, group.lines))) for group in form.groups),
        year=form.year or labels.year(title),
    )
