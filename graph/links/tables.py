"""The data files of the linker, read once: idf of words and of concepts, cues of segments, weights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

import ahocorasick

from ingest.errors import LexiconError
from ingest.lexicon.table import rows as lexicon_rows
from ingest.organisations import local_names

#: idf of a word, or concept, that is not in its table: rare
RARE_WORD = 10.5


def rows(file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table of this folder with their line numbers. Raises ``LexiconError`` for a row of another width."""
    for row in lexicon_rows(file, "graph.links", columns):
        yield int(row[""]), [row[column] for column in columns]


def number(cell: str, file: str, line: int) -> float:
    try:
        return float(cell)
    except ValueError:
        raise LexiconError(f"no number: {cell!r}", source=f"graph/links/{file}", line=line) from None


@cache
def names() -> tuple[tuple[str, str], ...]:
    """(zh, en) names of bodies, programmes and terms of ingest/lexicon, the longer first; short ones left out."""
    pairs = {(row["zh"], row["en"]) for row in lexicon_rows("terms.tsv")} | set(local_names())
    return tuple(sorted(((z, e) for z, e in pairs if len(z) >= 3 and len(e) >= 5), key=lambda p: (-len(p[0]), p)))


@cache
def names_automaton(language: str) -> ahocorasick.Automaton:
    """Finds all names of one language in a text in one pass (English ones in small letters): each gives its places in
    ``names()``, for several bodies may have one English name, and its length."""
    places: dict[str, tuple[int, ...]] = {}
    for n, (zh, en) in enumerate(names()):
        shown = zh if language == "zh" else en.lower()
        places[shown] = (*places.get(shown, ()), n)
    automaton = ahocorasick.Automaton()
    for shown, found in places.items():
        automaton.add_word(shown, (found, len(shown)))
    automaton.make_automaton()
    return automaton


@cache
def word_idf() -> Mapping[str, float]:
    """Idf of common Chinese words; a word that is not there counts ``RARE_WORD``."""
    return {word: number(idf, "idf.tsv", line) for line, (word, idf) in rows("idf.tsv", ("word", "idf"))}


@cache
def concept_idf() -> Mapping[str, float]:
    """Idf of concepts and topics (``topic:…``), from the measures of the notices of data/notices."""
    columns = ("concept", "idf")
    return {name: number(idf, "concept_idf.tsv", line) for line, (name, idf) in rows("concept_idf.tsv", columns)}


@cache
def kinds() -> Mapping[str, tuple[str, float]]:
    """Concept → (kind, weight) of kinds.tsv."""
    columns = ("kind", "concept", "weight")
    return {c: (kind, number(w, "kinds.tsv", line)) for line, (kind, c, w) in rows("kinds.tsv", columns)}


@cache
def cues(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(kind, pattern) in the order of segments.tsv."""
    found = []
    for line, (kind, lang, pattern) in rows("segments.tsv", ("kind", "language", "pattern")):
        if lang == language:
            try:
                found.append((kind, re.compile(pattern)))
            except re.error as error:
                raise LexiconError(f"bad pattern: {error}", source="graph/links/segments.tsv", line=line) from None
    return tuple(found)
