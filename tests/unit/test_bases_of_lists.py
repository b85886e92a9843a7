"""Every table of a rulebook may have a source, a status and an address of its own, those in lists too."""

from __future__ import annotations

import pytest
from own import BLOCKS, HEAD, own

from indicators import InputError, loads
from scoring import score
from scoring.audit import audit
from scoring.blocks import Basis
from scoring.report.rulebooks import in_words

OWN = 'source = "附件3"\nstatus = "unverified"\nurl = "https://example.org/3"\n'
PAIRS = OWN.strip().replace("\n", ", ")
BASIS = Basis("附件3", "unverified", "https://example.org/3")
STEPS = '[[steps]]\ncategory = "满意度指标"\nrows = [{at = "≥90%", share = 1}]\n'
CAPS = '[[caps]]\nexecution_below = "4/5"\nat_most = 89\n'
UNSAID = '[[unsaid]]\ntext = "酌情扣分"\n'
LEVELS = (
    '[[bands.level]]\nname = "好"\nshare = ["1/2", 1]\nstands_for = "met"\n{}'
    '[[bands.level]]\nname = "差"\nshare = [0, "1/2"]\nstands_for = "unmet"\n{}'
)
GRADES = '[grades]\nedges = [["优", 90], ["差", 0]]\n[[grades.needs]]\ngrade = "优"\nexecution = "9/10"\n'
FORM = """
[form]
kind = "project"
weights = "printed"
printed_total = 100
[[indicator]]
level1 = "满意度指标"
name = "群众满意度"
target = "≥90%"
actual = "50%"
weight = 100
filed = 100
"""


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (STEPS + OWN, "steps"),
        (STEPS.replace("share = 1", f"share = 1, {PAIRS}"), "steps"),
        (CAPS + OWN, "caps"),
        (UNSAID + OWN, "unsaid"),
        (LEVELS.format(OWN, OWN), "bands"),
        (LEVELS.format(OWN, ""), "bands"),
        (GRADES + OWN, "grades"),
    ],
)  # fmt: skip
def test_a_table_in_a_list_has_its_own_basis(text: str, table: str) -> None:
    book, bare = own(text), own(text.replace(OWN, ""))
    assert BASIS in book.bases(table) and book.unverified(table)
    assert not book.unverified("required") and "附件3" in in_words(book, "zh")
    if OWN in text:
        assert bare.bases(table) == (bare.own,) and not bare.unverified(table)


@pytest.mark.parametrize("within", ["blocks", "parts", "columns", "valid"])
def test_so_have_the_tables_within_a_form(within: str) -> None:
    part = f'{{block = "budget", points = 10{f", {PAIRS}" if within == "blocks" else ""}}}'
    inner = f', parts = [{{block = "output", points = 40, {PAIRS}}}]' if within == "parts" else ""
    columns = f'columns = {{typical = ["得分"], {PAIRS}}}\n' if within == "columns" else ""
    valid = f"valid = {{from = 2020, {PAIRS}}}\n" if within == "valid" else ""
    blocks = f'[[form]]\nkind = "project"\n{columns}blocks = [{part}, {{block = "cost", points = 90{inner}}}]\n'
    book = own("", valid + HEAD + blocks)
    assert (BASIS in book.bases("form")) is (within != "valid")


@pytest.mark.parametrize("table", [STEPS, CAPS, UNSAID, LEVELS.format("", ""), GRADES])
def test_a_wrong_basis_is_told_with_its_line(table: str) -> None:
    with pytest.raises(InputError) as caught:
        own(table + 'status = "sicher"\nurl = "example.org"\n')
    assert sorted(each.code for each in caught.value.problems) == ["I204", "I208"]


@pytest.mark.parametrize(("status", "severity"), [("verified", "error"), ("unverified", "warning")])
def test_no_error_rests_on_steps_that_are_remembered(status: str, severity: str) -> None:
    rules = own(
        STEPS + f'source = "附件3"\nstatus = "{status}"\n',
        HEAD + '[[form]]\nkind = "project"\nblocks = [{block = "satisfaction", points = 100}]\n',
    )
    card = score(loads(FORM), rules)
    (found,) = [each for each in audit(card) if each.code == "S302"]
    assert (found.severity, "附件3" in found.rule) == (severity, True)


@pytest.mark.parametrize("text", ["", " "])
def test_a_clause_without_words_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        own(UNSAID.replace("酌情扣分", text))
    assert [each.code for each in caught.value.problems] == ["I204"]


@pytest.mark.parametrize("source", ["", 'source = "表"\n'])
@pytest.mark.parametrize("said", [BLOCKS, STEPS, CAPS, UNSAID, '[limits]\nline_weight = "3/10"\n'])
def test_what_a_rulebook_says_itself_rests_on_no_other(source: str, said: str) -> None:
    head = f'id = "own"\ntitle = "自评表"\ndocument = "某财绩〔2022〕3号"\n{source}extends = "mof-2016"\n'
    book = own("", head + said)
    table = "form" if said == BLOCKS else said.strip("\n[").partition("]")[0]
    assert [each.source for each in book.bases(table)] == ["表" if source else "某财绩〔2022〕3号"]
    assert [each.url for each in book.bases(table)] == [""]


@pytest.mark.parametrize("said", ["form", "rules", "steps", "caps", "unsaid"])
def test_what_it_takes_over_keeps_its_basis(tmp_path, said: str) -> None:
    (tmp_path / "above.toml").write_text(
        HEAD + BLOCKS + '[rules]\nreverse = "ratio"\n' + STEPS + CAPS + UNSAID, "utf-8"
    )
    (tmp_path / "own.toml").write_text('id = "b"\ntitle = "t"\nsource = "另一"\nextends = "above.toml"\n', "utf-8")
    from scoring.rulebook import rulebook

    above, below = (rulebook(str(tmp_path / name)) for name in ("above.toml", "own.toml"))
    assert below.bases(said) == above.bases(said)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ('[rules]\nall_or_nothing = ["时效指标"]\n', ("rules.all_or_nothing",)),
        (STEPS, ("steps",)),
        ('[rules]\nall_or_nothing = ["时效指标"]\n' + STEPS, ("rules.all_or_nothing", "steps")),
    ],
)
def test_what_no_proof_is_of_is_named_by_the_key_that_is_there(said: str, named: tuple[str, ...]) -> None:
    assert own(said).beyond_formulas == named
