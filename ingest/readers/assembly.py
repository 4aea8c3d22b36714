"""Paragraphs of printed lines → the text of a ``Document`` and the spans that lead back to the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.model import Line, Page, Span, Table
from ingest.readers.base import GrowingText
from ingest.readers.hyphens import SOFT, UNSURE, Hyphens
from ingest.readers.printed import PrintedLine, PrintedPage, joined
from ingest.readers.tables import Block


@dataclass(slots=True)
class Assembly(GrowingText):
    """Printed lines as a growing text; every paragraph ends with ``\\n`` but the last."""

    lines: list[Line] = field(default_factory=list)
    hyphens: Hyphens = field(default_factory=Hyphens)
    turns: list[tuple[int, int]] = field(
        default_factory=list
    )  # (page number, where it begins), in the order of the text

    def paragraph_break(self) -> None:
        if self.pieces and self.pieces[-1] != "\n":
            self.put("\n")

    def run(self, lines: Sequence[PrintedLine]) -> Span:
        """Lines of one paragraph or cell, joined; gives the span they take up."""
        start = self.length
        before = ""
        for i, line in enumerate(lines):
            text = line.text
            hyphen = False
            if text and (text[-1] == SOFT or text[-1] in UNSURE):
                after = lines[i + 1].text if i + 1 < len(lines) else ""
                hyphen = bool(after)
                kept = text[-1] in UNSURE and (not after or self.hyphens.kept(text[:-1], after))
                text = text[:-1] + ("-" if kept else "")
            same_row = i > 0 and lines[i - 1].row == line.row and lines[i - 1].page == line.page
            between = " " if same_row else joined(before, text)
            if between and before != "-":
                self.put(between)
            if not self.turns or line.page > self.turns[-1][0]:
                self.turns.append((line.page, self.length))
            self.lines.append(Line(span=self.put(text), page=line.page, box=line.box))
            before = "-" if hyphen else text
        return Span(start, self.length)

    def turn_back(self, page: int) -> None:
        """What follows stands on ``page`` or after, though later pages may have been read: the other language of a text."""
        self.paragraph_break()
        if self.turns and page < self.turns[-1][0]:
            self.turns.append((page, self.length))

    def paragraph(self, lines: Sequence[PrintedLine]) -> Span:
        self.paragraph_break()
        span = self.run(lines)
        self.paragraphs.append(span)
        return span

    def table(self, block: Block) -> Table:
        """A table, row by row, cells apart by tabs; see ``ingest.readers.tables``."""
        spans: dict[int, Span] = {}
        rows: list[tuple[Span, ...]] = []
        for row in block.rows:
            self.paragraph_break()
            start = self.length
            for cell in row:
                if id(cell) in spans:
                    continue
                if self.length > start:
                    self.put("\t")
                spans[id(cell)] = self.run(cell.lines)
            self.paragraphs.append(Span(start, self.length))
            rows.append(tuple(spans[id(cell)] for cell in row))
        whole = Span(self.paragraphs[-len(rows)].start, self.length)
        table = Table(page=block.page, span=whole, rows=tuple(rows))
        self.tables.append(table)
        return table

    def pages(self, pages: Iterable[PrintedPage]) -> tuple[Page, ...]:
        """Page spans that tile the text: a page ends where the first character of the next stands.

        A page without text has an empty span. Where a text in two languages was taken apart, its pages come twice, once
        for each language, so that the spans still follow the text.
        """
        sizes = {page.number: (round(page.width, 2), round(page.height, 2)) for page in pages}
        turns = list(self.turns)
        seen = {number for number, _ in turns}
        for number in sorted(set(sizes) - seen):
            at = next((i for i, (other, _) in enumerate(turns) if other > number), len(turns))
            turns.insert(at, (number, turns[at][1] if at < len(turns) else self.length))
        if turns:
            turns[0] = (turns[0][0], 0)
        ends = [start for _, start in turns[1:]] + [self.length]
        return tuple(
            Page(number=number, span=Span(start, end), width=sizes[number][0], height=sizes[number][1])
            for (number, start), end in zip(turns, ends, strict=True)
        )
