"""A national form under which notes stand, for the tests of notes."""

from __future__ import annotations

from indicators import Form, loads
from scoring.audit import audit
from scoring.scorecard import Scorecard

LINES = (
    ("i1", "数量指标", "≥20公里", "18公里", 20),
    ("i2", "时效指标", "≥100%", "80%", 10),
    ("i3", "质量指标", "≤4起", "5起", 10),
    ("i4", "质量指标", "健全", "部分达成", 10),
    ("i5", "社会效益指标", "≥1000人", "2000人", 30),
    ("i6", "满意度指标", "≥95%", "91%", 10),
)


def form(*notes: str, filed: dict[str, str] | None = None) -> Form:
    """A national form under which ``notes`` stand; its scores are the rule's but for those ``filed``."""
    right = {"budget": "9", "i1": "18", "i2": "8", "i3": "8", "i4": "7", "i5": "30", "i6": "9.58"} | (filed or {})
    said = ", ".join(f'"{each}"' for each in notes)
    text = f'[form]\nkind = "project"\nyear = 2022\nnotes = [{said}]\ncolumns = ["全年预算数", "全年执行数", "分值"]\n'
    text += f"[budget]\nweight = 10\nbudget = 120\nspent = 108\nfiled = {right['budget']}\n"
    for name, level, target, actual, weight in LINES:
        first = "满意度指标" if "满意" in level else "效益指标" if "效益" in level else "产出指标"
        text += f'[[indicator]]\nlevel1 = "{first}"\nlevel2 = "{level}"\nname = "{name}"\n'
        text += f'target = "{target}"\nactual = "{actual}"\nweight = {weight}\nfiled = {right[name]}\nreason = "略"\n'
    return loads(text)


def found(card: Scorecard) -> dict[str, set[str]]:
    """The findings on scores, by line."""
    own: dict[str, set[str]] = {}
    for each in audit(card):
        if each.line and each.code[0] in "SQB":
            own.setdefault(each.line, set()).add(each.code)
    return own


def opened(card: Scorecard) -> set[str]:
    """The lines whose score a note leaves open."""
    return {each.line.id for each in card.lines if any(note.code == "rule-unread" for note in each.notes)}
