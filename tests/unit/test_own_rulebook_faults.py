"""What ``score rulebooks check`` and ``new`` tell of a file of one's own: every fault, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators import InputError
from scoring.jobs import rulebooks
from scoring.rulebook import rulebook
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
    assert (book.divides_by, book.own) == ("initial", above.own)
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
