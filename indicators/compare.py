"""Numbers of target and completion brought to one unit and one direction, to face each other."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from indicators.amounts import Amount
from indicators.cells import Reading
from indicators.direction import doubt, harm_at_end, is_averted, is_gain, speaks_of_a_fall, speaks_of_growth
from indicators.form import Line
from indicators.measures import Bounds, Measure, Numeric, Refused
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.otherwise import is_class, is_for_one_period, other_meaning, speaks_otherwise
from indicators.scale import MismatchError, Scale, named_unit, scale, unscaled
from indicators.units import RANK, Unit
from indicators.wording import is_known
from indicators.words import ABOUT, AHEAD, BASES, OTHERWISE

_KIND = {">=": "positive", ">": "positive", "<=": "reverse", "<": "reverse", "=": "exact", "within": "within"}
_SIGN = {"positive": ">=", "reverse": "<=", "exact": "="}
_OPPOSITE = {"positive": "<", "reverse": ">"}


def compare_numbers(line: Line, target: Reading, actual: Reading) -> Measure:
    """Target and completion as numbers: the kind of the line, and which way both run."""
    amount = _aimed(target)
    if amount is not target.amount:
        target = evolve(target, amount=amount)
    sign, declared = amount.comparator, line.kind
    text = {"kind": declared, "target": line.target, "actual": line.actual}
    if declared == "deadline":
        return Refused("T408", Message("the target {target} is no date", text), declared)
    if sign and declared and _KIND[sign] != declared:
        return Refused("T406", Message("the kind {kind} contradicts the target {target}", text), declared)
    kind = _KIND.get(sign) or declared or "positive"
    if actual.amount is not None:
        turned = _same_way(line, target, actual, actual.amount)
        if turned is None:
            if {target.change, actual.change} == {"up", "down"}:
                return Refused("T406", Message("the completion {actual} runs against the target {target}", text), kind)
            told = Message("one of {target} and {actual} is a fall, the other does not say", text)
            return Refused("T408", told, kind)
        actual = turned
    if not sign and not declared and amount.value == 0 and not target.change:
        wanted = _is_wanted(line, target, actual)
        return wanted or face(line, target, actual, "reverse", note("zero-is-reverse"))
    return face(line, target, actual, kind)


def _is_wanted(line: Line, target: Reading, actual: Reading) -> Refused | None:
    """A 0 under the name of work or of a gain: more than that is no fault, and earns what nobody can say."""
    done = actual.amount
    if done is None or done.high is None or done.high <= 0 or target.zero or not is_gain(line.name):
        return None
    text = {"target": line.target, "actual": line.actual}
    return Refused("T408", Message("nothing was planned ({target}), and {actual} was done", text), "positive")


def _aimed(target: Reading) -> Amount:
    """The amount of a target with the comparator that the verb in front of it makes: 提升至 ≥, 降至 ≤."""
    amount = target.amount or Amount("", None, None)
    if amount.comparator or amount.value is None or target.aims not in (">=", "<="):
        return amount
    rising = target.aims == ">="
    return evolve(
        amount, comparator=target.aims, low=amount.low if rising else None, high=None if rising else amount.high
    )


def _same_way(line: Line, target: Reading, actual: Reading, done: Amount) -> Reading | None:
    """The completion as a change of the target's direction; None where they run, or may run, opposite ways.

    A word of falling is left out only where both sides carry one, or where the name does; a minus is a fall too.
    """
    own = target.change
    if not own and _is_below_0(done) and not _is_below_0(target.amount) and speaks_of_a_fall(line.name):
        return None  # 下降率: -5.6% is a rise, or a fall that is said twice
    if not own and (actual.change == "up" or any(word in BASES for word in actual.words)):
        grows = speaks_of_growth(line.name) and target.aims != ">="
        return actual if grows else None  # a change, where the target is a level: 增长至105% and 增长5%
    if own == "up" and _may_be_level(target, actual):
        return None
    if "down" not in (own, actual.change) or own == actual.change:
        return actual
    if "up" in (own, actual.change):
        return None
    if own == "down" and not target.named and done.value is not None and done.value < 0:
        fallen = evolve(done, low=-done.value, high=-done.value)
        return evolve(actual, amount=fallen, notes=(*actual.notes, note("fall-as-minus", text=actual.text)))
    shown = actual if own == "down" else target
    wanted = target.amount
    zero = done.value == 0 and (own == "down" or (wanted is not None and wanted.value == 0))  # else 下降1% is open
    ends = [] if shown.amount is None else [end for end in (shown.amount.low, shown.amount.high) if end is not None]
    positive = bool(ends) and min(ends) >= 0
    if zero or (own == "down" and target.named and positive):
        return actual
    if speaks_of_a_fall(line.name) and positive:
        return evolve(actual, notes=(*actual.notes, note("fall-in-name", text=shown.text)))
    return None


def _is_below_0(amount: Amount | None) -> bool:
    return amount is not None and any(end is not None and end.numerator < 0 for end in (amount.low, amount.high))


def _may_be_level(target: Reading, actual: Reading) -> bool:
    """Whether a completion beside a rise may be the level that was reached: 增加500人 and 10520人, 提高5%, 提高到5%."""
    wanted, done = target.amount, actual.amount
    if actual.aims in (">=", "held"):
        return True
    if actual.change or wanted is None or done is None or wanted.unit != done.unit or not wanted.low:
        return False
    return done.value is not None and done.value > 3 * wanted.low


def face(line: Line, target: Reading, actual: Reading, kind: str, *extra: Note) -> Measure:
    """Bring both sides to the target's unit and face their numbers."""
    named = named_unit(line)
    wanted = unscaled(target.amount or Amount("", None, None), named)
    own = wanted.unit or named
    notes = (*target.notes, *extra)
    low, high, why = wanted.low, wanted.high, ""
    if not wanted.comparator:  # a bare target is the bound that its kind makes of it
        sign = _SIGN.get(kind, "")
        low, high = None if sign == "<=" else low, None if sign == ">=" else high
        if line.kind is None and target.amount is not None and (target.amount.value != 0 or target.change):
            shared = own or (actual.amount.unit if actual.amount else None)  # a unit on one side is taken for both
            sure = _in(extra, "percent-for-text") or _ahead(target, actual)
            why = "" if sure else _why_in_doubt(line, target, shared)
    assumed = ("direction",) if why else ()
    shown = own.name if own else ""
    text = {"target": line.target, "actual": line.actual}
    if actual.missing:
        return Numeric(kind, low, high, None, shown, wanted.strict_low, wanted.strict_high, why, notes, assumed)
    if actual.amount is None:
        return Refused("T408", Message("the target {target} is a number, the completion {actual} is none", text), kind)
    done = actual.amount
    strange = speaks_otherwise(line, target, actual)
    if strange:
        text |= {"words": strange}
        turned = Message("the completion {actual} holds words that may turn its figure: {words}", text)
        return Refused("T408", turned, kind)
    other = other_meaning(line, target, actual)
    if other:
        return Refused("T408", other, kind)
    things = (target.amount.thing if target.amount else "", done.thing)
    if all(things) and things[0] != things[1]:
        told = {"source": things[1], "target": things[0]}
        return Refused("T408", Message("{source} may be something else than {target}", told), kind)
    # 200余人 and a sum with a part missing are values that are not known: no sign that somebody copied
    approximate = _in(actual.notes, "at-least") or (line.exact is not None and line.exact[0] != line.exact[1])
    if done.comparator and not approximate and not why and _OPPOSITE.get(kind) == done.comparator[0]:
        return Refused("T406", Message("the completion {actual} points against the target {target}", text), kind)
    if is_for_one_period(target.amount, done):
        period = Message("{actual} may be of one period or of the whole year: {target}", text)
        return Refused("T404", period, kind)
    try:
        scaled = scale(own, done, target.amount or wanted, line)
    except MismatchError as mismatch:
        return Refused(mismatch.code, mismatch.message, kind, assumed=mismatch.assumed)
    bounds = Bounds(scaled(done.low), scaled(done.high), done.strict_low, done.strict_high)
    if line.kind is None and kind in ("within", "exact") and low != 0 and _is_off(bounds, low, kind):
        named_alone = evolve(line, level1="", level2="")  # a category holds sums and shares of every kind
        why = doubt(named_alone, own or done.unit, target.subject)  # less of a cost or a time may be what is wanted
        assumed = ("direction",) if why else ()
    if is_class(own or done.unit, line) and not _at_an_end(bounds, low, high):
        classed = Message(
            "{actual} and {target} are classes, and no rule gives a share of the points between two", text
        )
        return Refused("T408", classed, kind)
    if shown == RANK and high is not None and bounds.high is not None and bounds.high > high:
        missed = Message("{actual} misses the place {target}, and no rule gives a share of the points for it", text)
        return Refused("T408", missed, kind)
    if any(things):
        notes = (*notes, note("thing-left-out", text=things[0] or things[1]))
    notes = (*notes, *actual.notes, *scaled.notes, *(() if line.exact else _sign_notes(actual, done.comparator)))
    measured = Numeric(kind, low, high, bounds, shown, wanted.strict_low, wanted.strict_high, why, notes, assumed)
    return _with_alternatives(measured, scaled) if scaled.others else measured


