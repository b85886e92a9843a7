"""What real rules say: each wish of the how-to's table is expressible, scored here, or refused with its reason."""

from __future__ import annotations

import re
from fractions import Fraction as F
from pathlib import Path

import pytest
from own import BLOCKS, HEAD, own

from indicators import loads
from indicators.reading.problems import InputError
from scoring import score
from scoring.audit import audit
from scoring.interval import Interval
from scoring.rulebook import Rulebook
from scoring.rulebook import loads as rules

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ("docs/how-to/add-your-province.md", "docs/zh/add-your-province.md")
_ROW = re.compile(r"^\| ([\d, ]+) \| (.+?) \| (.+) \|$", re.M)
SATISFIED = '[[steps]]\ncategory = "满意度指标"\nrows = [{at = "≥90%", share = 1}, {at = "≥80%", share = "8/10"}]\n'
LEVELS = """[bands]
level = [
  {name = "好", share = ["9/10", 1], words = ["好"], stands_for = "met"},
  {name = "较好", share = ["3/4", "9/10"], words = ["较好"], stands_for = "met"},
  {name = "一般", share = ["1/2", "3/4"], words = ["一般"], stands_for = "part"},
  {name = "差", share = [0, "1/2"], words = ["差"], stands_for = "unmet"},
]
"""
BANDS = '[bands]\nmet = ["4/5", 1]\npart = ["1/2", "4/5"]\nunmet = [0, "1/2"]\n'
# wish, its lines of TOML, category, target, completion, share of the points low and high, what a batch refuses
SCORED: list[tuple[int, str, str, str, str, F, F, str]] = [
    (4, '[rules]\npass_threshold = "3/5"\n', "产出指标", "≥100人", "59人", F(0), F(0), "rules.pass_threshold"),
    (4, '[rules]\npass_threshold = "3/5"\n', "产出指标", "≥100人", "60人", F(3, 5), F(3, 5), "rules.pass_threshold"),
    (9, LEVELS, "效益指标", "改善", "较好", F(3, 4), F(9, 10), "bands.level"),
    (11, SATISFIED, "满意度指标", "≥90%", "85%", F(8, 10), F(8, 10), "steps"),
    (11, SATISFIED, "满意度指标", "≥90%", "70%", F(0), F(0), "steps"),
    (21, '[rules]\nall_or_nothing = ["时效指标"]\n', "时效指标", "≥100人", "99人", F(0), F(0), "rules.all_or_nothing"),
    (21, '[rules]\nall_or_nothing = ["时效指标"]\n', "时效指标", "≥100人", "100人", F(1), F(1), "rules.all_or_nothing"),
    (22, '[rules]\nall_or_nothing = ["质量指标"]\n', "质量指标", "≤0起", "1起", F(0), F(0), "rules.all_or_nothing"),
]


def table(page: str) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for numbers, said, how in _ROW.findall((ROOT / page).read_text("utf-8")):
        found |= {int(each): (said, how) for each in numbers.split(",")}
    return found


def form(category: str = "产出指标", target: str = "≥100人", actual: str = "100人", spent: int = 100, weight: int = 90):
    line = f'level1 = "{category}"\nname = "某项"\ntarget = "{target}"\nactual = "{actual}"\nweight = {weight}\n'
    funds = f"[budget]\nweight = 10\nbudget = 100\nspent = {spent}\n"
    return loads(f'[form]\nkind = "project"\n{funds}[[indicator]]\n{line}')


@pytest.mark.parametrize("page", PAGES)
def test_every_wish_has_its_row_in_both_languages(page: str) -> None:
    assert sorted(table(page)) == list(range(1, 28))
    refused = "refused" if "how-to" in page else "不接受"
    assert [number for number, (_, how) in table(page).items() if refused in how] == [5, 6, 16, 17, 20, 26]
    for number, (_, how) in table(page).items():
        keys = re.findall(r"`([^`]+)`", how)
        other = re.findall(r"`([^`]+)`", table(PAGES[page == PAGES[0]])[number][1])
        assert sorted(keys) == sorted(other)


@pytest.mark.parametrize(("wish", "text", "category", "target", "actual", "low", "high", "refused"), SCORED)
def test_a_line_is_scored_by_it_and_a_batch_refuses_it_by_name(
    wish: int, text: str, category: str, target: str, actual: str, low: F, high: F, refused: str
) -> None:
    book = own(text)
    assert wish in table(PAGES[0])
    assert score(form(category, target, actual), book).of("i1").exact == Interval(90 * low, 90 * high)
    pa = pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch import ColumnError, score_lines

    row = {
        "form": ["a"],
        "level1": [category],
        "target": [target],
        "actual": [actual],
        "weight": ["90"],
        "filed": ["0"],
    }
    with pytest.raises(ColumnError, match=re.escape(refused)):
        score_lines(pa.table(row), book)


