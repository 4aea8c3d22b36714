"""Files that are written whole or not at all; digests of files, kept from build to build, so that what nobody has touched is
not read again.

A digest is trusted only while size, inode, and the times of the last change of the bytes (mtime) and of the file itself (ctime)
are what they were; ctime cannot be set back by the usual means (``touch -d``, ``cp -p``, unpacking). What had changed less than
two seconds before it was read is not kept: a clock that ticks slowly could hide a change in the same tick (git calls such
files racy). So a digest that is given is that of the bytes that are there, and where anything is in doubt they are read.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from struct import Struct

import msgspec

from ingest.errors import StoreError

_SEAL = b"policygraph 1\n"

#: ns before a file is read in which a change of it makes the digest too young to be kept
_RACY = 2_000_000_000

#: size, inode, mtime and ctime in ns; a record is this and the digest
_STAMP = Struct("<qQqq")
_RECORD = _STAMP.size + 32


class Seen:
    """SHA-256 of files, from the file ``path`` in which the last build has left them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data = path.read_bytes() if path.is_file() else b""
        self._rows: dict[str, int] = {}
        self._records = b""
        self._asked: dict[str, bytes] = {}
        body = unsealed(self._data)
        if body:
            try:
                paths, self._records = msgspec.msgpack.decode(body, type=tuple[str, bytes])
            except msgspec.DecodeError:  # of another program
                return
            self._rows = {path: n for n, path in enumerate(paths.split("\0"))}

    def sha256(self, path: str) -> bytes:
        """The digest of a file, by its absolute path. Raises ``OSError`` where it cannot be read."""
        found = os.stat(path)
        stamp = _STAMP.pack(found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
        row = self._rows.get(path)
        if row is not None:
            record = self._records[row * _RECORD : (row + 1) * _RECORD]
            if record.startswith(stamp):
                self._asked[path] = record
                return record[_STAMP.size :]
        now = time.time_ns()
        digest = sha256_of(path)
        if now - max(found.st_mtime_ns, found.st_ctime_ns) > _RACY:
            self._asked[path] = stamp + digest
        return digest

    def keep(self) -> None:
        """Writes down the digests that were asked for."""
        paths = sorted(self._asked)
        data = b""
        if paths:
            records = b"".join([self._asked[path] for path in paths])
            data = sealed(msgspec.msgpack.encode(("\0".join(paths), records)))
        if data != self._data:
            write_whole(self.path, data)


def sha256_of(path: str | Path) -> bytes:
    """The digest of a file that is read. Raises ``OSError``."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all. Raises ``StoreError``."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")  # not mkstemp: its files are for their owner only
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror or error}", source=str(path)) from error


def sealed(body: bytes) -> bytes:
    """Bytes with their digest, so that what comes back is what was written.

    >>> unsealed(sealed(b"body")), unsealed(sealed(b"body")[:-1]), unsealed(b"")
    (b'body', None, None)
    """
    return b"".join((_SEAL, hashlib.blake2b(body, digest_size=16).digest(), body))


def unsealed(data: bytes) -> bytes | None:
    """What ``sealed`` wrote; None for a part of it and for anything else."""
    body = data[len(_SEAL) + 16 :]
    return body if data == sealed(body) else None
