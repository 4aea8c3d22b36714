"""The finders as spaCy components, one kind of fact each (``ingest.pipeline.factories`` makes them known to spaCy).

A component reads ``doc.text``, puts labelled spans under a key of its own in ``doc.spans`` (``policygraph_amounts`` → "amounts")
and the facts themselves as plain data in ``doc.user_data``, so that a Doc survives ``to_bytes`` and a process boundary.
``facts(doc, "amounts")`` or ``span._.policygraph`` gives them back as the frozen types of ``ingest.model``. The
components share nothing and may be added to any pipeline, blank or trained, zh or en.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ingest.model import Amount, Citation, ConceptMatch, Deadline, Language, Measure, Span, UnitMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TYPES: dict[str, type] = {
    "units": UnitMention,
    "amounts": Amount,
    "deadlines": Deadline,
    "citations": Citation,
    "measures": Measure,
    "concepts": ConceptMatch,
}
#: what a span of each kind is labelled with
_LABELS: dict[str, Callable[[Any], str]] = {
    "units": lambda unit: unit.role,
    "amounts": lambda amount: amount.role,
    "deadlines": lambda deadline: deadline.kind,
    "citations": lambda citation: "cites",
    "measures": lambda measure: measure.certainty,
    "concepts": lambda match: match.scheme,
}
_F = TypeVar("_F", Amount, Deadline, ConceptMatch)
_KEY = "policygraph"
#: key of ``doc.user_data`` for what is known of the notice a Doc belongs to: {"year": 2026, "issued": "2026-01-04"}
CONTEXT = "policygraph_context"
#: key under which the maker of a Doc may leave its text, so that six components need not put it together again
TEXT = "policygraph_text"


def store(doc: Doc, key: str, found: Sequence[Any]) -> Doc:
    """Put facts on a Doc: spans under ``doc.spans[key]`` (widened to token borders), the data under ``doc.user_data``."""
    from spacy.tokens import Span as TokenSpan

    spans = []
    by_character = len(doc) == len(_text(doc))  # a Chinese pipeline: offsets of characters are offsets of tokens
    for index, fact in enumerate(found):
        if by_character:
            spans.append(TokenSpan(doc, fact.span.start, fact.span.end, _LABELS[key](fact), span_id=f"{key}.{index}"))
            continue
        span = doc.char_span(
            fact.span.start, fact.span.end, label=_LABELS[key](fact), alignment_mode="expand", span_id=f"{key}.{index}"
        )
        if span is not None:
            spans.append(span)
    doc.spans[key] = spans
    doc.user_data.setdefault(_KEY, {})[key] = [msgspec.to_builtins(fact) for fact in found]
    return doc


def facts(doc: Doc, key: str) -> list[Any]:
    """The facts of one kind on a Doc, typed; [] where the component has not run.

    >>> from ingest.pipeline.factories import pipeline
    >>> nlp = pipeline("zh")
    >>> [amount.quote for amount in facts(nlp("最高奖励300万元。"), "amounts")]
    ['300万元']
    """
    kind = _TYPES[key]
    return [msgspec.convert(data, kind) for data in doc.user_data.get(_KEY, {}).get(key, [])]


def fact_of(span: Any) -> Any:
    """The fact behind a span of ``doc.spans``, typed: what ``span._.policygraph`` gives; None for any other span."""
    key, _, index = span.id_.partition(".")
    kept = span.doc.user_data.get(_KEY, {}).get(key, ())
    return msgspec.convert(kept[int(index)], _TYPES[key]) if index.isdigit() and int(index) < len(kept) else None


def spans(doc: Doc, key: str) -> list[Span]:
    """Bare spans on a Doc: "notes" (responsibility notes, no policy text) and "unread" (notes not understood)."""
    return [Span(*pair) for pair in doc.user_data.get(_KEY, {}).get(key, [])]


def bound_units(doc: Doc) -> list[UnitMention]:
    """Bodies that a remark in this text binds for all later clauses."""
    return [msgspec.convert(data, UnitMention) for data in doc.user_data.get(_KEY, {}).get("bound", [])]


def _outside(doc: Doc, found: Sequence[_F]) -> list[_F]:
    """Facts that do not stand in a responsibility note (if the units were looked for before)."""
    notes = spans(doc, "notes")
    return [fact for fact in found if not any(note.covers(fact.span) for note in notes)] if notes else list(found)


def _text(doc: Doc) -> str:
    text = doc.user_data.get(TEXT)
    return text if isinstance(text, str) else doc.text


def _language(doc: Doc) -> Language:
    return "en" if doc.lang_ == "en" else "zh"


def _context(doc: Doc) -> tuple[int | None, date | None]:
    """(year, day of issue) of the notice a Doc belongs to, if it was said: ``nlp.make_doc`` callers set it in user_data."""
    context = doc.user_data.get(CONTEXT) or {}
    issued = context.get("issued")
    return context.get("year"), date.fromisoformat(issued) if issued else None


class Units:
    """责任单位 with their roles, under ``doc.spans["units"]``.

    ``entity_labels`` names the entities of a trained pipeline (such as ``("ORG",)``) that are taken as units too, where no unit
    was found at the same place; put the component behind ``ner`` for that.
    """

    def __init__(self, entity_labels: Sequence[str] = ()) -> None:
        self.entity_labels = frozenset(entity_labels)

    def __call__(self, doc: Doc) -> Doc:
        from ingest.pipeline.finders import find_units

        found = find_units(_text(doc), _language(doc))
        store(doc, "units", (*found.mentions, *self._entities(doc, found.mentions)))
        data = doc.user_data[_KEY]
        data["notes"] = [(note.start, note.end) for note in found.notes]
        data["unread"] = [(note.start, note.end) for note in found.unread]
        data["bound"] = [msgspec.to_builtins(unit) for unit in found.bound]
        return doc

    def _entities(self, doc: Doc, found: Sequence[UnitMention]) -> list[UnitMention]:
        named = [ent for ent in doc.ents if ent.label_ in self.entity_labels] if self.entity_labels else []
        mentions = [
            UnitMention(span=Span(e.start_char, e.end_char), name=e.text, role="responsible", rule=f"ner.{e.label_}")
            for e in named
        ]
        return [one for one in mentions if not any(one.span.overlaps(other.span) for other in found)]


class Amounts:
    """数额 with comparator and role, under ``doc.spans["amounts"]``."""

    def __call__(self, doc: Doc) -> Doc:
        from ingest.pipeline.finders import find_amounts

        return store(doc, "amounts", _outside(doc, find_amounts(_text(doc), _language(doc))))


class Deadlines:
    """期限, under ``doc.spans["deadlines"]``; the year of the notice comes from ``doc.user_data["policygraph_context"]``."""

    def __call__(self, doc: Doc) -> Doc:
        from ingest.pipeline.finders import find_deadlines

        year, issued = _context(doc)
        found = find_deadlines(_text(doc), _language(doc), year=year, issued=issued)
        return store(doc, "deadlines", found)


class Citations:
    """《》-cited documents, under ``doc.spans["citations"]``."""

    def __call__(self, doc: Doc) -> Doc:
        from ingest.pipeline.citations import find_citations

        return store(doc, "citations", find_citations(_text(doc), _language(doc)))


class Concepts:
    """Topics, instruments, beneficiaries and fine concepts, under ``doc.spans["concepts"]``, labelled by scheme."""

    def __call__(self, doc: Doc) -> Doc:
        from ingest.pipeline.finders import find_concepts

        return store(doc, "concepts", _outside(doc, find_concepts(_text(doc), _language(doc))))


class Measures:
    """措施: the sentences that commit somebody, with the concepts and conditions in them, under ``doc.spans["measures"]``."""

    def __call__(self, doc: Doc) -> Doc:
        from ingest.pipeline.finders import find_measures

        found = find_measures(_text(doc), _language(doc), facts(doc, "concepts"), spans(doc, "notes"))
        return store(doc, "measures", found)
