"""Paragraphs and tables without pages → the text of a ``Document``: what HTML and Word have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.model import Span, Table
from ingest.readers.base import GrowingText, normalised
from ingest.readers.printed import joined
from ingest.readers.tables import beside

_BLANKS = re.compile("[ \t\n\r\f\v\u00a0\u2002-\u200a\u202f\u205f]+")
#: zero width characters, and marks of the direction of writing
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_EDGE = " \u3000"


def tidy(text: str) -> str:
    """One line of running text: NFC, runs of blanks become one space, blanks and indents at the edges go.

    >>> tidy("　　一、支持 企业\\n扩大进口 ")
    '一、支持 企业 扩大进口'
    """
    return _BLANKS.sub(" ", _INVISIBLE.sub("", normalised(text))).strip(_EDGE)


@dataclass(slots=True, eq=False)
class FlowCell:
    """A cell: its paragraphs. A cell that covers several places of the table is one object that stands in each."""

    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        out = ""
        for paragraph in self.paragraphs:
            between = joined(out, paragraph)
            if out and not between and not re.search(r"[，。、；：！？,;:!?）)]$", out):
                between = " "
            out += between + paragraph
        return out.replace("\t", " ")


@dataclass(slots=True)
class Flow(GrowingText):
    """A text that grows by paragraphs and tables; everything of it is one line a paragraph."""

    def paragraph(self, text: str) -> None:
        """Add a paragraph; an empty one is left out."""
        if text := tidy(text):
            if self.length:
                self.put("\n")
            self.paragraphs.append(self.put(text))

    def table(self, rows: Sequence[Sequence[FlowCell]]) -> None:
        """Add a table, one paragraph a row, cells apart by tabs.

        With one row or one column it is no table but layout, and so is a text that stands in two languages side by side.
        """
        rows = [row for row in rows if any(cell.paragraphs for cell in row)]
        if len(rows) < 2 or max(len(set(map(id, row))) for row in rows) < 2:
            for cell in dict.fromkeys(cell for row in rows for cell in row):
                for text in cell.paragraphs:
                    self.paragraph(text)
            return
        apart = [row for row in rows if len(set(map(id, row))) > 1]
        if (columns := beside([[cell.text for cell in row] for row in apart])) is not None:
            self._side_by_side(rows, columns)
            return
        width = max(len(row) for row in rows)
        spans: dict[int, Span] = {}
        out: list[tuple[Span, ...]] = []
        for row in rows:
            if self.length:
                self.put("\n")
            start = self.length
            places: list[Span] = []
            for cell in row:
                if id(cell) not in spans:
                    if self.length > start:
                        self.put("\t")
                    spans[id(cell)] = self.put(tidy(cell.text))
                places.append(spans[id(cell)])
            self.paragraphs.append(Span(start, self.length))
            out.append((*places, *[Span(self.length, self.length)] * (width - len(places))))
        whole = Span(self.paragraphs[-len(rows)].start, self.length)
        self.tables.append(Table(page=None, span=whole, rows=tuple(out)))

    def _side_by_side(self, rows: Sequence[Sequence[FlowCell]], columns: tuple[int, int]) -> None:
        """One text in two languages: row by row what is Chinese, then what is English, each with its paragraphs."""
        for row in rows:
            for cell in dict.fromkeys((row[columns[0]], row[columns[-1]])):
                for text in cell.paragraphs:
                    self.paragraph(text)
