"""The main job, ``score FILE|FOLDER …``: read, score, audit, print."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from indicators.messages import Message, translate
from indicators.reading.accounts import COPY, FORM, NONE, TEMPLATES, UNREAD, FileStatus, reason_of
from indicators.reading.problems import InputError, Problem
from scoring.audit import ERROR, WARNING, Finding, by_code, chosen, every_check, examine, wanted
from scoring.console import CONFIRM, FOUND, OK, TROUBLE, asks, say, tell, told, trouble, write
from scoring.jobs.inputs import given, loaded, ruling
from scoring.options import ALL, asked
from scoring.report import BINARY, SCORES, FormReport, Report, render
from scoring.report.receipt import receipt
from scoring.rulebook import Rulebook, rulebook
from scoring.scorecard import Scorecard
from scoring.scorer import score

if TYPE_CHECKING:
    from indicators.reading.load import Loaded
    from scoring.audit.document import Around

COMPARED = ("table", "json")
# Options of the main job that a report rests on: they stand in its receipt
OF_RECEIPT = ("rulebook", "against", "select", "ignore", "scores", "limit", "strict", "confirm")


def run(arguments: Sequence[str], language: str) -> int:
    """Do the main job; the exit code."""
    options = asked("score", arguments, language)
    if options.explain and options.explain != ALL and os.path.exists(options.explain):  # noqa: PTH110
        options.files.append(options.explain)  # score --explain form.toml
        options.explain = ALL
    if options.rule:
        return _rule(options.rule, language)
    wrong = _wrong(options, language)
    if wrong:
        return trouble(wrong)
    inputs = [each for each in (*options.files, options.rulebook, options.against) if each]
    if options.output:
        from scoring.output import OutputError, check_output  # most reports go to the screen

        try:
            check_output(options.output, overwrite=options.force, inputs=inputs)
        except OutputError as error:
            return trouble(error.message.show(language))
    try:
        named = rulebook(options.rulebook) if options.rulebook else None
        against = rulebook(options.against) if options.against else None
        report, problems = _report(options, named, language)
    except InputError as error:
        return tell(error.problems, language)
    tell(problems, language)
    if report.forms or _tells_of_files(report, options):
        try:
            text = _text(report, options, against)
        except InputError as error:  # a library that is not there
            return tell(error.problems, language)
        if text is None:
            return trouble(told("no form has a line {line}", language, line=options.explain))
        inputs += [each.file for each in report.files]
        if not write(text, options.output, options.format, language, overwrite=options.force, inputs=inputs):
            return TROUBLE
    return TROUBLE if problems else _verdict(report, options)


def _tells_of_files(report: Report, options: Namespace) -> bool:
    """Whether a report without a form has anything to tell: of its files, in a format that has room for them."""
    if options.against or options.explain or options.format == "docx" or not report.files:
        return False
    told = any(each.status not in (UNREAD, NONE) for each in report.files) or len(report.files) > 1
    return told or options.format not in ("table", "markdown")


def _verdict(report: Report, options: Namespace) -> int:
    """The exit code of a run that could do its work."""
    failing = (ERROR, WARNING) if options.strict else (ERROR,)
    if options.exit_zero:
        return OK
    if any(finding.severity in failing for finding in report.all_findings()):
        return FOUND
    return CONFIRM if report.to_confirm else OK


def _wrong(options: Namespace, language: str) -> str:
    """What is wrong with the options; empty if nothing is."""
    unknown = _unknown((*_codes(options.select), *_codes(options.ignore)))
    if unknown:
        return told("no finding has the code {code}", language, code=unknown)
    if options.against and (options.explain or options.format not in COMPARED):
        return translate("--against is told as a table or as JSON, without --explain", language)
    if options.why_rulebook and (options.against or options.explain or options.format not in COMPARED):
        return translate("--why-rulebook is told as a table or as JSON, alone", language)
    if options.confirm and asks() is None:
        return translate("--confirm asks in a terminal, and there is none", language)
    if options.format in BINARY and (options.explain or not options.output):
        return told("{format} goes to a file: name it with --output", language, format=options.format)
    return "" if options.files else translate("nothing to score: name a file or a folder", language)


def _report(options: Namespace, named: Rulebook | None, language: str) -> tuple[Report, tuple[Problem, ...]]:
    """Read, score and audit; one broken file never stops the rest."""
    select, ignore = _codes(options.select), _codes(options.ignore)
    forms: list[FormReport] = []
    across: list[Finding] = []
    problems: list[Problem] = []
    files: list[FileStatus] = []
    for document in loaded(options):
        problems += document.problems
        if options.confirm:
            document = _confirmed(document, language)
        cards, refused = _cards(document, named)
        problems += (each for some in refused.values() for each in some)
        own, shared = examine(cards, _around(document))
        copied = _copied(cards)
        for card, (standing, accepted) in zip(cards, own, strict=True):
            if card.form.place.file not in copied:
                kept = tuple(each for each in accepted if wanted(each.finding.code, select, ignore))
                forms.append(FormReport(card, chosen(standing, select, ignore), kept))
        across += chosen(shared, select, ignore)
        files += (_status(each, refused, copied) for each in document.files)
    books = ruling(form.card.choice for form in forms)
    report = Report(
        tuple(forms), tuple(across), language, options.summary, tuple(files), options.scores,
        receipt(books, files, _given(options)),
    )  # fmt: skip
    return report, tuple(dict.fromkeys(problems))


def _given(options: Namespace) -> tuple[str, ...]:
    """The options that change what a report says, as they can be typed again; those left alone are not among them."""
    return given(options, (each for each in OF_RECEIPT if each != "scores" or options.scores != SCORES[0]))


def _confirmed(document: Loaded, language: str) -> Loaded:
    """The document with what a person read in its unread cells."""
    from scoring.jobs.confirm import confirm  # few documents have such cells

    ask = asks()
    return document if ask is None else evolve(document, forms=tuple(confirm(document.forms, ask, language)))


def _cards(document: Loaded, named: Rulebook | None) -> tuple[list[Scorecard], dict[str, tuple[Problem, ...]]]:
    """The forms of a document scored; by file, why some cannot be: their own rulebook is not to be read."""
    cards: list[Scorecard] = []
    refused: dict[str, tuple[Problem, ...]] = {}
    for form in document.forms:
        try:
            cards.append(score(form, named))
        except InputError as error:
            refused[form.place.file] = (*refused.get(form.place.file, ()), *error.problems)
    return cards, refused


def _copied(cards: Sequence[Scorecard]) -> dict[str, str]:
    """Files that hold the same forms as an earlier one, with that one: they are told once."""
    if len(cards) < 2:
        return {}
    from scoring.audit.kinship import copies  # one form has none

    return {card.form.place.file: first.form.place.file for card, first in copies(cards)}


def _status(each: FileStatus, refused: Mapping[str, Sequence[Problem]], copied: Mapping[str, str]) -> FileStatus:
    """What became of a file once its forms were scored."""
    if each.status != FORM:
        return each
    if each.file in refused:
        return evolve(each, status=UNREAD, reason=reason_of(refused[each.file]))
    if each.file in copied:
        return evolve(each, status=COPY, reason=Message(TEMPLATES[COPY], {"file": copied[each.file]}))
    return each


def _around(document: Loaded) -> Around | None:
    """What a document holds beside its forms."""
    if not (document.statements or document.gaps):
        return None
    from scoring.audit.document import Around

    return Around(document.statements, document.gaps)


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


def _unknown(codes: Sequence[str]) -> str:
    """The first of ``codes`` with which no code begins."""
    if not codes:
        return ""
    known = [*(check.code for check in every_check()), "A901"]
    return next((code for code in codes if not any(each.startswith(code) for each in known)), "")


def _closed(report: Report, text: str | None) -> str | None:
    """A text for people with what closes every report."""
    if text is None:
        return None
    from scoring.report.closing import closing

    return "\n\n".join((text.rstrip("\n"), *("\n".join(lines) for lines in closing(report)))) + "\n"


def _text(report: Report, options: Namespace, against: Rulebook | None) -> str | bytes | None:
    if against:
        from scoring.report.compare import Pair, as_printed
        from scoring.report.compare import render as compare

        pairs = tuple(Pair(form.card, score(as_printed(form.card), against)) for form in report.forms)
        made = compare(report, pairs, options.format)
        return made if options.format == "json" else _closed(report, made)
    if options.why_rulebook and options.format == "table":
        from scoring.report.why import render as why

        return _closed(report, why(report))
    if options.explain:
        from scoring.report.explain import render as explain

        return _closed(report, explain(report, "" if options.explain == ALL else options.explain))
    return render(report, options.format)


def _rule(code: str, language: str) -> int:
    """``score --rule CODE``: what a finding means."""
    check = by_code(code)
    if check is None:
        return trouble(told("no finding has the code {code}", language, code=code))
    severity = translate(check.severity, language)
    say(f"{check.code} {check.name} ({severity})\n\n{translate(check.doc, language)}\n")
    return OK
