"""What the strategies write cells with: units with sizes of their own, comparators in signs and words, prose."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

ONE = Fraction(1)
# Sizes of their own, so that a wrong factor in the tables shows.
UNITS = MappingProxyType(
    {
        "money": {"元": ONE, "千元": Fraction(1000), "万元": Fraction(10**4), "亿元": Fraction(10**8)},
        "share": {"%": ONE, "百分比": ONE, "‰": Fraction(1, 10)},
        "length": {"米": ONE, "公里": Fraction(1000), "千米": Fraction(1000)},
        "area": {"亩": Fraction(2000, 3), "公顷": Fraction(10**4), "平方米": ONE},
        "time": {"天": ONE, "小时": Fraction(1, 24), "分钟": Fraction(1, 1440)},
        "event": {"次": ONE, "场": ONE, "期": ONE},
        **{word: {word: ONE, f"万{word}": Fraction(10**4)} for word in ("人", "件", "家", "户", "株")},
        **{word: {word: ONE} for word in ("人次", "个", "起", "项", "种", "份", "台", "工作日", "方队")},
    }
)
PERIODS = MappingProxyType({"年": 1, "半年": 2, "季度": 4, "月": 12, "周": 52})
WIDE = MappingProxyType({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
WAYS = MappingProxyType(  # to write a comparator; the first, none, with the words that are left out
    {
        "": "{} 达到{} 完成{} 实现{} 提升{} 增长{} {}覆盖 {}完成",
        ">=": "≥{} >={} ≧{} ⩾{} ＞＝{} 不少于{} 不低于{} 至少{} {}以上 {}及以上 {}（含）以上",
        ">": ">{} ＞{} 大于{} 超过{}",
        "<=": "≤{} <={} ≦{} ⩽{} ＜＝{} 不超过{} 不高于{} {}以下 {}及其以下 {}（含）以下 {}以内",
        "<": "<{} ＜{} 小于{} 低于{}",
        "=": "={} ＝{}",
    }
)
PROSE = ("及时", "有效保障", "充分", "逐步完善", "规范有序", "明显提升", "一般45天，延长不超过60天")
PHRASES = (("达成", "met"), ("达成预期指标", "met"), ("已完成", "met"), ("部分达成", "part"), ("未完成", "unmet"))
RATES = MappingProxyType({"met": ("0.8", "95%", "1"), "part": ("0.5", "70%"), "unmet": ("0", "49.5%")})
