"""Completion: every script holds what the parsers hold, and real shells complete by it.

The shells are needed: where one is not there its tests are skipped, unless SHELL_TESTS=required. PowerShell cannot be
had here, so that of its script only the contents and the quotes are looked at.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tiers import variants

from scoring.cli import JOBS
from scoring.completion import script
from scoring.completion.walk import VALUES, ahead, jobs
from scoring.options import PARSERS, SHELLS
from scoring.options_first import job_behind

REQUIRED = os.environ.get("SHELL_TESTS") == "required"
# what is typed → something that must be offered, something that must not
TYPED = [
    ("score ", "consolidate", "--format"),
    ("score --fo", "--format", "batch"),
    ("score --format ", "markdown", "batch"),
    ("score --rulebook mof", "mof-2016", "form.toml"),
    ("score --rulebook fo", "form.toml", "mof-2016"),
    ("score --rule S", "S302", "B201"),
    ("score --select B2", "B201", "S302"),
    ("score fo", "form.toml", "fix"),
    ("score --lang ", "zh", "batch"),
    ("score fix --", "--what", "--format"),
    ("score solve --format ", "json", "markdown"),
    ("score solve --grade ", "优", "form.toml"),
    ("score rulebooks sich", "sichuan-2023", "mof-2016"),
    ("score completion ", "powershell", "form.toml"),
    ("score --what ", "form.toml", "rates"),
    ("score fix --what ra", "rates", "scores"),
    ("score convert -o ", "folder", "form.toml"),
    ("score serve --p", "--port", "--format"),
]
# options ahead of the job: with a value, in one word with it, with one that may be left out, without
AHEAD = [
    ("score --lang zh fix --", "--what", "--format"),
    ("score --lang zh ", "consolidate", "--format"),
    ("score --lang zh rulebooks sich", "sichuan-2023", "mof-2016"),
    ("score --strict --lang zh fix --what ra", "rates", "scores"),
    ("score --lang=zh fix --what ra", "rates", "scores"),
    ("score --explain fix --", "--what", "--format"),
    ("score --explain i1 fix --", "--what", "--format"),
    ("score --what rates fix --", "--what", "--format"),
    ("score --rulebook fix --fo", "--format", "--what"),
    ("score form.toml fix --fo", "--format", "--what"),
    ("score --rule fix --fo", "--format", "--what"),
    ("score --output ", "form.toml", "batch"),
]


def shell(name: str):
    return pytest.param(
        name,
        marks=pytest.mark.skipif(
            not REQUIRED and shutil.which(name) is None, reason=f"no {name}: apt-get install {name}"
        ),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "form.toml").touch()
    (tmp_path / "a form.toml").touch()
    (tmp_path / "folder").mkdir()
    for name in SHELLS:
        (tmp_path / f".{name}").write_text(script(name), "utf-8")
    return tmp_path


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, env=clean(folder), capture_output=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def clean(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "TERM": "dumb"}


def in_bash(folder: Path, typed: str, offered: str = "") -> str:
    """What bash offers: its function called with the words as bash splits them."""
    words = re.split(r" |(?==)|(?<==)", typed)
    text = f"""source .bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _score score "{words[-1].removeprefix("=")}" "{words[-2]}" 2> /dev/null; printf '%s\\n' "${{COMPREPLY[@]}}" """
    return run(folder, "bash", "--norc", "-c", text, "bash", *words)


def in_fish(folder: Path, typed: str, offered: str = "") -> str:
    return run(folder, "fish", "-c", f"source .fish; complete -C '{typed}'")


def in_zsh(folder: Path, typed: str, offered: str = "") -> str:
    """What zsh inserts or lists on a terminal."""
    setup = "autoload -U compinit; compinit -D -u; source ./.zsh; zstyle ':completion:*' list-separator '--'; PS1='%# '"
    return on_terminal(folder, ["zsh", "-f", "-i"], f"unsetopt list_ambiguous; {setup}", f"{typed}\t", offered)


def on_terminal(folder: Path, command: list[str], first: str, keys: str, wanted: str) -> str:
    """What a shell on a terminal answers to ``keys``, after it has done ``first``; ``wanted`` tells that it has."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, clean(folder) | {"COLUMNS": "200", "LINES": "100"})
    try:
        os.write(terminal, f"stty rows 100 cols 200; {first}; echo rea''dy\r".encode())
        said = read_until(terminal, "ready")
        assert "ready" in said, said
        os.write(terminal, keys.encode())
        said = read_until(terminal, wanted)  # a shell lists nothing while keys are waiting
        os.write(terminal, b"\x15echo do''ne\r")  # ^U: away with the line, on to the next
        return said + read_until(terminal, "done")
    finally:
        os.kill(child, 9)
        os.close(terminal)
        os.waitpid(child, 0)


def read_until(terminal: int, mark: str) -> str:
    """What is said until ``mark`` is, or nothing more is said."""
    said = b""
    while mark.encode() not in said and select.select([terminal], [], [], 60)[0]:
        said += os.read(terminal, 65536)
    return said.decode("utf-8", "replace")


