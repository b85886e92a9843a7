"""What became of every file that was named or found: a form, a table of another stage, none, or not read and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from indicators.messages import Message
from indicators.place import Place

if TYPE_CHECKING:
    from indicators.reading.documents import Contents
    from indicators.reading.grid import Hidden
    from indicators.reading.problems import Problem
    from indicators.recognition.stages import OtherTable

FORM, TARGETS, MONITORING, NONE, UNREAD = "form", "targets", "monitoring", "none", "unread"
COPY, WORKPAPER, APPRAISAL, BLANK, HIDDEN = "copy", "workpaper", "appraisal", "blank", "hidden"
HEAD = "head"
STATUSES = (FORM, TARGETS, MONITORING, APPRAISAL, BLANK, HEAD, HIDDEN, WORKPAPER, COPY, UNREAD, NONE)
TEMPLATES = MappingProxyType(
    {
        TARGETS: "a table of targets (绩效目标申报、批复表): it has no completions",
        MONITORING: "a table of monitoring (绩效运行监控表): no self-evaluation",
        APPRAISAL: "an appraisal ({kind}): no self-evaluation of a budget",
        BLANK: "a blank form: no target and no completion is filled in",
        HEAD: "a form with nothing but its head filled in ({kind}): no target, completion, amount or score",
        WORKPAPER: "a work paper of ours: it is no form",
        NONE: "no self-evaluation form in it",
        COPY: "the same as {file}",
    }
)
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"))
_ARCHIVES = frozenset((".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"))
_SLIDES = frozenset((".ppt", ".pptx", ".pps", ".ppsx", ".dps", ".pages", ".numbers", ".key", ".xlsb", ".one", ".msg"))
_DOCUMENTS = frozenset((".toml", ".md", ".txt", ".csv"))  # kinds of text that seldom are forms


@frozen
class FileStatus:
    """One file, or one table of another stage in it (``place``): its ``status`` and, where it is no form, the reason.

    ``digest`` is the SHA-256 of its bytes, empty where they were not read. ``aside`` says that the file plainly is no
    document of forms: reports name such files together.
    """

    file: str
    status: str
    place: Place = field(default=Place())
    reason: Message | None = None
    digest: str = ""
    aside: bool = False


def accounts(file: str, part: Contents) -> Iterator[FileStatus]:
    """What became of a file, or of every file in an archive or mail; behind a form, the tables of other stages."""
    forms = {form.place.file for form in part.forms}
    problems: dict[str, list[Problem]] = {}
    for each in part.problems:
        problems.setdefault(each.place.file, []).append(each)
    digests = dict(part.digests)
    for name in dict.fromkeys((*part.files, *problems)) if part.files else (file,):
        tables = [each for each in part.tables if each.place.file == name]
        own = problems.get(name, ()) if part.files else part.problems
        found = _account(name, name in forms, tables, own, name in part.skipped)
        hidden = (_unseen(name, each) for each in part.hidden if each.place.file == name)
        yield from (evolve(each, digest=digests.get(name, "")) for each in (*found, *hidden))


def not_opened(file: str) -> FileStatus:
    """A file of a kind that is not opened, told by its name."""
    suffix = PurePath(file).suffix.lower()
    if suffix in _PICTURES:
        return FileStatus(file, UNREAD, reason=Message("a picture: what it shows is not read"))
    if suffix in _ARCHIVES:
        text = {"kind": suffix}
        return FileStatus(file, UNREAD, reason=Message("archives of the kind {kind} are not opened: unpack it", text))
    if suffix in _SLIDES:
        text = {"kind": suffix}
        return FileStatus(file, UNREAD, reason=Message("{kind} files are not opened: save it as .docx or .xlsx", text))
    return FileStatus(file, NONE, reason=Message("a kind of file that holds no form"), aside=True)


def reason_of(problems: Sequence[Problem]) -> Message | None:
    """Why a file was not read: the first of its problems, and how many more there are."""
    if not problems:
        return None
    text = {"code": problems[0].code, "reason": problems[0].message, "more": len(problems) - 1}
    return Message("{code} {reason} (and {more} more)" if len(problems) > 1 else "{code} {reason}", text)


def _account(
    name: str, is_form: bool, tables: Sequence[OtherTable], problems: Sequence[Problem], skipped: bool
) -> Iterator[FileStatus]:
    if is_form:
        yield FileStatus(name, FORM)
    elif problems:
        yield FileStatus(name, UNREAD, problems[0].place, reason_of(problems))
    elif skipped:
        yield not_opened(name)
    elif not tables:
        aside = PurePath(name).suffix.lower() in _DOCUMENTS
        yield FileStatus(name, NONE, reason=Message(TEMPLATES[NONE]), aside=aside)
    for each in tables:
        yield FileStatus(
            name, each.stage, each.place, Message(TEMPLATES[each.stage], {"kind": each.kind} if each.kind else {})
        )


def _unseen(name: str, hidden: Hidden) -> FileStatus:
    """What of a workbook is hidden and was not read."""
    names = {"names": hidden.names}
    if hidden.sheets:
        reason = Message("hidden sheets, not read: {names}", names)
    else:
        reason = Message("hidden rows and columns, not read: {names}", names)
    return FileStatus(name, HIDDEN, hidden.place, reason)
