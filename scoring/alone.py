"""What holds where no rulebook fits a form: its own points, and what all rulebooks say alike."""

from __future__ import annotations

from fractions import Fraction

from scoring.blocks import Basis, Block, FormRule
from scoring.rulebook import OPEN, Rulebook
from scoring.rulebook_tables import SILENT

_BASIS = Basis("the form alone: no rulebook fits it", "unverified")
_FREE = tuple(Block(name, None) for name in ("budget", "goal", "group", "indicator"))

ALONE = Rulebook(
    id="",
    title="",
    document="",
    year=None,
    own=_BASIS,
    forms=tuple(FormRule(kind, _FREE, _BASIS) for kind in ("project", "department")),
    variants=(("positive", "ratio"), ("reverse", OPEN), ("exact", OPEN), ("within", OPEN)),
    bands=SILENT,
    grades=tuple((name, Fraction(edge)) for name, edge in (("优", 90), ("良", 80), ("中", 60), ("差", 0))),
)
