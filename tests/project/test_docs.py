"""The documents say what the program does: commands are run, Python blocks executed, TOML blocks read, links followed.

``UPDATE_GOLDEN=1`` writes the output of ``$ score`` commands into the documents.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest
from commands import command
from tiers import slow

from indicators import loads
from scoring import score
from scoring.rulebook import loads as loads_rulebook

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (f"{page.relative_to(ROOT)}:{number}", text)
        for page in PAGES
        for number, (kind, text) in enumerate(_BLOCK.findall(page.read_text("utf-8")))
        if kind == language
    ]


def printed(line: str, folder: Path = ROOT) -> str:
    """What ``score …`` prints, from the root of the project or another folder."""
    done = command(line.removeprefix("$ score").split(), folder, COLUMNS="")
    assert done.code in (0, 1), done.err
    return re.sub(r"(?<= )[0-9a-f]{12}\b", "…", done.out)  # hashes change with every word of a rulebook


def rerun(text: str) -> str:
    commands = re.findall(r"^\$ score.*$", text, re.M)
    return "".join(f"{command}\n{printed(command)}" for command in commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_shows(page: Path) -> None:
    text = page.read_text("utf-8")
    now = _BLOCK.sub(lambda block: f"```console\n{rerun(block[2])}```" if block[1] == "console" else block[0], text)
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(now, "utf-8")
    assert now == page.read_text("utf-8")


def wants_spark(name: str) -> bool:
    return "pyspark" in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[slow] if wants_spark(name) else [])
        for name in sorted({where.partition(":")[0] for where, _ in blocks("python")})
    ],
)
def test_python_blocks_run(name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """In order and in one namespace: a later block may go on from an earlier one."""
    if wants_spark(name):
        request.getfixturevalue("spark")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": name}
    for number, (kind, text) in enumerate(_BLOCK.findall((ROOT / name).read_text("utf-8"))):
        if kind == "python":
            exec(compile(text, f"{name}:{number}", "exec"), names)  # no file's name: Hypothesis would read its lines


@pytest.mark.parametrize(("where", "text"), blocks("toml"), ids=lambda value: value if ".md:" in value else "")
def test_toml_blocks_are_read(where: str, text: str) -> None:
    if "[[form]]" in text:
        assert loads_rulebook(text, where).forms
    elif "[form]" in text or "[表]" in text:
        assert score(loads(text, where)).lines
    else:
        assert tomllib.loads(text)


def test_add_your_province_runs_as_it_is_written(tmp_path: Path) -> None:
    """The page's rulebook, and a form beside it, through each command that the page names."""
    page = (ROOT / "docs" / "how-to" / "add-your-province.md").read_text("utf-8")
    (book,) = (text for kind, text in _BLOCK.findall(page) if kind == "toml")
    form = '[form]\nkind = "project"\n[[indicator]]\nname = "出动车辆数"\ntarget = "≤4辆"\nactual = "5辆"\nweight = 8\n'
    (tmp_path / "form.toml").write_text(form, "utf-8")
    begin, *commands = re.findall(r"`score ((?:rulebooks|form)[^`]*)`", page)
    printed(f"$ score {begin}", tmp_path)
    assert (tmp_path / "example-2024.toml").read_text("utf-8").count("请填写") > 2
    (tmp_path / "example-2024.toml").write_text(book, "utf-8")
    runs = [printed(f"$ score {command}", tmp_path) for command in commands]
    assert len(runs) == 4
    assert "示例省项目支出绩效自评表" in runs[0]
    assert "example-2024" in runs[1]
    assert re.search(r"^i1 .* 6\.40 .* 6\.00 +-0\.40$", runs[2], re.M)  # by ratio here, linear there
    assert "mof-2020" in runs[3]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in _LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert missing == []


def test_both_readmes_give_the_same_two_commands() -> None:
    found = [_BLOCK.findall((ROOT / name).read_text("utf-8")) for name in ("README.md", "README.zh-CN.md")]
    commands = [[text for kind, text in page if kind == "sh"] for page in found]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 1
    assert commands[0][0].count("\n") == 2


@pytest.mark.parametrize(("page", "example"), [("how-to/fill", "new-form"), ("zh/fill", "new-form")])
def test_the_form_on_the_page_is_the_example(page: str, example: str) -> None:
    (text,) = (text for kind, text in _BLOCK.findall((ROOT / f"docs/{page}.md").read_text("utf-8")) if kind == "toml")
    assert loads(text) == loads((ROOT / f"examples/tutorial/{example}.toml").read_text("utf-8"))


def test_findings_pages_are_those_of_the_docstrings() -> None:
    kept = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "findings").glob("*.md")}
    assert kept == importlib.import_module("findings").pages()


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="argparse lays out its help otherwise in each version")
def test_reference_pages_are_those_of_the_program() -> None:
    made = importlib.import_module("reference").pages()
    assert {name: (ROOT / "docs" / name).read_text("utf-8") for name in made} == made
    assert {path.name for path in (ROOT / "docs" / "reference").iterdir()} == {Path(each).name for each in made}


def test_every_public_name_has_its_entry() -> None:
    text = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8")
    for module in ("indicators", "scoring", "scoring.batch", "scoring.consolidate"):
        names = importlib.import_module(module).__all__
        section = text.partition(f"## `{module}`\n")[2].partition("\n## ")[0]
        assert set(re.findall(r"^### `(\w+)`$", section, re.M)) == set(names)
    strategies = text.partition("## `indicators.strategies`\n")[2]
    told = re.findall(r"^\| (`.*?`) \|", (ROOT / "docs/how-to/property-tests.md").read_text("utf-8"), re.M)
    names = {name for each in told for name in re.findall(r"`(\w+)\(", each)}
    assert names and names <= set(re.findall(r"^### `(\w+)`$", strategies, re.M))
