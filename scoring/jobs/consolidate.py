"""``score consolidate``: folders of children → one form, as TOML; with ``--explain`` how each value came about."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from indicators.form import Form
from indicators.messages import Message
from indicators.place import Place
from indicators.reading.accounts import FileStatus
from indicators.reading.load import Loaded, read
from indicators.reading.problems import InputError, Problem
from indicators.writing.convert import moved_to
from indicators.writing.toml import write_form
from scoring.console import FOUND, OK, TROUBLE, tell, trouble, write
from scoring.consolidate.forms import consolidate
from scoring.consolidate.report import explain
from scoring.jobs.inputs import given, ruling
from scoring.jobs.inputs import loaded as documents
from scoring.options import ALL, asked
from scoring.output import OutputError, check_output
from scoring.report.receipt import in_words, receipt
from scoring.rulebook import rulebook

OF_RECEIPT = ("rulebook", "parent", "limit")


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code: 0, 1 where a line was refused, 2 where nothing could be written."""
    options = asked("consolidate", arguments, language)
    inputs = [each for each in (*options.files, options.parent, options.rulebook) if each]
    if options.output:
        try:
            check_output(options.output, overwrite=options.force, inputs=inputs)
        except OutputError as error:
            return trouble(error.message.show(language))
    parent, forms, problems, files = _read(options)
    if not problems:
        problems = _beside(forms)
    if problems or not forms:
        return tell(problems, language)  # a sum without the form that cannot be read would be no sum
    try:
        result = consolidate(forms, parent, rulebook(options.rulebook) if options.rulebook else None)
    except InputError as error:
        return tell(error.problems, language)
    tell((*result.problems, *result.remarks), language)
    if result.form is None:
        return TROUBLE
    own = in_words(receipt(ruling(result.choices), files, given(options, OF_RECEIPT)), language)
    told = None if options.explain is None else explain(result, options.explain.removeprefix(ALL), language)
    if options.explain is not None and told is None:
        missing = Message("no form has a line {line}", {"line": options.explain})
        return trouble(missing.show(language))
    wanted = options.output is not None or told is None
    if wanted:
        inputs += [form.place.file for form in forms]
        written = moved_to(result.form, Path(options.output or "").parent)
        text = f"# {own}\n\n{write_form(written)}"
        if not write(text, options.output, "toml", language, overwrite=options.force, inputs=inputs):
            return TROUBLE
    if told is not None:
        write(f"{told.rstrip()}\n\n{own}\n", None, "table", language)
    return FOUND if result.problems else OK


def _read(options: Namespace) -> tuple[Form | None, list[Form], list[Problem], list[FileStatus]]:
    """The parent's form and the children's, without the parent's and without what is about to be written; all files."""
    own = None if options.parent is None else read(options.parent)
    left_out = {Path(each).resolve() for each in (options.parent, options.output) if each}
    loaded = [_without(each, left_out) for each in documents(options)]
    problems = [problem for each in (*([own] if own else ()), *loaded) for problem in each.problems]
    forms = [form for each in loaded for form in each.forms]
    if own and len(own.forms) != 1 and not own.problems:
        problems.append(Problem("C901", Place(options.parent), Message("the parent's form must be one form")))
    if not forms and not problems:
        problems.append(Problem("C901", Place(options.files[0]), Message("there is nothing to consolidate")))
    files = [each for every in (*loaded, *([own] if own else ())) for each in every.files]
    return own.forms[0] if own and own.forms else None, forms, list(dict.fromkeys(problems)), files


def _without(loaded: Loaded, left_out: set[Path]) -> Loaded:
    def stays(place: Place) -> bool:
        return Path(place.file).resolve() not in left_out

    forms = tuple(form for form in loaded.forms if stays(form.place))
    files = tuple(each for each in loaded.files if Path(each.file).resolve() not in left_out)
    problems = tuple(each for each in loaded.problems if stays(each.place))
    return evolve(loaded, forms=forms, problems=problems, files=files)


def _beside(forms: Sequence[Form]) -> list[Problem]:
    """A department's filed form among those of its projects would be counted beside them."""
    kinds = {form.kind for form in forms}
    if len(kinds) < 2:
        return []
    filed = [form for form in forms if form.kind == "department" and not any(line.funds for line in form.lines())]
    text = Message("a department's form among those of projects: name it with --parent, or leave it out")
    return [Problem("C901", form.place, text) for form in filed]
