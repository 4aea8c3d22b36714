"""Partitions: one canonical N-Quads file a notice, and what has to be known of it without opening it.

A partition is named by everything that went into it: the bytes of the file, its row of the manifest, the base of the IRIs and
the program (its version and its source, tables included). While none of these changes, the partition is what reading the file
again would give, so it is not read again. The partitions are the source of truth; the database is made from them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from graph.files import sealed, unsealed, write_whole
from graph.mapping import notice_quads
from graph.nquads import canonical
from graph.version import PROGRAM_VERSION
from ingest.errors import ReadError, StoreError
from ingest.manifest import ManifestEntry
from ingest.model import Notice
from ingest.readers.limits import DEFAULT_LIMITS, Limits

#: what decides about the quads of a notice, and about the links of a pair
READING = ("ingest", "graph")
LINKING = ("graph.links",)

_ROW = tuple(field.name for field in fields(ManifestEntry) if field.name != "line")

_UNSAFE = re.compile(r"[^\w.\-]")

_SOURCES = (".py", ".tsv", ".csv", ".txt", ".json", ".ttl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build says about a notice, and what it needs to pair it.

    By clause path: ``measures`` counts them, ``roles`` has the role of each unit in order. A file in two languages gives a
    partition for each: ``translations`` are the further languages of the file, ``part`` tells them apart. ``wants`` are the
    extras that would have read more of it.
    """

    id: str
    language: str
    file: str
    place: str | None
    year: int | None
    translation_of: str | None
    clauses: int
    units: int
    amounts: int
    deadlines: int
    remarks: int
    quads: int
    measures: Mapping[str, int]
    roles: Mapping[str, Sequence[str]]
    translations: Sequence[str] = ()
    part: str = ""
    wants: Sequence[str] = ()

    @property
    def name(self) -> str:
        """What the partition goes by."""
        return f"{self.file}-{self.part}" if self.part else self.file


@dataclass(frozen=True, slots=True)
class Partition:
    """The canonical N-Quads of a notice and its summary; those of its translations in the same file."""

    summary: Summary
    data: bytes
    translations: tuple[Partition, ...] = ()


