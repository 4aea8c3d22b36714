"""Words and characters of a measure as sparse vectors: TF-IDF of jieba words, character n-grams, rare shared strings.

Idf comes from a frozen table (idf.tsv), so that a link does not change when another notice is loaded.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from graph.links.tables import RARE_WORD, word_idf
from ingest.lexicon.schemes import load_scheme
from ingest.pipeline.concepts import singular

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&+\-]*|\d{4,}")

#: English words that say nothing of the matter
_STOP_EN = frozenset(
    re.findall(
        r"\w+",
        "a an and or of the to in on for with by from at as is are be been shall will should may their its our this that "
        "these those which who where such other relevant all any each per under into over than not no up it they them we",
    )
)


@cache
def _tokenizer() -> Any:
    """A tokenizer of jieba over its own dictionary and the labels of our concepts (出口信用保险, 海外仓 are words of the field).

    Takes most of a second to load, so only when words are asked for.
    """
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for label in user_dictionary():
        tokenizer.add_word(label)
    return tokenizer


@cache
def user_dictionary() -> tuple[str, ...]:
    """The user dictionary for jieba: every Chinese label of the topic and concept schemes, of ideographs only, sorted."""
    labels = (
        label
        for name in ("topic", "concept")
        for concept in load_scheme(name).concepts
        for label in concept.labels("zh")
    )
    return tuple(sorted({label for label in labels if _HAN.fullmatch(label) and 2 <= len(label) <= 8}))


def words(text: str, language: str) -> list[str]:
    """The words of two and more characters, with the shorter words inside longer ones; English words in the singular.

    >>> words("Overseas warehouses", "en")
    ['oversea', 'warehouse']
    """
    if language == "en":
        return [w for w in (singular(m.lower()) for m in re.findall(r"[A-Za-z]{2,}|\d+", text)) if w not in _STOP_EN]
    tokenizer = _tokenizer()
    found = []
    for run in _HAN.findall(text):
        found += [w for w in tokenizer.cut_for_search(run, HMM=False) if len(w) > 1]
    return found + [m.lower() for m in _LATIN.findall(text)]


def tfidf(text: str, language: str) -> dict[str, float]:
    """Words → (1 + log count) x idf, scaled to length 1."""
    return weighed(words(text, language), language)


def weighed(found: Iterable[str], language: str) -> dict[str, float]:
    """The same for words that have been cut."""
    idf = word_idf() if language == "zh" else {}
    rare = RARE_WORD if language == "zh" else 1.0
    return unit({w: (1 + math.log(n)) * idf.get(w, rare) ** 1.5 for w, n in Counter(found).items()})


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """The vector scaled to length 1 (an empty one stays empty)."""
    norm = math.sqrt(sum(v * v for v in vector.values()))
    return {k: v / norm for k, v in sorted(vector.items())} if norm else {}


def dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The scalar product of two sparse vectors. ``fsum`` rounds once, at the end: the order of the keys does not matter."""
    shared = a.keys() & b.keys()
    return math.fsum([a[k] * b[k] for k in shared]) if shared else 0.0


def shared_strings(left: str, right: str, shortest: int = 3) -> list[str]:
    """The longest strings of Chinese characters that stand in both texts, none inside another, in the order of ``left``.

    >>> shared_strings("落实出口退税政策", "加快出口退税进度")
    ['出口退税']
    """
    mine, grams = _grams(left, shortest), _grams(right, shortest)
    found: list[str] = []
    after = 0
    for i in sorted(i for gram in mine.keys() & grams.keys() for i in mine[gram]):
        if i < after:
            continue
        best = 0
        for j in grams[left[i : i + shortest]]:
            n = shortest
            while i + n < len(left) and j + n < len(right) and left[i + n] == right[j + n] and _HAN.match(left[i + n]):
                n += 1
            best = max(best, n)
        found.append(left[i : i + best])
        after = i + best
    return list(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _grams(text: str, size: int) -> dict[str, tuple[int, ...]]:
    """Where each run of so many Chinese characters begins: a measure is compared with many."""
    places: dict[str, list[int]] = {}
    for run in _HAN.finditer(text):
        for j in range(run.start(), run.end() - size + 1):
            places.setdefault(text[j : j + size], []).append(j)
    return {gram: tuple(found) for gram, found in places.items()}


@lru_cache(maxsize=1 << 16)
def rarity(string: str) -> float:
    """How much a shared string says: the idf of its words above that of everyday policy words, 0 for 「鼓励企业」."""
    return math.fsum(max(0.0, word_idf().get(w, RARE_WORD) - 6.0) for w in _cut(string))


def _cut(string: str) -> set[str]:
    return {w for w in _tokenizer().cut(string, HMM=False) if len(w) > 1}
