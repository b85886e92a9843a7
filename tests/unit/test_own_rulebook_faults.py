"""What ``score rulebooks check`` and ``new`` tell of a file of one's own: every fault, each at its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators import InputError
from indicators.messages import translate
from scoring.blocks import Basis
from scoring.jobs import rulebooks
from scoring.rulebook import FOLDER, loads, names, rulebook
from scoring.rulebook_new import begun

HEAD = 'id = "own"\ntitle = "T"\nyear = 2023\n'
FULL = HEAD + 'status = "verified"\nsource = "s"\n'
BLOCKS = '[[form]]\nkind = "project"\nblocks = [{block = "budget", points = 10}, {block = "indicator", points = 90}]\n'


def faults(folder: Path, text: str, name: str = "own.toml") -> list[tuple[str, str]]:
    (folder / name).write_text(text, "utf-8")
    try:
        rulebook(str(folder / name))
    except InputError as error:
        return [(each.place.spot, each.message.show("zh")) for each in error.problems]
    return []


def test_three_lines_are_a_rulebook(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(HEAD + 'extends = "mof-2020"\n[budget]\ndivides_by = "initial"\n', "utf-8")
    book, above = rulebook(str(path)), rulebook("mof-2020")
    assert (book.divides_by, book.own) == ("initial", Basis("T", above.status))
    assert book.unverified("budget")
    path.write_text(FULL + 'extends = "mof-2020"\n[budget]\ndivides_by = "initial"\n', "utf-8")
    rulebook.cache_clear()
    assert (rulebook(str(path)).own.source, rulebook(str(path)).own.url) == ("s", "")


@pytest.mark.parametrize("extends", ['"no-such"', '"gone.toml"', "7", '"own.toml"'])
def test_the_check_goes_on_behind_a_wrong_extends(tmp_path: Path, extends: str) -> None:
    told = faults(tmp_path, HEAD + f'extends = {extends}\n[grades]\nedges = [["优", 80], ["良", 90]]\n')
    assert [spot for spot, _ in told] == ["4", "6"]
    assert not any("缺少" in message for _, message in told)  # it may take these over


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_chain_that_comes_back_is_told_once(tmp_path: Path, length: int) -> None:
    for at in range(length):
        text = FULL + f'extends = "r{(at + 1) % length}.toml"\n'
        (tmp_path / f"r{at}.toml").write_text(text, "utf-8")
    ((spot, message),) = faults(tmp_path, (tmp_path / "r0.toml").read_text("utf-8"), "r0.toml")
    assert (spot, message.count("extends"), "r0.toml" in message) == ("6", 1, True)


def test_files_that_stand_together_extend_each_other(tmp_path: Path) -> None:
    """Each beside the one that names it, wherever the check is run."""
    (tmp_path / "a.toml").write_text(FULL + BLOCKS, "utf-8")
    (tmp_path / "b.toml").write_text(FULL + 'extends = "a.toml"\n', "utf-8")
    assert faults(tmp_path, FULL + 'extends = "b.toml"\n') == []


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ('[[caps]]\nexecution_below = "4/5"\nat_most = 120\n', ["11"]),
        ("[[caps]]\nexecution_below = 0\nat_most = 89\n", ["10"]),
        ('[[caps]]\nexecution_below = "4/5"\nat_most = 100\n', []),
        ('[[steps]]\ncategory = "满意度"\nrows = [{at = "≥80%", share = 1}, {at = "≥90%", share = "1/2"}]\n', ["11"]),
        ('[[steps]]\ncategory = "成本"\nrows = [{at = "≤5%", share = 1}, {at = "≤3%", share = "1/2"}]\n', ["11"]),
        ('[[steps]]\ncategory = "满意度"\nrows = [{at = "≥90%", share = 1}, {at = "≥80%", share = "1/2"}]\n', []),
        ('[[steps]]\ncategory = "满意度"\nrows = [{at = "≥90%", share = 1}, {at = "<90%", share = "1/2"}]\n', []),
    ],
)
def test_what_can_never_hold_is_told(tmp_path: Path, table: str, lines: list[str]) -> None:
    assert [spot for spot, _ in faults(tmp_path, FULL + BLOCKS + table)] == lines


def test_what_was_not_filled_in_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.toml"
    assert rulebooks.run(["new", "--from", "mof-2016", "-o", str(path)], "zh") == 0
    assert rulebooks.run(["new", "-o", str(path)], "zh") == 2
    assert rulebooks.run(["new", "-o", str(path), "--force"], "zh") == 0
    assert path.read_text("utf-8") == begun("mof-2020")
    assert rulebooks.run(["check", str(path)], "zh") == 2
    told = capsys.readouterr().err
    assert all(f"{path}:{line}:" in told for line in (5, 6, 11))
    path.write_text(begun("mof-2020").replace("请填写：", ""), "utf-8")
    rulebook.cache_clear()
    assert rulebooks.run(["check", str(path)], "zh") == 0


def level(name: str, share: str) -> str:
    return f'[[bands.level]]\nname = "{name}"\nshare = {share}\nwords = ["{name}"]\n'


@pytest.mark.parametrize(
    ("table", "spots"),
    [
        (level("优秀", "1") + level("良好", '"4/5"') + level("较差", '"3/10"'), ["9"]),  # once, at the first level
        (level("优秀", "[1, 1]") + level("良好", '["4/5", "4/5"]') + level("较差", '[0, "3/10"]'), ["9"]),
        (level("优秀", '["4/5", 1]') + level("差", "0"), ["9"]),  # a gap: 0 alone is a band
        (level("优秀", "[0, 1]"), []),
        (level("优秀", '["x", 1]') + level("差", '[0, "4/5"]'), ["11", "11"]),  # no gap is told beside it
        ('[[steps]]\ncategory = "预算执行率"\nrows = [{at = "≥95%", share = 1}]\n', ["10"]),
        ('[[steps]]\ncategory = "资金执行情况"\nrows = [{at = "≥95%", share = 1}]\n', ["10"]),
        ('[[steps]]\ncategory = "budget"\nrows = [{at = "≥95%", share = 1}]\n', ["10"]),
        ('[[steps]]\ncategory = "output"\nrows = [{at = "≥95%", share = 1}]\n', ["10"]),
        ('[[steps]]\ncategory = "时效指标"\nrows = [{at = "≥95%", share = 1}]\n', []),
        ('[rules]\nall_or_nothing = ["预算执行"]\n', ["10"]),
        ('[required]\ncategories = ["satisfaction"]\n', ["10"]),
        ("[required]\nleast = {output = 3}\n", ["10"]),
        ('[[unsaid]]\ntext = "酌情扣分"\ntouches = "benefit"\n', ["11"]),
        ('[[unsaid]]\ntext = "酌情扣分"\ntouches = "budget"\n', []),
    ],
)
def test_what_no_form_can_meet_is_told(tmp_path: Path, table: str, spots: list[str]) -> None:
    assert [spot for spot, _ in faults(tmp_path, FULL + BLOCKS + table)] == spots


@pytest.mark.parametrize(
    ("kind", "name", "wrong"),
    [("project", "预算执行", True), ("project", "预算执行率", True), ("department", "预算执行", False),
     ("project", "投入", False)],
)  # fmt: skip
def test_the_row_of_funds_by_another_name(tmp_path: Path, kind: str, name: str, *, wrong: bool) -> None:
    """A department's form may have a category of that name; a project's form without the row of funds has none."""
    blocks = f'{{block = "{name}", points = 10}}, {{block = "产出指标", points = 90}}'
    assert bool(faults(tmp_path, f'{FULL}[[form]]\nkind = "{kind}"\nblocks = [{blocks}]\n')) is wrong


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('[budget]\ndivides_by = "年初预算数"\n', "initial"),
        ('[rules]\nreverse = "线性"\n', "linear"),
        ('[required]\nreason = "逐行"\n', "line"),
        ('[rules]\nrevers = "linear"\n', "reverse"),
        ("[budget]\n来源 = 1\n", "source"),
        ('[consolidation]\nweights = "调整预算数"\n', "adjusted"),
    ],
)
def test_a_word_for_another_is_told_with_the_one_that_is_meant(tmp_path: Path, text: str, meant: str) -> None:
    ((_, message),) = faults(tmp_path, FULL + BLOCKS + text)
    assert f"是否应为 {meant}" in message


@pytest.mark.parametrize(
    "text", ["title = 某县\n", 'title = "某县\n', "年份：2024\n", "id = 1\nid = 2\n", "x = [1\n", "[a\n"]
)
def test_a_broken_file_is_told_in_the_readers_language(tmp_path: Path, text: str) -> None:
    ((_, message),) = faults(tmp_path, text)
    assert not any(word in message for word in ("Invalid", "Expected", "Illegal", "Cannot", "Unclosed", "missing"))


def test_grades_without_a_lowest_one_are_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.toml"
    for edges, pointed in (('["优", 90], ["中", 70]', True), ('["优", 90], ["差", 0]', False)):
        path.write_text(f"{FULL}{BLOCKS}[grades]\nedges = [{edges}]\n", "utf-8")
        rulebook.cache_clear()
        assert rulebooks.run(["check", str(path)], "zh") == 0
        assert ("70 分以下" in capsys.readouterr().out) is pointed


@pytest.mark.parametrize("name", names())
def test_a_new_file_is_in_the_words_of_who_fills_it_in(name: str) -> None:
    """Sources in Chinese where there is Chinese for them; no comment of the shipped file; it reads back the same."""
    new = begun(name)
    shipped = FOLDER.joinpath(f"{name}.toml").read_text("utf-8")
    assert [remark for remark in re.findall(r"[ \t]#.*$", shipped, re.M) if remark in new] == []
    assert [source for source in re.findall(r'^source = "(.*)"', new, re.M) if translate(source, "zh") != source] == []
    assert loads(new, "new.toml").stated == rulebook(name).stated


def test_list_and_show_are_words_for_what_the_bare_names_do(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for words in (["list"], [], ["show", "mof-2020"], ["mof-2020"]):
        assert rulebooks.run(words, "zh") == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2] == said[3]
    assert [rulebooks.run(words, "zh") for words in (["show"], ["list", "x"], ["show", "no-such"])] == [2, 2, 2]
