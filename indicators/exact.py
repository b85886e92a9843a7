"""The one door from text to number: exact rationals from the written digits.

Binary floats are never made and never taken. Digits and exponents are bounded, so that a hostile number such as
``1e999999999`` costs microseconds.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from unicodedata import category

from attrs import frozen

from indicators.messages import Message
from indicators.numerals import chinese

MAX_DIGITS = 40
MAX_EXPONENT = 40
MAX_BITS = 136  # of a Python number: a little over 10**40

# Full-width forms and look-alikes, folded for matching only; the written text is always kept beside the value.
_LOOKALIKES = {
    "−": "-", "﹣": "-", "–": "-", "—": "-", "―": "-", "─": "-", "‐": "-", "‑": "-",
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹤": "<", "﹥": ">", "〉": ">", "〈": "<",
    "﹪": "%", "〜": "~", "㎡": "平方米", "○": "〇", "﹦": "=", "═": "=", "⩵": "=", "〓": "=", "﹢": "+", "≌": "≈",
    "㎞": "km", "㎏": "kg", "㎎": "mg", "㎍": "μg", "µ": "μ", "•": "·", "・": "·", "∙": "·", "⋅": "·", "‧": "·",
    "￥": "¥", "≯": "≤", "≮": "≥", "℅": "%", "٪": "%",
}  # fmt: skip
_FOLD = str.maketrans({chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)} | _LOOKALIKES)

# What turns the direction to right-to-left, or overrides it, turns digits round: it stays, and makes a cell unread.
_TURNING = frozenset("\u202b\u202d\u202e\u2067\u2068")
# A space inside the decimals, as PDF text leaves it, or one that marks thousands; never between whole numbers.
_SPLIT_DECIMALS = r"(\.\d+) (?=\d+(?![\d.,]))|(?<=\d) (?=\.\d)|(?<=\d,) (?=\d{3})|(?<=\d) (?=,\d{3})"
_SPACED_THOUSANDS = r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,]| \d)"
_BROKEN = r"(?<=[\d.,])[^\S\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\s*(?=[\d.,])"
LINE_BREAK = "⏎"  # between digits: what stands on two lines is never one number
NUMERAL = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?|[+-]?\.\d+", re.ASCII)
_MULTIPLIER = {
    "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
}  # fmt: skip
_SHARE = {"%": Fraction(1, 100), "百分比": Fraction(1, 100), "‰": Fraction(1, 1000)}


class NumberError(ValueError):
    """A text or value that is no number, or no number that we take; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.show())
        self.message = message


def fold(text: str) -> str:
    """``text`` with full-width forms, look-alike signs, invisible characters and spaces folded, for matching.

    >>> fold("＞＝９０％"), fold("7,403.9 5"), fold("12 20"), fold("\u200b1 500")
    ('>=90%', '7,403.95', '12 20', '1500')
    """
    folded = text.translate(_FOLD)
    if not folded.isprintable() or " " in folded:
        if not folded.isprintable():
            folded = "".join(char for char in folded if category(char) != "Cf" or char in _TURNING)
            folded = re.sub(_BROKEN, LINE_BREAK, folded)
        folded = " ".join(folded.split())
        folded = re.sub(_SPLIT_DECIMALS, r"\1", folded)
        folded = re.sub(_SPACED_THOUSANDS, lambda found: found.group().replace(" ", ""), folded)
    return folded


def number(text: str) -> Fraction:
    """The exact value of a text that is one number, and nothing else.

    Thousands marks, multipliers (万, 亿), shares (%, ‰, 百分比) and Chinese numerals are read. Raises NumberError.

    >>> number("7，532.21"), number("93.50%"), number("5万"), number("十二")
    (Fraction(753221, 100), Fraction(187, 200), Fraction(50000, 1), Fraction(12, 1))
    """
    folded = fold(text)
    found = NUMERAL.match(folded)
    if found:
        value, rest = digits(found.group()), folded[found.end() :].strip()
    else:
        numeral = chinese(folded)
        if numeral is None:
            raise NumberError(Message("{text!s} is not a number", {"text": _short(text)}))
        value, rest = numeral[0], folded[numeral[1] :].strip()
    scale = 1 if not rest else multiplier(rest) or _SHARE.get(rest)
    if scale is None:
        raise NumberError(Message("{text!s} is not a number", {"text": _short(text)}))
    return value * scale


def multiplier(text: str) -> int | None:
    """What 万, 亿 … multiplies by; None for any other text."""
    return _MULTIPLIER.get(text)


def digits(text: str) -> Fraction:
    """The exact value of folded decimal digits, within the bounds. Raises NumberError.

    >>> digits("-1,234.50")
    Fraction(-2469, 2)
    """
    mantissa, _, exponent = text.replace(",", "").lower().partition("e")
    whole, _, places = mantissa.lstrip("+-").partition(".")
    written = (whole + places).lstrip("0")
    significant = written.rstrip("0")
    power = exponent.lstrip("+-").lstrip("0")
    shift = (int(power or 0) if len(power) <= 4 else MAX_EXPONENT + 1) * (-1 if exponent.startswith("-") else 1)
    size = shift - len(places) + len(written) - 1  # the exponent in scientific notation
    if abs(shift) > MAX_EXPONENT or (written and abs(size) > MAX_EXPONENT):
        raise NumberError(
            Message("{text} is out of bounds: exponents go to ±{limit}", {"text": _short(text), "limit": MAX_EXPONENT})
        )
    if len(significant) > MAX_DIGITS:
        raise NumberError(
            Message("{text} has more than {limit} significant digits", {"text": _short(text), "limit": MAX_DIGITS})
        )
    if not significant:
        return Fraction(0)
    value = Fraction(int(significant)) * Fraction(10) ** (size - len(significant) + 1)
    return -value if mantissa.startswith("-") else value


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


@frozen
class Number:
    """A number as it was written, with its exact value. Equal when text and value are."""

    text: str
    value: Fraction

    @classmethod
    def of(cls, source: object) -> Number:
        """The number in a text or an exact Python number; a float or bool is refused. Raises NumberError.

        >>> Number.of("20.00")
        Number(text='20.00', value=Fraction(20, 1))
        """
        if isinstance(source, Number):
            return source
        if isinstance(source, str):
            return cls(source, number(source))
        if isinstance(source, int) and not isinstance(source, bool):
            if source.bit_length() > MAX_BITS:  # also keeps str() from its own limit
                raise NumberError(Message("the whole number is out of bounds: exponents go to ±40"))
            return cls(str(source), digits(str(source)))
        if isinstance(source, Decimal):
            return cls(str(source), number(str(source)))
        if isinstance(source, Fraction):
            if max(source.numerator.bit_length(), source.denominator.bit_length()) > MAX_BITS:
                raise NumberError(Message("the fraction is out of bounds: exponents go to ±40"))
            return cls(str(source), source)
        raise NumberError(
            Message("a {kind} is not taken as a number: write it as text", {"kind": type(source).__name__})
        )

    def __str__(self) -> str:
        return self.text