@pytest.mark.parametrize(
    "text",
    [
        "", '[rules]\nreverse = "linear"\n', '[rules]\nexact_above = "symmetric"\n', BANDS,
        '[limits]\nline_weight = "3/10"\n', '[required]\nleast = {"产出指标" = 3}\n', 'valid = {from = 2021}\n',
        'region = "某省"\n',
        '[[unsaid]]\ntext = "超额30%以上的酌情扣分"\ntouches = "over"\n',
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("target", "actual"), [("≥100人", "77人"), ("≤4起", "5起"), ("=10个", "12个"), ("改善", "改善")]
)
def test_what_a_batch_takes_it_scores_as_a_form_is(text: str, target: str, actual: str) -> None:
    pa = pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch import score_lines

    book = own(text) if text.startswith("[") or not text else own("", HEAD + text + BLOCKS)
    wanted = score(form("产出指标", target, actual), book).of("i1").shown
    row = {
        "form": ["a"],
        "level1": ["产出指标"],
        "target": [target],
        "actual": [actual],
        "weight": ["90"],
        "filed": ["0"],
    }
    (found,) = score_lines(pa.table(row), book).lines.to_pylist()
    assert (F(str(found["rule_low"])), F(str(found["rule_high"]))) == (wanted.low, wanted.high)


def test_a_total_is_capped_and_a_grade_asks_for_execution() -> None:
    caps = own('[[caps]]\nexecution_below = "4/5"\nat_most = 89\n')
    assert score(form(spent=70), caps).rule == Interval.point(F(89))  # of 97
    edges = '[grades]\nedges = [["优", 90], ["良", 80], ["中", 60], ["差", 0]]\n'
    needs = edges + 'needs = [{grade = "优", execution = "9/10"}]\n'
    card = score(form(spent=80), own(needs))
    assert card.grade(card.exact) == "良"


def test_what_stands_in_the_file_alone_is_found_by_the_checks() -> None:
    least = own('[required]\nleast = {"产出指标" = 3}\n[limits]\nline_weight = "3/10"\n')
    assert {"F001", "W104"} <= {each.code for each in audit(score(form(), least))}


def test_blocks_of_its_own_free_parts_and_five_grades() -> None:
    text = """[[form]]
kind = "department"
blocks = [{block = "budget", points = 10}, {block = "inputs", headings = ["投入"], points = 15},
          {block = "output", points = 75, parts = [{block = "satisfaction", free = true}]}]
[grades]
edges = [["优", 90], ["良", 80], ["中", 70], ["低", 60], ["差", 0]]
"""
    book: Rulebook = rules(HEAD + text, "own.toml")
    rule = book.form("department")
    assert rule is not None
    assert [block.heading for block in rule.blocks] == ["预算执行情况", "投入", "产出指标"]
    assert [part.points for part in rule.blocks[2].parts] == [None]
    assert [name for name, _ in book.grades] == ["优", "良", "中", "低", "差"]


@pytest.mark.parametrize(
    "text",
    [
        '[rounding]\nmode = "half-even"\n',  # 17
        '[limits]\nover_effect = "compute"\n',  # 8: nothing reckons a deduction
        '[rules]\npositive = "uncapped"\n',  # 6
    ],
)
def test_what_is_refused_is_told_with_its_place(text: str) -> None:
    with pytest.raises(InputError) as caught:
        own(text)
    assert all(each.place.spot.isdigit() for each in caught.value.problems)


def test_a_bond_is_no_kind_of_form() -> None:
    with pytest.raises(InputError):
        rules(HEAD + '[[form]]\nkind = "bond"\nblocks = [{block = "budget", points = 10}]\n', "own.toml")  # 20


def test_a_batch_rounds_to_two_places_and_refuses_others_by_name() -> None:
    pa = pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch import ColumnError, score_lines

    row = {"form": ["a"], "target": ["≥3人"], "actual": ["1人"], "weight": ["10"], "filed": ["0"]}
    with pytest.raises(ColumnError, match="two places"):
        score_lines(pa.table(row), own("[rounding]\nplaces = 1\n"))
