"""One column of numbers, whatever it came as, as scaled whole numbers: exact, with what could not be taken marked."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from indicators.exact import MAX_DIGITS, NumberError, digits, number
from indicators.messages import Message
from scoring.batch.kernel import Floats, Integers
from scoring.batch.split import PLACES, split, texts_in

KNOWN, MISSING, WRONG, LONG, FAR = range(5)  # the state of a cell; FAR is known, but no int64 of the column's scale
FIT = 2**60
_FLOAT_PLACES, _SAMPLE = (0, 2, 4, 6, 9), 512
_CACHED = 2**14  # floats at a time


class ColumnError(ValueError):
    """A column that is missing or of a type that cannot be taken, or a file that cannot; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.show())
        self.message = message


@frozen(eq=False)
class Numbers:
    """``values / 10**places`` where the state is KNOWN, ``far[row]`` where it is FAR, else nothing."""

    values: Integers
    places: int
    state: NDArray[np.uint8]
    far: dict[int, Fraction]

    def exact(self, row: int) -> Fraction | None:
        """The value of one row; None where there is none."""
        if self.state[row] == KNOWN:
            return Fraction(int(self.values[row]), 10**self.places)
        return self.far.get(row)

    def at(self, places: int, limit: int = FIT) -> Numbers:
        """The same at a larger scale, or at a smaller one where no digit is lost; rows beyond ``limit`` are FAR."""
        if places == self.places and limit == FIT:
            return self  # what is KNOWN is below it
        if places >= self.places:
            scale = 10 ** (places - self.places)
            scaled = self.values * np.int64(scale) if scale < FIT else self.values
            most = -(-limit // scale)
            if not self.far and -most < self.values.min(initial=0) <= self.values.max(initial=0) < most:
                return Numbers(scaled, places, self.state, {})
            fits = np.abs(self.values) < most
        else:
            scale = 10 ** (self.places - places)
            scaled = self.values // scale
            fits = (scaled * scale == self.values) & (np.abs(scaled) < limit)
        beyond = ~fits & (self.state == KNOWN)
        if not self.far and not beyond.any():  # 0 stays 0, where nothing is known
            return Numbers(scaled, places, self.state, {})
        rows = np.flatnonzero(beyond).tolist()
        far = self.far | {row: Fraction(int(self.values[row]), 10**self.places) for row in rows}
        state = np.where(beyond, np.uint8(FAR), self.state)
        scaled = np.where(state == KNOWN, scaled, 0)
        for row in self.far:  # too large at the scale of the column, and not at this one
            value = far[row] * 10**places
            if value.denominator == 1 and abs(value) < limit:
                scaled[row], state[row] = int(value), KNOWN
        left = {row: value for row, value in far.items() if state[row] == FAR}
        return Numbers(scaled, places, state, left)


def numbers(column: pa.Array, name: str) -> Numbers:
    """A column of decimals, integers, float64 (taken at 15 significant digits) or texts. Raises ColumnError.

    >>> read = numbers(pa.array([0.1, None, 12.5]), "weight")
    >>> read.exact(0), read.exact(1), read.exact(2)
    (Fraction(1, 10), None, Fraction(25, 2))
    """
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return numbers(
            pc.run_end_decode(column) if not pa.types.is_dictionary(kind) else column.dictionary_decode(), name
        )
    if pa.types.is_float64(kind):
        return _floats(column)
    if pa.types.is_integer(kind) and kind != pa.uint64():
        missing = _nulls(column)
        return _fitting(pc.fill_null(column, 0).cast(pa.int64()).to_numpy(zero_copy_only=False), 0, missing)
    if pa.types.is_decimal128(kind):
        return _decimals(column)
    if pa.types.is_decimal(kind) or kind == pa.uint64():
        return _one_by_one(column.cast(pa.string()))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return _texts(column)
    if pa.types.is_null(kind):
        return _fitting(np.zeros(len(column), np.int64), 0, np.ones(len(column), np.bool_))
    text = {"name": name, "kind": str(kind)}
    raise ColumnError(
        Message("column {name}: {kind} is not taken as numbers: use decimal, integer, double or text", text)
    )


def _nulls(column: pa.Array) -> NDArray[np.bool_]:
    if not column.null_count:
        return np.zeros(len(column), np.bool_)
    return np.asarray(column.is_null().to_numpy(zero_copy_only=False), np.bool_)


def _fitting(values: Integers, places: int, missing: NDArray[np.bool_]) -> Numbers:
    """Values that may be beyond ``FIT``, which the kernel leaves to Python."""
    state = missing.astype(np.uint8)  # MISSING is 1
    large = ~missing & ((values >= FIT) | (values <= -FIT))
    far = {row: Fraction(int(values[row]), 10**places) for row in np.flatnonzero(large).tolist()}
    state[large] = FAR
    return Numbers(np.where(state == KNOWN, values, 0) if far or missing.any() else values, places, state, far)


def _decimals(column: pa.Array) -> Numbers:
    """The two halves of each 128-bit number: the lower one is it, where the upper one only repeats the sign."""
    places = column.type.scale
    if places < 0:
        return _one_by_one(column.cast(pa.string()))
    missing = _nulls(column)
    halves = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)[column.offset : column.offset + len(column)]
    low, high = np.ascontiguousarray(halves[:, 0]), halves[:, 1]
    if missing.any():
        low = np.where(missing, 0, low)
    short = missing | (high == low >> 63)
    found = _fitting(np.where(short, low, 0) if not short.all() else low, places, missing)
    for row in np.flatnonzero(~short).tolist():
        found.state[row] = FAR
        found.far[row] = Fraction(column[row].as_py())
    return found


