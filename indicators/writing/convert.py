"""Forms of documents → TOML files, one a form, with a name that people know the form by."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from indicators.form import Form
from indicators.writing.toml import write_form

_UNFIT = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\s]+")
MAX_NAME = 60  # characters: file systems take 255 bytes, and Chinese takes three each


def moved_to(form: Form, folder: str | Path) -> Form:
    """The form as it is written into ``folder``: the file of its rulebook, if it names one, is named from there.

    >>> from indicators.place import Place
    >>> form = Form("project", rulebook="own.toml", place=Place("filed/a.toml"))
    >>> moved_to(form, "made/sums").rulebook, moved_to(form, "filed").rulebook
    ('../../filed/own.toml', 'own.toml')
    """
    if not (form.rulebook or "").endswith(".toml"):
        return form
    file = Path(form.place.file).parent / (form.rulebook or "")
    try:
        name = os.path.relpath(file.resolve(), Path(folder).resolve())
    except ValueError:  # it lies on another drive
        name = str(file.resolve())
    return evolve(form, rulebook=Path(name).as_posix())


def converted(forms: Sequence[Form], folder: str | Path | None = None) -> tuple[tuple[str, str], ...]:
    """A file name and the TOML text of each form, numbered in their order, as it is written into ``folder``.

    >>> converted((Form("project", project="道路养护/一期"),))
    (('1-道路养护-一期.toml', '[form]\\nkind = "project"\\nproject = "道路养护/一期"\\n'),)
    """
    width = len(str(len(forms)))
    return tuple(
        (
            f"{number:0{width}}-{_name(form)}.toml",
            write_form(form if folder is None else moved_to(form, folder), places=True),
        )
        for number, form in enumerate(forms, 1)
    )


def _name(form: Form) -> str:
    known = form.project or form.title or form.department or form.unit or "form"
    return _UNFIT.sub("-", known).strip("-. ")[:MAX_NAME] or "form"
