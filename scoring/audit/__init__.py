"""The audit: one function a finding code, one file a family, one catalogue.

``audit`` gives what the checks find in one form, in the order of the catalogue and of the form.
"""

from __future__ import annotations

from collections.abc import Iterable

from scoring.audit.catalogue import CHECKS, by_code
from scoring.audit.finding import ERROR, NOTE, WARNING, Check, Finding
from scoring.scorecard import Scorecard


def audit(card: Scorecard) -> tuple[Finding, ...]:
    """Every finding of one form.

    >>> from indicators import loads
    >>> from scoring import score
    >>> form = loads('[form]\\nkind = "project"\\n[budget]\\nweight = 20\\nbudget = 10\\nspent = 5\\nfiled = 12')
    >>> [(finding.code, finding.line) for finding in audit(score(form))]
    [('W101', None), ('B202', 'budget')]
    """
    return tuple(finding for check in CHECKS for finding in check(card))


def chosen(
    findings: Iterable[Finding], select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """The findings whose code begins with one of ``select`` (all, if empty) and with none of ``ignore``."""
    return tuple(
        finding
        for finding in findings
        if (not select or finding.code.startswith(select)) and not (ignore and finding.code.startswith(ignore))
    )


__all__ = ["CHECKS", "ERROR", "NOTE", "WARNING", "Check", "Finding", "audit", "by_code", "chosen"]
