"""A paper 公文 laid out: its paragraphs, which of them carry labels or stand in tables, and its official elements, with the way
back to the characters of the document. What it says is read from here: ``notice_fields``, ``clause_tree``, ``clause_facts``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.grammar import GRAMMARS, Grammar
from ingest.labels_en import first_items_apart
from ingest.layout import Reading, language_of, read_layout
from ingest.model import Document, Language, Span, Stated
from ingest.official.elements import Found, Official
from ingest.outline import Label, annexed_policy, resumed_at
from ingest.policy_table import PolicyTable, policy_tables


@dataclass(frozen=True, slots=True)
class Paper:
    """``paragraphs`` are those of ``reading``, ``labels`` what each opens with; ``frame`` holds the official elements;
    ``tabled`` are the indices of the paragraphs inside ``tables``."""

    document: Document
    reading: Reading
    paragraphs: Sequence[str]
    labels: Sequence[Label | None]
    language: Language
    grammar: Grammar
    frame: Official
    tables: Sequence[PolicyTable]
    tabled: frozenset[int]

    def at(self, found: Found) -> Span:
        """Where an official element stands in the document."""
        base = self.reading.paragraphs[found.paragraph].start
        last = base if found.last is None else self.reading.paragraphs[found.last].start
        return self.reading.source(Span(base + found.start, last + found.end))

    def source(self, span: Span, base: int) -> Span:
        """The span of the document for one counted from ``base`` in the reading."""
        return self.reading.source(span.shift(base))

    def stated(self, found: Found | None) -> Stated[str] | None:
        """An official element as a value with its span in the document."""
        return Stated(value=found.value, span=self.at(found)) if found else None

    def stated_day(self, found: tuple[date, Found] | None) -> Stated[date] | None:
        """A date among the official elements (成文日期, 印发日期) as a value with its span in the document."""
        return Stated(value=found[0], span=self.at(found[1])) if found else None


def paper_of(document: Document, language: Language | None = None) -> Paper:
    """Lay out a document; its language is told by its script where none is given."""
    reading = read_layout(document)
    paragraphs = [span.of(reading.text) for span in reading.paragraphs]
    language = language or language_of(reading.text)
    if language == "en" and (items := first_items_apart(paragraphs)):
        reading = replace(reading, paragraphs=tuple(_divided(reading, items)))
        paragraphs = [span.of(reading.text) for span in reading.paragraphs]
    grammar = GRAMMARS[language]
    tables = policy_tables(document)
    tabled = _inside(tables, reading)
    labels = grammar.labels(paragraphs)
    behind = annexed_policy(paragraphs, labels) if language == "zh" else 0
    first = next(
        (i for i, label in enumerate(labels) if i >= behind and (i in tabled or _opens(label))), len(paragraphs)
    )
    if language == "zh" and not behind and (resumed := resumed_at(labels)) is not None:
        first = min(first, resumed)
    frame = grammar.official(paragraphs, first)
    return Paper(document, reading, paragraphs, labels, language, grammar, frame, tables, tabled)


def _divided(reading: Reading, items: Mapping[int, int]) -> Iterator[Span]:
    """The paragraphs, those of ``items`` in two at the offset that is given."""
    for i, span in enumerate(reading.paragraphs):
        if i in items:
            cut = span.start + items[i]
            yield Span(span.start, cut - 1)
            yield Span(cut, span.end)
        else:
            yield span


def _opens(label: Label | None) -> bool:
    """A label that can open an outline: the first of its list."""
    return label is not None and (label.number[-1:] == (1,) or label.opens)


def _inside(tables: Sequence[PolicyTable], reading: Reading) -> frozenset[int]:
    """The paragraphs that stand in tables."""
    spans = [reading.source(span) for span in reading.paragraphs] if tables else []
    return frozenset(i for i, span in enumerate(spans) if any(table.span.covers(span) for table in tables))
