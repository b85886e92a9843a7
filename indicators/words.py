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


Pairs = tuple[tuple[str, str], ...]


def _by_first(pairs: Pairs) -> MappingProxyType[str, Pairs]:
    """Pairs by the first character of their word, so that few are tried."""
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        found.setdefault(pair[0][0], []).append(pair)
    return MappingProxyType({first: tuple(several) for first, several in found.items()})


def _negated(table: dict[str, str]) -> dict[str, str]:
    """``未超过`` is ``<=`` and ``不得少于`` is ``>=``: a negation turns the comparator that it stands before."""
    turned = {"<=": table["over"], ">=": table["under"]}
    return {
        sign: " ".join(no + verb for no in table["words"].split() for verb in verbs.split())
        for sign, verbs in turned.items()
    }


def _merged(*tables: dict[str, str]) -> dict[str, str]:
    """Lists of words by comparator, put together; a word that two lists have counts as the first says."""
    joined: dict[str, str] = {}
    known: set[str] = set()
    for table in tables:
        for sign, words in table.items():
            fresh = [word for word in words.split() if word not in known]
            known.update(fresh)
            joined[sign] = " ".join((joined.get(sign, ""), *fresh))
    return joined


STRIPPED = _longest_first(_TABLE["stripped"])
PLANNED = _longest_first(_TABLE["planned"])
ADVERBS = _longest_first(_TABLE["adverbs"])
SHARES_OF = tuple(_TABLE["shares_of"].split())
UNDONE = tuple(_TABLE["undone"].split())
CLAUSES = frozenset(_TABLE["clauses"].split())
REASONS = tuple(_TABLE["reasons"].split())
MISSED = _longest_first(_TABLE["missed"])
START = tuple(_TABLE["start"].split())
AHEAD, MORE = _TABLE["ahead"], _TABLE["more"]
OTHER_SPANS = tuple((word, tuple(others.split())) for word, others in _TABLE["other_spans"].items())
OTHERWISE = MappingProxyType({group: _longest_first(words) for group, words in _TABLE["otherwise"].items()})
GAINS = tuple(_TABLE["gains"].split())
AVERTED = MappingProxyType({group: tuple(words.split()) for group, words in _TABLE["averted"].items()})
DOING = tuple(_TABLE["doing"].split())
QUANTITY = tuple(_TABLE["quantity"].split())
CONFIRMED = tuple(_TABLE["confirmed"].split())
LOOKALIKES = _longest_first(_TABLE["lookalikes"])
UNSURE = tuple(_TABLE["unsure"].split())
UPWARD = frozenset(_TABLE["upward"].split())
DOWNWARD = frozenset(_TABLE["downward"].split())
RISING_BY = _longest_first(_TABLE["rising_by"])
FALLING_BY = _longest_first(_TABLE["falling_by"])
BASES = _longest_first(_TABLE["base"])
HELD = _longest_first(_TABLE["held"])
SECOND_AIM = tuple(_TABLE["second_aim"].split())
TO = _longest_first(" ".join(verb + to for to in _TABLE["to"].split() for verb in _TABLE["raised"].split()))
DOWN_TO = _longest_first(" ".join(verb + to for to in _TABLE["to"].split() for verb in _TABLE["lowered"].split()))
BEFORE = _comparators(_merged(_TABLE["before"], _negated(_TABLE["negated"])))
BEFORE_BY_FIRST = _by_first(BEFORE)
AFTER = _comparators(_TABLE["after"])
AFTER_ENDS = frozenset(word[-1] for word, _ in AFTER)
STRIPPED_ENDS = frozenset(word[-1] for word in (*STRIPPED, *UPWARD, *DOWNWARD, *SHARES_OF))
ABOUT = _longest_first(_TABLE["approximate"]["about"])
AT_LEAST = tuple(_TABLE["approximate"]["at_least"].split())
DOUBT = MappingProxyType({group: tuple(words.split()) for group, words in _TABLE["doubt"].items()})
ZERO = MappingProxyType({group: _longest_first(words) for group, words in _TABLE["zero"].items()})
DEGREE = tuple(_TABLE["degree"]["words"].split())
ORDINARY = tuple(_TABLE["degree"]["ordinary"].split())
NO_DEGREE = tuple(_TABLE["degree"]["never"].split())
VETO = _TABLE["beside"]["veto"]
BESIDE = (*_TABLE["beside"]["moves"].split(), VETO)
NOT_SO = frozenset(_TABLE["beside"]["not_so"].split())
LEVELS = MappingProxyType({phrase: level for level, phrases in _TABLE["level"].items() for phrase in phrases.split()})
LEVEL_PARTS = MappingProxyType({part: _longest_first(words) for part, words in _TABLE["level_parts"].items()})
# Words in the names of indicators that findings go by (``data/names.toml``), by list.
NAMES = MappingProxyType(
    {
        key: tuple(words.split())
        for key, words in tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text("utf-8")).items()
    }
)
