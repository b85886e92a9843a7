"""Waivers: a form's ``[[accept]]`` tables take findings out of the verdict, never out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from indicators.form import Accept
from scoring.audit.finding import NOTE, Finding, basis, say
from scoring.scorecard import Scorecard


@frozen(eq=False, repr=False)
class Accepted:
    """A finding that a waiver accepts, with the waiver's reason."""

    finding: Finding
    reason: str


def weigh(card: Scorecard, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """The findings that stand and those that are accepted; a waiver that accepts nothing is itself a finding (A901)."""
    standing: list[Finding] = []
    accepted: list[Accepted] = []
    used: set[Accept] = set()
    for finding in findings:
        waiver = next((each for each in card.form.accepts if _covers(each, finding)), None)
        if waiver is None:
            standing.append(finding)
        else:
            used.add(waiver)
            accepted.append(Accepted(finding, waiver.reason))
    standing += [_unused(card, each) for each in card.form.accepts if each not in used]
    return tuple(standing), tuple(accepted)


def _covers(waiver: Accept, finding: Finding) -> bool:
    return waiver.code.upper() == finding.code and waiver.line in ("", finding.line)


def _unused(card: Scorecard, waiver: Accept) -> Finding:
    line = waiver.line or None
    message = say("the waiver for {code} accepts nothing", code=waiver.code)
    return Finding("A901", "waiver-unused", NOTE, line, waiver.place, None, None, message, basis(card, ""))
