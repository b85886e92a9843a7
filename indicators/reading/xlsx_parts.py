"""Whether the sheets that a workbook names are sheets: a library passes over those that are not, without a word."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from indicators.messages import Message

_REFERENCE = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]{1,3}\d{1,7})"')


def damage(parts: Mapping[str, bytes]) -> Message | None:
    """What is wrong with the sheets of a workbook whose checked parts are given; None where nothing is.

    >>> damage({"xl/workbook.xml": b"<workbook/>"})
    """
    for title, path in _sheets(parts):
        text = parts.get(path)
        if text is None:
            return Message("the sheet {title} is not in it", {"title": title})
        root = ElementTree.fromstring(text)  # walked before: no document type
        if _local(root.tag) != "worksheet" or all(_local(each.tag) != "sheetData" for each in root):
            return Message("the sheet {title} is none", {"title": title})
        cells = _REFERENCE.findall(text)
        if len(cells) != len(set(cells)):
            cell = Counter(cells).most_common(1)[0][0].decode()
            return Message("the sheet {title} has two cells {cell}", {"title": title, "cell": cell})
    return None


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Title and part of every sheet of cells that the workbook names."""
    for book in (each for each in parts if re.fullmatch(r"xl/workbook\d*\.xml", each)):
        folder, name = posixpath.split(book)
        targets = {}
        for each in _elements(parts.get(f"{folder}/_rels/{name}.rels", b""), "Relationship"):
            if each.get("Type", "").endswith("/worksheet"):
                targets[each.get("Id")] = posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/")
        for each in _elements(parts[book], "sheet"):
            key = next((value for key, value in each.attrib.items() if key.endswith("}id")), None)
            if key in targets:
                yield each.get("name", ""), targets[key]


def _elements(text: bytes, name: str) -> Iterator[ElementTree.Element]:
    if text:
        yield from (each for each in ElementTree.fromstring(text).iter() if _local(each.tag) == name)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
