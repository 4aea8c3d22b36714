"""The parts of a Word package: which one is the text, what it points to, what its first page prints above the text."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.package import Package
from ingest.readers.word_numbers import W

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: names of a "strict" document (ISO/IEC 29500, part 1) → those of a usual one (part 4)
_STRICT = {
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": W,
    "{http://purl.oclc.org/ooxml/officeDocument/math}": MATH,
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}": _RELATED,
}
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}
#: what only the red head of a document says: 发文机关标志, 文号
_RED = re.compile(
    r"[^，。；]{3,}文件|[^，。；]{1,24}[〔\[［（(【](?:19|20)\d\d[〕\]］）)】]第?\d{1,5}号(?:签发人.{2,12})?"
)


class WordParts:
    """The package of one Word file and its main part, with what that part is related to."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = self._main_part()
        self._related = dict(self._relations(self.main))

    def _main_part(self) -> str:
        if "_rels/.rels" in self.package:
            for relation in self.package.xml("_rels/.rels").iter(_RELATION):
                kind, target = relation.get("Type", ""), relation.get("Target", "")
                if kind.endswith("/officeDocument") and relation.get("TargetMode") != "External":
                    name = self.package.within("", target.lstrip("/"))
                    if name in self.package:
                        return name
        return "word/document.xml"

    def _relations(self, part: str) -> list[tuple[str, tuple[str, str]]]:
        """Id → (kind, name of the part) of what ``part`` points to inside of the package."""
        folder, _, name = part.rpartition("/")
        listed = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if listed not in self.package:
            return []
        return [
            (
                relation.get("Id", ""),
                (
                    relation.get("Type", "").rpartition("/")[2],
                    self.package.within(part, relation.get("Target", "").split("#")[0]),
                ),
            )
            for relation in self.package.xml(listed).iter(_RELATION)
            if relation.get("TargetMode") != "External" and relation.get("Target")
        ]

    def root(self) -> Any:
        """The root element of the text."""
        return transitional(self.package.xml(self.main))

    def of_kind(self, kind: str) -> Any | None:
        """The part of a kind ("numbering", "styles"), by its relation, else by its usual name; None where there is none."""
        names = [name for found, name in self._related.values() if found == kind]
        names.append(self.package.within(self.main, f"{kind}.xml"))
        name = next((name for name in names if name in self.package), None)
        return transitional(self.package.xml(name)) if name is not None else None

    def pointed_to(self, element: Any) -> str | None:
        """The name of the part that ``r:id`` of an element points to; None where it is not in the package."""
        _, name = self._related.get(element.get(_RELATED + "id", ""), ("", ""))
        return name if name and name in self.package else None

    def first_header(self, root: Any) -> Any | None:
        """The header of the first page (``w:hdr``), None where it has none."""
        section = next(root.iter(W + "sectPr"), None)
        if section is None:
            return None
        own = section.find(W + "titlePg")
        kind = "first" if own is not None and own.get(W + "val", "1") not in ("0", "false", "off") else "default"
        for reference in section.iterfind(W + "headerReference"):
            if reference.get(W + "type", "default") == kind:
                name = self.pointed_to(reference)
                return transitional(self.package.xml(name)) if name is not None else None
        return None

    def core(self) -> dict[str, str]:
        """Title, author and dates as the file states them."""
        if "docProps/core.xml" not in self.package:
            return {}
        found = {}
        for element in self.package.xml("docProps/core.xml"):
            if element.tag in _CORE and (element.text or "").strip():
                found[_CORE[element.tag]] = (element.text or "").strip()
        return found


def transitional(root: Any) -> Any:
    """A "strict" document with the names of a usual one."""
    if not any(space[1:-1] in root.nsmap.values() for space in _STRICT):
        return root
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = _usual(element.tag)
        for key in [key for key in element.attrib if _usual(key) != key]:
            element.attrib[_usual(key)] = element.attrib.pop(key)
    return root


def _usual(name: str) -> str:
    space, brace, local = name.partition("}")
    usual = _STRICT.get(space + brace)
    return name if usual is None else usual + local


def red_head(lines: list[str], body: str) -> list[str]:
    """The lines of a header that are the red head of the document (版头) and are not printed in its text.

    Templates set it into the header of the first page; a header that names no body and no number is a running one.

    >>> red_head(["威海市商务局文件", "威商务发〔2026〕2号"], "关于支持外贸的通知")
    ['威海市商务局文件', '威商务发〔2026〕2号']
    >>> red_head(["外贸政策汇编"], "关于支持外贸的通知")
    []
    """
    printed = _squeezed(body)
    new = [line for line in lines if _squeezed(line) and _squeezed(line) not in printed]
    return new if any(_RED.fullmatch(_squeezed(line)) for line in new) else []


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", text)
