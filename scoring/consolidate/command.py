"""``score consolidate``: folders of children → one form, as TOML; with ``--explain`` how each value came about."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import frozen

from indicators.form import Form
from indicators.messages import LANGUAGES, Message
from indicators.place import Place
from indicators.reading.load import Loaded, read
from indicators.reading.problems import InputError, Problem
from indicators.writing.toml import write_form
from scoring.consolidate.forms import consolidate
from scoring.consolidate.report import explain
from scoring.rulebook import rulebook

OK, FOUND, TROUBLE = 0, 1, 2
ALL = "*"


@frozen
class Streams:
    """What the command may write to: a report (to a file or to standard output), and troubles, one a line."""

    write: Callable[[str, str | None, str, str], bool]
    tell: Callable[[Sequence[Problem], str], int]
    trouble: Callable[[str], int]


def run_consolidate(arguments: Sequence[str], streams: Streams, language: str) -> int:
    """Do what the arguments say; the exit code: 0, 1 where a line was refused, 2 where nothing could be written."""
    options = _parser().parse_args(arguments)
    language = options.lang or language
    if options.output and not options.force and Path(options.output).exists():
        text = Message("{path} is there already: --force writes it anew", {"path": options.output})
        return streams.trouble(text.show(language))
    parent, forms, problems = _read(options)
    if not problems:
        problems = _beside(forms)
    if problems or not forms:
        return streams.tell(problems, language)  # a sum without the form that cannot be read would be no sum
    try:
        result = consolidate(forms, parent, rulebook(options.rulebook) if options.rulebook else None)
    except InputError as error:
        return streams.tell(error.problems, language)
    streams.tell((*result.problems, *result.remarks), language)
    if result.form is None:
        return TROUBLE
    told = None if options.explain is None else explain(result, options.explain.removeprefix(ALL), language)
    if options.explain is not None and told is None:
        missing = Message("no form has a line {line}", {"line": options.explain})
        return streams.trouble(missing.show(language))
    wanted = options.output is not None or told is None
    if wanted and not streams.write(write_form(result.form), options.output, "toml", language):
        return TROUBLE
    if told is not None:
        streams.write(told, None, "table", language)
    return FOUND if result.problems else OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="score consolidate",
        description="Consolidate (汇总) the forms of units or projects into one: completions first, then the score.",
        epilog="Exit: 0 done, 1 done but for lines that were refused, 2 nothing written.",
    )
    add = parser.add_argument
    add("files", nargs="+", metavar="FOLDER|FILE", help="the forms of the children")
    add("-o", "--output", metavar="FILE", help="write the form to a file, whole or not at all (else: to the screen)")
    add("--force", action="store_true", help="write over the file if it is there")
    add("--parent", metavar="FILE", help="the parent's own form: its lines, targets and weights count")
    add("--rulebook", metavar="NAME|FILE", help="read all forms under this rulebook")
    add("--explain", nargs="?", const=ALL, metavar="LINE", help="how a line (every line) came about, child by child")
    add("--lang", choices=LANGUAGES, help="language of the explanation (default: the locale's)")
    return parser


def _read(options: argparse.Namespace) -> tuple[Form | None, list[Form], list[Problem]]:
    """The parent's form and the children's, without the parent's and without what is about to be written."""
    own = None if options.parent is None else read(options.parent)
    left_out = {Path(each).resolve() for each in (options.parent, options.output) if each}
    loaded = [_without(read(path), left_out) for path in options.files]
    problems = [problem for each in (*([own] if own else ()), *loaded) for problem in each.problems]
    forms = [form for each in loaded for form in each.forms]
    if own and len(own.forms) != 1 and not own.problems:
        problems.append(Problem("C901", Place(options.parent), Message("the parent's form must be one form")))
    if not forms and not problems:
        problems.append(Problem("C901", Place(options.files[0]), Message("there is nothing to consolidate")))
    return own.forms[0] if own and own.forms else None, forms, list(dict.fromkeys(problems))


def _without(loaded: Loaded, left_out: set[Path]) -> Loaded:
    def stays(place: Place) -> bool:
        return Path(place.file).resolve() not in left_out

    forms = tuple(form for form in loaded.forms if stays(form.place))
    return Loaded(loaded.name, forms, tuple(problem for problem in loaded.problems if stays(problem.place)))


def _beside(forms: Sequence[Form]) -> list[Problem]:
    """A department's filed form among those of its projects would be counted beside them."""
    kinds = {form.kind for form in forms}
    if len(kinds) < 2:
        return []
    filed = [form for form in forms if form.kind == "department" and not any(line.funds for line in form.lines())]
    text = Message("a department's form among those of projects: name it with --parent, or leave it out")
    return [Problem("C901", form.place, text) for form in filed]
