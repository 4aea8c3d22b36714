"""policygraph 政策图谱: trade-policy notices as clauses, measures, amounts, deadlines and units, and as a graph that links them.

>>> import policygraph as pg
>>> pg.__all__[:3]
['Amount', 'Citation', 'Clause']

``parse`` reads a notice, ``build`` makes the graph, ``query`` asks it, ``compare`` puts two editions side by side. Every name
here is loaded when it is first used, so ``import policygraph`` costs next to nothing.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))

# our packages have plain names: say so when somebody's own graph.py, ingest/ or queries/ comes first on the path
for _name in ("ingest", "graph", "queries"):
    _spec = importlib.util.find_spec(_name)
    _origin = os.path.realpath(_spec.origin) if _spec is not None and _spec.origin else None
    if _origin is None or os.path.dirname(os.path.dirname(_origin)) != _HOME:
        raise ImportError(
            f"policygraph needs its own package {_name!r}, but Python finds {_origin or 'none'} "
            f"(try: rename yours, or run from another folder; expected {os.path.join(_HOME, _name)})"
        )

if TYPE_CHECKING:
    from graph.comparison import Comparison
    from ingest.errors import (
        LexiconError,
        ManifestError,
        PasswordNeeded,
        PolicyGraphError,
        QueryError,
        ReadError,
        ReviewError,
        StoreError,
        UsageError,
    )
    from ingest.manifest import Manifest, ManifestEntry, load_manifest
    from ingest.model import (
        Amount,
        Citation,
        Clause,
        ConceptMatch,
        Condition,
        Deadline,
        Document,
        Element,
        Line,
        Measure,
        Notice,
        Page,
        Passage,
        Remark,
        Section,
        Span,
        Stated,
        UnitMention,
    )
    from ingest.model import Table as DocumentTable
    from ingest.readers.limits import Limits
    from ingest.record import record_of
    from policygraph.scores import Evaluation
    from policygraph.verbs import build, compare, evaluate, export, extract, parse, parse_text, query, read, validate
    from queries.catalogue import Query, Table, queries

#: public name → module that has it (and its name there, if another)
_WHERE: dict[str, str] = {
    **dict.fromkeys(
        (
            "LexiconError",
            "ManifestError",
            "PasswordNeeded",
            "PolicyGraphError",
            "QueryError",
            "ReadError",
            "ReviewError",
            "StoreError",
            "UsageError",
        ),
        "ingest.errors",
    ),
    **dict.fromkeys(("Manifest", "ManifestEntry", "load_manifest"), "ingest.manifest"),
    **dict.fromkeys(
        (
            "Amount",
            "Citation",
            "Clause",
            "ConceptMatch",
            "Condition",
            "Deadline",
            "Document",
            "Element",
            "Line",
            "Measure",
            "Notice",
            "Page",
            "Passage",
            "Remark",
            "Section",
            "Span",
            "Stated",
            "UnitMention",
        ),
        "ingest.model",
    ),
    "DocumentTable": "ingest.model:Table",
    "Limits": "ingest.readers.limits",
    "record_of": "ingest.record",
    "Comparison": "graph.comparison",
    "Evaluation": "policygraph.scores",
    **dict.fromkeys(
        ("build", "compare", "evaluate", "export", "extract", "parse", "parse_text", "query", "read", "validate"),
        "policygraph.verbs",
    ),
    **dict.fromkeys(("Query", "Table", "queries"), "queries.catalogue"),
}

__all__ = [
    "Amount",
    "Citation",
    "Clause",
    "Comparison",
    "ConceptMatch",
    "Condition",
    "Deadline",
    "Document",
    "DocumentTable",
    "Element",
    "Evaluation",
    "LexiconError",
    "Limits",
    "Line",
    "Manifest",
    "ManifestEntry",
    "ManifestError",
    "Measure",
    "Notice",
    "Page",
    "Passage",
    "PasswordNeeded",
    "PolicyGraphError",
    "Query",
    "QueryError",
    "ReadError",
    "Remark",
    "ReviewError",
    "Section",
    "Span",
    "Stated",
    "StoreError",
    "Table",
    "UnitMention",
    "UsageError",
    "build",
    "compare",
    "evaluate",
    "export",
    "extract",
    "load_manifest",
    "parse",
    "parse_text",
    "queries",
    "query",
    "read",
    "record_of",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'policygraph' has no attribute {name!r}")
    module, _, other = _WHERE[name].partition(":")
    value = getattr(importlib.import_module(module), other or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
