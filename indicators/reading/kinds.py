"""The kinds of files that may hold a form, by their suffix; what a file truly is, its content tells (``sniff``)."""

from __future__ import annotations

from pathlib import PurePosixPath

SUFFIXES = frozenset(
    (
        ".toml", ".pdf", ".ofd", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx", ".docm", ".dotx", ".dotm", ".doc",
        ".dot", ".wps", ".wpt", ".rtf", ".odt", ".html", ".htm", ".mht", ".mhtml", ".md", ".txt", ".csv", ".zip",
        ".eml",
    )
)  # fmt: skip
_HIDDEN = (".", "~$", "__MACOSX")  # of programs and systems; ``~$`` marks the lock files of office programs


def may_hold_a_form(name: str) -> bool:
    """Whether a file of this name, in a folder or an archive, is opened.

    >>> [may_hold_a_form(name) for name in ("自评表.DOC", "照片.jpg", "~$自评表.docx")]
    [True, False, False]
    """
    path = PurePosixPath(name)
    return path.suffix.lower() in SUFFIXES and not is_hidden(name)


def is_hidden(name: str) -> bool:
    """Whether a file, or a folder that it lies in, is none of the user's.

    >>> is_hidden("__MACOSX/._自评表.xlsx"), is_hidden("2023/自评表.xlsx")
    (True, False)
    """
    return any(part.startswith(_HIDDEN) and part not in (".", "..") for part in PurePosixPath(name).parts)
