"""What a table is for: self-evaluation (自评), targets (申报, 批复) or monitoring (监控); told by title and columns."""

from __future__ import annotations

from attrs import frozen

from indicators.place import Place


@frozen
class OtherTable:
    """A table of indicators that is no self-evaluation: its ``stage`` is ``targets`` or ``monitoring``."""

    stage: str
    title: str
    place: Place
