"""A notice as plain JSON values: the shape of ``policygraph parse --json``.

The keys of the contract keep their meaning; what is missing is ``null`` or ``[]``. Offsets count code points of ``text``.
Numbers are integers where they are whole, dates are ISO 8601.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from ingest.model import (
    Amount,
    Citation,
    Clause,
    ConceptMatch,
    Deadline,
    Measure,
    Notice,
    Remark,
    Section,
    Span,
    Stated,
    UnitMention,
)

Record = dict[str, Any]


def record_of(notice: Notice) -> Record:
    """The whole notice as JSON values, the same every time for the same notice.

    Beside the contract: ``text`` (what the offsets point into), ``source``, ``sha256``, ``region_code``, ``place_en``,
    ``translation_of``, ``elements``, ``annexes`` (trees of their own), ``passages``, ``remarks``, and per clause ``body``
    and ``citations``; ``translations`` holds a record of the same shape for every further language of the file.
    """
    document = notice.document
    return {
        "id": notice.id,
        "language": notice.language,
        "source": document.source,
        "sha256": document.sha256,
        "region_code": notice.region_code,
        "place_en": notice.place_en,
        "translation_of": notice.translation_of,
        "notice": {
            "title": _value(notice.title),
            "notice_title": _value(notice.notice_title),
            "document_number": _value(notice.document_number),
            "issuers": [issuer.value for issuer in notice.issuers],
            "addressees": [addressee.value for addressee in notice.addressees],
            "issued_on": _date(notice.issued_on),
            "printed_on": _date(notice.printed_on),
            "place": _value(notice.place),
            "year": _value(notice.year),
            "valid_from": _date(notice.valid_from),
            "valid_until": _date(notice.valid_until),
            "valid_for": _value(notice.valid_for),
            "cites": [_citation(citation) for citation in notice.cites],
            "interpreted_by": [body.value for body in notice.interpreted_by],
        },
        "sections": [_section(section) for section in notice.sections],
        "clauses": [_clause(clause) for clause in notice.clauses],
        "annexes": [
            {
                "label": annex.label,
                "title": annex.title,
                **_span(annex.span),
                "sections": [_section(section) for section in annex.sections],
                "clauses": [_clause(clause) for clause in annex.clauses],
            }
            for annex in notice.annexes
        ],
        "passages": [{"kind": p.kind, "text": p.text, **_span(p.span)} for p in notice.passages],
        "elements": [{"name": e.name, "text": e.text, **_span(e.span)} for e in notice.elements],
        "remarks": [_remark(remark) for remark in (*document.remarks, *notice.remarks)],
        "text": document.text,
        "translations": [record_of(translation) for translation in notice.translations],
    }


def json_line(value: object) -> str:
    """One line of JSON, Chinese kept as it is, keys in the order given.

    >>> json_line({"place": "威海市"})
    '{"place": "威海市"}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def number(value: Decimal) -> int | float:
    """A decimal as JSON wants it: whole numbers without a point.

    >>> number(Decimal("8000.0")), number(Decimal("0.25"))
    (8000, 0.25)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def amount_record(amount: Amount) -> Record:
    """One amount as in the contract, with ``per``, ``offer`` and ``rule`` besides."""
    return {
        "quote": amount.quote,
        "value": number(amount.value),
        "unit": amount.unit,
        "comparator": amount.comparator,
        "role": amount.role,
        "basis": amount.basis,
        "tier": amount.tier,
        "per": list(amount.per),
        "offer": amount.offer,
        "rule": amount.rule,
        **_span(amount.span),
        "measure": amount.measure,
    }


def deadline_record(deadline: Deadline) -> Record:
    """One deadline as in the contract, with ``bound``, ``due``, ``trigger`` and ``rule`` besides."""
    return {
        "quote": deadline.quote,
        "kind": deadline.kind,
        "value": deadline.value,
        "inferred": deadline.inferred,
        "bound": deadline.bound,
        "due": deadline.due,
        "trigger": deadline.trigger,
        "rule": deadline.rule,
        **_span(deadline.span),
        "measure": deadline.measure,
    }


def unit_record(unit: UnitMention) -> Record:
    """One responsible unit as in the contract, with ``organisation``, ``inherited`` and ``rule`` besides."""
    return {
        "name": unit.name,
        "role": unit.role,
        "organisation": unit.organisation,
        "inherited": unit.inherited,
        "rule": unit.rule,
        **_span(unit.span),
    }


def _section(section: Section) -> Record:
    return {
        "path": section.path,
        "label": section.label,
        "heading": section.heading,
        "page": section.page,
        **_span(section.span),
    }


def _clause(clause: Clause) -> Record:
    return {
        "path": clause.path,
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        **_span(clause.span),
        "body": [clause.body.start, clause.body.end],
        "page": clause.page,
        "language": clause.language,
        "units": [unit_record(unit) for unit in clause.units],
        "amounts": [amount_record(amount) for amount in clause.amounts],
        "deadlines": [deadline_record(deadline) for deadline in clause.deadlines],
        "citations": [{**_citation(citation), **_span(citation.span)} for citation in clause.citations],
        "measures": [_measure(measure) for measure in clause.measures],
    }


def _measure(measure: Measure) -> Record:
    return {
        "id": measure.id,
        "text": measure.text,
        **_span(measure.span),
        "topics": _names(measure.topics),
        "instruments": _names(measure.instruments),
        "beneficiaries": _names(measure.beneficiaries),
        "certainty": measure.certainty,
        "concepts": [
            {"scheme": match.scheme, "concept": match.concept, "quote": match.quote, **_span(match.span)}
            for match in (*measure.topics, *measure.instruments, *measure.beneficiaries, *measure.concepts)
        ],
        "conditions": [{"quote": condition.quote, **_span(condition.span)} for condition in measure.conditions],
    }


def _names(matches: tuple[ConceptMatch, ...]) -> list[str]:
    return list(dict.fromkeys(match.concept for match in matches))


def _citation(citation: Citation) -> Record:
    return {"title": citation.title, "document_number": citation.document_number}


def _remark(remark: Remark) -> Record:
    span = _span(remark.span) if remark.span else {"start": None, "end": None}
    return {"code": remark.code, "message": remark.message, "page": remark.page, "hint": remark.hint, **span}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _value(stated: Stated[Any] | None) -> Any:
    return None if stated is None else stated.value


def _date(stated: Stated[date] | None) -> str | None:
    return None if stated is None else stated.value.isoformat()
