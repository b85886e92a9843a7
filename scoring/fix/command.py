"""``score fix FILE.xlsx -o OUT.xlsx``: the cells that are wrong put right in a copy of the user's own workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from indicators.messages import Message, translate
from indicators.reading.files import bytes_of
from indicators.reading.limits import Limits
from indicators.reading.load import read
from indicators.reading.problems import InputError, Problem
from scoring.audit import Finding, examine
from scoring.audit.finding import ERROR, WARNING
from scoring.fix.changes import CERTAIN, KINDS, SHOWN, TOTALS, Change, changes, totals, unmended
from scoring.fix.workbook import FOLLOWS, Book, Edit, refused
from scoring.options import asked
from scoring.output import OutputError, check_output, write_file
from scoring.rulebook import rulebook
from scoring.scorecard import Scorecard
from scoring.scorer import score
from scoring.show import rests_on, row_name

DONE, LEFT = 0, 1
ERRORS = Message("{count} errors are for a person to put right:").template
CHOICES = Message("{count} figures are for a person to decide:").template
Ask = Callable[[str], str]


@frozen(eq=False)
class Planned:
    """One change of one form, and the edit that makes it or the reason why it cannot be made."""

    card: Scorecard
    change: Change
    edit: Edit | Message

    @property
    def made(self) -> bool:
        """Whether there is an edit."""
        return isinstance(self.edit, Edit)


@frozen(eq=False)
class Checked:
    """A form and the findings that stand."""

    card: Scorecard
    findings: tuple[Finding, ...]


def run_fix(
    arguments: Sequence[str], language: str, write: Callable[[str], object], ask: Ask | None
) -> int | str | tuple[Problem, ...]:
    """Do it: the exit code, or what is wrong. ``ask`` is None where nobody can be asked."""
    options = asked("fix", arguments, language)
    kinds = _kinds(options.what) if options.what else CERTAIN if options.yes else None
    if isinstance(kinds, str):
        return translate("--what takes {kinds}, not {text}", language).format(kinds=", ".join(KINDS), text=kinds)
    inputs = [each for each in (options.file, options.rulebook) if each]
    try:
        check_output(options.output, overwrite=options.force, inputs=inputs)
        book, forms = _opened(options.file, options.rulebook)
        every = list(_plan(book, forms, KINDS if kinds is None else kinds))
        waiting = list(_waiting(book, forms)) if options.yes and not options.what else []
        left = list(_left(book, forms))
        if not every and not waiting and not left:
            write(translate("nothing to change", language) + "\n")
            return DONE
        write(_told(every, language) if every else "")
        if waiting:
            ways = ",".join(dict.fromkeys(each.change.kind for each in waiting))
            said = translate("{count} changes wait for your choice: --what {kinds} makes them", language)
            write(said.format(count=len(waiting), kinds=ways) + "\n" + _told(waiting, language))
        for head, severity in ((ERRORS, ERROR), (CHOICES, WARNING)):
            if found := [each for each in left if each.severity == severity]:
                write(translate(head, language).format(count=len(found)) + "\n")
                write("".join(f"  {each.code}  {each.message.show(language)}  [{each.place.spot}]\n" for each in found))
        if not every and not waiting:
            return LEFT
        if kinds is None:
            if ask is None:
                write(translate("nothing was written: say --yes, or --what KINDS", language) + "\n")
                return LEFT
            kinds = tuple(_asked(every, ask, language))
            every = list(_plan(book, forms, kinds))
        edits = [each.edit for each in every if isinstance(each.edit, Edit)]
        if not edits:
            write(translate("nothing was written: no change was made", language) + "\n")
            return LEFT
        data = _patched(book, edits, options.file)
        write_file(data, options.output, overwrite=options.force, inputs=inputs)
    except InputError as error:
        return error.problems
    except OutputError as error:
        return error.message.show(language)
    count = {"count": len(edits), "path": options.output}
    write(translate("{count} cells changed in {path}", language).format(**count) + "\n")
    return DONE if not waiting and not left and all(each.made for each in every) else LEFT


def _waiting(book: Book, forms: Sequence[Checked]) -> Iterator[Planned]:
    """The changes that --yes does not make: a person has to choose them."""
    for each in _plan(book, forms, KINDS):
        if each.change.kind not in CERTAIN:
            yield each


def _left(book: Book, forms: Sequence[Checked]) -> Iterator[Finding]:
    """What no change of any kind puts right: errors, and figures that only a person can decide."""
    for form in forms:
        made = [each.change for each in _plan(book, [form], KINDS) if each.made]
        yield from unmended(form.card, form.findings, made)


def _kinds(text: str) -> tuple[str, ...] | str:
    """The kinds that are named, or the one that is none."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    return next((each for each in named if each not in KINDS), tuple(named))


