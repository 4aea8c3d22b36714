"""Web pages inside of a Word file (``w:altChunk``): programs leave it to Word to turn them into paragraphs."""

from __future__ import annotations

from ingest.errors import ReadError
from ingest.readers.flowing import Flow, FlowCell
from ingest.readers.html import HtmlReader, decoded
from ingest.readers.limits import Limits
from ingest.readers.single_page import SinglePageReader, parts_of
from ingest.readers.webpage import deep
from ingest.readers.webpage_text import flow_of


def web_pages(data: bytes, source: str, limits: Limits) -> list[bytes]:
    """The web pages that a part of a package holds: itself, or those in a single file of pages; none where it is no page."""
    if SinglePageReader().sniff(data):
        return parts_of(data, source, limits)[0]
    return [data] if HtmlReader().sniff(data) else []


def html_flow(data: bytes, out: Flow | FlowCell, source: str, limits: Limits) -> None:
    """Put the whole text of a page. Raises ``ReadError``."""
    from selectolax.lexbor import LexborHTMLParser

    text, _ = decoded(data, source, [])
    limits.check("characters", len(text), "characters", source=source)
    tree = LexborHTMLParser(text.replace("\0", ""))
    root = tree.body if tree.body is not None else tree.root
    if root is None or deep(root, limits.xml_depth):
        raise ReadError("not a sound HTML page in the Word file: nested too deeply", source=source)
    flow_of(root, out)
