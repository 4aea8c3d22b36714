"""The text of an element of a web page: block elements end paragraphs, tables become tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.layout import read_layout
from ingest.model import Document
from ingest.readers.base import normalised
from ingest.readers.flowing import Flow, FlowCell, tidy
from ingest.readers.printed import folded
from ingest.readers.webpage import SILENT, children, furniture, hidden, inline, of_the_site, same, tag_of
from ingest.readers.webpage_lists import numbers_of

_WORD = 6  # characters: what a cell of a table says may be called as things of a site are: 「相关文件」


def flow_of(node: Any, flow: Flow | FlowCell, without: frozenset[int] = frozenset()) -> None:
    """Block elements end paragraphs, tables become tables, links are text, everything invisible is left out.

    So are the elements ``without`` (``mem_id``): information boxes inside of the text.
    """
    run: list[str] = []
    numbers = numbers_of(node) if tag_of(node) == "ol" else {}
    due = ""  # the number of an item of a list, until its first line comes

    def close() -> None:
        nonlocal due
        text = tidy(folded("".join(run)))
        run.clear()
        if text and (not of_the_site(text) or (isinstance(flow, FlowCell) and len(text) < _WORD)):
            text, due = due + text, ""
            if isinstance(flow, Flow):
                flow.paragraph(text)
            else:
                flow.paragraphs.append(text)

    def walk(parent: Any) -> None:
        nonlocal due
        for child in children(parent):
            tag = tag_of(child)
            if tag == "-text":
                run.append(child.text(deep=False) or "")
            elif tag in SILENT or hidden(child) or child.mem_id in without:
                continue
            elif tag == "br":
                close()
            elif tag == "table":
                close()
                _table(child, flow, without)
            elif inline(tag):
                walk(child)
            elif not furniture(child):
                close()
                if preformatted(child):
                    _lines(child, flow)
                else:
                    if tag == "ol":
                        numbers.update(numbers_of(child))
                    elif tag == "li":
                        due = numbers.get(child.mem_id, "")
                    walk(child)
                close()
                due = "" if tag == "li" else due

    if preformatted(node):
        _lines(node, flow)
    else:
        walk(node)
        close()


def preformatted(node: Any) -> bool:
    """Whether line breaks in the source of an element are printed as such, and nothing else parts its lines."""
    return _keeps_lines(node) and not any(not same(inner, node) for inner in node.css("p, div, table, li, section"))


def _keeps_lines(node: Any) -> bool:
    if tag_of(node) in ("pre", "listing", "xmp"):
        return True
    style = (node.attributes or {}).get("style") or ""
    return "white-space" in style and "white-space:pre" in style.replace(" ", "").lower()


def _lines(node: Any, flow: Flow | FlowCell) -> None:
    """Text whose line breaks count, as plain text has them: wrapped or a paragraph a line."""
    text = normalised("".join(_raw(node))).strip("\n")
    for line in read_layout(Document(text=text, source="", format="text", sha256="")).lines():
        shown = tidy(folded(line))
        if shown and not of_the_site(shown):
            if isinstance(flow, Flow):
                flow.paragraph(shown)
            else:
                flow.paragraphs.append(shown)


def _raw(node: Any) -> Iterator[str]:
    for child in children(node):
        tag = tag_of(child)
        if tag == "-text":
            yield child.text(deep=False) or ""
        elif tag == "br":
            yield "\n"
        elif tag not in SILENT and not hidden(child):
            yield from _raw(child)


def _table(table: Any, flow: Flow | FlowCell, without: frozenset[int]) -> None:
    if isinstance(flow, Flow) and _stacked(table):
        for row in table_rows(table):
            for element in children(row):
                if tag_of(element) in ("td", "th"):
                    flow_of(element, flow, without)
        return
    rows: list[list[FlowCell]] = []
    waiting: dict[int, tuple[int, FlowCell]] = {}  # column → rows still covered by a cell from above
    for row in table_rows(table):
        cells: list[FlowCell] = []
        below: dict[int, tuple[int, FlowCell]] = {}
        for element in [child for child in children(row) if tag_of(child) in ("td", "th")] + [None]:
            while len(cells) in waiting:
                left, cell = waiting.pop(len(cells))
                if left > 1:
                    below[len(cells)] = (left - 1, cell)
                cells.append(cell)
            if element is None:
                break
            cell = FlowCell()
            flow_of(element, cell, without)
            down, right = _spans(element)
            for _ in range(right):
                if down > 1:
                    below[len(cells)] = (down - 1, cell)
                cells.append(cell)
        waiting |= below
        rows.append(cells)
    if isinstance(flow, Flow):
        flow.table(rows)
    else:
        flow.paragraphs.extend(
            text for cell in dict.fromkeys(c for row in rows for c in row) for text in cell.paragraphs
        )


def _stacked(table: Any) -> bool:
    """Whether a table only holds things one under the other, tables among them."""
    cells = [
        [cell for cell in children(row) if tag_of(cell) in ("td", "th") and tidy(cell.text())]
        for row in table_rows(table)
    ]
    return all(len(row) <= 1 for row in cells) and any(cell.css_first("table") for row in cells for cell in row)


def table_rows(table: Any) -> Iterator[Any]:
    """The rows of a table itself, or of a part of it; not those of tables in its cells."""
    if tag_of(table) == "tr":
        yield table
    for child in children(table):
        if tag_of(child) == "tr":
            yield child
        elif tag_of(child) in ("tbody", "thead", "tfoot"):
            yield from table_rows(child)


def _spans(element: Any) -> tuple[int, int]:
    found = []
    for name in ("rowspan", "colspan"):
        value = ((element.attributes or {}).get(name) or "1").strip()
        found.append(min(int(value), 200) if value.isascii() and value.isdigit() and int(value) else 1)
    return found[0], found[1]
