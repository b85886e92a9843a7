"""The self-evaluation form (绩效自评表) as filed: a tree of weighted lines, nothing computed.

A *project form* (项目自评表) has a budget line, a goal line or none, and indicator lines. A *department form*
(部门整体绩效自评表) has a budget line and annual goals (年度目标), each a group of lines with points of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

from indicators.checked import FieldError, a_share, a_year, as_number, below_0, checked, not_below_0
from indicators.exact import Number
from indicators.place import Place
from indicators.record import Record
from indicators.wording import is_beside

if TYPE_CHECKING:
    from indicators.recognition.remarks import Remark

KINDS = ("positive", "reverse", "exact", "within", "deadline", "qualitative")
FORM_KINDS = ("project", "department")
WEIGHTS = ("declared", "printed", "reconstructed")
AGGREGATES = ("sum", "mean")
BLOCKS = ("budget", "goal", "indicator")
LEVELS = MappingProxyType({"met": "达成", "part": "部分达成", "unmet": "未达成"})
Places = tuple[tuple[str, Place], ...]
Ends = tuple[Fraction | None, Fraction | None]  # of an exact interval; None is no bound
Candidates = tuple[tuple[str, tuple[str, ...]], ...]  # the readings that an unread cell may have, by its key


@frozen(repr=False, field_transformer=checked(points=not_below_0))
class Step(Record):
    """One row of a line's own step table (分档): at or beyond ``at`` the line earns ``points``."""

    at: str
    points: Number = field(converter=as_number)


@frozen(
    repr=False,
    field_transformer=checked(block=BLOCKS, kind=KINDS, level=LEVELS, aggregate=AGGREGATES, rate=a_share),
)
class Line(Record):
    """One weighted line. Texts are as written; an empty text is a missing cell, which is not zero.

    ``block`` is ``budget``, ``goal`` or ``indicator``; ``weight`` is in points, ``filed`` (自评得分) too. ``level`` is
    ``met``, ``part`` or ``unmet``; ``rate`` the declared share within the level's band. ``places`` gives the spot of
    a cell by its key.

    A consolidated line keeps what its cells cannot say: ``exact`` (``exact_target``) are the ends of the numbers that
    ``actual`` (``target``) shows rounded, in the cell's own unit; on a line in words, of its share of the weight.
    ``funds`` is the money that weighs the line, with its unit.

    A weight is not below 0, but for a row that stands ``beside`` the 100 points.

    ``standard`` is the scoring standard (评分标准) of a form that has it in place of target and completion;
    ``reviewed`` the score that a reviewer printed beside the filed one (复核分).

    ``unread`` names the cells, by their field, that hold something which could not be read for certain (待核对): they
    are neither present nor missing. Such a field is empty, and ``candidates`` holds what it may be. On the budget line
    ``target`` is the budget, ``actual`` what was spent, and ``initial`` is among them too.
    """

    id: str
    block: str
    name: str = ""
    target: str = ""
    actual: str = ""
    level1: str = ""
    level2: str = ""
    weight: Number | None = field(default=None, converter=as_number)
    filed: Number | None = field(default=None, converter=as_number)
    kind: str | None = None
    unit: str = ""
    level: str | None = None
    rate: Number | None = field(default=None, converter=as_number)
    reason: str = ""
    aggregate: str | None = None
    sub: bool = False
    steps: tuple[Step, ...] = ()
    group: str | None = None
    printed_rate: str = ""
    exact: Ends | None = None
    exact_target: Ends | None = None
    funds: str = ""
    standard: str = ""
    reviewed: Number | None = field(default=None, converter=as_number)
    unread: tuple[str, ...] = ()
    candidates: Candidates = ()
    place: Place = field(default=Place(), eq=False)
    places: Places = field(default=(), eq=False)

    def __attrs_post_init__(self) -> None:
        if self.weight is not None and self.weight.value < 0 and not self.beside:
            raise FieldError("Line", below_0("weight", self.weight))

    @property
    def beside(self) -> bool:
        """Whether the row stands beside the 100 points: 加分项, 扣分项, 一票否决. Its points may be below 0.

        >>> Line("i9", "indicator", "获省级表彰", level1="加分项").beside, Line("i1", "indicator", "加分办法").beside
        (True, False)
        """
        return self.block == "indicator" and is_beside(self.name, self.level1, self.level2)

    def at(self, key: str) -> Place:
        """Where the cell ``key`` stood; the line's own place if that is not known."""
        return dict(self.places).get(key, self.place)

    def is_unread(self, *keys: str) -> bool:
        """Whether one of the cells ``keys`` is for a person to read (待核对).

        >>> Line("i1", "indicator", unread=("actual",)).is_unread("target", "actual")
        True
        """
        return bool(self.unread) and any(key in keys for key in self.unread)


@frozen(repr=False, field_transformer=checked())
class Source(Record):
    """One source of the budget (财政拨款, 上年结转, 其他资金): information, without points."""

    name: str
    budget: str = ""
    spent: str = ""
    unread: tuple[str, ...] = ()
    candidates: Candidates = ()


@frozen(repr=False, field_transformer=checked())
class Budget(Record):
    """The budget line (预算执行情况): A is the budget, B what was spent, both with their unit."""

    line: Line
    money_unit: str = "万元"
    initial: str = ""
    sources: tuple[Source, ...] = ()