def words(said: str) -> set[str]:
    return {word.rstrip("/=") for word in re.split(r"\s+", said)}


IN = {"bash": in_bash, "zsh": in_zsh, "fish": in_fish}


@pytest.mark.parametrize("name", [shell("bash"), shell("zsh"), shell("fish")])
@pytest.mark.parametrize(("typed", "offered", "other"), [*variants(TYPED, 7), *variants(AHEAD, 5)], ids=str)
def test_a_shell_offers_what_the_command_takes(folder: Path, name: str, typed: str, offered: str, other: str) -> None:
    said = words(IN[name](folder, typed, offered))
    assert offered in said
    assert other not in said


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("score --format=js", "json"),
        ("score --format=", "html"),
        ("score --select S302,B20", "S302,B201"),
        ("score --output a", "a form.toml"),
        ("score batch --output=f", "form.toml"),
        ("score --lang=zh batch --output=f", "form.toml"),
    ],
)
def test_bash_goes_on_behind_a_sign(folder: Path, typed: str, offered: str) -> None:
    assert offered in in_bash(folder, typed).splitlines()


@pytest.mark.parametrize(
    ("name", "command", "first"),
    [
        (*shell("bash").values, ["bash", "--norc", "--noprofile", "-i"], "source ./.bash"),
        (*shell("zsh").values, ["zsh", "-f", "-i"], "autoload -U compinit; compinit -D -u; source ./.zsh"),
        (*shell("fish").values, ["fish", "--no-config", "-i"], "source .fish"),
    ],
)
def test_a_key_completes_on_a_terminal(folder: Path, name: str, command: list[str], first: str) -> None:
    if not REQUIRED and shutil.which(name) is None:
        pytest.skip(f"no {name}: apt-get install {name}")
    assert "hongshan-2023" in on_terminal(folder, command, first, "score rulebooks hong\t", "hongshan-2023")


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_script_holds_all_that_the_parsers_hold(name: str, language: str) -> None:
    text = script(name, language)
    assert set(PARSERS) - {"score"} == set(JOBS)
    for job in jobs(language):
        assert job.name in text
        for action in PARSERS[job.name](language).asks:
            for flag in action.option_strings:
                assert re.search(rf"{flag}\b|-[ls] {flag.lstrip('-')}\b", text), (job.name, flag)
            for choice in action.choices or ():
                assert choice in text
        for value in (job.rest, *(option.value for option in job.options if option.value)):
            assert all(word in text for word, _ in value.words)


def test_a_flag_takes_a_value_in_all_jobs_or_in_none() -> None:
    """So that a shell can tell the job behind options before it knows which job it is."""
    kinds: dict[str, set[object]] = {}
    for option in (option for job in jobs("en") for option in job.options):
        for flag in option.flags:
            kinds.setdefault(flag, set()).add((option.value is None, option.optional))
    assert all(len(each) == 1 for each in kinds.values())


@pytest.mark.parametrize("typed", [each for each, *_ in AHEAD])
def test_the_command_finds_the_job_that_a_shell_completes(typed: str) -> None:
    """What stands ahead of a job for the command stands ahead of it for a shell."""
    words = [each for part in typed.split()[1:] for each in part.split("=")]
    known, value, job = ahead(jobs("en")), "", "score"
    for word in words:
        if value == "must":
            value = ""
            continue
        if word in known.names:
            job = word
        if word in (*known.names, *known.never) or not (word.startswith("-") or value):
            break
        value = "must" if word in known.must else "may" if word in known.may else ""
    assert job == job_behind(typed.split()[1:])[0]


def test_every_kind_of_value_is_known() -> None:
    asked = [each for make in PARSERS.values() for each in make("en").asks if each.nargs != 0 and not each.choices]
    assert {each.metavar for each in asked} <= set(VALUES)
    assert set(VALUES) <= {each.metavar for each in asked}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_powershell_script_is_whole(language: str) -> None:
    """Its quotes are closed on their line, and its brackets outside of them meet."""
    text = script("powershell", language)
    bare = [
        re.sub(r"'(?:[^'\u2018\u2019\u201a\u201b]|['\u2018\u2019\u201a\u201b]{2})*'", "''", line)
        for line in text.splitlines()
    ]
    assert not any("'" in line.replace("''", "") for line in bare if not line.startswith("#"))
    joined = "".join(re.sub(r'"[^"]*"', '""', line) for line in bare)
    assert all(joined.count(left) == joined.count(right) for left, right in ("{}", "()", "[]"))
    for job in jobs(language):
        for option in job.options:
            if option.value is not None:
                assert all(f"'{job.name} {flag}' = [ordered]@{{" in text for flag in option.flags)


@pytest.mark.parametrize("name", SHELLS)
def test_the_command_prints_it(name: str) -> None:
    command = [sys.executable, "-m", "scoring.cli", "completion", name, "--lang", "zh"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONIOENCODING": "utf-8"}
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, script(name, "zh"), "")
