"""Damage in a PDF that pdfium passes over: packed parts (streams) that do not unpack to their end."""

from __future__ import annotations

import re
import zlib

_PACKED = re.compile(rb"/Filter\s{0,4}\[?\s{0,4}/FlateDecode\b[^<>]{0,400}>>\s{0,4}stream\r?\n")
_ENOUGH = 64 * 2**20  # bytes unpacked per part after which a part passes as sound


def damaged_parts(data: bytes) -> tuple[int, int]:
    """How many of the packed parts of a PDF are damaged, and how many there are; (0, 0) for an encrypted file.

    A damaged font gives garbled pages, a damaged page loses text, and the reader below says nothing of either.
    """
    if b"/Encrypt" in data:
        return 0, 0
    damaged = parts = 0
    whole = memoryview(data)
    for found in _PACKED.finditer(data):
        parts += 1
        unpack = zlib.decompressobj()
        try:
            out = unpack.decompress(whole[found.end() :], _ENOUGH)
            damaged += not unpack.eof and len(out) < _ENOUGH
        except zlib.error:
            damaged += 1
    return damaged, parts
