"""Files → partitions → links → store: the same every time, unchanged files not read again, bad files named."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, Triple

import graph.build
import graph.corpus
import graph.partitions
from graph.build import BuildReport, build, files_of
from graph.nquads import sorted_lines
from graph.pairs import Pair
from graph.store import Store, memory_store, open_store
from ingest.errors import PolicyGraphError, ReadError, StoreError, UsageError
from ingest.manifest import Manifest, ManifestEntry
from ingest.notice import read_notice
from ingest.readers import Limits, ocr

NOTICE = """东山市支持外贸发展的若干措施

一、支持境外参展。对参加境外展会的企业，按展位费50%给予补贴，最高3万元。（责任单位：市商务局）

二、扩大进口。{year}年12月底前，力争进口额达到{target}亿元。
"""


def entry(year: int) -> ManifestEntry:
    return ManifestEntry(
        id=f"dongshan-{year}", file=f"{year}.txt", language="zh", place_zh="东山市", region_code="990100", year=year
    )


MANIFEST = Manifest((entry(2020), entry(2024)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notices = tmp_path / "notices"
    notices.mkdir()
    (notices / "2020.txt").write_text(NOTICE.format(year=2020, target=3), encoding="utf-8")
    (notices / "2024.txt").write_text(NOTICE.format(year=2024, target=5), encoding="utf-8")
    return notices


def run(folder: Path, **more: object) -> BuildReport:
    return build([folder], **{"manifest": MANIFEST, "store_dir": folder.parent / "store", **more})  # type: ignore[arg-type]


def state(folder: Path) -> dict[str, bytes]:
    """Partitions and pointer of a store: what must be the same when nothing has changed."""
    store = folder.parent / "store"
    found = {path.name: path.read_bytes() for path in (store / "partitions").iterdir()}
    return found | {"CURRENT": (store / "CURRENT").read_bytes()}


def dump(folder: Path) -> bytes:
    return open_store(folder.parent / "store").dump()


def test_building_twice_changes_nothing(folder: Path) -> None:
    first = run(folder)
    before, graph = state(folder), dump(folder)
    second = run(folder)
    assert (first.changed, second.changed) == (True, False)
    assert [n.cached for n in first.notices] == [False, False]
    assert [n.cached for n in second.notices] == [True, True]
    assert state(folder) == before
    assert dump(folder) == graph
    assert second.quads == first.quads == len(graph.splitlines())


def test_the_store_is_what_the_partitions_say(folder: Path) -> None:
    run(folder)
    parts = sorted((folder.parent / "store" / "partitions").glob("*.nq"))
    assert dump(folder) == sorted_lines(part.read_bytes() for part in parts)


def test_the_place_and_the_order_of_files_do_not_matter(folder: Path, tmp_path: Path) -> None:
    run(folder)
    other = tmp_path / "elsewhere" / "notices"
    shutil.copytree(folder, other)
    paths = sorted(other.iterdir(), reverse=True)
    build(paths, manifest=MANIFEST, store_dir=other.parent / "store")
    assert state(other) == state(folder)
    assert dump(other) == dump(folder)


def test_processes_give_the_same(folder: Path, tmp_path: Path) -> None:
    run(folder)
    shutil.copytree(folder, tmp_path / "parallel" / "notices")
    run(tmp_path / "parallel" / "notices", workers=2)
    assert state(tmp_path / "parallel" / "notices") == state(folder)


@pytest.mark.skipif(not ocr.available(), reason="needs the ocr extra")
def test_pages_that_waited_for_the_extra_are_read_once_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = tmp_path / "notices"
    notices.mkdir()
    shutil.copy(Path(__file__).parents[1] / "samples" / "mixed_text_scan.pdf", notices)
    there = ocr.available
    monkeypatch.setattr(ocr, "available", lambda: False)
    (before,) = run(notices).notices
    assert run(notices).notices[0].cached
    monkeypatch.setattr(ocr, "available", there)
    (after,) = run(notices).notices
    assert not after.cached and after.clauses > before.clauses
    assert run(notices).notices[0].cached


def test_other_limits_are_another_reading(folder: Path) -> None:
    run(folder)
    report = run(folder, limits=Limits(characters=50))
    assert [str(failure.error).partition(": ")[2] for failure in report.failures] == [
        f"too large: {len(NOTICE.format(year=1000, target=1))} characters, at most 50 are read (try: split the file, or "
        f"--limit characters={len(NOTICE.format(year=1000, target=1))} if you trust it)"
    ] * 2
    assert [n.cached for n in run(folder, limits=Limits(pages=6000)).notices] == [False, False]


def test_a_long_file_is_read_from_the_disk_and_gives_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    before = state(folder)
    shutil.rmtree(folder.parent / "store")
    monkeypatch.setattr("graph.build.HELD", 10)
    run(folder)
    assert state(folder) == before


def test_a_file_that_changes_after_it_was_looked_at_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept under the digest of a file must be what was read of that file."""
    seen = graph.build.Seen.sha256

    def looked_at(self: graph.build.Seen, path: str) -> bytes:
        digest = seen(self, path)
        if path.endswith("2024.txt"):
            Path(path).write_text(NOTICE.format(year=2024, target=9), encoding="utf-8")
        return digest

    monkeypatch.setattr("graph.build.HELD", 10)
    monkeypatch.setattr(graph.build.Seen, "sha256", looked_at)
    (failure,) = run(folder).failures
    assert "2024.txt: the file was changed while it was read" in str(failure.error)


