"""Damage in a PDF that pdfium passes over: packed parts (streams) that do not unpack to their end."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

_PACKED = re.compile(rb"/Filter\s{0,4}\[?\s{0,4}/FlateDecode\b[^<>]{0,400}>>\s{0,4}stream\r?\n")
_FONT = re.compile(
    rb"/Length1\b|/Subtype\s{0,4}/(?:CIDFontType0C|Type1C|OpenType)\b"
)  # outlines that say what they are
_ENOUGH = 64 * 2**20  # bytes unpacked per part after which a part passes as sound
#: how the outlines of fonts begin (TrueType, OpenType, CFF, Type 1): most of the bytes, and none of the characters
_OUTLINES = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"\1\0\4", b"%!PS-AdobeFont", b"%!FontType")


def damaged_parts(whole: Iterable[bytes], *, fonts: bool = False) -> tuple[int, int]:
    """How many of the packed parts of a PDF that is not encrypted are damaged, and how many there are.

    ``whole`` are the bytes of the file in pieces that cut no packed part in two (``Original.parts``). A damaged page loses
    text, and the reader below says nothing of it. The outlines of ``fonts`` are passed over unless asked for: they matter to
    who looks at the page (character recognition), not to who reads its text.
    """
    damaged = parts = 0
    for data in whole:
        held = memoryview(data)
        for found in _PACKED.finditer(data):
            parts += 1
            if not fonts and _FONT.search(found[0]):
                continue
            unpack = zlib.decompressobj()
            end = data.find(b"endstream", found.end())  # what is left over is copied: give it this part and no more
            try:
                begin = unpack.decompress(held[found.end() : end if end >= 0 else len(data)], 16)
                if not fonts and begin.startswith(_OUTLINES):
                    continue
                out = unpack.decompress(unpack.unconsumed_tail, _ENOUGH)
                damaged += not unpack.eof and len(out) < _ENOUGH - 16
            except zlib.error:
                damaged += 1
    return damaged, parts
