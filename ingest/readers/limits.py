"""How much a reader is willing to take in: one frozen value, checked before anything is unpacked."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import ReadError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds for one file; the defaults let every policy notice through and stop what only looks like one.

    ``ratio`` is unpacked size over packed size of one entry of a package (Word, OFD): XML of real documents stays
    under 60, a "zip bomb" is far over 1000. Entries under a mebibyte are not asked for their ratio.
    """

    file_bytes: int = 256 * 2**20
    pages: int = 5_000
    characters: int = 20_000_000
    package_entries: int = 20_000
    package_bytes: int = 512 * 2**20
    entry_bytes: int = 128 * 2**20
    ratio: float = 300.0
    xml_depth: int = 512
    ocr_pages: int = 200
    conversion_seconds: float = 120.0

    def check(self, what: str, size: int, bound: int, *, source: str) -> None:
        """Refuse ``size`` over ``bound``: ``ReadError`` that names both."""
        if size > bound:
            raise ReadError(
                f"too large: {size:,} {what}, at most {bound:,} are read", source=source, hint="split the file"
            )


DEFAULT_LIMITS = Limits()
