"""The concept schemes 概念表: topics, instruments, beneficiaries and the fine concepts below them.

Each scheme is a table in this folder that an expert can edit; the header of each file says what its columns mean.
A scheme is loaded once and checked while it is read: a bad row is a ``LexiconError`` with its file and line.

Fine concepts (``concepts.tsv``) stand below topics: their ``broader`` holds ids of the same table and ids of topics
written ``topic:overseas-warehouses``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.errors import LexiconError, UsageError

#: id of a scheme → (file, title zh, title en)
SCHEMES: Mapping[str, tuple[str, str, str]] = {
    "topic": ("topics.tsv", "政策主题", "Policy topics"),
    "instrument": ("instruments.tsv", "政策工具", "Policy instruments"),
    "beneficiary": ("beneficiaries.tsv", "支持对象", "Beneficiary types"),
    "concept": ("concepts.tsv", "外贸政策概念", "Trade-policy concepts"),
}

COLUMNS = ("id", "broader", "zh", "en", "zh_also", "en_also", "zh_not", "en_not", "codes", "note")

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept and its labels. ``negative`` holds longer strings in which a label of it must not count.

    ``broader`` holds ids of the same scheme, or ``topic:…`` where a fine concept stands right below a topic.
    ``codes`` are (system, code) pairs, e.g. ("GTA", "15"), ("MAST", "P6"), ("STIP", "PI017").
    """

    id: str
    broader: tuple[str, ...]
    pref: Mapping[str, str]
    alt: Mapping[str, tuple[str, ...]]
    negative: Mapping[str, tuple[str, ...]]
    codes: tuple[tuple[str, str], ...]
    note: str

    def labels(self, language: str) -> tuple[str, ...]:
        """All labels of one language, the preferred one first."""
        return (self.pref[language], *self.alt[language])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A concept scheme in the order of its table."""

    id: str
    title_zh: str
    title_en: str
    concepts: tuple[Concept, ...]
    _index: Mapping[str, Concept] = field(repr=False, compare=False, default_factory=dict)

    def __getitem__(self, concept: str) -> Concept:
        """The concept with this id; KeyError if there is none."""
        return self._index[concept]

    def __contains__(self, concept: object) -> bool:
        return concept in self._index

    def ancestors(self, concept: str) -> Mapping[str, int]:
        """The ids above a concept with their distance, nearest first; topics above a fine concept as ``topic:…``.

        >>> dict(load_scheme("topic").ancestors("overseas-warehouses"))
        {'new-forms': 1}
        """
        found: dict[str, int] = {}
        level = [concept]
        distance = 0
        while level:
            distance += 1
            level = [b for c in level for b in self._broader(c) if b not in found]
            for b in level:
                found.setdefault(b, distance)
            level = list(dict.fromkeys(level))
        return found

    def _broader(self, concept: str) -> tuple[str, ...]:
        if concept in self._index:
            return self._index[concept].broader
        scheme, _, local = concept.partition(":")
        if scheme != "topic" or not local:
            return ()
        return tuple(f"topic:{b}" for b in load_scheme("topic")[local].broader)


@cache
def load_scheme(name: str) -> Scheme:
    """A concept scheme by its id: ``topic``, ``instrument``, ``beneficiary`` or ``concept``; loaded once.

    Raises ``UsageError`` for another name and ``LexiconError`` for a bad row.

    >>> load_scheme("topic")["overseas-warehouses"].pref["zh"]
    '海外仓'
    """
    if name not in SCHEMES:
        raise UsageError(f"no concept scheme {name!r}", hint=", ".join(SCHEMES))
    file, title_zh, title_en = SCHEMES[name]
    source = files("ingest.lexicon").joinpath(file)
    concepts = read_scheme(
        source.read_text(encoding="utf-8"),
        source=f"ingest/lexicon/{file}",
        outside=frozenset(f"topic:{c.id}" for c in load_scheme("topic").concepts) if name == "concept" else frozenset(),
    )
    return Scheme(id=name, title_zh=title_zh, title_en=title_en, concepts=concepts, _index={c.id: c for c in concepts})


def read_scheme(text: str, *, source: str, outside: frozenset[str] = frozenset()) -> tuple[Concept, ...]:
    """The concepts of a table. ``outside`` are ids of other schemes that ``broader`` may name.

    Raises ``LexiconError`` (file and line) for a wrong number of cells, an empty or doubled id, a missing label, an
    empty value between two "|", an unknown ``broader`` and for a concept that is broader than itself.
    """
    concepts: dict[str, Concept] = {}
    lines: dict[str, int] = {}
    for number, cells in _rows(text, source):
        row = dict(zip(COLUMNS, cells, strict=True))
        concept_id = row["id"]
        if not concept_id:
            raise LexiconError("row without an id", source=source, line=number)
        if concept_id in concepts:
            raise LexiconError(
                f"id {concept_id!r} again, first in line {lines[concept_id]}", source=source, line=number
            )
        for language in LANGUAGES:
            if not row[language]:
                raise LexiconError(f"{concept_id!r} has no label in {language!r}", source=source, line=number)
        several = {name: _several(row[name], name, source, number) for name in (*COLUMNS[4:9], "broader")}
        concepts[concept_id] = Concept(
            id=concept_id,
            broader=several["broader"],
            pref={language: row[language] for language in LANGUAGES},
            alt={language: several[f"{language}_also"] for language in LANGUAGES},
            negative={language: several[f"{language}_not"] for language in LANGUAGES},
            codes=tuple(_code(c, source, number) for c in several["codes"]),
            note=row["note"],
        )
        lines[concept_id] = number
    for concept in concepts.values():
        for b in concept.broader:
            if b not in concepts and b not in outside:
                raise LexiconError(f"{concept.id!r}: unknown broader {b!r}", source=source, line=lines[concept.id])
    _refuse_cycles(concepts, lines, source)
    return tuple(concepts.values())


def _rows(text: str, source: str) -> Iterator[tuple[int, list[str]]]:
    header_seen = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header_seen:
            if tuple(cells) != COLUMNS:
                raise LexiconError("wrong header row", source=source, line=number, hint="\\t".join(COLUMNS))
            header_seen = True
            continue
        if len(cells) != len(COLUMNS):
            raise LexiconError(f"{len(cells)} cells instead of {len(COLUMNS)}", source=source, line=number)
        yield number, cells
    if not header_seen:
        raise LexiconError("no header row", source=source, hint="\\t".join(COLUMNS))


def _several(cell: str, column: str, source: str, line: int) -> tuple[str, ...]:
    if not cell:
        return ()
    values = tuple(value.strip() for value in cell.split("|"))
    if not all(values):
        raise LexiconError(f"empty value in {column!r}", source=source, line=line)
    return tuple(dict.fromkeys(values))


def _code(code: str, source: str, line: int) -> tuple[str, str]:
    system, colon, value = code.partition(":")
    if not (system and colon and value):
        raise LexiconError(f"code {code!r}", source=source, line=line, hint="SYSTEM:CODE")
    return system, value


def _refuse_cycles(concepts: Mapping[str, Concept], lines: Mapping[str, int], source: str) -> None:
    done: set[str] = set()
    for start in concepts:
        path: list[str] = []
        _walk(start, concepts, done, path, lines, source)


def _walk(
    node: str,
    concepts: Mapping[str, Concept],
    done: set[str],
    path: list[str],
    lines: Mapping[str, int],
    source: str,
) -> None:
    if node in path:
        ring = " → ".join([*path[path.index(node) :], node])
        raise LexiconError(f"broader than itself: {ring}", source=source, line=lines[node])
    if node in done or node not in concepts:
        return
    path.append(node)
    for b in concepts[node].broader:
        _walk(b, concepts, done, path, lines, source)
    path.pop()
    done.add(node)
