"""Word (.docx).

Paragraphs with their automatic numbers, tables, text boxes; without headers, footers and deleted text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.errors import ReadError
from ingest.model import Document, Remark
from ingest.readers.base import sha256
from ingest.readers.flowing import Flow, FlowCell
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.package import Package, holds
from ingest.readers.printed import folded, joined
from ingest.readers.word_numbers import Numbering, W

_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: parts of a paragraph that are not printed
_SILENT = frozenset(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "fldData", "rt"))
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}


class DocxReader:
    """Word 2007 and later (Office Open XML, also from WPS).

    Entities, DTDs and anything outside the package are refused.
    """

    name = "docx"

    def sniff(self, data: bytes) -> bool:
        return holds(data, "word/document.xml", "word/document2.xml")

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        package = Package(data, source, "Word", limits, password)
        main = _main_part(package)
        root = _transitional(package.xml(main))
        body = root.find(W + "body")
        if body is None:
            raise ReadError("damaged Word file: it has no body", source=source, hint="get the file again")
        numbering = Numbering(_part(package, main, "numbering.xml"), _part(package, main, "styles.xml"))
        flow = Flow()
        remarks: list[Remark] = []
        _blocks(body, numbering, flow, 0, limits.xml_depth)
        text = flow.text
        if not text.strip():
            raise ReadError(
                "nothing to read: the Word file has no text", source=source, hint="is it a scan? read it as PDF"
            )
        limits.check("characters", len(text), "characters", source=source)
        if next(root.iter(W + "footnoteReference", W + "endnoteReference"), None) is not None:
            remarks.append(Remark(code="notes-left-out", message="footnotes and endnotes are not read"))
        if next(root.iter(W + "altChunk"), None) is not None:
            remarks.append(
                Remark(code="chunk-left-out", message="an embedded document is not read", hint="save it anew")
            )
        return Document(
            text=text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            paragraphs=tuple(flow.paragraphs),
            tables=tuple(flow.tables),
            metadata=_core(package),
            remarks=tuple(remarks),
        )


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels").iter(_RELATION):
            if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
                name = package.within("", relation.get("Target", "").lstrip("/"))
                if name in package:
                    return name
    return "word/document.xml"


def _part(package: Package, main: str, name: str) -> Any | None:
    found = package.within(main, name)
    return _transitional(package.xml(found)) if found in package else None


def _transitional(root: Any) -> Any:
    """A "strict" document with the names of a usual one."""
    if _STRICT in str(root.tag):
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(_STRICT):
                element.tag = W + element.tag[len(_STRICT) :]
            for key in [key for key in element.attrib if key.startswith(_STRICT)]:
                element.attrib[W + key[len(_STRICT) :]] = element.attrib.pop(key)
    return root


def _core(package: Package) -> dict[str, str]:
    if "docProps/core.xml" not in package:
        return {}
    found = {}
    for element in package.xml("docProps/core.xml"):
        if element.tag in _CORE and (element.text or "").strip():
            found[_CORE[element.tag]] = (element.text or "").strip()
    return found


def _blocks(parent: Any, numbering: Numbering, out: Flow | FlowCell, depth: int, limit: int) -> None:
    """Paragraphs and tables under ``parent`` in their order; a table in a cell becomes paragraphs of the cell."""
    if depth > limit:
        raise RecursionError
    open_end: list[str] = []  # a paragraph whose end was deleted in tracked changes: the next one goes on with it
    for child in parent:
        if child.tag == W + "p":
            texts = _paragraph(child, numbering, depth, limit)
            if open_end:
                texts = [*open_end[:-1], open_end[-1] + (texts[0] if texts else ""), *texts[1:]]
            open_end = texts if texts and _end_deleted(child) else []
            for text in () if open_end else texts:
                if isinstance(out, Flow):
                    out.paragraph(text)
                elif text.strip():
                    out.paragraphs.append(text)
        elif child.tag == W + "tbl":
            rows = _rows(child, numbering, depth, limit)
            if isinstance(out, Flow):
                out.table(rows)
            else:
                cells = dict.fromkeys(cell for row in rows for cell in row)
                out.paragraphs.extend(text for cell in cells for text in cell.paragraphs)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
            _blocks(child, numbering, out, depth + 1, limit)
        elif child.tag == _CHOICE + "AlternateContent":
            _blocks(_chosen(child), numbering, out, depth + 1, limit)


def _end_deleted(paragraph: Any) -> bool:
    following = paragraph.getnext()
    deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    return deleted and following is not None and following.tag == W + "p"


def _chosen(alternate: Any) -> Any:
    choice = alternate.find(_CHOICE + "Choice")
    return choice if choice is not None else alternate


def _paragraph(element: Any, numbering: Numbering, depth: int, limit: int) -> list[str]:
    """The text of a paragraph, its text boxes before it. A line break ends a paragraph unless the text is centred."""
    properties = element.find(W + "pPr")
    boxes = Flow()
    text = "".join(_characters(element, numbering, boxes, depth + 1, limit))
    centred = properties is not None and (jc := properties.find(W + "jc")) is not None and jc.get(W + "val") == "center"
    parts = [part.strip() for part in text.split("\n")]
    if centred:
        whole = ""
        for part in parts:
            whole += joined(whole, part) + part
        parts = [whole]
    shown = [part for part in parts if part]
    if shown:
        shown[0] = numbering.label(properties) + shown[0]
    before = boxes.text.split("\n") if boxes.length else []
    return [folded(part) for part in (*before, *shown)]


def _characters(element: Any, numbering: Numbering, boxes: Flow, depth: int, limit: int) -> Iterator[str]:
    if depth > limit:
        raise RecursionError
    for child in element:
        tag = child.tag
        if tag in _SILENT or not isinstance(tag, str):
            continue
        if tag in (W + "t", _MATH + "t"):
            yield child.text or ""
        elif tag == W + "sym":
            yield _symbol(child.get(W + "char", ""))
        elif tag == W + "r":
            hidden = child.find(f"{W}rPr/{W}vanish")
            if hidden is None or hidden.get(W + "val") in ("0", "false", "off"):
                yield from _characters(child, numbering, boxes, depth + 1, limit)
        elif tag in (W + "br", W + "cr"):
            yield "" if child.get(W + "type") in ("page", "column") else "\n"
        elif tag in (W + "tab", W + "ptab"):
            yield " "
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif tag == _CHOICE + "AlternateContent":
            yield from _characters(_chosen(child), numbering, boxes, depth + 1, limit)
        elif tag == W + "txbxContent":
            _blocks(child, numbering, boxes, depth + 1, limit)
        else:
            yield from _characters(child, numbering, boxes, depth + 1, limit)


def _symbol(code: str) -> str:
    """A character by its number; those of symbol fonts (bullets, ticks) are in the private use area and no text."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xF900 <= number < 0x110000 else ""


def _rows(table: Any, numbering: Numbering, depth: int, limit: int) -> list[list[FlowCell]]:
    rows: list[list[FlowCell]] = []
    for row in _inside(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells: list[FlowCell] = []
        skipped = row.find(f"{W}trPr/{W}gridBefore")
        cells += [FlowCell() for _ in range(_span(skipped))] if skipped is not None else []
        for element in _inside(row, W + "tc"):
            merged = element.find(f"{W}tcPr/{W}vMerge")
            above = rows[-1] if rows else []
            if merged is not None and merged.get(W + "val") != "restart" and len(cells) < len(above):
                cell = above[len(cells)]
            else:
                cell = FlowCell()
                _blocks(element, numbering, cell, depth + 1, limit)
            cells += [cell] * _span(element.find(f"{W}tcPr/{W}gridSpan"))
        rows.append(cells)
    return rows


def _span(element: Any | None) -> int:
    value = "1" if element is None else element.get(W + "val", "1")
    return min(int(value), 63) if value.isdigit() and int(value) else 1


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table, cells of a row: also those wrapped in a content control."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _inside(child, tag)
