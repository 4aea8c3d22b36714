"""Runs of text with their places, in any order → the printed lines of a page (OFD, OCR)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.printed import GAP, PrintedLine, folded, is_wide
from ingest.readers.signatures import BODY_NAME


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one base line, in points from the top left of the page; ``size`` is the em."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


def rows_of(pieces: Sequence[Piece], page: int) -> list[PrintedLine]:
    """Lines from top to bottom, in each from left to right; runs that touch are joined, wide gaps part a line.

    What is printed twice on the same place (fake bold) is taken once.
    """
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (round((p.y0 + p.y1) / 2, 1), p.x0)):
        middle = (piece.y0 + piece.y1) / 2
        for row in reversed(rows[-3:]):
            head = row[0]
            if abs((head.y0 + head.y1) / 2 - middle) < 0.4 * min(head.size, piece.size):
                row.append(piece)
                break
        else:
            rows.append([piece])
    stack = _beside_a_stack(pieces)
    return [line for number, row in enumerate(rows) for line in _lines(row, page, number, stack)]


def _beside_a_stack(pieces: Sequence[Piece]) -> Piece | None:
    """The 「文件」 of a red head that stands beside the names of several issuers and belongs to none of them."""
    for mark in pieces:
        if mark.text == "文件":
            beside = [p for p in pieces if p.x1 <= mark.x0 + mark.size and BODY_NAME.search(p.text)]
            if sum(abs(p.y0 + p.y1 - mark.y0 - mark.y1) < 5 * mark.size for p in beside) >= 2:
                return mark
    return None


def _lines(row: list[Piece], page: int, number: int, stack: Piece | None = None) -> list[PrintedLine]:
    ordered: list[Piece] = []
    for piece in sorted(row, key=lambda p: p.x0):
        if ordered and piece.text == ordered[-1].text and abs(piece.x0 - ordered[-1].x0) < 0.2 * piece.size:
            continue
        ordered.append(piece)
    lines: list[PrintedLine] = []
    text, begin, last = ordered[0].text, ordered[0], ordered[0]
    group = [ordered[0]]

    def close() -> None:
        size = sorted(p.size for p in group for _ in p.text)[sum(len(p.text) for p in group) // 2]
        top, bottom = min(p.y0 for p in group), max(p.y1 for p in group)
        lines.append(PrintedLine(folded(text), page, begin.x0, top, last.x1, bottom, size, number))

    for piece in ordered[1:]:
        gap = piece.x0 - last.x1
        if gap > GAP * piece.size or piece is stack:
            close()
            text, begin, group = piece.text, piece, [piece]
        else:
            apart = gap > 0.25 * piece.size and not (is_wide(text[-1]) or is_wide(piece.text[0]))
            text += (" " if apart else "") + piece.text
            group.append(piece)
        last = piece
    close()
    return lines
