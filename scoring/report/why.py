"""``--why-rulebook``: what speaks for each rulebook and what contradicts it, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoring.choice import candidates
from scoring.report import Report
from scoring.report.found import books
from scoring.report.rows import chosen_by
from scoring.scorecard import Scorecard


def render(report: Report) -> str:
    """Every form with its rulebook and the evidence for and against each."""
    return "\n\n".join("\n".join(_form(report, form.card)) for form in report.forms) + "\n"


def _form(report: Report, card: Scorecard) -> Iterator[str]:
    yield f"{card.form.label}  [{card.form.place}]"
    yield f"{report.say('rulebook')} {books(card.choice, report.language)}: {chosen_by(report, card)}"
    out = []
    for id_, title, good, bad in evidence(report, card):
        if bad and id_ != card.choice.rulebook.id:
            out.append(f"    {id_}  {title}: {report.say('; ').join(bad)}")
            continue
        yield f"  {id_}  {title}"
        yield from (f"    + {each}" for each in good)
        yield from (f"    − {each}" for each in bad)
    if out:
        yield f"  {report.say('contradicted by the form:')}"
        yield from out


def evidence(report: Report, card: Scorecard) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Id, title, and what speaks for and against each rulebook that was tried, in the report's language."""
    for trial in candidates(card.form, card.choice):
        good, bad = ([each.show(report.language) for each in some] for some in (trial.speaks_for, trial.against))
        yield trial.rulebook.id, trial.rulebook.title, good, bad


def as_data(report: Report, card: Scorecard) -> list[dict[str, Any]]:
    """The same for JSON: ``id``, ``for`` and ``against``."""
    return [{"id": id_, "for": good, "against": bad} for id_, _, good, bad in evidence(report, card)]
