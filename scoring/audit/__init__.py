"""The audit: one function a finding code, one file a family, one catalogue.

``audit`` gives what the checks find in one form, ``audit_document`` what they find across several, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scoring.audit.catalogue import CHECKS, by_code, document_checks, every_check, reading_checks
from scoring.audit.finding import ERROR, NOTE, SEVERITIES, WARNING, Check, Finding
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from scoring.audit.document import Around
    from scoring.audit.waivers import Accepted

    Weighed = tuple[tuple[Finding, ...], tuple[Accepted, ...]]


def audit(card: Scorecard) -> tuple[Finding, ...]:
    """Every finding of one form, waived or not: the severe ones first, then as their lines stand in the form.

    >>> from indicators import loads
    >>> from scoring import score
    >>> form = loads('[form]\\nkind = "project"\\n[budget]\\nweight = 20\\nbudget = 10\\nspent = 5\\nfiled = 12')
    >>> [finding.code for finding in audit(score(form)) if finding.severity == "error"]
    ['W101']
    """
    if card.choice.rivals:
        from scoring.audit import tied

        return _arranged(card, tied.agreed(card, _every))
    return _arranged(card, _every(card))


def _arranged(card: Scorecard, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The severe ones first, then by line, those of the whole form before them, then by code."""
    order = {line.line.id: at for at, line in enumerate(card.lines)}
    return tuple(sorted(findings, key=lambda each: (SEVERITIES.index(each.severity), order.get(each.line or "", -1))))


def _every(card: Scorecard) -> tuple[Finding, ...]:
    form = card.form
    of_reading = form.remarks or form.unread or form.others or card.rulebook.unread
    checks = (*CHECKS, *reading_checks()) if of_reading else CHECKS
    return tuple(finding for check in checks for finding in check(card))


def audit_document(cards: Sequence[Scorecard], around: Around | None = None) -> tuple[Finding, ...]:
    """Every finding that concerns several forms of one document, or its forms and what stands ``around`` them."""
    if not cards or (len(cards) < 2 and not around):
        return ()
    from scoring.audit.document import FORMS_ALONE
    from scoring.audit.kinship import without_copies

    own, beside = without_copies(cards), around or FORMS_ALONE
    found = [
        finding
        for check in document_checks()
        for finding in check.across(cards if check.code == "X806" else own, beside)
    ]
    return tuple(sorted(found, key=lambda each: SEVERITIES.index(each.severity)))


def weigh(card: Scorecard, findings: tuple[Finding, ...], across: Sequence[Finding] | None = None) -> Weighed:
    """The findings of a form that stand, and those that its waivers accept, of its document (``across``) too."""
    if not card.form.accepts:
        return findings, ()
    from scoring.audit import waivers

    return waivers.weigh(card, findings, across)


def examine(
    cards: Sequence[Scorecard], around: Around | None = None
) -> tuple[tuple[Weighed, ...], tuple[Finding, ...]]:
    """One document audited: of each form what stands and what its waivers accept, then what stands across the forms."""
    shared = audit_document(cards, around)
    own = tuple(weigh(card, audit(card), shared if len(cards) > 1 or around else None) for card in cards)
    accepted = [each.finding for _, some in own for each in some]
    return own, tuple(each for each in shared if each not in accepted)


def chosen(
    findings: Iterable[Finding], select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """The findings whose code begins with one of ``select`` (all, if empty) and with none of ``ignore``."""
    return tuple(finding for finding in findings if wanted(finding.code, select, ignore))


def wanted(code: str, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> bool:
    """Whether a code is asked for."""
    return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))


__all__ = [
    "CHECKS",
    "ERROR",
    "NOTE",
    "SEVERITIES",
    "WARNING",
    "Check",
    "Finding",
    "audit",
    "audit_document",
    "by_code",
    "chosen",
    "every_check",
    "examine",
    "wanted",
    "weigh",
]
