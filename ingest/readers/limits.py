"""How much a reader is willing to take in: one frozen value, checked before anything is unpacked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from ingest.errors import ReadError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds for one file; the defaults let every policy notice through and stop what only looks like one.

    ``ratio`` is unpacked size over packed size of one entry of a package (Word, OFD): XML of real documents stays
    under 60, a "zip bomb" is far over 1000. Entries under a mebibyte are not asked for their ratio. ``ocr_pages`` are given to
    character recognition, the others are named. ``conversion_seconds`` are those of LibreOffice.
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

    def check(self, what: str, size: int, limit: str, *, source: str) -> None:
        """Refuse ``size`` over the bound of that name: ``ReadError`` that names both, and what to set it to."""
        bound = getattr(self, limit)
        if size > bound:
            raise ReadError(
                f"too large: {size:,} {what}, at most {bound:,} are read",
                source=source,
                hint=f"split the file, or --limit {limit}={size} if you trust it",
            )

    @classmethod
    def of(cls, settings: Iterable[str]) -> Limits:
        """Limits of which some are set: ``["pages=9000"]``. Raises ``UsageError``.

        >>> Limits.of(["pages=9000", "ocr_pages=0"]).pages
        9000
        """
        known = {field.name: int if isinstance(field.default, int) else float for field in fields(cls)}
        found: dict[str, Any] = {}
        for setting in settings:
            name, _, value = setting.partition("=")
            if name not in known:
                raise UsageError(f"no limit {name!r}", hint=", ".join(known))
            try:
                found[name] = known[name](value.replace("_", "").replace(",", ""))
            except ValueError as error:
                raise UsageError(f"the limit {name} wants a number, not {value!r}", hint=f"{name}=9000") from error
            if not 0 <= found[name] < 2**62:
                raise UsageError(f"the limit {name} cannot be {value}", hint="0 or more")
        return cls(**found)


DEFAULT_LIMITS = Limits()
