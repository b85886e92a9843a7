"""The shipped rulebooks say what the evidence says, and are told to people."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.messages import translate
from scoring.interval import Interval
from scoring.report.rulebooks import in_words, listing
from scoring.rulebook import LEVELS_UP, Block, names, rulebook
from scoring.rulebook_tables import SILENT
from scoring.rulebook_toml import TABLES

EIGHTY_FIFTY = {"met": (F(4, 5), F(1)), "part": (F(1, 2), F(4, 5)), "unmet": (F(0), F(1, 2))}
SILENT_BANDS = {"met": (F(4, 5), F(1)), "part": (F(1, 2), F(4, 5)), "unmet": (F(0), F(3, 5))}
EIGHTY_SIXTY = {"met": (F(4, 5), F(1)), "part": (F(3, 5), F(4, 5)), "unmet": (F(0), F(3, 5))}
NATIONAL = {"优": 90, "良": 80, "中": 60, "差": 0}
HONGSHAN = "budget 20, goal 20, indicator 60; budget 20, group 80"
MOF = "budget 10, output 50, benefit 30, satisfaction 10"
MOF_COST = "budget 10, cost 20, output 40, benefit 20, satisfaction 10"
SYSTEM = "budget 10, indicator 90"
GUANGXI = "budget 10, output 50 (quantity 20, quality 10, timeliness 10, cost 10), benefit 30, satisfaction 10"
SICHUAN = "decision 25, management 30, performance 45; decision 20, management 10, performance 70"
PROVINCIAL = "budget 20, output 40, benefit 40 (satisfaction)"
YINCHUAN = "decision 10, management 25 (budget 10), output 30, benefit 35 (satisfaction 10)"

# The evidence. None: the rule is silent.
# id: status, year, blocks, which budget divides, bands, reverse, exact above, grades
EVIDENCE = {
    "hongshan-2023": ("verified", 2023, HONGSHAN, "adjusted", EIGHTY_FIFTY, "ratio", "full", NATIONAL),
    "hubei-project-2020": ("verified", 2020, "budget 20, group 80", "adjusted", EIGHTY_FIFTY, "ratio", None, None),
    "mof-2016": ("verified", 2016, MOF, "initial", EIGHTY_FIFTY, "ratio", None, None),
    "mof-2020": ("unverified", 2020, MOF, "full-year", EIGHTY_SIXTY, None, None, NATIONAL),
    "mof-2021-cost": ("unverified", 2021, MOF_COST, "full-year", EIGHTY_SIXTY, None, None, NATIONAL),
    "sichuan-2023": ("verified", 2023, "budget 10, indicator 90", "adjusted", None, None, None, None),
    "yinchuan-2021": ("verified", 2021, YINCHUAN, None, None, None, None, None),
    "yunnan-2020": ("second-hand", 2020, f"{MOF}; indicator", "full-year", EIGHTY_SIXTY, None, None, NATIONAL),
    "national-department-2020": ("second-hand", 2020, MOF, "full-year", EIGHTY_SIXTY, None, None, NATIONAL),
    "chongqing-department-2021": ("verified", 2021, SYSTEM, "adjusted", None, None, None, None),
    "sichuan-department-2017": ("verified", 2018, SICHUAN, None, None, None, None, None),
    "hunan-department-2018": ("verified", 2018, "inputs 15, process 40, results 45", None, None, None, None, None),
    "hubei-provincial-2017": ("verified", 2017, f"{PROVINCIAL}; {PROVINCIAL}", None, None, "ratio", None, None),
    "system-d1": ("second-hand", None, SYSTEM, "full-year", EIGHTY_SIXTY, "linear", "full", NATIONAL),
    "system-d1-guangxi": ("second-hand", None, GUANGXI, "full-year", EIGHTY_SIXTY, "linear", "full", NATIONAL),
    "transfer-completion": ("verified", 2015, "budget, indicator", "full-year", EIGHTY_SIXTY, None, None, None),
}
# id: reason, adjusted budgets need one, level column, limits, what an over-completion asks for
D1_LIMITS = {"execution_reason": F(4, 5), "gap": F(1, 20), "unspent": F(1, 5)}
ASKED = {
    "hongshan-2023": ("form", False, False, {}, "none"),
    "hubei-project-2020": ("form", False, False, {}, "none"),
    "mof-2016": ("none", False, False, {}, "none"),
    "mof-2020": ("line", False, False, {}, "deduction"),
    "mof-2021-cost": ("line", False, False, {}, "deduction"),
    "sichuan-2023": ("none", True, False, {"execution_reason": F(9, 10)}, "none"),
    "yinchuan-2021": ("none", False, False, {}, "none"),
    "yunnan-2020": ("line", False, False, {}, "deduction"),
    "national-department-2020": ("line", False, False, {}, "deduction"),
    "chongqing-department-2021": ("none", False, False, {}, "none"),
    "sichuan-department-2017": ("none", False, False, {}, "none"),
    "hunan-department-2018": ("line", False, False, {}, "none"),
    "hubei-provincial-2017": ("form", False, False, {}, "none"),
    "system-d1": ("line", False, True, {"over_completion": F(6, 5)} | D1_LIMITS, "flag"),
    "system-d1-guangxi": (
        "line", False, True, {"over_completion": F(13, 10)} | D1_LIMITS, "deduction",
    ),
    "transfer-completion": ("line", False, False, {}, "none"),
}  # fmt: skip
# tables whose rules are known otherwise than the rulebook as a whole
KNOWN_OTHERWISE = {
    ("hongshan-2023", "grades"): "second-hand",
    ("mof-2016", "budget"): "unverified",
    ("mof-2020", "budget"): "second-hand",
    ("mof-2020", "rules"): "second-hand",
    ("mof-2020", "bands"): "second-hand",
    ("mof-2020", "grades"): "second-hand",
    ("mof-2020", "required"): "second-hand",
    ("mof-2021-cost", "budget"): "second-hand",
    ("mof-2021-cost", "grades"): "second-hand",
    ("mof-2021-cost", "required"): "second-hand",
    ("hubei-provincial-2017", "rules"): "second-hand",
    ("hubei-provincial-2017", "required"): "second-hand",
    ("yunnan-2020", "limits"): "unverified",  # as the rulebook that it extends knows them
    ("national-department-2020", "limits"): "unverified",
    ("transfer-completion", "bands"): "unverified",
    ("transfer-completion", "consolidation"): "unverified",
}


def shape(blocks: tuple[Block, ...]) -> str:
    """Blocks as the evidence writes them."""
    shown = []
    for block in blocks:
        points = "" if block.points is None else f" {block.points}"
        shown.append(f"{block.name}{points}" + (f" ({shape(block.parts)})" if block.parts else ""))
    return ", ".join(shown)


def test_all_of_them_are_shipped() -> None:
    assert names() == tuple(sorted(EVIDENCE)) == tuple(sorted(ASKED))


@pytest.mark.parametrize("name", EVIDENCE)
def test_says_what_the_evidence_says(name: str) -> None:
    book = rulebook(name)
    status, year, blocks, divisor, bands, reverse, above, grades = EVIDENCE[name]
    assert (book.id, book.status, book.year) == (name, status, year)
    assert "; ".join(shape(form.blocks) for form in book.forms) == blocks
    assert book.divides_by == divisor
    assert book.states("bands") == (bands is not None)
    assert {level: (band.low, band.high) for level, band in book.bands.items()} == (bands or SILENT_BANDS)
    assert (book.variant("positive"), book.variant("within")) == ("ratio", "ratio")
    assert (book.variant("reverse"), book.states("rules.reverse")) == (reverse or "ratio", reverse is not None)
    assert (book.variant("exact"), book.states("rules.exact_above")) == (above or "full", above is not None)
    assert dict(book.grades) == (grades or {})
    assert book.places == 2


@pytest.mark.parametrize("name", ASKED)
def test_asks_for_what_the_evidence_asks(name: str) -> None:
    book = rulebook(name)
    asked = (book.reason, book.adjustment_reason, book.level_column, dict(book.limits), book.over_effect)
    assert asked == ASKED[name]
    assert book.categories == ()


@pytest.mark.parametrize("name", EVIDENCE)
def test_every_table_has_a_source_and_a_status(name: str) -> None:
    book = rulebook(name)
    assert book.title and book.document
    for table in ("form", *TABLES):
        assert book.basis(table)
        known = KNOWN_OTHERWISE.get((name, table), book.status)
        if table != "form":  # each form has a basis of its own
            assert {basis.status for basis in book.bases(table)} == {known}
            assert book.unverified(table) == (known == "unverified")
        if table != "form" and book.states(table):
            assert book.states(f"{table}.source"), "rules rest on words of their own"


def test_what_only_some_rulebooks_say() -> None:
    departments = {"hongshan-2023", "yunnan-2020", "national-department-2020", "chongqing-department-2021",
                   "sichuan-department-2017", "hunan-department-2018", "hubei-provincial-2017"}  # fmt: skip
    assert {name for name in names() if rulebook(name).form("department")} == departments
    unscored = {(name, form.kind) for name in names() for form in rulebook(name).forms if form.unscored}
    assert unscored == {("transfer-completion", "project"), ("yunnan-2020", "department")}
    assert {name for name in names() if any(form.movable for form in rulebook(name).forms)} == {
        "mof-2016", "mof-2020", "yunnan-2020", "national-department-2020", "hunan-department-2018",
    }  # fmt: skip
    assert {name for name in names() if rulebook(name).pass_threshold == "line"} == {"mof-2021-cost"}
    judged = {(name, block.name) for name in names() for form in rulebook(name).forms for top in form.blocks
              for block in top.all() if block.judged}  # fmt: skip
    assert {name for name, _ in judged} == {"yinchuan-2021", "sichuan-department-2017", "hunan-department-2018"}
    assert rulebook("mof-2021-cost").form("project").block("satisfaction").absent_to == "benefit"
    assert {name for name in names() if rulebook(name).carry_over} == {"hongshan-2023", "hubei-project-2020"}


def test_a_part_is_found_like_a_block() -> None:
    form = rulebook("system-d1-guangxi").form("project")
    assert form.block("cost").points == 10
    assert form.block("goal") is None


@pytest.mark.parametrize(
    ("name", "level", "rates"),
    [
        ("hongshan-2023", "met", {"0.7999": False, "0.8": True, "1": True, "1.0001": False}),
        ("hongshan-2023", "part", {"0.4999": False, "0.5": True, "0.7999": True, "0.8": False}),
        ("hongshan-2023", "unmet", {"-0.1": False, "0": True, "0.4999": True, "0.5": False}),
        ("mof-2020", "part", {"0.5999": False, "0.6": True, "0.8": False}),
        ("mof-2020", "unmet", {"0.5999": True, "0.6": False}),
        ("sichuan-2023", "met", {"0.7999": False, "1": True}),
    ],
)
def test_band_edges(name: str, level: str, rates: dict[str, bool]) -> None:
    """The lower edge belongs to the band, and 1 to the highest."""
    assert {rate: rulebook(name).in_band(level, F(rate)) for rate in rates} == rates
    assert not rulebook(name).in_band(None, F(1))
    assert not rulebook(name).in_band(level, None)


def test_a_rate_lies_in_one_band() -> None:
    for name in names():
        book = rulebook(name)
        for rate in (F(n, 100) for n in range(101)):
            if book.states("bands"):
                assert sum(book.in_band(level, rate) for level in LEVELS_UP) == 1


def test_a_silent_rulebook_has_the_bands_that_all_others_agree_on() -> None:
    """The hull of what the shipped rulebooks state, which for the highest level is one band."""
    stating = [book for book in map(rulebook, names()) if book.states("bands") and not book.levels]
    assert {level: Interval.hull(book.bands[level] for book in stating) for level in LEVELS_UP} == dict(SILENT)
    assert {book.bands["met"] for book in stating} == {SILENT["met"]}


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.999", "良"),
        ("80", "良"),
        ("79.999", "中"),
        ("60", "中"),
        ("59.999", "差"),
        ("0", "差"),
    ],
)
def test_grade_edges(total: str, grade: str) -> None:
    assert rulebook("mof-2020").grade(Interval.point(F(total))) == grade


def test_a_total_across_an_edge_has_no_grade() -> None:
    assert rulebook("mof-2020").grade(Interval(F(89), F(90))) is None
    assert rulebook("sichuan-2023").grade(Interval.point(F(95))) is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_listing_has_every_rulebook(language: str) -> None:
    rows = listing(language).splitlines()
    assert [row.split()[0] for row in rows[2:]] == list(names())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EVIDENCE)
def test_in_words_tells_points_and_sources(name: str, language: str) -> None:
    book = rulebook(name)
    text = in_words(book, language)
    assert all(line == line.rstrip() for line in text.splitlines())
    for form in book.forms:
        for block in (each for top in form.blocks for each in top.all()):
            assert block.heading in text
    for table in TABLES:
        if book.states(table):
            assert translate(book.basis(table), language) in text
    for grade, _ in book.grades:
        assert grade in text
