"""What stands in the head of an English paper beside its issuer, number, title and addressees: the number of the copy, how
secret and how urgent it is (the counterparts of 份号, 密级, 紧急程度), who sends it and who gets a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.official.elements import Found, Official

_SECRECY = (
    r"(?:TOP SECRET|STRICTLY CONFIDENTIAL|(?:COMMERCIAL[ -])?IN[ -]CONFIDENCE|CONFIDENTIAL|SECRET|RESTRICTED|UNCLASSIFIED"
    r"|OFFICIAL(?:[ -–—:]+SENSITIVE)?|FOR OFFICIAL USE ONLY|(?:FOR )?INTERNAL USE ONLY|NOT FOR PUBLICATION)"
)
_URGENCY = r"(?:(?:MOST|EXTRA|VERY|EXTREMELY) URGENT|TOP URGENT|URGENT|IMMEDIATE|OUT TODAY|TOP PRIORITY|HIGH PRIORITY|PRIORITY)"
_TERM = r"(?:\s?[-–—(★:]\s?(?:(?:for|until|declassify on)\s)?\w[\w ,]{0,24}\)?)?"
_MARKINGS = (
    (
        "份号",
        re.compile(
            r"(?:Copy|Serial)\s?(?:No\.?|Number)?\s?:?\s?\d{1,6}(?:\s?of\s?\d{1,6}(?:\s?copies)?)?$|No\.?\s?0\d{5}$",
            re.I,
        ),
    ),
    ("密级", re.compile(rf"(?:(?:Security )?Classification\s?:\s?)?{_SECRECY}{_TERM}$")),
    ("密级", re.compile(rf"(?:Security )?Classification\s?:\s?{_SECRECY}{_TERM}$", re.I)),
    ("紧急程度", re.compile(rf"{_URGENCY}!?$")),
    ("紧急程度", re.compile(rf"(?:Urgency|Priority|Precedence)\s?:\s?(?:{_URGENCY}|routine|normal|high|low)!?$", re.I)),
)
#: both on one line: "CONFIDENTIAL / URGENT"
_BOTH = re.compile(rf"(?P<密级>{_SECRECY})\s?[/|·,;–—-]\s?(?P<紧急程度>{_URGENCY})$")
_COPIED = re.compile(r"(?:cc|c\.c\.|bcc|copy to|copies to|copied to)\s?[:.]", re.I)
_FROM = re.compile(r"From\s?:\s*(?P<who>\S.{2,160})$", re.I)
#: a paper has its marks above its title
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Markings:
    """``elements`` found, the paragraphs that hold nothing else (``lines``), and who a memorandum says that it is from."""

    elements: tuple[tuple[str, Found], ...]
    lines: frozenset[int]
    sender: Found | None


def markings_en(paragraphs: Sequence[str], stop: int) -> Markings:
    """The markings among the first lines of a paper, up to ``stop``.

    >>> found = markings_en(["CONFIDENTIAL", "URGENT", "Ministry of Trade"], 3)
    >>> [(name, one.value) for name, one in found.elements], sorted(found.lines)
    ([('密级', 'CONFIDENTIAL'), ('紧急程度', 'URGENT')], [0, 1])
    """
    elements: list[tuple[str, Found]] = []
    lines: set[int] = set()
    sender: Found | None = None
    for i, paragraph in enumerate(paragraphs[: min(stop, _HEAD)]):
        if len(paragraph) <= 60 and (marked := _marked(paragraph)):
            elements += [(name, Found(paragraph[start:end], i, start, end)) for name, start, end in marked]
        elif i and len(paragraph) <= 300 and _COPIED.match(paragraph):
            elements.append(("抄送", Found(paragraph, i, 0, len(paragraph))))
        elif sender is None and (match := _FROM.match(paragraph)):
            sender = Found(match["who"], i, *match.span("who"))
        else:
            continue
        lines.add(i)
    return Markings(tuple(elements), frozenset(lines), sender)


def _marked(paragraph: str) -> list[tuple[str, int, int]]:
    if both := _BOTH.match(paragraph):
        return [(name, *both.span(name)) for name in ("密级", "紧急程度")]
    for name, form in _MARKINGS:
        if form.match(paragraph):
            return [(name, 0, len(paragraph))]
    return []


def moved_back(found: Official, kept: Sequence[int]) -> None:
    """Count the paragraphs of a frame, read with some left out, as those of the paper. ``kept``: their indices there."""

    def back(one: Found) -> Found:
        return replace(one, paragraph=kept[one.paragraph])

    found.each(back)
    found.forwarding = tuple(kept[i] for i in found.forwarding)
    found.body = [kept[i] for i in found.body]
