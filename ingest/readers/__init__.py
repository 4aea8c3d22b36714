"""Bytes → ``Document``: characters in reading order with pages, lines and boxes where the format knows them.

A reader is chosen by what the bytes are, never by the name of the file: the first of ``READERS`` whose ``sniff`` says
yes reads. To add a format, write one module with one reader and put it into the tuple, before the plain text reader.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_ISREG

from ingest.bilingual import in_languages
from ingest.errors import ReadError
from ingest.model import Document
from ingest.readers.base import Reader, ReadsInPlace
from ingest.readers.doc import DocReader
from ingest.readers.docx import DocxReader
from ingest.readers.flat_word import FlatWordReader
from ingest.readers.html import HtmlReader
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.ofd import OfdReader
from ingest.readers.pdf import PdfReader
from ingest.readers.single_page import SinglePageReader
from ingest.readers.text import TextReader

__all__ = ["DEFAULT_LIMITS", "HELD", "READERS", "Limits", "Reader", "read", "read_file", "reader_for"]

#: every reader, in the order they are asked; the last takes anything
READERS: tuple[Reader, ...] = (
    SinglePageReader(),
    PdfReader(),
    DocxReader(),
    OfdReader(),
    DocReader(),
    FlatWordReader(),
    HtmlReader(),
    TextReader(),
)

#: bytes of a file that is read at once: a longer one may stay on the disk; readers are told by fewer
HELD = 4 * 2**20


def reader_for(data: bytes) -> Reader:
    """The reader that knows these bytes.

    >>> reader_for(b"%PDF-1.7 ...").name
    'pdf'
    """
    return next(reader for reader in READERS if reader.sniff(data))


def read(data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file that is already in memory; ``source`` is the name it goes by in the document and in messages.

    A file in two languages gives its Chinese text, the English one in ``translations`` (``ingest.bilingual``).
    Raises ``ReadError`` (``PasswordNeeded`` for an encrypted file), and no other exception, whatever the bytes are.

    >>> read("一、支持扩大进口。".encode(), "a.txt").text
    '一、支持扩大进口。'
    """
    if not data:
        raise ReadError("nothing to read: the file is empty", source=source, hint="get the file again")
    limits.check("bytes", len(data), "file_bytes", source=source)
    reader = reader_for(data)
    return _document(reader, source, lambda: reader.read(data, source, password=password, limits=limits))


def read_file(
    path: str | os.PathLike[str], *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read the file at ``path``; a long PDF stays on the disk and is not held in memory.

    Raises ``ReadError`` also where it is missing, a folder or not permitted.
    """
    source = os.fspath(path)
    try:
        with open(path, "rb") as file:
            found = os.fstat(file.fileno())
            limits.check("bytes", found.st_size, "file_bytes", source=source)
            data = file.read(HELD)
            if len(data) == HELD and S_ISREG(found.st_mode) and isinstance(reader := reader_for(data), ReadsInPlace):
                return _document(
                    reader, source, lambda: reader.read_in_place(Path(path), source, password=password, limits=limits)
                )
            data += file.read(limits.file_bytes + 1 - len(data))  # a pipe does not say how much there is
    except IsADirectoryError as error:
        raise ReadError("is a folder", source=source, hint=f"{source}/*, or policygraph build") from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ReadError(f"cannot open: {reason}", source=source, hint="check the path") from error
    except ValueError as error:  # a NUL in the name
        raise ReadError(f"cannot open: {error}", source=source, hint="check the path") from error
    return read(data, source, password=password, limits=limits)


def _document(reader: Reader, source: str, read: Callable[[], Document]) -> Document:
    try:
        return in_languages(read())
    except ReadError:
        raise
    except RecursionError as error:
        raise ReadError(
            f"damaged {reader.name} file: nested too deeply", source=source, hint="save it as PDF"
        ) from error
    except MemoryError as error:
        what = f"the {reader.name} file needs more memory than there is"
        raise ReadError(what, source=source, hint="split it, or a higher --memory-limit") from error
