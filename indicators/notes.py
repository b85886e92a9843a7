"""Every note that a reading can leave on a line: nothing is normalised silently.

A note has a code for tests and programs, and a sentence for people.
"""

from __future__ import annotations

from types import MappingProxyType

from attrs import frozen

from indicators.messages import Message

TEMPLATES = MappingProxyType(
    {
        "unit-assumed": "no unit on one side: {unit} is taken for both",
        "unit-converted": "{source} is converted into {target}",
        "weeks-and-months": "{source} and {target}: a month may be counted as four weeks",
        "same-figures": "the completion repeats the figures and words of the target: met",
        "event-words": "{source} and {target} are taken as one unit",
        "percent-by-name": "the name is that of a share: the bare numbers are read as percentages",
        "percent-supplied": "no % sign in {text}: read as a percentage",
        "per-year": "{text} is read as {value} a year",
        "words-stripped": "the words {words} are left out of the comparison",
        "second-aim": "{text} is a second aim and scores nothing",
        "remark-left-out": "the remark ({text}) is left out of the comparison",
        "thing-left-out": "{text} counts the same thing",
        "zero-words": "{text} is read as 0",
        "fall-as-minus": "{text} is a fall, written with a minus on one side",
        "fall-in-name": "the name speaks of a fall: {text} is how large it was",
        "quotient": "{text} is read as {value}%",
        "multiplier-doubt": "{text} has no unit: it may be in {unit}, or in the unit without its multiplier",
        "fits-better": "{target} and {actual} are about {times} times apart: one may be in another unit",
        "percent-doubt": "{text} may be a fraction or a percentage",
        "before-or-within": "{target} may end before that month or quarter or with it; {actual} lies in it",
        "date-unchecked": "{text} holds a date and a figure; the completion shows only one of them",
        "day-or-number": "{target} and {actual} may be days or numbers, and the score differs",
        "word-for-done": "{text} does not say when",
        "degree-unsure": "{target} does not say what {actual} is a percentage of",
        "same-words": "the completion repeats the target word for word",
        "comparator-copied": "the completion {text} repeats the comparator: it is a bound, not a value",
        "equals-copied": "the completion {text} repeats the sign =: it is a value",
        "range-completion": "the completion {text} is a range, not a value",
        "at-least": "{text} is taken as at least {value}",
        "about": "{text} is taken as {value}",
        "direction-doubt": "{text} has no comparator and its direction is in doubt ({why})",
        "met-either-way": "the completion equals the target: met whichever way the indicator runs",
        "zero-is-reverse": "a bare 0 means that it must not happen: reverse",
        "percent-for-text": "a percentage for a target in words: compared with 100%",
        "rate-over-date": "the target has a date and a rate; the completion is a rate, so the rate is compared",
        "month-and-day": "no year on either side: month and day are compared",
        "year-assumed": "no year in {text}: {year} is taken",
        "level-by-phrase": "the level {level} is read from the words {text}",
        "level-by-text": "the completion repeats the target word for word: taken as 达成",
        "level-ignored": "the declared level is not used: the cells are compared as numbers",
        "strict-bound": "the strict bound is hit exactly: not met, but the ratio gives the full weight",
        "negative-completion": "the completion is below 0 and counts as 0",
        "rate-outside-band": "the declared rate {rate} lies outside the band of {level} and is not used",
        "steps-used": "the line's own step table replaces the ratio",
        "steps-prescribed": "the steps that the rulebook prescribes for its category replace the ratio",
        "steps-over-weight": "the step gives {points} points, more than the weight {weight}",
        "weight-unknown": "the weight is not given: at most {rest} points are left for this line",
        "weight-inferred": "the weight {natural} is inferred: it may lie anywhere from {low} to {high}",
        "sub-row": "a row of detail (其中): shown, not counted",
        "no-points": "no points are printed for this row and no score: information, not counted",
        "beside-the-points": "a row beside the 100 points (加分项, 扣分项, 一票否决): judged by a person, not counted",
        "bands-silent": "the rulebook is silent on the bands: those that all others agree on",
        "unsaid": "the rule says in words what nothing computes: {clause}",
        "steps-noted": "scored by the steps in the notes under the form: {rule}",
        "rule-unread": "a rule in the notes under the form may touch it and is not understood: {rule}",
        "rule-rounds": "the notes under the form round otherwise, so that either score is right: {rule}",
        "threshold": "less than {share} of the target: 0",
        "rulebooks-differ": "the rulebooks that fit do not agree on this line: judgement",
        "consolidated-share": "the share of the weight is consolidated from several lines; the level follows from it",
        "standard-used": "scored by the clauses of the line's own standard",
        "unread": "a person must read {cells} first",
        "capped": "the executed amount is over the budget: the score is capped at the points",
    }
)


@frozen
class Note:
    """A remark on how a line was read or scored."""

    code: str
    message: Message

    def show(self, language: str = "en") -> str:
        """The remark in ``language``."""
        return self.message.show(language)


def note(code: str, **values: object) -> Note:
    """The note ``code`` with its values.

    >>> note("unit-assumed", unit="人").show()
    'no unit on one side: 人 is taken for both'
    """
    return Note(code, Message(TEMPLATES[code], values))
