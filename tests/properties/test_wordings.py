"""Targets put together from parts against an oracle that knows what each part means, and nothing of the grammar.

    subject × negation × verb × comparator × figure × unit × inclusion × second aim, in % and in 个

``WORDINGS=20000`` (the deep run) tries that many; the default run tries a few hundred.
"""

from __future__ import annotations

import os
import random
from fractions import Fraction

from attrs import frozen

from indicators.exact import Number
from indicators.form import Form, Line
from scoring.rounding import half_up
from scoring.scorer import score

COUNT = int(os.environ.get("WORDINGS", "400"))
TEN = Number.of(10)
SUBJECTS = {
    "%": ("", "", "合格率", "满意度", "群众满意度", "验收合格率", "覆盖率", "资金使用率", "公众知晓率：", "补贴发放率"),
    "个": ("", "", "数量", "建设项目", "新建点位", "服务网点", "培训班", "完成", "累计"),
}
SIGNS = {
    sign: tuple(words.split())
    for sign, words in {
        ">=": "≥ >= ≧ ⩾ ＞＝ 不低于 不少于 不小于 至少 大于等于 大于或等于 不得低于 不得少于 未低于 不得小于",
        ">": "> ＞ 大于 高于 超过 多于",
        "<=": "≤ <= ≦ 不超过 不高于 不大于 不多于 小于等于 不得超过 未超过 不得高于 控制在 至多 不能超过 未高于",
        "<": "< ＜ 小于 低于 少于",
        "=": "= ＝ ﹦ ═ 等于",
    }.items()
}
AIMING = {">=": ("提升至", "提高到", "增长到", "增加至"), "<=": ("降至", "降低至", "减少到", "压减至")}
DOING = ("达到", "达", "完成", "实现")
AFTER = {">=": ("以上", "及以上", "（含）以上", "以上（含）"), "<=": ("以下", "以内", "及以下", "之内", "（含）以内")}
SECOND = ("，力争{}", "，争取达到{}", "；力求{}", "（力争{}）", ",努力实现{}")


@frozen
class Wording:
    """A target and what it says: the sign, the number, and whether the bound itself is enough."""

    target: str
    sign: str
    value: Fraction


def draw(rng: random.Random) -> tuple[Wording, str, Fraction]:
    """A wording, a completion and its number."""
    unit = rng.choice(["%", "个"])
    whole = rng.randint(2, 99) if unit == "%" else rng.randint(2, 500)
    part = rng.choice(["", "", ".5", ".25"]) if unit == "%" else ""
    figure, value = f"{whole}{part}", Fraction(f"{whole}{part}")
    subject, shown = rng.choice(SUBJECTS[unit]), f"{figure}{unit}"
    way = rng.randrange(4)
    if way == 0:
        sign = rng.choice(list(SIGNS))
        text = rng.choice(SIGNS[sign]) + shown
    elif way == 1:
        sign = rng.choice(list(AFTER))
        text = rng.choice(("", *DOING)) + shown + rng.choice(AFTER[sign])
    elif way == 2:
        sign = rng.choice(list(AIMING))
        text = rng.choice(AIMING[sign]) + shown + rng.choice(("", "", *AFTER[sign]))
    else:
        sign, text = "", rng.choice(("", *DOING)) + shown
    if way == 0 and sign in (">", "<", ">=", "<=") and rng.random() < 0.25:
        text += rng.choice(("（含）", f"（含{shown}）"))
        sign = sign if sign.endswith("=") else sign + "="
    if rng.random() < 0.25 and sign != "=":
        further = Fraction(value + (1 if sign in ("", ">", ">=") else -1))
        text += rng.choice(SECOND).format(f"{int(further)}{unit}")
    done = rng.choice([value, value + 1, max(value - 1, Fraction(0)), value / 2 if unit == "%" else value * 2])
    actual = plain(done)
    return Wording(subject + text, sign, value), actual + unit, done


def plain(value: Fraction) -> str:
    """A number of at most three decimals in digits."""
    whole, part = divmod(value * 1000, 1000)
    return f"{whole}.{int(part):03}".rstrip("0").rstrip(".")


def earned(wording: Wording, done: Fraction) -> Fraction:
    """The share of the points, by the rules printed under every form."""
    a, sign = wording.value, wording.sign
    if sign in ("", ">=", ">"):
        return min(Fraction(1), done / a)
    if sign in ("<=", "<"):
        return Fraction(1) if done <= a else a / done
    return Fraction(1) if done >= a else done / a


def test_what_is_put_together_is_read_as_what_it_says() -> None:
    rng, read, wrong = random.Random(os.environ.get("WORDINGS_SEED", "1")), 0, []
    for _ in range(COUNT):
        wording, actual, done = draw(rng)
        line = Line("i1", "indicator", "事项", wording.target, actual, weight=TEN)
        found = score(Form("project", year=2023, indicators=(line,)), "hongshan-2023").lines[0]
        if found.status == "refused":
            continue
        read += 1
        if found.shown.value != half_up(10 * earned(wording, done), 2):
            wrong.append((wording.target, actual, str(found.shown), found.status))
    assert wrong == []
    assert read >= COUNT * 9 // 10