def _opened(file: str, book: str | None) -> tuple[Book, list[Checked]]:
    """The workbook and its forms, checked. Raises InputError."""
    data, problems = bytes_of(Path(file), file, Limits().bytes)
    if problems:
        raise InputError(problems)
    opened = Book.of(data, file)
    loaded = read(file)
    if loaded.problems:
        raise InputError(loaded.problems)
    named = rulebook(book) if book else None
    cards = [score(form, named) for form in loaded.forms]
    own, _ = examine(cards)
    return opened, [Checked(card, standing) for card, (standing, _) in zip(cards, own, strict=True)]


def _plan(book: Book, forms: Iterable[Checked], kinds: Sequence[str]) -> Iterator[Planned]:
    """What would change: the totals follow from what can be changed, not from what ought to be."""
    for form in forms:
        card = form.card
        lines = [
            Planned(card, each, book.edit(each, card.filed))
            for each in changes(card, form.findings, [kind for kind in kinds if kind != TOTALS])
        ]
        yield from lines
        made = [each.change for each in lines if each.made]
        for each in totals(card, made):
            planned = Planned(card, each, book.edit(each, card.filed))
            follows = isinstance(planned.edit, Edit) and planned.edit.remark is FOLLOWS
            if TOTALS in kinds or follows:  # a formula gives the new total, whether that was asked for or not
                yield planned


def _asked(every: Sequence[Planned], ask: Ask, language: str) -> Iterator[str]:
    """The kinds that the user wants changed."""
    for kind in KINDS:
        count = sum(each.change.kind == kind and each.made for each in every)
        if count:
            question = translate("change {count} cells ({kind})? [y/N] ", language)
            try:
                answer = ask(question.format(count=count, kind=kind))
            except EOFError:
                return
            if answer.strip().lower() in ("y", "yes", "是", "好"):
                yield kind


def _told(every: Sequence[Planned], language: str) -> str:
    """The list of changes: cell, line, old and new, the sum and what it rests on."""
    parts, card = [], None
    for each in every:
        if each.card is not card:
            card = each.card
            parts.append(f"{card.form.label}  [{card.form.place}]")
        own, line = each.change, card.of(each.change.line)
        row = row_name(line.line).show(language) if line else ""
        name = f" {row} {line.line.name if line.line.block == 'indicator' else ''}".rstrip() if line else ""
        spot = own.place.spot if own.place else "—"
        shown = translate(SHOWN[own.key], language)
        parts.append(f"  {spot}{name}: {shown} {own.old or '—'} → {own.new}  ({own.kind})")
        basis = rests_on(own.rule, language)
        parts.append(f"    {own.sum}" + (f"  [{basis}]" if basis else ""))
        remark = each.edit if isinstance(each.edit, Message) else each.edit.remark
        if remark is not None:
            said = remark.show(language)
            parts.append(
                f"    {said if each.made else translate('not changed: {reason}', language).format(reason=said)}"
            )
    return "\n".join(parts) + "\n"


def _patched(book: Book, edits: Sequence[Edit], file: str) -> bytes:
    try:
        return book.with_edits(edits)
    except ValueError as error:
        raise refused(file) from error
