"""What a self-evaluation form is worth: rules, scores, findings and reports."""

import gc

_collecting = gc.isenabled()
gc.disable()  # nothing that is loaded becomes garbage: to look for some would cost a tenth of the command's start

from scoring.interval import Interval
from scoring.rulebook import Rulebook, rulebook
from scoring.scorecard import LineScore, Scorecard
from scoring.scorer import score

if _collecting:
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()  # both together: what was loaded counts as old, and the next collection passes it by
    gc.enable()

__all__ = ["Interval", "LineScore", "Rulebook", "Scorecard", "rulebook", "score"]
