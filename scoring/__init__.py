"""What a self-evaluation form is worth: rules, scores, findings and reports."""

import gc
import os
import sys
from contextlib import suppress


def _leave(number: int, frame: object) -> None:
    """Ctrl+C while the command is being loaded: it has begun nothing, so it ends at once and without a word."""
    os._exit(130)


# Asked before anything is loaded, because that takes the longest of a start. A program that only uses us is left alone.
if getattr(sys, "argv", [""])[0].endswith(("-m", "/score", "\\score", "\\score.exe")):
    _signal = sys.modules["_signal"]  # there from the start
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        with suppress(ValueError):  # in a thread, which hears nothing
            _signal.signal(_signal.SIGINT, _leave)

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
