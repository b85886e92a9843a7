"""Which rulebook a form follows: told by its points, columns, notes and year, never by what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from indicators import Form, InputError, Number, PrintedBlock, load, loads
from indicators.form import Other
from scoring import score
from scoring.choice import _text, choose, trials_of
from scoring.clauses import clauses
from scoring.evidence import held
from scoring.rulebook import loads as rules
from scoring.rulebook import names, rulebook

EXAMPLES = Path(__file__).parents[2] / "examples" / "hongshan-2023"
NATIONAL = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
COST = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
COLUMNS = (
    "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", "一级指标", "二级指标", "三级指标",
    "年度\n指标值", "实际\n完成值", "偏差原因分析及改进措施",
)  # fmt: skip
INITIAL = tuple(each for each in COLUMNS if each != "全年预算数")  # the form of 2016 has one budget
ADJUSTED = tuple("调整后预算数" if each == "全年预算数" else each for each in COLUMNS)
HUBEI = ("预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分*执行率）", "年初目标值（A）", "实际完成值（B）")
SICHUAN = ("年初预算", "调整后预算数", "预算执行数", "预算执行率", "指标性质", "指标值", "度量单位", "权重", "得分")
SYSTEM = ("计算符号", "指标值", "计量单位", "分值", "指标得分", "扣减分数", "完成情况简要描述")


def form(
    blocks: dict[str, int], budget: int, year: int | None = 2023, goal: int = 0, columns: tuple = (), **head: str
) -> Form:
    more = "".join(f'{key} = "{value}"\n' for key, value in head.items())
    text = f'{more}[form]\nkind = "project"\n' + (f"year = {year}\n" if year else "")
    text += f"[budget]\nweight = {budget}\nbudget = 100\nspent = 50\nfiled = {budget // 2}\n"
    text += f'[goal]\nweight = {goal}\ntarget = "完成"\nactual = "100%"\nfiled = {goal}\n' if goal else ""
    for level1, points in blocks.items():
        text += f'[[indicator]]\nlevel1 = "{level1}"\nname = "某指标"\ntarget = "≥4件"\nactual = "2件"\n'
        text += f"weight = {points}\nfiled = {points // 2}\n"
    return evolve(loads(text), columns=columns)


@pytest.mark.parametrize(
    ("of", "label", "how"),
    [
        (form({"产出指标": 30, "效益指标": 30}, 20, goal=20), "hongshan-2023", "evidence"),
        (form({"产出指标": 30, "效益指标": 30}, 20, year=2019, goal=20), "—", "none"),  # older than the rule
        (form(NATIONAL, 10, columns=COLUMNS), "mof-2020", "evidence"),
        (form(NATIONAL, 10), "mof-2020", "evidence"),  # the other divides by a column that the form does not show
        (form(NATIONAL, 10, year=None), "mof-2020", "evidence"),
        (form(NATIONAL, 10, year=2019, columns=COLUMNS), "mof-2020", "evidence"),
        (form(NATIONAL, 10, year=2017, columns=INITIAL), "mof-2016", "evidence"),
        (form(NATIONAL, 10, year=2017, columns=COLUMNS), "—", "none"),  # the budget of the whole year may divide
        (form(NATIONAL, 10, year=2018, columns=ADJUSTED), "—", "none"),
        (form(NATIONAL, 10, year=2014, columns=COLUMNS), "—", "none"),
        (form({"产出指标": 40, "效益指标": 30, "满意度指标": 20}, 10, columns=COLUMNS), "mof-2020", "evidence"),
        (form({"产出指标": 50, "效益指标": 40}, 10, columns=COLUMNS), "mof-2020", "evidence"),  # its points moved
        (form({"产出指标": 40, "效益指标": 30}, 10, columns=COLUMNS), "—", "none"),  # 80 points
        (form(COST, 10, columns=COLUMNS), "mof-2021-cost", "evidence"),
        (form({"产出指标": 60, "效益指标": 30}, 10, columns=SICHUAN), "sichuan-2023", "evidence"),
        (form({"产出指标": 60, "效益指标": 30}, 10, columns=SYSTEM[:5] + SYSTEM[6:]), "system-d1", "evidence"),
        (form({"产出指标": 60, "效益指标": 20}, 20, columns=HUBEI), "hubei-project-2020", "evidence"),
        (form({"产出指标": 60, "效益指标": 20}, 20, year=2017, columns=HUBEI), "—", "none"),
        (form({"决策": 10, "管理": 15, "产出": 30, "效益": 35}, 10), "yinchuan-2021", "evidence"),
        (form({"规划": 10, "产出": 50, "效益": 30}, 10, columns=COLUMNS), "—", "none"),  # a block that nobody knows
        (form(NATIONAL, 10, rulebook="sichuan-2023"), "sichuan-2023", "named"),
    ],
)  # fmt: skip
def test_the_form_tells_its_rulebook(of, label, how):
    chosen = choose(of)
    assert (chosen.label, chosen.how) == (label, how)
    assert chosen.id == (label if how != "none" else None)


def test_printed_points_of_blocks_tell_it_where_the_lines_have_none():
    of = form({"产出指标": 60, "效益指标": 20}, 20, columns=HUBEI)
    bare = evolve(of, indicators=tuple(evolve(line, weight=None) for line in of.indicators))
    heads = {"预算执行情况": 20, "年度绩效目标": 80, "产出指标": 60, "效益指标": 20}
    blocks = tuple(PrintedBlock(name, Number.of(points)) for name, points in heads.items())
    assert choose(evolve(bare, blocks=blocks)).label == "hubei-project-2020"
    other = tuple(evolve(each, points=Number.of(40)) if each.name == "年度绩效目标" else each for each in blocks)
    assert choose(evolve(bare, blocks=other)).how == "none"


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("反向指标得分=权重*A/B", "mof-2020"),  # what it reckons by, silent as it is
        ("反向指标得分=权重*(1-(B-A)/A)", "—"),
        ("完成值低于指标值60%的，该指标不得分", "—"),
        ("定性指标按100-80%(含80%)、80-50%(含50%)、50-0%计分", "—"),  # another edge than its own
        ("执行率=执行数/年初预算数", "—"),
        ("得分80分以上为优，70-80分为良，60-70分为中", "—"),
    ],
)
def test_a_note_that_says_otherwise_puts_a_rulebook_out(note, label):
    for text in (f"注：1.{note}", f"备注：{note}"):
        assert choose(evolve(form(NATIONAL, 10, columns=COLUMNS), notes=(text,))).label == label
    assert choose(evolve(form(NATIONAL, 10, columns=COLUMNS), notes=(note,))).label == "mof-2020"  # typed


def test_the_letters_in_headings_say_what_is_divided():
    lettered = tuple(
        {"全年预算数": "全年预算数（A）", "执行率": "执行率（B/A）"}.get(column, column) for column in COLUMNS
    )
    assert choose(form(NATIONAL, 10, year=2017, columns=lettered)).how == "none"  # 2016 divides by another


def test_a_note_that_agrees_comes_before_columns():
    own = 'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\nblocks = [{0}]\n'
    block = '{block = "budget", points = 10}, {block = "indicator", points = 90}'
    columns, notes = (rules(own.replace("{0}", block) + more) for more in ("", '[rules]\nreverse = "linear"\n'))
    of = evolve(form({"产出指标": 90}, 10, columns=("分值",)), notes=("1.得分=权重×(1-(B-A)/A)",))
    assert held(of, notes).rank > held(of, columns).rank
    assert [each.show() for each in held(of, notes).against] == []
    (against,) = held(of, rules(own.replace("{0}", block) + '[rules]\nreverse = "ratio"\n')).against
    assert against.template.startswith("the form prints otherwise")


def test_where_nothing_speaks_for_a_rulebook_none_is_chosen():
    unread = Form("project", year=2023, unread=("第3行",))
    assert any(not each.against and not each.speaks_for for each in trials_of(unread))
    assert (choose(unread).how, choose(unread).id) == ("none", None)


def test_of_a_form_whose_points_were_not_read_columns_alone_leave_a_tie():
    unread = Form("project", year=2023, columns=COLUMNS, unread=("第3行",))
    assert choose(unread).how == "tied"


def test_what_the_user_names_wins():
    named = choose(form(NATIONAL, 10, rulebook="sichuan-2023"), rulebook("mof-2016"))
    assert (named.label, named.how) == ("mof-2016", "named")


@pytest.mark.parametrize("name", ["no-such", "../hongshan-2023", "", "洪山"])
def test_a_name_that_is_no_rulebook_is_told_with_its_line(name):
    of = form(NATIONAL, 10, rulebook=name)
    if not name:
        assert choose(of).how == "evidence"
        return
    with pytest.raises(InputError) as caught:
        choose(of)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place).rpartition(":")[2]) == ("I209", "1")


NOBODYS = (
    '[form]\nkind = "project"\n'
    '[[indicator]]\nname = "某指标"\ntarget = "≥4件"\nactual = "2件"\nweight = 50\nfiled = 25\n'
    '[[indicator]]\nname = "某数"\ntarget = "≤4件"\nactual = "5件"\nweight = 30\nfiled = 24\n'
    '[[indicator]]\nname = "某项"\ntarget = "=4件"\nactual = "4件"\nweight = 20\nfiled = 20\n'
)


def test_where_no_rulebook_fits_the_form_alone_is_scored_and_each_rulebook_says_why_not():
    card = score(loads(NOBODYS))
    assert (card.choice.how, card.choice.id, card.choice.rivals) == ("none", None, ())
    assert card.of("i1").exact.value == 25  # 50 × 2 ÷ 4: all have the same formula
    assert card.of("i2").status == "judgement"  # 30 × 4 ÷ 5 here, 30 × (1 − 1 ÷ 4) there
    assert card.of("i3").exact.value == 20  # met
    assert all(trial.against for trial in trials_of(card.form))


def test_a_row_of_funds_without_points_is_information_whatever_points_a_rulebook_has():
    text = NOBODYS + "[budget]\nbudget = 100\nspent = 50\n"
    card = score(loads(text))
    assert (card.of("budget").counted, card.rule.high) == (False, 100 - 25)
    scored = score(loads(text + "filed = 5\n"))
    assert scored.of("budget").counted
    assert scored.of("budget").weight.value is None or scored.of("budget").weight.value == 0
    assert scored.rule.high <= 100


def test_the_points_that_a_form_prints_for_its_funds_count():
    of = loads(NOBODYS.replace("weight = 50", "weight = 40") + "[budget]\nbudget = 100\nspent = 50\nfiled = 5\n")
    printed = evolve(of, blocks=(PrintedBlock("预算执行情况（万元）", Number.of(10)),))
    assert score(printed).of("budget").exact.value == 5
    assert score(of).of("budget").weight.value is None
    whole = evolve(of, blocks=(PrintedBlock("合计", Number.of(100)),))
    assert score(whole).of("budget").weight.value == 10


@pytest.mark.parametrize("words", [{"level1": "加分项"}, {"level2": "扣分项（不超过5分）"}, {"name": "一票否决"}])
def test_rows_beside_the_points_are_shown_and_not_counted(words):
    of = loads(NOBODYS)
    row = evolve(of.indicators[0], id="i4", weight=Number.of(5), filed=Number.of(5), **words)
    card = score(evolve(of, indicators=(*of.indicators, row)))
    assert (card.of("i4").counted, card.of("i4").status, card.weight.value) == (False, "judgement", 100)
    assert card.rule == score(of).rule


def test_every_rulebook_of_the_kind_is_tried_and_the_best_stand_first():
    trials = trials_of(form(NATIONAL, 10, columns=COLUMNS))
    assert trials[0].rulebook.id == "mof-2020"
    assert [bool(each.against) for each in trials] == sorted(bool(each.against) for each in trials)
    assert all(each.speaks_for or each.against for each in trials)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_rulebooks_that_are_left_out_unread_would_have_been_out(path: Path) -> None:
    form = evolve(load(path)[0], rulebook=None)
    fitting = [each for each in trials_of(form) if each.speaks_for and not each.against]
    best = {each.rulebook.id for each in fitting if each.rank == fitting[0].rank}
    chosen = choose(form)
    assert {chosen.rulebook.id, *(book.id for book in chosen.rivals)} == best


@pytest.mark.parametrize(
    "word", ["本单位", "我校", "本街道", "我局", "本项目", "本年度", "我县", "本中心", "我院", "本公司"]
)
def test_what_a_unit_says_of_itself_is_no_clause_of_the_form(word):
    note = "1.{}执行率=执行数/年初预算数"
    assert clauses([note.format(word)]) == ()
    assert [(each.about, each.says) for each in clauses([note.format("各单位")])] == [("divisor", "initial")]


@pytest.mark.parametrize("name", names())
def test_the_text_of_a_rulebook_has_every_block_that_it_has_or_takes_over(name):
    """By it rulebooks are left out unread."""
    for rule in rulebook(name).forms:
        assert all(f'block = "{block.name}"' in _text(name) for block in rule.blocks)
        assert f'kind = "{rule.kind}"' in _text(name)


@pytest.mark.parametrize(("after", "seen"), [((), True), (("年初预算数", "500"), True), (("结论", "较好"), False)])
def test_a_note_without_the_first_of_them_speaks_where_it_stands_last(after, seen):
    """A row 2.… under the table whose 1.… is not there; what a column beside the scores holds stands nowhere."""
    rows = (Other(("2.评分等级：优≥99；99＞良≥90；90＞中≥70；差＜70。",)), *((Other(after),) if after else ()))
    of = evolve(form(NATIONAL, 10, columns=COLUMNS), others=rows)
    assert (choose(of).how == "none") is seen
    assert [edge for _, edge in score(of).rulebook.grades][:3] == ([99, 90, 70] if seen else [90, 80, 60])
