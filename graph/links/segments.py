"""Comma segments of a measure: what each does (head action, means, condition, purpose) and how firmly.

A measure of a notice often holds several commitments between its commas (「支持…，对…给予补贴，提升…」). Concepts count fully
where the measure acts, less where they only are its means, condition or purpose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from graph.links.tables import cues
from ingest.model import Span

Role = Literal["head", "means", "condition", "benefit", "purpose"]

#: commitment 承诺程度: 0 none, 1 study 研究, 2 encourage 鼓励, 3 act 实施, 4 pay 给予
LEVELS = ("none", "study", "encourage", "act", "pay")

_BREAK = re.compile(r"[，。；：！？,;!?]+(?=\s|\D|$)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A comma segment: ``span`` in the text of the measure."""

    span: Span
    role: Role
    level: int


def segments(text: str, language: str) -> tuple[Segment, ...]:
    """The comma segments of a measure, in order.

    >>> [(s.role, s.level) for s in segments("研究对参展费用给予补贴，降低企业成本。", "zh")]
    [('head', 1), ('purpose', 0)]
    """
    found: list[Segment] = []
    start = 0
    for end, after in [(m.start(), m.end()) for m in _BREAK.finditer(text)] + [(len(text), len(text))]:
        part = text[start:end]
        if part.strip():
            shown = part.strip().lower() if language == "en" else part.strip()
            found.append(Segment(Span(start, end), _role(shown, language, first=not found), _level(shown, language)))
        start = after
    if language == "en":  # "For booth fees, transport and travel, a reward is granted": the list goes on after a comma
        for i in range(1, len(found) - 1):
            if found[i - 1].role == "condition" and (found[i].role, found[i].level) == ("head", 0):
                found[i] = Segment(found[i].span, "condition", 0)
    for i in range(
        len(found) - 2, -1, -1
    ):  # 「对…的展位费，按标准给予支持」: the condition is what the next segment pays for
        if found[i].role == "condition":
            found[i] = Segment(found[i].span, "condition", max(found[i].level, found[i + 1].level))
    if found and all(s.role != "head" for s in found):  # a measure does something: then it is what is said last
        best = max(range(len(found)), key=lambda i: (found[i].role == "purpose", found[i].level, -i))
        found[best] = Segment(found[best].span, "head", found[best].level)
    return tuple(found)


def _role(part: str, language: str, *, first: bool) -> Role:
    acts = any(kind == "action" and pattern.search(part) for kind, pattern in cues(language))
    for kind, pattern in cues(language):
        if not kind.startswith("role:") or not pattern.search(part):
            continue
        role = kind.removeprefix("role:")
        if role == "condition":
            return "condition"
        if role == "benefit":
            return "benefit"
        if role == "means":
            return "means"
        if role == "purpose" and not first and not acts:
            return "purpose"
    return "head"


def _level(part: str, language: str) -> int:
    fits: dict[str, int] = {}
    for kind, pattern in cues(language):
        if kind.startswith("level:") and (found := pattern.search(part)):
            fits.setdefault(kind.removeprefix("level:"), found.start())
    if "study" in fits:
        return LEVELS.index("study")
    if "apply" in fits:
        return LEVELS.index("encourage")
    if "pay" in fits:
        return LEVELS.index("pay")
    return LEVELS.index(min(fits, key=lambda kind: (fits[kind], kind))) if fits else 0


def directions(text: str, language: str) -> frozenset[str]:
    """Which way the trade of a measure goes: import 进口, export 出口, both or neither.

    >>> sorted(directions("扩大进出口规模", "zh"))
    ['export', 'import']
    """
    shown = text.lower() if language == "en" else text.replace("进出口", "进口出口")
    return frozenset(
        kind.removeprefix("direction:")
        for kind, pattern in cues(language)
        if kind.startswith("direction:") and pattern.search(shown)
    )
