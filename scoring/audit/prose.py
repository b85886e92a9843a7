"""X803, D106: the forms beside the rest of their document: its prose, and its pages that nobody can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.recognition.statements import Statement, stem
from scoring.audit.amount import money
from scoring.audit.budget import execution
from scoring.audit.document import Around, check_around
from scoring.audit.finding import WARNING, Hit, say
from scoring.audit.fits import rate_fits
from scoring.rounding import plain
from scoring.scorecard import Scorecard


@check_around("X803", "amount-differs", WARNING)
def amount_differs(cards: Sequence[Scorecard], around: Around) -> Iterator[Hit]:
    """The text of the document gives a project another budget, executed amount or rate than its form does.

    What it finds: paragraphs with 绩效自评综述 whose figures are not those of the one form with that project's name
    (without 项目, 工作, 经费, 专项 at its end).
    Why it matters: the same document says two things of one project.
    Basis: several sources compared (多方比较印证).
    Example: 全年预算数为44.16万元 in the text, 60 in the form.
    Remedy: correct the one that is wrong.
    """
    forms: dict[str, list[Scorecard]] = {}
    for card in cards:
        if card.form.kind == "project" and card.form.budget and stem(card.form.project):
            forms.setdefault(stem(card.form.project), []).append(card)
    said = [stem(statement.project) for statement in around.statements]
    for statement in around.statements:
        own = forms.get(name := stem(statement.project), [])
        if said.count(name) == 1 and len(own) == 1:
            (card,) = own
            yield from _compared(card, statement)


def _compared(card: Scorecard, statement: Statement) -> Iterator[Hit]:
    budget = card.form.budget
    line = card.of("budget")
    if budget is None or line is None:
        return
    place = statement.place
    for cell, said, filed in (
        ("budget", statement.budget, budget.line.target),
        ("spent", statement.spent, budget.line.actual),
    ):
        told, own = money(said, budget.money_unit), money(filed, budget.money_unit)
        if told is not None and own is not None and told != own:
            text = {
                "said": said,
                "filed": f"{filed}{'' if filed.endswith('元') else budget.money_unit}",
                "place": place,
            }
            if cell == "budget":
                yield Hit(
                    say("the text gives a budget of {said}, the form {filed} ({place})", **text), line, cell, filed
                )
            else:
                yield Hit(say("the text gives {said} spent, the form {filed} ({place})", **text), line, cell, filed)
    rate = execution(card)
    if statement.rate and rate is not None and not rate_fits(statement.rate, rate) and not _own_figures(statement):
        text = {"said": statement.rate, "rate": plain(100 * rate, 2), "place": place}
        yield Hit(
            say("the text gives a rate of {said}, the form makes {rate}% ({place})", **text), line, "printed_rate"
        )


def _own_figures(statement: Statement) -> bool:
    """Whether the rate of the text is that of the text's own amounts: then these are what differs."""
    budget, spent = money(statement.budget, "万元"), money(statement.spent, "万元")
    if not budget or spent is None:
        return False
    return rate_fits(statement.rate, spent / budget)


@check_around("D106", "page-unread", WARNING)
def page_unread(cards: Sequence[Scorecard], around: Around) -> Iterator[Hit]:
    """A page of the document has no text: a scan or a picture, outside the forms that were found.

    What it finds: pages that a person can read and we cannot.
    Why it matters: a form may stand on them.
    Basis: our own reading; nothing is guessed.
    Example: page 7 of 12 is a scan.
    Remedy: look at the page; if it holds a form, type it in as TOML.
    """
    for place in around.gaps:
        yield Hit(say("a page without text, a scan or a picture"), None, place=place)
