"""The forms of a rulebook out of its TOML text: blocks with their points, and headings of columns."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType

from attrs import define, field

from indicators.messages import Message
from indicators.reading.toml_table import Table
from indicators.wording import folded
from scoring.blocks import BLOCKS, NOT_CATEGORIES, Basis, Block, Columns, FormRule, heading

STATUSES = MappingProxyType({name: name for name in ("verified", "second-hand", "unverified")})
FORM_KINDS = MappingProxyType({name: name for name in ("project", "department")})
ZERO, HUNDRED = Fraction(0), Fraction(100)
_NAME = r"[a-z][a-z0-9-]*|[\u4e00-\u9fff][\u4e00-\u9fff0-9（）()、]*"


def read_basis(table: Table, above: Basis) -> Basis:
    """The table's own basis, filled up from the one above; an address belongs to its source."""
    source, status, url = table.text("source"), table.choice("status", STATUSES), table.text("url")
    if url and not url.startswith(("http://", "https://")):
        table.tell("I204", "url", reason=Message("an address begins with http:// or https://"))
    return Basis(source or above.source, status or above.status, url or ("" if source else above.url))


@define
class Citations:
    """What the tables of tables of a rulebook rest on: a step, a cap, a level, a block with a source of its own."""

    own: Basis
    found: list[tuple[str, Basis]] = field(factory=list)

    def read(self, table: Table, above: Basis | None = None) -> Basis:
        """The basis of a table within a list; one that lies in another (``above``) is told only if it has its own."""
        basis = read_basis(table, above or self.own)
        if above is None or any(key in table for key in ("source", "status", "url")):
            self.found.append((str(table.path[0]), basis))
        return basis


def read_texts(table: Table, key: str) -> tuple[str, ...]:
    """A list of texts, told as one where it is not."""
    texts = table.items(key)
    if not all(isinstance(each, str) for each in texts):
        table.tell("I204", key, reason=Message("a list of texts is wanted"))
    return tuple(map(str, texts))


def at_least_one(table: Table, key: str) -> list[Table]:
    """The tables under ``key``, of which there must be one at least."""
    if table.data.get(key) == []:
        table.tell("I204", key, reason=Message("the list is empty"))
    return table.tables(key)


def read_forms(root: Table, cited: Citations) -> tuple[FormRule, ...]:
    """The forms that the rulebook is for, each with its blocks."""
    forms: list[FormRule] = []
    for table in at_least_one(root, "form"):
        form = _form(table, cited)
        if form.kind and any(form.kind == other.kind for other in forms):
            table.tell("I204", "kind", reason=Message("this kind of form has its blocks already"))
        forms.append(form)
        table.close()
    return tuple(forms)


def _form(table: Table, cited: Citations) -> FormRule:
    table.need("kind", "blocks")
    basis = read_basis(table, cited.own)
    unscored = table.flag("unscored")
    blocks = tuple(_block(inner, unscored, cited, basis) for inner in at_least_one(table, "blocks"))
    every = [each for block in blocks for each in block.all() if each.name]
    there = {each.name for each in every}
    if len(there) < len(every):
        table.tell("I204", "blocks", reason=Message("a block is there twice"))
    if table.data.get("kind") == "project" and "budget" not in there:
        for name in filter(of_funds, (block.name for block in blocks)):
            reason = Message(
                'the row of funds is the block budget: block = "budget", headings = ["{name}"]', {"name": name}
            )
            table.tell("I204", "blocks", reason=reason)
    if "indicator" in there and not NOT_CATEGORIES.issuperset(there):
        table.tell("I204", "blocks", reason=Message("the block indicator holds all indicator lines already"))
    if any(each.absent_to and each.absent_to not in there - {each.name} for each in every):
        table.tell("I204", "blocks", reason=Message("absent_to must name another block of the form"))
    points = [block.points for block in blocks if block.points is not None]
    total = sum(points, ZERO)
    if points and (total > HUNDRED or (total < HUNDRED and len(points) == len(blocks))):
        table.tell("I204", "blocks", reason=Message("the blocks add to {total}, not 100", {"total": total}))
    return FormRule(
        table.choice("kind", FORM_KINDS) or "",
        blocks,
        basis,
        unscored,
        table.flag("movable"),
        _columns(table, cited, basis),
    )


def of_funds(words: str) -> bool:
    """Whether words are those of the row of funds, no category of indicators.

    >>> of_funds("预算执行率"), of_funds("资金执行情况"), of_funds("产出指标")
    (True, True, False)
    """
    return bool(re.fullmatch(r"(?:项目)?(?:预算|资金|经费|支出)*执行(?:率|情况|进度|指标)*", folded(words)))


def read_category(table: Table, key: str, category: str, *others: str) -> str:
    """A category of indicator lines, by a heading that forms print; what can never be one is told."""
    if category in others:
        return category
    if of_funds(category) or category == "budget":
        table.tell(
            "I204", key, reason=Message("{name} is the row of funds, no category of indicators", {"name": category})
        )
    elif category in BLOCKS:
        wanted = {"name": category, "heading": heading(category)}
        table.tell("I204", key, reason=Message("{name} is on no form: the heading is wanted, {heading}", wanted))
    return category


def _absent(table: Table) -> str | None:
    return table.text("absent_to") or None


def _columns(table: Table, cited: Citations, basis: Basis) -> Columns:
    """Headings of columns: a list is of those that a form usually has."""
    if isinstance(table.data.get("columns"), list):
        return Columns(typical=read_texts(table, "columns"))
    inner = table.table("columns")
    if inner is None:
        return Columns()
    columns = Columns(*(read_texts(inner, key) for key in ("requires", "excludes", "typical")))
    both = sorted(set(columns.expected) & set(columns.excludes))
    if both:
        inner.tell("I204", "excludes", reason=Message("{column} is asked for and excluded", {"column": both[0]}))
    cited.read(inner, basis)
    inner.close()
    return columns


def _block(table: Table, unscored: bool, cited: Citations, above: Basis) -> Block:
    basis = cited.read(table, above)
    table.need("block")
    free = table.flag("free") or unscored
    if not free:
        table.need("points")
    elif "points" in table:
        table.tell("I204", "points", reason=Message("a block that is free or unscored has none"))
    points = table.points("points")
    parts = tuple(_block(inner, free, cited, basis) for inner in table.tables("parts"))
    inside = sum((part.points for part in parts if part.points is not None), ZERO)
    if points and inside > points.value:
        table.tell("I204", "parts", reason=Message("they add to {total}, more than the block", {"total": inside}))
    headings = read_texts(table, "headings")
    name = table.text("block")
    if name and name not in BLOCKS and not re.fullmatch(_NAME, name):
        table.tell("I204", "block", reason=Message("a name is letters, digits and -, or the heading itself"))
    elif name and name.isascii() and name not in BLOCKS and not headings:
        table.tell("I204", "block", reason=Message("a block of your own needs headings that forms print over it"))
    block = Block(name, points.value if points else None, table.flag("judged"), parts, _absent(table), headings)
    table.close()
    return block
