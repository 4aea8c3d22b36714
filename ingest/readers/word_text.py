"""The characters of a Word paragraph: what is printed of its runs, fields, symbols, formulas and text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingest.readers.word_number_forms import circled
from ingest.readers.word_numbers import W
from ingest.readers.word_parts import ALTERNATE, MATH

_VML = "{urn:schemas-microsoft-com:vml}"
#: parts of a paragraph that are not printed
_SILENT = frozenset(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "delText", "fldData", "rt", "sdtPr"))
_RUN, _TEXT = W + "r", W + "t"
_PROPERTIES, _VANISH, _FONTS = W + "rPr", W + "vanish", W + "rFonts"
_FORMULAS = frozenset((MATH + "oMath", MATH + "oMathPara"))
_BROKEN = re.compile(r"[ \t]*[\r\n]+\s*")
#: 带圈字符: a sign set into a circle, with no result of its own
_CIRCLE = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，;；]\s*(\d{1,2})\s*\)", re.I)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
#: signs of the font Symbol by their code; the digits and the signs of ASCII stand 0xF000 above their own place
_SYMBOLS = {
    0xF0A3: "≤", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B8: "÷", 0xF0B1: "±", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0B0: "°", 0xF0AE: "→",
    **{0xF000 + ord(sign): sign for sign in "0123456789%()+,-./:;<=>[]"},
}  # fmt: skip

Blocks = Callable[[Any, int], None]
Line = Callable[[str], None]


def chosen(alternate: Any) -> Any:
    """The part of an ``mc:AlternateContent`` to read: the first choice, the fallback where that holds no text."""
    choices = [part for part in alternate if part.tag in (ALTERNATE + "Choice", ALTERNATE + "Fallback")]
    return next((part for part in choices if _holds_text(part)), choices[0] if choices else alternate)


def _holds_text(part: Any) -> bool:
    return any((text.text or "").strip() for text in part.iter(W + "t", MATH + "t")) or any(
        True for _ in part.iter(_VML + "textpath", W + "sym")
    )


def is_placeholder(control: Any) -> bool:
    """Whether a content control shows what is to be filled in (「单击此处输入文字」) and nothing else."""
    shown = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return shown is not None and shown.get(W + "val", "1") not in ("0", "false", "off")


def characters(paragraph: Any, blocks: Blocks, line: Line, depth: int, limit: int) -> Iterator[str]:
    r"""The printed characters of a paragraph, a line break as ``\n``.

    Text boxes are given to ``blocks``, word art (a red head, often) to ``line``. Raises ``RecursionError`` below ``limit``.
    """
    fields: list[list[str]] = []  # of the complex fields that are open: "code" or "result", and the code

    def shown(text: str) -> str:
        return "" if fields and any(state == "code" for state, _ in fields) else text

    def walk(parent: Any, depth: int, font: str) -> Iterator[str]:
        if depth > limit:
            raise RecursionError
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                if not _hidden(child):
                    yield from walk(child, depth + 1, _font(child))
            elif tag == _TEXT:
                yield shown(_signs(_unbroken(child.text or ""), font))
            elif tag in _SILENT or not isinstance(tag, str):
                continue
            elif tag in _FORMULAS:
                yield shown(formula(child, depth + 1, limit))
            elif tag == W + "instrText":
                if fields and fields[-1][0] == "code":
                    fields[-1][1] += child.text or ""
            elif tag == W + "fldChar":
                yield _field(child.get(W + "fldCharType", ""), fields)
            elif tag == W + "sym":
                yield shown(_symbol(child.get(W + "char", ""), child.get(W + "font", "")))
            elif tag in (W + "br", W + "cr"):
                yield "" if child.get(W + "type") in ("page", "column") else shown("\n")
            elif tag in (W + "tab", W + "ptab"):
                yield shown(" ")
            elif tag == W + "noBreakHyphen":
                yield shown("-")
            elif tag == ALTERNATE + "AlternateContent":
                yield from walk(chosen(child), depth + 1, font)
            elif tag == W + "txbxContent":
                blocks(child, depth + 1)
            elif tag == _VML + "textpath":
                line(child.get("string", ""))
            elif not (tag == W + "sdt" and is_placeholder(child)):
                yield from walk(child, depth + 1, font)

    yield from walk(paragraph, depth, "")


def _field(kind: str, fields: list[list[str]]) -> str:
    """Open, turn or close a complex field; what a field without a result prints."""
    if kind == "begin":
        fields.append(["code", ""])
    elif fields and kind == "separate":
        fields[-1][0] = "result"
    elif fields and kind == "end":
        state, code = fields.pop()
        if state == "code" and (found := _CIRCLE.match(code)) and all(outer[0] != "code" for outer in fields):
            return circled(int(found[1]))
    return ""


def _hidden(run: Any) -> bool:
    properties = run.find(_PROPERTIES)
    hidden = None if properties is None else properties.find(_VANISH)
    return hidden is not None and hidden.get(W + "val") not in ("0", "false", "off")


def _font(run: Any) -> str:
    properties = run.find(_PROPERTIES)
    fonts = None if properties is None else properties.find(_FONTS)
    return "" if fonts is None else fonts.get(W + "ascii", "")


def _unbroken(text: str) -> str:
    """A line break in the source is a blank in print: none beside a Chinese character."""
    if "\n" not in text and "\r" not in text:
        return text
    return _BROKEN.sub(
        lambda found: (
            " " if text[: found.start()][-1:].isascii() and text[found.end() : found.end() + 1].isascii() else ""
        ),
        text,
    )


def _signs(text: str, font: str) -> str:
    return text.translate(_SYMBOLS) if font and font.lower() == "symbol" else text


def _symbol(code: str, font: str) -> str:
    """A character by its number; those of symbol fonts (bullets, ticks) are in the private use area and no text."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if font.lower() == "symbol":
        number = number if number >= 0xF000 else number + 0xF000
        return _SYMBOLS.get(number, "")
    return chr(number) if 0x20 <= number < 0xD800 or 0xF900 <= number < 0x110000 else ""


def formula(element: Any, depth: int, limit: int) -> str:
    """A formula on one line: a fraction with a stroke, powers raised. Source: ECMA-376 part 1, 22.1."""
    if depth > limit:
        raise RecursionError

    def part(name: str) -> str:
        found = element.find(MATH + name)
        return "" if found is None else formula(found, depth + 1, limit)

    tag = element.tag[len(MATH) :] if isinstance(element.tag, str) and element.tag.startswith(MATH) else ""
    if tag == "t":
        return element.text or ""
    if tag == "f":
        over, under = part("num"), part("den")
        return f"{_grouped(over)}/{_grouped(under)}"
    if tag == "sSup":
        power = part("sup")
        return part("e") + (power.translate(_RAISED) if re.fullmatch(r"[0-9+-]+", power) else f"^{_grouped(power)}")
    if tag == "d":
        properties = element.find(MATH + "dPr")
        signs = [
            default
            if properties is None or (sign := properties.find(MATH + name)) is None
            else sign.get(MATH + "val", "")
            for name, default in (("begChr", "("), ("endChr", ")"))
        ]
        return signs[0] + "|".join(formula(e, depth + 1, limit) for e in element.iterfind(MATH + "e")) + signs[1]
    if tag == "rad":
        return f"√{_grouped(part('e'))}"
    if element.tag == W + "t":
        return _unbroken(element.text or "")
    return "".join(formula(child, depth + 1, limit) for child in element if child.tag not in _SILENT)


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[\w.%]*|[^\x00-\x7f]*", text) else f"({text})"
