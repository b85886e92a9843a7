"""Waivers: a form's ``[[accept]]`` tables take findings out of the verdict, never out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from indicators.form import Accept
from indicators.messages import Message
from scoring.audit.catalogue import by_code, document_checks
from scoring.audit.finding import NOTE, Finding, basis, say
from scoring.scorecard import Scorecard


@frozen(eq=False, repr=False)
class Accepted:
    """A finding that a waiver accepts, with the waiver's reason."""

    finding: Finding
    reason: str


def weigh(
    card: Scorecard, findings: Sequence[Finding], across: Sequence[Finding] | None = None
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """The findings that stand and those that are accepted; a waiver that accepts nothing is itself a finding (A901).

    ``across`` are the findings of the whole document, of which a form may accept those that stand in it; None where no
    document was looked at, so that a waiver for one of them cannot be called unused.
    """
    standing: list[Finding] = []
    accepted: list[Accepted] = []
    used: set[Accept] = set()
    own = [each for each in across or () if _stands_in(card, each)]
    for finding in (*findings, *own):
        waiver = next((each for each in card.form.accepts if _covers(each, finding)), None)
        if waiver is not None:
            used.add(waiver)
            accepted.append(Accepted(finding, waiver.reason))
        elif finding not in own:  # those of the document stand there
            standing.append(finding)
    elsewhere = {check.code for check in document_checks()} if across is None else set()
    idle = (each for each in card.form.accepts if each not in used and each.code.upper() not in elsewhere)
    return (*standing, *(_unused(card, each) for each in idle)), tuple(accepted)


def _stands_in(card: Scorecard, finding: Finding) -> bool:
    """Whether a finding of the document stands in this form, or on a line of it."""
    return finding.place.file == card.form.place.file and (finding.line is None or card.of(finding.line) is not None)


def _covers(waiver: Accept, finding: Finding) -> bool:
    return waiver.code.upper() == finding.code and waiver.line in ("", finding.line)


def _unused(card: Scorecard, waiver: Accept) -> Finding:
    line = waiver.line or None
    return Finding("A901", "waiver-unused", NOTE, line, waiver.place, None, None, _why(card, waiver), basis(card, ""))


def _why(card: Scorecard, waiver: Accept) -> Message:
    """Why a waiver accepts nothing."""
    if by_code(waiver.code) is None:
        return say("the waiver accepts nothing: no finding has the code {code}", code=waiver.code or "—")
    if waiver.line and card.of(waiver.line) is None:
        text = {"code": waiver.code, "line": waiver.line}
        return say("the waiver for {code} accepts nothing: the form has no line {line}", **text)
    return say("the waiver for {code} accepts nothing", code=waiver.code)
