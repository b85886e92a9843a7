"""The TOML reader: every problem with its code and line, cells kept as written, places that point at the right line."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from counting import count_calls
from tiers import scaled

from indicators import InputError, Number, load, loads
from indicators.reading.files import MAX_TEXT
from indicators.reading.load import read
from indicators.reading.toml_form import read_form
from scoring.choice import choose

HEAD = '[form]\nkind = "project"\n'  # lines 1 and 2
LINE = HEAD + '[[indicator]]\nname = "a"\n'  # lines 3 and 4
GOAL = '[goal]\nactual = "100%"\n'
BUDGET = HEAD + "[budget]\nbudget = 5\n"


def problems(text: str) -> str:
    """The code and the line of every problem, in the order in which they are told."""
    form, found = read_form(text, "form.toml")
    assert (form is None) == bool(found)
    assert {each.place.file for each in found} <= {"form.toml"}
    return " ".join(f"{each.code}:{each.place.spot}" for each in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "[[indicator]\n", "I104:3"), (HEAD + "kind = 1\n", "I104:3"), (HEAD + "x = \n" + GOAL, "I104:3"),
        (HEAD + 'project = "a\n' + GOAL, "I104:3"), (HEAD + 'project = """a\nb', "I104:4"),
        (HEAD + GOAL + "[form]\n", "I104:5"),
        (HEAD + "x = " + "[" * 40 + "]" * 40, "I105:3"), (HEAD + "x = " + "{a = " * 40 + "1" + "}" * 40, "I105:3"),
        (HEAD + "\nx" + ".x" * 40 + " = 1", "I105:4"), (HEAD + GOAL + "[x" + ".x" * 40 + "]", "I105:5"),
        (LINE + "colour = 1\n", "I201:5"), (HEAD + GOAL + 'level1 = "a"\n', "I201:5"),
        ("colour = 1\n" + HEAD + GOAL, "I201:1"), (HEAD + "[colour]\nred = 1\n" + GOAL, "I201:3"),
        (HEAD + GOAL + "[[colour]]\n[[colour]]\n", "I201:5"), (HEAD + GOAL + "\n[colour.red]\nlight = 1\n", "I201:6"),
        (HEAD + '"colour\\u0021" = 1\n' + GOAL, "I201:3"),
        ("", "I202:1"), ("# nothing\n", "I202:1"), ("[form]\nyear = 2023\n" + GOAL, "I202:1"),
        (HEAD + "[[indicator]]\nweight = 5\n", "I202:3"), (LINE + '[[accept]]\nline = "i1"\n', "I202:5 I202:5"),
        (BUDGET + "\n[[budget.source]]\nbudget = 5\n", "I202:6"), (LINE + 'steps = [{at = "≥1"}]\n', "I202:5"),
        (LINE + "weight = true\n", "I203:5"), (LINE + "weight = [5]\n", "I203:5"), (LINE + "target = true\n", "I203:5"),
        (LINE + "filed = 2023-12-31\n", "I203:5"), (LINE + "target = {a = 1}\n", "I203:5"),
        (LINE + 'sub = "yes"\n', "I203:5"), (LINE + "steps = [\n  5,\n]\n", "I203:6"),
        ("goal = 5\n" + HEAD, "I203:1"), ("indicator = {}\n" + HEAD, "I203:1"),
        (LINE + 'weight = "ten"\n', "I204:5"), (LINE + "weight = nan\n", "I204:5"), (LINE + "filed = -inf\n", "I204:5"),
        (LINE + "filed = 1e99\n", "I204:5"), (LINE + f"filed = 0.{'1' * 41}\n", "I204:5"),
        (LINE + f"filed = 1{'0' * 42}\n", "I204:5"), (LINE + f"actual = {'9' * 200}\n", "I204:5"),
        (LINE + 'target = "≥1e999999999"\n', "I204:5"), (LINE + "rate = 1.01\n", "I204:5"),
        (HEAD + "year = 1948\n" + GOAL, "I204:3"), (HEAD + "year = 2023.5\n" + GOAL, "I204:3"),
        (HEAD + '[budget]\nbudget = "≥5"\nspent = "5人"\ninitial = "much"\n', "I204:4 I204:5 I204:6"),
        (LINE + "weight = -1\n", "I205:5"), (BUDGET + "weight = -0.01\n", "I205:5"),
        (LINE + 'steps = [{at = "≥1", points = -1}]\n', "I205:5"),
        (LINE + 'target = "≥95%，≤90%"\n', "I206:5"), (LINE + 'target = "20-10人"\n', "I206:5"),
        (LINE + '指标名称 = "b"\n', "I207:5"), (HEAD + GOAL + '[绩效总目标]\nactual = "1%"\n', "I207:5"),
        ('[form]\nkind = "agency"\n' + GOAL, "I208:2"), (HEAD + 'weights = "guessed"\n' + GOAL, "I208:3"),
        (LINE + 'kind = "upward"\n', "I208:5"), (LINE + 'level = "很好"\n', "I208:5"),
        (LINE + 'aggregate = "max"\n', "I208:5"), (BUDGET + 'money_unit = "人"\n', "I208:5"),
        (HEAD, "I210:2"), (HEAD + '[[group]]\nname = "g"\n', "I210:2"),
        (HEAD + 'yaer = "soon"\nyear = "soon"\n[budget]\nweight = -20\nbudget = "much"\n[[indicator]]\n'
         'target = "≥2，≤1"\nweight = true\n[[indicator]]\nweight = 5\n[[group]]\n[[group.indicator]]\nname = "a"\n'
         '指标名称 = "b"\nlevel = "很好"\n',
         "I201:3 I204:4 I205:6 I204:7 I206:9 I203:10 I202:11 I207:16 I208:17"),
    ],
)  # fmt: skip
def test_every_problem_is_told_with_its_code_and_line(text, told):
    assert problems(text) == told


