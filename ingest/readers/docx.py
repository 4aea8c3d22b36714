"""Word (.docx).

Paragraphs with their automatic numbers, tables, text boxes, embedded documents; without footers and deleted text, and of
the headers only a red head (版头) that the first page has there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import ReadError
from ingest.model import Document, Remark
from ingest.readers.base import sha256
from ingest.readers.flowing import Flow, FlowCell
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.package import Package, holds
from ingest.readers.printed import folded, joined
from ingest.readers.word_chunks import html_flow, web_pages
from ingest.readers.word_numbers import Numbering, W
from ingest.readers.word_parts import ALTERNATE, WordParts, red_head
from ingest.readers.word_text import characters, chosen, is_placeholder

_CHUNKS = 3  # documents inside of one another that are read


@dataclass(slots=True)
class _Reading:
    """What is asked for while the blocks of one text are read."""

    parts: WordParts
    numbering: Numbering
    limits: Limits
    level: int = 0  # documents around this one
    remarks: list[Remark] = field(default_factory=list)


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
        reading, root = _opened(Package(data, source, "Word", limits, password), limits, 0)
        flow = Flow()
        for line in _red_head(reading, root):
            flow.paragraph(line)
        _blocks(root.find(W + "body"), reading, flow, 0)
        text = flow.text
        if not text.strip():
            raise ReadError(
                "nothing to read: the Word file has no text", source=source, hint="is it a scan? read it as PDF"
            )
        limits.check("characters", len(text), "characters", source=source)
        if next(root.iter(W + "footnoteReference", W + "endnoteReference"), None) is not None:
            reading.remarks.append(Remark(code="notes-left-out", message="footnotes and endnotes are not read"))
        return Document(
            text=text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            paragraphs=tuple(flow.paragraphs),
            tables=tuple(flow.tables),
            metadata=reading.parts.core(),
            remarks=tuple(reading.remarks),
        )


def _opened(package: Package, limits: Limits, level: int) -> tuple[_Reading, Any]:
    """A package to be read, and the root of its text."""
    parts = WordParts(package)
    root = parts.root()
    if root.find(W + "body") is None:
        raise ReadError("damaged Word file: it has no body", source=package.source, hint="get the file again")
    return _Reading(parts, Numbering(parts.of_kind("numbering"), parts.of_kind("styles")), limits, level), root


def _red_head(reading: _Reading, root: Any) -> list[str]:
    header = reading.parts.first_header(root)
    if header is None:
        return []
    flow = Flow()
    _blocks(header, _Reading(reading.parts, Numbering(None, None), reading.limits), flow, 0)
    lines = flow.text.replace("\t", "\n").split("\n") if flow.length else []
    return red_head(lines, "".join(text.text or "" for text in root.iter(W + "t"))[:1000]) if lines else []


def _blocks(parent: Any, reading: _Reading, out: Flow | FlowCell, depth: int) -> None:
    """Paragraphs and tables under ``parent`` in their order; a table in a cell becomes paragraphs of the cell."""
    if depth > reading.limits.xml_depth:
        raise RecursionError
    begun = ""  # of a paragraph whose end was deleted or moved away in tracked changes: the next one goes on with it
    for child in parent:
        if child.tag == W + "p":
            before, text = _raw(child, reading, depth)
            _put(before, out)
            begun += text
            if not _goes_on(child):
                _put(_lines(begun, child, reading, cell=isinstance(out, FlowCell)), out)
                begun = ""
        elif child.tag == W + "tbl":
            rows = _rows(child, reading, depth)
            if isinstance(out, Flow):
                out.table(rows)
            else:
                cells = dict.fromkeys(cell for row in rows for cell in row)
                out.paragraphs.extend(text for cell in cells for text in cell.paragraphs)
        elif child.tag == W + "sdt" and is_placeholder(child):
            continue
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
            _blocks(child, reading, out, depth + 1)
        elif child.tag == ALTERNATE + "AlternateContent":
            _blocks(chosen(child), reading, out, depth + 1)
        elif child.tag == W + "altChunk":
            _chunk(child, reading, out, depth)


def _put(texts: list[str], out: Flow | FlowCell) -> None:
    for text in texts:
        if isinstance(out, Flow):
            out.paragraph(text)
        elif text.strip():
            out.paragraphs.append(text)


def _goes_on(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted or moved away, and another one follows."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    following = paragraph.getnext()
    gone = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
    return gone and following is not None and following.tag == W + "p"


def _raw(element: Any, reading: _Reading, depth: int) -> tuple[list[str], str]:
    """The lines of the text boxes of a paragraph, and its own characters."""
    boxes = Flow()

    def blocks(content: Any, below: int) -> None:
        _blocks(content, reading, boxes, below)

    text = "".join(characters(element, blocks, boxes.paragraph, depth + 1, reading.limits.xml_depth))
    return [folded(line) for line in boxes.text.split("\n")] if boxes.length else [], text


def _lines(text: str, paragraph: Any, reading: _Reading, *, cell: bool) -> list[str]:
    """The lines of a paragraph with its number. A line break ends a paragraph unless the text is centred.

    An empty paragraph counts, too; its number is shown in the cells of a table (序号) and nowhere else.
    """
    properties = paragraph.find(W + "pPr")
    centred = properties is not None and (jc := properties.find(W + "jc")) is not None and jc.get(W + "val") == "center"
    parts = [part.strip() for part in text.split("\n")]
    if centred:
        whole = ""
        for part in parts:
            whole += joined(whole, part) + part
        parts = [whole]
    shown = [part for part in parts if part]
    if not shown and (properties is None or _uncounted(properties)):
        return []
    label = reading.numbering.label(properties)
    if not shown:
        return [label.strip()] if cell and label else []
    return [folded(part) for part in (label + shown[0], *shown[1:])]


def _uncounted(properties: Any) -> bool:
    """Whether an empty paragraph is not there at all: hidden, deleted, moved away, or the end of a section."""
    mark = properties.find(W + "rPr")
    gone = mark is not None and any(mark.find(W + tag) is not None for tag in ("del", "moveFrom", "vanish"))
    return gone or properties.find(W + "sectPr") is not None


def _chunk(element: Any, reading: _Reading, out: Flow | FlowCell, depth: int) -> None:
    """A document in another format that the file imports where it is opened (``w:altChunk``): Word and web pages."""
    package = reading.parts.package
    name = reading.parts.pointed_to(element)
    data = package.bytes_of(name) if name is not None and reading.level < _CHUNKS else b""
    if DocxReader().sniff(data):
        inner, root = _opened(Package(data, package.source, "Word", reading.limits), reading.limits, reading.level + 1)
        _blocks(root.find(W + "body"), inner, out, depth + 1)
        reading.remarks += inner.remarks
    elif pages := web_pages(data, package.source, reading.limits):
        html_flow(pages[0], out, package.source, reading.limits)
    else:
        reading.remarks.append(
            Remark(code="chunk-left-out", message="an embedded document is not read", hint="save it anew")
        )


def _rows(table: Any, reading: _Reading, depth: int) -> list[list[FlowCell]]:
    rows: list[list[FlowCell]] = []
    for row in _inside(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells: list[FlowCell] = []
        skipped = row.find(f"{W}trPr/{W}gridBefore")
        cells += [FlowCell() for _ in range(_span(skipped))] if skipped is not None else []
        for element in _inside(row, W + "tc"):
            above = rows[-1] if rows else []
            if _continued(element, "hMerge") and cells:
                cell = cells[-1]
            elif _continued(element, "vMerge") and len(cells) < len(above):
                cell = above[len(cells)]
            else:
                cell = FlowCell()
                _blocks(element, reading, cell, depth + 1)
            cells += [cell] * _span(element.find(f"{W}tcPr/{W}gridSpan"))
        rows.append(cells)
    return rows


def _continued(element: Any, way: str) -> bool:
    """Whether a cell is one with that above it (``vMerge``) or on its left (``hMerge``)."""
    merged = element.find(f"{W}tcPr/{W}{way}")
    return merged is not None and merged.get(W + "val") != "restart"


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
