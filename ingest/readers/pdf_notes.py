"""What lies on a page of a PDF and is no part of its text: notes, stamps, struck words, values of form fields.

Somebody put them there after the notice was set, so their words are kept out of the text; a stamp 「作废」 still matters to who
reads it. ISO 32000-1, 12.5 (annotations).
"""

from __future__ import annotations

import ctypes
from typing import Any

from ingest.model import Remark

_LONG = 40  # characters of a note that are shown
_MOST = 1000  # annotations of a page that are looked at
_OFF = frozenset({"", "Off"})


def note_remark(page: Any, number: int) -> Remark | None:
    """That somebody wrote on a page (``pypdfium2`` page), and what; None where there are only links, or nothing."""
    import pypdfium2.raw as raw

    count = min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)
    if count <= 0:  # nearly always
        return None
    said = [words for i in range(count) if (words := _said(page, i)) is not None]
    if not said:
        return None
    shown = "; ".join(
        dict.fromkeys(f"「{words[:_LONG]}{'…' if len(words) > _LONG else ''}」" for words in said if words)
    )
    what = (
        f"{len(said)} {'note, stamp or form field' if len(said) == 1 else 'notes, stamps or form fields'} on the page"
    )
    message = f"{what}, no part of the text{': ' if shown else ''}{shown[:400]}"
    return Remark(code="annotation-unread", message=message, page=number, hint="look at the page")


def _said(page: Any, index: int) -> str | None:
    """What an annotation says, "" where it says nothing in words, None where it is a link or something else without meaning."""
    import pypdfium2.raw as raw

    note = raw.FPDFPage_GetAnnot(page.raw, index)
    if not note:
        return None
    try:
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind == raw.FPDF_ANNOT_WIDGET:
            value = _string(note, b"V")
            return None if value in _OFF else value
        if kind == raw.FPDF_ANNOT_HIGHLIGHT:
            return _string(note, b"Contents") or None
        written = (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
        struck = (raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_REDACT, raw.FPDF_ANNOT_CARET)
        return _string(note, b"Contents") if kind in written + struck else None
    finally:
        raw.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    import pypdfium2.raw as raw

    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if size <= 2:
        return ""
    held = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return " ".join(held.raw[:-2].decode("utf-16-le", "replace").split())
