"""A rulebook of one's own, short to write."""

from __future__ import annotations

from scoring.rulebook import Rulebook
from scoring.rulebook import loads as rules

HEAD = """\
id = "own"
title = "Own"
status = "verified"
source = "here"
"""

BLOCKS = '[[form]]\nkind = "project"\nblocks = [{block = "budget", points = 10}, {block = "indicator", points = 90}]\n'
PROJECT = """\
[[form]]
kind = "project"
blocks = [{block = "budget", points = 20}, {block = "goal", points = 20}, {block = "indicator", points = 60}]
"""


def own(text: str, head: str = HEAD + BLOCKS) -> Rulebook:
    return rules(head + text, "own.toml")
