"""What things are called, in Chinese and English: relations, roles, features, directions.

The labels of the code lists come from the vocabulary (graph/vocabulary/codelists.ttl), those of concepts from the schemes, the
rest from policygraph/web/words.tsv; all three are files that people edit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graph.changes import Change
from ingest.lexicon.table import rows
from ingest.model import Amount, Deadline, Language, Notice

#: relation → a sign that says it without colour; in the order in which they are counted up
GLYPHS: dict[str, str] = {
    "strengthens": "▲",
    "weakens": "▼",
    "broadens": "＋",
    "narrows": "－",
    "continues": "＝",
    "replaces_instrument": "⇄",
    "related": "～",
    "same_aim_same_instrument": "●",
    "same_aim_other_instrument": "○",
    "dropped": "✕",
    "new": "★",
    "undecided": "？",
}
ARROWS = {"up": "↑", "down": "↓", "same": "＝", "stated": "＋", "omitted": "－"}

#: a score is high, medium or low from these values on
SCORES = (("high", 0.75), ("medium", 0.4), ("low", 0.0))


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: row for row in rows("words.tsv", "policygraph.web")}


def word(key: str, language: Language, **values: object) -> str:
    """The words for a key of words.tsv, with its places filled in.

    >>> word("rank", "en", rank=1, margin="0.20")
    'candidate no. 1, 0.20 ahead of the best one turned down'
    """
    said = _words()[key][language]
    return said.format(**values) if values else said


def label(code_list: str, name: str, language: Language) -> str:
    """The label of a value of a code list; the value itself where the vocabulary has none.

    >>> label("amount-role", "cap", "zh")
    '上限'
    """
    from graph import iri
    from graph.vocabulary import labels

    return labels().get(iri.concept(code_list, name), {}).get(language, name)


def relation(name: str, language: Language, mode: str = "editions") -> str:
    """What a relation is called; what has no counterpart is not dropped or new between two cities, but of one of them."""
    if name == "undecided":
        return word("undecided", language)
    if mode == "cities" and name in ("dropped", "new"):
        return word("only.left" if name == "dropped" else "only.right", language).replace("写明", "")
    return label("link-relation", name, language)


def feature(name: str, language: Language) -> str:
    """What a feature of the evidence is called; "concept:…" names its concept."""
    kind, _, concept = name.partition(":")
    if kind == "concept" and concept:
        return word("feature.concept", language, name=_concept(concept, language))
    key = f"feature.{name}"
    return word(key, language) if key in _words() else name


def _concept(name: str, language: Language) -> str:
    from ingest.lexicon.schemes import load_scheme

    scheme, _, local = name.rpartition(":")
    try:
        return load_scheme(scheme or "concept")[local].pref[language]
    except KeyError:
        return name


def score_word(score: float, language: Language) -> str:
    """high, medium or low."""
    return word(f"score.{next(name for name, least in SCORES if score >= least)}", language)


def what(change: Change, language: Language) -> str:
    """What moved: a rate, a cap, a time limit, the commitment."""
    if change.what == "certainty":
        return word("certainty", language)
    kind = "amount-role" if isinstance(change.left or change.right, Amount) else "deadline-kind"
    return label(kind, change.what, language)


def value(change: Change, side: str, language: Language) -> str:
    """One side of a change as it is printed; the commitment in a word; "" where the side says nothing."""
    fact = change.left if side == "left" else change.right
    if fact is None:
        return ""
    return fact.quote if isinstance(fact, Amount | Deadline) else word(f"certainty.{fact}", language)


def direction(change: Change, language: Language, mode: str = "editions") -> str:
    """Which way it moved and what that means for who applies: "↑ longer, slower". Between cities only which way."""
    if change.direction in ("stated", "omitted"):
        return f"{ARROWS[change.direction]} {word(f'only.{change.direction}.{mode}', language)}"
    if change.direction == "same":
        return f"{ARROWS['same']} {word('same', language)}"
    key = f"{change.direction}.{change.what}"
    said = word(key if key in _words() else change.direction, language)
    meaning = ""
    if change.effect and mode == "editions":
        key = f"effect.{change.effect}.{change.what}"
        meaning = word(key if key in _words() else f"effect.{change.effect}", language)
    return f"{ARROWS[change.direction]} {said}" + (f"{word('sep', language)}{meaning}" if meaning else "")


def short_name(notice: Notice, language: Language | None = None) -> str:
    """A notice in a few characters: its place and year, else its id."""
    if notice.place and notice.year:
        place = notice.place_en if (language or notice.language) == "en" and notice.place_en else notice.place.value
        return f"{place} {notice.year.value}"
    return notice.id


def duration(value: str, language: Language) -> str:
    """An ISO 8601 duration in words; any other value as it is.

    >>> duration("P1Y", "zh"), duration("P18M", "en"), duration("+1Y-03-31", "en")
    ('1年', '18 months', '+1Y-03-31')
    """
    match = re.fullmatch(r"P(\d+)(Y|M|W|D)", value)
    if match is None:
        return value
    number, unit = match[1], match[2]
    return word(f"duration.{unit}" if number != "1" else f"duration.one.{unit}", language, n=number)


def title_of(notice: Notice) -> str:
    """The title of a notice, else its id."""
    return notice.title.value if notice.title else notice.id
