"""The command ``score``: arguments, streams and exit codes; nothing else.

0: nothing of error severity; 1: findings; 2: could not run; 3: our own fault, told in one line with a report file.
"""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import NoReturn, TextIO

from indicators.messages import translate
from indicators.reading.load import read
from indicators.reading.problems import InputError, Problem
from scoring.audit import ERROR, WARNING, Finding, by_code, chosen, every_check, examine, wanted
from scoring.options import ALL, batch_options, language_of, main_options, rulebooks_options, solve_options
from scoring.output import keep
from scoring.report import FormReport, Report, render
from scoring.rulebook import Rulebook, rulebook
from scoring.scorer import score

OK, FOUND, TROUBLE, FAULT = 0, 1, 2, 3
COMPARED = ("table", "json")
CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\r\n"}  # no text steers


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()  # closed by the caller
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console lacks some signs
    try:
        code = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except OSError as error:  # of a stream: all files are asked for their errors where they are used
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python tries again at the end
        code = OK if isinstance(error, BrokenPipeError) else _unwritten("standard output", error, _language())
    except KeyboardInterrupt:
        code = 130
    except Exception as error:  # our own fault: never a traceback on the screen
        code = _fault(error)
    gc.freeze()  # a last collection of everything would cost more than the scoring
    raise SystemExit(code)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code."""
    if arguments and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
    language = language_of(arguments, _language())
    options = main_options(arguments, language)
    if options.explain and options.explain != ALL and os.path.exists(options.explain):  # noqa: PTH110
        options.files.append(options.explain)  # score --explain form.toml
        options.explain = ALL
    if options.rule:
        return _rule(options.rule, language)
    unknown = _unknown((*_codes(options.select), *_codes(options.ignore)))
    if unknown:
        return _trouble(translate("no finding has the code {code}", language).format(code=unknown))
    if options.against and (options.explain or options.format not in COMPARED):
        return _trouble(translate("--against is told as a table or as JSON, without --explain", language))
    if not options.files:
        return _trouble(translate("nothing to score: name a file or a folder", language))
    try:
        named = rulebook(options.rulebook) if options.rulebook else None
        against = rulebook(options.against) if options.against else None
    except InputError as error:
        return _tell(error.problems, language)
    report, problems = _report(options, named, language)
    _tell(problems, language)
    if report.forms:
        text = _text(report, options, against)
        if text is None:
            return _trouble(translate("no form has a line {line}", language).format(line=options.explain))
        if not _write(text, options.output, options.format, language):
            return TROUBLE
    if problems:
        return TROUBLE
    failing = (ERROR, WARNING) if options.strict else (ERROR,)
    found = any(finding.severity in failing for finding in report.all_findings())
    return FOUND if found and not options.exit_zero else OK


def _report(options: Namespace, named: Rulebook | None, language: str) -> tuple[Report, tuple[Problem, ...]]:
    """Read, score and audit; one broken file never stops the rest."""
    select, ignore = _codes(options.select), _codes(options.ignore)
    forms: list[FormReport] = []
    across: list[Finding] = []
    problems: list[Problem] = []
    for loaded in map(read, options.files):
        problems += loaded.problems
        cards = []
        for form in loaded.forms:
            try:
                cards.append(score(form, named))
            except InputError as error:
                problems += error.problems
        own, shared = examine(cards)
        for card, (standing, accepted) in zip(cards, own, strict=True):
            kept = tuple(each for each in accepted if wanted(each.finding.code, select, ignore))
            forms.append(FormReport(card, chosen(standing, select, ignore), kept))
        across += chosen(shared, select, ignore)
    return Report(tuple(forms), tuple(across), language), tuple(dict.fromkeys(problems))


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _unknown(codes: Sequence[str]) -> str:
    """The first of ``codes`` with which no code begins."""
    if not codes:
        return ""
    known = [*(check.code for check in every_check()), "A901"]
    return next((code for code in codes if not any(each.startswith(code) for each in known)), "")


def _text(report: Report, options: Namespace, against: Rulebook | None) -> str | None:
    if against:
        from scoring.report.compare import Pair, as_printed
        from scoring.report.compare import render as compare

        pairs = tuple(Pair(form.card, score(as_printed(form.card), against)) for form in report.forms)
        return compare(report, pairs, options.format)
    if options.explain:
        from scoring.report.explain import render as explain

        return explain(report, "" if options.explain == ALL else options.explain)
    return render(report, options.format)


def _write(text: str, path: str | None, kind: str, language: str) -> bool:
    """Write a report whole or not at all; false, with a message, where the file cannot be written."""
    text = text.translate(CONTROLS)
    if path is None:
        sys.stdout.write(text)
        return True
    data = text.encode("utf-8-sig" if kind == "csv" else "utf-8", "replace")  # Excel needs the mark to see UTF-8
    try:
        keep(data, path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        _unwritten(path, error, language)
        return False
    return True


def _unwritten(path: str, error: Exception, language: str) -> int:
    reason = getattr(error, "strerror", error)
    return _trouble(translate("cannot write {path}: {reason}", language).format(path=path, reason=reason))


def _rule(code: str, language: str) -> int:
    check = by_code(code)
    if check is None:
        return _trouble(translate("no finding has the code {code}", language).format(code=code))
    severity = translate(check.severity, language)
    sys.stdout.write(f"{check.code} {check.name} ({severity})\n\n{translate(check.doc, language)}\n")
    return OK


def _rulebooks(arguments: Sequence[str]) -> int:
    """``score rulebooks [NAME]``: list the rulebooks, or show one in words."""
    language = language_of(arguments, _language())
    options = rulebooks_options(arguments, language)
    from scoring.report.rulebooks import in_words, listing

    try:
        text = in_words(rulebook(options.name), language) if options.name else listing(language)
    except InputError as error:
        return _tell(error.problems, language)
    sys.stdout.write(text)
    return OK


def _solve(arguments: Sequence[str]) -> int:
    """``score solve FILE``: lost scores, unprinted weights, and what it takes to reach points, a total or a grade."""
    language = language_of(arguments, _language())
    options = solve_options(arguments, language)
    from scoring.report.solve import run_solve
    from scoring.solve import SolveError

    loaded = [read(path) for path in options.files]
    problems = [each for part in loaded for each in part.problems]
    forms = [form for part in loaded for form in part.forms]
    _tell(problems, language)
    wanted = {key: getattr(options, key) for key in ("line", "points", "total", "grade", "format")}
    try:
        named = rulebook(options.rulebook) if options.rulebook else None
        if forms:
            sys.stdout.write(run_solve(forms, rulebook=named, language=language, **wanted))
    except InputError as error:
        return _tell(error.problems, language)
    except SolveError as error:
        return _trouble(error.message.show(language))
    return TROUBLE if problems else OK


def _batch(arguments: Sequence[str]) -> int:
    """``score batch IN -o OUT``: lines by the million."""
    language = language_of(arguments, _language())
    options = batch_options(arguments, language)
    try:
        from scoring.batch import command
    except ImportError:
        return _trouble(translate("this needs more packages: pip install 'jixiao[batch]'", language))
    progress = sys.stderr.write if sys.stderr.isatty() else None
    return command.run(options, language, sys.stdout.write, _trouble, progress)


COMMANDS = MappingProxyType({"batch": _batch, "rulebooks": _rulebooks, "solve": _solve})


def _tell(problems: Sequence[Problem], language: str) -> int:
    _complain("".join(problem.show(language) + "\n" for problem in problems))
    return TROUBLE


def _trouble(text: str) -> int:
    _complain(f"score: {text}\n")
    return TROUBLE


def _complain(text: str) -> None:
    """Say what went wrong; where nobody can be told, the exit code still tells."""
    with suppress(OSError):
        sys.stderr.write(text.translate(CONTROLS))


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - it lasts as long as the process


def _language() -> str:
    """Chinese where the locale is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith(("zh", "chinese")) else "en"
    if os.name == "nt":
        import locale

        return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"
    return "en"


def _fault(error: Exception) -> int:
    """Keep the traceback in a file and say where."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="score-fault-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    _complain(f"score: a fault of this program ({type(error).__name__}); please report {file.name}\n")
    return FAULT


if __name__ == "__main__":
    main()
