"""The official form: what is printed reads back equal, from the page itself and from every format that draws it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import printed_forms, read_back
from tiers import examples

from indicators import Form, Line, Number, load, strategies
from indicators.form import Group, Other
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from indicators.recognition.recognise import recognise
from indicators.writing.toml import write_form
from scoring import score
from scoring.report import FormReport, Report, render
from scoring.report.official import Sheet, official
from scoring.report.official.sheet import document
from scoring.report.official.words import notes
from scoring.rounding import plain
from scoring.rulebook import names, rulebook

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "hongshan-2023").glob("*.toml"))
BOOKS = ("hongshan-2023", "mof-2020", "transfer-completion", "sichuan-2023")
FORMATS = ("xlsx", "docx", "html")


def back(page: Sheet) -> Form:
    found = recognise(document(page))
    [form], gaps = found.forms, found.gaps
    assert gaps == () and form.unread == () and form.others == () and form.remarks == ()
    return bare(form)


def bare(form: Form) -> Form:
    """The form without the evidence that a page keeps: the drawn forms have none."""
    assert form.columns or not any(form.lines())
    return evolve(form, columns=(), notes=(), blocks=())


@given(printed_forms(), st.sampled_from([None, *BOOKS]))
def test_a_page_reads_back_equal(form: Form, name: str | None) -> None:
    page = official(form, rulebook(name) if name else None)
    scored = any(line.filed for line in form.lines()) or name != "transfer-completion"
    if not scored:  # no column of points is printed then
        return
    assert back(page) == read_back(form, page.title)


def whole(page: Sheet) -> None:
    """Every position of every section is covered once."""
    for section in page.sections:
        taken = [
            (row, column)
            for box in section.boxes
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        ]
        assert sorted(taken) == [(row, column) for row in range(section.rows) for column in range(len(page.widths))]
    assert sum(page.widths) == 182


@given(strategies.forms(), st.sampled_from([None, *BOOKS]))
def test_any_form_has_a_page_without_holes(form: Form, name: str | None) -> None:
    whole(official(form, rulebook(name) if name else None))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_published_forms_read_back(path: Path) -> None:
    [form] = load(path)
    card = score(form)
    page = official(card.form, card.rulebook)
    whole(page)
    found = back(page)
    told = evolve(found, rulebook=None)
    assert [(line.name, line.target, line.actual, line.filed) for line in told.lines()] == [
        (line.name, line.target, line.actual, line.filed) for line in card.form.lines()
    ]
    assert score(found).filed == card.filed
    assert score(found).natural == card.rule  # reconstructed weights are not printed


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=examples(15))
@given(forms=st.lists(printed_forms(), min_size=1, max_size=2))
def test_every_format_reads_back_equal(kind: str, forms: list[Form]) -> None:
    """Through the file and our own reader; figures come back with every digit."""
    suffix = {"department": "整体绩效自评表", "project": "项目自评表"}
    titles = (form.title or f"2021年度第{at}{suffix[form.kind]}" for at, form in enumerate(forms))
    named = [evolve(form, title=title, year=2021) for form, title in zip(forms, titles, strict=True)]
    named = [evolve(form, title=form.title.replace("2020", "2021").replace(str(old.year), "2021"))
             for form, old in zip(named, forms, strict=True)]  # fmt: skip
    cards = [score(form, "hongshan-2023") for form in named]
    made = render(Report(tuple(FormReport(card, ()) for card in cards), (), "zh"), kind)
    data = made if isinstance(made, bytes) else made.encode()
    found = contents(data, f"a.{kind}", Limits())
    assert found.problems == ()
    pages = [official(card.form, card.rulebook) for card in cards]
    assert [bare(form) for form in found.forms] == [
        read_back(card.form, page.title) for card, page in zip(cards, pages, strict=True)
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_published_forms_read_back_from_files(kind: str) -> None:
    cards = [score(form) for form in load(*EXAMPLES)]
    made = render(Report(tuple(FormReport(card, ()) for card in cards)), kind)
    found = contents(made if isinstance(made, bytes) else made.encode(), f"a.{kind}", Limits()).forms
    for card, form in zip(cards, found, strict=True):
        again = score(form)
        assert (again.filed, again.natural, again.printed) == (card.filed, card.rule, card.printed)
        assert write_form(evolve(bare(form), title="")).count("[[") == write_form(evolve(card.form, title="")).count(
            "[["
        )


def test_the_layout_is_chosen_by_the_form() -> None:
    def texts(form: Form, name: str) -> set[str]:
        return {box.text for box in official(form, rulebook(name)).table.boxes}

    weighted = Line("i1", "indicator", "甲", "≥5人", "5人", "产出指标", weight=Number.of(50), filed=Number.of(50))
    national = texts(Form("project", weights="printed", indicators=(weighted,)), "mof-2020")
    assert {"分值", "得分", "偏差原因分析及改进措施", "总分", "三级指标"} <= national
    bare = evolve(weighted, weight=None, filed=None)
    transfer = texts(Form("project", indicators=(bare,)), "transfer-completion")
    assert {"指标值", "全年实际完成值", "未完成原因和改进措施"} <= transfer and not {"分值", "得分", "总分"} & transfer
    goal = Line("goal", "goal", "绩效总目标", "做好", "100%", weight=Number.of(20), filed=Number.of(20))
    hubei = texts(Form("project", weights="reconstructed", goal=goal, indicators=(weighted,)), "hongshan-2023")
    assert {"项目绩效总目标（20分）", "指标名称", "年初目标值（A）"} <= hubei and "分值" not in hubei


def test_what_a_page_cannot_carry_is_carried_as_well_as_can_be() -> None:
    line = Line(
        "g1.i1", "indicator", "甲", "64", "64", "产出指标", "数量指标", filed=Number.of(Fraction(1, 3)), unit="人"
    )
    form = Form("department", groups=(Group("就业", (line,), Number.of("２０")),), others=(Other(("甲说", "乙说")),))
    page = official(form)
    boxes = {box.text for box in page.table.boxes}
    assert "年度目标1（20分）：就业" in boxes  # a goal needs a name that is known as one
    assert {"64人", "1/3", "甲说"} <= boxes
    [found] = recognise(document(page)).forms
    assert [other.cells for other in found.others] == [("甲说", "乙说")]


@pytest.mark.parametrize("name", names())
def test_the_notes_are_those_of_the_rulebook(name: str) -> None:
    """What a page says of how it was scored follows from its rulebook: which budget divides, formulas, bands."""
    book = rulebook(name)
    said = "".join(notes(book))
    told = book.states("budget") and not book.unverified("budget")
    assert ("年初预算数" in said) == (book.divides_by == "initial" and told)
    assert ("调整后" in said) == (book.divides_by == "adjusted" and told)
    assert ("结余结转" in said) == book.carry_over
    assert ("全年预算数" in said) == (book.divides_by == "full-year" and told)
    rules = book.states("rules") and not book.unverified("rules")
    assert ("权重*A/B" in said) == (rules and book.variant("reverse") == "ratio")
    assert ("1-(B-A)/A" in said) == (rules and book.variant("reverse") == "linear")
    assert ("加权平均" in said) == (book.states("consolidation") and not book.unverified("consolidation"))
    edge = f"（含{plain(100 * book.bands['met'].low)}%）" if book.bands else "三档"
    assert (edge in said) == (book.states("bands") and not book.unverified("bands"))
    assert "计分原则" not in "".join(notes(book, scored=False))
    numbers = [note.partition(".")[0] for note in notes(book)]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
