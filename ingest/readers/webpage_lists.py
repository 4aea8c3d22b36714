"""The numbers that a browser prints before the items of an ordered list (``<ol>``): they are not in the text of a page.

Source: HTML Standard, 4.4.5 and 4.4.8 (``start``, ``type``, ``value``); CSS Counter Styles 3.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.flowing import tidy
from ingest.readers.webpage import children, tag_of
from ingest.readers.word_number_forms import written

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
#: styles of CSS → formats of numbers
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-heavenly-stem": "ideographTraditional",
}
#: lists of the editor that most Chinese sites use (UEditor): the class says the sign, a picture shows it
_CLASSES = {
    "custom_cn": ("chineseCounting", "%、"),
    "custom_cn1": ("chineseCounting", "%、"),
    "custom_cn2": ("chineseCounting", "（%）"),
    "custom_num": ("decimal", "%."),
    "custom_num1": ("decimal", "%）"),
    "custom_num2": ("decimal", "（%）"),
}
_NONE = re.compile(r"\b(?:none|unstyled|no-?bullets?|legislative-list)\b")
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)")
#: an item that prints its number itself
_NUMBERED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[）)、.．]|[①-⑳]|第[一二三四五六七八九十百\d]{1,4}[条章款]"
    r"|(?:Article|Section|Annex)\s\w"
)


def numbers_of(ordered: Any) -> dict[int, str]:
    """What a browser prints before the items (``<li>``) of an ordered list, by ``mem_id``; nothing for those that print it
    themselves. A blank stands behind a number that does not end in a Chinese sign."""
    attributes = ordered.attributes or {}
    names, style = attributes.get("class") or "", (attributes.get("style") or "").lower()
    form, look = _TYPES.get(attributes.get("type") or "1", "decimal"), "%."
    for name in names.split():
        form, look = _CLASSES.get(name, (form, look))
    if said := _STYLE.search(style):
        word = next((word for word in said[1].split() if word in _STYLES or word == "none"), "")
        if word == "none":
            return {}
        form = _STYLES.get(word, form)
        look = "%、" if form.startswith(("chinese", "ideograph")) else look
    elif _NONE.search(names.lower()):
        return {}
    found: dict[int, str] = {}
    number = _integer(attributes.get("start"), 1) - 1
    for item in children(ordered):
        if tag_of(item) != "li":
            continue
        number = _integer((item.attributes or {}).get("value"), number + 1)
        if not _NUMBERED.match(tidy(item.text() or "")):
            label = look.replace("%", written(form, number))
            found[item.mem_id] = label if ord(label[-1]) >= 0x2E80 else label + " "
    return found


def _integer(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default
