"""The store on disk: what has changed is exchanged, and the outcome is that of loading everything anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions

from graph.files import Seen
from graph.nquads import canonical, sorted_lines
from graph.store import folder as on_disk
from graph.store.folder import current, open_folder, write_folder
from graph.store.oxigraph import OxigraphStore
from ingest.errors import StoreError


def quad(n: int, graph: int) -> Quad:
    a, b, c, g = (NamedNode(f"urn:{name}") for name in (f"s{n % 3}", "p", f"o{n}", f"g{graph}"))
    return Quad(a, b, c, g)


#: graph → what is said in it; several say the same
Graphs = Mapping[int, set[int]]


def files(path: Path, graphs: Graphs) -> list[Path]:
    path.mkdir(exist_ok=True)
    found = []
    for graph, said in graphs.items():
        file = path / f"{graph}-{'-'.join(map(str, sorted(said)))}.nq"
        file.write_bytes(canonical(quad(n, graph) for n in said))
        found.append(file)
    return found


def merged(store: OxigraphStore) -> set[str]:
    return {str(q.triple) for q in store.database.quads_for_pattern(None, None, None, DefaultGraph())}


def is_as_it_should(path: Path, graphs: Graphs) -> None:
    store = open_folder(path)
    wanted = [quad(n, graph) for graph, said in graphs.items() for n in said]
    assert store.dump() == canonical(wanted)
    assert merged(store) == {str(q.triple) for q in wanted}
    count = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(count, QuerySolutions)
    assert next(iter(count))["n"].value == str(len({str(q.triple) for q in wanted}))


@pytest.fixture
def only_exchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much has changed, nothing is loaded anew once there is a store."""
    monkeypatch.setattr(on_disk, "EXCHANGED", 9)
    fill = on_disk._fill

    def first(new: Path, found: Mapping[bytes, str]) -> list[on_disk.Part]:
        assert not any(new.parent.glob("*/store.json"))
        return fill(new, found)

    monkeypatch.setattr(on_disk, "_fill", first)


_GRAPHS = st.dictionaries(st.integers(0, 5), st.sets(st.integers(0, 7), min_size=1, max_size=5), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None)
@given(st.lists(_GRAPHS, min_size=2, max_size=5))
def test_exchanging_is_as_good_as_loading(states: list[dict[int, set[int]]]) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(on_disk, "EXCHANGED", 9)
        path = Path(name)
        for graphs in states:
            quads = write_folder(path / "store", files(path / "in", graphs), Seen(path / "seen"))
            assert quads == sum(map(len, graphs.values()))
            is_as_it_should(path / "store", graphs)
        write_folder(path / "anew", files(path / "in", graphs))
        assert current(path / "anew") == current(path / "store")


FIRST: Graphs = {1: {1, 2}, 2: {2, 3}, 3: {4}}
THEN: Graphs = {1: {1, 2}, 2: {3, 5}, 4: {2, 6}}


@pytest.mark.usefixtures("only_exchanged")
def test_who_reads_the_old_one_goes_on_reading_it(tmp_path: Path) -> None:
    write_folder(tmp_path / "store", files(tmp_path / "in", FIRST))
    reader = open_folder(tmp_path / "store")
    write_folder(tmp_path / "store", files(tmp_path / "in", THEN))
    is_as_it_should(tmp_path / "store", THEN)
    assert reader.dump() == canonical(quad(n, graph) for graph, said in FIRST.items() for n in said)
    write_folder(tmp_path / "store", files(tmp_path / "in", FIRST))  # the generation before is still there
    is_as_it_should(tmp_path / "store", FIRST)


@pytest.mark.usefixtures("only_exchanged")
def test_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("not on this file system")

    monkeypatch.setattr(os, "link", refuse)
    write_folder(tmp_path / "store", files(tmp_path / "in", FIRST))
    write_folder(tmp_path / "store", files(tmp_path / "in", THEN))
    is_as_it_should(tmp_path / "store", THEN)


@pytest.mark.parametrize("damaged", ["oxigraph/CURRENT", "oxigraph", "content", "store.json"])
def test_a_damaged_store_is_loaded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: str) -> None:
    monkeypatch.setattr(on_disk, "EXCHANGED", 9)
    store = tmp_path / "store"
    write_folder(store, files(tmp_path / "in", FIRST))
    found = store / "generations" / str(current(store)) / damaged
    if found.is_dir():
        shutil.rmtree(found)
    else:
        found.write_bytes(found.read_bytes()[:4])
    write_folder(store, files(tmp_path / "in", THEN))
    is_as_it_should(store, THEN)


def test_a_graph_in_two_files_is_loaded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exchanged with one of them, what the other says would be lost."""
    monkeypatch.setattr(on_disk, "EXCHANGED", 9)
    parts = files(tmp_path / "in", FIRST)
    also = tmp_path / "also.nq"
    also.write_bytes(canonical([quad(7, 1)]))
    write_folder(tmp_path / "store", parts)
    write_folder(tmp_path / "store", [*parts, also])
    is_as_it_should(tmp_path / "store", {**FIRST, 1: {1, 2, 7}})
    write_folder(tmp_path / "store", parts)
    is_as_it_should(tmp_path / "store", FIRST)


def test_stopped_in_the_middle_the_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_disk, "EXCHANGED", 9)
    store = tmp_path / "store"
    write_folder(store, files(tmp_path / "in", FIRST))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(OxigraphStore, "replace_graph", stop)
        write_folder(store, files(tmp_path / "in", THEN))
    is_as_it_should(store, FIRST)
    write_folder(store, files(tmp_path / "in", THEN))
    is_as_it_should(store, THEN)


def test_many_small_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty copies of copies: no more files than the database tidies away by itself."""
    monkeypatch.setattr(on_disk, "EXCHANGED", 9)
    for n in range(30):
        graphs = {1: {1, 2}, 2: {n % 7}, 3: {n % 5, 3}}
        write_folder(tmp_path / "store", files(tmp_path / "in", graphs))
    is_as_it_should(tmp_path / "store", graphs)
    database = tmp_path / "store" / "generations" / str(current(tmp_path / "store")) / on_disk.DATABASE
    assert len(list(database.iterdir())) < 100
    assert len(list((tmp_path / "store" / "generations").iterdir())) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        write_folder(tmp_path / "store", [tmp_path / "gone.nq"])


def test_what_a_part_holds() -> None:
    part = on_disk.Part(b"", "")
    data = sorted_lines([canonical([quad(1, 1), quad(2, 1)])])
    part.look(data)
    assert (part.graphs, part.quads) == (("urn:g1",), 2)
    part.look(sorted_lines([data, canonical([quad(1, 2)])]))
    assert (part.graphs, part.quads) == (("urn:g1", "urn:g2"), 3)
    part.look(b"")
    assert (part.graphs, part.quads) == ((), 0)