@frozen(repr=False, field_transformer=checked(weight=not_below_0))
class Group(Record):
    """An annual goal (年度目标) with points of its own and its lines."""

    name: str
    lines: tuple[Line, ...]
    weight: Number | None = field(default=None, converter=as_number)
    text: str = ""
    place: Place = field(default=Place(), eq=False)
    unread: tuple[str, ...] = ()
    candidates: Candidates = ()


@frozen(repr=False, field_transformer=checked(points=not_below_0))
class PrintedBlock(Record):
    """Points that the form prints for a block: 产出指标（40分）. ``name`` is the printed heading without them."""

    name: str
    points: Number = field(converter=as_number)
    place: Place = field(default=Place(), eq=False)


@frozen(repr=False, field_transformer=checked())
class Other(Record):
    """A row of the form that is no line that we know: carried as it stands, never scored."""

    cells: tuple[str, ...]
    place: Place = field(default=Place(), eq=False)


@frozen(repr=False, field_transformer=checked())
class Accept(Record):
    """A waiver: the findings ``code`` of ``line`` (of the form, if empty) are accepted, for ``reason``."""

    code: str
    reason: str
    line: str = ""
    place: Place = field(default=Place(), eq=False)


@frozen(repr=False, field_transformer=checked(kind=FORM_KINDS, weights=WEIGHTS, year=a_year))
class Form(Record):
    """One form. ``weights`` says whether they are ``printed``, ``declared`` by the user or ``reconstructed``.

    ``unread`` names the parts that could not be read: a form with any is not whole and its totals are intervals.
    ``unread_cells`` names the fields of its head that are for a person to read (待核对), ``candidates`` what they may
    be. ``remarks`` is what the recognition of a document has to say. ``reviewed`` is the total that a reviewer printed
    beside the unit's own (财政审定得分).

    What the form printed, from which its rulebook is told: the headings of its ``columns`` as printed, the ``notes``
    under it (备注), the points of its ``blocks``.
    """

    kind: str
    project: str = ""
    department: str = ""
    unit: str = ""
    year: int | None = None
    title: str = ""
    rulebook: str | None = None
    printed_total: Number | None = field(default=None, converter=as_number)
    printed_grade: str = ""
    weights: str = "declared"
    deviation_reason: str = ""
    improvement: str = ""
    basic_expenditure: str = ""
    project_expenditure: str = ""
    budget: Budget | None = None
    goal: Line | None = None
    indicators: tuple[Line, ...] = ()
    groups: tuple[Group, ...] = ()
    accepts: tuple[Accept, ...] = ()
    others: tuple[Other, ...] = ()
    unread: tuple[str, ...] = ()
    unread_cells: tuple[str, ...] = ()
    candidates: Candidates = ()
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blocks: tuple[PrintedBlock, ...] = ()
    reviewed: Number | None = field(default=None, converter=as_number)
    remarks: tuple[Remark, ...] = field(default=(), eq=False)
    place: Place = field(default=Place(), eq=False)
    places: Places = field(default=(), eq=False)

    def at(self, key: str) -> Place:
        """Where the field ``key`` stood; the form's own place if that is not known."""
        return dict(self.places).get(key, self.place)

    def lines(self) -> Iterator[Line]:
        """Every line in printed order: budget, goal, indicators, then the groups' indicators.

        >>> form = Form("project", goal=Line("goal", "goal"), indicators=(Line("i1", "indicator"),))
        >>> [line.id for line in form.lines()]
        ['goal', 'i1']
        """
        if self.budget:
            yield self.budget.line
        if self.goal:
            yield self.goal
        yield from self.indicators
        for group in self.groups:
            yield from group.lines

    def parts(self) -> Iterator[Form | Line | Source | Group]:
        """Everything of the form that has cells: its head, its lines, the sources of its budget, its groups."""
        yield self
        yield from self.lines()
        yield from self.budget.sources if self.budget else ()
        yield from self.groups

    def is_unread(self, *keys: str) -> bool:
        """Whether one of the fields ``keys`` of the head is for a person to read (待核对)."""
        return any(key in keys for key in self.unread_cells)

    @property
    def to_confirm(self) -> int:
        """How many cells are for a person to read (待核对); none of rows beside the 100 points: nothing rests on them.

        >>> Form("project", unread_cells=("printed_total",), goal=Line("goal", "goal", unread=("filed",))).to_confirm
        2
        """
        unread = (part for part in self.parts() if unread_of(part))  # nearly always none: asked before their words are
        return sum(len(unread_of(part)) for part in unread if not (isinstance(part, Line) and part.beside))

    @property
    def computed(self) -> bool:
        """Whether the form was consolidated from others and filed by nobody: funds on its lines, and no score."""
        lines = [*self.lines()]
        return any(line.funds for line in lines) and not any(line.filed for line in lines)

    @property
    def label(self) -> str:
        """The name that people know the form by, on one line."""
        name = self.title or self.project or self.department or self.unit or self.place.file
        return " ".join(name.split())


def unread_of(part: Form | Line | Source | Group) -> tuple[str, ...]:
    """The cells of a part of a form that are for a person to read."""
    return part.unread_cells if isinstance(part, Form) else part.unread
