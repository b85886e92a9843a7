"""What the command can be asked: the options of the main job and of each subcommand, in the reader's language."""

from __future__ import annotations

import argparse
import os
from argparse import Namespace
from collections.abc import Iterable, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NoReturn

from indicators.messages import LANGUAGES, seen_as, translate
from scoring.report import FORMATS, SCORES, VERSION

ALL = "*"  # --explain without a line
Action = argparse.Action  # one option or argument
SHELLS = ("bash", "zsh", "fish", "powershell")

# argparse has put its complaints into English before we see them; these are all that a user can cause
COMPLAINTS = MappingProxyType(
    {
        r"argument (?P<option>[^:]+): invalid choice: (?P<value>.+) \(choose from (?P<names>.+)\)": (
            "{option} cannot be {value}; choose from {names}"
        ),
        r"argument (?P<option>[^:]+): not allowed with argument (?P<other>.+)": "{option} and {other} clash",
        r"argument (?P<option>[^:]+): expected .+": "{option} wants a value",
        r"argument (?P<option>[^:]+): ignored explicit argument (?P<value>.+)": "{option} takes no value",
        r"ambiguous option: (?P<value>.+) could match (?P<names>.+)": "{value} may mean {names}",
        r"the following arguments are required: (?P<names>.+)": "{names} must be given",
        r"unrecognized arguments: (?P<names>.+)": "{names} is not understood",
    }
)


