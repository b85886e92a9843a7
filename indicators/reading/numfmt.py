"""A stored number and its format → the text that a spreadsheet shows, worked out exactly.

A double is taken at 15 significant digits, as spreadsheets do (``0.9883999999999999`` is 0.9884), and rounded half away
from zero. A format that we do not know is answered with the number itself, never with a guess.

One deviation from the page, on purpose: a format without decimals that is no percentage and scales nothing would hide
digits (19.935 as ``0`` shows 20). Such a number keeps its digits: a score or an amount is not what a column's width
made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from indicators.reading.numfmt_dates import date

DIGITS = 15
_STORED = Context(prec=DIGITS, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)  # every double to 30 places
_PLAIN = range(-10, 21)  # magnitudes that General writes without an exponent
_MAX_MAGNITUDE = 310
_MAX_PLACES = 30
_LONGEST = 255  # of a format, where spreadsheets stop

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<number>[0#?.][0#?.,]*(?:E[+-]0+)?)|(?P<percent>%)|(?P<text>@)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"?|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_DATE = re.compile(r"[ymdhs]|aaa|上午/下午", re.IGNORECASE)
_LITERALS = re.compile(r'"[^"]*"?|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General', re.IGNORECASE | re.DOTALL)
_TESTS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip


def show(stored: str, code: str = "General", *, since1904: bool = False) -> str:
    """What a spreadsheet shows for a stored number with the number format ``code``; ``stored`` if it is no number.

    >>> show("0.9883999999999999", "0.00%"), show("12", '0"次"'), show("20", "0.00"), show("64.81999999999999")
    ('98.84%', '12次', '20.00', '64.82')
    >>> show("45291", 'yyyy"年"m"月"d"日"'), show("19.935", "0")
    ('2023年12月31日', '19.935')
    """
    if code in ("General", "") or len(code) > _LONGEST:
        return general(stored)
    value = _number(stored)
    if value is None:
        return stored
    section, signed = _choose(value, sections(code))
    if _is_date(section):
        return date(value, section, since1904) or general(stored)
    size = value if signed else abs(value)
    shown = _fill(size, section)
    return general(stored) if shown is None else shown


def show_text(text: str, code: str) -> str:
    """What a spreadsheet shows for a text cell: the text, with what the format's ``@`` section puts round it.

    >>> show_text("98%", "@"), show_text("12", '@"次"'), show_text("12", "0.00")
    ('98%', '12', '12')
    """
    parts = sections(code)
    if len(parts) < 4:
        return text
    shown = "".join(_literal(token) or ("@" if token["text"] else "") for token in _TOKEN.finditer(parts[3]))
    return shown.replace("@", text)


def general(stored: str) -> str:
    """A number without a format: up to 15 significant digits.

    >>> general("7403.950000000001"), general("1E-20"), general("3000.0")
    ('7403.95', '1E-20', '3000')
    """
    value = _number(stored)
    if value is None:
        return stored
    if not value:
        return "0"
    plain = value.normalize(_STORED)
    return f"{plain:f}" if plain.adjusted() in _PLAIN else f"{plain:E}"


@lru_cache(maxsize=256)
def sections(code: str) -> tuple[str, ...]:
    """The sections of a format: positive; negative; zero; text.

    >>> sections('0.00;[Red]-0.00;"a;b"')
    ('0.00', '[Red]-0.00', '"a;b"')
    """
    found: list[str] = []
    at = 0
    while True:
        match = _SECTION.match(code, at)
        end = match.end() if match else len(code)
        found.append(code[at:end])
        if end >= len(code):
            return tuple(found)
        at = end + 1


@lru_cache(maxsize=256)
def _tokens(section: str) -> tuple[re.Match[str], ...]:
    return tuple(_TOKEN.finditer(section))


def _number(stored: str) -> Decimal | None:
    try:
        value = _STORED.create_decimal(stored.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= _MAX_MAGNITUDE else None


def _choose(value: Decimal, parts: Sequence[str]) -> tuple[str, bool]:
    """The section for a value, and whether it shows the value's own sign."""
    numeric = [part for part in parts[:3] if "@" not in _LITERALS.sub("", part)] or ["General"]
    conditions = [_condition(part) for part in numeric]
    if any(conditions):
        for part, condition in zip(numeric, conditions, strict=True):
            if condition is None or _TESTS[condition[0]](value, condition[1]):
                return part, True
        return "General", True
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if not value and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], True


