"""Zip packages (Word, OFD), opened with care: nothing is unpacked to disk, nothing is unpacked beyond the limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from ingest.errors import PasswordNeeded, ReadError
from ingest.readers.limits import Limits

_ASK_RATIO = 2**20  # entries that unpack to less than this are not asked for their ratio

_AGAIN = "get the file again from who issued it"


class Package:
    """The entries of one zip package by name. Every failure is a ``ReadError`` that names the entry.

    Refused: more entries or bytes than ``limits`` allow, a ratio of a zip bomb, names that climb out of the package.
    Encrypted entries ask for the ``password``. XML is parsed without entities, DTD and network.
    """

    def __init__(self, data: bytes, source: str, kind: str, limits: Limits, password: str | None = None) -> None:
        self.source, self.kind, self.limits = source, kind, limits
        self._password = None if password is None else password.encode("utf-8")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise self._damaged("its directory cannot be read") from error
        limits.check("entries in the package", len(entries), "package_entries", source=source)
        limits.check("bytes unpacked", sum(e.file_size for e in entries), "package_bytes", source=source)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
                raise ReadError(
                    f"not a sound {kind} file: an entry points outside ({name!r})", source=source, hint=_AGAIN
                )
            if entry.file_size > _ASK_RATIO and entry.file_size > limits.ratio * max(1, entry.compress_size):
                times = entry.file_size // max(1, entry.compress_size)
                what = f"not a sound {kind} file: {name!r} unpacks without measure, to {times:,} times its size"
                raise ReadError(what, source=source, hint=f"--limit ratio={times + 1} if you trust it")
            self._entries[name] = entry
        self._folded = {name.lower(): entry for name, entry in self._entries.items()}

    def __contains__(self, name: str) -> bool:
        return self._entry(name) is not None

    def _entry(self, name: str) -> zipfile.ZipInfo | None:
        """An entry by its name; names of parts are the same in capitals (ECMA-376 part 2, 6.2.2.3)."""
        return self._entries.get(name) or self._folded.get(name.lower())

    def names(self) -> list[str]:
        return sorted(self._entries)

    def bytes_of(self, name: str) -> bytes:
        """One entry unpacked; never more than it says it holds."""
        entry = self._entry(name)
        if entry is None:
            raise self._damaged(f"{name!r} is missing")
        encrypted = bool(entry.flag_bits & 1)
        if encrypted and self._password is None:
            raise PasswordNeeded("encrypted", source=self.source, hint="--password WORD")
        self.limits.check(f"bytes in {name!r}", entry.file_size, "entry_bytes", source=self.source)
        try:
            with self._zip.open(entry, pwd=self._password if encrypted else None) as stream:
                data = stream.read(self.limits.entry_bytes + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            if encrypted and isinstance(error, NotImplementedError):
                what = "encrypted in a way that cannot be read"
                raise PasswordNeeded(what, source=self.source, hint="save it without a password") from error
            if encrypted:  # one wrong password in 256 passes the check and gives garbage
                what = "encrypted, and the password given is wrong"
                raise PasswordNeeded(what, source=self.source, hint="another --password") from error
            raise self._damaged(f"{name!r} cannot be unpacked") from error
        self.limits.check(f"bytes in {name!r}", len(data), "entry_bytes", source=self.source)
        return data

    def xml(self, name: str) -> Any:
        """The root element of one XML entry (``lxml``)."""
        return sound_xml(self.bytes_of(name), self.kind, self.source, repr(name))

    def within(self, base: str, path: str) -> str:
        """The entry that ``path``, written in the entry ``base``, points to. ``ReadError`` where that is outside."""
        path = path.replace("\\", "/")
        joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
        name = posixpath.normpath(joined)
        if name.startswith("..") or name.startswith("/"):
            raise ReadError(f"not a sound {self.kind} file: {path!r} points outside", source=self.source, hint=_AGAIN)
        return name

    def _damaged(self, why: str) -> ReadError:
        return ReadError(f"damaged {self.kind} file: {why}", source=self.source, hint="get the file again")


def sound_xml(data: bytes, kind: str, source: str, name: str = "it") -> Any:
    """The root element of an XML text (``lxml``), parsed without entities, DTD and network."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!ENTITY" in data or b"<!DOCTYPE" in data[:4096]:
            raise _declares(kind, name, source) from error
        what = f"damaged {kind} file: {name} is no sound XML"
        raise ReadError(what, source=source, hint="get the file again") from error
    if root.getroottree().docinfo.doctype:
        raise _declares(kind, name, source)
    return root


def _declares(kind: str, name: str, source: str) -> ReadError:
    """Word and OFD never write declarations (DTD): they are how XML fetches files and grows without end."""
    what = f"not a sound {kind} file: {name} carries a DTD (declarations), which these files never do"
    return ReadError(what, source=source, hint="get the file again from who issued it")


def holds(data: bytes, *names: str) -> bool:
    """Whether ``data`` is a zip package with one of these entries."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = {name.replace("\\", "/").lstrip("/").lower() for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return any(name.encode() in data for name in names)  # a damaged package still is one, and says so when read
    return any(name.lower() in found for name in names)
