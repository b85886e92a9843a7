"""The cells of a form as the page shows them: named, labelled, marked with what was found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import evolve, frozen

from indicators.form import KINDS, LEVELS, Form, Line
from scoring.audit import NOTE, Finding
from scoring.report import Report
from scoring.web.edits import MONEY, Wrong, shown, unread_text, value_of

SHOWN = MappingProxyType(
    {
        "title": "title",
        "printed_grade": "printed grade",
        "money_unit": "money unit",
        "project": "project",
        "department": "department",
        "year": "year",
        "printed_total": "printed total",
        "deviation_reason": "reason for the deviation",
        "improvement": "improvement",
        "level1": "category",
        "level2": "subcategory",
        "name": "indicator",
        "target": "target",
        "actual": "actual",
        "weight": "weight",
        "filed": "filed score",
        "level": "degree of completion",
        "rate": "share within the degree",
        "kind": "kind",
        "reason": "reason for the deviation",
        "printed_rate": "printed rate",
        "initial": "initial budget",
        "text": "the goal in words",
    }
)
FIGURES = frozenset({"weight", "filed", "rate", "printed_rate", "initial"})
# The cell that a finding is about where its place does not tell, by the family of its code.
_FAMILIES = MappingProxyType({"S": "filed", "W": "weight", "T": "target", "B": "actual", "R": "reason"})


@frozen
class Cell:
    """One cell of the form: what it is called in a post, to a reader, and on the page; what was found in it."""

    name: str
    label: str
    value: str
    rows: int = 1
    across: int = 1
    lines: int = 1
    figure: bool = False
    codes: tuple[str, ...] = ()
    problem: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    unread: str = ""  # what a person must read first, and what it may be

    @property
    def id(self) -> str:
        """The name as an element's id."""
        return self.name.replace(".", "-").replace("+", "_")


def called(form: Form, name: str, report: Report) -> str:
    """What a cell is called in a sentence: its line and its column."""
    owner, _, key = name.rpartition(".")
    line = next((each for each in form.lines() if each.id == owner.partition("+")[0]), None)
    words = (" ".join(shown(line.name).split())[:40] if line else "", report.say(SHOWN.get(key, "")))
    return " ".join(filter(None, words))


class Maker:
    """Makes cells of one form."""

    def __init__(self, form: Form, report: Report, wrong: Mapping[str, Wrong], findings: Sequence[Finding]) -> None:
        self.form, self.report, self.wrong, self.findings = form, report, wrong, findings

    def cell(self, owner: str, key: str, **more: object) -> Cell:
        """The cell ``key`` of a line or of the form."""
        name = f"{owner}.{key}"
        refused = self.wrong.get(name)
        value = refused.typed if refused else shown(value_of(self.form, owner.partition("+")[0], key))
        problem = refused.message.show(self.report.language) if refused else ""
        label = self.report.say("implementing unit" if key == "unit" else SHOWN.get(key, ""))
        unread = unread_text(self.form, owner.partition("+")[0], key, self.report.language)
        own = {"figure": key in FIGURES, "problem": problem, "lines": _lines(value), "unread": unread}
        return Cell(name, label, value, **(own | more))  # type: ignore[arg-type]

    def of_line(self, line: Line, key: str, **more: object) -> Cell:
        """A cell of a line, named to a reader with its line, and marked with what was found in it."""
        marked = [each for each in self.findings if each.line == line.id and each.severity != NOTE]
        own = [each for each in marked if _key(each, line) == key]
        codes = tuple(dict.fromkeys(each.code for each in own))
        made = self.cell(line.id, key, codes=codes, **more)
        return evolve(made, label=f"{' '.join(shown(line.name).split())[:40]} {made.label}".strip())


def _lines(value: str, width: int = 14) -> int:
    """About how many lines a text takes in a cell, for browsers that cannot tell themselves."""
    wide = (sum(2 if ord(sign) > 0x2E7F else 1 for sign in part) for part in value.split("\n"))
    return min(12, sum(max(1, -(-each // width)) for each in wide))


def _key(finding: Finding, line: Line) -> str:
    """The cell of a line that a finding is about."""
    keys = [key for key, place in line.places if place == finding.place]
    if len(keys) == 1:
        return {"budget": "target", "spent": "actual"}.get(keys[0], keys[0])
    return _FAMILIES.get(finding.code[0], "")


def choices(key: str, report: Report, now: str = "") -> tuple[tuple[str, str], ...]:
    """What can be chosen in a cell, and what it is called; what is there ``now`` is among it."""
    if key == "money_unit":
        return tuple((each, each) for each in dict.fromkeys((*MONEY, now)))
    names = tuple((each, report.say(each)) for each in KINDS) if key == "kind" else tuple(LEVELS.items())
    return (("", "—"), *names)
