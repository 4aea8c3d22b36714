"""Why two measures were paired, in the words of both: quotes for each feature, and a sentence in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.links.features import shared_names, shared_numbers
from graph.links.lexical import rarity, shared_strings
from graph.links.profile import Profile
from graph.links.relation import Anchor, Change
from ingest.lexicon.schemes import load_scheme
from ingest.model import ConceptMatch


@dataclass(frozen=True, slots=True)
class Evidence:
    """A feature of a pair with its value and the strings of both texts that show it.

    ``feature`` is a feature of ``graph.links.features``, "concept:…" for a shared concept (the nearest above both),
    "relation" for what decided the relation, or "scorer" for what a plug-in said (without quotes: it gives no reasons).
    """

    feature: str
    value: float
    left_quotes: tuple[str, ...]
    right_quotes: tuple[str, ...]


def evidence_of(
    left: Profile, right: Profile, values: dict[str, float], change: Change, shared: Sequence[Anchor]
) -> tuple[Evidence, ...]:
    """What an analyst would want to read about a pair with these ``anchors``; the most telling first."""
    found: list[Evidence] = []
    if change.left_quotes or change.right_quotes:
        found.append(Evidence("relation", 1.0, change.left_quotes, change.right_quotes))
    for anchor in shared[:3]:
        found.append(Evidence(f"concept:{anchor.node}", round(anchor.weight, 4), *_sides(anchor.left, anchor.right)))
    for feature, mine, theirs in (
        ("topics", *_common(left.measure.topics, right.measure.topics)),
        ("instruments", *_common(left.measure.instruments, right.measure.instruments)),
    ):
        if mine and theirs:
            found.append(Evidence(feature, round(values[feature], 4), mine, theirs))
    if left.measure.language == right.measure.language == "zh":
        strings = tuple(s for s in shared_strings(left.measure.text, right.measure.text) if rarity(s) > 0.5)
        if strings:
            found.append(Evidence("strings", round(values["strings"], 4), strings, strings))
    numbers = shared_numbers(left, right)
    if numbers:
        found.append(Evidence("numbers", 1.0, *_columns(numbers)))
    names = shared_names(left, right)
    if names:
        found.append(Evidence("names", round(values["names"], 4), *_columns(names)))
    if "scorer" in values:
        found.append(Evidence("scorer", round(values["scorer"], 4), (), ()))
    if values["event"]:
        found.append(Evidence("event", -round(values["event"], 4), *_sides(left.events, right.events)))
    return tuple(found)


def _columns(pairs: list[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(dict.fromkeys(a for a, _ in pairs)), tuple(dict.fromkeys(b for _, b in pairs))


def _sides(left: tuple[ConceptMatch, ...], right: tuple[ConceptMatch, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(dict.fromkeys(m.quote for m in left)), tuple(dict.fromkeys(m.quote for m in right))


def _common(left: tuple[ConceptMatch, ...], right: tuple[ConceptMatch, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    both = {m.concept for m in left} & {m.concept for m in right}
    return _sides(tuple(m for m in left if m.concept in both), tuple(m for m in right if m.concept in both))


def _shown(anchor: Anchor) -> tuple[ConceptMatch, ConceptMatch]:
    """The two places that show best what an anchor is: the same words, else words for the concept itself, not a narrower one."""
    return min(
        ((a, b) for a in anchor.left for b in anchor.right),
        key=lambda pair: (pair[0].quote != pair[1].quote, sum(m.concept != anchor.node for m in pair)),
    )


def why(left: Profile, right: Profile, change: Change, shared: Sequence[Anchor]) -> tuple[str, str]:
    """The pair in one sentence, Chinese and English: what both are about, and what changed.

    The quotes stay in the language of the notice.
    """
    if shared:
        pref = load_scheme("concept")[shared[0].node].pref
        mine, theirs = (m.quote for m in _shown(shared[0]))
        about_zh = f"「{mine}」与「{theirs}」同属{pref['zh']}" if mine != theirs else f"均涉及「{mine}」"
        about_en = f"“{mine}” and “{theirs}” are both {pref['en']}" if mine != theirs else f"both name “{mine}”"
    else:
        topics = sorted({m.concept for m in left.measure.topics} & {m.concept for m in right.measure.topics})
        prefs = [load_scheme("topic")[t].pref for t in topics[:2]]
        about_zh = f"主题同为{'、'.join(p['zh'] for p in prefs)}" if prefs else "用语相近"
        about_en = f"same topic: {', '.join(p['en'] for p in prefs)}" if prefs else "similar wording"
    moved_zh = moved_en = ""
    if change.relation not in ("continues", "related") and change.left_quotes and change.right_quotes:
        moved_zh = f"：「{'」「'.join(change.left_quotes)}」→「{'」「'.join(change.right_quotes)}」"
        moved_en = f": “{'”, “'.join(change.left_quotes)}” → “{'”, “'.join(change.right_quotes)}”"
    said_zh, said_en = f"；{change.what_zh}{moved_zh}", f"; {change.what_en}{moved_en}"
    if shared and mine == theirs:  # 「均涉及「展位费」；同为「展位费」」 says it twice
        said_zh = "" if said_zh == f"；同为「{mine}」" else said_zh
        said_en = "" if said_en.lower() == f"; both: {mine.lower()}" else said_en
    return f"{about_zh}{said_zh}。", f"{about_en}{said_en}."
