"""data/manifest.csv: what is known about a notice beside its text.

One row a file: id, place, edition year, whose translation it is. The text wins where it says something itself; the manifest
fills in what is not printed (the year of an undated notice, the region code 行政区划代码) and gives the notice its name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import ManifestError
from ingest.model import Language

#: columns a manifest must have; the others may be left out
REQUIRED = ("id", "file")
COLUMNS = ("id", "file", "language", "place_zh", "place_en", "region_code", "year", "translation_of", "source")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_YEAR = re.compile(r"(19|20)\d\d")
_REGION = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """One row. ``region_code`` is the GB/T 2260 code of the place, ``translation_of`` the id of the original."""

    id: str
    file: str
    language: Language | None = None
    place_zh: str | None = None
    place_en: str | None = None
    region_code: str | None = None
    year: int | None = None
    translation_of: str | None = None
    source: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows in their order, found by file name or by id.

    >>> manifest = Manifest((ManifestEntry(id="weihai-2020", file="weihai-2020.zh.txt", year=2020),))
    >>> manifest.of("some/where/weihai-2020.zh.txt").year
    2020
    >>> manifest.of("other.txt") is None
    True
    """

    entries: tuple[ManifestEntry, ...] = ()
    path: Path | None = None
    _by_file: dict[str, ManifestEntry] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_id: dict[str, ManifestEntry] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._by_file[entry.file] = entry
            self._by_id[entry.id] = entry

    def __iter__(self) -> Iterator[ManifestEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, path: str | Path) -> ManifestEntry | None:
        """The row of a file, by its name without folders; None if it has none."""
        return self._by_file.get(Path(path).name)

    def editions(self, place: str, year: int) -> list[ManifestEntry]:
        """The notices of a place (威海, 威海市, Weihai or its region code) in a year; originals only, where there are any.

        >>> row = ManifestEntry(id="weihai-2020", file="a.txt", place_zh="威海市", place_en="Weihai", year=2020)
        >>> [entry.id for entry in Manifest((row,)).editions("weihai", 2020)]
        ['weihai-2020']
        """

        def bare(name: str | None) -> str:
            return re.sub(r"(?<=..)[市县区]$", "", (name or "").strip().casefold())

        found = [
            entry
            for entry in self.entries
            if entry.year == year
            and bare(place) in (bare(entry.place_zh), bare(entry.place_en), entry.region_code or "")
        ]
        return [entry for entry in found if entry.translation_of is None] or found

    def by_id(self, id: str) -> ManifestEntry | None:
        """The row of a notice id; None if there is none."""
        return self._by_id.get(id)


def load_manifest(path: str | Path) -> Manifest:
    """Reads a manifest (CSV, UTF-8, first line = column names; lines beginning with # are skipped).

    Raises ``ManifestError`` with file and line for a missing file, an unknown or missing column, a bad value, or an id or a
    file that occurs twice.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ManifestError(f"cannot be read: {error.strerror}", source=str(path)) from None
    except UnicodeDecodeError as error:
        raise ManifestError(f"is not UTF-8 (byte {error.start})", source=str(path), hint="save it as UTF-8") from None
    return Manifest(tuple(_entries(text.splitlines(keepends=True), str(path))), path)


def _entries(lines: Iterable[str], source: str) -> Iterator[ManifestEntry]:
    # a comment becomes an empty line, which csv skips but counts: messages name the line of the file
    reader = csv.reader(("\n" if line.startswith("#") else line for line in lines), strict=True)
    header: list[str] | None = None
    seen: dict[str, int] = {}
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise ManifestError(str(error), source=source, line=reader.line_num) from None
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = _header(row, source, reader.line_num)
            continue
        entry = _entry(header, row, source, reader.line_num)
        for key in (f"id {entry.id!r}", f"file {entry.file!r}"):
            if key in seen:
                raise ManifestError(f"{key} again, first in line {seen[key]}", source=source, line=entry.line)
            seen[key] = reader.line_num
        yield entry
    if header is None:
        raise ManifestError("is empty", source=source, hint="a first line with " + ",".join(COLUMNS))


def _header(row: list[str], source: str, line: int) -> list[str]:
    names = [cell.strip() for cell in row]
    if missing := [name for name in REQUIRED if name not in names]:
        raise ManifestError(f"no column {', '.join(missing)}", source=source, line=line, hint=",".join(COLUMNS))
    if unknown := [name for name in names if name not in COLUMNS]:
        raise ManifestError(f"unknown column {', '.join(unknown)}", source=source, line=line, hint=",".join(COLUMNS))
    return names


def _entry(header: list[str], row: list[str], source: str, line: int) -> ManifestEntry:
    def wrong(what: str, hint: str = "") -> ManifestError:
        return ManifestError(what, source=source, line=line, hint=hint)

    if len(row) != len(header):
        raise wrong(f"{len(row)} cells for {len(header)} columns", 'quotes around a cell with a comma: "a, b"')
    cells = {name: cell.strip() or None for name, cell in zip(header, row, strict=True)}
    id, file = cells["id"], cells["file"]
    if id is None or not _ID.fullmatch(id):
        raise wrong(f"id {id or ''!r} is not a plain word", "letters, digits, dots and dashes, as weihai-2026")
    if file is None or "/" in file or "\\" in file:
        raise wrong(f"file {file or ''!r} is not a file name", "the name without its folder")
    language = cells.get("language")
    if language not in (None, "zh", "en"):
        raise wrong(f"language {language!r}", "zh or en")
    year, region = cells.get("year"), cells.get("region_code")
    if year is not None and not _YEAR.fullmatch(year):
        raise wrong(f"year {year!r}", "four digits, as 2026")
    if region is not None and not _REGION.fullmatch(region):
        raise wrong(f"region_code {region!r}", "the six digits of GB/T 2260, as 371000")
    return ManifestEntry(
        id=id,
        file=file,
        language="zh" if language == "zh" else "en" if language == "en" else None,
        place_zh=cells.get("place_zh"),
        place_en=cells.get("place_en"),
        region_code=region,
        year=int(year) if year else None,
        translation_of=cells.get("translation_of"),
        source=cells.get("source"),
        line=line,
    )
