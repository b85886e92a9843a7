"""The audit: one function a finding code, one file a family, one catalogue.

``audit`` gives what the checks find in one form, ``audit_document`` what they find across several, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.audit.catalogue import CHECKS, DOCUMENT_CHECKS, by_code
from scoring.audit.finding import ERROR, NOTE, WARNING, Check, Finding
from scoring.audit.waivers import Accepted, Verdict, weigh
from scoring.scorecard import Scorecard


def audit(card: Scorecard) -> tuple[Finding, ...]:
    """Every finding of one form, waived or not.

    >>> from indicators import loads
    >>> from scoring import score
    >>> form = loads('[form]\\nkind = "project"\\n[budget]\\nweight = 20\\nbudget = 10\\nspent = 5\\nfiled = 12')
    >>> [finding.code for finding in audit(score(form)) if finding.severity == "error"]
    ['W101', 'B202']
    """
    return tuple(finding for check in CHECKS for finding in check(card))


def audit_document(cards: Sequence[Scorecard]) -> tuple[Finding, ...]:
    """Every finding that concerns several forms of one document."""
    return tuple(finding for check in DOCUMENT_CHECKS for finding in check.across(cards)) if len(cards) > 1 else ()


def chosen(
    findings: Iterable[Finding], select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """The findings whose code begins with one of ``select`` (all, if empty) and with none of ``ignore``."""
    return tuple(
        finding
        for finding in findings
        if (not select or finding.code.startswith(select)) and not (ignore and finding.code.startswith(ignore))
    )


__all__ = [
    "CHECKS",
    "DOCUMENT_CHECKS",
    "ERROR",
    "NOTE",
    "WARNING",
    "Accepted",
    "Check",
    "Finding",
    "Verdict",
    "audit",
    "audit_document",
    "by_code",
    "chosen",
    "weigh",
]
