"""The most even way to add up to a total from given least values: exact, by dynamic programming.

Within a family (the lines of one level-2 indicator) only the multiset of weights matters for feasibility and cost:
sorted weights must not be below the sorted least values, and a value can be met by as many lines as were filed at it.
So a family is cut, in falling order of its least values, into runs of one weight each; families are then joined by the
number of distinct weights and the total that they use. Ties are counted exactly.

Evenness is asked for within each family first, then over all lines: whole families may differ, their lines should not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, count
from math import comb, factorial, lcm, prod

from attrs import frozen

from indicators.record import Record

Costs = dict[int, int]  # steps used beyond the least values → least cost
Vector = tuple[tuple[int, int], ...]  # (line, weight), by line
Stock = tuple[tuple[int, int], ...]  # (weight, lines of that weight), heaviest first


@frozen(repr=False)
class Item(Record):
    """A line: its family, its least weight in whole steps, and whether weighing just that is preferred (``exact``)."""

    family: Hashable
    low: int
    exact: bool


@frozen(repr=False)
class Evenest(Record):
    """The weights in whole steps, in the order of the items, and how many solutions are equally good."""

    weights: tuple[int, ...]
    ways: int


def evenest(items: Sequence[Item], total: int) -> Evenest:
    """Whole weights, none below its ``low``, that add to ``total`` and are the most even.

    They minimise in this order: the distinct weights beyond one in each family; the squared distances from the mean of
    the family; those from the mean of all; the items that are not ``exact`` at their weight. Of equally good solutions
    the one with more on the earlier items is given. Raises ValueError where there is none: the total is below the sum
    of the least weights, or there is no item.

    >>> evenest([Item("a", 2, True), Item("a", 3, True), Item("b", 1, True)], 8)
    Evenest(weights=(3, 3, 2), ways=1)
    >>> evenest([Item("a", 1, True), Item("a", 1, True)], 5)
    Evenest(weights=(3, 2), ways=2)
    """
    slack = total - sum(item.low for item in items)
    if slack < 0 or not items:
        raise ValueError("the total is below the least weights")
    members: dict[Hashable, list[tuple[int, Item]]] = {}
    for index, item in enumerate(items):
        members.setdefault(item.family, []).append((index, item))
    common = lcm(*map(len, members.values()))  # clears the means of fractions
    whole = (total * total + 1) * (len(items) + 1) * common
    families = [_Family(each, slack, len(items) + 1, whole // len(each)) for each in members.values()]
    for extra in count():  # distinct weights beyond one a family: the fewest come first
        reach = _reach(families, slack, extra)
        if slack in reach[-1][extra]:
            break
    ways, weights = _trace(families, reach, extra, slack)
    return Evenest(tuple(weight for _, weight in weights), ways)


class _Family:
    """The weights that the lines of one family can have."""

    def __init__(self, members: Sequence[tuple[int, Item]], slack: int, scale: int, inner: int) -> None:
        self.members, self.slack = members, slack
        self.scale = scale  # more than the lines there are: squares count first, then lines off their score
        self.inner = inner  # puts the squares from the family's mean before both
        self.lows = sorted((item.low for _, item in members), reverse=True)
        self.sums = list(accumulate(self.lows, initial=0))
        self.exact = Counter(item.low for _, item in members if item.exact)
        self.layers: list[dict[int, Costs]] = [{0: {0: 0}}]
        self.tables: dict[int, Costs] = {}

    def table(self, distinct: int) -> Costs:
        """The least cost for each number of steps used, with ``distinct`` weights.

        Equal runs are not told apart: that would be a solution with fewer distinct weights, which is found before.
        """
        if distinct not in self.tables:
            raw = self._close(self.layer(distinct - 1), len(self.lows))
            self.tables[distinct] = {used: self._whole(used, cost) for used, cost in raw.items()}
        return self.tables[distinct]

    def _whole(self, used: int, cost: int) -> int:
        """The cost with the squares from the family's mean, which its total settles, put first."""
        lines, total = len(self.lows), self.sums[-1] + used
        return (lines * (cost // self.scale) - total * total) * self.inner + cost

    def layer(self, runs: int) -> dict[int, Costs]:
        """The same for the first lines only: by how many of them ``runs`` runs have placed."""
        while len(self.layers) <= runs:
            ends = range(len(self.layers), len(self.lows))
            self.layers.append({end: costs for end in ends if (costs := self._close(self.layers[-1], end))})
        return self.layers[runs]

    def _close(self, before: Mapping[int, Costs], end: int) -> Costs:
        """One more run, up to line ``end``."""
        found: Costs = {}
        for start, costs in before.items():
            for used, _, cost in self._runs(start, end):
                _join(found, costs, used, cost, self.slack)
        return found

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Steps used, weight and cost of each run that gives one weight to the lines from ``start`` to ``end``."""
        lines = end - start
        if lines <= 0:
            return
        weight = self.lows[start]
        for used in range(lines * weight - self.sums[end] + self.sums[start], self.slack + 1, lines):
            yield used, weight, lines * weight * weight * self.scale + lines - min(lines, self.exact[weight])
            weight += 1

    def best(self, distinct: int, used: int) -> tuple[int, Vector]:
        """How many assignments cost least with ``distinct`` weights and ``used`` steps, and the first of them."""
        raw = self._close(self.layer(distinct - 1), len(self.lows))[used]
        stocks = list(self._stocks(distinct, len(self.lows), used, raw, -1))
        return sum(_ways(self.members, stock) for stock in stocks), max(_first(self.members, stock) for stock in stocks)

    def _stocks(self, runs: int, end: int, used: int, cost: int, above: int) -> Iterator[Stock]:
        """The multisets behind a least cost; runs fall strictly, so each comes once."""
        if runs == 0:
            yield ()
            return
        for start, costs in self.layer(runs - 1).items():
            for own, weight, price in self._runs(start, end):
                if weight > above and costs.get(used - own) == cost - price:
                    for rest in self._stocks(runs - 1, start, used - own, cost - price, weight):
                        yield (*rest, (weight, end - start))


def _join(found: Costs, costs: Costs, used: int, cost: int, slack: int) -> None:
    """Add to every entry of ``costs`` and keep what is cheaper than in ``found``."""
    for spent, paid in costs.items():
        whole = spent + used
        if whole <= slack and (whole not in found or paid + cost < found[whole]):
            found[whole] = paid + cost


def _reach(families: Sequence[_Family], slack: int, extra: int) -> list[list[Costs]]:
    """By families joined, then by extra distinct weights: the least cost for each number of steps used."""
    reach: list[list[Costs]] = [[{0: 0}, *({} for _ in range(extra))]]
    for family in families:
        joined: list[Costs] = [{} for _ in range(extra + 1)]
        for already, costs in enumerate(reach[-1]):
            for distinct in range(1, min(extra - already + 1, len(family.lows)) + 1 if costs else 0):
                for used, cost in family.table(distinct).items():
                    _join(joined[already + distinct - 1], costs, used, cost, slack)
        reach.append(joined)
    return reach


def _trace(families: Sequence[_Family], reach: Sequence[Sequence[Costs]], extra: int, slack: int) -> tuple[int, Vector]:
    """The number of least-cost solutions and the first, back through the tables."""

    @cache
    def trace(joined: int, already: int, spent: int) -> tuple[int, Vector]:
        if joined == 0:
            return 1, ()
        family, ways = families[joined - 1], 0
        first: Vector = ()
        for distinct in range(1, min(already + 1, len(family.lows)) + 1):
            before = reach[joined - 1][already - distinct + 1]
            for used, cost in family.table(distinct).items():
                if before.get(spent - used) == reach[joined][already][spent] - cost:
                    some, vector = trace(joined - 1, already - distinct + 1, spent - used)
                    own, part = family.best(distinct, used)
                    ways += some * own
                    first = max(first, tuple(sorted((*vector, *part))))
        return ways, first

    return trace(len(families), extra, slack)


def _ways(members: Sequence[tuple[int, Item]], stock: Stock) -> int:
    """How many assignments of the stock keep every line at or above its least weight, and most lines exact."""
    exact = Counter(item.low for _, item in members if item.exact)
    kept = {weight: min(lines, exact[weight]) for weight, lines in stock}
    spare = {weight: lines - kept[weight] for weight, lines in stock}
    moved = [item.low for _, item in members if not item.exact]
    moved += [low for low, lines in exact.items() for _ in range(lines - kept.get(low, 0))]
    # the most demanding line chooses first; what it leaves is open to every later one
    chosen = prod(
        sum(lines for weight, lines in spare.items() if weight >= low) - place
        for place, low in enumerate(sorted(moved, reverse=True))
    )
    picks = prod(comb(exact[weight], lines) for weight, lines in kept.items())
    return picks * max(0, chosen) // prod(factorial(lines) for lines in spare.values())


def _exact(members: Sequence[tuple[int, Item]], stock: Stock) -> int:
    """The most lines that can be exact."""
    exact = Counter(item.low for _, item in members if item.exact)
    return sum(min(lines, exact[weight]) for weight, lines in stock)


def _first(members: Sequence[tuple[int, Item]], stock: Stock) -> Vector:
    """The assignment that gives most to the first line, then to the second, and so on."""
    vector: list[tuple[int, int]] = []
    for place, (index, item) in enumerate(members):
        rest, wanted = members[place + 1 :], _exact(members[place:], stock)
        for weight, _ in stock:
            left = tuple((each, lines - (each == weight)) for each, lines in stock if lines > (each == weight))
            kept = int(item.exact and item.low == weight)
            if weight >= item.low and _exact(rest, left) + kept == wanted and _ways(rest, left):
                break
        vector.append((index, weight))
        stock = left
    return tuple(vector)
