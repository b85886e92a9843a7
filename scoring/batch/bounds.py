"""How large numbers may be before a fast form could be wrong. Each limit is checked on a block before it is used.

The proofs stand in ``docs/batch.md``; ``tests/unit/test_batch_kernel.py`` goes up to each limit with hostile numbers.
Here ``w`` is the weight in hundredths, ``n / d`` the share of it that is earned, all whole numbers, and ``u = 2**-53``.
"""

from __future__ import annotations

# floats: one product with a constant that lies above all errors and below the nearest number that is no tie
UP = 100.0 * (1 + 2.0**-49)
DOWN = 100.0 * (1 - 2.0**-49)
NUDGE = 2.0**48  # 2·w·n below this: one product with UP rounds right
DIGITS = 2.0**51  # scaled values below this come back from float64 whole

# whole numbers
QUOTIENT = 2**53  # 2·w·n + 3·d below this: one division of float64 rounds down right
WRAP_SHARE = 2**60  # d below this, and
WRAP_RESULT = 2**49  # w·n/d below this as a float: the remainder modulo 2**64 is the true one

# what a batch takes; anything longer is out of range and says so
WEIGHT_PLACES = 6  # decimals of a weight or a filed score
WEIGHT_LIMIT = 10**15  # their size in millionths: below 10**9 points


def nudge_holds(weight: float, share: float, scale: float) -> bool:
    """Whether the one-product form is exact for weights up to ``weight`` points and numerators up to ``share``.

    >>> nudge_holds(20.0, 99_999.9999, 1e4), nudge_holds(20.0, 999_999_999.0, 1e6)
    (True, False)
    """
    return 2 * (weight * 100) * (share * scale) < NUDGE * (1 - 2.0**-40)  # the estimate itself is a float


def quotient_holds(weight: int, num: int, den: int) -> bool:
    """Whether ``floor((2·w·n + d) / (2·d))`` is right in float64 for numbers up to these.

    >>> quotient_holds(2000, 10**9, 10**9), quotient_holds(2000, 10**15, 10**15)
    (True, False)
    """
    return 2 * weight * num + 3 * den < QUOTIENT
