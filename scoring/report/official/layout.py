"""A form → the page that it is printed on: the wording chosen by its blocks, the columns by what it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import define, field

from indicators.form import Form, Group, Line
from indicators.recognition import headings
from indicators.recognition.labels import year as year_of
from indicators.unread import readings
from scoring.report.official import styles
from scoring.report.official.categories import categories
from scoring.report.official.sheet import CENTRED, FIGURE, LABEL, TEXT, Box, Section, Sheet
from scoring.report.official.to_confirm import with_marks
from scoring.report.official.words import MAX_PLACES, figure, notes, text_of, title, with_unit
from scoring.rounding import plain
from scoring.rulebook import FormRule, Rulebook

_FIGURES = ("weight", "filed", "reviewed")


def official(form: Form, book: Rulebook | None = None) -> Sheet:
    """The page of ``form`` under ``book``.

    >>> from indicators import loads
    >>> form = loads('[form]\\nkind = "project"\\nproject = "某项目"\\n[budget]\\nweight = 20\\nbudget = 5\\nspent = 4')
    >>> page = official(form)
    >>> page.title, [box.text for box in page.table.boxes][:6]
    ('某项目支出绩效自评表', ['项目名称', '某项目', '主管部门', '', '项目实施单位', ''])
    """
    return with_marks(_Page(form, book).sheet(), form)


@define(eq=False, repr=False)
class _Page:
    """A page being laid out: the columns that the form needs, and the sections made so far."""

    form: Form
    book: Rulebook | None
    style: styles.Style = field(init=False)
    roles: tuple[str, ...] = field(init=False)
    scored: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        form, rule = self.form, self.rule
        rows = [line for line in form.lines() if line.block == "indicator"]
        self.scored = any(line.filed for line in form.lines()) or not (rule and rule.unscored)
        self.style = styles.style_of(form, self.scored)
        wanted = ["block", "level1", "level2", "name", "target", "actual"]
        if self.scored and form.weights != "reconstructed" and any(line.weight for line in rows):
            wanted.append("weight")
        if self.scored:
            wanted.append("filed")
        if form.reviewed or any(line.reviewed or line.is_unread("reviewed") for line in form.lines()):
            wanted.append("reviewed")
        asked = self.book is not None and self.book.reason == "line"
        by_line = asked and not styles.goal_points(form) and not form.groups
        if by_line or any(line.reason for line in rows):
            wanted.append("reason")
        self.roles = tuple(wanted)

    @property
    def rule(self) -> FormRule | None:
        return self.book.form(self.form.kind) if self.book else None

    @property
    def width(self) -> int:
        return len(self.roles)

    def sheet(self) -> Sheet:
        form = self.form
        sections = [self._head()]
        if form.indicators or not form.groups:
            sections.append(self._indicators(self._block_label(), form.indicators, total=not form.groups))
        sections += [self._group(number, group) for number, group in enumerate(form.groups, 1)]
        sections.append(self._tail())
        sizes = [styles.WIDTHS[role] for role in self.roles]
        ends = [sum(sizes[:at]) * styles.PAGE // sum(sizes) for at in range(len(sizes) + 1)]
        widths = tuple(end - start for start, end in pairwise(ends))
        heading = title(form, self.style.suffix)
        year = f"（{form.year}年度）" if form.year and year_of(heading) != form.year else ""
        right = []
        if self.style.total == "head" and self.scored:
            right.append(f"自评得分：{figure(form.printed_total)}")
            right += [f"{styles.REVIEWED_TOTAL}：{figure(form.reviewed)}"] if form.reviewed else []
        if form.printed_grade:
            right.append(f"自评等级：{text_of(form.printed_grade)}")
        left = f"单位名称（盖章）：{text_of(form.department)}"
        shown = [section for section in sections if section.rows]
        return Sheet(
            heading,
            year,
            left,
            "\u3000".join(right),
            widths,
            tuple(shown),
            notes(self.book, scored=self.scored),
            styles.SIGNATURES,
        )

    # rows of labels and values

    def _pair(self, row: int, label: str, value: str, key: str) -> list[Box]:
        return [
            Box(label, row, 0, 1, 2, LABEL),
            Box(text_of(value), row, 2, 1, self.width - 2, TEXT, key=key),
        ]

    def _pairs(self, row: int, first: tuple[str, str, str], second: tuple[str, str, str]) -> list[Box]:
        (label, value, key), (other, other_value, other_key) = first, second
        return [
            Box(label, row, 0, 1, 2, LABEL),
            Box(text_of(value), row, 2, 1, 2, CENTRED, key=key),
            Box(other, row, 4, 1, 1, LABEL),
            Box(text_of(other_value), row, 5, 1, self.width - 5, CENTRED, key=other_key),
        ]

    def _head(self) -> Section:
        form = self.form
        boxes: list[Box] = []
        row = 0
        if form.kind == "project" or form.project:
            boxes += self._pair(row, "项目名称", form.project, "project")
            row += 1
        if form.kind == "project":
            units = ("主管部门", form.department, "department"), ("项目实施单位", form.unit, "unit")
            boxes += self._pairs(row, *units)
            row += 1
        else:
            boxes += self._pair(row, "单位名称", form.department, "department")
            row += 1
            if form.unit:
                boxes += self._pair(row, "实施单位", form.unit, "unit")
                row += 1
            if form.groups or form.basic_expenditure or form.project_expenditure:
                basic = ("基本支出总额", form.basic_expenditure, "basic_expenditure")
                boxes += self._pairs(row, basic, ("项目支出总额", form.project_expenditure, "project_expenditure"))
                row += 1
        if form.budget:
            boxes += self._budget(row)
            row += 2 + len(form.budget.sources)
        if form.goal:
            boxes += self._goal(row, form.goal)
            row += 2
        return Section(tuple(boxes), row)

    def _budget(self, row: int) -> Iterator[Box]:
        budget = self.form.budget
        if budget is None:
            return
        line, heads = budget.line, self.style.funds_heads
        points = figure(line.weight) if self.style.weight == "label" else ""
        keys = ["initial"] * bool(budget.initial) + ["budget", "spent"]
        if self.style.weight == "column" and "weight" in self.roles:
            keys.append("weight")
        elif line.weight:
            points = figure(line.weight)
        keys += ["rate"] + ["filed"] * self.scored + ["reviewed"] * ("reviewed" in self.roles)
        first = 3 if len(keys) <= self.width - 3 else 2
        ends = [*range(first, first + len(keys)), self.width]
        high = 2 + len(budget.sources)
        yield Box(_label(self.style.funds, budget.money_unit, points), row, 0, high, 1, LABEL)
        deep = 1 if budget.sources else 2
        if budget.sources:
            yield Box("", row, 1, 1, first - 1, LABEL)
        values = {
            "initial": budget.initial, "budget": line.target, "spent": line.actual, "weight": figure(line.weight),
            "rate": line.printed_rate, "filed": figure(line.filed), "reviewed": figure(line.reviewed),
        }  # fmt: skip
        if not any(values[key] for key in ("initial", "budget", "spent")):
            values["budget"] = "—"  # else nothing would say that there is a budget line
        yield Box(self.style.funds_name, row + 2 - deep, 1, deep, first - 1, LABEL)
        for at, key in enumerate(keys):
            wide, start = ends[at + 1] - ends[at], ends[at]
            head = heads.get(key, styles.REVIEWED)
            if key == "filed" and points:
                head = f"{head}（{points}分*执行率）"
            yield Box(head, row, start, 1, wide, LABEL)
            yield Box(text_of(values[key]), row + 1, start, 1, wide, FIGURE, "budget", key)
        for number, source in enumerate(budget.sources, 2):
            name = text_of(source.name)
            known = any(word in headings.squeeze(name) for word in headings.SOURCES)
            yield Box(name if known else f"其中：{name}", row + number, 1, 1, first - 1, LABEL)
            cells = {"budget": source.budget, "spent": source.spent}
            for at, key in enumerate(keys):
                wide, start = ends[at + 1] - ends[at], ends[at]
                yield Box(text_of(cells.get(key, "")), row + number, start, 1, wide, FIGURE)

    def _goal(self, row: int, goal: Line) -> list[Box]:
        points = figure(goal.weight)
        scored = self.scored and not goal.sub
        end = self.roles.index("filed") if scored else self.width
        if scored and "weight" in self.roles:
            end = self.roles.index("weight")
        target, actual = self.style.goal_heads
        boxes = [
            Box(_label(self.style.goal, "", points), row, 0, 2, 2, LABEL),
            Box(target, row, 2, 1, 2, LABEL),
            Box(actual, row, 4, 1, end - 4, LABEL),
            Box(text_of(goal.target), row + 1, 2, 1, 2, TEXT, "goal", "target"),
            Box(text_of(goal.actual), row + 1, 4, 1, end - 4, CENTRED, "goal", "actual"),
        ]
        if scored:
            rest = self.roles.index("reviewed") if "reviewed" in self.roles else self.width
            boxes.append(Box("得分", row, end, 1, rest - end, LABEL))
            boxes.append(Box(figure(goal.filed), row + 1, end, 1, rest - end, FIGURE, "goal", "filed"))
            if rest < self.width:
                boxes.append(Box(styles.REVIEWED, row, rest, 1, self.width - rest, LABEL))
                given = figure(goal.reviewed)
                boxes.append(Box(given, row + 1, rest, 1, self.width - rest, FIGURE, "goal", "reviewed"))
        return boxes

    # the tables of indicators

    def _block_label(self) -> str:
        block = self.rule.block("indicator") if self.rule and self.style.total == "head" else None
        points = plain(block.points) if block and block.points is not None and self.scored else ""
        return _label(self.style.block, "", points)

    def _indicators(self, label: str, lines: Sequence[Line], row: int = 0, *, total: bool = False) -> Section:
        """A heading and its lines, from ``row`` on; with ``total``, the total's row where the form has it here."""
        boxes = [Box(label, row, 0, 1 + len(lines), 1, LABEL)]
        heads = {"reviewed": styles.REVIEWED, **self.style.heads}
        boxes += [Box(heads[role], row, at, kind=LABEL) for at, role in enumerate(self.roles) if at]
        boxes += categories(lines, row + 1)
        for number, line in enumerate(lines, row + 1):
            boxes += self._line(number, line)
        rows = row + 1 + len(lines)
        if total and self.style.total == "foot" and self.scored:
            boxes += self._total(rows)
            rows += 1
        return Section(tuple(boxes), rows, (0, row + 1))

    def _line(self, row: int, line: Line) -> Iterator[Box]:
        cells: Mapping[str, str] = {
            "name": line.name, "target": with_unit(line), "actual": line.actual, "weight": figure(line.weight),
            "filed": figure(line.filed), "reviewed": figure(line.reviewed), "reason": line.reason,
        }  # fmt: skip
        if line.beside:  # words may stand where others have points: 否决
            cells = {key: text or " ".join(readings(line, key)) for key, text in cells.items()}
        for at, role in enumerate(self.roles[3:], 3):
            kind = FIGURE if role in _FIGURES else CENTRED if role in ("target", "actual") else TEXT
            yield Box(text_of(cells[role]), row, at, kind=kind, line=line.id, key=role)

    def _group(self, number: int, group: Group) -> Section:
        found = headings.group(text_of(group.name) + "：目标")
        own = found is not None and found[2] == "目标"
        name = text_of(group.name) if own else f"年度目标{number}"
        points = f"（{figure(group.weight)}分）" if group.weight else ""
        text = " ".join(filter(None, (text_of("" if own else group.name), text_of(group.text)))) or (
            "" if points else "—"
        )
        table = self._indicators(f"年度绩效指标{number}", group.lines, 1)
        goal = Box(f"{name}{points}：{text}", 0, 0, 1, self.width, LABEL)
        return Section((goal, *table.boxes), table.rows, table.heading)

    def _tail(self) -> Section:
        form, boxes, row = self.form, list[Box](), 0
        if (self.style.total == "head" and "reason" not in self.roles) or form.deviation_reason or form.improvement:
            reason, plan = "偏差大或目标未完成原因分析", "改进措施及结果应用方案"
            boxes += self._pair(row, reason, form.deviation_reason, "deviation_reason")
            boxes += self._pair(row + 1, plan, form.improvement, "improvement")
            row += 2
        for texts in filter(any, ([text_of(text) for text in other.cells] for other in form.others)):
            shown = [*texts[: self.width - 1], " ".join(texts[self.width - 1 :])] if len(texts) > self.width else texts
            for at, text in enumerate(shown):
                wide = self.width - at if at == len(shown) - 1 else 1
                boxes.append(Box(text, row, at, 1, wide, TEXT))
            row += 1
        return Section(tuple(boxes), row)

    def _total(self, row: int) -> Iterator[Box]:
        counted = (line for line in self.form.lines() if not (line.beside or line.sub))
        weights = [line.weight.value for line in counted if line.weight]
        known = plain(sum(weights, Fraction(0)), MAX_PLACES)
        yield Box("总分", row, 0, 1, 6, LABEL)
        sums = {
            "weight": (known, ""), "filed": (figure(self.form.printed_total), "printed_total"),
            "reviewed": (figure(self.form.reviewed), "reviewed"),
        }  # fmt: skip
        for at, role in enumerate(self.roles[6:], 6):
            text, key = sums.get(role, ("", ""))
            yield Box(text, row, at, kind=FIGURE, key=key)


def _label(text: str, unit: str, points: str) -> str:
    return text + (f"（{unit}）" if unit else "") + (f"（{points}分）" if points else "")
