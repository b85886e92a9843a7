"""Hooks of the site (mkdocs.yml): pages of findings into the nav, formulas into MathML, which browsers draw alone."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from latex2mathml.converter import convert

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    Nav = str | list["Nav"] | dict[str, "Nav"]

_FORMULA = re.compile(r'<(?:div|span) class="arithmatex">\\[\[(](.*?)\\[\])]</(?:div|span)>', re.S)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """A folder in the nav stands for its pages, README.md first, so that a new finding needs no line there."""
    config.nav = _whole(config.nav or [], Path(config.docs_dir))
    return config


def on_page_content(html: str, **_: object) -> str:
    """Formulas as MathML: no script and nothing from outside."""
    return _FORMULA.sub(lambda found: convert(unescape(found[1]).strip(), display="block"), html)


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Say which pages are in Chinese, for fonts and for screen readers."""
    return output.replace('<html lang="en"', '<html lang="zh-CN"', 1) if page.url.startswith("zh/") else output


def _whole(entry: Nav, root: Path) -> Nav:
    if isinstance(entry, list):
        return [_whole(each, root) for each in entry]
    if isinstance(entry, dict):
        return {title: _whole(below, root) for title, below in entry.items()}
    if not entry.endswith("/"):
        return entry
    names = sorted(path.name for path in (root / entry).glob("*.md"))
    return [entry + name for name in sorted(names, key=lambda name: name != "README.md")]