def _floats(column: pa.Array) -> Numbers:
    """Each float as the decimal of at most 15 significant digits that it is the nearest float of, or rounds to."""
    missing = _nulls(column)
    given = (pc.fill_null(column, 0.0) if column.null_count else column).to_numpy(zero_copy_only=False)
    for places in _FLOAT_PLACES:
        if not _scaled(given[:_SAMPLE], places)[1].all() and places != _FLOAT_PLACES[-1]:
            continue
        whole = _whole(given, places)
        if whole is not None:
            state = missing.astype(np.uint8)  # MISSING is 1, and its value 0
            return Numbers(whole, places, state, {})
    scaled, same = _scaled(given, places)
    found = _fitting(np.where(same, scaled, 0.0).astype(np.int64), places, missing)
    for row in np.flatnonzero(~same).tolist():
        _put(found, row, f"{given[row]:.14e}")
    return found


def _whole(given: Floats, places: int) -> Integers | None:
    """The whole numbers that all floats are at a scale, in blocks that stay in cache; None where one is not."""
    out, room, scale = np.empty(len(given), np.int64), np.empty((2, _CACHED)), 10.0**places
    with np.errstate(invalid="ignore", over="ignore"):
        for start in range(0, len(given), _CACHED):
            part = given[start : start + _CACHED]
            scaled, back = room[:, : len(part)]
            np.rint(np.multiply(part, scale, out=scaled), out=scaled)
            if not (scaled.min() > -1e15 and scaled.max() < 1e15):
                return None
            if not (np.divide(scaled, scale, out=back) == part).all():
                return None
            out[start : start + _CACHED] = scaled
    return out


def _scaled(given: NDArray[np.float64], places: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The whole numbers that floats are at a scale, and where they are: ``m / 10**places`` is the float again.

    Below 15 digits no other decimal shares its nearest float.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.rint(given * 10.0**places)
        return scaled, (np.abs(scaled) < 1e15) & (scaled / 10.0**places == given)


def _texts(column: pa.Array) -> Numbers:
    """Texts of plain digits in vectors; all others through the one door for numbers."""
    column = column.cast(pa.string())
    if _all_plain(column):
        try:
            filled = pc.if_else(pc.equal(column, ""), None, column) if pc.any(pc.equal(column, "")).as_py() else column
            return _decimals(filled.cast(pa.decimal128(38, PLACES)))
        except pa.ArrowInvalid:  # a sign within, two points, too many digits: row by row
            pass
    cells = split(column)
    plain = np.array([template in ("#", "-#") for template in cells.templates], np.bool_)
    minus = np.array([template == "-#" for template in cells.templates], np.bool_)
    sure = cells.sure & plain[cells.template]
    values = np.where(minus[cells.template], -cells.value, cells.value)
    empty = np.array([not template.strip() for template in cells.templates], np.bool_)[cells.template] & ~sure
    found = _fitting(np.where(sure, values, 0), PLACES, empty)
    for row in np.flatnonzero(~sure & ~empty).tolist():
        _put(found, row, column[row].as_py())
    return found


def _all_plain(column: pa.Array) -> bool:
    """Whether the column has digits, points and signs alone, and no number that ends in a point."""
    _, _, data = texts_in(column)
    plain = (data - ord("0")) < 10  # bytes wrap
    plain |= (data == ord(".")) | (data == ord("-"))
    return bool(plain.all()) and not pc.any(pc.ends_with(column, ".")).as_py()


def _one_by_one(column: pa.Array) -> Numbers:
    found = _fitting(np.zeros(len(column), np.int64), 0, _nulls(column))
    for row in np.flatnonzero(found.state == KNOWN).tolist():
        _put(found, row, column[row].as_py())
    return found


def _put(found: Numbers, row: int, text: str) -> None:
    """One odd cell: a number that is far, too long, or none."""
    found.values[row] = 0
    try:
        found.far[row] = digits(text) if "e" in text and text[-1].isdigit() else number(text)
        found.state[row] = FAR
    except NumberError as error:
        found.state[row] = WRONG if "not a number" in error.message.template else LONG


def written(value: Fraction) -> str:
    """A decimal fraction with all its digits; ``n/d`` never occurs here, as every value was read from decimal digits.

    >>> written(Fraction("-12.50")), written(Fraction(10**20))
    ('-12.5', '100000000000000000000')
    """
    for places in range(2 * MAX_DIGITS + 1):
        if 10**places % value.denominator == 0:
            whole = value.numerator * (10**places // value.denominator)
            sign, figures = "-" if whole < 0 else "", str(abs(whole)).rjust(places + 1, "0")
            return sign + (f"{figures[:-places]}.{figures[-places:]}" if places else figures)
    return str(value)