def test_problems_are_raised_all_together():
    with pytest.raises(InputError) as raised:
        loads(LINE + "weight = -1\nfiled = true\n", "form.toml")
    assert [(each.code, str(each.place)) for each in raised.value.problems] == [
        ("I205", "form.toml:5"), ("I203", "form.toml:6"),
    ]  # fmt: skip


def test_an_unknown_rulebook_is_told_at_its_line():
    form = loads('# none\nrulebook = "atlantis"\n' + HEAD + GOAL, "form.toml")
    with pytest.raises(InputError) as raised:
        choose(form)
    assert [(each.code, str(each.place)) for each in raised.value.problems] == [("I209", "form.toml:2")]


@pytest.mark.parametrize(
    ("name", "told"),
    [("none.toml", ["I101:"]), ("no\0name.toml", ["I101:"]), ("gbk.toml", ["I102:4"]), ("large.toml", ["I103:1"]),
     ("full.toml", []), ("empty", ["I106:"]), ("good.toml/form.toml", ["I107:"])],
)  # fmt: skip
def test_files_that_cannot_be_read_are_told(tmp_path, name, told):
    (tmp_path / "good.toml").write_text(HEAD + GOAL, "utf-8")
    (tmp_path / "gbk.toml").write_bytes((HEAD + '[goal]\nactual = "达成"\n').encode("gbk"))
    (tmp_path / "large.toml").write_bytes(b"#" * (MAX_TEXT + 1))
    (tmp_path / "full.toml").write_bytes((HEAD + GOAL).encode().ljust(MAX_TEXT, b"#"))
    (tmp_path / "empty").mkdir()
    loaded = read(tmp_path / name)
    assert [f"{each.code}:{each.place.spot}" for each in loaded.problems] == told
    assert {each.place.file for each in loaded.problems} <= {str(tmp_path / name)}
    assert len(loaded.forms) == (not told)


@pytest.mark.parametrize("length", [300, 5000])
def test_a_name_too_long_for_the_system_is_a_problem_and_no_crash(tmp_path, length):
    (found,) = read(tmp_path / f"{'x' * length}.toml").problems
    assert found.code in ("I101", "I107")