class _Formatter(argparse.HelpFormatter):
    """Help whose lines fit where a character is two columns wide, as Chinese is."""

    def __init__(self, prog: str, language: str = "en") -> None:
        super().__init__(prog)
        self.usage, self.wide = translate("usage: ", language), 1 if language == "en" else 2

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self.usage if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return super()._split_lines(text, width // self.wide)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(text, width // self.wide, indent)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the reader's language throughout: headings, help and complaints."""

    def __init__(self, language: str, prog: str, description: str, epilog: str = "") -> None:
        self.language = language
        super().__init__(
            prog=prog,
            description=self.told(description),
            epilog=self.told(epilog),
            add_help=False,
            formatter_class=partial(_Formatter, language=language),
        )
        self.work = self.add_argument_group(self.told("what to work on"))
        self.choices = self.add_argument_group(self.told("options"))
        self.choices.add_argument("-h", "--help", action="help", help=self.told("show this help and leave"))

    def told(self, text: str) -> str:
        """A text in the reader's language."""
        return translate(text, self.language)

    @property
    def asks(self) -> tuple[Action, ...]:
        """Every option and argument, in the order of the help."""
        return tuple(self._actions)

    def finish(self) -> Parser:
        """Add the option that every job has, after the job's own."""
        self.choices.add_argument("--lang", choices=LANGUAGES, help=self.told("language (default: the locale's)"))
        return self

    def error(self, message: str) -> NoReturn:
        """Complain on the error stream and leave with 2."""
        if self.language != "en":
            import re

            found = ((re.fullmatch(pattern, message), template) for pattern, template in COMPLAINTS.items())
            said = (self.told(template).format(**match.groupdict()) for match, template in found if match)
            message = next(said, message)
        self.exit(2, seen_as(f"{self.format_usage()}{self.prog}: {self.told('error')}: {message}\n"))


def language_of(arguments: Sequence[str], default: str) -> str:
    """The language that is asked for, told before all else is read: help and complaints need it."""
    for each, after in zip(arguments, (*arguments[1:], ""), strict=False):
        name, given, value = each.partition("=")
        asked = value if given else after
        if name == "--lang" and asked in LANGUAGES:
            return asked
    return default


def _inputs(parser: Parser, count: str, *, shared: bool = True) -> None:
    """The files of a job, and how they are read: shared out to processes, or by this one."""
    told = parser.told
    parser.work.add_argument(
        "files", nargs=count, metavar="FILE|FOLDER",
        help=told("a form or document (PDF, Word, Excel, HTML, text, TOML), or a folder, which is one document"),
    )  # fmt: skip
    add = parser.choices.add_argument
    bounds = told("bound on a file: bytes, unpacked, cells, pages, lines, depth, members, macros, seconds, memory")
    add("--limit", action="append", default=[], metavar="NAME=N", help=bounds)
    parser.set_defaults(jobs=1)
    if not shared:
        return
    add("--jobs", type=int, default=os.cpu_count() or 1, metavar="N",
        help=told("processes that read a folder's files (default: all cores)"))  # fmt: skip


def _main(language: str) -> Parser:
    """``score FILE|FOLDER …``."""
    parser = Parser(
        language,
        "score",
        "Recompute and audit budget performance self-evaluation forms (预算绩效自评表), exactly. "
        "Other jobs, each with a --help of its own: score batch, score completion, score consolidate, score convert, "
        "score fix, score rulebooks, score serve, score solve.",
        "Exit: 0 nothing found, 1 findings of error severity, 2 could not run, 3 a fault of this program, "
        "4 nothing worse than figures that a person must confirm first.",
    )
    told, add = parser.told, parser.choices.add_argument
    _inputs(parser, "*")
    add("--format", choices=tuple(FORMATS), default="table",
        help=told("how to report (default: table)"))  # fmt: skip
    add("-o", "--output", metavar="FILE", help=told("write the report to a file, whole or not at all"))
    add("--force", action="store_true", help=told("write over the file if it is there"))
    add("--scores", choices=SCORES, default="filed",
        help=told("the scores on the official form: those filed, or the rule's (default: filed)"))  # fmt: skip
    add("--summary", action="store_true", help=told("one row a form instead of every line"))
    add("--rulebook", metavar="NAME|FILE", help=told("score under this rulebook, whatever the form prints"))
    add("--why-rulebook", action="store_true",
        help=told("what speaks for each rulebook and what contradicts it, as a table or as JSON"))  # fmt: skip
    add("--against", metavar="NAME|FILE", help=told("beside it, score under this one, and show what changes"))
    add("--explain", nargs="?", const=ALL, metavar="LINE",
        help=told("the sum of a line (of all lines), step by step"))  # fmt: skip
    for option, text in (
        ("--select", told("only findings whose code begins so: S,B201")),
        ("--ignore", told("no findings whose code begins so")),
    ):
        add(option, action="append", default=[], metavar="CODES", help=text)
    add("--confirm", action="store_true",
        help=told("ask for each figure that a person must read first (待核对), with what it may be"))  # fmt: skip
    add("--strict", action="store_true", help=told("exit 1 for warnings too"))
    add("--exit-zero", action="store_true", help=told("exit 0 whatever is found"))
    add("--rule", metavar="CODE", help=told("what a finding means, why it matters, how to mend it"))
    add("--version", action="version", version=f"jixiao {VERSION}", help=told("show the version and leave"))
    return parser.finish()


def _rulebooks(language: str) -> Parser:
    """``score rulebooks``, ``list``, ``show NAME|FILE``, ``check FILE``, ``new``."""
    parser = Parser(language, "score rulebooks",
                    "List the rulebooks (list), show one in words (show), check a file (check), or begin one (new).",
                    )  # fmt: skip
    told, add, work = parser.told, parser.choices.add_argument, parser.work
    work.add_argument("names", nargs="*", metavar="NAME|FILE", help=told("the rulebook to show; check FILE …; new"))
    add("--from", dest="source", metavar="NAME", help=told("new: the rulebook to begin from (default: mof-2020)"))
    add("-o", "--output", metavar="FILE", help=told("new: write it to a file (else: the screen)"))
    add("--force", action="store_true", help=told("write over the file if it is there"))
    return parser.finish()


def _fix(language: str) -> Parser:
    """``score fix FILE.xlsx -o OUT.xlsx``."""
    parser = Parser(
        language,
        "score fix",
        "Put the wrong scores, rates and totals of your own workbook right; nothing else in it changes. "
        "Without --yes or --what it asks, or, where nobody can be asked, only lists what it would change.",
        "Exit: 0 written, or nothing to change; 1 changes not made, or something left to a person; 2 could not run.",
    )
    told, add = parser.told, parser.choices.add_argument
    parser.work.add_argument("file", metavar="FILE.xlsx", help=told("the workbook; it is never overwritten"))
    add("-o", "--output", metavar="OUT.xlsx", required=True, help=told("where the corrected workbook goes"))
    add("--yes", action="store_true", help=told("make every change that is certain: rates, scores, totals"))
    add("--what", default="", metavar="KINDS",
        help=told("make these changes: rates, scores, totals, raises (scores below the rule), inferred (scores that "
                  "rest on weights which the form does not print)"))  # fmt: skip
    add("--force", action="store_true", help=told("write over the file if it is there"))
    add("--rulebook", metavar="NAME|FILE", help=told("score under this rulebook, whatever the form prints"))
    return parser.finish()


def _solve(language: str) -> Parser:
    """``score solve FILE|FOLDER …``."""
    parser = Parser(
        language, "score solve", "Work backwards: lost scores, unprinted weights, what a total or a grade takes."
    )
    told, add = parser.told, parser.choices.add_argument
    _inputs(parser, "+")
    add("--line", default="", metavar="ID", help=told("only this line"))
    add("--points", default="", metavar="P", help=told("the completion that earns so many points on a line"))
    goal = parser.choices.add_mutually_exclusive_group()
    goal.add_argument(
        "--total", default="", metavar="T", help=told("what each line would have to complete for this total")
    )
    goal.add_argument("--grade", default="", metavar="G", help=told("the same for a grade"))
    add("--rulebook", metavar="NAME|FILE", help=told("solve under this rulebook"))
    add("--format", choices=("table", "json"), default="table", help=told("how to report (default: table)"))
    return parser.finish()


def _convert(language: str) -> Parser:
    """``score convert FILE|FOLDER … -o FOLDER``."""
    parser = Parser(language, "score convert", "Write every form of a document as TOML, to correct and score.")
    told, add = parser.told, parser.choices.add_argument
    _inputs(parser, "+")
    add("-o", "--output", required=True, metavar="FOLDER", help=told("the folder to write them to"))
    add("--force", action="store_true", help=told("write over files that are there"))
    return parser.finish()


def _consolidate(language: str) -> Parser:
    """``score consolidate FOLDER|FILE …``."""
    parser = Parser(
        language,
        "score consolidate",
        "Consolidate (汇总) the forms of units or projects into one: completions first, then the score.",
        "Exit: 0 done, 1 done but for lines that were refused, 2 nothing written.",
    )
    told, add = parser.told, parser.choices.add_argument
    _inputs(parser, "+")
    add("-o", "--output", metavar="FILE", help=told("write the form to a file, whole or not at all (else: the screen)"))
    add("--force", action="store_true", help=told("write over the file if it is there"))
    add("--parent", metavar="FILE", help=told("the parent's own form: its lines, targets and weights count"))
    add("--rulebook", metavar="NAME|FILE", help=told("read all forms under this rulebook"))
    add("--explain", nargs="?", const=ALL, metavar="LINE",
        help=told("how a line (every line) came about, child by child"))  # fmt: skip
    return parser.finish()


def _batch(language: str) -> Parser:
    """``score batch IN -o OUT``."""
    parser = Parser(language, "score batch", "Score lines by the million: columns in, scores and findings out.")
    told, add = parser.told, parser.choices.add_argument
    parser.work.add_argument("file", metavar="IN", help=told("the lines, as Parquet or CSV"))
    add("-o", "--output", required=True, metavar="OUT", help=told("where to write them, as Parquet or, by name, CSV"))
    add("--totals", metavar="FILE", help=told("one row a form into this file"))
    add("--force", action="store_true", help=told("write over these files if they are there"))
    add("--quotes", choices=("check", "lenient", "trust"), default="check",
        help=told("a quote in CSV that swallows rows: refuse it (check, the default), take it for a letter (lenient), "
                  "believe it (trust)"))  # fmt: skip
    add("--bom", action="store_true", help=told("begin CSV with the mark by which Excel knows UTF-8"))
    add("--rulebook", metavar="NAME|FILE", help=told("score under this rulebook (default: hongshan-2023)"))
    return parser.finish()


def _serve(language: str) -> Parser:
    """``score serve [FILE|FOLDER …]``."""
    parser = Parser(
        language,
        "score serve",
        "A page on this machine: drop forms, see what is wrong, mend values, take the corrected forms.",
        "Nothing leaves this machine, and what is uploaded leaves no file on it. Ctrl+C ends it.",
    )
    told, add = parser.told, parser.choices.add_argument
    _inputs(parser, "*", shared=False)  # a server with threads must not fork
    add("--port", type=int, default=0, metavar="N", help=told("the port (default: any that is free)"))
    add("--no-browser", action="store_true", help=told("only print the address"))
    return parser.finish()


def _completion(language: str) -> Parser:
    """``score completion SHELL``."""
    parser = Parser(
        language,
        "score completion",
        "Print a script that completes jobs, options, values and files in a shell.",
        'In bash: eval "$(score completion bash)". The others, and how to keep it: docs/how-to/completion.md.',
    )
    parser.work.add_argument("shell", choices=SHELLS, help=parser.told("the shell"))
    return parser.finish()


# The first word of a subcommand → its options; the main job is ``score``.
PARSERS = MappingProxyType(
    {
        "score": _main, "batch": _batch, "completion": _completion, "consolidate": _consolidate, "convert": _convert,
        "fix": _fix, "rulebooks": _rulebooks, "serve": _serve, "solve": _solve,
    }
)  # fmt: skip


def asked(job: str, arguments: Sequence[str], language: str) -> Namespace:
    """What a job is asked; leaves with 2 and a complaint where it cannot be understood."""
    return PARSERS[job](language).parse_args(arguments)
