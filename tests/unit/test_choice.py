"""Which rulebook a form follows: its blocks, then its columns, its year, and what is verified; ties are told."""

from __future__ import annotations

import pytest

from indicators import Form, InputError, loads
from scoring import score
from scoring.audit import audit
from scoring.choice import choose
from scoring.rulebook import rulebook

NATIONAL = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def form(blocks: dict[str, int], budget: int, year: int | None = 2023, goal: int = 0, reason: str = "", **head) -> Form:
    more = "".join(f'{key} = "{value}"\n' for key, value in head.items())
    text = f'{more}[form]\nkind = "project"\n' + (f"year = {year}\n" if year else "")
    text += f"[budget]\nweight = {budget}\nbudget = 100\nspent = 50\nfiled = {budget // 2}\n"
    text += f'[goal]\nweight = {goal}\ntarget = "完成"\nactual = "100%"\nfiled = {goal}\n' if goal else ""
    for level1, points in blocks.items():
        text += f'[[indicator]]\nlevel1 = "{level1}"\nname = "某指标"\ntarget = "≥4件"\nactual = "2件"\n'
        text += f'weight = {points}\nfiled = {points // 2}\nreason = "{reason}"\n'
    return loads(text)


@pytest.mark.parametrize(
    ("of", "label", "how"),
    [
        (form({"产出指标": 30, "效益指标": 30}, 20, goal=20), "hongshan-2023", "blocks"),
        (form(NATIONAL, 10, reason="因天气"), "mof-2020", "blocks"),  # reasons on lines: its column
        (form(NATIONAL, 10), "mof-2016", "blocks"),  # no such column
        # columns come before the year, and of these two neither has a year for it
        (form(NATIONAL, 10, year=2017, reason="因天气"), "mof-2020 / system-d1-guangxi", "tied"),
        (form({"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}, 10, reason="因天气"),
         "mof-2021-cost", "blocks"),
        (form({"产出指标": 90}, 10), "sichuan-2023", "blocks"),
        (form({"产出指标": 90}, 10, reason="因天气"), "system-d1", "blocks"),
        (form({"决策": 10, "管理": 15, "产出": 30, "效益": 35}, 10), "yinchuan-2021", "blocks"),
        (form(NATIONAL, 10, rulebook="sichuan-2023"), "sichuan-2023", "named"),
    ],
)  # fmt: skip
def test_the_form_tells_its_rulebook(of, label, how):
    chosen = choose(of)
    assert (chosen.label, chosen.how) == (label, how)


def test_what_the_user_names_wins():
    named = choose(form(NATIONAL, 10, rulebook="sichuan-2023"), rulebook("mof-2016"))
    assert (named.label, named.how) == ("mof-2016", "named")


@pytest.mark.parametrize("name", ["no-such", "../hongshan-2023", "", "洪山"])
def test_a_name_that_is_no_rulebook_is_told_with_its_line(name):
    of = form(NATIONAL, 10, rulebook=name)
    if not name:
        assert choose(of).how == "blocks"
        return
    with pytest.raises(InputError) as caught:
        choose(of)
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place).rpartition(":")[2]) == ("I209", "1")


def test_where_no_rulebook_has_the_blocks_only_what_all_agree_on_is_scored():
    of = loads(
        '[form]\nkind = "project"\n[[indicator]]\nname = "某指标"\ntarget = "≥4件"\nactual = "2件"\nweight = 50\n'
        '[[indicator]]\nname = "某成本"\ntarget = "≤4件"\nactual = "5件"\nweight = 50\n'
    )
    card = score(of)
    assert (card.choice.how, len(card.choice.rivals) > 1) == ("none", True)
    assert card.of("i1").exact.value == 25  # 50 × 2 ÷ 4: all have the same formula
    assert card.of("i2").status == "judgement"  # 50 × 4 ÷ 5 here, 50 × (1 − 1 ÷ 4) there


@pytest.mark.parametrize(("quality", "label"), [(10, "mof-2020 / system-d1-guangxi"), (20, "mof-2020")])
def test_points_of_parts_tell_a_rulebook_and_ties_are_told(quality, label):
    """Before 2020 neither has a year that counts, so only the split of 产出 tells the two apart."""
    levels = {"数量指标": 30 - quality, "质量指标": quality, "时效指标": 10, "成本指标": 10}
    text = '[form]\nkind = "project"\nyear = 2018\n[budget]\nweight = 10\nbudget = 100\nspent = 50\n'
    rows = [("产出指标", level2, points) for level2, points in levels.items()]
    for level1, level2, points in [*rows, ("效益指标", "", 30), ("满意度指标", "", 10)]:
        text += f'[[indicator]]\nlevel1 = "{level1}"\nlevel2 = "{level2}"\nname = "某指标"\ntarget = "≤4件"\n'
        text += f'actual = "5件"\nweight = {points}\nreason = "因天气"\n'
    card = score(loads(text))
    assert card.choice.label == label
    assert {line.status for line in card.lines[1:]} == ({"judgement"} if "/" in label else {"scored"})


def test_a_finding_of_tied_rulebooks_is_as_mild_as_the_mildest_takes_it():
    """An error under the one that is second-hand, a warning under the one that is only remembered."""
    text = '[form]\nkind = "project"\nyear = 2018\n[budget]\nweight = 10\nbudget = 100\nspent = 50\nfiled = 5\n'
    for level1, points in NATIONAL.items():
        text += f'[[indicator]]\nlevel1 = "{level1}"\nname = "某指标"\ntarget = "≥4件"\nactual = "2件"\n'
        text += f'weight = {points}\nfiled = {points - 1}\nreason = "因天气"\n'
    of = loads(text)
    severities = [
        {each.severity for each in audit(score(of, book)) if each.code == "S302"}
        for book in ("mof-2020", "system-d1-guangxi", None)
    ]
    assert score(of).choice.how == "tied"
    assert severities == [{"warning"}, {"error"}, {"warning"}]
