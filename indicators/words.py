"""The closed lists of words (``data/words.toml``) in the shapes that the grammar asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import MappingProxyType

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "words.toml").read_text("utf-8"))


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=lambda word: (-len(word), word)))


def _comparators(table: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of words and the comparator that they stand for, longest words first."""
    pairs = [(word, sign) for sign, words in table.items() for word in words.split()]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


STRIPPED = _longest_first(_TABLE["stripped"])
UPWARD = frozenset(_TABLE["upward"].split())
DOWNWARD = frozenset(_TABLE["downward"].split())
BEFORE = _comparators(_TABLE["before"])
AFTER = _comparators(_TABLE["after"])
ABOUT = _longest_first(_TABLE["approximate"]["about"])
AT_LEAST = tuple(_TABLE["approximate"]["at_least"].split())
DOUBT = MappingProxyType({group: tuple(words.split()) for group, words in _TABLE["doubt"].items()})
LEVELS = MappingProxyType({phrase: level for level, phrases in _TABLE["level"].items() for phrase in phrases.split()})
# Words in the names of indicators that findings go by (``data/names.toml``), by list.
NAMES = MappingProxyType(
    {
        key: tuple(words.split())
        for key, words in tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text("utf-8")).items()
    }
)
