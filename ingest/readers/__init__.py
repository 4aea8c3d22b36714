"""Bytes → ``Document``: characters in reading order with pages, lines and boxes where the format knows them.

A reader is chosen by what the bytes are, never by the name of the file: the first of ``READERS`` whose ``sniff`` says
yes reads. To add a format, write one module with one reader and put it into the tuple, before the plain text reader.
"""

from __future__ import annotations

import os
from pathlib import Path

from ingest.bilingual import in_languages
from ingest.errors import ReadError
from ingest.model import Document
from ingest.readers.base import Reader
from ingest.readers.doc import DocReader
from ingest.readers.docx import DocxReader
from ingest.readers.flat_word import FlatWordReader
from ingest.readers.html import HtmlReader
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.ofd import OfdReader
from ingest.readers.pdf import PdfReader
from ingest.readers.single_page import SinglePageReader
from ingest.readers.text import TextReader

__all__ = ["READERS", "Limits", "Reader", "read", "read_file", "reader_for"]

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
    limits.check("bytes", len(data), limits.file_bytes, source=source)
    reader = reader_for(data)
    try:
        return in_languages(reader.read(data, source, password=password, limits=limits))
    except ReadError:
        raise
    except RecursionError as error:
        raise ReadError(f"damaged {reader.name} file: nested too deeply", source=source) from error
    except MemoryError as error:
        what = f"the {reader.name} file needs more memory than there is"
        raise ReadError(what, source=source, hint="split it, or a higher --memory-limit") from error


def read_file(
    path: str | os.PathLike[str], *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read the file at ``path``. Raises ``ReadError`` also where it is missing, a folder or not permitted."""
    source = os.fspath(path)
    try:
        limits.check("bytes", Path(path).stat().st_size, limits.file_bytes, source=source)
        data = Path(path).read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ReadError(f"cannot open: {reason}", source=source, hint="check the path") from error
    except ValueError as error:  # a NUL in the name
        raise ReadError(f"cannot open: {error}", source=source, hint="check the path") from error
    return read(data, source, password=password, limits=limits)