def _is_off(done: Bounds, low: Fraction | None, kind: str) -> bool:
    """Whether a completion is below a range, or on either side of a figure with a sign of equality."""
    if low is None or done.low is None or done.high is None:
        return False
    return done.high < low or (kind == "exact" and done.low > low)


def _at_an_end(done: Bounds, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether a completion is one of the ends of its target, or between both: so whichever way an order runs."""
    if done.low is None or done.low != done.high:
        return False
    return done.low in (low, high) or (low is not None and high is not None and low <= done.low <= high)


def _with_alternatives(measured: Numeric, scaled: Scale) -> Numeric:
    """The measure beside its other readings, where the completion may stand in another unit."""
    done = measured.actual or Bounds(None, None)
    others = []
    for other in scaled.others:
        times = other / scaled.factor
        low, high = (None if end is None else end * times for end in (done.low, done.high))
        others.append(evolve(measured, actual=evolve(done, low=low, high=high)))
    return evolve(measured, alternatives=tuple(others), assumed=(*measured.assumed, scaled.assumed))


def _why_in_doubt(line: Line, target: Reading, shared: Unit | None) -> str:
    """Why a bare target may run either way: what it measures, a level to be held, or a minus."""
    if target.aims == "held":
        return next((word for word in target.words if word.startswith(("保持", "维持", "稳定"))), "")
    if target.change:  # 零增长: neither a rise to be reached nor a 0 that must not be passed
        zero = target.amount is not None and target.amount.value == 0
        return "".join(target.words) if zero else ""
    limit = next((word for word in OTHERWISE["limits"] if word in target.remark), "")
    if limit:
        return limit
    if _in(target.notes, "about"):
        return next(word for word in ABOUT if word in target.plain)
    below = target.amount is not None and target.amount.value is not None and target.amount.value < 0
    of_shares = shared is not None and shared.is_share  # a plain percentage runs upward: 到位100%, 开工率100%
    unknown = target.subject if target.subject and not of_shares and not is_known(target.subject) else ""
    share = of_shares and not is_averted(line.name, shared)
    sounds = harm_at_end(line.name) if share else ""
    return doubt(line, shared, target.subject) or sounds or ("-" if below else unknown)


def _ahead(target: Reading, actual: Reading) -> bool:
    """Whether both sides say how long before its time the work was done (提前10天), the completion no less."""
    if target.subject != AHEAD or actual.subject != AHEAD or target.amount is None or actual.amount is None:
        return False
    wanted, done = target.amount, actual.amount
    least, reached = wanted.low, done.low
    return wanted.unit == done.unit and least is not None and reached is not None and reached >= least


def _sign_notes(actual: Reading, sign: str) -> tuple[Note, ...]:
    if not sign or _in(actual.notes, "at-least"):
        return ()
    code = {"=": "equals-copied", "within": "range-completion"}.get(sign, "comparator-copied")
    return (note(code, text=actual.text),)


def _in(notes: tuple[Note, ...], code: str) -> bool:
    return any(each.code == code for each in notes)
