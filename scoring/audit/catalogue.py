"""The one catalogue of checks, in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING

from scoring.audit import budget, cells, completeness, levels, reasons, scores, totals, weights
from scoring.audit.finding import Check

if TYPE_CHECKING:
    from scoring.audit.document import DocumentCheck

FAMILIES = "FWBSTRQGXCD"


def _checks(*families: ModuleType) -> tuple[Check, ...]:
    return _sorted(each for family in families for each in vars(family).values() if isinstance(each, Check))


def _sorted(checks: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(sorted(checks, key=lambda check: (FAMILIES.index(check.code[0]), check.code)))


CHECKS = _checks(completeness, weights, budget, scores, cells, reasons, levels, totals)


def reading_checks() -> tuple[Check, ...]:
    """The checks of what the reading of a document had to say; a form typed as TOML seldom needs them."""
    from scoring.audit import reading

    return _checks(reading)


def document_checks() -> tuple[DocumentCheck, ...]:
    """The checks across forms; one form alone never needs them."""
    from scoring.audit import across, consolidated, prose
    from scoring.audit.document import DocumentCheck

    return tuple(each for each in _checks(across, consolidated, prose) if isinstance(each, DocumentCheck))


def every_check() -> tuple[Check, ...]:
    """All checks, in order."""
    return _sorted((*CHECKS, *reading_checks(), *document_checks()))


def by_code(code: str) -> Check | None:
    """The check with this code."""
    return next((check for check in every_check() if check.code == code.upper()), None)
