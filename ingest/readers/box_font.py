"""A font of one box, lent to pdfium for Chinese, Japanese and Korean fonts that a PDF does not embed.

Where pdfium has no font at all for such a character it takes it to be of no size, and a piece of text that is one character
alone (每字一个文本对象, as many producers set it) has no width: pdfium leaves it out without a word. Lent this box, it knows
that something stands there; which character it is and how far it goes on stand in the file.
"""

from __future__ import annotations

from base64 import b64decode
from ctypes import memmove
from functools import cache
from typing import Any
from zlib import decompress

#: a TrueType font made for this: every code point from U+0020 to U+2FFFF is the same square of one em (cmap of format 13)
_FONT = decompress(
    b64decode(
        "eNpjYGRgYOBiaGBgZlDwD9Y3cml31mZgYNQAiiYk5yYWMAgzhAD5E4B8jfScyrSd73e+BfIPAPkmGamJKUn/nW8A2WuA2CwDKMAexVwEZD8BYp"
        "WM3JIK5hdAFgNjB5Bgy8lPTmSQYuAF8neA+LmJFQUMLAxsQD4HkK+Ql5ibytDudQLI/wLk2xTkF5cA3QUETAYgeQaQW4H41Mba7/H8Nl8ZmCGm"
        "o4L/HcwvmAuADGYGJqgQUA9zwX+gGyDqgSQjmiZGsAgT0DUQGSYMY4F2AUOBFaiCRGAPBCDX//8PdhU2oABzGdQtzMAYYWDgAYUUEMggfAFUyf"
        "T/P5TNCwxLMAvqY2BIiQoqCjK/AAb6Hwl8MgxAX5hBfcoIC1WwrxnBtjOycAJpJiCEsEEsFqcgBieGIEh84AYAR/hGkA=="
    )
)
_ANSI, _SYMBOL = 0, 2  # for these pdfium has fonts of its own
_HANDLE = 1


@cache
def lender() -> Any:
    """What pdfium asks for fonts in place of the system (``FPDF_SYSFONTINFO``); it lives as long as the program."""
    import pypdfium2.raw as raw

    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    answers = {
        "Release": lambda this: None,
        "EnumFonts": lambda this, mapper: None,
        "MapFont": lambda this, weight, italic, charset, pitch, face, exact: (
            None if charset in (_ANSI, _SYMBOL) else _HANDLE
        ),
        "GetFont": lambda this, face: None,
        "GetFontData": _data,
        "GetFaceName": lambda this, font, buffer, size: 0,
        "GetFontCharset": lambda this, font: 134,
        "DeleteFont": lambda this, font: None,
    }
    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    for name, answer in answers.items():
        setattr(info, name, kinds[name](answer))
    return info


def _data(this: Any, font: Any, table: int, buffer: Any, size: int) -> int:
    """The whole font (``table`` 0); of single tables pdfium only asks whether it is a collection."""
    if table:
        return 0
    if buffer and size >= len(_FONT):
        memmove(buffer, _FONT, len(_FONT))
    return len(_FONT)
