"""What kind of file this is, told by its content: names lie (``.xls`` that is HTML, ``.et`` that is ``.xls``)."""

from __future__ import annotations

import io
import re

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.problems import Problem, problem

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (
    b"\x09\x08\x10\x00\x00\x06",
    b"\x09\x08\x08\x00\x00\x05",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_TOML = re.compile(r"^[ \t]*\[(form|表)\][ \t]*(#.*)?$", re.MULTILINE)
_HTML = re.compile(rb"<(!doctype html|html|head|body|table|meta|div|p|tr)\b", re.IGNORECASE)
_PARTS = {re.compile(r"xl/workbook\d*\.xml"): "xlsx", re.compile(r"word/document\d*\.xml"): "docx"}
_OTHER_PARTS = {
    "xl/workbook.bin": (".xlsb", ".xlsx"),
    "ppt/presentation.xml": (".pptx", ".docx"),
    "Index/Document.iwa": (".pages / .numbers", ".xlsx"),
}
# Names of parts by which a package is a document, though its main part is not in it.
_WITHOUT_MAIN = (
    frozenset({"[Content_Types].xml"}),
    frozenset({"Document.xml"}),
    frozenset({"content.xml", "manifest.xml"}),
)
_OPEN_DOCUMENT = {"spreadsheet": "ods", "text": "word", "presentation": (".odp", ".docx")}
_ARCHIVES = {
    b"Rar!\x1a\x07": ".rar",
    b"7z\xbc\xaf\x27\x1c": ".7z",
    b"\x1f\x8b": ".gz",
    b"BZh": ".bz2",
    b"\xfd7zXZ": ".xz",
}
_FIELDS = frozenset(
    (b"from", b"to", b"cc", b"date", b"subject", b"message-id", b"received", b"return-path", b"mime-version", b"sender",
     b"content-type", b"delivered-to", b"reply-to")
)  # fmt: skip
_FIELD = re.compile(rb"([!-9;-~]+):")


def kind(data: bytes, name: str) -> str | Problem:
    """The name of the reader for a file, or the problem that it is of a kind that nobody reads.

    ``toml``, ``xlsx``, ``docx``, ``html``, ``xls``, ``ods``, ``pdf``, ``ofd``, ``text``, ``word`` (what LibreOffice
    must save as .docx first), ``mail`` (also pages saved whole) or ``zip`` (an archive of files). The file's name only
    decides between kinds of text. ``.et`` workbooks of WPS are ``xls``.

    >>> kind(b"%PDF-1.7", "a.txt"), kind(b"<table><tr>", "a.xls"), kind(b"[form]", "a.txt"), kind("表".encode(), "a.md")
    ('pdf', 'html', 'toml', 'text')
    >>> kind(b"{\\\\rtf1", "a.doc"), kind(b"Rar!\\x1a\\x07", "a.zip").code
    ('word', 'I310')
    """
    place = Place(name)
    head = data[:_HEAD]
    if data.startswith(b"PK"):
        return _zip(data, place)
    if data.startswith(_OLE):
        return _ole(data, place)
    if data.startswith(_BIFF):
        return "xls"  # a workbook without its container, from Excel 4 or a program
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if data.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return problem("I312", place, pages=Message("the whole file"))
    if head.lstrip().startswith(b"{\\rtf"):
        return "word"
    for mark, suffix in _ARCHIVES.items():
        if data.startswith(mark):
            return _unread(place, suffix, ".zip")
    return _text(data, name, place)


def _unread(place: Place, found: str, instead: str) -> Problem:
    return problem("I310", place, kind=found, instead=instead)


def _zip(data: bytes, place: Place) -> str | Problem:
    import zipfile  # only packages need it

    damaged = problem("I301", place, kind="zip", reason=Message("the zip package is broken or cut off"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {each.lstrip("/") for each in package.namelist()}
            if "OFD.xml" in names:
                return "ofd"
            for pattern, found in _PARTS.items():
                if any(pattern.fullmatch(each) for each in names):
                    return found
            for part, (other, instead) in _OTHER_PARTS.items():
                if part in names:
                    return _unread(place, other, instead)
            if "mimetype" in names:
                with package.open("mimetype") as stream:
                    return _open_document(stream.read(200), place)
    except (ValueError, OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, ImportError):
        return damaged
    except Exception:  # zlib.error, and whatever else a broken package raises
        return damaged
    if not names and data.startswith(b"PK\x03\x04"):  # files lie in it, and its list has none
        return damaged
    if any(parts <= {each.rpartition("/")[2] for each in names} for parts in _WITHOUT_MAIN):
        return problem("I301", place, kind="zip", reason=Message("what it should hold is not in it"))
    return "zip"


def _open_document(mimetype: bytes, place: Place) -> str | Problem:
    name = mimetype.decode("ascii", "replace").rpartition("opendocument.")[2].removesuffix("-template").strip()
    found = _OPEN_DOCUMENT.get(name, (".od*", ".xlsx / .docx"))
    return found if isinstance(found, str) else _unread(place, *found)


def _ole(data: bytes, place: Place) -> str | Problem:
    """A container of streams: its kind shows in the names of the streams, which stand in it as UTF-16."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") + b"\0\0" in data

    if holds("EncryptedPackage"):
        return problem("I306", place)
    found = [each for each in ("Workbook", "Book", "WordDocument", "MatOST") if holds(each)]
    if found:  # a document may hold one of the other kind, whose entry stands behind its own; MatOST is of Works
        first = min(found, key=lambda each: data.find(each.encode("utf-16-le") + b"\0\0"))
        return "xls" if first.endswith("ook") else "word"
    if holds("PowerPoint Document"):
        return _unread(place, ".ppt / .dps", ".docx")
    if holds("__properties_version1.0"):
        return _unread(place, ".msg", ".eml")
    return problem("I301", place, kind=".xls / .doc", reason=Message("what it should hold is not in it"))


def _text(data: bytes, name: str, place: Place) -> str | Problem:
    suffix = name.rpartition(".")[2].lower()
    if suffix == "toml":
        return "toml"
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data[:_HEAD] and not wide:
        return problem("I108", place)
    head = data[:_HEAD].decode("utf-16", "ignore").encode() if wide else data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    start = head.lstrip().lower()
    if _is_mail(start):
        return "mail"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and start.startswith(b"<?"):
        return _unread(place, "XML 2003", ".xlsx")
    if b"schemas.microsoft.com/office/word/2003/wordml" in start or b"<pkg:package" in start:
        return "word"
    if b"urn:oasis:names:tc:opendocument" in start:
        return "word" if b"office:text" in data or b"opendocument.text" in start else _unread(place, ".fods", ".xlsx")
    if (
        start.startswith(b"<")
        and (suffix not in ("md", "txt") or start.startswith((b"<!doctype html", b"<html")))
        and _HTML.search(start)
    ):
        return "html"
    if _TOML.search(data.decode("utf-8-sig", "ignore")):
        return "toml"
    return "text"


def _is_mail(start: bytes) -> bool:
    """Whether a text begins with the fields of a message: two that messages have, before anything else."""
    known = set()
    for line in start.split(b"\n")[:200]:
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field:
            known.add(field[1])
        elif not line.startswith((b" ", b"\t")):
            return False
    return len(known & _FIELDS) >= 2