def test_an_unchanged_file_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    read: list[str] = []
    original = graph.partitions.partition_of

    def counted(data: bytes | None, source: str, *others: Any, **more: Any) -> graph.partitions.Partition:
        read.append(Path(source).name)
        return original(data, source, *others, **more)

    monkeypatch.setattr("graph.build.partition_of", counted)
    run(folder)
    assert read == []
    (folder / "2024.txt").write_text(NOTICE.format(year=2024, target=6), encoding="utf-8")
    report = run(folder)
    assert read == ["2024.txt"]
    assert [n.cached for n in report.notices] == [True, False]
    assert "6亿元" in dump(folder).decode()
    assert "5亿元" not in dump(folder).decode()


def test_another_row_of_the_manifest_is_another_reading(folder: Path) -> None:
    run(folder)
    moved = Manifest(
        (entry(2020), ManifestEntry(**{**_fields(entry(2024)), "place_zh": "西山市", "region_code": "990200"}))
    )
    report = run(folder, manifest=moved)
    assert [n.cached for n in report.notices] == [True, False]
    later = Manifest(tuple(ManifestEntry(**{**_fields(e), "line": 7}) for e in moved))  # a row that only moved
    assert [n.cached for n in run(folder, manifest=later).notices] == [True, True]


def _fields(entry: ManifestEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__slots__}


def test_a_bad_file_is_named_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    report = build([folder, folder / "missing.txt"], manifest=MANIFEST, store_dir=folder.parent / "store")
    assert [n.id for n in report.notices] == ["dongshan-2020", "dongshan-2024"]
    assert sorted(Path(failure.file).name for failure in report.failures) == ["empty.txt", "missing.txt"]
    assert all(isinstance(failure.error, ReadError) for failure in report.failures)
    assert "missing.txt: is not there" in str(report.failures[-1].error)


def test_an_encrypted_file_wants_its_password(folder: Path) -> None:
    shutil.copy(Path(__file__).parents[1] / "samples/enc_user_pw_secret.pdf", folder)
    report = run(folder)
    assert [str(failure.error).partition(": ")[2] for failure in report.failures] == [
        "encrypted (try: --password WORD)"
    ]
    report = run(folder, password="secret")
    assert not report.failures
    assert [found.cached for found in report.notices if found.file.startswith("enc")] == [False]
    assert not run(folder).failures  # what has been read stays read