def partition_of(
    data: bytes | None,
    source: str,
    digest: bytes,
    entry: ManifestEntry | None,
    base: str,
    *,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Partition:
    """Reads a file into a partition: its bytes, or the file ``source`` itself where they are None.

    ``digest`` is the SHA-256 that the file had when it was looked at. Raises our errors only, ``ReadError`` first of all.
    """
    from ingest.notice import notice_of
    from ingest.readers import read, read_file

    if data is None:
        document = read_file(source, password=password, limits=limits)
    else:
        document = read(data, source, password=password, limits=limits)
    if document.sha256 != digest.hex():
        raise ReadError("the file was changed while it was read", source=source, hint="build again")
    return _partition(notice_of(document, entry=entry), source, base)


def _partition(notice: Notice, source: str, base: str, part: str = "") -> Partition:
    quads = notice_quads(notice, base=base)
    also = tuple(_partition(one, source, base, one.language) for one in notice.translations)
    return Partition(_summary(notice, source, len(quads), part), canonical(quads), also)


def _summary(notice: Notice, source: str, quads: int, part: str) -> Summary:
    return Summary(
        id=notice.id,
        language=notice.language,
        file=Path(source).name,
        place=notice.region_code or (notice.place.value if notice.place else None),
        year=notice.year.value if notice.year else None,
        translation_of=notice.translation_of,
        clauses=len(notice.clauses),
        units=sum(len(clause.units) for clause in notice.clauses),
        amounts=sum(len(clause.amounts) for clause in notice.clauses),
        deadlines=sum(len(clause.deadlines) for clause in notice.clauses),
        remarks=len(set(notice.remarks) | set(notice.document.remarks)),
        quads=quads,
        measures={clause.path: len(clause.measures) for clause in notice.clauses},
        roles={clause.path: [unit.role for unit in clause.units] for clause in notice.clauses if clause.units},
        translations=[one.language for one in notice.translations],
        part=part,
        wants=sorted({remark.wants for remark in notice.document.remarks if remark.wants}),
    )


@cache
def fingerprint(packages: tuple[str, ...]) -> str:
    """A digest of the source of these packages, their data files included (sub-packages of ``graph`` are not part of it)."""
    digest = hashlib.sha256(PROGRAM_VERSION.encode())
    for package in packages:
        for name, found in sorted(_sources(files(package), deep=package != "graph")):
            digest.update(f"\0{package}/{name}\0".encode())
            digest.update(found.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable, deep: bool, above: str = "") -> Iterable[tuple[str, Traversable]]:
    for found in folder.iterdir():
        if found.is_file() and found.name.endswith(_SOURCES):
            yield above + found.name, found
        elif found.is_dir() and found.name != "__pycache__" and (deep or found.name == "vocabulary"):
            yield from _sources(found, deep, f"{above}{found.name}/")


def key_of(
    digest: bytes,
    name: str,
    entry: ManifestEntry | None,
    base: str,
    limits: Limits = DEFAULT_LIMITS,
    without: str = "",
) -> str:
    """The name of what reading a file with this SHA-256 would give; ``without`` an extra that would have read more of it.

    The line of the manifest row does not matter, only what it says.
    """
    row = {} if entry is None else {field: getattr(entry, field) for field in _ROW}
    said = json.dumps(
        [name, row, base, fingerprint(READING), _said(limits), without], sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(digest + said.encode()).hexdigest()


@cache
def _said(limits: Limits) -> str:
    return repr(limits)


class Folder:
    """The partitions on disk: ``<name>-<key>.nq`` and, written after it, ``<name>-<key>.json`` with the summary."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.used: set[str] = set()
        self._asked: dict[str, Summary] = {}
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot be written: {error.strerror or error}", source=str(path)) from error

    def file(self, name: str, key: str, suffix: str = ".nq") -> Path:
        """Where a partition is kept; from then on it counts as in use."""
        return self.path / self.name(name, key, suffix)

    def name(self, name: str, key: str, suffix: str = ".nq") -> str:
        """The name of its file: quicker, where there are many that nobody opens."""
        found = f"{_UNSAFE.sub('_', name)[:80]}-{key[:20]}{suffix}"
        self.used.add(found)
        return found

    def names(self) -> set[str]:
        """The names of the files that are there."""
        return set(os.listdir(self.path))

    def summary(self, name: str, key: str) -> Summary | None:
        """The summary of a partition that is there, or None."""
        data, said = self.name(name, key), self.name(name, key, ".json")
        if data not in self._there or said not in self._there:
            return None
        found = self._summaries.get(said)
        if found is None:
            try:
                found = msgspec.json.decode((self.path / said).read_bytes(), type=Summary, strict=True)
            except (OSError, msgspec.DecodeError):
                return None
        self._asked[said] = found
        return found

    def summaries(self, name: str, key: str) -> list[Summary] | None:
        """The summaries of all languages of a file, or None where one of them is not there."""
        first = self.summary(name, key)
        if first is None:
            return None
        others = [self.summary(f"{name}-{language}", key) for language in first.translations]
        return [first, *(other for other in others if other is not None)] if all(others) else None

    @cached_property
    def _there(self) -> set[str]:
        return self.names()

    @cached_property
    def _summaries(self) -> dict[str, Summary]:
        """The summaries of the last build by the names of their files: one file to be read instead of thousands."""
        path = self.file("summaries", "", ".list")
        body = unsealed(path.read_bytes()) if path.is_file() else None
        try:
            return msgspec.msgpack.decode(body, type=dict[str, Summary]) if body else {}
        except msgspec.DecodeError:  # of another program
            return {}

    def keep_summaries(self) -> None:
        """Writes those down that this build has asked for or made."""
        path = self.file("summaries", "", ".list")
        if self._asked.keys() != self._summaries.keys():
            self.write(path, sealed(msgspec.msgpack.encode(dict(sorted(self._asked.items())))))

    def keep(self, name: str, key: str, partition: Partition) -> None:
        for other in partition.translations:
            self.keep(f"{name}-{other.summary.part}", key, other)
        self.write(self.file(name, key), partition.data)
        self._asked[self.name(name, key, ".json")] = partition.summary
        said = json.dumps(asdict(partition.summary), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        self.write(self.file(name, key, ".json"), said.encode("utf-8"))

    def write(self, path: Path, data: bytes) -> None:
        """Writes a file whole or not at all."""
        write_whole(path, data)

    def prune(self) -> None:
        """Removes what this build did not use."""
        for name in self.names() - self.used:
            found = self.path / name
            if found.is_file():
                found.unlink(missing_ok=True)
