"""A rulebook: the published rules of one form, as data. A new province is a new file and no code."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from indicators.place import Place
from indicators.reading.files import text_of
from indicators.reading.problems import InputError, problem
from indicators.record import Record
from scoring.interval import Interval

FOLDER = Path(__file__).parent / "rulebooks"
LEVELS_UP = ("unmet", "part", "met")  # the levels of qualitative lines, the lowest first
# block → its headings on forms, the usual one first
BLOCKS = MappingProxyType(
    {
        "budget": ("预算执行情况",), "goal": ("绩效总目标",), "indicator": ("绩效指标",), "group": ("年度目标",),
        "cost": ("成本指标", "成本"), "output": ("产出指标", "产出"), "benefit": ("效益指标", "效益"),
        "satisfaction": ("满意度指标", "满意度"),
        "decision": ("决策",), "management": ("管理", "过程"),
        "quantity": ("数量指标",), "quality": ("质量指标",), "timeliness": ("时效指标",),
    }
)  # fmt: skip
NOT_CATEGORIES = frozenset({"budget", "goal", "indicator", "group"})  # any other block is a kind of indicator line


@frozen(repr=False)
class Basis(Record):
    """What rules rest on: the words that say so and where they stand, how well that is known, and an address.

    ``status`` is ``verified`` (seen verbatim), ``second-hand`` (relayed by others) or ``unverified`` (remembered).
    """

    source: str
    status: str
    url: str = ""


@frozen(repr=False)
class Block(Record):
    """A block of a form: its points (None where they are free), and whether its lines are judged, not computed.

    ``parts`` lie inside it and share its points. Where a form leaves the block out, its points go to ``absent_to``.
    """

    name: str
    points: Fraction | None
    judged: bool = False
    parts: tuple[Block, ...] = ()
    absent_to: str | None = None

    def all(self) -> Iterator[Block]:
        """The block and every part of it."""
        yield self
        for part in self.parts:
            yield from part.all()


@frozen(repr=False)
class FormRule(Record):
    """The blocks of one kind of form, and headings of columns that tell this form from others.

    ``unscored``: the form has completions and no points; ``movable``: in special cases points move between blocks.
    """

    kind: str
    blocks: tuple[Block, ...]
    basis: Basis
    unscored: bool = False
    movable: bool = False
    columns: tuple[str, ...] = ()

    def block(self, name: str) -> Block | None:
        """The block ``name``, or the part of a block, if this kind of form has it.

        >>> rulebook("yinchuan-2021").form("project").block("budget").points
        Fraction(10, 1)
        """
        return next((each for block in self.blocks for each in block.all() if each.name == name), None)


@frozen(slots=False, eq=False, repr=False)
class Rulebook:
    """One published rule. What it is silent on has the defaults below; ``states`` tells the two apart.

    Of the ``limits``, which are shares, ``over_completion`` begins at its limit, ``execution_reason`` below it, ``gap``
    and ``unspent`` above it. ``over_effect`` is what an over-completion asks for: ``none``, ``flag``, ``reason``, or
    ``deduction``, which a person may make and nothing computes; each asks for what is before it too.
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
    cited: tuple[tuple[str, Basis], ...] = ()
    stated: frozenset[str] = frozenset()

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
        return dict(self.variants) | {"within": "ratio"}

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

    def in_band(self, level: str | None, rate: Fraction | None) -> bool:
        """Whether ``rate`` lies in the half-open band of ``level``; the top band holds its upper edge too."""
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
        """What the rules in ``table`` rest on: its own basis, else the rulebook's; for ``form`` one a kind of form."""
        if table == "form":
            return tuple(form.basis for form in self.forms)
        return (dict(self.cited).get(table, self.own),)

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
