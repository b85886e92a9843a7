"""What a rulebook of format 2 says beside its formulas: scored on single forms, elsewhere refused by name."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from own import BLOCKS, HEAD, own

from indicators import InputError, Number, loads
from scoring import score
from scoring.audit import audit
from scoring.curve import curve
from scoring.fix.changes import changes
from scoring.interval import Interval
from scoring.report.rulebooks import in_words
from scoring.rulebook import loads as rules
from scoring.show import sum_of
from scoring.solve import missing_scores


def form(*lines: str, spent: int = 100):
    text = f'[form]\nkind = "project"\n[budget]\nweight = 10\nbudget = 100\nspent = {spent}\n'
    return loads(text + "".join(f"[[indicator]]\n{line}\n" for line in lines))


def line(target: str, actual: str, more: str = "", weight: int = 90) -> str:
    return f'name = "某项"\ntarget = "{target}"\nactual = "{actual}"\nweight = {weight}\n{more}'


STEPS = """
[[steps]]
category = "满意度指标"
rows = [{at = "≥90%", share = 1}, {at = "≥80%", share = "8/10"}, {at = "≥60%", share = "1/2"}]
"""


@pytest.mark.parametrize(("done", "worth"), [("95%", 90), ("90%", 90), ("89.9%", 72), ("60%", 45), ("59%", 0)])
def test_steps_of_a_category_replace_the_ratio_there_and_nowhere_else(done, worth):
    own_steps, plain = own(STEPS), own("")
    for level in ('level1 = "满意度指标"', 'level1 = "效益指标"\nlevel2 = "服务对象满意度指标"'):
        assert score(form(line("≥95%", done, level)), own_steps).of("i1").exact.value == worth
    other = form(line("≥95%", done, 'level1 = "产出指标"'))
    assert score(other, own_steps).of("i1").exact == score(other, plain).of("i1").exact


def test_steps_of_the_line_itself_come_first():
    more = 'level1 = "满意度指标"\nsteps = [{at = "≥50%", points = 90}]'
    assert score(form(line("≥95%", "55%", more)), own(STEPS)).of("i1").exact.value == 90


@pytest.mark.parametrize(
    ("target", "done", "worth"),
    [("≥4天", "4天", "90"), ("≥4天", "3天", "0"), ("≤4天", "4天", "90"), ("≤4天", "5天", "0"),
     ("2023年6月底前", "2023年7月", "0"), ("2023年6月底前", "2023年5月", "90"), ("≥4天", "", "0..90")],
)  # fmt: skip
def test_all_or_nothing(target, done, worth):
    book = own('[rules]\npositive = "ratio"\nall_or_nothing = ["时效指标"]\n')
    low, _, high = worth.partition("..")
    found = score(form(line(target, done, 'level2 = "时效指标"')), book).of("i1").exact
    assert found == Interval(F(low), F(high or low))


@given(st.integers(1, 200), st.integers(0, 400), st.integers(0, 100))
def test_a_threshold_only_ever_takes_a_score_to_zero(wanted, done, share):
    of = form(line(f"≥{wanted}人", f"{done}人"))
    without = score(of, own("")).of("i1").exact.value
    value = score(of, own(f'[rules]\npass_threshold = "{share}/100"\n')).of("i1").exact.value
    assert value == (without if without >= F(90 * share, 100) else 0)


def test_a_threshold_is_of_formulas_alone():
    """Funds of which there were none, a standard and steps of the line itself are worth under it what they are."""
    rules_with, without = own('[rules]\npass_threshold = "3/5"\n'), own("")
    standard = 'standard = "≥90%得90分，≥80%得40分，≥70%得30分"\n'
    rows = "steps = [{at = '≥90%', points = 90}, {at = '≥80%', points = 40}]"
    none = loads('[form]\nkind = "project"\n[budget]\nweight = 10\nbudget = 0\nspent = 0\n')
    scored = loads(f'[form]\nkind = "project"\n[[indicator]]\nname = "完成率"\n{standard}actual = "85%"\nweight = 90\n')
    stepped = form(line("≥90%", "85%", rows))
    for of, low, high in ((none, 0, 10), (scored, 40, 40), (stepped, 40, 40)):
        one, other = (score(of, each).lines[-1] for each in (rules_with, without))
        assert (one.exact, one.step) == (Interval(F(low), F(high)), other.step)
    goal = loads('[form]\nkind = "project"\n[goal]\ntarget = "≥90%"\nactual = "9%"\nweight = 10\n')
    assert score(goal, rules_with).lines[0].exact.value == 1  # no indicator


def test_sums_say_what_the_rulebook_prescribes():
    """A score of 0 below the threshold shows the ratio that fell short, one by steps the steps."""
    card = score(form(line("≥4人", "2人")), own('[rules]\npass_threshold = "3/5"\n'))
    assert sum_of(card.of("i1"), card) == "90 × 2 ÷ 4 < 90 × 60% → 0"
    card = score(form(line("≥95%", "85%", 'level1 = "满意度指标"')), own(STEPS))
    assert sum_of(card.of("i1"), card) == "72 (≥90% → 90, ≥80% → 72, ≥60% → 45)"
    assert [note.code for note in card.of("i1").notes] == ["steps-prescribed"]
    card = score(form(line("≥95%", "85%", 'steps = [{at = "≥80%", points = 60}]')), own(STEPS))
    assert [note.code for note in card.of("i1").notes] == ["steps-used"]


CAPS = "[[caps]]\nexecution_below = '4/5'\nat_most = 89\n[[caps]]\nexecution_below = '1/2'\nat_most = 59\n"


@given(st.integers(0, 120))
def test_caps_bound_the_total_by_what_was_spent(spent):
    card, plain = (score(form(line("≥1人", "1人"), spent=spent), own(text)) for text in (CAPS, ""))
    most = 59 if spent < 50 else 89 if spent < 80 else 100
    assert card.rule.value == min(plain.rule.value, most)
    assert card.exact.value == min(plain.exact.value, most)


def test_without_a_known_rate_a_cap_may_or_may_not_hold():
    of = loads('[form]\nkind = "project"\n[[indicator]]\n' + line("≥1人", "1人", weight=100))
    assert score(of, own(CAPS)).rule == Interval(F(59), F(100))


GRADES = '[grades]\nedges = [["优", 90], ["良", 80], ["中", 60], ["差", 0]]\n'


def capped(printed: str, grade: str, *, lost: bool = False):
    """A form that spent 75 % and filed 97.5 points on its lines, of which it may have 89."""
    filed = "" if lost else "filed = 90"
    of = form(line("≥1人", "1人", filed), spent=75)
    funds = evolve(of.budget.line, filed=Number.of("7.5"))
    return evolve(of, budget=evolve(of.budget, line=funds), printed_total=Number.of(printed), printed_grade=grade)


@pytest.mark.parametrize(
    ("printed", "grade", "told"),
    [("89", "良", []), ("97.5", "优", ["S305", "G701"]), ("97.5", "良", ["S305"]), ("88", "良", ["S305"])],
)
def test_a_total_at_its_cap_is_right_and_one_above_it_is_told(printed, grade, told):
    card = score(capped(printed, grade), own(GRADES + CAPS))
    found = [each for each in audit(card) if each.code in ("S305", "G701")]
    assert sorted(each.code for each in found) == sorted(told)
    made = {each.key: each.new for each in changes(card, audit(card))}
    assert made == ({} if not told else {"printed_total": "89.00"} | ({"printed_grade": "良"} if grade == "优" else {}))
    if printed == "97.5":
        assert "89.00 at most" in next(each for each in found if each.code == "S305").message.show()
    plain = score(capped(printed, grade), own(GRADES))
    assert ("S305" in {each.code for each in audit(plain)}) is (printed != "97.5")


@pytest.mark.parametrize(("printed", "low", "high"), [("89", "81.5", "90"), ("80", "72.5", "72.5")])
def test_a_total_at_its_cap_implies_no_lost_score(printed, low, high):
    card = score(capped(printed, "良", lost=True), own(GRADES + CAPS))
    [each] = missing_scores(card)
    assert each.range == Interval(F(low), F(high))


@pytest.mark.parametrize(("spent", "grade"), [(100, "优"), (90, "优"), (89, "良"), (60, "良")])
def test_a_grade_may_ask_for_execution(spent, grade):
    text = '[grades]\nedges = [["优", 90], ["良", 80], ["差", 0]]\nneeds = [{grade = "优", execution = "9/10"}]\n'
    card = score(form(line("≥1人", "1人"), spent=spent), own(text))
    assert card.rule.low >= 90 or grade == "良"
    assert card.grade(Interval.point(F(95))) == grade


LEVELS = """
[bands]
level = [
    {name = "优秀", share = ["9/10", 1], stands_for = "达成"},
    {name = "良好", share = ["3/4", "9/10"], words = ["较好"], stands_for = "达成", closed = "low"},
    {name = "一般", share = ["1/2", "3/4"], stands_for = "部分达成"},
    {name = "较差", share = [0, "1/2"], stands_for = "未达成"},
]
"""


@pytest.mark.parametrize(
    ("done", "low", "high"), [("优秀", 81, 90), ("较好", "135/2", 81), ("一般", 45, "135/2"), ("达成", "135/2", 90)]
)
def test_levels_of_its_own(done, low, high):
    found = score(form(line("有效保障", done)), own(LEVELS)).of("i1").exact
    assert found == Interval(F(low), F(high))


def test_each_edge_belongs_to_one_band():
    book = own(
        LEVELS.replace('closed = "low"', 'closed = "both"').replace(
            'stands_for = "达成"}', 'stands_for = "达成", closed = "high"}', 1
        )
    )
    for rate in (F(n, 200) for n in range(201)):
        assert sum(level.holds(rate) for level in book.levels) == 1
    assert book.in_band("met", F(3, 4)) and not book.in_band("part", F(3, 4))
    with pytest.raises(InputError):
        own(LEVELS.replace('closed = "low"', 'closed = "both"'))  # 9/10 in two


UNSAID = "".join(
    f'[[unsaid]]\ntext = "{touches}"\ntouches = "{touches}"\n'
    for touches in ("every", "over", "short", "budget", "时效")
)


def test_clauses_in_words_stand_beside_the_scores_that_they_may_touch():
    card = score(form(line("≥4人", "9人", weight=40), line("≥4人", "2人", 'level2 = "时效指标"', 50)), own(UNSAID))
    told = {each.line.id: {dict(note.message.values)["clause"] for note in each.notes if note.code == "unsaid"}
            for each in card.lines}  # fmt: skip
    assert told == {"budget": {"every", "budget"}, "i1": {"every", "over"}, "i2": {"every", "short", "时效"}}
    assert card.rule == score(card.form, own("")).rule


def test_indicators_by_category_and_the_weight_of_one_line_are_found():
    text = '[required]\nleast = {"产出指标" = 2}\n[limits]\nline_weight = "3/10"\n'
    of = form(line("≥1人", "1人", 'level1 = "产出指标"', 60), line("≥1人", "1人", 'level1 = "效益指标"', 30))
    found = {(each.code, each.severity, each.line) for each in audit(score(of, own(text)))}
    assert {("F001", "warning", None), ("W104", "warning", "i1")} <= found
    assert ("W104", "warning", "i2") not in found


OWN = {
    "steps": STEPS,
    "caps": CAPS,
    "bands.level": LEVELS,
    "rules.pass_threshold": "[rules]\npass_threshold = 1\n",
    "grades.needs": '[grades]\nedges = [["优", 90]]\nneeds = [{grade = "优", execution = 1}]\n',
}


@pytest.mark.parametrize("table", OWN)
def test_what_works_by_formulas_alone_refuses_it_by_name(table):
    book = own(OWN[table])
    assert book.beyond_formulas == (table,)
    card = score(form(line("≥4人", "3人")), book)
    reason = curve(card, card.of("i1")).reason
    assert reason is not None and table in reason.show()
    assert f"not of: {table}" in in_words(book)  # nor are the proofs of it
    pa = pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch import ColumnError, score_lines

    with pytest.raises(ColumnError) as caught:
        score_lines(
            pa.table({"form": ["a"], "target": ["≥4人"], "actual": ["3人"], "weight": ["9"], "filed": ["9"]}), book
        )
    assert table in str(caught.value)


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ("valid = {from = 2024, to = 2020}\n", ["5"]),
        ("format = 3\n", ["5"]),
        ("[[steps]]\ncategory = '满意度'\nrows = [{at = '≥60%', share = '1/2'}, {at = '≥90%', share = 1}]\n", ["11"]),
        ("[[steps]]\ncategory = '满意度'\nrows = [{at = '好', share = 1}]\n", ["11"]),
        ("[[steps]]\ncategory = '满意度'\nrows = []\n", ["11"]),
        ("[[caps]]\nexecution_below = '4/5'\nat_most = 60\n[[caps]]\nexecution_below = '1/2'\nat_most = 70\n", ["9"]),
        ("[grades]\nedges = [['优', 90]]\nneeds = [{grade = '良', execution = 1}]\n", ["11"]),
        ("[bands]\nlevel = [{name = '好', share = ['1/2', 1]}]\n", ["10", "10"]),
        ("[required]\nleast = {'产出指标' = 0}\n", ["10"]),
        ("[rules]\npass_threshold = 2\n", ["10"]),
        ("[[unsaid]]\ntouches = 'over'\n", ["9"]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(more, lines):
    text = HEAD + more + BLOCKS if more.startswith(("valid", "format")) else HEAD + BLOCKS.strip() + "\n\n" + more
    with pytest.raises(InputError) as caught:
        rules(text, "own.toml")
    assert sorted(each.place.spot for each in caught.value.problems) == sorted(lines)


def test_printed_columns_may_be_asked_for_and_excluded():
    text = 'columns = {requires = ["甲"], excludes = ["甲"]}\n'
    with pytest.raises(InputError):
        own("", HEAD + BLOCKS + text)
    book = own("", HEAD + BLOCKS + text.replace('excludes = ["甲"]', 'excludes = ["乙"]'))
    assert book.forms[0].columns.requires == ("甲",)
    assert evolve(book.forms[0].columns, typical=("丙",)).expected == ("甲", "丙")
