"""What a self-evaluation form is worth: rules, scores, findings and reports."""

from scoring.interval import Interval
from scoring.rulebook import Rulebook, rulebook
from scoring.scorecard import LineScore, Scorecard
from scoring.scorer import score

__all__ = ["Interval", "LineScore", "Rulebook", "Scorecard", "rulebook", "score"]
