r"""The automatic numbers of an RTF file, as its writer printed them.

RTF says twice how a paragraph is numbered: ``\ls`` and ``\ilvl`` lead to a list to be counted, and ``{\listtext 一、\tab}``
(``\pntext`` before Word 97) holds the number as it came out, for programs that cannot count. Converters count, and lose
Chinese numbers on the way. So what was printed is made text, and the lists are taken off. Source: Rich Text Format (RTF)
Specification 1.9.1, "Bullets and Numbering" and "List Tables".
"""

from __future__ import annotations

import re

_PRINTED = re.compile(rb"\{\\(?:listtext|pntext)\b((?:[^{}\\]|\\[^{}]|\{[^{}]{0,400}\}|\\[{}]){0,400})\}")
_LISTED = re.compile(rb"\\ls\d{1,5}(?!\d) ?|\{\\\*\\pn(?![a-z])(?:[^{}]|\{[^{}]{0,400}\}){0,2000}\}")
#: a bullet: a sign of a symbol font (in the private use area, U+E000 to U+F8FF), or one of the usual dots
_BULLET = re.compile(
    rb"\\'b7|\\'a1\\'a4|\\u-(?:1(?:79[3-9]|[89]\d\d)|[2-7]\d{3}|8(?:0\d\d|1[0-8]\d|19[0-2]))(?!\d)|\\bullet|\\u8226|\\u9679|\\u9632|\\u61\d\d\d|\\u6[0-3]\d\d\d"
)
_BINARY = re.compile(rb"\\bin\d")


def with_printed_numbers(data: bytes) -> bytes:
    r"""An RTF file with its automatic numbers as text; bullets are left out.

    >>> with_printed_numbers(rb"{\rtf1 \pard\ls1\ilvl0{\listtext \u19968?\u12289?\tab}\u25903?}")
    b'{\\rtf1 \\pard\\ilvl0{ \\u19968?\\u12289?\\tab}\\u25903?}'
    """
    if _BINARY.search(data) or not (b"\\listtext" in data or b"\\pntext" in data):
        return data
    data = _PRINTED.sub(lambda found: b"" if _BULLET.search(found[1]) else b"{" + found[1] + b"}", data)
    return _LISTED.sub(b"", data)