def test_two_files_with_one_id(folder: Path) -> None:
    (folder / "copy").mkdir()
    shutil.copy(folder / "2024.txt", folder / "copy" / "2024.txt")
    (folder / "copy" / "2024.txt").write_text(NOTICE.format(year=2024, target=9), encoding="utf-8")
    report = run(folder)
    assert [n.id for n in report.notices] == ["dongshan-2020", "dongshan-2024"]
    (failure,) = report.failures
    assert "already that of" in str(failure.error)


def test_no_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no files"):
        build([tmp_path], store_dir=tmp_path / "store")


def test_files_beside_notices_are_left_out(folder: Path) -> None:
    for name in ("manifest.csv", "notes.md", ".hidden.txt", "x.json"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.txt").write_text("x", encoding="utf-8")
    assert [path.name for path in files_of([folder])] == ["2020.txt", "2024.txt"]
    assert files_of([folder / "notes.md"]) == [folder / "notes.md"]  # named by itself, it is meant


def test_what_is_no_longer_built_is_gone(folder: Path) -> None:
    run(folder)
    (folder / "2020.txt").unlink()
    run(folder)
    names = {path.name for path in (folder.parent / "store" / "partitions").iterdir()}
    assert not any(name.startswith("2020") or "dongshan-2020" in name for name in names)
    assert b"dongshan-2020" not in dump(folder)


def test_an_open_reader_keeps_what_it_reads(folder: Path) -> None:
    run(folder)
    reader = open_store(folder.parent / "store")
    before = reader.dump()
    (folder / "2024.txt").write_text(NOTICE.format(year=2024, target=6), encoding="utf-8")
    run(folder)
    assert reader.dump() == before
    assert dump(folder) != before


def test_stopped_half_way_it_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("graph.build.write_folder", stop)
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    assert [n.cached for n in run(folder).notices] == [True, True]


def test_progress_ends_where_it_should(folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    run(folder, progress=lambda done, total, what: told.append((done, total, what)))
    assert (2, 2, "notices") in told
    assert told[-1] == (1, 1, "store")
    assert all(0 <= done <= total for done, total, _ in told)


def test_another_base(folder: Path) -> None:
    run(folder, base="https://example.org/data/")
    text = dump(folder).decode()
    assert "<https://example.org/data/dongshan-2024/clause/1>" in text
    assert "https://w3id.org/policygraph/id/" not in text
    with pytest.raises(UsageError):
        run(folder, base="no base")


def test_no_scheduler_there(folder: Path) -> None:
    with pytest.raises(UsageError):
        run(folder, scheduler="tcp://127.0.0.1:1")


# ---------------------------------------------------------------------------------------------------------------------
# stores


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="policygraph build"):
        open_store(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ('{"format": 0, "engine": "oxigraph 0.5", "quads": 1}', "another version: format 0"),
        ('{"format": 2, "engine": "oxigraph 0.1", "quads": 1}', "another version: engine oxigraph 0.1"),
        ("{", "damaged"),
        ("[]", "damaged"),
    ],
)
def test_a_store_of_another_version(folder: Path, marker: str, message: str) -> None:
    run(folder)
    (found,) = (folder.parent / "store" / "generations").glob("*/store.json")
    found.write_text(marker, encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        open_store(folder.parent / "store")


def test_a_damaged_database(folder: Path) -> None:
    run(folder)
    (found,) = (folder.parent / "store" / "generations").glob("*/oxigraph")
    shutil.rmtree(found)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(folder.parent / "store")


def test_a_store_is_read_only(store: Store) -> None:
    with pytest.raises(StoreError, match="reading only"):
        store.replace_graph("urn:g", [])
    with pytest.raises(StoreError, match="reading only"):
        store.load([])


def test_no_place_to_write(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        run(folder, store_dir=tmp_path / "file" / "store")


def test_loading_in_portions_gives_the_same(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    monkeypatch.setattr("graph.store.folder.PORTION", 1)
    report = run(folder, store_dir=tmp_path / "portions")
    assert open_store(tmp_path / "portions").dump() == dump(folder)
    assert report.quads == len(dump(folder).splitlines())


def test_what_two_graphs_say_is_there_once(folder: Path) -> None:
    """The region of both editions has one Chinese name: one row, or every count over it is wrong."""
    run(folder)
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name WHERE { <https://w3id.org/policygraph/id/region/990100> skos:prefLabel ?name }"""
    once, each = (
        open_store(folder.parent / "store").query(q) for q in (query, "SELECT ?g { GRAPH ?g { ?s ?p '东山市'@zh } }")
    )
    assert isinstance(once, QuerySolutions) and isinstance(each, QuerySolutions)
    assert [row["name"].value for row in once] == ["东山市"]
    assert len(list(each)) == 2


def test_from_means_what_it_says(folder: Path) -> None:
    run(folder)
    graph = "https://w3id.org/policygraph/id/graph/notice/dongshan-2020"
    result = open_store(folder.parent / "store").query(f"SELECT DISTINCT ?s FROM <{graph}> WHERE {{ ?s a ?from }}")
    assert isinstance(result, QuerySolutions)
    found = {row["s"].value for row in result}
    assert found
    assert not any("dongshan-2024" in name for name in found)


def test_replacing_a_graph() -> None:
    """In the merge, a triple stays as long as one graph says it."""
    a, b, c = (NamedNode(f"urn:{name}") for name in "abc")
    store = memory_store(
        [Quad(a, b, c, NamedNode("urn:1")), Quad(a, b, c, NamedNode("urn:2")), Quad(c, b, a, NamedNode("urn:1"))]
    )
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert next(iter(store.query(count)))["n"].value == "2"  # type: ignore[arg-type,index]
    store.replace_graph("urn:1", [Quad(b, b, b)])
    assert sorted(str(q.triple) for q in store.quads()) == sorted(str(Triple(x, b, y)) for x, y in ((a, c), (b, b)))
    assert next(iter(store.query(count)))["n"].value == "2"  # type: ignore[arg-type,index]
    store.replace_graph("urn:2", [])
    assert next(iter(store.query(count)))["n"].value == "1"  # type: ignore[arg-type,index]
    assert store.graphs() == ["urn:1", "urn:2"] or store.graphs() == ["urn:1"]


# ---------------------------------------------------------------------------------------------------------------------
# the notices of the project


def test_the_graph_has_what_the_parser_found(built: BuildReport, store: Store) -> None:
    root = Path(__file__).parents[2] / "data" / "notices"
    for found in built.notices:
        if found.id != "jixi-2022":
            continue
        notice = read_notice(root / found.file)
        assert found.clauses == len(notice.clauses)
        assert found.amounts == sum(len(clause.amounts) for clause in notice.clauses)
        query = f"""PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
            SELECT ?a WHERE {{ ?n dcterms:identifier "{found.id}" ; pg:hasClause/pg:hasMeasure?/pg:hasAmount ?a }}"""
        result = store.query(query)
        assert isinstance(result, QuerySolutions)
        assert len({row["a"] for row in result}) == found.amounts


def test_start_at_notice_and_count_nothing_twice(built: BuildReport, store: Store) -> None:
    result = store.query(
        "PREFIX pg: <https://w3id.org/policygraph/ns#> SELECT (COUNT(*) AS ?n) WHERE { ?x a pg:Notice }"
    )
    assert isinstance(result, QuerySolutions)
    originals = [notice for notice in built.notices if not notice.id.endswith("-en")]
    assert int(next(iter(result))["n"].value) == len(originals)


def test_errors_are_ours(folder: Path) -> None:
    """Bytes that are nothing give an error with a name, and no traceback."""
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 40)
    for failure in run(folder).failures:
        assert isinstance(failure.error, PolicyGraphError)
        assert "noise.bin" in str(failure.error)


# ---------------------------------------------------------------------------------------------------------------------
# a corpus in which not everything is compared with everything


def test_what_the_graph_does_not_hold_is_compared_on_demand(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one near notice each, the graph lacks a pair; ``compare`` gives it all the same, with links."""
    monkeypatch.setattr("graph.links.nearness.NEAREST", 1)
    words = {
        "a": "一、支持境外参展。对参加境外展会的企业，按展位费50%给予补贴。",
        "b": "一、支持境外参展。对企业参加境外展会的展位费给予补贴，最高3万元。",
        "c": "一、支持海外仓。对企业建设公共海外仓给予奖励。\n\n二、支持参展。对参加境外展会的企业给予展位费补贴。",
        "d": "一、支持海外仓。支持企业租用公共海外仓，对租赁费用给予补贴。",
    }
    for id, text in words.items():
        (folder / f"{id}.txt").write_text(f"{id}市支持外贸发展的若干措施\n\n{text}\n", encoding="utf-8")
    rows = [
        ManifestEntry(id=id, file=f"{id}.txt", language="zh", place_zh=f"{id}市", region_code=f"99{n}000", year=2022)
        for n, id in enumerate(words)
    ]
    for name in ("2020.txt", "2024.txt"):
        (folder / name).unlink()
    run(folder, manifest=Manifest(tuple(rows)))
    store = open_store(folder.parent / "store")
    stored = {graph.rpartition("/graph/links/")[2] for graph in store.graphs() if "/graph/links/" in graph}
    assert stored
    missing = next((x, y) for x in words for y in words if x < y and f"{x}/{y}" not in stored and "a" in (x, y))
    from policygraph.verbs import compare

    found = compare(*missing, store=store)
    assert found.mode == "cities"
    assert found.links or found.dropped
    assert compare("a", "b", store=store).links


def test_one_notice_more_links_only_what_it_touches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    (folder / "2026.txt").write_text(NOTICE.format(year=2026, target=9), encoding="utf-8")
    linked: list[tuple[str, str]] = []
    original = graph.corpus.link_pair

    def counted(pair: Pair, *args: object, **more: object) -> bytes:
        linked.append((pair.left.id, pair.right.id))
        return original(pair, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("graph.corpus.link_pair", counted)
    report = run(folder, manifest=Manifest((*MANIFEST, entry(2026))))
    assert report.pairs == 3
    assert sorted(linked) == [("dongshan-2020", "dongshan-2026"), ("dongshan-2024", "dongshan-2026")]
    before, graph_of_all = state(folder), dump(folder)
    shutil.rmtree(folder.parent / "store")
    run(folder, manifest=Manifest((*MANIFEST, entry(2026))))
    assert state(folder) == before
    assert dump(folder) == graph_of_all


def test_whatever_was_built_before_it_is_as_if_built_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more, one changed, one back to what it was, one gone: graphs are exchanged in the store, and it is the same."""
    monkeypatch.setattr("graph.store.folder.EXCHANGED", 9)
    more = Manifest((*MANIFEST, entry(2026)))
    run(folder, manifest=more)

    def change(year: int, target: int | None) -> None:
        file = folder / f"{year}.txt"
        if target is None:
            file.unlink()
        else:
            file.write_text(NOTICE.format(year=year, target=target), encoding="utf-8")

    for n, (year, target) in enumerate([(2026, 9), (2024, 6), (2024, 5), (2020, None), (2026, 7)]):
        change(year, target)
        report = run(folder, manifest=more)
        anew = tmp_path / str(n)
        shutil.copytree(folder, anew / "notices")
        fresh = run(anew / "notices", manifest=more)
        assert state(folder) == state(anew / "notices")
        assert dump(folder) == dump(anew / "notices")
        assert (report.quads, report.links, report.pairs) == (fresh.quads, fresh.links, fresh.pairs)


def test_what_is_lost_or_damaged_is_made_again(folder: Path) -> None:
    """Lists that are cut off, a partition or a summary that is gone: the next build gives the same."""
    run(folder)
    before, graph_of_all = state(folder), dump(folder)
    store = folder.parent / "store"
    for path in sorted((store / "partitions").iterdir()):
        data = path.read_bytes()
        if path.suffix in (".list", ".pairs", ".index"):
            path.write_bytes(data[: len(data) // 2])
        else:
            path.unlink()
        run(folder)
        assert (state(folder), dump(folder)) == (before, graph_of_all)
    (store / "seen").write_bytes(b"nothing of ours")
    run(folder)
    assert (state(folder), dump(folder)) == (before, graph_of_all)
