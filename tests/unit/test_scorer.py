"""How a line comes to its weight, its status and its notes, and which rows no total counts."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number, PrintedBlock, Step, loads
from scoring import Interval, rulebook, score
from scoring.scorecard import JUDGEMENT, REFUSED, SCORED, LineScore
from scoring.scorer import BESIDE

BOOK = rulebook("hongshan-2023")
HEAD = '[form]\nkind = "project"\n'


def indicator(text: str) -> str:
    return f'[[indicator]]\nname = "培训场次"\ntarget = "≥10场"\nactual = "5场"\n{text}\n'


def codes(line: LineScore) -> list[str]:
    return [each.code for each in line.notes]


@pytest.mark.parametrize(
    ("keys", "weight", "most"),
    [
        ("weight = 5\nfiled = 3", Interval.point(F(5)), 5),
        ("filed = 3", None, 0),
        ("weight = 4", Interval.point(F(4)), 4),
    ],
)
@pytest.mark.parametrize("level", ["加分项", "扣分项", "一票否决"])
def test_rows_beside_the_points_are_for_a_person(level: str, keys: str, weight: Interval | None, most: int) -> None:
    form = loads(HEAD + indicator("weight = 100\nfiled = 50") + indicator(f'level1 = "{level}"\n{keys}'))
    counted, row = score(form, BOOK).lines
    assert (row.weight, row.exact, row.shown) == (weight, Interval(F(0), F(most)), Interval(F(0), F(most)))
    assert (row.step.op, row.step.says, row.status, row.counted) == ("judgement", BESIDE, JUDGEMENT, False)
    assert codes(row) == ["beside-the-points"]
    assert (counted.exact.value, counted.counted) == (50, True)
    assert score(form, BOOK).exact.value == 50


def test_a_row_of_detail_is_not_counted_and_why() -> None:
    lines = [indicator("weight = 80\nfiled = 40"), indicator("sub = true\nweight = 5"), indicator("")]
    budget = "[budget]\nbudget = 100\nspent = 50\n"
    card = score(loads(HEAD + budget + "".join(lines)), BOOK)
    funds, first, declared, bare = card.lines
    assert [line.counted for line in card.lines] == [False, True, False, False]
    assert [codes(line) for line in (funds, declared, bare)] == [["no-points"], ["sub-row"], ["sub-row"]]
    for row in (funds, declared, bare):
        assert (row.weight, row.exact, row.status, row.step.op) == (None, Interval.point(F(0)), SCORED, "number")
    assert first.exact.value == 40


def test_a_row_without_a_score_is_no_detail_where_the_form_has_no_weights() -> None:
    """Also in the goal for which none can be inferred, beside one for which they were."""
    met = {"target": "≥1个", "actual": "1个", "level2": "数量指标"}
    one = tuple(
        Line(f"g1.i{at}", "indicator", group="甲", filed=Number.of(points), **met) for at, points in ((1, 10), (2, 9))
    )
    two = tuple(
        Line(f"g2.i{at}", "indicator", group="乙", filed=points and Number.of(points), **met)
        for at, points in ((1, 15), (2, 14), (3, None))
    )
    card = score(Form("department", groups=(Group("甲", one, 20), Group("乙", two, 20))), BOOK)
    assert [block.weights is None for block in card.inferred] == [False, True]
    assert [line.counted for line in card.lines] == [True] * 5
    assert card.lines[-1].weight == Interval(F(0), F(20))
    weighted = evolve(two[0], weight=Number.of(20))
    declared = score(Form("department", groups=(Group("乙", (weighted, two[2]), 20),)), BOOK)
    assert [line.counted for line in declared.lines] == [True, False]


@pytest.mark.parametrize(
    ("weights", "source"), [("printed", "printed"), ("declared", "printed"), ("reconstructed", "printed")]
)
def test_the_points_printed_for_the_row_of_funds_are_its_weight(weights: str, source: str) -> None:
    budget = Budget(Line("budget", "budget", target="100", actual="50", unit="万元"))
    line = Line("i1", "indicator", "场次", "≥10场", "5场", weight=80)
    form = Form("project", budget=budget, indicators=(line,), weights=weights)
    printed = evolve(form, blocks=(PrintedBlock("预算执行情况", Number.of(20)),))
    funds = score(printed, BOOK).of("budget")
    assert funds is not None
    assert (funds.weight, funds.weight_source, funds.exact.value) == (Interval.point(F(20)), source, 10)


@pytest.mark.parametrize(
    ("weights", "sources"),
    [("printed", ["printed"] * 3), ("declared", ["declared"] * 3),
     ("reconstructed", ["declared", "declared", "reconstructed"])],
)  # fmt: skip
def test_only_indicator_weights_are_ever_reconstructed(weights: str, sources: list[str]) -> None:
    text = HEAD + f'weights = "{weights}"\n[budget]\nbudget = 100\nspent = 50\nweight = 20\n'
    text += '[goal]\ntarget = "完成"\nactual = "100%"\nweight = 20\n' + indicator("weight = 60")
    assert [line.weight_source for line in score(loads(text), BOOK).lines] == sources


def test_an_unknown_weight_is_anything_that_is_left() -> None:
    text = HEAD + "[budget]\nbudget = 100\nspent = 50\nweight = 20\n" + indicator("weight = 50")
    line = score(loads(text + indicator("filed = 5")), BOOK).lines[-1]
    assert (line.weight, line.exact, line.status) == (Interval(F(0), F(30)), Interval(F(0), F(15)), JUDGEMENT)
    assert codes(line) == ["weight-unknown"]
    assert dict(line.notes[0].message.values) == {"rest": "30"}


def test_what_a_block_has_is_left_to_no_other_line() -> None:
    """Of a block whose weights cannot be inferred too: its scores need more than its points."""
    text = HEAD + '[[block]]\nname = "绩效指标"\npoints = 60\n[budget]\nbudget = 100\nspent = 50\nfiled = 5\n'
    card = score(loads(text + indicator("filed = 40") + indicator("filed = 30")), BOOK)
    assert [line.weight for line in card.lines] == [Interval(F(0), F(most)) for most in (40, 60, 60)]


@pytest.mark.parametrize(
    ("actual", "step", "low", "high", "status"),
    [
        ("10场", "number", 10, 10, SCORED),
        ("9场", "number", 6, 6, SCORED),
        ("5场", "number", 0, 0, SCORED),
        ("", "judgement", 0, 10, JUDGEMENT),
        ("8场以上", "judgement", 6, 10, JUDGEMENT),
        ("7场以上", "judgement", 0, 10, JUDGEMENT),
    ],
)
def test_steps_of_a_line(actual: str, step: str, low: int, high: int, status: str) -> None:
    rows = (Step("≥10场", 12), Step("≥8场", 6))
    line = Line("i1", "indicator", "场次", "≥10场", actual, weight=10, steps=rows)
    (scored,) = score(Form("project", indicators=(line,)), BOOK).lines
    assert (scored.step.parts[0].op, scored.exact, scored.status) == (step, Interval(F(low), F(high)), status)
    assert codes(scored)[-2:] == ["steps-used", "steps-over-weight"]
    assert dict(scored.notes[-1].message.values) == {"points": Number.of(12), "weight": "10"}


@pytest.mark.parametrize(
    ("standard", "actual", "op", "low", "high", "notes"),
    [
        ("≥90%得10分，≥80%得8分，低于80%不得分", "85%", "number", 8, 8, ["standard-used"]),
        ("以100%为标准;每超过一个百分点扣1分,扣完为止", "102.5%", "judgement", 7, 8, ["standard-used"]),
        ("酌情扣分", "85%", "judgement", 0, 10, []),
    ],
)
def test_a_standard_gives_what_its_clauses_say(standard, actual, op, low, high, notes) -> None:
    text = f'[[indicator]]\nname = "完成率"\nstandard = "{standard}"\nactual = "{actual}"\nweight = 10\n'
    (line,) = score(loads(HEAD + text), BOOK).lines
    (step,) = line.step.parts
    assert (step.op, line.exact, dict(step.says.values)) == (op, Interval(F(low), F(high)), {"standard": standard})
    assert codes(line) == notes


@pytest.mark.parametrize(
    ("book", "level1", "status"),
    [("hongshan-2023", "", REFUSED), ("yinchuan-2021", "管理", JUDGEMENT), ("yinchuan-2021", "产出", REFUSED)],
)
def test_what_cannot_be_compared_is_refused_unless_its_block_is_judged(book: str, level1: str, status: str) -> None:
    line = Line("i1", "indicator", "制度", "≥10场", "良好", level1=level1, weight=10)
    (scored,) = score(Form("project", indicators=(line,)), book).lines
    assert (scored.status, scored.exact) == (status, Interval(F(0), F(10)))


def notes_of(target: str, actual: str, **keys: object) -> list[str]:
    line = Line("i1", "indicator", target=target, actual=actual, weight=10, **keys)  # type: ignore[arg-type]
    return codes(score(Form("project", year=2023, indicators=(line,)), BOOK).lines[0])


@pytest.mark.parametrize(
    ("target", "actual", "keys", "told"),
    [
        ("＞10场", "10场", {}, ["strict-bound"]),
        ("＜10场", "10场", {}, ["strict-bound"]),
        ("＞10场", "11场", {}, []),
        ("＜10场", "9场", {}, []),
        ("≥10场", "10场", {}, []),
        ("＞0场", "0场", {}, []),  # of 0 there is no ratio
        ("＜0", "0", {}, []),
        ("≥10%", "-1%", {}, ["negative-completion"]),
        ("≥0%", "-1%", {}, []),
        ("≥10%", "0%", {}, []),
        ("2小时", "3小时", {"name": "办理时间"}, ["direction-doubt"]),
        ("2小时", "2小时", {"name": "办理时间"}, ["direction-doubt", "met-either-way"]),
        ("有效", "较好", {"level": "met", "rate": Number.of("0.5")}, ["rate-outside-band"]),
        ("有效", "较好", {"level": "met", "rate": Number.of("0.8")}, []),
        ("有效", "较好", {"level": "part", "rate": Number.of("0.8")}, ["rate-outside-band"]),
    ],
)
def test_what_scoring_itself_settles_is_noted(target: str, actual: str, keys: dict, told: list[str]) -> None:
    own = {"strict-bound", "negative-completion", "direction-doubt", "met-either-way", "rate-outside-band", "capped"}
    assert [each for each in notes_of(target, actual, **keys) if each in own] == told


@pytest.mark.parametrize(("spent", "told"), [("100", False), ("100.01", True), ("99", False)])
def test_points_of_funds_stop_at_the_whole(spent: str, told: bool) -> None:
    budget = Budget(Line("budget", "budget", target="100", actual=spent, unit="万元", weight=20))
    line = Line("i1", "indicator", target="≥100场", actual="200场", weight=80)
    funds, other = score(Form("project", budget=budget, indicators=(line,)), BOOK).lines
    assert ("capped" in codes(funds)) is told
    assert "capped" not in codes(other)


@pytest.mark.parametrize(
    ("wanted", "spent", "op"),
    [("0", "0", "judgement"), ("0", "1", "number"), ("1", "0", "number"), ("0", "", "judgement")],
)
def test_nothing_of_nothing_is_no_rate(wanted: str, spent: str, op: str) -> None:
    budget = Budget(Line("budget", "budget", target=wanted, actual=spent, unit="万元", weight=20))
    (funds,) = score(Form("project", budget=budget), BOOK).lines
    says = funds.step.parts[0].says
    assert (funds.exact.value is None) is (op == "judgement")
    assert (says is not None and says.template.startswith("no budget")) is ((wanted, spent) == ("0", "0"))


def test_only_a_form_is_scored() -> None:
    with pytest.raises(TypeError, match=r"^score takes a Form, not str: indicators.load reads files$"):
        score("form.toml")  # type: ignore[arg-type]


FILED = tuple(Line(f"i{at}", "indicator", "场次", "≥1场", "1场", filed=Number.of(30)) for at in (1, 2))


@pytest.mark.parametrize(
    ("form", "inferred"),
    [
        (Form("project", indicators=FILED), True),
        (Form("project", indicators=FILED, unread=("第2页",)), False),  # rows that nobody read have points too
        (Form("project", indicators=(FILED[0], evolve(FILED[1], unread=("weight",)))), False),
        (Form("project", indicators=(FILED[0], evolve(FILED[1], unread=("filed",)))), False),
        (Form("project", indicators=(FILED[0], evolve(FILED[1], unread=("target",)))), True),
        (Form("project", indicators=(*FILED, evolve(FILED[1], id="i3", sub=True, unread=("weight",)))), True),
        (Form("project", indicators=(*FILED, evolve(FILED[1], id="i3", level1="加分项", unread=("weight",)))), True),
        (Form("project", indicators=(*FILED, evolve(FILED[1], id="i3", sub=True, weight=Number.of(9)))), True),
        (Form("project", indicators=(*FILED, evolve(FILED[1], id="i3", level1="加分项", weight=Number.of(5)))), True),
        (Form("project", indicators=(FILED[0], evolve(FILED[1], weight=Number.of(30)))), False),
        (Form("project", indicators=tuple(evolve(each, filed=None) for each in FILED)), False),
    ],
)
def test_weights_are_inferred_where_none_is_printed_and_a_score_is(form: Form, inferred: bool) -> None:
    assert bool(score(form, BOOK).inferred) is inferred


def test_of_a_form_without_points_no_line_has_a_weight() -> None:
    """What else is noted on a line stays."""
    line = Line("i1", "indicator", "办理时间", "2小时", "3小时", level1="产出指标")
    without = rulebook("transfer-completion")
    (bare,) = score(Form("project", indicators=(line,)), without).lines
    assert (bare.weight, codes(bare)) == (None, ["direction-doubt"])
    (some,) = score(Form("project", indicators=(line,), printed_total=Number.of(90)), without).lines
    assert (some.weight, codes(some)) == (Interval(F(0), F(100)), ["weight-unknown", "direction-doubt"])


def test_the_budget_that_divides_may_be_unread() -> None:
    initial = evolve(BOOK, divides_by="initial")
    line = Line("budget", "budget", target="100", actual="50", unit="万元", weight=20)
    for unread, wanted, first, value in (
        ((), "80", Interval.point(F(25, 2)), Interval.point(F(10))),
        (("initial",), "80", Interval(F(0), F(20)), Interval.point(F(10))),
        (("target",), "80", Interval.point(F(25, 2)), Interval(F(0), F(20))),
        ((), "", Interval.point(F(10)), Interval.point(F(10))),
    ):
        form = Form("project", budget=Budget(evolve(line, unread=unread), "万元", wanted))
        assert [score(form, book).lines[0].exact for book in (initial, BOOK)] == [first, value]


def test_cells_that_a_person_must_read_are_named() -> None:
    line = Line("i1", "indicator", "场次", "≥10场", "5场", weight=10, unread=("actual", "reason"))
    (scored,) = score(Form("project", indicators=(line,)), BOOK).lines
    (told,) = (each for each in scored.notes if each.code == "unread")
    assert [each.template for each in dict(told.message.values)["cells"]] == ["the completion", "the reason"]
    assert scored.exact == Interval(F(0), F(10))


@pytest.mark.parametrize(
    ("kind", "actual", "points"),
    [
        ("reverse", "8场", 10),
        ("reverse", "12场", 4),
        ("positive", "12场", 10),
        ("positive", "8场", 4),
        (None, "12场", 10),
    ],
)
def test_a_row_of_steps_that_is_the_target_runs_as_it_does(kind: str | None, actual: str, points: int) -> None:
    """Other rows say for themselves which way they run."""
    line = Line(
        "i1", "indicator", "场次", "10场", actual, weight=10, kind=kind, steps=(Step("10场", 10), Step("≥5场", 4))
    )
    assert score(Form("project", indicators=(line,)), BOOK).lines[0].exact.value == points