def test_a_folder_is_read_in_natural_order_and_one_broken_file_stops_nothing(tmp_path):
    for name in ("10-c", "2-b", "1-a"):
        (tmp_path / f"{name}.toml").write_text(HEAD + f'project = "{name}"\n' + GOAL, "utf-8")
    (tmp_path / "3-broken.toml").write_text("[form", "utf-8")
    (tmp_path / ".hidden.toml").write_text("[form", "utf-8")
    loaded = read(tmp_path)
    assert [form.project for form in loaded.forms] == ["1-a", "2-b", "10-c"]
    assert [(each.code, each.place.file) for each in loaded.problems] == [("I104", str(tmp_path / "3-broken.toml"))]
    with pytest.raises(InputError):
        load(tmp_path)
    assert [form.project for form in load(tmp_path / "10-c.toml", tmp_path / "1-a.toml")] == ["10-c", "1-a"]


ENGLISH = """\
rulebook = "hongshan-2023"
[form]
kind = "project"
project = "p"
department = "d"
unit = "u"
year = 2023
printed_total = 88.00
deviation_reason = "r"
improvement = "m"
[budget]
weight = 20
budget = 7532.21
spent = 4809.87
printed_rate = "64%"
money_unit = "万元"
filed = 12.77
[goal]
actual = "100%"
[[indicator]]
level1 = "产出指标"
level2 = "数量指标"
name = "n"
target = "≥3场"
[[group]]
name = "g"
[[group.indicator]]
name = "o"
"""
ALIASES = {
    "rulebook": "规则", "form": "表", "kind": "类型", "project": "项目名称", "department": "主管部门",
    "unit": "实施单位", "year": "年度", "printed_total": "总分", "weight": "权重", "budget": "预算数",
    "spent": "执行数", "printed_rate": "执行率", "money_unit": "金额单位", "filed": "自评得分", "goal": "绩效总目标",
    "group": "年度目标", "indicator": "指标", "level1": "一级指标", "level2": "二级指标", "name": "指标名称",
    "target": "年初目标值", "actual": "实际完成值", "deviation_reason": "偏差原因", "improvement": "改进措施",
}  # fmt: skip


def in_chinese(text: str, quote: str) -> str:
    """The same form under Chinese keys."""
    rows = []
    for row in text.splitlines():
        key, equals, value = row.partition(" = ")
        named = ".".join(f"{quote}{ALIASES[part]}{quote}" for part in key.strip("[]").split("."))
        rows.append(key.replace(key.strip("[]"), named) + equals + value)
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_chinese_keys_quoted_or_not_are_the_english_ones(quote):
    english, chinese = loads(ENGLISH, "f"), loads(in_chinese(ENGLISH, quote), "f")
    assert chinese == english
    assert chinese.places == english.places
    pairs = zip(english.lines(), chinese.lines(), strict=True)
    assert all((one.place, one.places) == (other.place, other.places) for one, other in pairs)


def test_inline_tables_and_dotted_keys_are_the_same_form():
    spread = HEAD + '[goal]\nactual = "99%"\n[[indicator]]\nname = "a"\nweight = 5\n'
    short = '表.类型 = "project"\n绩效总目标.实际完成值 = "99%"\nindicator = [{name = "a", weight = 5}]\n'
    assert loads(short) == loads(spread)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("5", "5"), ("-5", "-5"), ("12.50", "12.50"), ("0.10", "0.10"), ("1e3", "1e3"), ("2023-12-31", "2023-12-31"),
        ('"≥ 3,000 人"', "≥ 3,000 人"), ("'＞＝９０％'", "＞＝９０％"), ('" 64 "', " 64 "), ('""', ""),
        ('"""\n≥3\n场"""', "≥3\n场"), ("'''a\\n'b''c'''", "a\\n'b''c"), ('"\\u2265 3"', "≥ 3"),
        ('"""a\\\n   b"""', "ab"),
    ],
)  # fmt: skip
def test_a_cell_keeps_what_is_written(written, kept):
    line = loads(LINE + f"target = {written}\nactual = {written}\n").indicators[0]
    assert (line.target, line.actual) == (kept, kept)


@pytest.mark.parametrize("written", ["20", "20.0", "2e1", '"20"', '"20.00"', '"２０"', '" 20 "', '"二十"'])
def test_points_may_be_a_number_or_text_and_are_exact(written):
    line = loads(LINE + f'weight = {written}\nfiled = 0.1\nrate = ""\n').indicators[0]
    assert line.weight == Number(written.strip('"'), F(20))
    assert (line.filed, line.rate) == (Number("0.1", F(1, 10)), None)


