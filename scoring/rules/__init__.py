"""The rules, one a file, each written once over any number algebra; chosen by kind and the rulebook's variant."""

from __future__ import annotations

from types import MappingProxyType

from scoring.algebra import Rule
from scoring.rules.exact import exact, exact_symmetric
from scoring.rules.positive import positive
from scoring.rules.reverse import reverse, reverse_linear
from scoring.rules.within import within

# kind and variant → rule
RATIOS: MappingProxyType[tuple[str, str], Rule] = MappingProxyType(
    {
        ("positive", "ratio"): positive,
        ("reverse", "ratio"): reverse,
        ("reverse", "linear"): reverse_linear,
        ("exact", "full"): exact,
        ("exact", "symmetric"): exact_symmetric,
        ("within", "ratio"): within,
    }
)
