"""What of a notice was read and what was not: the report that says so instead of keeping silent.

Every printed character stands under a clause, a section heading, the frame of the document (title, 文号, signatures, 版记 …), a
passage (preamble, closing), or under nothing. Every number in a clause stands in a fact, in a name or code, or in nothing; facts
are looked for in the bodies of clauses, so a number in a heading or in the text that introduces a section is said as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.model import Clause, Notice, Remark, Span, UnitMention

#: a number that a reader would want explained; codes glued to letters (9610 in 「跨境9610」 stays, A4 does not)
_NUMBER = re.compile(
    r"(?<![\dA-Za-z.])[\d０-９][\d０-９,，.．]*(?<![,，.．])\s?(?:%|％|[亿万千百]?元|[\u4e00-\u9fff])?"
)


@dataclass(frozen=True, slots=True)
class Loose:
    """A stretch that was not understood, with the words around it."""

    span: Span
    quote: str
    where: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a notice was read: counts of printed (not white) characters, and what is left over.

    ``under_clauses`` + ``under_headings`` + ``in_frame`` + ``in_passages`` + ``under_nothing`` = ``characters``.
    """

    characters: int
    under_clauses: int
    under_headings: int
    in_frame: int
    in_passages: int
    unread: tuple[Loose, ...]
    numbers: tuple[Loose, ...]
    notes: tuple[Remark, ...]
    units: tuple[str, ...]

    @property
    def under_nothing(self) -> int:
        return self.characters - self.under_clauses - self.under_headings - self.in_frame - self.in_passages

    @property
    def share(self) -> float:
        """Share of the characters that stand somewhere, 0–1; 1 for an empty text."""
        return 1 - self.under_nothing / self.characters if self.characters else 1.0


def coverage_of(notice: Notice) -> Coverage:
    """Count what was read of a notice.

    >>> from ingest.notice import notice_of
    >>> from ingest.readers import read
    >>> coverage_of(notice_of(read("一、支持扩大进口。给予3万元奖励。\\n二、优化服务。压缩时间。".encode(), "a.txt"))).share
    1.0
    """
    text = notice.document.text
    owner: list[tuple[Span, str]] = []
    owner += [(clause.span, "clause") for clause in notice.clauses]
    owner += [(section.span, "heading") for section in notice.sections]
    owner += [(passage.span, "passage") for passage in notice.passages]
    owner += [(span, "frame") for span in _frame(notice)]
    taken = {"clause": 0, "heading": 0, "passage": 0, "frame": 0}
    total, loose, position = sum(not c.isspace() for c in text), [], 0
    for span, kind in sorted(owner, key=lambda o: (o[0].start, -o[0].end)):
        start = max(span.start, position)
        if start >= span.end:
            continue
        loose.append(Span(position, start))
        taken[kind] += sum(not c.isspace() for c in text[start : span.end])
        position = span.end
    loose.append(Span(position, len(text)))
    # a comma between two addressees belongs to the frame they stand in
    marks = [span for span in loose if not _has_words(text[span.start : span.end])]
    taken["frame"] += sum(not c.isspace() for span in marks for c in text[span.start : span.end])
    loose = [span for span in loose if _has_words(text[span.start : span.end])]
    again = [span for span in loose if _said_again(text[span.start : span.end], notice)]
    taken["frame"] += sum(not c.isspace() for span in again for c in text[span.start : span.end])
    loose = [span for span in loose if span not in again]
    return Coverage(
        characters=total,
        under_clauses=taken["clause"],
        under_headings=taken["heading"],
        in_frame=taken["frame"],
        in_passages=taken["passage"],
        unread=tuple(Loose(_trim(span, text), text[span.start : span.end].strip(), "document") for span in loose),
        numbers=tuple(sorted((*_of_clauses(notice, text), *_of_sections(notice, text)), key=lambda loose: loose.span)),
        notes=tuple(remark for remark in notice.remarks if remark.code == "note-not-understood"),
        units=_unknown(notice.clauses),
    )


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _said_again(words: str, notice: Notice) -> bool:
    """Names of the issuers that the head of a joint notice and its signatures both print; the 印发 behind a date."""
    names = "\n".join("".join(name.value.split()) for name in notice.issuers)
    if notice.printed_on is not None and words.strip() == "印发":
        return True
    lines = ("".join(line.split()) for line in words.splitlines())
    return bool(names) and all(line in names or line == "文件" for line in lines)


def _frame(notice: Notice) -> Iterable[Span]:
    """Where the fields of the notice and the elements of its frame stand."""
    single = (notice.title, notice.notice_title, notice.document_number)
    dates = (notice.issued_on, notice.printed_on)
    spans = [name.span for name in (*notice.issuers, *notice.addressees)]
    spans += [name.span for name in single if name is not None] + [day.span for day in dates if day is not None]
    yield from (span for span in spans if span is not None)
    for element in notice.elements:
        yield element.span


def _trim(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _of_clauses(notice: Notice, text: str) -> Iterable[Loose]:
    """Numbers of the clauses that stand in no fact, no citation and no concept (9610 is a supervision code)."""
    for clause in notice.clauses:
        concepts = [c for m in clause.measures for c in (*m.topics, *m.instruments, *m.beneficiaries, *m.concepts)]
        facts = [amount.span for amount in clause.amounts] + [deadline.span for deadline in clause.deadlines]
        facts += [citation.span for citation in clause.citations] + [concept.span for concept in concepts]
        facts += [unit.span for unit in clause.units]
        heading = Span(
            clause.span.start + len(clause.label), max(clause.body.start, clause.span.start + len(clause.label))
        )
        yield from _numbers(text, heading, (), clause.path)
        yield from _numbers(text, clause.body, facts, clause.path)


def _of_sections(notice: Notice, text: str) -> Iterable[Loose]:
    """Numbers in the headings of sections and in what introduces them: no clause holds them, so they are no facts."""
    cited: dict[int, list[Span]] = defaultdict(list)
    starts = [section.span.start for section in notice.sections]
    for citation in notice.cites:
        cited[bisect_right(starts, citation.span.start) - 1].append(citation.span)
    for index, section in enumerate(notice.sections):
        heading = Span(min(section.span.end, section.span.start + len(section.label)), section.span.end)
        yield from _numbers(text, heading, cited[index], section.path)
    for passage in notice.passages:
        if passage.kind == "lead_in":
            index = bisect_right(starts, passage.span.start) - 1
            yield from _numbers(text, passage.span, cited[index], notice.sections[index].path)


def _numbers(text: str, stretch: Span, facts: Iterable[Span], where: str) -> Iterable[Loose]:
    """Numbers of a stretch outside all facts."""
    starts: list[int] = []
    ends: list[int] = []  # of everything that begins up to there
    for span in sorted(facts):
        starts.append(span.start)
        ends.append(max(span.end, ends[-1] if ends else 0))
    for found in _NUMBER.finditer(text, stretch.start, stretch.end):
        before = bisect_right(starts, found.end() - 1) - 1
        if before >= 0 and ends[before] > found.start():
            continue
        around = text[max(stretch.start, found.start() - 10) : min(stretch.end, found.end() + 10)]
        yield Loose(Span(found.start(), found.end()), " ".join(around.split()), where)


def _unknown(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Names of units for which no organisation is known, each once, in order."""
    unknown: dict[str, None] = {}
    for clause in clauses:
        for unit in clause.units:
            if _is_unknown(unit):
                unknown.setdefault(unit.name)
    return tuple(unknown)


def _is_unknown(unit: UnitMention) -> bool:
    from ingest.pipeline.units_zh import is_body

    return unit.organisation is None and not is_body(unit.name)
