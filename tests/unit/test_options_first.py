"""Every option of every job may stand before the job's name as after it."""

from __future__ import annotations

import pytest

from scoring import cli, options
from scoring.cli import JOBS
from scoring.options import PARSERS, Action
from scoring.options_first import job_behind


def spellings(action: Action) -> list[list[str]]:
    """How an option is typed: each flag, its value behind it, joined to it, or left out."""
    value = str(next(iter(action.choices))) if action.choices else "7"
    done = []
    for flag in action.option_strings:
        if action.nargs == 0:
            done.append([flag])
        elif action.nargs == "?":
            done += [[flag], [flag, value], [f"{flag}={value}"]]
        else:
            done += [[flag, value], [f"{flag}={value}"] if flag.startswith("--") else [f"{flag}{value}"]]
    return done


EVERY = [(job, words) for job in JOBS for action in PARSERS[job]("en").asks for words in spellings(action)]


@pytest.mark.parametrize(("job", "words"), EVERY, ids=lambda each: each if isinstance(each, str) else " ".join(each))
def test_an_option_before_a_job_is_one_behind_it(job: str, words: list[str]) -> None:
    assert job_behind([*words, job, "a.toml", "--lang", "zh"]) == (job, [*words, "a.toml", "--lang", "zh"])
    assert job_behind(["--lang", "zh", *words, job, "a.toml"]) == (job, ["--lang", "zh", *words, "a.toml"])


@pytest.mark.parametrize("job", JOBS)
def test_a_word_that_is_a_value_or_stands_behind_a_file_is_no_job(job: str) -> None:
    for words in (["--rulebook", job], ["--strict", "a.toml", job], ["--", job], ["--version", job], ["--rule", job],
                  ["--lang=zh", "--format", "json", "--rulebook", job, "a.toml"], ["--nothing", job]):  # fmt: skip
        assert job_behind(words) == ("score", words)


def test_an_option_that_the_job_lacks_is_told_by_the_job(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.run(["--lang", "zh", "--scores", "rule", "rulebooks", "list"])
    assert left.value.code == 2
    assert "score rulebooks: 错误: 无法识别 --scores" in capsys.readouterr().err


def test_the_list_of_rulebooks_comes_either_way(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for words in (["--lang", "zh", "rulebooks", "list"], ["rulebooks", "list", "--lang", "zh"]):
        assert cli.run(words) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert "hongshan-2023" in said[0]
    assert options.language_of(["--lang", "zh", "rulebooks"], "en") == "zh"
