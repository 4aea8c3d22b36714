"""One character for one: the text as the English finders look at it.

Full-width digits and signs, hard spaces, line ends, curly apostrophes and the many dashes are shown as their plain
ASCII sisters, so that patterns need not name them all. The length never changes, so an offset in the folded text is
an offset in the text itself."""

from __future__ import annotations

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(0x5E)}  # ！ … ～
_SPACES = dict.fromkeys([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)], " ")
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0xFE63], "-")
_QUOTES = {0x2018: "'", 0x2019: "'", 0x02BC: "'"}
_TABLE: dict[int, int | str] = {**_FULL_WIDTH, **_SPACES, **_DASHES, **_QUOTES, 0xA5: "¥", 0xFFE5: "¥", 0xFFE1: "£"}


def fold(text: str) -> str:
    """The text with plain digits, spaces, dashes and apostrophes; same length, same offsets.

    >>> fold("３０％ – 50 %")
    '30% - 50 %'
    """
    return text.translate(_TABLE)


def lower(text: str) -> str:
    """Lower case without a change of length (``İ`` would become two characters).

    >>> lower("Rs. 5 LAKH")
    'rs. 5 lakh'
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
