"""Paragraphs of printed lines → the text of a ``Document`` and the spans that lead back to the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.model import Line, Page, Span, Table
from ingest.readers.printed import PrintedLine, PrintedPage, joined

_SOFT_HYPHENS = "\u00ad\u0002\ufffe"


@dataclass(slots=True)
class Assembly:
    """A text that grows paragraph by paragraph; every paragraph ends with ``\\n`` but the last."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    paragraphs: list[Span] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    page_starts: dict[int, int] = field(default_factory=dict)

    def _put(self, text: str) -> Span:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def paragraph_break(self) -> None:
        if self.length:
            self._put("\n")

    def run(self, lines: Sequence[PrintedLine]) -> Span:
        """Lines of one paragraph or cell, joined; gives the span they take up."""
        start = self.length
        before = ""
        for i, line in enumerate(lines):
            text = line.text
            if i + 1 < len(lines) and text and text[-1] in _SOFT_HYPHENS:
                text, hyphen = text[:-1], True
            else:
                hyphen = False
            same_row = i > 0 and lines[i - 1].row == line.row and lines[i - 1].page == line.page
            between = " " if same_row else joined(before, text)
            if between and before != "-":
                self._put(between)
            self.page_starts.setdefault(line.page, self.length)
            self.lines.append(Line(span=self._put(text), page=line.page, box=line.box))
            before = "-" if hyphen else text
        return Span(start, self.length)

    def paragraph(self, lines: Sequence[PrintedLine]) -> Span:
        self.paragraph_break()
        span = self.run(lines)
        self.paragraphs.append(span)
        return span

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def pages(self, pages: Iterable[PrintedPage]) -> tuple[Page, ...]:
        """Page spans that tile the text: a page ends where the first character of the next stands; may be empty."""
        known = list(pages)
        starts: list[int] = []
        following = self.length
        for page in reversed(known):
            following = min(following, self.page_starts.get(page.number, following))
            starts.append(following)
        starts.reverse()
        if starts:
            starts[0] = 0
        ends = [*starts[1:], self.length]
        return tuple(
            Page(number=page.number, span=Span(a, max(a, b)), width=round(page.width, 2), height=round(page.height, 2))
            for page, a, b in zip(known, starts, ends, strict=True)
        )
