"""Scored forms → the report of them, with its receipt; here, and in the process that writes many forms."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.reading.accounts import FORM, FileStatus
from indicators.reading.files import digest
from indicators.writing.toml import write_form
from scoring.audit import examine
from scoring.audit.document import Around
from scoring.report import FormReport, Report
from scoring.report.receipt import Receipt, receipt
from scoring.scorecard import Scorecard


def reported(cards: Sequence[Scorecard], around: Around | None, language: str, only: Scorecard | None = None) -> Report:
    """All forms audited as one document; with ``only`` one of them, as it is reported alone."""
    own, shared = examine(cards, around or None)
    forms = [FormReport(card, standing, accepted) for card, (standing, accepted) in zip(cards, own, strict=True)]
    shown = tuple(each for each in forms if only is None or each.card is only)
    return Report(shown, () if only else shared, language, receipt=_receipt(shown))


def _receipt(shown: Sequence[FormReport]) -> Receipt:
    """The receipt of forms as they stand on the page: their hash is that of the TOML that can be taken home."""
    forms = [each.card.form for each in shown]
    files = [FileStatus(form.place.file, FORM, digest=digest(write_form(form).encode())) for form in forms]
    return receipt([each.card.rulebook for each in shown], files)
