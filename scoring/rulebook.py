"""A rulebook: the published rules of one form, as data. A new province is a new file and no code."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from indicators.place import Place
from indicators.reading.files import text_of
from indicators.reading.problems import InputError, problem
from indicators.record import Record
from scoring.blocks import BLOCKS, NOT_CATEGORIES, Basis, Block, Columns, FormRule, heading
from scoring.interval import Interval

if TYPE_CHECKING:
    from scoring.ladders import Ladder
    from scoring.unread_rules import UnreadRule

FOLDER = Path(__file__).parent / "rulebooks"
OPEN = "open"  # a formula that rulebooks do not agree on: met earns the points, anything else is judgement
LEVELS_UP = ("unmet", "part", "met")  # the levels of qualitative lines, the lowest first
ALL_OR_NOTHING = (("", Fraction(1)),)  # the steps of a category whose lines get all of their points or none
# What a rulebook may say beside its formulas, by its key: nothing is proved of it, and nothing works back over it.
BEYOND: MappingProxyType[str, Callable[[Rulebook], object]] = MappingProxyType(
    {
        "bands.level": lambda book: book.levels,
        "rules.pass_threshold": lambda book: book.threshold is not None,
        "rules.all_or_nothing": lambda book: any(each.whole for each in book.steps),
        "steps": lambda book: not all(each.whole for each in book.steps),
        "caps": lambda book: book.caps,
        "grades.needs": lambda book: book.grade_needs,
    }
)


@frozen(repr=False)
class Level(Record):
    """A level of qualitative lines where a rulebook has others than the usual three, or other edges.

    ``share`` is its band, a share of the weight; ``closed`` says which edges belong to it: ``low``, ``high``, ``both``
    or ``none``. ``words`` in the completion tell it; ``stands_for`` is the nearest usual one (met, part, unmet).
    """

    name: str
    share: Interval
    closed: str = "low"
    words: tuple[str, ...] = ()
    stands_for: str = ""

    def holds(self, rate: Fraction) -> bool:
        """Whether a rate lies in the band, its edges as they are closed."""
        low, high = self.share.low, self.share.high
        above = low < rate or (rate == low and self.closed in ("low", "both"))
        return above and (rate < high or (rate == high and self.closed in ("high", "both")))


@frozen(repr=False)
class CategorySteps(Record):
    """Steps (分档) of the lines of a category: the first that is met gives its share of the points; none gives 0.

    ``at`` is a target; empty, the line's own target: met gives all, not met the rest of the steps, else 0.
    """

    category: str
    rows: tuple[tuple[str, Fraction], ...]

    @property
    def whole(self) -> bool:
        """Whether a line gets all of its points or none (``rules.all_or_nothing``)."""
        return self.rows == ALL_OR_NOTHING


@frozen(repr=False)
class Cap(Record):
    """The most that a form can have while less than a share of its budget was spent."""

    execution_below: Fraction
    at_most: Fraction


@frozen(repr=False)
class Unsaid(Record):
    """A clause in words that nothing computes; shown with every score that it may touch, never guessed.

    ``touches``: ``every`` line, lines completed ``over`` or ``short`` of their target, the ``budget`` line, or the
    lines of the category of that name.
    """

    text: str
    touches: str = "every"


@frozen(slots=False, eq=False, repr=False)
class Rulebook:
    """One published rule. What it is silent on has the defaults below; ``states`` tells the two apart.

    ``valid`` are the first and the last year of the forms that it is for; without a first one they begin with the year
    before the rulebook's, whose forms are filed in its year. ``threshold`` is the share of its target below which a
    line scores 0, ``threshold_closed`` whether at it too; ``grade_needs`` the execution rate that a grade asks for;
    ``least`` how many indicators a category
    needs.
    Of the ``limits``, which are shares, ``over_completion`` begins at its limit, ``execution_reason`` below it, ``gap``
    and ``unspent`` above it. ``over_effect`` is what an over-completion asks for: ``none``, ``flag``, ``reason``, or
    ``deduction``, which a person may make and nothing computes; each asks for what is before it too. ``ladders``
    are the steps that the form's own notes add, ``unread`` their rules that are not understood, ``noted`` whether they
    cap the total or a grade (``scoring.amended``).
    """

    id: str
    title: str
    document: str
    year: int | None
    own: Basis
    forms: tuple[FormRule, ...]
    divides_by: str | None = None
    carry_over: bool = False
    variants: tuple[tuple[str, str], ...] = ()
    pass_threshold: str = "none"
    bands: MappingProxyType[str, Interval] = field(factory=lambda: MappingProxyType({}))
    places: int = 2
    grades: tuple[tuple[str, Fraction], ...] = ()
    categories: tuple[str, ...] = ()
    reason: str = "none"
    adjustment_reason: bool = False
    level_column: bool = False
    limits: tuple[tuple[str, Fraction], ...] = ()
    over_effect: str = "none"
    weights: str = "adjusted"
    valid: tuple[int | None, int | None] = (None, None)
    region: str = ""
    levels: tuple[Level, ...] = ()
    threshold: Fraction | None = None
    threshold_closed: bool = False
    steps: tuple[CategorySteps, ...] = ()
    caps: tuple[Cap, ...] = ()
    grade_needs: tuple[tuple[str, Fraction], ...] = ()
    least: tuple[tuple[str, int], ...] = ()
    unsaid: tuple[Unsaid, ...] = ()
    unread: tuple[UnreadRule, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    noted: bool = False
    cited: tuple[tuple[str, Basis], ...] = ()
    stated: frozenset[str] = frozenset()
    digest: str = ""  # SHA-256 of its text, and of what it takes over from another

    @property
    def status(self) -> str:
        """How well the rulebook as a whole is known."""
        return self.own.status

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: read-only mappings do not."""
        return self.__dict__ | {"bands": dict(self.bands)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, bands=MappingProxyType(state["bands"]))

    @cached_property
    def _variant(self) -> dict[str, str]:
        return {"within": "ratio"} | dict(self.variants)

    def variant(self, kind: str) -> str:
        """The formula that this rulebook uses for indicators of ``kind``."""
        return self._variant[kind]

    def states(self, key: str) -> bool:
        """Whether the rulebook itself says ``table.key``, or anything in ``table``.

        >>> book = rulebook("mof-2016")
        >>> book.states("rules.reverse"), book.states("rules.exact_above"), book.states("grades")
        (True, False, False)
        """
        return key in self.stated

    def form(self, kind: str) -> FormRule | None:
        """The blocks for forms of ``kind``, if this rulebook has such forms."""
        return next((form for form in self.forms if form.kind == kind), None)

    def limit(self, name: str) -> Fraction | None:
        """The limit ``name``; None where the rulebook sets none."""
        return dict(self.limits).get(name)

    def valid_in(self, year: int) -> bool:
        """Whether the rulebook is for the forms of a year.

        >>> [rulebook("hubei-project-2020").valid_in(year) for year in (2018, 2019, 2023)]
        [False, True, True]
        """
        first, last = self.valid
        if first is None and self.year is not None:
            first = self.year - 1
        return (first is None or first <= year) and (last is None or year <= last)

    @property
    def beyond_formulas(self) -> tuple[str, ...]:
        """The keys of this rulebook that only the scoring of single forms knows: nothing else works over them."""
        own = tuple(key for key, says in BEYOND.items() if says(self))
        return (*own, "notes") if self.unread or self.ladders else own

    def in_band(self, level: str | None, rate: Fraction | None) -> bool:
        """Whether ``rate`` lies in the half-open band of ``level``; the top band holds its upper edge too."""
        if self.levels and rate is not None:
            own = [each for each in self.levels if level and level in (each.name, each.stands_for)]
            return any(each.holds(rate) for each in own)
        band = self.bands.get(level or "")
        if band is None or rate is None:
            return False
        return band.low <= rate and (rate < band.high or (level == LEVELS_UP[-1] and rate == band.high))

    def grade(self, total: Interval) -> str | None:
        """The grade of an exact total; None where there are no grades, or where the total leaves it open.

        >>> rulebook("hongshan-2023").grade(Interval.point(Fraction("89.999")))
        '良'
        """
        found = {self._grade(end) for end in (total.low, total.high)}
        return found.pop() if len(found) == 1 else None

    def _grade(self, total: Fraction) -> str | None:
        return next((name for name, edge in self.grades if total >= edge), None)

    def bases(self, table: str) -> tuple[Basis, ...]:
        """What the rules in ``table`` rest on: its own basis and those of its lists, else the rulebook's.

        For ``form`` one a kind of form.
        """
        own = tuple(basis for name, basis in self.cited if name == table)
        return (*(form.basis for form in self.forms), *own) if table == "form" else own or (self.own,)

    def basis(self, table: str) -> str:
        """The source of the rules in ``table``."""
        return "; ".join(dict.fromkeys(each.source for each in self.bases(table)))

    def verified(self, table: str) -> bool:
        """Whether all rules in ``table`` were seen verbatim."""
        return all(each.status == "verified" for each in self.bases(table))

    def unverified(self, table: str) -> bool:
        """Whether rules in ``table`` are remembered only."""
        return any(each.status == "unverified" for each in self.bases(table))


