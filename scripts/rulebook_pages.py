"""Make docs/rulebooks/ and docs/zh/rulebooks/ from the shipped rulebooks: a page each, and an index.

Run: python scripts/rulebook_pages.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDERS = {"en": ROOT / "docs" / "rulebooks", "zh": ROOT / "docs" / "zh" / "rulebooks"}

from indicators.messages import translate  # noqa: E402
from scoring.report.rulebooks import in_words  # noqa: E402
from scoring.rulebook import Rulebook, names, rulebook  # noqa: E402

HEADS = {"en": ("Rulebooks", "Made from the files of the rulebooks; `score rulebooks NAME` shows the same."),
         "zh": ("评分规则", "由评分规则文件生成；`score rulebooks 编号` 所示相同。")}  # fmt: skip
COLUMNS = {"en": ("rulebook", "title", "year", "status"), "zh": ("编号", "名称", "年份", "核实情况")}


def page(book: Rulebook, language: str) -> str:
    """The page of one rulebook."""
    head, *sections = in_words(book, language).strip().split("\n\n")
    first, *facts = (line.strip() for line in head.split("\n"))
    facts.append(f"{translate('status', language)}: {translate(book.status, language)}")
    title = first.partition("  ")[2]
    lines = [f"# {escaped(title)}", "", f"`{book.id}`", "", *(f"- {escaped(each)}" for each in facts)]
    for section in sections:
        title, *rest = section.split("\n")
        lines += ["", f"## {escaped(title)}", "", *(bullet(line) for line in rest)]
    return "\n".join(lines) + "\n"


def bullet(line: str) -> str:
    """A line of the words, set in as far as there, as an item of a list."""
    text = line.lstrip()
    depth = (len(line) - len(text)) // 2 - 1
    return "    " * depth + f"- {escaped(text)}"


def escaped(text: str) -> str:
    """Text that Markdown must not read."""
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("[", "\\[")


def index(language: str) -> str:
    """The list of all rulebooks."""
    title, told = HEADS[language]
    lines = [f"# {title}", "", told, "", "| " + " | ".join(COLUMNS[language]) + " |", "|---|---|---|---|"]
    for book in map(rulebook, names()):
        status = translate(book.status, language)
        lines.append(f"| [`{book.id}`]({book.id}.md) | {escaped(book.title)} | {book.year or ''} | {status} |")
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Every page with its path."""
    for language, folder in FOLDERS.items():
        yield folder / "README.md", index(language)
        for book in map(rulebook, names()):
            yield folder / f"{book.id}.md", page(book, language)


def main() -> None:
    """Write every page; pages of rulebooks that are gone go too."""
    made = dict(pages())
    for folder in FOLDERS.values():
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.md"):
            if path not in made:
                path.unlink()
    for path, text in made.items():
        path.write_text(text, "utf-8")
    print(f"{len(made)} pages")


if __name__ == "__main__":
    main()
