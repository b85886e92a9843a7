"""The one catalogue of checks, in the order of their codes."""

from __future__ import annotations

from scoring.audit import budget, cells, completeness, scores, weights
from scoring.audit.finding import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            each
            for family in (completeness, weights, budget, scores, cells)
            for each in vars(family).values()
            if isinstance(each, Check)
        ),
        key=lambda check: ("FWBSTRQGXC".index(check.code[0]), check.code),
    )
)


def by_code(code: str) -> Check | None:
    """The check with this code."""
    return next((check for check in CHECKS if check.code == code.upper()), None)
