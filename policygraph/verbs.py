"""What one does with notices: read, parse, build, query, compare, export, validate, evaluate.

Thin: each verb finds its files and hands them to the package that knows. The command line calls the same verbs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ingest.errors import ManifestError, ReadError, ReviewError, UsageError
from ingest.manifest import Manifest, ManifestEntry, load_manifest
from ingest.model import Document, Language, Notice

if TYPE_CHECKING:
    from graph.build import BuildReport
    from graph.check import CheckReport
    from graph.comparison import Comparison
    from graph.links.scorer import Scorer
    from graph.review_folder import KeptReviews
    from graph.reviews import Review
    from ingest.readers import Limits
    from policygraph.scores import Evaluation
    from queries.catalogue import Table

Progress = Callable[[int, int, str], None]

NOTICES = Path("data/notices")
MANIFEST = Path("data/manifest.csv")
STORE = "build/store"
REVIEWS = "reviews"


def read(path: str | Path, *, password: str | None = None, limits: Limits | None = None) -> Document:
    """The text of a file and what its format knows: pages, paragraphs, tables. Kinds are told by content, not by suffix.

    ``limits`` say how much of one file is taken in (``policygraph.Limits``). Raises ``ReadError`` (``PasswordNeeded``)
    where the file cannot be read.
    """
    from ingest.readers import DEFAULT_LIMITS, read_file

    return read_file(path, password=password, limits=limits or DEFAULT_LIMITS)


def parse(
    path: str | Path, *, manifest: Manifest | None = None, password: str | None = None, limits: Limits | None = None
) -> Notice:
    """A file as a ``Notice`` 政策通知: its fields, its outline, and the facts on each clause.

    Without ``manifest``, a manifest.csv beside the file or one folder above is used, if there is one.
    Raises ``ReadError`` where the file cannot be read; a text without numbered clauses is a notice with a remark.
    """
    from ingest.notice import read_notice
    from ingest.readers import DEFAULT_LIMITS

    if manifest is None:
        manifest = manifest_beside(path)
    return read_notice(path, manifest, password=password, limits=limits or DEFAULT_LIMITS)


def parse_bytes(
    data: bytes,
    source: str,
    *,
    manifest: Manifest | None = None,
    password: str | None = None,
    limits: Limits | None = None,
) -> Notice:
    """The bytes of a file as a ``Notice``; ``source`` names it in messages and finds its row in the manifest."""
    from ingest.notice import notice_of
    from ingest.readers import DEFAULT_LIMITS
    from ingest.readers import read as read_bytes

    entry = manifest.of(source) if manifest else None
    document = read_bytes(data, source, password=password, limits=limits or DEFAULT_LIMITS)
    return notice_of(document, entry=entry, id="stdin" if source == "-" else None)


def parse_text(text: str, *, id: str = "text") -> Notice:
    """A text as a ``Notice``; ``id`` names it."""
    from ingest.notice import notice_of
    from ingest.readers import read as read_bytes

    return notice_of(read_bytes(text.encode("utf-8"), id), id=id)


def extract(text: str, *, language: Language | None = None) -> dict[str, list[dict[str, Any]]]:
    """The amounts, deadlines and units of one text, as in the record of a clause; no year is inferred.

    >>> extract("最高补助0.8万元")["amounts"][0]["value"]
    8000
    """
    from ingest.pipeline.finders import find_amounts, find_deadlines, find_units
    from ingest.record import amount_record, deadline_record, unit_record

    if language is None:
        language = "zh" if any("\u3400" <= c <= "\u9fff" for c in text) else "en"
    return {
        "amounts": [amount_record(amount) for amount in find_amounts(text, language)],
        "deadlines": [deadline_record(deadline) for deadline in find_deadlines(text, language)],
        "units": [unit_record(unit) for unit in find_units(text, language).mentions],
    }


def build(
    *paths: str | Path,
    store: str | Path = STORE,
    manifest: str | Path | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    reviews: str | Path | None = None,
    scorer: str | Scorer | None = None,
    progress: Progress | None = None,
    time_limit: float = 1200,
    memory_limit: int = 4096,
    password: str | None = None,
    limits: Limits | None = None,
) -> BuildReport:
    """Builds the graph: files → parsed partitions → store → links. Gives the ``BuildReport`` of ``graph.build``.

    Without ``paths``, data/notices. Decisions of people about links are read from ``reviews``, or from the folder of that name
    beside the manifest; they win. ``scorer`` is a likeness of texts of your own ("module:function", docs/linking.md). What has
    not changed since the last build is not done again.

    Each file is read in a child process, for ``time_limit`` seconds at most and with ``memory_limit`` MB of memory at most
    (0: no bound): a file that hangs or crashes is a failure in the report. With ``time_limit=0`` files are read in this process.
    ``password`` is tried on files that are encrypted; ``limits`` say how much of one file is taken in.
    """
    from graph.build import build as build_graph
    from graph.review_folder import load_reviews
    from ingest.readers import DEFAULT_LIMITS
    from ingest.readers.child import ChildLimits

    files = [Path(path) for path in paths] or [NOTICES]
    found = load_manifest(manifest) if manifest else next((m for m in map(manifest_beside, files) if m), None)
    kept = load_reviews(Path(reviews) if reviews else found.path.parent / REVIEWS if found and found.path else None)
    report = build_graph(
        files,
        manifest=found,
        store_dir=Path(store),
        workers=workers,
        scheduler=scheduler,
        progress=progress,
        reviews=kept.reviews,
        scorer=_scorer(scorer),
        apart=ChildLimits(time_limit, memory_limit * 2**20) if time_limit else None,
        password=password,
        limits=limits or DEFAULT_LIMITS,
    )
    return replace(report, refused=(*kept.errors, *report.refused)) if kept.errors else report


def query(name: str | Path, *, store: Any = STORE, params: Mapping[str, Any] | None = None, **more: Any) -> Table:
    """Runs a query of the catalogue (``pg.queries()``), or a file.rq, and gives its rows.

    ``store`` is a folder, the URL of an endpoint, or an open store. Raises ``QueryError`` and ``StoreError``.
    """
    from queries.catalogue import run

    return run(name, open_store(store), params, **more)


def compare(
    a: str | Path | Notice,
    b: str | Path | Notice,
    *,
    mode: Literal["editions", "cities"] | None = None,
    manifest: str | Path | None = None,
    reviews: str | Path | None = None,
    store: Any = None,
    allow_versions: bool = False,
    scorer: str | Scorer | None = None,
) -> Comparison:
    """Two editions, or two cities, measure by measure: links with relation, score and evidence; what was dropped, what is new.

    ``a`` and ``b`` are notices, files, ids of the manifest, or a place and a year ("威海:2020"). ``mode`` is taken from the
    notices: one place in two years is "editions", else "cities". ``reviews`` is the folder of decisions of people, which win
    over the linker; without it the folder ``reviews`` beside the manifest. ``scorer`` is a likeness of texts of your own
    ("module:function", docs/linking.md).

    With ``store`` (a folder, the URL of an endpoint, or an open store) what is no file is looked up there. Raises
    ``UsageError`` where two notices were read by different versions of the program, unless ``allow_versions``.
    """
    from graph.comparison import compare_notices
    from graph.review_folder import load_reviews
    from graph.reviews import about

    left, right = _two(a, b, manifest, store, allow_versions)
    kept = load_reviews(reviews_folder(reviews, manifest, a))
    known = about(kept.reviews, left.id, right.id)
    found = compare_notices(left, right, mode, reviews=known, scorer=_scorer(scorer))
    return replace(found, refused=(*kept.errors, *found.refused)) if kept.errors else found


def _scorer(named: str | Scorer | None) -> Scorer | None:
    if isinstance(named, str):
        from graph.links.scorer import load_scorer

        return load_scorer(named)
    return named


def _two(
    a: str | Path | Notice, b: str | Path | Notice, manifest: str | Path | None, store: Any, allow_versions: bool
) -> tuple[Notice, Notice]:
    """The two notices, from their files or from a store."""
    if store is None:
        return notice(a, manifest), notice(b, manifest)
    from graph.stored_notice import StoredNotice, same_version, stored_notice
    from graph.version import PROGRAM_VERSION

    opened = open_store(store)

    def found(which: str | Path | Notice) -> StoredNotice:
        if isinstance(which, Notice) or Path(which).is_file():
            return StoredNotice(notice(which, manifest), PROGRAM_VERSION)
        return stored_notice(opened, str(which))

    left, right = found(a), found(b)
    if not allow_versions:
        same_version(left, right)
    return left.notice, right.notice


def review(
    table: str | Path,
    *,
    manifest: str | Path | None = None,
    reviews: str | Path | None = None,
    store: Any = None,
) -> KeptReviews:
    """Reads the decisions in a table that people filled in, checks them against the texts, and keeps them.

    Gives what was kept and what is wrong, row by row; a row that is wrong is not kept, the others are. Raises ``ReviewError``
    where the file is no such table.
    """
    from graph.review_folder import take_in

    def compared(left: str, right: str) -> Comparison:
        return compare(left, right, manifest=manifest, reviews=reviews, store=store)

    return take_in(file_bytes(table), str(table), compared, reviews_folder(reviews, manifest))


def review_states(
    kept: Sequence[Review], *, manifest: str | Path | None = None, store: Any = None
) -> list[tuple[Review, ReviewError | None]]:
    """Each decision with what is wrong with it now: None where its texts are still there."""
    from graph.reviews import notice_of, settled

    texts: dict[str, dict[str, str]] = {}

    def texts_of(id: str) -> dict[str, str]:
        if id not in texts:
            found, _ = _two(id, id, manifest, store, True)
            texts[id] = {f"{id}/{m.id}": m.text for clause in found.clauses for m in clause.measures}
        return texts[id]

    states: list[tuple[Review, ReviewError | None]] = []
    for decision in kept:
        try:
            settled(decision, {**texts_of(notice_of(decision.left)), **texts_of(notice_of(decision.right))})
            states.append((decision, None))
        except ReviewError as error:
            states.append((decision, error))
        except UsageError as error:
            states.append((decision, ReviewError(error.what, source=decision.source, line=decision.line)))
    return states


def reviews_folder(
    reviews: str | Path | None, manifest: str | Path | None = None, beside: str | Path | Notice | None = None
) -> Path:
    """Where the decisions of reviewers are kept: the folder that is named, else ``reviews`` beside the manifest in use."""
    if reviews is not None:
        return Path(reviews)
    if manifest is not None:
        return Path(manifest).parent / REVIEWS
    known = manifest_beside(beside) if isinstance(beside, str | Path) and Path(beside).exists() else None
    return (known.path.parent if known and known.path else MANIFEST.parent) / REVIEWS


def evaluate(*gold: str | Path, notices: str | Path | None = None) -> Evaluation:
    """Precision, recall and F1 per kind of fact against gold files (data/gold/README.md says how it is scored)."""
    from policygraph.scores import evaluate_files

    return evaluate_files([Path(path) for path in gold], parse, Path(notices) if notices else None)


# ---------------------------------------------------------------------------------------------------------------------
# finding files


def file_bytes(path: str | Path, limits: Limits | None = None) -> bytes:
    """The bytes of a file; ``ReadError`` where there is none, or more than is read of one file."""
    from ingest.readers import DEFAULT_LIMITS

    limits = limits or DEFAULT_LIMITS
    try:
        limits.check("bytes", Path(path).stat().st_size, "file_bytes", source=str(path))
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise ReadError("is a folder", source=str(path), hint=f"{Path(path)}/*, or policygraph build") from None
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", source=str(path)) from None


def manifest_beside(path: str | Path) -> Manifest | None:
    """The manifest.csv beside a file (in a folder), or one folder above; None if there is none."""
    path = Path(path)
    folder = path if path.is_dir() else path.parent
    for candidate in (folder / "manifest.csv", folder.resolve().parent / "manifest.csv"):
        if candidate.is_file():
            return _load_once(candidate, candidate.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=8)
def _load_once(path: Path, mtime_ns: int) -> Manifest:
    """A folder of thousands of notices has one manifest: read once, again when it has changed."""
    return load_manifest(path)


def notice(which: str | Path | Notice, manifest: str | Path | None = None) -> Notice:
    """A notice from itself, its file, or its id in the manifest (data/manifest.csv)."""
    if isinstance(which, Notice):
        return which
    known = load_manifest(manifest) if manifest else None
    if Path(which).is_file():
        return parse(which, manifest=known)
    if known is None and MANIFEST.is_file():
        known = load_manifest(MANIFEST)
    entry = (known.by_id(str(which)) or _of_place(str(which), known)) if known else None
    if known is None or entry is None:
        ids = ", ".join(e.id for e in known) if known else "a file, or --manifest data/manifest.csv"
        raise UsageError(f"no notice and no file {str(which)!r}", hint=ids)
    assert known.path is not None
    return parse(find_notice(entry.file, known.path.parent), manifest=known)


def _of_place(which: str, known: Manifest) -> ManifestEntry | None:
    """The one notice of "place:year"; None where ``which`` is something else. Raises ``UsageError`` where there are several."""
    place, colon, year = which.replace("：", ":").rpartition(":")
    if not colon or not year.isdigit():
        return None
    found = known.editions(place, int(year))
    if len(found) > 1:
        raise UsageError(f"{which!r} is more than one notice", hint=", ".join(entry.id for entry in found))
    return found[0] if found else None


def find_notice(file: str, folder: Path) -> Path:
    """The file of a manifest row: in the folder of the manifest, or in its subfolder ``notices``."""
    for candidate in (folder / "notices" / file, folder / file):
        if candidate.is_file():
            return candidate
    raise ManifestError(f"no file {file}", source=str(folder), hint=f"{folder / 'notices' / file}")


def open_store(store: Any) -> Any:
    """An open store as it is; a folder or URL opened read-only."""
    if not isinstance(store, str | Path):
        return store
    from graph.store import open_store as open_graph

    return open_graph(store)


def export(
    *notices: str,
    format: str = "jsonld",
    output: str | Path | None = None,
    table: str = "measures",
    which: str = "all",
    store: Any = STORE,
) -> bytes | list[Path]:
    """Notices (all, if none is named) as JSON-LD, Turtle, TriG, N-Quads, CSV, Parquet, GraphML or GEXF.

    Gives bytes, or with ``output`` the files written; a folder gets one file a notice (JSON-LD) or a table (CSV, Parquet).
    """
    from graph.export import export as export_graph

    return export_graph(open_store(store), notices, format=format, output=output, table=table, which=which)


def validate(*notices: str, store: Any = STORE, language: Language = "en") -> CheckReport:
    """Checks the graph (all of it, or some notices) against the SHACL shapes."""
    from graph.check import check

    return check(open_store(store), notices, language=language)
