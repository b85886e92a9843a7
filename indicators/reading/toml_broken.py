"""What is wrong with a broken TOML text, in the words of one who writes it by hand."""

from __future__ import annotations

from indicators.messages import Message

# how the reader's own sentence begins → what to do about it
_REASONS = (
    ("Invalid value", Message("no value that can be read: text stands in straight quotes, as in title = \"…\"")),
    ("Expected newline", Message("something stands behind the value: text in straight quotes, one key a line")),
    ("Unterminated string", Message("a text is not closed: a straight quote is missing at its end")),
    ("Illegal character", Message("a text is not closed: a straight quote is missing at its end")),
    ("Expected '='", Message("a line is a key, =, and its value")),
    ("Invalid statement", Message("a line is a key, =, and its value")),
    ("Cannot overwrite", Message("this key is there already")),
    ("Cannot declare", Message("this table is there already")),
    ("Unclosed array", Message("a list is not closed: ] is missing")),
    ("Expected ']'", Message("a list or the name of a table is not closed: ] is missing")),
    ("Unclosed inline table", Message("an inline table is not closed: }} is missing")),
)  # fmt: skip


def why_broken(sentence: str) -> Message:
    """What to mend, for a sentence of the TOML reader; the sentence itself where it is a rare one.

    >>> why_broken("Cannot overwrite a value (at line 2, column 6)").show()
    'this key is there already'
    """
    reason = sentence.partition(" (at ")[0]
    known = (said for begins, said in _REASONS if reason.startswith(begins))
    return next(known, Message("{reason}", {"reason": reason}))
