"""The files of an OFD package: what names what, and the resources that pages use."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Files:
    """The XML files of a package by their path, which is relative to its root."""

    def __init__(self, found: Mapping[str, bytes]) -> None:
        self.found = {name.lstrip("/"): content for name, content in found.items()}

    def root(self, path: str) -> Element:
        """The root of a file; an empty one where there is no such file."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
        return etree.fromstring(self.found.get(path, b"<none/>"), parser)

    @staticmethod
    def path(base: str, location: str) -> str:
        """A location in the file ``base`` as a path: from the root where it begins with a slash.

        >>> Files.path("Doc_0/Document.xml", "Pages/Content.xml"), Files.path("Doc_0/Document.xml", "/Doc_1/a.xml")
        ('Doc_0/Pages/Content.xml', 'Doc_1/a.xml')
        """
        whole = posixpath.join("/", posixpath.dirname(base), location.strip().replace("\\", "/"))
        return posixpath.normpath(whole).lstrip("/")

    @staticmethod
    def name(element: Element) -> str:
        """The name of an element, whatever its namespace: drafts of the format had others."""
        return str(element.tag).rpartition("}")[2]


def named(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, in their order."""
    return (child for child in element if Files.name(child) in names)


def first(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return None if element is None else next(named(element, name), None)


class Book:
    """One document: its pages in order, its templates, and the resources of all its pages, by their number."""

    def __init__(self, files: Files, path: str) -> None:
        self.files = files
        root = files.root(path)
        common = first(root, "CommonData")
        self.area = first(common, "PageArea")
        self.templates: dict[str, str] = {}
        self.resources: dict[str, Element] = {}
        for each in common if common is not None else ():
            name = files.name(each)
            if name == "TemplatePage":
                self.templates[each.get("ID", "")] = files.path(path, each.get("BaseLoc", ""))
            elif name in ("PublicRes", "DocumentRes"):
                self._take(files.path(path, each.text or ""))
        pages = first(root, "Pages")
        listed: Iterable[Element] = named(pages, "Page") if pages is not None else ()
        self.pages = [files.path(path, each.get("BaseLoc", "")) for each in listed]

    def has(self, path: str) -> bool:
        """Whether a page is there, and the templates that it is drawn on."""
        if path not in self.files.found:
            return False
        wanted = [each.get("TemplateID", "") for each in named(self.files.root(path), "Template")]
        return all(self.templates.get(each) in self.files.found for each in wanted)

    def page(self, path: str) -> Element:
        """The root of a page; its own resources count from now on."""
        root = self.files.root(path)
        for each in named(root, "PageRes"):
            self._take(self.files.path(path, each.text or ""))
        return root

    def _take(self, path: str) -> None:
        """The drawing parameters and composed graphics of a file of resources."""
        for group in self.files.root(path):
            if self.files.name(group) in ("DrawParams", "CompositeGraphicUnits"):
                self.resources.update((each.get("ID", ""), each) for each in group)
