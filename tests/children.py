"""Forms of children, short to write, for the tests of consolidation."""

from __future__ import annotations

from indicators import Form, loads
from scoring.consolidate import Consolidation, consolidate


def form(lines: str, budget: object = 100, head: str = "", unit: str = "", year: int = 2023) -> Form:
    money = f"[budget]\nbudget = {budget!r}\nspent = 1\n" if budget is not None else ""
    head = f'[form]\nkind = "project"\nproject = "甲"\nunit = "{unit}"\nyear = {year}\n{head}\n'
    head = f'rulebook = "hongshan-2023"\n{head}'
    return loads(f"{head}{money}{lines}")


def line(name: str, target: str, actual: str, more: str = "") -> str:
    return f'[[indicator]]\nname = "{name}"\ntarget = "{target}"\nactual = "{actual}"\n{more}\n'


def pair(
    name: str, one: tuple[str, str], two: tuple[str, str], more: str = "", funds: tuple[object, object] = (100, 300)
) -> Consolidation:
    return consolidate([form(line(name, *one, more), funds[0]), form(line(name, *two, more), funds[1])])


def filed(file: str, target: str, actual: str, name: str = "完成情况", more: str = "") -> Form:
    """A child of its own file, which problems can point at."""
    text = f'rulebook = "hongshan-2023"\n[form]\nkind = "project"\nunit = "{file}"\nyear = 2023\n'
    return loads(f"{text}[budget]\nbudget = 100\nspent = 1\n{line(name, target, actual, more)}", f"{file}.toml")
