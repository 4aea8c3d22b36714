"""Forms of a PDF (Form XObjects) that hold one another so often that no program ends with drawing them.

A form is a piece of a page that may be used many times, and may use other forms. Ten forms of which each uses the next ten times
are ten thousand million pieces of text: a few kilobytes that take all time and memory there is, in any PDF program. So the forms
are counted before a page is opened. What cannot be looked up here (resources in packed objects) counts as nothing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

#: pieces that a page may have in forms; a map of a city has some thousand
_MOST = 200_000
#: how deep forms are followed: pdfium goes as far
_DEEPEST = 30
_UNPACKED = 2**24  # bytes of one form that are looked at

_HEAD = 4096  # bytes that the dictionary of a form takes up, at most
_FORM = re.compile(rb"/Subtype\s{0,4}/Form\b")
_OBJECT = re.compile(rb"(\d{1,9})\s{1,4}\d{1,5}\s{1,4}obj\b")
_XOBJECTS = re.compile(rb"/XObject\s{0,4}<<([^<>]{0,4000})>>")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s{1,4}(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R\b")
_USED = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s{1,8}Do\b")
_RESOURCES = re.compile(rb"/Resources\s{0,4}(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R\b")


@dataclass(slots=True)
class _Form:
    uses: dict[bytes, int]
    names: dict[bytes, int] = field(default_factory=dict)
    resources: int | None = None


def forms_without_end(parts: Iterable[bytes]) -> bool:
    """Whether forms use each other more often than any page does. ``parts``: the bytes of the file (``Original.parts``)."""
    forms: dict[int, _Form] = {}
    shared: dict[int, dict[bytes, int]] = {}
    for data in parts:
        for found in _FORM.finditer(data):
            if (form := _form(data, found.start())) is not None:
                forms[form[0]] = form[1]
        if forms and b"/XObject" in data:
            for held in _XOBJECTS.finditer(data):  # resources that forms share
                begun = [m for m in _OBJECT.finditer(data, max(0, held.start() - _HEAD), held.start())]
                if begun:
                    shared[int(begun[-1][1])] = _names(held[1])
    for one in forms.values():
        if one.resources is not None:
            one.names |= shared.get(one.resources, {})
    used = {
        number: [(one.names[name], count) for name, count in one.uses.items() if one.names.get(name) in forms]
        for number, one in forms.items()
    }
    pieces = dict.fromkeys(used, 1)
    for _ in range(_DEEPEST if any(used.values()) else 0):
        pieces = {n: min(1 + sum(pieces[m] * times for m, times in held), 2 * _MOST) for n, held in used.items()}
    return any(size > _MOST for size in pieces.values())


def _form(data: bytes, at: int) -> tuple[int, _Form] | None:
    """The form whose dictionary holds the place ``at``: its object number, and what it uses."""
    begun = [m for m in _OBJECT.finditer(data, max(0, at - _HEAD), at)]
    stream = data.find(b"stream", at, at + _HEAD)
    if not begun or stream < 0:
        return None
    head = data[begun[-1].end() : stream]
    names = {name: n for held in _XOBJECTS.findall(head) for name, n in _names(held).items()}
    resources = _RESOURCES.search(head)
    if not names and resources is None:
        return None
    start = stream + len(b"stream") + (2 if data[stream + 6 : stream + 8] == b"\r\n" else 1)
    content = data[start : data.find(b"endstream", start)]
    if b"/FlateDecode" in head:
        try:
            content = zlib.decompressobj().decompress(content, _UNPACKED)
        except zlib.error:
            return None
    uses: dict[bytes, int] = {}
    for name in _USED.findall(content):
        uses[name] = uses.get(name, 0) + 1
    return int(begun[-1][1]), _Form(uses, names, int(resources[1]) if resources else None)


def _names(held: bytes) -> dict[bytes, int]:
    return {name: int(number) for name, number in _NAMED.findall(held)}
