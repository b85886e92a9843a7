"""Consolidation (汇总): completions are brought together first, then scored.

Absolute values are summed; relative values (shares, per-head and unit-price standards) and the scores of lines in words
are averaged weighted by funds. ``consolidate`` makes one form of several; the audit holds a filed form against the same
sums and means.
"""

from scoring.consolidate.forms import consolidate
from scoring.consolidate.result import Consolidated, Consolidation, Contribution

__all__ = ["Consolidated", "Consolidation", "Contribution", "consolidate"]
