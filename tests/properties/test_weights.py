"""Weights that a form does not print: the truth lies in every range, nothing right is accused, nothing is certain."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tiers import repeats

from indicators import Budget, Form, Line, Number
from indicators.form import PrintedBlock
from indicators.strategies import forms
from scoring import Interval, score
from scoring.audit import ERROR, NOTE, WARNING, audit
from scoring.evenest import Item, evenest
from scoring.fix.changes import CERTAIN, changes
from scoring.pool import UNUSED, Part, Pool, Share
from scoring.reconstruct import reconstruct, without_weights
from scoring.rounding import half_up, plain
from scoring.rulebook import rulebook

MANY = settings(max_examples=repeats(300, 20))
BOOK = rulebook("hongshan-2023")
ON_SCORES = {"S301", "S302", "S303", "S304", "S306", "B202", "Q602"}
FAMILIES = ("数量指标", "质量指标", "社会效益指标")
ZERO, ONE, CENT = F(0), F(1), F(1, 100)


def number(value: F) -> Number:
    return Number.of(plain(value, 12))


# ---- ranges against every weight on a fine grid


@st.composite
def pools(draw) -> Pool:
    """A few lines with shares in fifths, one or two under one score cell, perhaps step tables or points unused."""
    points, parts, at = draw(st.integers(2, 6)), [], 0
    for size in draw(st.lists(st.sampled_from([1, 1, 1, 2]), min_size=1, max_size=3)):
        shares = []
        for _ in range(size):
            low, high = sorted(draw(st.tuples(st.integers(0, 5), st.integers(0, 5))))
            caps = draw(st.sampled_from([None, None, None, 1, 2]))
            own = Interval(F(low, 5), F(high, 5)) if caps is None else Interval.point(ONE)
            shares.append(Share(f"i{at}", own, None if caps is None else Interval(F(caps, 2), F(caps))))
            at += 1
        parts.append(Part(F(draw(st.integers(0, 2))), tuple(shares)))
    assume(sum(part.least for part in parts) <= points)
    return Pool(F(points), (*parts, UNUSED) if draw(st.booleans()) else tuple(parts))


def brute(pool: Pool, ids: set[str], earned) -> Interval:
    """The least and greatest sum over all weights in halves."""
    shares = [share for part in pool.parts for share in part.shares]
    sums = []
    for halves in product(range(int(2 * pool.points) + 1), repeat=len(shares)):
        if sum(halves) != 2 * pool.points:
            continue
        weight = {share.line: F(half, 2) for share, half in zip(shares, halves, strict=True)}
        if all(sum(weight[each.line] for each in part.shares) >= part.least for part in pool.parts):
            sums.append([earned(share, weight[share.line], end) for end in ("low", "high") for share in shares
                         if share.line in ids])  # fmt: skip
    half = [(sum(each[: len(each) // 2], ZERO), sum(each[len(each) // 2 :], ZERO)) for each in sums]
    return Interval(min(low for low, _ in half), max(high for _, high in half))


def worth(share: Share, weight: F, end: str) -> F:
    value = getattr(share.rate, end) * weight
    return value if share.caps is None else min(value, getattr(share.caps, end))


@given(pools(), st.data())
def test_ranges_agree_with_every_weight_on_a_grid(pool, data):
    ids = data.draw(st.sets(st.sampled_from(sorted(pool.lines)), min_size=1))
    assume(len([share for part in pool.parts for share in part.shares]) <= 5)
    assert pool.score(ids) == brute(pool, ids, worth)
    assert pool.weight(ids) == brute(pool, ids, lambda share, weight, end: weight)


# ---- right forms whose weights are not printed


@st.composite
def right_forms(draw) -> Form:
    """A form with its true weights, in steps of 1, 5 or any, and the scores that they earn; most lines are met."""
    step = draw(st.sampled_from([ONE, F(5), CENT, None]))
    count = draw(st.integers(5, 12))
    whole = draw(st.sampled_from([F(60), F(100)]))
    rows = [draw(cells()) for _ in range(count)]
    points = weights(draw, whole, count, step)
    lines = [
        Line(f"i{at}", "indicator", f"工作{at}", f"≥{wanted}个", f"{done}个", level1="产出指标",
             level2=draw(st.sampled_from(FAMILIES)), weight=Number(str(weight), weight),
             filed=number(half_up(weight * min(ONE, F(done, wanted)))))
        for at, ((wanted, done), weight) in enumerate(zip(rows, points, strict=True), 1)
    ]  # fmt: skip
    assume(all(line.filed.value <= line.weight.value for line in lines))
    form = Form("project", "项目", "部门", "单位", 2023, indicators=tuple(lines), weights="printed")
    if whole == 60:
        spent = Line("budget", "budget", "预算执行情况", "100", "100", weight=number(F(20)), filed=number(F(20)))
        goal = Line("goal", "goal", "绩效总目标", "完成任务", "100%", weight=number(F(20)), filed=number(F(20)))
        return evolve(form, budget=Budget(spent), goal=goal, rulebook=BOOK.id)
    return evolve(form, blocks=(PrintedBlock("产出指标", number(whole)),), rulebook=BOOK.id)


@st.composite
def cells(draw) -> tuple[int, int]:
    """A target and a completion."""
    wanted = draw(st.integers(1, 300))
    met = draw(st.integers(1, 4)) > 1
    return wanted, draw(st.integers(wanted, 2 * wanted) if met else st.integers(0, wanted - 1))


def weights(draw, whole: F, count: int, step: F | None) -> list[F]:
    """Positive weights that add to ``whole``: multiples of ``step``, or thirds and sevenths of a cent."""
    own = step or F(1, 2100)
    free = int(whole / own) - count
    cuts = sorted(draw(st.lists(st.integers(0, free), min_size=count - 1, max_size=count - 1)))
    return [(high - low + 1) * own for low, high in zip([0, *cuts], [*cuts, free], strict=True)]


def unprinted(form: Form) -> Form:
    return evolve(without_weights(form), weights="declared")


@MANY
@given(right_forms())
def test_a_right_form_without_printed_weights(form):
    """The truth lies in all ranges; no score of it is accused, nor is any change to it certain."""
    truth, card = score(form), score(unprinted(form))
    for own, line in zip(truth.lines, card.lines, strict=True):
        assert own.points in (line.weight or Interval.point(ZERO))
        assert own.exact.value in line.exact
        assert own.shown.value in line.shown
        if line.solution:
            assert line.natural.low in line.exact
            assert line.assumed == ("weight",)
    assert truth.exact.value in card.exact
    assert card.weight.high <= 100
    assert card.rule.high <= 100
    if all(line.weight.value * 100 == int(line.weight.value * 100) for line in form.indicators):
        assert truth.rule.value in card.rule  # else rounding alone may move it by cents
    if card.natural:
        assert card.natural.low in card.rule
    found = audit(card)
    assert [each for each in found if each.code in ON_SCORES and each.severity != NOTE] == []
    assert [each for each in changes(card, found) if each.kind in CERTAIN or each.line.startswith("i")] == []


@MANY
@given(right_forms(), st.data())
def test_what_is_found_on_an_inferred_weight_is_a_warning_only_where_no_weight_makes_it_right(form, data):
    lines = list(form.indicators)
    at = data.draw(st.integers(0, len(lines) - 1))
    value = F(data.draw(st.integers(0, int(lines[at].weight.value * 100))), 100)
    lines[at] = evolve(lines[at], filed=number(value))
    card = score(unprinted(evolve(form, indicators=tuple(lines))))
    for each in audit(card):
        line = card.of(each.line or "")
        if line and line.solution and each.code in ON_SCORES:
            right = line.line.filed.value in line.shown
            assert each.severity in ((NOTE,) if right else (WARNING, NOTE))
            assert each.code == "S304" or right == (each.severity == NOTE)


# ---- the laws, whatever the form


@given(forms(), st.booleans())
def test_no_assumed_line_has_an_error_on_its_score_or_a_certain_change(form, bare):
    card = score(unprinted(form) if bare else form)
    found = audit(card)
    assumed = {line.line.id for line in card.lines if line.assumed or line.weight_source == "reconstructed"}
    assert [each for each in found if each.line in assumed and each.code in ON_SCORES and each.severity == ERROR] == []
    certain = [each for each in changes(card, found) if each.kind in CERTAIN]
    assert [each for each in certain if each.line in assumed and each.key == "filed"] == []


@given(forms(), st.booleans())
def test_a_rule_total_is_never_above_the_points_of_the_form(form, bare):
    card = score(unprinted(form) if bare else form)
    if not card.form.unread:
        known = [line.line.weight for line in card.counted]
        most = sum((weight.value for weight in known if weight), ZERO)
        assert card.rule.high <= (most if all(known) else max(F(100), most))
        assert card.exact.low <= card.exact.high
        assert card.rule.low <= card.rule.high
        if card.natural:
            assert card.rule.low <= card.natural.low <= card.natural.high <= card.rule.high


# ---- the natural solution


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 3), st.booleans()), min_size=1, max_size=5), st.data())
def test_the_most_even_weights_by_every_criterion_in_turn(rows, data):
    """Distinct weights, squares from the family's mean, then from the mean of all, then lines off their score; of ties
    the first lines get more. Held against every solution there is."""
    items = [Item(*row) for row in rows]
    total = sum(item.low for item in items) + data.draw(st.integers(0, 4))
    every = [each for each in product(*(range(item.low, total + 1) for item in items)) if sum(each) == total]

    def cost(weight: tuple[int, ...]) -> tuple[F, ...]:
        inner, families = ZERO, {item.family for item in items}
        distinct = 0
        for family in families:
            own = [value for item, value in zip(items, weight, strict=True) if item.family == family]
            distinct += len(set(own)) - 1
            inner += sum(((value - F(sum(own), len(own))) ** 2 for value in own), ZERO)
        outer = sum(((value - F(total, len(items))) ** 2 for value in weight), ZERO)
        off = sum(not (item.exact and item.low == value) for item, value in zip(items, weight, strict=True))
        return F(distinct), inner, outer, F(off)

    best = min(map(cost, every))
    ties = [each for each in every if cost(each) == best]
    found = evenest(items, total)
    assert (found.weights, found.ways) == (max(ties), len(ties))


@given(right_forms())
def test_inferred_weights_are_above_zero_at_least_the_score_and_add_to_the_block(form):
    for block in reconstruct(unprinted(form), BOOK):
        if block.weights is not None:
            least = {line: points for lines, points in block.scores for line in lines}
            assert all(weight > 0 and weight >= least[line] for line, weight in block.weights)
            assert sum(weight for _, weight in block.weights) == block.points
