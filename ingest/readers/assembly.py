"""Paragraphs of printed lines → the text of a ``Document`` and the spans that lead back to the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.lines import Lines
from ingest.model import Page, Span, Table
from ingest.readers.base import GrowingText
from ingest.readers.hyphens import SOFT, UNSURE, Hyphens
from ingest.readers.printed import SUSPENDED, PrintedLine, PrintedPage, joined
from ingest.readers.tables import Block

_MANY = 2_000  # pieces of text after which they are made one: a short string takes up more than its characters


@dataclass(slots=True)
class Assembly(GrowingText):
    """Printed lines as a growing text; every paragraph ends with ``\\n`` but the last."""

    lines: Lines = field(default_factory=Lines)
    hyphens: Hyphens = field(default_factory=Hyphens)
    turns: list[tuple[int, int]] = field(
        default_factory=list
    )  # (page number, where it begins), in the order of the text
    done: list[str] = field(default_factory=list)  # what comes before ``pieces``

    @property
    def text(self) -> str:
        return "".join([*self.done, *self.pieces])

    def paragraph_break(self) -> None:
        if self.pieces and self.pieces[-1] != "\n":
            if len(self.pieces) > _MANY:
                self.done.append("".join(self.pieces))
                self.pieces.clear()
            self.put("\n")

    def run(self, lines: Sequence[PrintedLine]) -> Span:
        """Lines of one paragraph or cell, joined; gives the span they take up."""
        start = at = self.length
        pieces, kept, turns = self.pieces, self.lines, self.turns
        before = ""
        last: PrintedLine | None = None
        for line in lines:
            text = line.text
            if last is not None:
                if before and (before[-1] == SOFT or before[-1] in UNSURE):  # the word goes on
                    kept_hyphen = before[-1] in UNSURE and self.hyphens.kept(before[:-1], text)
                    pieces[-1] = before[:-1] + ("-" if kept_hyphen else "")
                    if kept_hyphen and SUSPENDED.match(text):
                        pieces.append(" ")
                        at += 1
                    if not kept_hyphen:
                        at -= 1
                        kept.end_at(at)
                elif between := " " if last.row == line.row and last.page == line.page else joined(before, text):
                    pieces.append(between)
                    at += len(between)
            if not turns or line.page > turns[-1][0]:
                turns.append((line.page, at))
            pieces.append(text)
            end = at + len(text)
            kept.put(at, end, line.page, (line.x0, line.y0, line.x1, line.y1))
            at = end
            before, last = text, line
        if before and before[-1] in UNSURE:
            pieces[-1] = before[:-1] + "-"
        self.length = at
        return Span(start, at)

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
