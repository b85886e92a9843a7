"""Forms of documents → TOML files, one a form, with a name that people know the form by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.form import Form
from indicators.writing.toml import write_form

_UNFIT = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\s]+")
MAX_NAME = 60  # characters: file systems take 255 bytes, and Chinese takes three each


def converted(forms: Sequence[Form]) -> tuple[tuple[str, str], ...]:
    """A file name and the TOML text of each form, numbered in their order.

    >>> converted((Form("project", project="道路养护/一期"),))
    (('1-道路养护-一期.toml', '[form]\\nkind = "project"\\nproject = "道路养护/一期"\\n'),)
    """
    width = len(str(len(forms)))
    return tuple(
        (f"{number:0{width}}-{_name(form)}.toml", write_form(form, places=True)) for number, form in enumerate(forms, 1)
    )


def _name(form: Form) -> str:
    known = form.project or form.title or form.department or form.unit or "form"
    return _UNFIT.sub("-", known).strip("-. ")[:MAX_NAME] or "form"
