"""The one catalogue of checks, in the order of their codes."""

from __future__ import annotations

from scoring.audit import across, budget, cells, completeness, levels, reasons, scores, totals, weights
from scoring.audit.finding import Check, DocumentCheck

FAMILIES = "FWBSTRQGXC"
_EVERY = sorted(
    (
        each
        for family in (completeness, weights, budget, scores, cells, reasons, levels, totals, across)
        for each in vars(family).values()
        if isinstance(each, Check)
    ),
    key=lambda check: (FAMILIES.index(check.code[0]), check.code),
)
CHECKS: tuple[Check, ...] = tuple(each for each in _EVERY if not isinstance(each, DocumentCheck))
DOCUMENT_CHECKS: tuple[DocumentCheck, ...] = tuple(each for each in _EVERY if isinstance(each, DocumentCheck))


def by_code(code: str) -> Check | None:
    """The check with this code."""
    return next((check for check in _EVERY if check.code == code.upper()), None)
