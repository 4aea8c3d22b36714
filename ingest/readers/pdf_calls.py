"""The functions of pdfium that are asked for every line or object of a page, with handles and places as plain numbers.

ctypes makes an object of every handle that goes in or out and lets other threads in at every call. Where an answer takes a
tenth of a microsecond, both cost more than the answer.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple


class Calls(NamedTuple):
    """Functions of pdfium; a handle is the number that ``handle`` gives."""

    object_on_page: Callable[[int, int], int]
    object_in_form: Callable[[int, int], int]
    kind: Callable[[int], int]
    segments: Callable[[int], int]
    segment: Callable[[int, int], int]
    segment_kind: Callable[[int], int]
    segment_point: Callable[[int, Any, Any], int]
    segment_closes: Callable[[int], int]
    matrix: Callable[[int, Any], int]
    loose_box: Callable[[Any, int, Any], int]
    font_size: Callable[[Any, int], float]
    generated: Callable[[Any, int], int]
    letter_matrix: Callable[[Any, int, Any], int]
    origin: Callable[[Any, int, Any, Any], int]
    ink_box: Callable[[Any, int, Any, Any, Any, Any], int]


def handle(raw: Any) -> int:
    """The number of a handle, as pdfium knows it."""
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


@cache
def calls() -> Calls:
    """The functions, looked up once: at the addresses where ``pypdfium2`` has found them."""
    import pypdfium2.raw as raw

    at, number, real = ctypes.c_void_p, ctypes.c_int, ctypes.c_double

    def function(name: str, result: Any, *arguments: Any) -> Any:
        return ctypes.PYFUNCTYPE(result, *arguments)(handle(getattr(raw, name)))

    return Calls(
        object_on_page=function("FPDFPage_GetObject", at, at, number),
        object_in_form=function("FPDFFormObj_GetObject", at, at, ctypes.c_ulong),
        kind=function("FPDFPageObj_GetType", number, at),
        segments=function("FPDFPath_CountSegments", number, at),
        segment=function("FPDFPath_GetPathSegment", at, at, number),
        segment_kind=function("FPDFPathSegment_GetType", number, at),
        segment_point=function("FPDFPathSegment_GetPoint", number, at, at, at),
        segment_closes=function("FPDFPathSegment_GetClose", number, at),
        matrix=function("FPDFPageObj_GetMatrix", number, at, at),
        loose_box=function("FPDFText_GetLooseCharBox", number, at, number, at),
        font_size=function("FPDFText_GetFontSize", real, at, number),
        generated=function("FPDFText_IsGenerated", number, at, number),
        letter_matrix=function("FPDFText_GetMatrix", number, at, number, at),
        origin=function("FPDFText_GetCharOrigin", number, at, number, at, at),
        ink_box=function("FPDFText_GetCharBox", number, at, number, at, at, at, at),
    )
