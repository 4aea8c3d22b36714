"""Exports: the same graph in another dress, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from pyld import jsonld as pyld
from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph.build import BuildReport
from graph.export import FORMATS, export
from graph.jsonld import document, dumps
from graph.link_mapping import link_quads
from graph.links.link import Links
from graph.mapping import notice_quads
from graph.network import network
from graph.nquads import canonical
from graph.pairs import Pair
from graph.store import Store, memory_store
from graph.tables import COLUMNS, TABLES, tables
from graph.vocabulary import vocabulary_quads
from ingest.errors import UsageError
from ingest.model import Measure, Notice, Stated

NOTICES = ["jixi-2022", "jixi-2022-en", "weihai-2026"]


def triples(data: bytes | str, format: RdfFormat) -> set[str]:
    return {str(getattr(found, "triple", found)) for found in parse(data, format=format)}


def normal(lines: str) -> set[str]:
    """N-Triples or N-Quads of another library, as this one writes triples."""
    return triples(lines, RdfFormat.N_QUADS)


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib would turn 2024-01 into 2024-01-01 and PT0S into P0D when it reads; here only the reading is of interest."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


# ---------------------------------------------------------------------------------------------------------------------
# JSON-LD


def check_round_trip(quads: list[Quad], text: str) -> None:
    want = {str(quad.triple) for quad in quads}
    assert triples(text, RdfFormat.JSON_LD) == want  # Oxigraph
    assert normal(pyld.to_rdf(json.loads(text), {"format": "application/n-quads"})) == want  # PyLD
    assert normal(rdflib.Graph().parse(data=text, format="json-ld").serialize(format="nt")) == want  # rdflib


def test_the_sample_comes_back(notice: Notice) -> None:
    quads = notice_quads(notice)
    check_round_trip(quads, dumps(document(quads)))


def test_under_another_base_too(notice: Notice) -> None:
    quads = notice_quads(notice, base="http://example.org/a/b/")
    check_round_trip(quads, dumps(document(quads, base="http://example.org/a/b/")))


@pytest.mark.parametrize("name", NOTICES)
def test_each_notice_comes_back(store: Store, name: str) -> None:
    (graph,) = [g for g in store.graphs() if g.endswith(f"/notice/{name}")]
    data = export(store, [name], format="jsonld")
    assert isinstance(data, bytes)
    check_round_trip(list(store.quads(graph)), data.decode("utf-8"))


def test_hard_words_come_back(make_notice: Callable[..., Notice], notice: Notice) -> None:
    """What JSON-LD gives a meaning of its own: keywords, prefixes, terms, relative IRIs, empty strings."""
    for value in ("@id", "pg:year", "title", "../up", "", " ", "https://x/", "_:b0", "\u2028", 'a\\b"c\n', "#", "?q"):
        quads = notice_quads(make_notice(title=Stated(value=value or "x"), document_number=Stated(value=value or "x")))
        check_round_trip(quads, dumps(document(quads)))


def test_the_tree_reads_like_the_notice(notice: Notice) -> None:
    found = document(notice_quads(notice))
    assert found["id"] == "dongshan-2024"
    assert found["type"][0] == "pg:Notice"
    assert found["title"] == {"zh": "东山市支持对外贸易发展的若干措施"}
    assert found["year"] == 2024
    assert [clause["path"] for clause in found["clauses"]] == ["1/1", "1/2"]
    clause = found["clauses"][0]
    assert [r["role"] for r in clause["responsibilities"]] == ["lead", "responsible"]
    measure = clause["measures"][0]
    assert measure["topics"] == ["overseas-trade-fairs"]
    assert measure["certainty"] == "committed"
    cap = measure["amounts"][1]
    assert (cap["value"], cap["unit"], cap["comparator"], cap["amountRole"]) == ("8000", "CNY", "lteq", "cap")
    assert cap["surface"] == {"zh": "0.8万元"}
    selectors = {s["type"][0]: s for s in cap["source"]["selectors"]}
    assert selectors["oa:TextPositionSelector"]["start"] == notice.clauses[0].amounts[1].span.start
    assert "included" not in found  # everything hangs on the notice


def test_several_notices_in_one_document(linked: Store) -> None:
    data = export(linked, ["dongshan-2024", "dongshan-2020"], format="jsonld")
    assert isinstance(data, bytes)
    assert [item["id"] for item in json.loads(data)["@graph"]] == ["dongshan-2020", "dongshan-2024"]
    want = {
        str(q.triple)
        for g in linked.graphs()
        if g.endswith(("notice/dongshan-2020", "notice/dongshan-2024"))
        for q in linked.quads(g)
    }
    assert triples(data, RdfFormat.JSON_LD) == want


def test_a_file_a_notice(linked: Store, tmp_path: Path) -> None:
    written = export(linked, format="jsonld", output=tmp_path / "out")
    assert isinstance(written, list)
    assert sorted(path.name for path in written) == sorted(
        f"{g.rpartition('/')[2]}.jsonld" for g in linked.graphs() if "/notice/" in g
    )


# ---------------------------------------------------------------------------------------------------------------------
# RDF


@pytest.mark.parametrize(
    ("name", "format"), [("ttl", RdfFormat.TURTLE), ("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS)]
)
def test_rdf_formats_hold_everything(linked: Store, name: str, format: RdfFormat) -> None:
    data = export(linked, format=name)
    assert isinstance(data, bytes)
    assert triples(data, format) == {str(quad.triple) for quad in linked.quads()}


def test_named_graphs_stay(linked: Store) -> None:
    data = export(linked, ["dongshan-2024"], format="trig")
    assert isinstance(data, bytes)
    assert {q.graph_name.value for q in parse(data, format=RdfFormat.TRIG)} == {  # type: ignore[union-attr]
        "https://w3id.org/policygraph/id/graph/notice/dongshan-2024"
    }


def test_nquads_are_canonical(linked: Store) -> None:
    assert export(linked, format="nq") == linked.dump() == canonical(linked.quads())


# ---------------------------------------------------------------------------------------------------------------------
# tables


def test_tables_have_a_row_for_each_fact(built: BuildReport, store: Store, tmp_path: Path) -> None:
    export(store, format="csv", output=tmp_path)
    rows = {}
    for name in TABLES:
        data = (tmp_path / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
        rows[name] = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert tuple(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")).__next__()) == COLUMNS[name]
    for name, count in (
        ("amounts", "amounts"),
        ("deadlines", "deadlines"),
        ("clauses", "clauses"),
        ("measures", "measures"),
    ):
        assert len(rows[name]) == sum(getattr(notice, count) for notice in built.notices)
    assert len(rows["links"]) == built.links + built.unpaired


def test_values_of_a_table_are_those_of_the_notice(notice: Notice) -> None:
    found = tables([notice_quads(notice)])
    amounts = [dict(zip(found["amounts"].columns, row, strict=True)) for row in found["amounts"].rows]
    assert [(str(a["value"]), a["unit"], a["comparator"], a["measure"]) for a in amounts[:2]] == [
        ("50", "%", "=", "dongshan-2024/1/1#1"),
        ("8000", "CNY", "<=", "dongshan-2024/1/1#1"),
    ]
    assert [a["start"] for a in amounts] == sorted(a.span.start for c in notice.clauses for a in c.amounts)
    measures = [dict(zip(found["measures"].columns, row, strict=True)) for row in found["measures"].rows]
    assert measures[0]["topics"] == "overseas-trade-fairs"
    assert measures[0]["topics_en"]
    assert measures[0]["lead_units"] == "东山市商务局"


def test_a_cell_cannot_be_a_formula(make_notice: Callable[..., Notice], notice: Notice) -> None:
    """The text of a notice is not ours: a spreadsheet must not run it."""
    clause = notice.clauses[1]
    evil = Measure(id="1/1#1", span=clause.measures[0].span, text='=HYPERLINK("http://x","y")')
    changed = make_notice(
        clauses=(clause.__class__(**{**{n: getattr(clause, n) for n in clause.__slots__}, "measures": (evil,)}),)
    )
    text = tables([notice_quads(changed)])["measures"].csv().decode("utf-8-sig")
    assert "'=HYPERLINK" in text


def test_links_table(pair: Pair, links: Links) -> None:
    found = tables([], [link_quads(pair, links)])["links"]  # type: ignore[arg-type]
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert [(r["from"], r["to"], r["relation"], r["relation_zh"]) for r in rows] == [
        ("dongshan-2020/1/1#1", "dongshan-2024/1/1#1", "strengthens", "加强"),
        ("dongshan-2020/1/2#1", None, "dropped", "取消"),
        ("dongshan-2024/1/1#3", None, "new", "新增"),
    ]


def test_one_table_by_the_name_of_the_file(linked: Store, tmp_path: Path) -> None:
    (path,) = export(linked, ["dongshan-2024"], format="csv", output=tmp_path / "deadlines.csv")  # type: ignore[misc]
    assert path.read_text(encoding="utf-8-sig").startswith(",".join(COLUMNS["deadlines"][:3]))


def test_parquet(linked: Store, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    export(linked, ["dongshan-2024"], format="parquet", output=tmp_path)
    assert pq.read_table(tmp_path / "amounts.parquet").column_names == list(COLUMNS["amounts"])


def test_parquet_without_pyarrow(linked: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"policygraph\[parquet\]"):
        export(linked, format="parquet")


# ---------------------------------------------------------------------------------------------------------------------
# networks


@pytest.fixture(scope="module")
def linked(notice: Notice, make_notice: Callable[..., Notice], pair: Pair, links: Links) -> Store:
    """Two editions, their links, and the vocabulary."""
    old = make_notice(id="dongshan-2020", year=Stated(value=2020, origin="manifest"))
    quads = [*notice_quads(notice), *notice_quads(old), *link_quads(pair, links), *vocabulary_quads()]  # type: ignore[arg-type]
    return memory_store(quads)


def test_networks(linked: Store) -> None:
    both, measures, units = network(linked), network(linked, "links"), network(linked, "units")
    assert sorted(nx.get_node_attributes(measures, "path").values()) == ["dongshan-2020/1/1#1", "dongshan-2024/1/1#1"]
    ((_, _, edge),) = measures.edges(data=True)
    assert (edge["relation"], edge["weight"]) == ("strengthens", 0.8765)
    kinds = set(nx.get_node_attributes(units, "kind").values())
    assert kinds == {"clause", "unit"}
    assert set(both) >= set(measures) | set(units)
    assert all("label" in data and "label_en" in data for _, data in both.nodes(data=True))
    with pytest.raises(UsageError):
        network(linked, "friends")  # type: ignore[arg-type]


def test_graphml_and_gexf_can_be_read(linked: Store, tmp_path: Path) -> None:
    want = network(linked)
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        (path,) = export(linked, format=name, output=tmp_path / f"n.{name}")  # type: ignore[misc]
        assert ET.parse(path)
        found = read(path)
        assert set(found) == set(want)
        assert set(found.edges()) == set(want.edges())
        label = nx.get_node_attributes(found, "label")
        assert any("境外" in text for text in label.values())


def test_a_network_of_one_notice(linked: Store) -> None:
    data = export(linked, ["dongshan-2020"], format="graphml")
    assert isinstance(data, bytes)
    assert b"dongshan-2024" not in data


# ---------------------------------------------------------------------------------------------------------------------
# all formats


def test_unknown_format_notice_table(linked: Store) -> None:
    with pytest.raises(UsageError, match="jsonld"):
        export(linked, format="docx")
    with pytest.raises(UsageError, match="dongshan-2020"):
        export(linked, ["nowhere-1999"])
    with pytest.raises(UsageError, match="measures"):
        export(linked, format="csv", table="people")


SCRIPT = """
import hashlib, sys
from graph.export import FORMATS, export
from graph.store import open_store
store = open_store(sys.argv[1])
for name in FORMATS:
    if name != "parquet":
        print(name, hashlib.sha256(export(store, ["jixi-2022"], format=name)).hexdigest())
"""


def test_every_export_is_the_same_bytes_in_another_process(built: BuildReport) -> None:
    root = Path(__file__).parents[2]
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(built.store)],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("42", "Asia/Shanghai"))
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].splitlines()) == len(FORMATS) - 1


def test_turtle_of_a_part_is_valid_for_rdflib(notice: Notice) -> None:
    """Chinese local names, brackets and percent signs in IRIs must not break another parser."""
    quads = notice_quads(notice)
    written = serialize((q.triple for q in quads), format=RdfFormat.TURTLE)
    assert len(rdflib.Graph().parse(data=written, format="turtle")) == len(quads)
