"""The graph in other people's formats.

    jsonld    a tree a notice, context included; several notices as one @graph, or a file each in a folder
    ttl trig nq   the triples; TriG and N-Quads keep the named graphs, N-Quads are canonical (sorted)
    csv parquet   flat tables: measures, amounts, deadlines, units, clauses, links
    graphml gexf  networks (``graph.network``)

The same store gives the same bytes. Nothing named means everything: the RDF formats then hold the links and the vocabulary too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from graph import iri, jsonld, tables
from graph.network import gexf, graphml, network
from graph.nquads import canonical, in_order
from graph.store.base import Store
from graph.store.oxigraph import OxigraphStore
from graph.terms import DATA, PREFIXES
from ingest.errors import UsageError

FORMATS = ("jsonld", "ttl", "trig", "nq", "csv", "parquet", "graphml", "gexf")

_NOTICE_GRAPH, _LINKS_GRAPH = "graph/notice/", "graph/links/"


def export(
    store: Store,
    notices: Sequence[str] = (),
    *,
    format: str = "jsonld",
    output: str | Path | None = None,
    table: str = "measures",
    which: str = "all",
) -> bytes | list[Path]:
    """Writes these notices, or all: to ``output`` (then the files written are given), or as bytes.

    A folder as ``output`` gets one file a notice (jsonld) or a table (csv, parquet): it is a folder if it is one, ends in "/",
    or has no suffix. Without a folder, a file called amounts.csv gets that table, else ``table`` chooses one of
    ``graph.tables.TABLES``; ``which`` is one of ``graph.network.NETWORKS``. Raises ``UsageError`` for an unknown format,
    notice, table or network.
    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}", hint=", ".join(FORMATS))
    chosen = _chosen(store, notices)
    target = Path(output) if output is not None else None
    if format in ("csv", "parquet"):
        return _tables(store, chosen, format, target, table)
    if format == "jsonld":
        return _jsonld(store, chosen, target)
    data = _one(store, chosen if notices else None, format, which)
    return data if target is None else [_write(target, data)]


def _chosen(store: Store, notices: Sequence[str]) -> dict[str, str]:
    """Notice id as it stands in the IRI → its named graph."""
    known = {g.rpartition(_NOTICE_GRAPH)[2]: g for g in store.graphs() if _NOTICE_GRAPH in g}
    if not notices:
        return known
    for notice in notices:
        if iri.segment(notice) not in known:
            raise UsageError(f"no notice {notice!r} in the store", hint=", ".join(known) or "policygraph build")
    return {name: known[name] for name in dict.fromkeys(map(iri.segment, notices))}


def _links(store: Store, chosen: Iterable[str]) -> list[str]:
    """The links graphs between chosen notices."""
    names = set(chosen)
    return [g for g in store.graphs() if _LINKS_GRAPH in g and set(g.rpartition(_LINKS_GRAPH)[2].split("/")) <= names]


def _base(graph: str) -> str:
    return graph.rpartition(_NOTICE_GRAPH)[0]


# ---------------------------------------------------------------------------------------------------------------------


def _jsonld(store: Store, chosen: dict[str, str], target: Path | None) -> bytes | list[Path]:
    graphs = [(name, list(in_order(store.quads(graph))), _base(graph)) for name, graph in sorted(chosen.items())]
    if target is not None and _is_folder(target):
        return [
            _write(target / f"{name}.jsonld", jsonld.dumps(jsonld.document(quads, base=base)).encode("utf-8"))
            for name, quads, base in graphs
        ]
    if len(graphs) == 1:
        found = jsonld.document(graphs[0][1], base=graphs[0][2])
    else:
        base = graphs[0][2] if graphs else DATA
        found = jsonld.collection((quads for _, quads, _ in graphs), base=base)
    data = jsonld.dumps(found).encode("utf-8")
    return data if target is None else [_write(target, data)]


def _tables(store: Store, chosen: dict[str, str], format: str, target: Path | None, table: str) -> bytes | list[Path]:
    if table not in tables.TABLES:
        raise UsageError(f"no table {table!r}", hint=", ".join(tables.TABLES))
    found = tables.tables(
        (in_order(store.quads(graph)) for _, graph in sorted(chosen.items())),
        (in_order(store.quads(graph)) for graph in _links(store, chosen)),
    )
    render: Callable[[tables.Table], bytes] = tables.parquet if format == "parquet" else tables.Table.csv
    if target is not None and _is_folder(target):
        return [_write(target / f"{name}.{format}", render(found[name])) for name in tables.TABLES]
    if target is not None and target.stem in tables.TABLES:
        table = target.stem
    data = render(found[table])
    return data if target is None else [_write(target, data)]


def _one(store: Store, chosen: dict[str, str] | None, format: str, which: str) -> bytes:
    if format in ("graphml", "gexf"):
        source = store if chosen is None else _part(store, chosen)
        return (graphml if format == "graphml" else gexf)(network(source, which))  # type: ignore[arg-type]
    if format == "nq" and chosen is None:
        return store.dump()
    quads = in_order(store.quads() if chosen is None else _quads(store, chosen.values()))
    if format == "nq":
        return canonical(quads)
    if format == "trig":
        written = serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES)
    else:
        triples = sorted({quad.triple for quad in quads}, key=str)
        written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return written or b""


def _quads(store: Store, graphs: Iterable[str]) -> Iterator[Quad]:
    for graph in graphs:
        yield from store.quads(graph)


def _part(store: Store, chosen: dict[str, str]) -> Store:
    """A store in memory with these notices, their links and the vocabulary."""
    part = OxigraphStore()
    part.load(_quads(store, [*chosen.values(), *_links(store, chosen), iri.vocabulary_graph()]))
    return part


def _is_folder(path: Path) -> bool:
    return path.is_dir() or not path.suffix


def _write(path: Path, data: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", source=str(path)) from error
    return path