@lru_cache(maxsize=256)
def _condition(part: str) -> tuple[str, Decimal] | None:
    for token in _TOKEN.finditer(part):
        found = _CONDITION.fullmatch(token["bracket"] or "")
        if found:
            return found[1], Decimal(found[2])
    return None


@lru_cache(maxsize=256)
def _is_date(section: str) -> bool:
    return bool(_DATE.search(_LITERALS.sub("", section)))


def _literal(token: re.Match[str]) -> str:
    """The characters that a token shows whatever the value is."""
    bracket = token["bracket"] or ""
    currency = bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
    return (token["quoted"] or "") + (token["escaped"] or "") + (token["plain"] or "") + currency


def _fill(value: Decimal, section: str) -> str | None:
    """A section with the number in its place; None for a section that we do not know."""
    tokens = _tokens(section)
    if any((token["bracket"] or "").upper().startswith("DBNUM") for token in tokens):  # numerals in words
        return None
    percent = sum(bool(token["percent"]) for token in tokens)
    scaled = value.scaleb(2 * percent, _WIDE)
    runs = _runs(abs(scaled), tokens, percent > 0)
    if runs is None:
        return None
    shown = "".join(
        _literal(token)
        + ("%" if token["percent"] else general(str(abs(scaled))) if token["general"] else "")
        + (runs.pop(0) if token["number"] else "")
        for token in tokens
    )
    patterns = any(token["number"] or token["general"] for token in tokens)
    return ("-" if value < 0 and patterns else "") + shown.strip()


def _runs(value: Decimal, tokens: Sequence[re.Match[str]], percent: bool) -> list[str] | None:
    """The digits for each run of places: ``0!.0,`` has two, for amounts in ten thousands."""
    patterns = [token["number"] for token in tokens if token["number"]]
    if len(patterns) < 2:
        shown = [_digits(value, pattern, percent) for pattern in patterns]
        return None if None in shown else [each for each in shown if each is not None]
    joined = "".join(patterns)
    if "." in joined or "," in joined.rstrip(",") or any(token["plain"] == "/" for token in tokens):
        return None
    scale = len(joined) - len(joined.rstrip(","))
    digits = _digits(value.scaleb(-3 * scale, _WIDE).quantize(Decimal(1), context=_WIDE), joined.rstrip(","), percent)
    if digits is None:
        return None
    parts: list[str] = []
    for pattern in reversed(patterns[1:]):
        places = len(pattern.rstrip(","))
        parts.insert(0, digits[-places:])
        digits = digits[:-places]
    return [digits, *parts]


def _digits(value: Decimal, pattern: str, percent: bool) -> str | None:
    """The digits of a number that is not below zero by one run of ``0 # ? , .``."""
    pattern, exponent, _ = pattern.upper().partition("E")
    whole, point, places = pattern.partition(".")
    if exponent or "." in places or len(places) > _MAX_PLACES:
        return None
    thousands = len(pattern) - len(pattern.rstrip(","))
    value = value.scaleb(-3 * thousands, _WIDE)
    grouped = "," in whole.rstrip(",")
    places, whole = places.replace(",", ""), whole.replace(",", "")
    if not point and not percent and not thousands and value != value.to_integral_value():
        point, places = ".", "#" * _MAX_PLACES  # see the module's note
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), context=_WIDE)
    before, _, after = f"{rounded:f}".partition(".")
    before = before.lstrip("0").rjust(len(whole.lstrip("#?")), "0")
    if grouped:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    while after and places[len(after) - 1] in "#?" and after.endswith("0"):
        after = after[:-1]
    return before + point + after
