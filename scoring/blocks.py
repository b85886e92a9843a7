"""The blocks of a form and how well a rule is known: the parts that a rulebook is made of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from indicators.form import Form, Line
from indicators.record import Record
from indicators.wording import folded

# block → its headings on forms, the usual one first; a rulebook may give a block other headings, and other blocks
BLOCKS = MappingProxyType(
    {
        "budget": ("预算执行情况",), "goal": ("绩效总目标",), "indicator": ("绩效指标",),
        "group": ("年度目标", "年度绩效目标"),
        "cost": ("成本指标", "成本"), "output": ("产出指标", "产出"), "benefit": ("效益指标", "效益"),
        "satisfaction": ("满意度指标", "满意度"),
        "decision": ("决策",), "management": ("管理", "过程"),
        "quantity": ("数量指标",), "quality": ("质量指标",), "timeliness": ("时效指标",),
    }
)  # fmt: skip
NOT_CATEGORIES = frozenset({"budget", "goal", "indicator", "group"})  # any other block is a kind of indicator line


def heading(block: str) -> str:
    """The heading that a block is shown by.

    >>> heading("output"), heading("投入")
    ('产出指标', '投入')
    """
    return BLOCKS.get(block, (block,))[0]


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
    ``headings`` are what forms call it, where that is not the usual.
    """

    name: str
    points: Fraction | None
    judged: bool = False
    parts: tuple[Block, ...] = ()
    absent_to: str | None = None
    headings: tuple[str, ...] = ()

    def all(self) -> Iterator[Block]:
        """The block and every part of it."""
        yield self
        for part in self.parts:
            yield from part.all()

    @property
    def known_by(self) -> tuple[str, ...]:
        """The headings that a form may print over the block, the usual one first."""
        return self.headings or BLOCKS.get(self.name, (self.name,))

    @property
    def heading(self) -> str:
        """The heading that the block is shown by."""
        return self.known_by[0]

    @property
    def a_category(self) -> bool:
        """Whether indicator lines belong to it by the words of their categories."""
        return self.name not in NOT_CATEGORIES

    def heads(self, text: str) -> bool:
        """Whether a printed heading is this block's.

        >>> Block("output", None).heads("产 出\\n指标（50分）"), Block("inputs", None, headings=("投入",)).heads("投入")
        (True, True)
        """
        own = folded(text)
        return any(word in own for word in self.known_by)


@frozen(repr=False)
class Columns(Record):
    """Headings of columns: those that a form must have, those that it cannot have, and those that it usually has."""

    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    typical: tuple[str, ...] = ()

    @property
    def expected(self) -> tuple[str, ...]:
        """Every heading that speaks for the form."""
        return tuple(dict.fromkeys((*self.requires, *self.typical)))


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
    columns: Columns = Columns()

    def block(self, name: str) -> Block | None:
        """The block ``name``, or the part of a block, if this kind of form has it.

        >>> from scoring.rulebook import rulebook
        >>> rulebook("yinchuan-2021").form("project").block("budget").points
        Fraction(10, 1)
        """
        return next((each for block in self.blocks for each in block.all() if each.name == name), None)


def block_of(line: Line, rule: FormRule) -> Block | None:
    """The block of ``rule`` that a line belongs to, by its kind or by the words of its categories.

    The first level of categories comes before the second: 产出指标 › 成本指标 is output where a block of it is.
    """
    if line.group is not None or line.block != "indicator":
        name = "group" if line.group is not None else line.block
        return next((block for block in rule.blocks if name in {each.name for each in block.all()}), None)
    for level in (line.level1, line.level2):
        for block in rule.blocks:
            if block.name == "indicator":
                return block
            if level and any(each.a_category and each.heads(level) for each in block.all()):
                return block
    return None


def home(form: Form, line: Line, rule: FormRule) -> Block | None:
    """The block of a line of ``form``; of a project with one goal, not written as a group, the block of goals."""
    block = block_of(line, rule)
    if block is None and line.block == "indicator" and not form.groups and rule.kind == "project":
        return next((each for each in rule.blocks if each.name == "group"), None)
    return block