def test_lines_have_their_ids_in_printed_order():
    groups = ("[[group]]\n" + "[[group.indicator]]\nname = 'o'\n" * 2) * 2
    form = loads(BUDGET + GOAL + "[[indicator]]\nname = 'a'\n" * 2 + groups)
    assert [line.id for line in form.lines()] == ["budget", "goal", "i1", "i2", "g1.i1", "g1.i2", "g2.i1", "g2.i2"]
    assert [line.group for line in form.lines()][4:] == ["年度目标1"] * 2 + ["年度目标2"] * 2


PLACED = """\
# a comment
[form]
kind = "project" # kind
improvement = \"\"\"
[[indicator]]
name = "not a line"
\"\"\"

[goal]
actual = "100%"

[[indicator]]   # the first
name = "a"
steps = [
  {at = "≥2", points = 2},
]
target = '''
≥3场'''
actual = "[[indicator]]"
[[group]]
[[group.indicator]]
name = "b"
[[group.indicator]]
"name" = "c"
[[group]]
[[group.indicator]]
target = "≥1"
"""


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_point_at_the_right_line(tmp_path, end, bom):
    path = tmp_path / "form.toml"
    path.write_bytes(bom + PLACED.replace("\n", end).encode())
    (form,) = load(path)
    placed = " ".join(f"{line.id}:{line.place.spot}" for line in form.lines())
    assert placed == "goal:9 i1:12 g1.i1:21 g1.i2:23 g2.i1:26"
    first = form.indicators[0]
    assert [first.at(key).spot for key in ("name", "steps", "target", "actual")] == ["13", "14", "17", "19"]
    assert first.at("filed") == first.place
    assert [group.place.spot for group in form.groups] == ["20", "25"]
    assert [line.at("name").spot for line in form.lines()][2:] == ["22", "24", "26"]
    assert (form.at("kind").spot, form.at("improvement").spot) == ("3", "4")
    assert {line.place.file for line in form.lines()} == {str(path)}
    assert first.target == "≥3场"


def test_line_ends_change_nothing_that_is_read():
    assert loads(ENGLISH.replace("\n", "\r\n")) == loads(ENGLISH)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = " + "[" * 500_000, "I105"), ("a = " + "{a = " * 200_000, "I105"), ("a" + ".a" * 400_000 + "=1", "I105"),
        ("[" + "a." * 400_000 + "a]", "I105"), ("a = " + "9" * 1_000_000, "I204"),
        ("a = 0." + "9" * 1_000_000, "I204"), ("a = 1e" + "9" * 1_000_000, "I204"),
        (HEAD + '[goal]\nweight = "' + "9" * 1_000_000 + '"', "I204"),
        (HEAD + '[goal]\nweight = "' + "一" * 300_000 + '"', "I204"),
        (HEAD + '[goal]\nweight = "9' + " " * 100_000 + '9x"', "I204"),
        (HEAD + "[goal]\n" + "printed_total" * 75_000 + " = 1\n", "I201"), ("#\n" * 200_000, "I202"),
        ('"' * 1_000_000, "I104"), ("=" * 1_000_000, "I104"), ('["' * 300_000, "I104"),
        ("a = '''\n" + "x\n" * scaled(100_000), "I104"), ("a = [" + "[1]," * scaled(100_000), "I104"),
    ],
    ids=lambda value: value if len(value) == 4 else ascii(value[:24]),
)  # fmt: skip
def test_hostile_texts_are_refused_quickly(text, code):
    found, calls = count_calls(problems, text)
    assert found.startswith(code)
    assert calls <= 5_000 + 25 * len(text)


@pytest.mark.parametrize(
    "cell",
    ["x" + " " * 24_000 + "y", "9" * 1_000_000, "1," * 400_000, "1 " * 24_000 + "人", "≥" * 300_000, "每" * 199,
     "≥" + "1≥" * 99, "1" + "~-" * 99, "完成" * 99 + "1"],
    ids=lambda cell: f"{cell[:3]!a}-{len(cell)}",
)  # fmt: skip
def test_hostile_cells_are_read_quickly(cell):
    form, calls = count_calls(loads, HEAD + f'[goal]\ntarget = "{cell}"\n')
    assert form.goal.target == cell
    assert calls <= 20_000 + 8 * len(cell)
