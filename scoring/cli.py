"""The command ``score``: arguments, streams and exit codes; nothing else.

0: nothing of error severity; 1: findings; 2: could not run; 3: our own fault, told in one line with a report file.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from types import MappingProxyType
from typing import NoReturn

from indicators.messages import LANGUAGES, translate
from indicators.reading.load import read
from indicators.reading.problems import InputError, Problem
from scoring.audit import ERROR, WARNING, Finding, audit, audit_document, by_code, chosen, every_check, weigh
from scoring.report import FORMATS, FormReport, Report, render
from scoring.rulebook import Rulebook, rulebook
from scoring.scorer import score

OK, FOUND, TROUBLE, FAULT = 0, 1, 2, 3
VERSION = "0.1.0"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console lacks some signs
    try:
        code = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = OK
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
    options = _parser().parse_args(arguments)
    if options.explain and options.explain != ALL and os.path.exists(options.explain):  # noqa: PTH110
        options.files.append(options.explain)  # score --explain form.toml
        options.explain = ALL
    language = options.lang or _language()
    if options.rule:
        return _rule(options.rule, language)
    unknown = _unknown((*_codes(options.select), *_codes(options.ignore)))
    if unknown:
        return _trouble(translate("no finding has the code {code}", language).format(code=unknown))
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


ALL = "*"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="score",
        description="Recompute and audit budget performance self-evaluation forms (预算绩效自评表), exactly.",
        epilog="Exit: 0 nothing found, 1 findings of error severity, 2 could not run, 3 a fault of this program.",
    )
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE|FOLDER", help="a form, or a folder of forms that make one document")
    add("--format", choices=tuple(FORMATS), default="table", help="how to report (default: table)")
    add("--output", metavar="FILE", help="write the report to a file, whole or not at all")
    add("--rulebook", metavar="NAME|FILE", help="score under this rulebook, whatever the form's blocks say")
    add("--against", metavar="NAME|FILE", help="beside it, score under this one, and show what changes")
    add("--explain", nargs="?", const=ALL, metavar="LINE", help="the sum of a line (of all lines), step by step")
    add("--select", action="append", default=[], metavar="CODES", help="only findings whose code begins so: S,B201")
    add("--ignore", action="append", default=[], metavar="CODES", help="no findings whose code begins so")
    add("--strict", action="store_true", help="exit 1 for warnings too")
    add("--exit-zero", action="store_true", help="exit 0 whatever is found")
    add("--lang", choices=LANGUAGES, help="language of the report (default: the locale's)")
    add("--rule", metavar="CODE", help="what a finding means, why it matters, how to mend it")
    add("--version", action="version", version=f"jixiao {VERSION}")
    return parser


def _report(options: argparse.Namespace, named: Rulebook | None, language: str) -> tuple[Report, tuple[Problem, ...]]:
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
        for card in cards:
            forms.append(FormReport(card, *weigh(card, chosen(audit(card), select, ignore))))
        across += chosen(audit_document(cards), select, ignore)
    return Report(tuple(forms), tuple(across), language), tuple(dict.fromkeys(problems))


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _unknown(codes: Sequence[str]) -> str:
    """The first of ``codes`` with which no code begins."""
    if not codes:
        return ""
    known = [*(check.code for check in every_check()), "A901"]
    return next((code for code in codes if not any(each.startswith(code) for each in known)), "")


def _text(report: Report, options: argparse.Namespace, against: Rulebook | None) -> str | None:
    if against:
        from scoring.report.compare import Pair
        from scoring.report.compare import render as compare

        pairs = tuple(Pair(form.card, score(form.card.form, against)) for form in report.forms)
        return compare(report, pairs, options.format)
    if options.explain:
        from scoring.report.explain import render as explain

        return explain(report, "" if options.explain == ALL else options.explain)
    return render(report, options.format)


def _write(text: str, path: str | None, kind: str, language: str) -> bool:
    """Write a report whole or not at all; false, with a message, where the file cannot be written."""
    if path is None:
        sys.stdout.write(text)
        return True
    draft = f"{path}.part-{os.getpid()}"
    encoding = "utf-8-sig" if kind == "csv" else "utf-8"  # Excel needs the mark to see UTF-8
    try:
        with open(draft, "w", encoding=encoding, newline="") as stream:  # noqa: PTH123
            stream.write(text)
        os.replace(draft, path)  # noqa: PTH105
    except OSError as error:
        if os.path.exists(draft):  # noqa: PTH110
            os.remove(draft)  # noqa: PTH107
        _trouble(translate("cannot write {path}: {reason}", language).format(path=path, reason=error.strerror))
        return False
    return True


def _rule(code: str, language: str) -> int:
    check = by_code(code)
    if check is None:
        return _trouble(translate("no finding has the code {code}", language).format(code=code))
    severity = translate(check.severity, language)
    sys.stdout.write(f"{check.code} {check.name} ({severity})\n\n{translate(check.doc, language)}\n")
    return OK


def _rulebooks(arguments: Sequence[str]) -> int:
    """``score rulebooks [NAME]``: list the rulebooks, or show one in words."""
    parser = argparse.ArgumentParser(prog="score rulebooks", description="List the rulebooks, or show one in words.")
    parser.add_argument("name", nargs="?", metavar="NAME|FILE", help="the rulebook to show")
    parser.add_argument("--lang", choices=LANGUAGES, help="language (default: the locale's)")
    options = parser.parse_args(arguments)
    language = options.lang or _language()
    from scoring.report.rulebooks import in_words, listing

    try:
        text = in_words(rulebook(options.name), language) if options.name else listing(language)
    except InputError as error:
        return _tell(error.problems, language)
    sys.stdout.write(text)
    return OK


def _solve(arguments: Sequence[str]) -> int:
    """``score solve FILE``: lost scores, unprinted weights, and what it takes to reach points, a total or a grade."""
    parser = argparse.ArgumentParser(
        prog="score solve", description="Work backwards: lost scores, unprinted weights, what a total or a grade takes."
    )
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE|FOLDER", help="a form, or a folder of forms")
    add("--line", default="", metavar="ID", help="only this line")
    add("--points", default="", metavar="P", help="the completion that earns so many points on a line")
    goal = parser.add_mutually_exclusive_group()
    goal.add_argument("--total", default="", metavar="T", help="what each line would have to complete for this total")
    goal.add_argument("--grade", default="", metavar="G", help="the same for a grade")
    add("--rulebook", metavar="NAME|FILE", help="solve under this rulebook")
    add("--format", choices=("table", "json"), default="table", help="how to report (default: table)")
    add("--lang", choices=LANGUAGES, help="language (default: the locale's)")
    options = parser.parse_args(arguments)
    language = options.lang or _language()
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


def _consolidate(arguments: Sequence[str]) -> int:
    """``score consolidate FOLDER``: the forms of children as one form."""
    from scoring.consolidate.command import Streams, run_consolidate

    return run_consolidate(arguments, Streams(_write, _tell, _trouble), _language())


COMMANDS = MappingProxyType({"rulebooks": _rulebooks, "solve": _solve, "consolidate": _consolidate})


def _tell(problems: Sequence[Problem], language: str) -> int:
    for problem in problems:
        sys.stderr.write(problem.show(language) + "\n")
    return TROUBLE


def _trouble(text: str) -> int:
    sys.stderr.write(f"score: {text}\n")
    return TROUBLE


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
    sys.stderr.write(f"score: a fault of this program ({type(error).__name__}); please report {file.name}\n")
    return FAULT


if __name__ == "__main__":
    main()
