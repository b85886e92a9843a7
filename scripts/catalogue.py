"""Keep the gettext catalogue: every text that a person sees, found in the code, with its Chinese in the .po file.

Run: python scripts/catalogue.py   (adds new texts to the .po, drops dead ones, compiles the .mo)
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "indicators" / "locale" / "zh" / "LC_MESSAGES"
CALLS = {"Message", "say", "translate", "told"}
TABLES = {
    "TEMPLATES", "SHOWN", "NAMES", "HEADINGS", "LINE_HEADINGS", "SUMMARY_HEADINGS", "VALUE_KINDS", "COMPLAINTS",
    "CHANGE_HEADINGS", "ASSUMED_HEADINGS", "CHECK_HEADINGS", "PART_HEADINGS", "COLUMN_HEADINGS",
    "REVIEWED_HEADINGS", "CLAUSE_HEADINGS",
}  # fmt: skip


def texts() -> dict[str, str]:
    """Every text to translate, with the file that it stands in."""
    found: dict[str, str] = {}
    for package in ("indicators", "scoring"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for text in _literals(ast.parse(path.read_text("utf-8"))):
                found.setdefault(text, str(path.relative_to(ROOT)))
    for text, place in _templates():
        found.setdefault(text, place)
    from indicators.form import KINDS
    from scoring.audit import SEVERITIES, every_check

    for text in (*SEVERITIES, *KINDS):
        found.setdefault(text, "names of severities and kinds")
    for text in _of_rulebooks():
        found.setdefault(text, "scoring/rulebooks")
    for check in every_check():
        found.setdefault(check.doc, f"scoring/audit: {check.code}")
    return found


def _of_rulebooks() -> Iterator[str]:
    """What the shipped rulebooks say in English of their sources."""
    from scoring.rulebook import names, rulebook
    from scoring.rulebook_toml import TABLES as PARTS

    for book in map(rulebook, names()):
        sources = (basis.source for table in ("form", *PARTS) for basis in book.bases(table))
        together = (book.basis(table) for table in ("form", *PARTS))
        yield from filter(re.compile("[A-Za-z]{3,}").search, (book.document, *sources, *together))


def _templates() -> Iterator[tuple[str, str]]:
    """The texts of the page's templates: ``{{ _("…") }}``."""
    jinja = Environment(extensions=["jinja2.ext.i18n"])
    for path in sorted((ROOT / "scoring" / "web" / "templates").glob("*.html")):
        for _, _, found in jinja.extract_translations(path.read_text("utf-8")):
            text = found[0] if isinstance(found, tuple) else found  # with values beside it
            if text is not None:
                yield text, str(path.relative_to(ROOT))


def _literals(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CALLS and node.args:
                yield from _strings(node.args[0])
            if name == "Parser":  # what a job does, and what its exit codes mean
                for argument in node.args[2:]:
                    yield from _strings(argument)
            if name == "_wrong":  # the kind of value that was wanted
                yield from _strings(node.args[1])
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if getattr(target, "id", "") in TABLES:
                yield from _values(node.value)


def _values(node: ast.AST) -> Iterator[str]:
    """The texts in a table: the values of a dict, the items of a tuple."""
    if isinstance(node, ast.Call):
        for each in node.args:
            yield from _values(each)
    elif isinstance(node, (ast.Tuple, ast.Dict)):
        for each in node.values if isinstance(node, ast.Dict) else node.elts:
            yield from _values(each)
    else:
        yield from _strings(node)


def _strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif text := _text(node):
        yield text


def _text(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def read() -> Catalog:
    """The catalogue as it is kept."""
    path = FOLDER / "jixiao.po"
    with path.open("rb") as stream:
        return read_po(stream, locale="zh")


def compiled(catalogue: Catalog) -> bytes:
    """The .mo of a catalogue."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> None:
    """Bring the .po up to date and compile it."""
    old = read() if (FOLDER / "jixiao.po").exists() else Catalog()
    new = Catalog(locale="zh", project="jixiao", fuzzy=False, creation_date=0, revision_date=0)  # type: ignore[arg-type]
    missing = 0
    for text, place in texts().items():
        kept = old.get(text)
        shown = str(kept.string) if kept and kept.string else ""
        missing += not shown
        new.add(text, shown, locations=[(place, 0)])
    stream = io.BytesIO()
    write_po(stream, new, include_lineno=False, omit_header=True, width=120)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (FOLDER / "jixiao.po").write_text(header + stream.getvalue().decode(), "utf-8")
    (FOLDER / "jixiao.mo").write_bytes(compiled(read()))
    print(f"{len(new)} texts, {missing} without Chinese")


if __name__ == "__main__":
    main()