@lru_cache
def names() -> tuple[str, ...]:
    """The ids of the rulebooks that are shipped, in order.

    >>> "hongshan-2023" in names()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache(maxsize=64)
def rulebook(name: str) -> Rulebook:
    """The shipped rulebook ``name``, or the one in the file ``name``. Raises InputError.

    >>> rulebook("hongshan-2023").title, rulebook("hongshan-2023").status
    ('武汉市洪山区2023年度预算绩效自评表', 'verified')
    """
    known = name in names()
    if not known and not name.endswith(".toml") and not Path(name).suffix:
        raise InputError([problem("I209", Place(name), name=name, known=names())])
    path = FOLDER / f"{name}.toml" if known else Path(name)
    text, problems = text_of(path, name)
    if problems:
        raise InputError(problems)
    return loads(text, name, ours=known)


def resolve(rules: str | Path | Rulebook) -> Rulebook:
    """What a caller names: an id, a file or a Rulebook itself. Raises InputError, TypeError.

    >>> resolve("mof-2020") is resolve(rulebook("mof-2020"))
    True
    """
    if isinstance(rules, Rulebook):
        return rules
    if isinstance(rules, (str, Path)):
        return rulebook(str(rules))
    raise TypeError(f"rules must be an id, a file or a Rulebook, not {type(rules).__name__}")


def loads(text: str, file: str = "<text>", *, ours: bool = False) -> Rulebook:
    """The rulebook in a TOML text. Raises InputError with every problem and its line."""
    from scoring.rulebook_toml import read  # it makes the classes above

    return read(text, file, ours=ours)


__all__ = [
    "BLOCKS", "FOLDER", "LEVELS_UP", "NOT_CATEGORIES", "OPEN", "Basis", "Block", "Cap", "CategorySteps", "Columns",
    "FormRule", "Level", "Rulebook", "Unsaid", "heading", "loads", "names", "rulebook",
]  # fmt: skip
